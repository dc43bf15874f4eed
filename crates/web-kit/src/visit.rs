//! A visit: one request on one site, with everything a handler may use, and the answer it gives.

use actix_web::http::StatusCode;
use multisite_router::CurrentSite;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;
use umbel_core::content::{Media, ReadTarget};
use umbel_core::people::{Passkey, SignedIn};
use umbel_core::time::zone_or_utc;
use umbel_core::token::Token;
use umbel_core::tree::Look;
use umbel_core::{Connection, Instant, SiteScope};

use crate::Problem;
use crate::chrome::Chrome;
use crate::delivery::reads::CountsAs;
use crate::delivery::{Download, Received, gate};
use crate::feature::Feature;
use crate::forms::Form;
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
    /// Something for a script of ours to read.
    Json {
        /// Its status.
        status: StatusCode,
        /// What it says.
        text: String,
    },
    /// A file to take home.
    Download(Download),
    /// The thing is at another path for good.
    Moved(String),
    /// What was asked for is done; go on to this path, or to a whole address.
    GoOn(String),
}

/// Where a visit happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// On a site's own host.
    Site,
    /// On the host where people sign in: no themes, nothing that visitors wrote.
    SignIn,
}

/// What a browser brings along.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    pub(crate) id: Option<Token>,
    pub(crate) site: Option<Token>,
    /// What it was given before it went to sign in.
    pub transfer: Option<Token>,
    pub(crate) form: Option<Token>,
    /// The network it is in, coarsely (/24 or /56). Never stored as it is.
    pub network: Option<String>,
    /// Browser and system in two words.
    pub device: String,
    pub(crate) languages: String,
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

/// The cookies there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session on the sign-in host.
    SignIn,
    /// The session on a site's host.
    Site,
    /// What a site's host gives a browser before it goes to sign in.
    Transfer,
    /// What forms are tied to while nobody is signed in.
    Form,
}

