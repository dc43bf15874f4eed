//! Planting the demo network into an empty installation, with dates around today.

use aggregator::feeds::{Entry, Feed};
use aggregator::publication::{renew_entry, renew_event, renew_post};
use chrono::{Duration, NaiveTime};
use std::collections::HashMap;
use std::io::BufReader;
use umbel_core::content::{Author, Comment, Event, Occurrence, Post, PostKind, Reach, Status, Taxonomy, Term};
use umbel_core::markdown::{sanitize, summary, to_html};
use umbel_core::time::{local_to_instant, zone_or_utc};
use umbel_core::tree::{HostName, MenuItem, NewSite, Setting, Site, write_setting};
use umbel_core::{Error, Id, Instant, Result, SiteId, SiteWrite, Store, password};
use umbel_media::keep::keep;
use umbel_media::store::MediaStore;
use umbel_media::{Limits, prepare};
use umbel_wordpress_import::import::{ImportOptions, import_wxr};

use crate::content::{
    self, EventText, EventTexts, FeedTexts, Network, Node, PageText, PictureText, PostText, SiteText,
};
use crate::pictures::{Scene, draw};

/// What was planted.
#[derive(Clone, Debug, Default)]
pub struct Planted {
    /// (name, host) of every site, in the order of the tree.
    pub sites: Vec<(String, String)>,
}

/// The site that is filled by importing a WordPress export.
const IMPORTED: &str = "occupy-library";

/// Plants the demo network beneath `host`. An installation that has an umbrella already is left as it is.
///
/// # Errors
/// When the database refuses or a picture cannot be stored. Each site is one transaction; a second call goes on with the
/// sites that are missing.
pub fn plant(store: &Store, media: &MediaStore, host: &str, mut progress: impl FnMut(&str)) -> Result<Planted> {
    let network: Network = content::read("network.toml")?;
    let mut ids: HashMap<String, SiteId> = HashMap::new();
    let mut planted = Planted::default();
    for node in &network.node {
        let name = HostName::parse(&if node.host.is_empty() {
            host.to_owned()
        } else {
            format!("{}.{host}", node.host)
        })?;
        let text: SiteText = content::read(&format!("sites/{}/site.toml", node.key))?;
        planted.sites.push((text.name.clone(), name.to_string()));
        match store.read(|connection| Site::at_host(connection, &name)) {
            Ok(site) => {
                ids.insert(node.key.clone(), site.id);
                continue;
            }
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        progress(&text.name);
        let parent = node.parent.as_ref().and_then(|parent| ids.get(parent)).copied();
        let id = plant_site(store, media, node, &text, parent, name)?;
        ids.insert(node.key.clone(), id);
        if node.key == IMPORTED {
            import_archive(store, media, id)?;
        }
    }
    Ok(planted)
}

fn plant_site(
    store: &Store,
    media: &MediaStore,
    node: &Node,
    text: &SiteText,
    parent: Option<SiteId>,
    host: HostName,
) -> Result<SiteId> {
    let folder = format!("sites/{}", node.key);
    let posts: Vec<(String, PostText, String)> = content::texts(&format!("{folder}/posts/"))?;
    let pages: Vec<(String, PageText, String)> = content::texts(&format!("{folder}/pages/"))?;
    let events: EventTexts = content::read(&format!("{folder}/events.toml"))?;
    let feeds: FeedTexts = content::read(&format!("{folder}/feeds.toml"))?;
    // Drawing takes longest and needs no transaction.
    let accent = colour(&text.accent);
    let drawn = draw_all(posts.iter().filter_map(|(_, post, _)| post.picture.as_ref()), accent)?;
    store.write(|write| {
        let now = write.now;
        let mut site = Site::create(
            write,
            NewSite {
                kind: node.kind.parse()?,
                parent,
                host: host.clone(),
                name: text.name.clone(),
                locale: text.lang.clone(),
                time_zone: text.time_zone.clone(),
                theme: text.theme.clone(),
            },
        )?;
        site.tagline = text.tagline.clone();
        site.about = text.about.clone();
        site.place = Some(text.place.clone());
        site.latitude = Some(text.latitude);
        site.longitude = Some(text.longitude);
        site.accent = Some(text.accent.clone());
        site.contact_email = Some(text.contact.clone());
        site.save(write)?;
        let mut planting = Planting {
            site: &mut SiteWrite::new(site.id, write),
            media,
            text,
            now,
            pictures: HashMap::new(),
        };
        planting.identity()?;
        planting.pictures(&drawn)?;
        let authors = planting.authors()?;
        for (_, post, body) in &posts {
            planting.post(post, body, &authors)?;
        }
        planting.pages(&pages)?;
        for (number, event) in events.event.iter().enumerate() {
            planting.event(event, number)?;
        }
        for feed in &feeds.feed {
            planting.feed(feed)?;
        }
        Ok(site.id)
    })
}

/// Pictures ready to be stored, by seed.
type Drawn = HashMap<u64, (umbel_media::Prepared, String)>;

fn draw_all<'p>(pictures: impl Iterator<Item = &'p PictureText>, accent: [u8; 3]) -> Result<Drawn> {
    let mut drawn = HashMap::new();
    for picture in pictures {
        let scene = Scene::from_name(&picture.scene)
            .ok_or_else(|| Error::Invalid(format!("there is no scene “{}”", picture.scene)))?;
        let prepared = prepare(&as_png(scene, picture.seed, accent)?, &Limits::default())
            .map_err(|error| Error::Invalid(error.to_string()))?;
        drawn.insert(picture.seed, (prepared, picture.alt.clone()));
    }
    Ok(drawn)
}

