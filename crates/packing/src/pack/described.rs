//! What each thing says of itself in an archive.

use std::collections::BTreeMap;

use umbel_core::content::{Comment, Event, Occurrence, Post, SourceFormat, Taxonomy};
use umbel_core::{Id, Instant, Result};

use super::{Members, STAYS_BEHIND};
use crate::contents::{Contents, References};
use crate::files::{
    AuthorFile, CommentFile, EventFile, FORMAT, FeedFile, FrontMatter, MemberFile, MembersFile, MenuFile, MoreMatter,
    OriginalsFile, SiteFile, TermFile, VERSION,
};
use crate::report::Report;
use crate::texts::{Addresses, toml_moment, with_front_matter};

pub(super) fn site_file(contents: &Contents, references: &References, now: Instant) -> SiteFile {
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

pub(super) fn post_file(
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
        title: on_one_line(&post.title),
        slug: post.path.clone(),
        topics: of(Taxonomy::Topic).map(|term| on_one_line(&term.name)).collect(),
        tags: of(Taxonomy::Tag).map(|term| on_one_line(&term.name)).collect(),
        summary: on_one_line(&post.summary),
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

/// Words as front matter holds them: a line break could end it early.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn comment_file(references: &References, comment: &Comment) -> Option<CommentFile> {
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

pub(super) fn event_file(
    references: &References,
    addresses: &Addresses<'_>,
    event: &Event,
    dates: &[Occurrence],
) -> EventFile {
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

pub(super) fn feed_file(feed: &aggregator::feeds::Feed) -> FeedFile {
    FeedFile {
        url: feed.url.clone(),
        title: feed.title.clone(),
        site_url: feed.site_url.clone(),
        kind: feed.kind.clone(),
        announce: feed.announce,
    }
}

pub(super) fn members_file(contents: &Contents, members: Members, report: &mut Report) -> MembersFile {
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

pub(super) fn originals_file(contents: &Contents, references: &References) -> OriginalsFile {
    let by_id: BTreeMap<Id, &str> = references.all().collect();
    OriginalsFile {
        taken: contents
            .records
            .iter()
            .filter(|record| !record.source.starts_with(crate::contents::LINEAGE))
            .filter_map(|record| {
                let reference = by_id.get(&record.target_id)?;
                Some((
                    record.source.clone(),
                    record.source_key.clone(),
                    (*reference).to_owned(),
                ))
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
