//! Everything a site has, read at once.

use diesel::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

use aggregator::feeds::Feed;
use umbel_core::content::{Author, Comment, Event, ImportRecord, Media, Occurrence, Original, Post, Taxonomy, Term};
use umbel_core::people::{Holder, Membership};
use umbel_core::schema::{comments, hosts, media, menu_items, redirects};
use umbel_core::tree::{MenuItem, Site, feature_choices, settings};
use umbel_core::{Connection, Id, Result, SiteId, SiteScope};

/// The beginning of the source under which what was brought in from an archive is recorded.
pub const LINEAGE: &str = "umbel:";

/// Everything a site has.
pub struct Contents {
    /// The site.
    pub site: Site,
    /// Its canonical host.
    pub host: String,
    /// The features it has switched on or off.
    pub features: BTreeMap<String, bool>,
    /// Its settings by their stored names.
    pub settings: BTreeMap<String, String>,
    /// The lines of its menus.
    pub menus: Vec<MenuItem>,
    /// The names people write under.
    pub authors: Vec<Author>,
    /// Topics and tags.
    pub terms: Vec<Term>,
    /// Posts and pages in every state, the oldest first.
    pub posts: Vec<Post>,
    /// The topics and tags of each post.
    pub terms_of: HashMap<Id, Vec<Id>>,
    /// Comments in every state, the oldest first.
    pub comments: Vec<Comment>,
    /// The files of the library.
    pub media: Vec<Media>,
    /// Events with their dates.
    pub events: Vec<(Event, Vec<Occurrence>)>,
    /// The sources it follows.
    pub feeds: Vec<Feed>,
    /// Old addresses, and where they lead.
    pub redirects: Vec<(String, String)>,
    /// Everybody who holds a role there.
    pub members: Vec<Holder>,
    /// What was taken from elsewhere.
    pub records: Vec<ImportRecord>,
    /// What that was, as far as it has no place here.
    pub originals: Vec<Original>,
}

impl Contents {
    /// Reads everything. Run it within one transaction, so that it is of one moment.
    ///
    /// # Errors
    /// When the site is gone or the database refuses.
    pub fn read(connection: &mut Connection, id: SiteId) -> Result<Self> {
        let site = Site::find(connection, id)?;
        let host: Option<String> = hosts::table
            .filter(hosts::site_id.eq(id))
            .filter(hosts::canonical.eq(true))
            .select(hosts::host)
            .first(connection)
            .optional()?;
        let features = feature_choices(connection, Some(id))?
            .into_iter()
            .map(|(_, key, enabled)| (key, enabled))
            .collect();
        let scope = &mut SiteScope::new(id, connection);
        let mut posts = Post::all(scope)?;
        posts.sort_by_key(|post| post.id);
        let ids: Vec<Id> = posts.iter().map(|post| post.id).collect();
        let mut terms = Vec::new();
        for taxonomy in Taxonomy::ALL {
            terms.extend(Term::all(scope, *taxonomy)?);
        }
        let terms_of = terms_of(scope, &ids)?;
        let mut events = Vec::new();
        for event in Event::all(scope)? {
            let dates = Event::dates(scope, event.id)?;
            events.push((event, dates));
        }
        Ok(Self {
            host: host.unwrap_or_default(),
            features,
            settings: settings(scope)?.into_iter().collect(),
            menus: menu_items::table
                .filter(menu_items::site_id.eq(id))
                .order((menu_items::menu, menu_items::position, menu_items::id))
                .load(scope.connection)?,
            authors: authors(scope)?,
            terms,
            terms_of,
            comments: comments::table
                .filter(comments::site_id.eq(id))
                .order((comments::created_at, comments::id))
                .load(scope.connection)?,
            media: media::table
                .filter(media::site_id.eq(id))
                .order(media::id)
                .load(scope.connection)?,
            events,
            feeds: Feed::all(scope)?,
            redirects: redirects::table
                .filter(redirects::site_id.eq(id))
                .order(redirects::from_path)
                .select((redirects::from_path, redirects::to_path))
                .load(scope.connection)?,
            members: Membership::everybody(scope)?,
            records: ImportRecord::all(scope)?,
            originals: Original::all(scope)?,
            posts,
            site,
        })
    }

    /// What names the site for ever, wherever it goes.
    #[must_use]
    pub fn lineage(&self) -> String {
        self.records
            .iter()
            .find(|record| record.source.starts_with(LINEAGE) && record.source_key == "site")
            .and_then(|record| record.source.strip_prefix(LINEAGE))
            .map_or_else(|| format!("site-{}", self.site.id), str::to_owned)
    }

