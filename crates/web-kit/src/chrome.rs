//! What stands around every page: the head, the way up, the menus, who this is.

use serde::Serialize;
use std::collections::HashMap;
use umbel_core::Id;
use umbel_core::content::{Media, PostSummary};
use umbel_core::tree::{Keeps, Look, MenuEntry, MenuItem, settings};

use crate::Problem;
use crate::stones::{Mark, Picture};
use crate::themes::AssetUrls;
use crate::visit::{Ground, PageHead, Visit};

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuLine {
    text: String,
    url: String,
    current: bool,
    children: Vec<MenuLine>,
}

/// A node on the way from the umbrella to here.
#[derive(Clone, Debug, Serialize)]
pub struct TrailNode {
    name: String,
    url: String,
    kind: String,
    mark: Mark,
    current: bool,
}

/// The site as templates know it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    name: String,
    tagline: String,
    url: String,
    kind: String,
    status: String,
    mark: Mark,
    logo: Option<Picture>,
    header: Option<Picture>,
    place: Option<String>,
    about: Option<String>,
    contact: Option<String>,
    is_front: bool,
}

/// Who is signed in, as templates know them.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    name: String,
    /// The highest role held here or above; empty for none.
    role: String,
    /// What a form that signs out carries.
    form_token: String,
}

impl PersonView {
    fn of(visit: &Visit<'_>) -> Option<Self> {
        let standing = &visit.person.as_ref()?.standing;
        Some(Self {
            name: standing.account.name.clone(),
            role: standing.role.map(|role| role.to_string()).unwrap_or_default(),
            form_token: visit.form_token.clone(),
        })
    }
}

/// What every template is given besides `doc`.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    site: SiteView,
    trail: Vec<TrailNode>,
    menu: Vec<MenuLine>,
    footer_menu: Vec<MenuLine>,
    features: Vec<&'static str>,
    /// What was just done, in a sentence.
    notice: Option<String>,
    /// Who is signed in, on pages that look.
    signed_in: Option<PersonView>,
    /// The address of one's own account.
    account_url: String,
    /// The addresses of files that only some pages load.
    assets: AssetUrls,
    #[serde(skip)]
    look: Look,
}

impl Chrome {
    /// Two queries, a third where the site has a logo or header, or no menu of its own.
    pub(crate) fn load(visit: &mut Visit<'_>) -> Result<Self, Problem> {
        if visit.is_closed || visit.ground == Ground::SignIn {
            return Ok(Self::of_closed_site(visit));
        }
        let look = match &visit.tried_look {
            Some(look) => look.clone(),
            None => Look::of(&visit.current.here.site, &settings(&mut visit.scope())?),
        };
        let shown: Vec<_> = look.logo.into_iter().chain(look.header).collect();
        let pictures = if shown.is_empty() {
            HashMap::new()
        } else {
            Media::by_id(&mut visit.scope(), &shown)?
        };
        let picture = |id: Option<Id>| id.and_then(|id| pictures.get(&id));
        let mut menus = MenuItem::trees(&mut visit.scope())?;
        let mut take = |name: &str| {
            menus
                .iter()
                .position(|(found, _)| found == name)
                .map(|position| menus.swap_remove(position).1)
        };
        let (own_menu, footer_menu) = (take("main"), take("footer").unwrap_or_default());
        let path = visit.path.to_owned();
        let menu = match own_menu {
            Some(entries) => entries,
            None => unarranged_menu(visit)?,
        };
        let here = &visit.current.here.site;
        let trail = trail(visit);
        let not_empty = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Self {
            site: SiteView {
                name: here.name.clone(),
                tagline: here.tagline.clone(),
                url: visit.base_url(),
                kind: here.kind.to_string(),
                status: here.status.to_string(),
                mark: own_mark(visit),
                logo: picture(look.logo).map(Picture::of),
                header: picture(look.header).map(|header| header_picture(header, look.parts.header_keeps)),
                place: here.place.clone(),
                about: not_empty(&here.about),
                contact: here.contact_email.clone(),
                is_front: path == "/" || visit.tried_look.is_some(),
            },
            trail,
            menu: lines(&menu, &path),
            footer_menu: lines(&footer_menu, &path),
            features: visit.features().map(|feature| feature.key).collect(),
            notice: visit.notice(),
            signed_in: PersonView::of(visit),
            account_url: visit.world.sign_in_url("/account"),
            assets: visit.world.assets.urls(),
            look,
        })
    }

    /// A site that is closed to the visitor: its name, and the way up.
    fn of_closed_site(visit: &Visit<'_>) -> Self {
        let here = &visit.current.here.site;
        Self {
            site: SiteView {
                name: here.name.clone(),
                tagline: String::new(),
                url: visit.world.origin.of(&visit.current.here.host),
                kind: here.kind.to_string(),
                status: here.status.to_string(),
                mark: own_mark(visit),
                logo: None,
                header: None,
                place: None,
                about: None,
                contact: None,
                is_front: false,
            },
            trail: trail(visit),
            menu: Vec::new(),
            footer_menu: Vec::new(),
            features: Vec::new(),
            notice: visit.notice(),
            signed_in: PersonView::of(visit),
            account_url: visit.world.sign_in_url("/account"),
            assets: visit.world.assets.urls(),
            look: Look::default(),
        }
    }

    /// How the site looks, or would look.
    pub(crate) const fn look(&self) -> &Look {
        &self.look
    }
}