fn as_png(scene: Scene, seed: u64, accent: [u8; 3]) -> Result<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    draw(scene, seed, accent)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(|error| Error::Invalid(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// Titles and summaries with the apostrophes that Markdown gives texts.
fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

fn colour(hex: &str) -> [u8; 3] {
    let part = |from: usize| {
        hex.get(from..from + 2)
            .and_then(|part| u8::from_str_radix(part, 16).ok())
            .unwrap_or(0)
    };
    [part(1), part(3), part(5)]
}

fn seconds(days: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a few months of seconds")]
    let seconds = (days * 86_400.0).round() as i64;
    seconds
}

/// One site being planted.
struct Planting<'p, 'a, 'w> {
    site: &'p mut SiteWrite<'a, 'w>,
    media: &'p MediaStore,
    text: &'p SiteText,
    now: Instant,
    pictures: HashMap<u64, Id>,
}

impl Planting<'_, '_, '_> {
    fn id(&self) -> Id {
        Id::new(self.now)
    }

    fn identity(&mut self) -> Result<()> {
        for topic in &self.text.topics {
            Term::find_or_insert(self.site, Taxonomy::Topic, &topic.slug, &topic.name)?;
        }
        let topics: Vec<&str> = self.text.topics.iter().map(|topic| topic.slug.as_str()).collect();
        write_setting(self.site, Setting::Topics, &topics.join(","))?;
        for (position, line) in self.text.menu.iter().enumerate() {
            let item = MenuItem {
                site_id: self.site.site,
                id: self.id(),
                menu: "main".into(),
                parent_id: None,
                label: line.text.clone(),
                url: line.url.clone(),
                position: i32::try_from(position).unwrap_or(0),
            };
            MenuItem::insert(self.site, &item)?;
        }
        Ok(())
    }

    fn pictures(&mut self, drawn: &Drawn) -> Result<()> {
        for (seed, (prepared, alt)) in drawn {
            let id = keep(self.site, self.media, prepared, &format!("drawing-{seed}.png"), alt)?;
            self.pictures.insert(*seed, id);
        }
        Ok(())
    }

    fn authors(&mut self) -> Result<HashMap<String, Author>> {
        let mut authors = HashMap::new();
        for text in &self.text.authors {
            let author = Author {
                site_id: self.site.site,
                id: self.id(),
                slug: text.slug.clone(),
                name: text.name.clone(),
                bio: text.bio.clone(),
                account_id: None,
            };
            Author::insert(self.site, &author)?;
            authors.insert(text.slug.clone(), author);
        }
        Ok(authors)
    }

    fn post(&mut self, text: &PostText, body: &str, authors: &HashMap<String, Author>) -> Result<()> {
        let published_at = self.now.plus_seconds(-seconds(text.days_ago));
        let html = to_html(body);
        let author = text.author.as_ref().and_then(|slug| authors.get(slug));
        let post = Post {
            id: self.id(),
            path: text.slug.clone(),
            title: typographic(&text.title),
            source: body.to_owned(),
            summary: if text.summary.is_empty() {
                summary(&html, 280)
            } else {
                typographic(&text.summary)
            },
            html,
            status: text.status.as_deref().map_or(Ok(Status::Published), str::parse)?,
            password_hash: text.password.as_deref().map(password::hash).transpose()?,
            author_id: author.map(|author| author.id),
            picture_id: text
                .picture
                .as_ref()
                .and_then(|picture| self.pictures.get(&picture.seed))
                .copied(),
            sticky: text.sticky,
            published_at: Some(published_at),
            created_at: published_at.min(self.now),
            updated_at: published_at.min(self.now),
            ..Post::draft(self.site.site, PostKind::Post, self.now)
        };
        Post::insert(self.site, &post)?;
        let mut terms = Vec::new();
        for slug in &text.topics {
            terms.push(Term::find_or_insert(self.site, Taxonomy::Topic, slug, slug)?.id);
        }
        for tag in &text.tags {
            let slug = umbel_core::slug::slugify(tag);
            terms.push(Term::find_or_insert(self.site, Taxonomy::Tag, &slug, tag)?.id);
        }
        Term::assign(self.site, post.id, &terms)?;
        let mut comments: Vec<Id> = Vec::new();
        for comment in &text.comments {
            let id = self.id();
            let row = Comment {
                id,
                parent_id: comment.reply_to.and_then(|index| comments.get(index)).copied(),
                author_name: comment.author.clone(),
                by_post_author: author.is_some_and(|author| author.name == comment.author),
                source: comment.text.clone(),
                html: to_html(&comment.text),
                created_at: published_at
                    .plus_seconds(seconds(comment.hours_after / 24.0))
                    .min(self.now),
                ..Comment::under(self.site.site, post.id, self.now)
            };
            Comment::insert(self.site, &row)?;
            comments.push(id);
        }
        renew_post(self.site, &post, self.now)
    }

    /// Pages in the order of their paths: a page comes before those beneath it.
    fn pages(&mut self, pages: &[(String, PageText, String)]) -> Result<()> {
        let mut ids: HashMap<String, Id> = HashMap::new();
        let mut ordered: Vec<_> = pages.iter().collect();
        ordered.sort_by_key(|(path, _, _)| path.matches('/').count());
        for (path, text, body) in ordered {
            let parent = path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
            let full = parent
                .as_ref()
                .map_or_else(|| text.slug.clone(), |parent| format!("{parent}/{}", text.slug));
            let html = to_html(body);
            let made = self.now.plus_seconds(-200 * 86_400);
            let page = Post {
                id: self.id(),
                parent_id: parent.and_then(|parent| ids.get(&parent).copied()),
                path: full.clone(),
                title: typographic(&text.title),
                source: body.clone(),
                summary: if text.summary.is_empty() {
                    summary(&html, 200)
                } else {
                    typographic(&text.summary)
                },
                html,
                status: Status::Published,
                reach: Reach::Site,
                position: text.order,
                published_at: Some(made),
                created_at: made,
                updated_at: made,
                ..Post::draft(self.site.site, PostKind::Page, self.now)
            };
            Post::insert(self.site, &page)?;
            renew_post(self.site, &page, self.now)?;
            ids.insert(full, page.id);
        }
        Ok(())
    }

    fn event(&mut self, text: &EventText, number: usize) -> Result<()> {
        let zone = zone_or_utc(&self.text.time_zone);
        let time = NaiveTime::parse_from_str(&text.time, "%H:%M")
            .map_err(|_| Error::Invalid(format!("“{}” is not a time like 18:30", text.time)))?;
        let first = self.now.in_zone(zone).date_naive() + Duration::days(text.in_days);
        let announced = self
            .now
            .plus_seconds(-seconds(1.3 + 2.1 * f64::from(u32::try_from(number).unwrap_or(0))));
        let html = to_html(&text.body);
        let event = Event {
            site_id: self.site.site,
            id: self.id(),
            slug: text.slug.clone(),
            title: typographic(&text.title),
            source: text.body.clone(),
            html,
            summary: typographic(&text.summary),
            status: Status::Published,
            reach: Reach::Umbrella,
            organiser: text.organiser.clone(),
            picture_id: None,
            time_zone: self.text.time_zone.clone(),
            place: text.place.clone(),
            address: text.address.clone(),
            latitude: text.latitude,
            longitude: text.longitude,
            online_url: text.online_url.clone(),
            repeats: text.repeats.clone(),
            cancelled: text.cancelled,
            topics: text.topics.join(","),
            locale: None,
            published_at: Some(announced),
            created_at: announced,
            updated_at: announced,
        };
        let count = if text.repeats.is_some() {
            text.count.unwrap_or(8)
        } else {
            1
        };
        let dates: Vec<Occurrence> = (0..count)
            .map(|week| {
                // Repeating in local time: at the same hour by the clock, whatever the clocks do.
                let day = first + Duration::weeks(week);
                let starts_at = local_to_instant(zone, day.and_time(time));
                Occurrence {
                    site_id: self.site.site,
                    id: Id::new(self.now),
                    event_id: event.id,
                    slug: day.format("%Y-%m-%d").to_string(),
                    starts_at,
                    ends_at: starts_at.plus_seconds(text.minutes * 60),
                }
            })
            .collect();
        Event::insert(self.site, &event, &dates)?;
        renew_event(self.site, &event, self.now)
    }

    fn feed(&mut self, text: &content::FeedText) -> Result<()> {
        let feed = Feed {
            site_id: self.site.site,
            id: self.id(),
            url: text.url.clone(),
            title: typographic(&text.title),
            site_url: text.site_url.clone(),
            kind: text.kind.clone(),
            announce: text.announce,
            created_at: self.now,
        };
        Feed::insert(self.site, &feed)?;
        for entry in &text.entry {
            let row = Entry {
                site_id: self.site.site,
                id: self.id(),
                feed_id: feed.id,
                guid: entry.guid.clone(),
                url: entry.url.clone(),
                title: entry.title.clone(),
                html: sanitize(&entry.text),
                author: entry.author.clone(),
                published_at: self.now.plus_seconds(-seconds(entry.hours_ago / 24.0)),
                created_at: self.now,
                hidden_at: None,
            };
            Entry::insert(self.site, &row)?;
            renew_entry(self.site, &feed, &row, self.now)?;
        }
        Ok(())
    }
}

