//! A feature is data: what it is called, where it answers, what it adds to the front page, the menu and the sitemap.
//!
//! [`crate::delivery`] reads these; it is the one place that knows whether a feature is on. No feature asks.

use std::collections::HashMap;
use umbel_core::Instant;
use umbel_core::content::{Post, PostKind};
use umbel_core::people::{Role, SignedIn};
use umbel_core::tree::SiteKind;

use crate::Problem;
use crate::visit::{Answer, Visit};
use crate::workplace::Room;

/// A part of a site that can be switched on and off.
pub struct Feature {
    /// Its key in the database, on the command line and in addresses.
    pub key: &'static str,
    /// Whether sites have it unless they switch it off.
    pub default_on: bool,
    /// Whether it can be switched off at all.
    pub optional: bool,
    /// Its addresses.
    pub routes: &'static [Route],
    /// Its rooms in the workplace.
    pub rooms: &'static [Room],
    /// Its line in a menu that nobody has arranged.
    pub nav: Option<NavLink>,
    /// Its part of front pages.
    pub section: Option<FrontSection>,
    /// What it contributes to the sitemap.
    pub sitemap: Option<SitemapPart>,
    /// The kinds of things it puts into the search index.
    pub searched: &'static [&'static str],
    /// The feeds its sites announce in their pages.
    pub feeds: &'static [FeedLink],
    /// Its own templates, as (path, text).
    pub templates: fn() -> Vec<(String, String)>,
    /// A sample of each template's context.
    pub samples: fn() -> Vec<(&'static str, tera::Context)>,
}

/// An address that is answered.
pub struct Route {
    /// The path, as `/blog/{slug}`.
    pub path: &'static str,
    /// The parts of the query it reads. Others are ignored, and do not make another page of it.
    pub query: &'static [&'static str],
    /// The kinds of node that answer here.
    pub kinds: &'static [SiteKind],
    /// Whether the answer may be kept.
    pub kept: Kept,
    /// Whether it takes a form by POST, too. The answer to one is never kept.
    pub takes_form: bool,
    /// The longest form it takes, in bytes.
    pub longest_form: usize,
    /// Whether it takes a file by POST: the body is the file, or a form with files (RFC 7578).
    pub takes_files: bool,
    /// What it does for those whom a closed site does not let in.
    pub when_closed: WhenClosed,
    /// What members are shown where everybody else finds nothing.
    pub for_members: Option<PersonalHandler>,
    /// How posts, or pages, look at this address, whatever their state: for previews.
    pub shows: Option<(PostKind, PostHandler)>,
    /// What is called.
    pub handler: Handler,
}

/// Reads the visit and answers. It runs on a thread that may wait for the database.
pub type OpenHandler = fn(&mut Visit<'_>) -> Result<Answer, Problem>;
/// The same for somebody who is signed in.
pub type PersonalHandler = fn(&mut Visit<'_>, &SignedIn) -> Result<Answer, Problem>;
/// Shows a post or page, whatever its state: whoever calls it has looked whether it may be seen.
pub type PostHandler = fn(&mut Visit<'_>, Post) -> Result<Answer, Problem>;

/// Who is let in, and what is called for them. Whoever is asked for is an argument: a handler cannot forget to look.
#[derive(Clone, Copy)]
pub enum Handler {
    /// Everybody.
    Open(OpenHandler),
    /// Those who are signed in.
    SignedIn(PersonalHandler),
    /// Those who hold this role, or a higher one, here or above.
    Holding(Role, PersonalHandler),
}

/// Whether an answer may be kept in the page cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Until something it was made from changes.
    UntilChanged,
    /// Not at all: there are too many of them (search).
    Never,
}

/// What a route does on a site that is closed to the visitor. Those for people with a role look at the role alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenClosed {
    /// It is closed, too.
    Refuses,
    /// It answers: without signing in nobody could show that they may come in.
    Answers,
}

/// What every page for somebody reads: the key of the sentence that says what was done.
const PERSONAL_QUERY: &[&str] = &["done"];

/// The longest form most routes take, in bytes.
const LONGEST_FORM: usize = 64 * 1024;
/// The longest form with a whole text in it, in bytes.
const LONGEST_TEXT_FORM: usize = 2 * 1024 * 1024;

/// Every kind of node.
pub const EVERYWHERE: &[SiteKind] = &[SiteKind::Umbrella, SiteKind::Network, SiteKind::Site];
/// Networks and the umbrella.
pub const ABOVE_SITES: &[SiteKind] = &[SiteKind::Umbrella, SiteKind::Network];

impl Route {
    /// A page or file of every kind of node, kept until something changes, that reads no query.
    #[must_use]
    pub const fn get(path: &'static str, handler: OpenHandler) -> Self {
        Self {
            path,
            query: &[],
            kinds: EVERYWHERE,
            kept: Kept::UntilChanged,
            takes_form: false,
            longest_form: LONGEST_FORM,
            takes_files: false,
            when_closed: WhenClosed::Refuses,
            for_members: None,
            shows: None,
            handler: Handler::Open(handler),
        }
    }

    /// A page for those who are signed in, never kept.
    #[must_use]
    pub const fn signed_in(path: &'static str, handler: PersonalHandler) -> Self {
        Self {
            path,
            query: PERSONAL_QUERY,
            kinds: EVERYWHERE,
            kept: Kept::Never,
            takes_form: false,
            longest_form: LONGEST_FORM,
            takes_files: false,
            when_closed: WhenClosed::Refuses,
            for_members: None,
            shows: None,
            handler: Handler::SignedIn(handler),
        }
    }

    /// A page for those who hold a role here or above, never kept.
    #[must_use]
    pub const fn holding(role: Role, path: &'static str, handler: PersonalHandler) -> Self {
        Self {
            handler: Handler::Holding(role, handler),
            ..Self::signed_in(path, handler)
        }
    }

    /// The same, reading these parts of the query.
    #[must_use]
    pub const fn reading(mut self, query: &'static [&'static str]) -> Self {
        self.query = query;
        self
    }

    /// The same, on these kinds of node only.
    #[must_use]
    pub const fn on(mut self, kinds: &'static [SiteKind]) -> Self {
        self.kinds = kinds;
        self
    }

    /// The same, never kept.
    #[must_use]
    pub const fn never_kept(mut self) -> Self {
        self.kept = Kept::Never;
        self
    }

    /// The same, answering on closed sites, too.
    #[must_use]
    pub const fn even_when_closed(mut self) -> Self {
        self.when_closed = WhenClosed::Answers;
        self
    }

    /// The same, taking a form by POST, too.
    #[must_use]
    pub const fn taking_form(mut self) -> Self {
        self.takes_form = true;
        self
    }
}

