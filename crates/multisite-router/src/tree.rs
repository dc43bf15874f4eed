//! The tree in memory: constant-time look-up of a host among any number of sites.

use dashmap::DashMap;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, RwLock};
use umbel_core::tree::{Host, HostName, Site, SiteKind, feature_choices};
use umbel_core::{Connection, Result, SiteId};

/// A site with what every page of it needs to know.
#[derive(Clone, Debug)]
pub struct TreeSite {
    /// Its row.
    pub site: Site,
    /// Its canonical host.
    pub host: String,
    /// Other hosts that lead to it.
    pub aliases: Vec<String>,
    /// The features it has chosen on or off; others follow their default.
    pub features: HashMap<String, bool>,
}

/// The site a request is for, with the nodes above it.
#[derive(Clone, Debug)]
pub struct CurrentSite {
    /// The site itself.
    pub here: Arc<TreeSite>,
    /// What stands above it, nearest first: none for the umbrella, at most two.
    pub above: Vec<Arc<TreeSite>>,
}

impl CurrentSite {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> SiteId {
        self.here.site.id
    }

    /// The node at the top: the umbrella, or the site itself when it is one.
    #[must_use]
    pub fn top(&self) -> &Arc<TreeSite> {
        self.above.last().unwrap_or(&self.here)
    }
}

/// The label in front of the umbrella's host that leads to where people sign in.
pub const SIGN_IN_LABEL: &str = "id";

/// Where a host leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// To a site, by its own address.
    Site(SiteId),
    /// To a site that has another address; visitors are sent there.
    Alias(SiteId),
    /// To where people sign in, beneath the umbrella.
    SignIn(SiteId),
    /// Nowhere.
    Unknown,
    /// It is not a host name at all.
    Malformed,
}

/// All sites and hosts, in memory.
#[derive(Debug, Default)]
pub struct Tree {
    hosts: DashMap<Box<str>, (SiteId, bool), ahash::RandomState>,
    sites: DashMap<SiteId, Arc<TreeSite>, ahash::RandomState>,
    /// The sites beneath a node, by lower-case name.
    children: DashMap<SiteId, BTreeSet<(String, SiteId)>, ahash::RandomState>,
    umbrella: RwLock<Option<SiteId>>,
}

