//! A synthetic network of any size, for measuring: rows in bulk instead of one service call each.

mod words;

use aggregator::newswire::{Item, ItemKind, ListingRow, listings_of};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use umbel_core::content::{Author, Event, Occurrence, Post, PostKind, Reach, Status, Taxonomy, Term};
use umbel_core::database::Scope;
use umbel_core::schema::{
    authors, event_occurrences, events, hosts, newswire_items, newswire_listings, post_terms, posts, sites, terms,
};
use umbel_core::slug::fold;
use umbel_core::tree::{Host, HostName, NewSite, Site, SiteKind, SiteStatus};
use umbel_core::{Connection, Error, Id, Instant, Result, SiteId, Store, Write, on_each_engine};

use words::Words;

/// How large a network to make.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Sites, besides the umbrella and the networks.
    pub sites: usize,
    /// Posts of each site.
    pub posts: usize,
    /// Events of each site.
    pub events: usize,
}

/// Sites of one network.
const SITES_OF_A_NETWORK: usize = 100;
/// Sites written in one transaction.
const SITES_AT_ONCE: usize = 50;
/// Rows of one statement: with the widest table below SQLite's 32,766 placeholders.
const ROWS_AT_ONCE: usize = 1_000;
/// Different texts; more would only take longer to make.
const TEXTS: usize = 97;

const TOPICS: [(&str, &str); 6] = [
    ("housing", "Housing"),
    ("labor", "Labor"),
    ("climate", "Climate"),
    ("food", "Food"),
    ("education", "Education"),
    ("mutual-aid", "Mutual aid"),
];

/// Adds a synthetic network beneath `host` and tells how far it is, in sites.
///
/// # Errors
/// When the database refuses. What was written before stays; listings on the newswire come last.
pub fn seed(store: &Store, host: &str, size: Size, mut progress: impl FnMut(usize, usize)) -> Result<()> {
    let host = HostName::parse(host)?;
    let umbrella = match store.read(Site::umbrella)? {
        Some(umbrella) => umbrella,
        None => store.write(|write| create_umbrella(write, &host))?,
    };
    let texts: Vec<Words> = (0..TEXTS).map(Words::new).collect();
    // A site takes an identifier for itself, its author and its topics; a post two, an event three.
    let count = size.sites * (2 + TOPICS.len() + 2 * size.posts + 3 * size.events) + 1;
    let start = Id::reserve(store.now(), i64::try_from(count).unwrap_or(i64::MAX));
    let mut numbers = Numbers { next: start.0 };
    let already = store.read(|connection| Ok(sites::table.count().get_result::<i64>(connection)?))?;
    let first = usize::try_from(already).unwrap_or(0);
    let mut listings: Vec<ListingRow> = Vec::with_capacity(size.sites * size.posts * 5);
    let mut network = None;
    let mut made = 0;
    while made < size.sites {
        let count = SITES_AT_ONCE.min(size.sites - made);
        let rows = store.write(|write| {
            if made.is_multiple_of(SITES_OF_A_NETWORK) || network.is_none() {
                network = Some(create_network(write, &umbrella, &host, first + made)?);
            }
            let network = network.as_ref().ok_or(Error::NotFound("the network"))?;
            let mut batch = Batch::default();
            for number in 0..count {
                batch.add_site(
                    &umbrella,
                    network,
                    &host,
                    first + made + number,
                    size,
                    &texts,
                    &mut numbers,
                    write.now,
                );
            }
            batch.write(write)?;
            Ok(batch.listings)
        })?;
        listings.extend(rows);
        made += count;
        progress(made, size.sites);
    }
    // In the order of the index, so that it grows at its end only.
    listings.sort_unstable();
    for chunk in listings.chunks(100_000) {
        store.write(|write| {
            for rows in chunk.chunks(4_000) {
                on_each_engine!(write.connection, engine => diesel::insert_into(newswire_listings::table)
                    .values(rows)
                    .execute(engine))?;
            }
            write.changed(Scope::Everything);
            Ok(())
        })?;
    }
    store.write(|write| {
        if let Connection::Postgres(postgres) = write.connection {
            diesel::sql_query("ANALYZE").execute(postgres)?;
        }
        Ok(())
    })
}

fn create_umbrella(write: &mut Write<'_>, host: &HostName) -> Result<Site> {
    let mut umbrella = Site::create(
        write,
        NewSite {
            kind: SiteKind::Umbrella,
            parent: None,
            host: host.clone(),
            name: "Umbrella".into(),
            locale: "en".into(),
            time_zone: "UTC".into(),
            theme: "broadsheet".into(),
        },
    )?;
    umbrella.tagline = "A synthetic network for measuring".into();
    umbrella.save(write)?;
    Ok(umbrella)
}

fn create_network(write: &mut Write<'_>, umbrella: &Site, host: &HostName, number: usize) -> Result<Site> {
    Site::create(
        write,
        NewSite {
            kind: SiteKind::Network,
            parent: Some(umbrella.id),
            host: HostName::beneath(&format!("n{number}"), host)?,
            name: format!("Network {number}"),
            locale: "en".into(),
            time_zone: "UTC".into(),
            theme: "commons".into(),
        },
    )
}

