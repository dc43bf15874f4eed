//! Where a post, a page or an event appears, where not, and why not. It asks what the lists themselves ask.

mod check;

use std::collections::HashMap;
use umbel_core::content::{Event, Post, PostKind, Reach, Status, Taxonomy, Term};
use umbel_core::tree::{Setting, Site, SiteKind, SiteStatus, feature_choices, setting};
use umbel_core::{Connection, Id, Instant, Result, SiteId, SiteScope};

use crate::newswire::ItemKind;
use check::Standing;

/// A list, or a page of its own, in which something may appear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// Its own page.
    OwnPage,
    /// The front page of its site.
    FrontPage,
    /// The list of all posts.
    BlogList,
    /// The list of a topic.
    Topic {
        /// The topic's name.
        name: String,
    },
    /// The list of a tag.
    Tag {
        /// The tag's name.
        name: String,
    },
    /// The feed of its site.
    SiteFeed,
    /// The calendar of its site.
    Calendar,
    /// The calendar's file, to which people subscribe.
    CalendarFile,
    /// The search of its site.
    Search,
    /// What search engines are told of.
    Sitemap,
    /// The front page of a network or the umbrella.
    NewsFront,
    /// All news of a network or the umbrella.
    News,
    /// The feed of those news.
    NewsFeed,
}

/// Why something does not appear in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It waits for an editor.
    Pending,
    /// It will be published then.
    Scheduled(Instant),
    /// It is for members.
    Members,
    /// It was thrown away.
    ThrownAway,
    /// It asks for a password.
    Password,
    /// It is to be shown no further up than this.
    Reach(Reach),
    /// A place is closed: to all but its members, or by an admin.
    Closed(SiteId, SiteStatus),
    /// A place has switched a feature off.
    Off(SiteId, &'static str),
    /// The front page does not have this section.
    NotOnFront(&'static str),
    /// The list shows only so many, and there are newer ones.
    NewerOnes(usize),
    /// The list shows at most so many of one site at once.
    FairToOthers,
    /// Its last date is over.
    Over,
    /// It was called off.
    CalledOff,
}

/// A list, and whether something appears in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The list.
    pub list: List,
    /// The site, network or umbrella whose list it is.
    pub place: SiteId,
    /// The path of the list there.
    pub path: String,
    /// Why it does not appear; it does when there is no reason.
    pub reasons: Vec<Reason>,
}