impl Route {
    /// The same; where everybody else finds nothing, members are shown what `handler` finds for them.
    #[must_use]
    pub const fn for_members(mut self, handler: PersonalHandler) -> Self {
        self.for_members = Some(handler);
        self
    }

    /// The same, showing posts or pages of this kind in previews, too.
    #[must_use]
    pub const fn showing(mut self, kind: PostKind, handler: PostHandler) -> Self {
        self.shows = Some((kind, handler));
        self
    }

    /// The same, taking a form with a whole text in it.
    #[must_use]
    pub const fn taking_text(mut self) -> Self {
        self.takes_form = true;
        self.longest_form = LONGEST_TEXT_FORM;
        self
    }

    /// The same, taking files by POST, too: `visit.files`.
    #[must_use]
    pub const fn taking_files(mut self) -> Self {
        self.takes_form = true;
        self.takes_files = true;
        self
    }
}

/// A line in a menu.
pub struct NavLink {
    /// The key of its words.
    pub label: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Its place: lower comes first.
    pub position: u8,
    /// The kinds of node that have it.
    pub kinds: &'static [SiteKind],
}

/// A part of front pages.
pub struct FrontSection {
    /// Its place unless the site arranged otherwise: lower comes first.
    pub position: u8,
    /// Renders it; none when there is nothing to show.
    pub render: fn(&mut Visit<'_>) -> Result<Option<String>, Problem>,
}

/// A path and when what is there last changed.
pub type SitemapEntry = (String, Instant);

/// What a feature contributes to the sitemap.
pub struct SitemapPart {
    /// How many addresses there are.
    pub count: fn(&mut Visit<'_>) -> Result<i64, Problem>,
    /// Paths with their last change: `limit` of them from `offset` on.
    pub list: fn(&mut Visit<'_>, i64, i64) -> Result<Vec<SitemapEntry>, Problem>,
}

/// A feed announced in every page's head.
pub struct FeedLink {
    /// The key of its title; it is given `site`.
    pub title: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// The kinds of node that have it.
    pub kinds: &'static [SiteKind],
}

impl Feature {
    /// A part that every site has and nobody switches off, and that is nowhere to be seen: what others begin with.
    pub const BUILT_IN: Self = Self {
        key: "",
        default_on: true,
        optional: false,
        routes: &[],
        rooms: &[],
        nav: None,
        section: None,
        sitemap: None,
        searched: &[],
        feeds: &[],
        templates: Vec::new,
        samples: Vec::new,
    };

    /// Whether a site with these choices has the feature.
    #[must_use]
    pub fn is_on(&self, choices: &HashMap<String, bool>) -> bool {
        !self.optional || choices.get(self.key).copied().unwrap_or(self.default_on)
    }
}

/// The templates a feature has built in, as (path, text).
#[must_use]
pub fn built_in_templates<T: rust_embed::RustEmbed>() -> Vec<(String, String)> {
    T::iter()
        .filter_map(|path| {
            let file = T::get(&path)?;
            Some((path.into_owned(), String::from_utf8(file.data.into_owned()).ok()?))
        })
        .collect()
}

/// A sample of a template: its path and the serialised view.
#[must_use]
pub fn sample<V: serde::Serialize>(template: &'static str, view: &V) -> (&'static str, tera::Context) {
    (template, tera::Context::from_serialize(view).unwrap_or_default())
}
