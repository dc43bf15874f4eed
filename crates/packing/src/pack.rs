//! Packing: everything a site has, in one archive that people can read without us.

use diesel::Connection as _;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use umbel_core::content::{Comment, Event, Media, MediaState, Occurrence, Post, SourceFormat, Taxonomy};
use umbel_core::{Connection, Error, Id, Instant, Result, SiteId, Store};
use umbel_media::store::MediaStore;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::contents::{Contents, References};
use crate::files::{
    AuthorFile, CommentFile, EventFile, FORMAT, FeedFile, FrontMatter, MediaFile, MemberFile, MembersFile, MenuFile,
    MoreMatter, OriginalsFile, SiteFile, TermFile, VERSION,
};
use crate::report::Report;
use crate::texts::{Addresses, toml_moment, with_front_matter};
use crate::{calendar, lists, wordpress};

/// Settings that belong to the place and not to the site: they are decided anew elsewhere.
pub(crate) const STAYS_BEHIND: [&str; 7] = [
    "features_offered",
    "home_host",
    "is_template",
    "network_start_mode",
    "start_mode",
    "suspended_because",
    "upload_quota",
];
const README: &str = include_str!("readme.txt");

/// Whether members come along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// Those who agreed to it.
    Along,
    /// None.
    Left,
}

/// Packs a site into the file `to`. `origin` is the beginning of its addresses, as `https://boston.example`.
///
/// # Errors
/// When the site is gone, the database refuses or the file cannot be written; then there is no file.
pub fn pack(
    store: &Store,
    media: &MediaStore,
    site: SiteId,
    origin: &str,
    members: Members,
    to: &Path,
) -> Result<Report> {
    let contents = read(store, site)?;
    let part = to.with_extension("part");
    let written = write(&contents, media, origin, members, store.now(), &part);
    if written.is_err() {
        // The failure is told; that half a file stays behind would be no news.
        let _ = std::fs::remove_file(&part);
    }
    let report = written?;
    std::fs::rename(&part, to).map_err(|error| Error::file(to, error))?;
    Ok(report)
}

/// Writes one file for WordPress instead.
///
/// # Errors
/// As [`pack`].
pub fn pack_for_wordpress(store: &Store, site: SiteId, origin: &str, to: &Path) -> Result<Report> {
    let contents = read(store, site)?;
    let part = to.with_extension("part");
    let file = File::create(&part).map_err(|error| Error::file(&part, error))?;
    let mut file = BufWriter::new(file);
    let report = wordpress::write(&contents, origin, store.now(), &mut file)?;
    let file = file
        .into_inner()
        .map_err(|error| Error::file(&part, error.into_error()))?;
    file.sync_all().map_err(|error| Error::file(&part, error))?;
    std::fs::rename(&part, to).map_err(|error| Error::file(to, error))?;
    Ok(report)
}

/// Everything the site has, as it was at one moment.
fn read(store: &Store, site: SiteId) -> Result<Contents> {
    store.read(|connection| {
        connection.transaction(|connection| {
            if let Connection::Postgres(_) = connection {
                use diesel::connection::SimpleConnection;
                connection.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")?;
            }
            Contents::read(connection, site)
        })
    })
}

/// An archive that is being written.
struct Packing {
    zip: ZipWriter<BufWriter<File>>,
    names: HashSet<String>,
}

impl Packing {
    fn file(&mut self, name: &str, method: CompressionMethod) -> Result<()> {
        self.names.insert(name.to_owned());
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(name, options).map_err(failed)
    }

    fn text(&mut self, name: &str, text: &str) -> Result<()> {
        self.file(name, CompressionMethod::Deflated)?;
        self.zip.write_all(text.as_bytes()).map_err(|error| failed(error.into()))
    }

    fn json<T: serde::Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Error::Invalid(error.to_string()))?;
        self.text(name, &text)
    }

    /// A name in a folder that no other file has.
    fn free(&self, folder: &str, path: &str, ending: &str) -> String {
        let segments: Vec<String> = path
            .split('/')
            .map(|segment| {
                let kept: String = segment
                    .chars()
                    .filter(|character| character.is_alphanumeric() || "-_~".contains(*character))
                    .take(60)
                    .collect();
                if kept.is_empty() { "text".to_owned() } else { kept }
            })
            .take(8)
            .collect();
        let stem = format!("{folder}{}", segments.join("."));
        let mut name = format!("{stem}.{ending}");
        let mut number = 2;
        while self.names.contains(&name) {
            name = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        name
    }
}