impl Showing {
    /// Whether it appears there.
    #[must_use]
    pub const fn appears(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// Where a post or page of a site appears: its own page first, then outwards.
///
/// # Errors
/// When the database refuses.
pub fn of_post(connection: &mut Connection, site: SiteId, post: &Post, now: Instant) -> Result<Vec<Showing>> {
    let ground = Ground::of(connection, site)?;
    let state = state_of(post, now);
    let mut hidden = state.clone();
    if post.password_hash.is_some() {
        hidden.push(Reason::Password);
    }
    let is_post = post.kind == PostKind::Post;
    let feature = if is_post { &["blog"][..] } else { &[] };
    let mut all = vec![
        // Whoever knows the password reads it there.
        ground.here(List::OwnPage, post.url(), feature, &state),
    ];
    if is_post {
        let check = &mut Standing::new(connection, site, post.id, now);
        let mut front = ground.on_front("blog", &hidden);
        check.unless_on_front(&mut front.reasons)?;
        all.push(front);
        all.push(ground.here(List::BlogList, "/blog".into(), feature, &hidden));
        for term in terms_of(check.scope(), post.id)? {
            let path = term.path();
            let list = match term.taxonomy {
                Taxonomy::Topic => List::Topic { name: term.name },
                Taxonomy::Tag => List::Tag { name: term.name },
            };
            all.push(ground.here(list, path, feature, &hidden));
        }
        let mut feed = ground.here(List::SiteFeed, "/feed".into(), feature, &hidden);
        check.unless_in_feed(&mut feed.reasons)?;
        all.push(feed);
    }
    all.push(ground.here(List::Search, "/search".into(), feature, &hidden));
    all.push(ground.here(List::Sitemap, "/sitemap.xml".into(), feature, &hidden));
    if is_post {
        ground.news(connection, &mut all, ItemKind::Post, post.id, post.reach, &hidden)?;
    }
    Ok(all)
}

/// Where an event of a site appears: its own page first, then outwards.
///
/// # Errors
/// When the database refuses.
pub fn of_event(connection: &mut Connection, site: SiteId, event: &Event, now: Instant) -> Result<Vec<Showing>> {
    let ground = Ground::of(connection, site)?;
    let state = match (event.status, event.published_at) {
        (Status::Published | Status::Scheduled, Some(moment)) if moment > now => vec![Reason::Scheduled(moment)],
        (Status::Published, Some(_)) => Vec::new(),
        (status, _) => vec![of_status(status)],
    };
    let dates = Event::dates(&mut SiteScope::new(site, connection), event.id)?;
    let mut as_news = state.clone();
    if event.cancelled {
        as_news.push(Reason::CalledOff);
    }
    if dates.iter().all(|date| date.ends_at <= now) {
        as_news.push(Reason::Over);
    }
    let feature = &["calendar"][..];
    let mut own_page = ground.here(List::OwnPage, format!("/events/{}", event.slug), feature, &state);
    if dates.is_empty() {
        own_page.reasons.push(Reason::Over);
    }
    let check = &mut Standing::new(connection, site, event.id, now);
    let mut front = ground.on_front("calendar", &as_news);
    check.unless_date_on_front(&mut front.reasons)?;
    let mut calendar = ground.here(List::Calendar, "/events".into(), feature, &state);
    check.unless_in_calendar(&mut calendar.reasons)?;
    let mut file = ground.here(List::CalendarFile, "/calendar.ics".into(), feature, &state);
    check.unless_in_calendar_file(&mut file.reasons)?;
    let mut all = vec![
        own_page,
        front,
        calendar,
        file,
        ground.here(List::Search, "/search".into(), feature, &state),
        ground.here(List::Sitemap, "/sitemap.xml".into(), feature, &state),
    ];
    ground.news(connection, &mut all, ItemKind::Event, event.id, event.reach, &as_news)?;
    Ok(all)
}

/// What of a post's own state keeps it from being seen.
fn state_of(post: &Post, now: Instant) -> Vec<Reason> {
    match (post.status, post.published_at) {
        (Status::Scheduled, Some(moment)) if post.for_members => vec![Reason::Scheduled(moment), Reason::Members],
        (Status::Published | Status::Scheduled, Some(moment)) if moment > now => vec![Reason::Scheduled(moment)],
        (Status::Published, Some(_)) => Vec::new(),
        (status, _) => vec![of_status(status)],
    }
}

fn of_status(status: Status) -> Reason {
    match status {
        Status::Pending => Reason::Pending,
        Status::Private => Reason::Members,
        Status::Trashed => Reason::ThrownAway,
        // What is published or scheduled has a date; without one it was never finished. The worker publishes what is due
        // within a second.
        Status::Draft | Status::Scheduled | Status::Published => Reason::Draft,
    }
}

fn terms_of(mut scope: SiteScope<'_>, post: Id) -> Result<Vec<Term>> {
    Ok(Term::of_posts(&mut scope, &[post])?.remove(&post).unwrap_or_default())
}

/// A site with what stands above it, and what of all that is closed or switched off.
struct Ground {
    site: Site,
    above: Vec<Site>,
    choices: HashMap<SiteId, HashMap<String, bool>>,
    closed: Option<Reason>,
    sections: Option<String>,
}

impl Ground {
    fn of(connection: &mut Connection, id: SiteId) -> Result<Self> {
        let site = Site::find(connection, id)?;
        let above = Site::ancestors(connection, id)?
            .into_iter()
            .map(|node| Site::find(connection, node))
            .collect::<Result<Vec<_>>>()?;
        let mut choices: HashMap<SiteId, HashMap<String, bool>> = HashMap::new();
        for node in std::iter::once(&site).chain(&above) {
            for (place, feature, enabled) in feature_choices(connection, Some(node.id))? {
                choices.entry(place).or_default().insert(feature, enabled);
            }
        }
        Ok(Self {
            // A closed network closes what is beneath it.
            closed: std::iter::once(&site)
                .chain(&above)
                .find(|node| !node.status.is_readable())
                .map(|node| Reason::Closed(node.id, node.status)),
            sections: setting(&mut SiteScope::new(id, connection), Setting::FrontSections)?,
            site,
            above,
            choices,
        })
    }

    fn is_off(&self, place: SiteId, feature: &str) -> bool {
        let chosen = self.choices.get(&place).and_then(|choices| choices.get(feature));
        chosen.is_some_and(|enabled| !enabled)
    }

    /// A list of the site itself.
    fn here(&self, list: List, path: String, features: &[&'static str], hidden: &[Reason]) -> Showing {
        let off = features
            .iter()
            .filter(|feature| self.is_off(self.site.id, feature))
            .map(|feature| Reason::Off(self.site.id, feature));
        Showing {
            list,
            place: self.site.id,
            path,
            reasons: hidden.iter().cloned().chain(self.closed.clone()).chain(off).collect(),
        }
    }

    /// The section of a feature on the site's front page.
    fn on_front(&self, feature: &'static str, hidden: &[Reason]) -> Showing {
        let mut showing = self.here(List::FrontPage, "/".into(), &[feature], hidden);
        let is_arranged_away = self
            .sections
            .as_ref()
            .is_some_and(|keys| !keys.split(',').any(|key| key.trim() == feature));
        if is_arranged_away {
            showing.reasons.push(Reason::NotOnFront(feature));
        }
        showing
    }

    /// The lists of the newswire, from the nearest place to the umbrella.
    fn news(
        &self,
        connection: &mut Connection,
        all: &mut Vec<Showing>,
        kind: ItemKind,
        source: Id,
        reach: Reach,
        hidden: &[Reason],
    ) -> Result<()> {
        let common = self.above.last().unwrap_or(&self.site).locale.clone();
        for (height, node) in std::iter::once(&self.site).chain(&self.above).enumerate() {
            if node.kind == SiteKind::Site {
                continue;
            }
            let mut common_reasons = self
                .here(List::News, String::new(), &[kind.feature(), "newswire"], hidden)
                .reasons;
            let reached = match reach {
                Reach::Umbrella => true,
                Reach::Network => height == 0 || node.kind == SiteKind::Network,
                Reach::Site => height == 0,
            };
            if !reached {
                common_reasons.push(Reason::Reach(reach));
            }
            if node.id != self.site.id && self.is_off(node.id, "newswire") {
                common_reasons.push(Reason::Off(node.id, "newswire"));
            }
            let may_appear = common_reasons.is_empty();
            for (list, path) in [
                (List::NewsFront, "/"),
                (List::News, "/news"),
                (List::NewsFeed, "/news/feed"),
            ] {
                let mut reasons = common_reasons.clone();
                if list == List::NewsFront {
                    let mut scope = SiteScope::new(node.id, connection);
                    let sections = setting(&mut scope, Setting::FrontSections)?;
                    if sections.is_some_and(|keys| !keys.split(',').any(|key| key.trim() == "newswire")) {
                        reasons.push(Reason::NotOnFront("newswire"));
                    }
                }
                if may_appear && reasons.is_empty() {
                    reasons.extend(check::of_news(
                        connection,
                        (node.id, &common),
                        &list,
                        (self.site.id, kind, source),
                    )?);
                }
                all.push(Showing {
                    list,
                    place: node.id,
                    path: path.into(),
                    reasons,
                });
            }
        }
        Ok(())
    }
}