/// Fills a site from the WordPress export that lies beside the texts, with pictures drawn for its attachments.
fn import_archive(store: &Store, media: &MediaStore, site: SiteId) -> Result<()> {
    let folder = media.root.join("demo-archive");
    let uploads = [
        ("2011/11", "milk-crate-shelves.jpg", Scene::Book, 71),
        ("2012/04", "wheelbarrow.jpg", Scene::Garden, 72),
    ];
    for (month, name, scene, seed) in uploads {
        let path = folder.join(month);
        std::fs::create_dir_all(&path).map_err(|error| Error::file(&path, error))?;
        let path = path.join(name);
        std::fs::write(&path, as_png(scene, seed, colour("#2f6b4f"))?).map_err(|error| Error::file(&path, error))?;
    }
    let export = content::file("archive.wxr.xml").unwrap_or_default();
    let options = ImportOptions {
        media_dir: Some(folder.clone()),
        dry_run: false,
    };
    let report = import_wxr(
        store,
        media,
        site,
        BufReader::new(export.as_bytes()),
        &options,
        &mut |_| {},
    )?;
    std::fs::remove_dir_all(&folder).map_err(|error| Error::file(&folder, error))?;
    match report.failure {
        Some(failure) => Err(Error::Invalid(failure)),
        None => Ok(()),
    }
}