impl Cookie {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => gate::ID_COOKIE,
            Self::Site => gate::SITE_COOKIE,
            Self::Transfer => gate::TRANSFER_COOKIE,
            Self::Form => gate::FORM_COOKIE,
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
    pub form: Option<Form>,
    /// The files that were sent.
    pub files: Vec<Received>,
    /// Whether a script sent it, which reads sentences and no pages.
    pub by_script: bool,
    /// What forms on this page carry to show that they are ours; empty where nothing is tied to a browser.
    pub form_token: String,
    /// Where the visit happens.
    pub ground: Ground,
    /// What the browser brought along.
    pub browser: Browser,
    /// Who is signed in, on pages that look.
    pub person: Option<SignedIn>,
    /// The language of the page when it is not the site's.
    pub(crate) own_locale: Option<String>,
    /// `Set-Cookie` lines of the answer.
    pub(crate) cookies: Vec<String>,
    /// Another origin that forms of this page may lead to.
    pub(crate) forms_lead_to: Option<String>,
    /// When the visit happens.
    pub now: Instant,
    /// Whether the site is closed to this visitor: then nothing is told but its name.
    pub(crate) is_closed: bool,
    /// How the site would look, when somebody tries something out. Nothing else knows of it.
    pub(crate) tried_look: Option<Look>,
    pub(crate) chrome: Option<Chrome>,
    /// What the answer counts as each time it goes out.
    pub(crate) counts_as: Option<CountsAs>,
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
            files: Vec::new(),
            by_script: false,
            form_token: String::new(),
            ground: Ground::Site,
            browser: Browser::default(),
            person: None,
            own_locale: None,
            cookies: Vec::new(),
            forms_lead_to: None,
            now,
            is_closed: false,
            tried_look: None,
            chrome: None,
            counts_as: None,
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
        let zone = zone_or_utc(&self.current.here.site.time_zone);
        let languages = self.world.themes.languages();
        Words::new(languages, languages.nearest(self.locale()), zone, self.now)
    }

    /// The language of this page: the person's, else the site's; on the sign-in host what the browser asks for.
    #[must_use]
    pub fn locale(&self) -> &str {
        self.own_locale.as_deref().unwrap_or(&self.current.here.site.locale)
    }

    /// Shows this page in another language, when there are words for it.
    pub fn speak(&mut self, locale: &str) {
        self.own_locale = Some(locale.to_owned());
    }

    /// Decides the language: the person's choice, else the site's. Where no site is visited, what the browser asks for.
    pub(crate) fn choose_language(&mut self) {
        let own = self
            .person
            .as_ref()
            .and_then(|person| person.standing.account.locale.clone());
        self.own_locale = own.or_else(|| match self.ground {
            Ground::Site => None,
            Ground::SignIn => self
                .world
                .themes
                .languages()
                .asked_for(&self.browser.languages)
                .map(str::to_owned),
        });
    }

    /// The theme of this page. The sign-in host has none but `base`.
    #[must_use]
    pub(crate) fn theme(&self) -> &str {
        match (self.ground, &self.tried_look) {
            (Ground::Site, Some(look)) => &look.theme,
            (Ground::Site, None) => &self.current.here.site.theme,
            (Ground::SignIn, _) => crate::themes::BASE,
        }
    }

    /// The address of this page's style sheet.
    pub(crate) fn stylesheet(&self) -> String {
        let site = &self.current.here.site;
        let themes = &self.world.themes;
        match (self.ground, &self.tried_look) {
            (Ground::Site, Some(look)) => crate::front::tried_style(look),
            (Ground::Site, None) => themes
                .stylesheet(&site.theme, site.accent.as_deref(), site.letters.as_deref())
                .url(),
            (Ground::SignIn, _) => themes.stylesheet(crate::themes::BASE, None, None).url(),
        }
    }

    /// The address of this host without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        match self.ground {
            Ground::Site => self.world.origin.of(&self.current.here.host),
            Ground::SignIn => self.world.sign_in_url(""),
        }
    }

    /// Has the browser keep a token for this host alone, for so many seconds.
    pub fn keep_cookie(&mut self, name: Cookie, token: &Token, seconds: i64) {
        // `__Host-` makes browsers insist on Secure, Path=/ and no Domain: no other host can set or read it.
        self.cookies.push(format!(
            "{}={}; Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Lax",
            name.as_str(),
            token.as_str()
        ));
    }

    /// Has the browser forget a token.
    pub fn drop_cookie(&mut self, name: Cookie) {
        self.cookies.push(format!(
            "{}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
            name.as_str()
        ));
    }

    /// Lets forms of this page lead on to another origin of ours, given as `https://host:port`.
    pub fn let_forms_lead_to(&mut self, origin: String) {
        self.forms_lead_to = Some(origin);
    }

    /// Counts the answer as one reading of this, each time it goes out to somebody who reads.
    pub fn counts_as_reading(&mut self, target: ReadTarget) {
        self.counts_as = Some(CountsAs::Reading(target));
    }

    /// Notes what feed readers say about how many people follow the site.
    pub fn counts_as_feed(&mut self) {
        self.counts_as = Some(CountsAs::Feed);
    }

    /// The sentence that says what was done, when the page was reached by doing something.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let key = self.asked("done")?;
        let sound = key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        sound.then(|| self.words().known(&format!("done-{key}"))).flatten()
    }

    /// The whole address of a path on this site.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.base_url(), crate::path::encoded(path))
    }

    /// Where somebody is sent who must have a second factor by now and has none.
    pub(crate) fn second_factor_missing(&mut self, person: &SignedIn) -> Result<Option<Answer>, Problem> {
        let account = &person.standing.account;
        let is_due = account.second_factor_due_at.is_some_and(|due| due <= self.now);
        if !is_due || account.totp_sealed.is_some() {
            return Ok(None);
        }
        if !Passkey::of(self.connection, account.id)?.is_empty() {
            return Ok(None);
        }
        // Once they have one they go on to where they were going; what was sent is gone, so a form is opened again.
        let site = match self.ground {
            Ground::Site => format!("&site={}", self.current.id()),
            Ground::SignIn => String::new(),
        };
        Ok(Some(Answer::GoOn(self.world.sign_in_url(&format!(
            "/account/security?done=second-factor-due{site}&to={}",
            crate::path::query_value(&crate::path::encoded(self.path))
        )))))
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
        Ok(self
            .world
            .themes
            .render(self.theme(), self.locale(), template, context)?)
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