fn write(
    contents: &Contents,
    media: &MediaStore,
    origin: &str,
    members: Members,
    now: Instant,
    to: &Path,
) -> Result<Report> {
    let file = File::create(to).map_err(|error| Error::file(to, error))?;
    let mut packing = Packing {
        zip: ZipWriter::new(BufWriter::new(file)),
        names: HashSet::new(),
    };
    let mut report = Report::default();
    let references = contents.references();
    let files: Vec<(&Media, &str)> = contents
        .media
        .iter()
        .filter_map(|file| Some((file, references.of(file.id)?.strip_prefix("media/")?)))
        .collect();
    let addresses = Addresses::of(contents.site.id, files.iter().copied());
    packing.text("README.txt", README)?;
    packing.json("site.json", &site_file(contents, &references, now))?;
    for post in &contents.posts {
        let folder = format!("{}s/", post.kind);
        let name = packing.free(&folder, &post.path, "md");
        packing.text(&name, &post_file(contents, &references, &addresses, post)?)?;
        report.count(if folder == "posts/" { "posts" } else { "pages" });
    }
    let comments: Vec<CommentFile> = contents
        .comments
        .iter()
        .filter_map(|comment| comment_file(&references, comment))
        .collect();
    for _ in &comments {
        report.count("comments");
    }
    packing.json("comments.json", &comments)?;
    let kept = write_media(&mut packing, contents, media, &files, &mut report)?;
    packing.json("media.json", &kept)?;
    let events: Vec<EventFile> = contents
        .events
        .iter()
        .map(|(event, dates)| event_file(&references, &addresses, event, dates))
        .collect();
    for _ in &events {
        report.count("events");
    }
    packing.json("events.json", &events)?;
    packing.text("events.ics", &calendar::file(contents, origin))?;
    let feeds: Vec<FeedFile> = contents.feeds.iter().map(feed_file).collect();
    packing.json("feeds.json", &feeds)?;
    packing.text("feeds.opml", &lists::outline(&contents.site.name, &contents.feeds))?;
    packing.text("redirects.csv", &lists::redirects(&contents.redirects))?;
    packing.json("members.json", &members_file(contents, members, &mut report))?;
    packing.json("originals.json", &originals_file(contents, &references))?;
    packing.file("wordpress.xml", CompressionMethod::Deflated)?;
    let for_wordpress = wordpress::write(contents, origin, now, &mut packing.zip)?;
    packing.text("wordpress-report.txt", &for_wordpress.text())?;
    packing.text("report.txt", &report.text())?;
    let mut written = packing.zip.finish().map_err(failed)?;
    written.flush().map_err(|error| Error::file(to, error))?;
    written
        .get_ref()
        .sync_all()
        .map_err(|error| Error::file(to, error))?;
    Ok(report)
}

fn failed(error: zip::result::ZipError) -> Error {
    Error::Invalid(format!("the archive cannot be written: {error}"))
}

fn site_file(contents: &Contents, references: &References, now: Instant) -> SiteFile {
    let site = contents.site.clone();
    let settings = contents
        .settings
        .iter()
        .filter(|(name, _)| !STAYS_BEHIND.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), named(value, contents, references)))
        .collect();
    SiteFile {
        format: FORMAT.into(),
        version: VERSION,
        lineage: contents.lineage(),
        kind: site.kind.to_string(),
        packed_at: now.rfc3339(),
        host: contents.host.clone(),
        name: site.name,
        tagline: site.tagline,
        about: site.about,
        locale: site.locale,
        time_zone: site.time_zone,
        place: site.place,
        latitude: site.latitude,
        longitude: site.longitude,
        contact_email: site.contact_email,
        theme: site.theme,
        accent: site.accent,
        features: contents.features.clone(),
        settings,
        menus: contents
            .menus
            .iter()
            .map(|line| MenuFile {
                reference: references.of(line.id).unwrap_or_default().to_owned(),
                menu: line.menu.clone(),
                label: line.label.clone(),
                url: line.url.clone(),
                position: line.position,
                under: references.maybe(line.parent_id),
            })
            .collect(),
        terms: contents
            .terms
            .iter()
            .map(|term| TermFile {
                taxonomy: term.taxonomy.to_string(),
                slug: term.slug.clone(),
                name: term.name.clone(),
                description: term.description.clone(),
                under: term
                    .parent_id
                    .and_then(|id| contents.terms.iter().find(|above| above.id == id))
                    .map(|above| above.slug.clone()),
            })
            .collect(),
        authors: contents
            .authors
            .iter()
            .map(|author| AuthorFile {
                slug: author.slug.clone(),
                name: author.name.clone(),
                about: author.bio.clone(),
            })
            .collect(),
    }
}