/// The header picture, with what stays in view of it when the site has chosen that for this place alone.
fn header_picture(picture: &Media, keeps: Option<Keeps>) -> Picture {
    let focal_y = match keeps {
        Some(Keeps::Top) => 0,
        Some(Keeps::Middle) => 50,
        Some(Keeps::Bottom) => 100,
        None => picture.focal_y,
    };
    Picture::of(&Media {
        focal_y,
        ..picture.clone()
    })
}

/// The site's mark in its own house: the theme colours it.
fn own_mark(visit: &Visit<'_>) -> Mark {
    let network = visit.current.above.first().map(|network| network.site.name.as_str());
    Mark::beneath(&visit.current.here.site.name, network)
}

/// The way from the umbrella to here.
fn trail(visit: &Visit<'_>) -> Vec<TrailNode> {
    visit
        .current
        .above
        .iter()
        .rev()
        .chain([&visit.current.here])
        .map(|node| TrailNode {
            name: node.site.name.clone(),
            url: visit.world.origin.of(&node.host),
            kind: node.site.kind.to_string(),
            mark: visit.world.mark_of(node),
            current: node.site.id == visit.current.id(),
        })
        .collect()
}

fn lines(entries: &[MenuEntry], path: &str) -> Vec<MenuLine> {
    entries
        .iter()
        .map(|entry| MenuLine {
            text: entry.label.clone(),
            current: entry.url == path,
            url: entry.url.clone(),
            children: lines(&entry.children, path),
        })
        .collect()
}

/// The menu of a site that has not arranged one: its features in their order, then its topmost pages.
pub fn unarranged_menu(visit: &mut Visit<'_>) -> Result<Vec<MenuEntry>, Problem> {
    let words = visit.words();
    let kind = visit.current.here.site.kind;
    let mut links: Vec<_> = visit
        .features()
        .filter_map(|feature| feature.nav.as_ref())
        .filter(|link| link.kinds.contains(&kind))
        .collect();
    links.sort_by_key(|link| link.position);
    let mut entries: Vec<MenuEntry> = links
        .into_iter()
        .map(|link| MenuEntry {
            label: words.say(link.label),
            url: link.path.to_owned(),
            children: Vec::new(),
        })
        .collect();
    let now = visit.now;
    entries.extend(
        PostSummary::pages(&mut visit.scope(), None, now)?
            .into_iter()
            .take(4)
            .map(|page| MenuEntry {
                label: page.title,
                url: crate::path::encoded(&format!("/{}", page.path)),
                children: Vec::new(),
            }),
    );
    Ok(entries)
}

/// A feed announced in a page's head.
#[derive(Clone, Debug, Serialize)]
struct FeedView {
    title: String,
    url: String,
    mime: &'static str,
}

/// Open Graph data.
#[derive(Clone, Debug, Serialize)]
struct OpenGraph {
    kind: &'static str,
    title: String,
    description: String,
    url: String,
    image: Option<String>,
    image_alt: Option<String>,
    site_name: String,
    locale: String,
}

/// The head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Doc {
    title: String,
    full_title: String,
    description: String,
    canonical: String,
    lang: String,
    dir: &'static str,
    robots: Option<&'static str>,
    stylesheet: String,
    feeds: Vec<FeedView>,
    open_graph: OpenGraph,
    json_ld: Option<String>,
    search_query: String,
}