impl Tree {
    /// Loads every site: three queries.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn load(connection: &mut Connection) -> Result<Self> {
        let tree = Self::default();
        tree.reload(connection)?;
        Ok(tree)
    }

    /// Loads every site anew, for when it is not known what changed.
    ///
    /// # Errors
    /// When the database refuses; the tree stays as it was.
    pub fn reload(&self, connection: &mut Connection) -> Result<()> {
        let sites = Site::all(connection)?;
        let hosts = Host::all(connection)?;
        let mut choices: HashMap<SiteId, HashMap<String, bool>> = HashMap::new();
        for (site, feature, enabled) in feature_choices(connection, None)? {
            choices.entry(site).or_default().insert(feature, enabled);
        }
        let mut by_site: HashMap<SiteId, Vec<Host>> = HashMap::with_capacity(sites.len());
        for host in hosts {
            by_site.entry(host.site_id).or_default().push(host);
        }
        let known: Vec<SiteId> = self.sites.iter().map(|entry| *entry.key()).collect();
        let present: std::collections::HashSet<SiteId> = sites.iter().map(|site| site.id).collect();
        for gone in known.into_iter().filter(|id| !present.contains(id)) {
            self.remove(gone);
        }
        for site in sites {
            let hosts = by_site.remove(&site.id).unwrap_or_default();
            let features = choices.remove(&site.id).unwrap_or_default();
            self.put(site, hosts, features);
        }
        Ok(())
    }

    /// Loads one site anew after a change: three small queries, whatever the number of sites.
    ///
    /// # Errors
    /// When the database refuses; the tree stays as it was.
    pub fn refresh(&self, connection: &mut Connection, id: SiteId) -> Result<()> {
        let site = match Site::find(connection, id) {
            Ok(site) => site,
            Err(umbel_core::Error::NotFound(_)) => {
                self.remove(id);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let hosts = Host::of(connection, id)?;
        let features = feature_choices(connection, Some(id))?
            .into_iter()
            .map(|(_, feature, enabled)| (feature, enabled))
            .collect();
        self.put(site, hosts, features);
        Ok(())
    }

    fn put(&self, site: Site, hosts: Vec<Host>, features: HashMap<String, bool>) {
        let id = site.id;
        let previous = self.sites.get(&id).map(|entry| Arc::clone(&entry));
        // New names lead here before old ones stop to: nobody meets a gap.
        let mut canonical = String::new();
        for host in &hosts {
            if host.canonical {
                canonical.clone_from(&host.host);
            }
            self.hosts.insert(host.host.as_str().into(), (id, host.canonical));
        }
        if let Some(previous) = &previous {
            self.drop_hosts(previous, |name| hosts.iter().any(|host| host.host == name));
        }
        if site.kind == SiteKind::Umbrella
            && let Ok(mut umbrella) = self.umbrella.write()
        {
            *umbrella = Some(id);
        }
        if let Some(previous) = previous {
            self.leave_parent(&previous);
        }
        if let Some(parent) = site.parent_id {
            self.children
                .entry(parent)
                .or_default()
                .insert((site.name.to_lowercase(), id));
        }
        self.sites.insert(
            id,
            Arc::new(TreeSite {
                site,
                host: canonical,
                aliases: hosts
                    .into_iter()
                    .filter(|host| !host.canonical)
                    .map(|host| host.host)
                    .collect(),
                features,
            }),
        );
    }

    fn leave_parent(&self, site: &TreeSite) {
        if let Some(mut siblings) = site.site.parent_id.and_then(|parent| self.children.get_mut(&parent)) {
            siblings.remove(&(site.site.name.to_lowercase(), site.site.id));
        }
    }

    fn remove(&self, id: SiteId) {
        if let Some((_, site)) = self.sites.remove(&id) {
            self.leave_parent(&site);
            self.drop_hosts(&site, |_| false);
        }
    }

    /// Forgets the hosts of a site but those to keep. A name that another site has taken meanwhile stays its own.
    fn drop_hosts(&self, site: &TreeSite, keep: impl Fn(&str) -> bool) {
        for name in site.aliases.iter().chain([&site.host]).filter(|name| !keep(name)) {
            self.hosts
                .remove_if(name.as_str(), |_, (owner, _)| *owner == site.site.id);
        }
    }

    /// Where a host leads, as a request or a person writes it.
    #[must_use]
    pub fn resolve(&self, host: &str) -> Resolution {
        // Nearly every request names a host in its stored form, perhaps with a port: no copy is made for those.
        let bare = host.rsplit_once(':').map_or(host, |(name, _)| name);
        if let Some(found) = self.hosts.get(bare)
            && (bare.len() == host.len() || HostName::parse(host).is_ok())
        {
            return Self::resolution(*found);
        }
        match HostName::parse(host) {
            Ok(name) => match self.hosts.get(name.as_str()) {
                Some(found) => Self::resolution(*found),
                None => self
                    .sign_in(name.as_str())
                    .map_or(Resolution::Unknown, Resolution::SignIn),
            },
            Err(_) => Resolution::Malformed,
        }
    }

    /// The umbrella, when the host is where people sign in beneath it.
    fn sign_in(&self, host: &str) -> Option<SiteId> {
        let above = host.strip_prefix(SIGN_IN_LABEL)?.strip_prefix('.')?;
        let umbrella = self.umbrella()?;
        (above == umbrella.host).then_some(umbrella.site.id)
    }

    fn resolution((site, canonical): (SiteId, bool)) -> Resolution {
        if canonical {
            Resolution::Site(site)
        } else {
            Resolution::Alias(site)
        }
    }

    /// The site with this id.
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<Arc<TreeSite>> {
        self.sites.get(&id).map(|entry| Arc::clone(&entry))
    }

    /// The site with the nodes above it.
    #[must_use]
    pub fn current(&self, id: SiteId) -> Option<CurrentSite> {
        let here = self.site(id)?;
        let mut above = Vec::with_capacity(2);
        let mut parent = here.site.parent_id;
        while let Some(node) = parent.and_then(|id| self.site(id)) {
            parent = node.site.parent_id;
            above.push(node);
            if above.len() == 2 {
                break;
            }
        }
        Some(CurrentSite { here, above })
    }

    /// The umbrella, when the installation has been set up.
    #[must_use]
    pub fn umbrella(&self) -> Option<Arc<TreeSite>> {
        let id = *self.umbrella.read().ok()?;
        self.site(id?)
    }

    /// The sites directly beneath a node, by name: `limit` of them from `offset` on, and how many there are.
    #[must_use]
    pub fn children(&self, id: SiteId, offset: usize, limit: usize) -> (Vec<Arc<TreeSite>>, usize) {
        let Some(children) = self.children.get(&id) else {
            return (Vec::new(), 0);
        };
        let page: Vec<SiteId> = children.iter().skip(offset).take(limit).map(|(_, id)| *id).collect();
        let count = children.len();
        drop(children);
        (page.into_iter().filter_map(|id| self.site(id)).collect(), count)
    }

    /// How many sites there are, the umbrella and networks among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether nothing has been set up yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }
}