/// A setting in which files of the library stand by their names, not by numbers that mean nothing elsewhere.
fn named(value: &str, contents: &Contents, references: &References) -> String {
    let mut value = value.to_owned();
    for file in &contents.media {
        let number = file.id.to_string();
        if value.contains(&number)
            && let Some(reference) = references.of(file.id)
        {
            value = value.replace(&number, &format!("{{{reference}}}"));
        }
    }
    value
}

fn post_file(
    contents: &Contents,
    references: &References,
    addresses: &Addresses<'_>,
    post: &Post,
) -> Result<String> {
    let own: Vec<_> = contents
        .terms_of
        .get(&post.id)
        .into_iter()
        .flatten()
        .filter_map(|id| contents.terms.iter().find(|term| term.id == *id))
        .collect();
    let of = |taxonomy: Taxonomy| own.iter().filter(move |term| term.taxonomy == taxonomy);
    let author = post
        .author_id
        .and_then(|id| contents.authors.iter().find(|author| author.id == id));
    let above = post
        .parent_id
        .and_then(|id| contents.posts.iter().find(|page| page.id == id));
    let front = FrontMatter {
        title: post.title.clone(),
        slug: post.path.clone(),
        topics: of(Taxonomy::Topic).map(|term| term.name.clone()).collect(),
        tags: of(Taxonomy::Tag).map(|term| term.name.clone()).collect(),
        summary: post.summary.clone(),
        status: post.status.to_string(),
        reach: post.reach.to_string(),
        date: post.published_at.and_then(toml_moment),
        more: MoreMatter {
            kind: post.kind.to_string(),
            format: post.source_format.to_string(),
            topic_slugs: of(Taxonomy::Topic).map(|term| term.slug.clone()).collect(),
            tag_slugs: of(Taxonomy::Tag).map(|term| term.slug.clone()).collect(),
            author: author.map(|author| author.slug.clone()),
            picture: references.maybe(post.picture_id),
            under: above.map(|page| page.path.clone()),
            locale: post.locale.clone(),
            password_hash: post.password_hash.clone(),
            trashed_from: post.trashed_from.map(|status| status.to_string()),
            trashed_at: post.trashed_at.map(Instant::rfc3339),
            sticky: post.sticky,
            comments_open: post.comments_open,
            position: post.position,
            created: post.created_at.rfc3339(),
            updated: post.updated_at.rfc3339(),
        },
    };
    let text = match post.source_format {
        SourceFormat::Markdown => &post.source,
        SourceFormat::Html => &post.html,
    };
    with_front_matter(&front, &addresses.outward(text))
}

fn comment_file(references: &References, comment: &Comment) -> Option<CommentFile> {
    Some(CommentFile {
        reference: references.of(comment.id)?.to_owned(),
        on: references.of(comment.post_id)?.to_owned(),
        answers: references.maybe(comment.parent_id),
        name: comment.author_name.clone(),
        url: comment.author_url.clone(),
        by_post_author: comment.by_post_author,
        text: comment.source.clone(),
        html: comment.html.clone(),
        kind: comment.kind.to_string(),
        status: comment.status.to_string(),
        at: comment.created_at.rfc3339(),
    })
}

