//! One installation: everything that lives as long as the program.

use multisite_router::{Origin, Proxies, SIGN_IN_LABEL, Tree, TreeSite};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use umbel_core::config::{MailRoute, Settings};
use umbel_core::database::Scope;
use umbel_core::keys::Keys;
use umbel_core::{Result, Store};
use umbel_media::store::MediaStore;

use crate::delivery::{PageCache, ReadCounters, RouteTable};
use crate::domain_proofs::TxtLookup;
use crate::feature::Feature;
use crate::stones::Mark;
use crate::themes::{Accent, Assets, ThemeFiles, Themes};

/// One installation.
pub struct World {
    /// The database.
    pub store: Store,
    /// All sites and hosts in memory.
    pub tree: Arc<Tree>,
    /// All themes and languages.
    pub themes: Themes,
    /// How visitors reach the sites.
    pub origin: Origin,
    /// Whose forwarded headers are believed.
    pub proxies: Proxies,
    /// Files that only some pages load.
    pub assets: Assets,
    /// Every feature there is.
    pub features: &'static [&'static Feature],
    /// What seals secrets in the database; kept outside it.
    pub keys: Arc<Keys>,
    /// Ready pages; none when the cache is switched off.
    pub cache: Option<PageCache>,
    /// Uploaded and generated files.
    pub media: MediaStore,
    /// Where what is being uploaded lies until it is stored.
    pub uploads: PathBuf,
    /// Where packed sites wait to be fetched.
    pub exports: PathBuf,
    /// Where the records are looked up that prove domains.
    pub domain_proofs: Arc<TxtLookup>,
    /// How mails leave.
    pub mail: MailRoute,
    /// What has been counted.
    pub counts: Counts,
    /// What has been read since it was last written down.
    pub reads: ReadCounters,
    pub(crate) routes: RouteTable,
    pub(crate) sign_in_routes: RouteTable,
}

/// What is counted, without looking at who visits.
#[derive(Debug, Default)]
pub struct Counts {
    /// Requests answered.
    pub requests: AtomicU64,
    /// Pages that were ready.
    pub hits: AtomicU64,
    /// Pages that had to be made.
    pub misses: AtomicU64,
}

impl World {
    /// Opens an installation: reads themes and languages, loads the tree, and keeps it true from now on.
    ///
    /// # Errors
    /// When the database refuses, or `base` or the languages cannot be read.
    pub fn open(
        store: Store,
        settings: &Settings,
        features: &'static [&'static Feature],
        at_sign_in: &'static [&'static Feature],
    ) -> Result<Self> {
        let themes = load_themes(&settings.themes.dir, features.iter().chain(at_sign_in))?;
        let keys = Arc::new(Keys::load_for(&store, &settings.keys_dir())?);
        let tree = Arc::new(store.read(Tree::load)?);
        let observed = Arc::clone(&tree);
        store.observe(move |store, scopes| renew(&observed, store, scopes));
        Ok(Self {
            tree,
            themes,
            origin: Origin::new(&settings.server.public_scheme, settings.server.public_port),
            proxies: Proxies::new(settings.server.trusted_proxies.clone()),
            routes: RouteTable::new(features),
            sign_in_routes: RouteTable::new(at_sign_in),
            keys,
            features,
            assets: Assets::built_in(),
            cache: settings.cache.enabled.then(|| PageCache::new(settings.cache.mebibytes)),
            media: MediaStore::open(settings)?,
            uploads: settings.uploads_dir(),
            exports: settings.data.dir.join("exports"),
            domain_proofs: Arc::new(TxtLookup::of(&settings.domains)?),
            mail: settings.mail.route(&settings.data.dir),
            counts: Counts::default(),
            reads: ReadCounters::default(),
            store,
        })
    }

    /// The mark of a site in its own colour, seen from beside other sites.
    #[must_use]
    pub fn mark_of(&self, site: &TreeSite) -> Mark {
        let network = site.site.parent_id.and_then(|parent| self.tree.site(parent));
        let mark = Mark::beneath(
            &site.site.name,
            network.as_ref().map(|network| network.site.name.as_str()),
        );
        match self.accent_of(site) {
            Some(accent) => mark.in_colour(accent),
            None => mark,
        }
    }

    /// A site's accent colour, or its theme's.
    #[must_use]
    pub fn accent_of(&self, site: &TreeSite) -> Option<Accent> {
        let own = site.site.accent.as_deref().and_then(Accent::parse);
        own.or_else(|| self.themes.theme(&site.site.theme).map(|theme| theme.accent))
    }

    /// The host where people sign in.
    #[must_use]
    pub fn sign_in_host(&self) -> Option<String> {
        self.tree
            .umbrella()
            .map(|umbrella| format!("{SIGN_IN_LABEL}.{}", umbrella.host))
    }

    /// The whole address of a path on the host where people sign in.
    #[must_use]
    pub fn sign_in_url(&self, path: &str) -> String {
        let host = self.sign_in_host().unwrap_or_default();
        format!("{}{path}", self.origin.of(&host))
    }

    /// Every address of every feature, with the feature's key: for tests that must cover all of them.
    pub fn routes(&self) -> impl Iterator<Item = (&'static str, &'static crate::Route)> + '_ {
        self.routes.all()
    }

    /// The same of the sign-in host.
    pub fn sign_in_routes(&self) -> impl Iterator<Item = (&'static str, &'static crate::Route)> + '_ {
        self.sign_in_routes.all()
    }
}

/// Reads the built-in themes, those of a directory if one is named, and the features' templates.
///
/// # Errors
/// When `base`, the languages or the features' templates cannot be read.
pub fn load_themes<'f>(
    directory: &std::path::Path,
    features: impl IntoIterator<Item = &'f &'static Feature>,
) -> Result<Themes> {
    let mut files = ThemeFiles::built_in();
    if directory != PathBuf::new() {
        files = files
            .with_directory(directory)
            .map_err(umbel_core::Error::Configuration)?;
    }
    let templates: Vec<(String, String)> = features.into_iter().flat_map(|feature| (feature.templates)()).collect();
    Themes::new(&files, &templates).map_err(umbel_core::Error::Configuration)
}

fn renew(tree: &Tree, store: &Store, scopes: &[Scope]) -> Result<()> {
    for scope in scopes {
        match scope {
            Scope::Everything => store.read(|connection| tree.reload(connection))?,
            Scope::Identity(site) => store.read(|connection| tree.refresh(connection, *site))?,
            Scope::Content(_) | Scope::News(_) => {}
        }
    }
    Ok(())
}
