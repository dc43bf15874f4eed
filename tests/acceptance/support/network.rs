//! A small network: an umbrella, two networks, three sites in two languages.

use aggregator::feeds::{Entry, Feed};
use aggregator::publication;
use aggregator::publication::renew_entry;
use umbel_core::content::{Event, Occurrence, Post, PostKind, Reach, Status, Taxonomy, Term};
use umbel_core::markdown::{summary, to_html};
use umbel_core::slug::slugify;
use umbel_core::tree::{HostName, NewSite, Site, SiteKind};
use umbel_core::{Id, Instant, SiteWrite, Store};

pub const UMBRELLA: &str = "umbrella.test";
pub const COSECHA: &str = "cosecha.umbrella.test";
pub const MAREA: &str = "marea.umbrella.test";
pub const BOSTON: &str = "boston.cosecha.umbrella.test";
pub const MADRID: &str = "madrid.cosecha.umbrella.test";
pub const VIGO: &str = "vigo.marea.umbrella.test";

/// The sites of the network.
pub struct TestNetwork {
    pub umbrella: Site,
    pub cosecha: Site,
    pub marea: Site,
    pub boston: Site,
    pub madrid: Site,
    pub vigo: Site,
}

/// A post to be made; `Default` is a published one of an hour ago.
pub struct NewPost {
    pub title: String,
    pub body: String,
    pub kind: PostKind,
    pub status: Status,
    pub reach: Reach,
    pub password: Option<String>,
    pub minutes_ago: i64,
    pub topics: Vec<String>,
    pub sticky: bool,
}

impl Default for NewPost {
    fn default() -> Self {
        Self {
            title: "Hello".into(),
            body: "Hello **all**".into(),
            kind: PostKind::Post,
            status: Status::Published,
            reach: Reach::Umbrella,
            password: None,
            minutes_ago: 60,
            topics: Vec::new(),
            sticky: false,
        }
    }
}

impl NewPost {
    pub fn titled(title: &str) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    pub fn make(self, store: &Store, site: &Site) -> Post {
        store
            .write(|write| {
                let now = write.now;
                let scope = &mut SiteWrite::new(site.id, write);
                let published_at = now.plus_seconds(-60 * self.minutes_ago);
                let html = to_html(&self.body);
                let post = Post {
                    path: slugify(&self.title),
                    title: self.title.clone(),
                    source: self.body.clone(),
                    summary: summary(&html, 200),
                    html,
                    status: self.status,
                    reach: self.reach,
                    password_hash: self.password.as_deref().map(umbel_core::password::hash).transpose()?,
                    sticky: self.sticky,
                    comments_open: true,
                    published_at: Some(published_at),
                    created_at: published_at,
                    updated_at: published_at,
                    ..Post::draft(site.id, self.kind, now)
                };
                Post::insert(scope, &post)?;
                let mut terms = Vec::new();
                for topic in &self.topics {
                    terms.push(Term::find_or_insert(scope, Taxonomy::Topic, &slugify(topic), topic)?.id);
                }
                Term::assign(scope, post.id, &terms)?;
                publication::renew_post(scope, &post, now)?;
                Ok(post)
            })
            .unwrap()
    }
}

impl TestNetwork {
    pub fn plant(store: &Store) -> Self {
        let create = |kind, parent: Option<&Site>, host: &str, name: &str, locale: &str, zone: &str| {
            store
                .write(|write| {
                    Site::create(
                        write,
                        NewSite {
                            kind,
                            parent: parent.map(|site| site.id),
                            host: HostName::parse(host)?,
                            name: name.into(),
                            locale: locale.into(),
                            time_zone: zone.into(),
                            theme: "commons".into(),
                        },
                    )
                })
                .unwrap()
        };
        let (boston_zone, madrid_zone) = ("America/New_York", "Europe/Madrid");
        let umbrella = create(SiteKind::Umbrella, None, UMBRELLA, "Umbrella", "en", "UTC");
        let cosecha = create(SiteKind::Network, Some(&umbrella), COSECHA, "Cosecha", "en", "UTC");
        let marea = create(SiteKind::Network, Some(&umbrella), MAREA, "Marea", "es", "UTC");
        let boston = create(
            SiteKind::Site,
            Some(&cosecha),
            BOSTON,
            "Boston group",
            "en",
            boston_zone,
        );
        let madrid = create(
            SiteKind::Site,
            Some(&cosecha),
            MADRID,
            "Grupo de Madrid",
            "es",
            madrid_zone,
        );
        let vigo = create(SiteKind::Site, Some(&marea), VIGO, "Grupo de Vigo", "es", madrid_zone);
        Self {
            umbrella,
            cosecha,
            marea,
            boston,
            madrid,
            vigo,
        }
    }
}

/// An entry of a source outside, shown at the site and announced.
pub fn social_entry(store: &Store, site: &Site, text: &str) -> Entry {
    store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            let feed = Feed {
                site_id: site.id,
                id: Id::new(now),
                url: format!("https://social.example/{}.rss", slugify(text)),
                title: "On the go".into(),
                site_url: "https://social.example/@group".into(),
                kind: "mastodon".into(),
                announce: true,
                created_at: now,
            };
            Feed::insert(scope, &feed)?;
            let entry = Entry {
                site_id: site.id,
                id: Id::new(now),
                feed_id: feed.id,
                guid: slugify(text),
                url: "https://social.example/@group/1".into(),
                title: None,
                html: to_html(text),
                author: None,
                published_at: now,
                created_at: now,
                hidden_at: None,
            };
            Entry::insert(scope, &entry)?;
            renew_entry(scope, &feed, &entry, now)?;
            Ok(entry)
        })
        .unwrap()
}

/// An event that begins at a moment and lasts two hours.
pub fn event(store: &Store, site: &Site, title: &str, starts_at: Instant) -> Event {
    store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            let event = Event {
                site_id: site.id,
                id: Id::new(now),
                slug: slugify(title),
                title: title.into(),
                source: "Bring a friend.".into(),
                html: to_html("Bring a friend."),
                summary: "Bring a friend.".into(),
                status: Status::Published,
                reach: Reach::Umbrella,
                organiser: String::new(),
                picture_id: None,
                time_zone: site.time_zone.clone(),
                place: Some("The hall".into()),
                address: Some("1 Main Street".into()),
                latitude: None,
                longitude: None,
                online_url: None,
                repeats: None,
                cancelled: false,
                topics: String::new(),
                locale: None,
                published_at: Some(now.plus_seconds(-600)),
                created_at: now,
                updated_at: now,
            };
            let date = Occurrence {
                site_id: site.id,
                id: Id::new(now),
                event_id: event.id,
                slug: starts_at.utc().format("%Y-%m-%d").to_string(),
                starts_at,
                ends_at: starts_at.plus_seconds(7_200),
            };
            Event::insert(scope, &event, &[date])?;
            publication::renew_event(scope, &event, now)?;
            Ok(event)
        })
        .unwrap()
}
