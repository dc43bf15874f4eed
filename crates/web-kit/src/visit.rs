//! A visit: one request on one site, with everything a handler may use, and the answer it gives.

use actix_web::http::StatusCode;
use multisite_router::CurrentSite;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;
use umbel_core::content::Media;
use umbel_core::time::zone_or_utc;
use umbel_core::{Connection, Instant, SiteScope};

use crate::Problem;
use crate::chrome::Chrome;
use crate::feature::Feature;
use crate::i18n::Words;
use crate::stones::Picture;
use crate::world::World;

/// What a handler answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A page.
    Page {
        /// Its status.
        status: StatusCode,
        /// Its HTML.
        html: String,
    },
    /// A file made for the moment: a feed, a calendar, a sitemap.
    File {
        /// Its media type.
        mime: &'static str,
        /// Its text.
        text: String,
    },
    /// The thing is at another path for good.
    Moved(String),
}

/// What stands in a page's head.
#[derive(Clone, Debug, Default)]
pub struct PageHead {
    /// The title of this page alone; empty on front pages.
    pub title: String,
    /// One or two sentences; empty means the site's tagline.
    pub description: String,
    /// The path of the page itself, with the parts of the query that make another page of it.
    pub path: String,
    /// `website` or `article` (Open Graph).
    pub kind: &'static str,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether search engines should leave it alone.
    pub noindex: bool,
    /// schema.org data.
    pub json_ld: Option<serde_json::Value>,
    /// Feeds of this page besides those of the site: (title, path, media type).
    pub feeds: Vec<(String, String, &'static str)>,
}

impl PageHead {
    /// A plain page's head.
    #[must_use]
    pub fn new(title: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            path: path.into(),
            kind: "website",
            ..Self::default()
        }
    }
}

/// One request on one site.
pub struct Visit<'v> {
    /// The installation.
    pub world: &'v World,
    /// The site, with what stands above it.
    pub current: &'v CurrentSite,
    /// The connection this visit reads on.
    pub connection: &'v mut Connection,
    /// The path asked for, decoded.
    pub path: &'v str,
    /// The named parts of the path.
    pub parameters: BTreeMap<String, String>,
    /// The parts of the query that the route reads.
    pub query: BTreeMap<String, String>,
    /// The form that was sent, if any.
    pub form: Option<BTreeMap<String, String>>,
    /// When the visit happens.
    pub now: Instant,
    /// Whether the site is closed to this visitor: then nothing is told but its name.
    pub(crate) is_closed: bool,
    pub(crate) chrome: Option<Chrome>,
}

impl<'v> Visit<'v> {
    /// A visit of a site.
    #[must_use]
    pub fn new(
        world: &'v World,
        current: &'v CurrentSite,
        connection: &'v mut Connection,
        path: &'v str,
        now: Instant,
    ) -> Self {
        Self {
            world,
            current,
            connection,
            path,
            parameters: BTreeMap::new(),
            query: BTreeMap::new(),
            form: None,
            now,
            is_closed: false,
            chrome: None,
        }
    }

    /// Reading this site's rows.
    pub fn scope(&mut self) -> SiteScope<'_> {
        SiteScope::new(self.current.id(), self.connection)
    }

    /// A named part of the path.
    #[must_use]
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    /// A part of the query, when it is there and not empty.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The words of this page's language.
    #[must_use]
    pub fn words(&self) -> Words<'v> {
        let site = &self.current.here.site;
        Words::new(
            self.world.themes.languages(),
            &site.locale,
            zone_or_utc(&site.time_zone),
            self.now,
        )
    }

    /// The address of this site without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.world.origin.of(&self.current.here.host)
    }

    /// The whole address of a path on this site.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.base_url(), crate::path::encoded(path))
    }

    /// The features that are on here.
    pub fn features(&self) -> impl Iterator<Item = &'static Feature> + use<'_> {
        self.world
            .features
            .iter()
            .copied()
            .filter(|feature| feature.is_on(&self.current.here.features))
    }

    /// Pictures by id, as templates show them: one query.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn pictures(
        &mut self,
        ids: impl IntoIterator<Item = Option<umbel_core::Id>>,
    ) -> Result<std::collections::HashMap<umbel_core::Id, Picture>, Problem> {
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        if ids.is_empty() {
            return Ok(std::collections::HashMap::new());
        }
        let media = Media::by_id(&mut self.scope(), &ids)?;
        Ok(media.into_iter().map(|(id, media)| (id, Picture::of(&media))).collect())
    }

    /// Makes a page from a template and what it is given.
    ///
    /// # Errors
    /// When the database refuses or the template fails in `base` too.
    pub fn page<V: Serialize>(&mut self, template: &str, head: PageHead, view: &V) -> Result<Answer, Problem> {
        self.page_with_status(StatusCode::OK, template, head, view)
    }

    /// The same with another status.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn page_with_status<V: Serialize>(
        &mut self,
        status: StatusCode,
        template: &str,
        head: PageHead,
        view: &V,
    ) -> Result<Answer, Problem> {
        let mut context = self.common_context()?;
        let doc = crate::chrome::Doc::new(self, head);
        context.insert("doc", &doc);
        context.extend(Context::from_serialize(view)?);
        let html = self.render(template, &context)?;
        Ok(Answer::Page { status, html })
    }

    /// Makes a part of a page from a template.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn fragment<V: Serialize>(&mut self, template: &str, view: &V) -> Result<String, Problem> {
        let mut context = self.common_context()?;
        let doc = crate::chrome::Doc::new(self, PageHead::new("", crate::path::encoded(self.path)));
        context.insert("doc", &doc);
        context.extend(Context::from_serialize(view)?);
        self.render(template, &context)
    }

    fn render(&self, template: &str, context: &Context) -> Result<String, Problem> {
        let site = &self.current.here.site;
        Ok(self.world.themes.render(&site.theme, &site.locale, template, context)?)
    }

    /// What every template is given: the site, the way up, the menus. Read once a visit.
    fn common_context(&mut self) -> Result<Context, Problem> {
        if self.chrome.is_none() {
            self.chrome = Some(Chrome::load(self)?);
        }
        let chrome = self
            .chrome
            .as_ref()
            .ok_or_else(|| Problem::Broken("a visit lost its chrome".into()))?;
        Ok(Context::from_serialize(chrome)?)
    }
}