impl Doc {
    pub(crate) fn new(visit: &Visit<'_>, head: PageHead) -> Self {
        let words = visit.words();
        let site = &visit.current.here.site;
        let is_bare = visit.is_closed || visit.ground == Ground::SignIn;
        let description = if is_bare {
            String::new()
        } else if head.description.is_empty() {
            site.tagline.clone()
        } else {
            head.description
        };
        let full_title = if head.title.is_empty() {
            site.name.clone()
        } else {
            words.say_with(
                "page-title",
                &[
                    ("page", head.title.as_str().into()),
                    ("site", site.name.as_str().into()),
                ],
            )
        };
        let canonical = format!("{}{}", visit.base_url(), head.path);
        let feeds = head
            .feeds
            .into_iter()
            .chain(
                visit
                    .features()
                    .flat_map(|feature| feature.feeds)
                    .filter(|feed| feed.kinds.contains(&site.kind) && !is_bare)
                    .map(|feed| {
                        let title = words.say_with(feed.title, &[("site", site.name.as_str().into())]);
                        (title, feed.path.to_owned(), feed.mime)
                    }),
            )
            .map(|(title, url, mime)| FeedView { title, url, mime })
            .collect();
        Self {
            title: if head.title.is_empty() {
                site.name.clone()
            } else {
                head.title.clone()
            },
            full_title,
            canonical: canonical.clone(),
            lang: words.locale().to_owned(),
            dir: words.direction(),
            robots: head.noindex.then_some("noindex"),
            stylesheet: visit.stylesheet(),
            feeds,
            open_graph: OpenGraph {
                kind: head.kind,
                title: if head.title.is_empty() {
                    site.name.clone()
                } else {
                    head.title
                },
                description: description.clone(),
                url: canonical,
                image: head
                    .picture
                    .as_ref()
                    .map(|picture| format!("{}{}", visit.base_url(), picture.large_src)),
                image_alt: head.picture.map(|picture| picture.alt),
                site_name: site.name.clone(),
                locale: words.locale().to_owned(),
            },
            description,
            json_ld: head.json_ld.map(|data| script_safe(&data)),
            search_query: visit.asked("q").unwrap_or_default().to_owned(),
        }
    }
}

/// JSON that may stand inside a `script` element: nothing in it ends the element or begins a comment.
pub(crate) fn script_safe(data: &serde_json::Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// What every template is given, as a sample.
#[must_use]
pub fn sample_context() -> tera::Context {
    let line = |text: &str| MenuLine {
        text: text.into(),
        url: "/about".into(),
        current: false,
        children: Vec::new(),
    };
    let chrome = Chrome {
        site: SiteView {
            name: "Boston Cosecha".into(),
            tagline: "We feed the city".into(),
            url: "https://boston.example".into(),
            kind: "site".into(),
            status: "active".into(),
            mark: Mark::sample(),
            logo: Some(Picture::sample()),
            header: Some(Picture::sample()),
            place: Some("Boston".into()),
            about: Some("Neighbours who cook together.".into()),
            contact: Some("hello@boston.example".into()),
            is_front: true,
        },
        trail: vec![
            TrailNode {
                name: "Liberation Network".into(),
                url: "https://liberation.example".into(),
                kind: "umbrella".into(),
                mark: Mark::sample(),
                current: false,
            },
            TrailNode {
                name: "Boston Cosecha".into(),
                url: "https://boston.example".into(),
                kind: "site".into(),
                mark: Mark::sample(),
                current: true,
            },
        ],
        menu: vec![MenuLine {
            children: vec![line("History")],
            ..line("About")
        }],
        footer_menu: vec![line("Contact")],
        features: vec!["blog", "calendar"],
        notice: Some("It is saved.".into()),
        signed_in: Some(PersonView {
            name: "Ana Romero".into(),
            role: "manager".into(),
            form_token: "token".into(),
        }),
        account_url: "https://id.liberation.example/account".into(),
        assets: crate::themes::sample_asset_urls(),
        look: Look::default(),
    };
    let doc = Doc {
        title: "Hello".into(),
        full_title: "Hello – Boston".into(),
        description: "A page".into(),
        canonical: "https://boston.example/hello".into(),
        lang: "en".into(),
        dir: "ltr",
        robots: None,
        stylesheet: "/static/00/site.css".into(),
        feeds: vec![FeedView {
            title: "New posts".into(),
            url: "/feed".into(),
            mime: "application/rss+xml",
        }],
        open_graph: OpenGraph {
            kind: "article",
            title: "Hello".into(),
            description: "A page".into(),
            url: "https://boston.example/hello".into(),
            image: Some("https://boston.example/media/1/ab-960.jpg".into()),
            image_alt: Some("People".into()),
            site_name: "Boston".into(),
            locale: "en".into(),
        },
        json_ld: Some("{}".into()),
        search_query: String::new(),
    };
    let mut context = tera::Context::from_serialize(&chrome).unwrap_or_default();
    context.insert("doc", &doc);
    context
}