/// Identifiers of a bulk load: consecutive, beyond those made before it.
struct Numbers {
    next: i64,
}

impl Numbers {
    fn next(&mut self) -> i64 {
        self.next += 1;
        self.next
    }
}

#[derive(Default)]
struct Batch {
    sites: Vec<Site>,
    hosts: Vec<Host>,
    authors: Vec<Author>,
    terms: Vec<Term>,
    posts: Vec<Post>,
    post_terms: Vec<(SiteId, Id, Id)>,
    events: Vec<Event>,
    occurrences: Vec<Occurrence>,
    items: Vec<Item>,
    search: Vec<(Id, SiteId, String, String)>,
    listings: Vec<ListingRow>,
}

impl Batch {
    #[expect(
        clippy::too_many_arguments,
        reason = "a bulk load has no object worth making for this"
    )]
    fn add_site(
        &mut self,
        umbrella: &Site,
        network: &Site,
        host: &HostName,
        number: usize,
        size: Size,
        texts: &[Words],
        numbers: &mut Numbers,
        now: Instant,
    ) {
        let id = SiteId::numbered(numbers.next());
        let site = Site {
            id,
            parent_id: Some(network.id),
            kind: SiteKind::Site,
            status: SiteStatus::Active,
            name: format!("Site {number}"),
            tagline: "A local group".into(),
            about: "We meet on Tuesdays.".into(),
            locale: if number.is_multiple_of(4) {
                "es".into()
            } else {
                "en".into()
            },
            time_zone: "UTC".into(),
            place: Some("Somewhere".into()),
            latitude: None,
            longitude: None,
            contact_email: None,
            theme: ["commons", "broadsheet", "placard"][number % 3].into(),
            accent: None,
            created_at: now,
            updated_at: now,
            letters: None,
        };
        self.hosts.push(Host {
            host: format!("s{number}.{host}"),
            site_id: id,
            canonical: true,
        });
        let author = Id(numbers.next());
        self.authors.push(Author {
            site_id: id,
            id: author,
            slug: "somebody".into(),
            name: "Somebody".into(),
            bio: String::new(),
            account_id: None,
        });
        let topics: Vec<Id> = TOPICS
            .iter()
            .map(|(slug, name)| {
                let term = Id(numbers.next());
                self.terms.push(Term {
                    site_id: id,
                    id: term,
                    taxonomy: Taxonomy::Topic,
                    slug: (*slug).into(),
                    name: (*name).into(),
                    description: String::new(),
                    parent_id: None,
                });
                term
            })
            .collect();
        let above = [network.clone(), umbrella.clone()];
        for post in 0..size.posts {
            let text = &texts[(number * 31 + post * 7) % texts.len()];
            let topic = (number + post) % TOPICS.len();
            // Spread over a year, and never two sites at the same moment.
            let age = i64::try_from(post * 300_000 + (number * 7_919) % 300_000).unwrap_or(0);
            let published_at = now.plus_seconds(-age - 60);
            let row = Post {
                id: Id(numbers.next()),
                path: format!("post-{}", post + 1),
                title: format!("News {} of site {number}", post + 1),
                source: text.markdown.clone(),
                html: text.html.clone(),
                summary: text.summary.clone(),
                status: Status::Published,
                author_id: Some(author),
                published_at: Some(published_at),
                created_at: published_at,
                updated_at: published_at,
                ..Post::draft(id, PostKind::Post, published_at)
            };
            let item = Item {
                site_id: id,
                id: Id(numbers.next()),
                kind: ItemKind::Post.as_str().into(),
                source_id: row.id,
                url: row.url(),
                title: row.title.clone(),
                summary: row.summary.clone(),
                locale: site.locale.clone(),
                place: site.place.clone(),
                latitude: None,
                longitude: None,
                picture: None,
                source_name: None,
                topics: Item::topics_text([TOPICS[topic]]),
                reach: Reach::Umbrella,
                starts_at: None,
                ends_at: None,
                time_zone: None,
                published_at,
                updated_at: published_at,
            };
            self.listings.extend(listings_of(&item, &site, &above));
            self.items.push(item);
            self.post_terms.push((id, row.id, topics[topic]));
            self.search.push((row.id, id, row.title.clone(), text.plain.clone()));
            self.posts.push(row);
        }
        for event in 0..size.events {
            self.add_event(&site, &above, event, &texts[event % texts.len()], numbers, now);
        }
        self.sites.push(site);
    }

    fn add_event(
        &mut self,
        site: &Site,
        above: &[Site],
        number: usize,
        text: &Words,
        numbers: &mut Numbers,
        now: Instant,
    ) {
        let starts_at = now.plus_seconds(86_400 * i64::try_from(number + 1).unwrap_or(1));
        let announced = now.plus_seconds(-3_600 * i64::try_from(number + 1).unwrap_or(1));
        let event = Event {
            site_id: site.id,
            id: Id(numbers.next()),
            slug: format!("event-{}", number + 1),
            title: format!("Event {} of {}", number + 1, site.name),
            source: text.markdown.clone(),
            html: text.html.clone(),
            summary: text.summary.clone(),
            status: Status::Published,
            reach: Reach::Umbrella,
            organiser: String::new(),
            picture_id: None,
            time_zone: "UTC".into(),
            place: Some("The hall".into()),
            address: None,
            latitude: None,
            longitude: None,
            online_url: None,
            repeats: None,
            cancelled: false,
            topics: String::new(),
            locale: None,
            published_at: Some(announced),
            created_at: announced,
            updated_at: announced,
        };
        self.occurrences.push(Occurrence {
            site_id: site.id,
            id: Id(numbers.next()),
            event_id: event.id,
            slug: starts_at.utc().format("%Y-%m-%d").to_string(),
            starts_at,
            ends_at: starts_at.plus_seconds(7_200),
        });
        let item = Item {
            site_id: site.id,
            id: Id(numbers.next()),
            kind: ItemKind::Event.as_str().into(),
            source_id: event.id,
            url: format!("/events/{}", event.slug),
            title: event.title.clone(),
            summary: event.summary.clone(),
            locale: site.locale.clone(),
            place: event.place.clone(),
            latitude: None,
            longitude: None,
            picture: None,
            source_name: None,
            topics: String::new(),
            reach: Reach::Umbrella,
            starts_at: Some(starts_at),
            ends_at: Some(starts_at.plus_seconds(7_200)),
            time_zone: Some("UTC".into()),
            published_at: announced,
            updated_at: announced,
        };
        self.listings.extend(listings_of(&item, site, above));
        self.items.push(item);
        self.events.push(event);
    }

    fn write(&self, write: &mut Write<'_>) -> Result<()> {
        macro_rules! insert {
            ($table:expr, $rows:expr) => {
                for rows in $rows.chunks(ROWS_AT_ONCE) {
                    on_each_engine!(write.connection, engine => diesel::insert_into($table)
                        .values(rows)
                        .execute(engine))?;
                }
            };
        }
        insert!(sites::table, self.sites);
        insert!(hosts::table, self.hosts);
        insert!(authors::table, self.authors);
        insert!(terms::table, self.terms);
        insert!(posts::table, self.posts);
        let post_terms: Vec<_> = self
            .post_terms
            .iter()
            .map(|(site, post, term)| {
                (
                    post_terms::site_id.eq(*site),
                    post_terms::post_id.eq(*post),
                    post_terms::term_id.eq(*term),
                )
            })
            .collect();
        insert!(post_terms::table, post_terms);
        insert!(events::table, self.events);
        insert!(event_occurrences::table, self.occurrences);
        insert!(newswire_items::table, self.items);
        self.index(write.connection)?;
        write.changed(Scope::Everything);
        Ok(())
    }

    /// The search index, many rows a statement.
    fn index(&self, connection: &mut Connection) -> Result<()> {
        for rows in self.search.chunks(ROWS_AT_ONCE) {
            match connection {
                Connection::Sqlite(sqlite) => {
                    let places = vec!["(?, ?, ?, ?, ?, 'post')"; rows.len()].join(", ");
                    let mut query = diesel::sql_query(format!(
                        "INSERT INTO search_index (rowid, scope, title, body, site_id, kind) VALUES {places}"
                    ))
                    .into_boxed::<diesel::sqlite::Sqlite>();
                    for (id, site, title, body) in rows {
                        query = query
                            .bind::<BigInt, _>(*id)
                            .bind::<Text, _>(format!("s{site}"))
                            .bind::<Text, _>(title)
                            .bind::<Text, _>(body)
                            .bind::<BigInt, _>(*site);
                    }
                    query.execute(sqlite)?;
                }
                Connection::Postgres(postgres) => {
                    let places: Vec<String> = (0..rows.len())
                        .map(|row| {
                            let first = row * 5;
                            format!(
                                "(${0}, ${1}, 'post', ${2}, ${3}, array_to_tsvector(ARRAY['s' || ${1}]) \
                                 || to_tsvector('simple', ${4}))",
                                first + 1,
                                first + 2,
                                first + 3,
                                first + 4,
                                first + 5
                            )
                        })
                        .collect();
                    let mut query = diesel::sql_query(format!(
                        "INSERT INTO search_index (source_id, site_id, kind, title, body, document) VALUES {}",
                        places.join(", ")
                    ))
                    .into_boxed::<diesel::pg::Pg>();
                    for (id, site, title, body) in rows {
                        query = query
                            .bind::<BigInt, _>(*id)
                            .bind::<BigInt, _>(*site)
                            .bind::<Text, _>(title)
                            .bind::<Text, _>(body)
                            .bind::<Text, _>(fold(&format!("{title} {body}")));
                    }
                    query.execute(postgres)?;
                }
            }
        }
        Ok(())
    }
}