    /// The references of everything.
    #[must_use]
    pub fn references(&self) -> References {
        let mut references = References::default();
        for post in &self.posts {
            references.put(post.id, format!("{}/{}", post.kind, post.path));
        }
        for term in &self.terms {
            references.put(term.id, format!("{}/{}", term.taxonomy, term.slug));
        }
        for (event, _) in &self.events {
            references.put(event.id, format!("event/{}", event.slug));
        }
        for author in &self.authors {
            references.put(author.id, format!("author/{}", author.slug));
        }
        // What came from an archive keeps the number it had there.
        let known: HashMap<Id, &str> = self
            .records
            .iter()
            .filter(|record| record.source.starts_with(LINEAGE))
            .map(|record| (record.target_id, record.source_key.as_str()))
            .collect();
        for (kind, ids) in [
            (
                "comment",
                self.comments.iter().map(|comment| comment.id).collect::<Vec<_>>(),
            ),
            ("menu", self.menus.iter().map(|line| line.id).collect()),
        ] {
            let beginning = format!("{kind}/");
            let kept = |id: &Id| known.get(id).filter(|key| key.starts_with(&beginning)).copied();
            let mut next = ids
                .iter()
                .filter_map(|id| kept(id)?.strip_prefix(&beginning)?.parse::<u64>().ok())
                .max()
                .unwrap_or_default();
            for id in &ids {
                let reference = kept(id).map_or_else(
                    || {
                        next += 1;
                        format!("{beginning}{next}")
                    },
                    str::to_owned,
                );
                references.put(*id, reference);
            }
        }
        let mut taken = HashSet::new();
        for file in &self.media {
            references.put(file.id, format!("media/{}", file_name(file, &mut taken)));
        }
        references
    }
}

/// How much of everything a site has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Posts in every state.
    pub posts: i64,
    /// Pages in every state.
    pub pages: i64,
    /// Comments in every state.
    pub comments: i64,
    /// Files of the library.
    pub files: i64,
    /// Events.
    pub events: i64,
    /// Sources it follows.
    pub feeds: i64,
    /// Old addresses.
    pub redirects: i64,
    /// Everybody who holds a role there.
    pub members: i64,
    /// Those of them who agreed to come along.
    pub along: i64,
}

impl Tally {
    /// Counts.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(scope: &mut SiteScope<'_>) -> Result<Self> {
        use umbel_core::content::PostKind;
        use umbel_core::schema::{events, feeds, memberships, posts};
        let id = scope.site;
        let connection = &mut *scope.connection;
        let texts = |kind: PostKind| posts::table.filter(posts::site_id.eq(id)).filter(posts::kind.eq(kind));
        let members = || memberships::table.filter(memberships::site_id.eq(id));
        Ok(Self {
            posts: texts(PostKind::Post).count().get_result(connection)?,
            pages: texts(PostKind::Page).count().get_result(connection)?,
            comments: comments::table
                .filter(comments::site_id.eq(id))
                .count()
                .get_result(connection)?,
            files: media::table
                .filter(media::site_id.eq(id))
                .count()
                .get_result(connection)?,
            events: events::table
                .filter(events::site_id.eq(id))
                .count()
                .get_result(connection)?,
            feeds: feeds::table
                .filter(feeds::site_id.eq(id))
                .count()
                .get_result(connection)?,
            redirects: redirects::table
                .filter(redirects::site_id.eq(id))
                .count()
                .get_result(connection)?,
            members: members().count().get_result(connection)?,
            along: members()
                .filter(memberships::comes_along.eq(true))
                .count()
                .get_result(connection)?,
        })
    }
}

/// What each thing is called in an archive.
#[derive(Debug, Default)]
pub struct References(HashMap<Id, String>);

impl References {
    fn put(&mut self, id: Id, reference: String) {
        self.0.insert(id, reference);
    }

    /// What a thing is called.
    #[must_use]
    pub fn of(&self, id: Id) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }

    /// What a thing is called, if there is one.
    #[must_use]
    pub fn maybe(&self, id: Option<Id>) -> Option<String> {
        self.of(id?).map(str::to_owned)
    }

    /// Everything with what it is called.
    pub fn all(&self) -> impl Iterator<Item = (Id, &str)> {
        self.0.iter().map(|(id, reference)| (*id, reference.as_str()))
    }
}

/// A name for a file of the library that people recognise and every system can keep.
fn file_name(file: &Media, taken: &mut HashSet<String>) -> String {
    let stem = file
        .original_name
        .rsplit_once('.')
        .map_or(file.original_name.as_str(), |(stem, _)| stem);
    let mut stem: String = umbel_core::slug::slugify(stem).chars().take(60).collect();
    if stem.is_empty() {
        stem = file.kind.to_string();
    }
    let ending = file.extension.as_deref().unwrap_or(&file.fallback);
    let mut name = format!("{stem}.{ending}");
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{number}.{ending}");
        number += 1;
    }
    name
}

fn authors(scope: &mut SiteScope<'_>) -> Result<Vec<Author>> {
    use umbel_core::schema::authors;
    Ok(authors::table
        .filter(authors::site_id.eq(scope.site))
        .order(authors::id)
        .load(scope.connection)?)
}

fn terms_of(scope: &mut SiteScope<'_>, posts: &[Id]) -> Result<HashMap<Id, Vec<Id>>> {
    let mut all = HashMap::new();
    for some in posts.chunks(500) {
        for (post, terms) in Term::of_posts(scope, some)? {
            all.insert(post, terms.into_iter().map(|term| term.id).collect());
        }
    }
    Ok(all)
}