/// Copies the files of the library: of pictures the widest, from which the others are made again.
fn write_media(
    packing: &mut Packing,
    contents: &Contents,
    media: &MediaStore,
    files: &[(&Media, &str)],
    report: &mut Report,
) -> Result<Vec<MediaFile>> {
    let mut kept = Vec::new();
    for (file, name) in files {
        match file.state {
            MediaState::Ready => {}
            MediaState::Waiting => {
                report.note(&file.original_name, "It is still being prepared; pack again in a minute.");
                continue;
            }
            MediaState::Refused => {
                report.note(&file.original_name, "It could not be read when it arrived.");
                continue;
            }
        }
        let stored = match (&file.extension, file.stored_widths().last()) {
            (Some(extension), _) => format!("{}.{extension}", file.base_name),
            (None, Some(width)) => format!("{}-{width}.{}", file.base_name, file.fallback),
            (None, None) => continue,
        };
        let bytes = match media.read(contents.site.id.number(), &stored) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                report.note(&file.original_name, "Its file is missing.");
                continue;
            }
            Err(error) => return Err(Error::file(Path::new(&stored), error)),
        };
        // They are packed already by their own kind.
        packing.file(&format!("media/{name}"), CompressionMethod::Stored)?;
        packing
            .zip
            .write_all(&bytes)
            .map_err(|error| failed(error.into()))?;
        report.count("files of the library");
        kept.push(MediaFile {
            file: (*name).to_owned(),
            kind: file.kind.to_string(),
            name: file.original_name.clone(),
            alt: file.alt.clone(),
            is_decoration: file.is_decoration,
            caption: file.caption.clone(),
            focus: (file.focal_x, file.focal_y),
            size: (file.width, file.height),
            at: file.created_at.rfc3339(),
        });
    }
    Ok(kept)
}

fn event_file(references: &References, addresses: &Addresses<'_>, event: &Event, dates: &[Occurrence]) -> EventFile {
    let event = event.clone();
    EventFile {
        text: addresses.outward(&event.source),
        slug: event.slug,
        title: event.title,
        summary: event.summary,
        status: event.status.to_string(),
        reach: event.reach.to_string(),
        organiser: event.organiser,
        picture: references.maybe(event.picture_id),
        time_zone: event.time_zone,
        place: event.place,
        address: event.address,
        latitude: event.latitude,
        longitude: event.longitude,
        online_url: event.online_url,
        repeats: event.repeats,
        cancelled: event.cancelled,
        topics: event.topics,
        locale: event.locale,
        published: event.published_at.map(Instant::rfc3339),
        created: event.created_at.rfc3339(),
        updated: event.updated_at.rfc3339(),
        dates: dates
            .iter()
            .map(|date| (date.slug.clone(), date.starts_at.rfc3339(), date.ends_at.rfc3339()))
            .collect(),
    }
}

fn feed_file(feed: &aggregator::feeds::Feed) -> FeedFile {
    FeedFile {
        url: feed.url.clone(),
        title: feed.title.clone(),
        site_url: feed.site_url.clone(),
        kind: feed.kind.clone(),
        announce: feed.announce,
    }
}

fn members_file(contents: &Contents, members: Members, report: &mut Report) -> MembersFile {
    let comes = |holder: &&umbel_core::people::Holder| members == Members::Along && holder.membership.comes_along;
    let along: Vec<MemberFile> = contents
        .members
        .iter()
        .filter(comes)
        .map(|holder| MemberFile {
            name: holder.name().to_owned(),
            email: holder.account.email.clone(),
            role: holder.membership.role.to_string(),
            since: holder.membership.created_at.rfc3339(),
        })
        .collect();
    for _ in &along {
        report.count("members who agreed to come along");
    }
    let not_along = contents.members.len() - along.len();
    if not_along > 0 {
        report.note(
            format!("{not_along} members"),
            "They did not agree to come along, so nothing of them is here.",
        );
    }
    MembersFile {
        members: along,
        not_along,
    }
}

fn originals_file(contents: &Contents, references: &References) -> OriginalsFile {
    let by_id: BTreeMap<Id, &str> = references.all().collect();
    OriginalsFile {
        taken: contents
            .records
            .iter()
            .filter(|record| !record.source.starts_with(crate::contents::LINEAGE))
            .filter_map(|record| {
                let reference = by_id.get(&record.target_id)?;
                Some((record.source.clone(), record.source_key.clone(), (*reference).to_owned()))
            })
            .collect(),
        kept: contents
            .originals
            .iter()
            .map(|original| {
                (
                    original.source.clone(),
                    original.source_key.clone(),
                    original.record.clone(),
                )
            })
            .collect(),
        texts: contents
            .posts
            .iter()
            .filter(|post| post.source_format == SourceFormat::Html)
            .filter_map(|post| Some((references.of(post.id)?.to_owned(), post.source.clone())))
            .collect(),
    }
}
