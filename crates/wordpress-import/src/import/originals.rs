//! What items were where they come from: what has no place here is remembered, so that it leaves again when the site does.

use umbel_core::content::{ItemOriginal, Original, TakenAs, TermOriginal};
use umbel_core::{Error, Result, SiteWrite};

use super::run::Import;
use crate::wxr::{Item, Status, Term};

/// The longest title, excerpt or value that is remembered, in bytes. What is longer than that is no remark.
const LONGEST_PART: usize = 64 * 1024;
/// What WordPress itself remembers about items. What plug-ins remember may be about people, so it is left out.
const META: [&str; 17] = [
    "_format_audio_embed",
    "_format_image",
    "_format_link_url",
    "_format_quote_source_name",
    "_format_quote_source_url",
    "_format_url",
    "_format_video_embed",
    "_menu_item_classes",
    "_menu_item_object",
    "_menu_item_object_id",
    "_menu_item_menu_item_parent",
    "_menu_item_target",
    "_menu_item_type",
    "_menu_item_url",
    "_menu_item_xfn",
    "_thumbnail_id",
    "_wp_attachment_image_alt",
];
const META_OF_TEXTS: [&str; 4] = ["_wp_old_slug", "_wp_page_template", "enclosure", "footnotes"];

/// An item as it came, as far as it is remembered.
pub(super) fn of_item(import: &mut Import<'_>, item: &Item) -> ItemOriginal {
    let bounded = |text: &str| {
        if text.len() <= LONGEST_PART {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let mut meta = Vec::new();
    for (key, value) in &item.meta {
        let known = META.contains(&key.as_str()) || META_OF_TEXTS.contains(&key.as_str());
        if known && value.len() <= LONGEST_PART {
            meta.push((key.clone(), value.clone()));
        } else {
            import.reporter.count(
                "remarks of plug-ins",
                "custom fields not taken",
                "They belong to a plug-in or a theme.",
            );
        }
    }
    let is_text = matches!(item.post_type.as_str(), "post" | "page");
    ItemOriginal {
        number: item.post_id,
        title: bounded(&item.title),
        guid: bounded(&item.guid),
        // Some people sign in with a mail address; that is theirs alone.
        creator: item.creator.split('@').next().unwrap_or_default().to_owned(),
        slug: item.post_name.clone(),
        status: word_of(&item.status),
        post_type: item.post_type.clone(),
        parent: item.post_parent,
        menu_order: item.menu_order,
        published_at: item.published_at.map(Into::into),
        is_local: item.published_at_is_local,
        modified_at: item.modified_at.map(Into::into),
        excerpt: bounded(&item.excerpt),
        content: if is_text { String::new() } else { bounded(&item.content) },
        attachment_url: item.attachment_url.clone(),
        comments_open: item.comments_open,
        sticky: item.sticky,
        terms: item
            .terms
            .iter()
            .map(|term| TermOriginal {
                taxonomy: term.taxonomy.clone(),
                slug: term.slug.clone(),
                name: term.name.clone(),
                ..TermOriginal::default()
            })
            .collect(),
        meta,
        here: None,
    }
}

/// Remembers what an item was, and what it was made into.
pub(super) fn keep(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    key: &str,
    mut original: ItemOriginal,
    here: Option<TakenAs>,
) -> Result<()> {
    original.here = here;
    let record = serde_json::to_string(&original).map_err(|error| Error::Invalid(error.to_string()))?;
    let (source, key) = import.ledger.name_of(key);
    Original::keep(site, &source, &key, &record)
}

/// Says anew what an item was made into, when it got its last form only after the whole file was read.
pub(super) fn now_is(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, key: &str, here: TakenAs) -> Result<()> {
    let (source, known_as) = import.ledger.name_of(key);
    let Some(kept) = Original::find(&mut site.read(), &source, &known_as)? else {
        return Ok(());
    };
    let original = serde_json::from_str(&kept.record).map_err(|error| Error::Invalid(error.to_string()))?;
    keep(import, site, key, original, Some(here))
}

/// Remembers what a term was.
pub(super) fn keep_term(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, key: &str, term: &Term) -> Result<()> {
    let original = TermOriginal {
        taxonomy: term.taxonomy.clone(),
        number: term.term_id,
        slug: term.slug.clone(),
        name: term.name.clone(),
        parent: term.parent_slug.clone(),
        description: term.description.clone(),
    };
    let record = serde_json::to_string(&original).map_err(|error| Error::Invalid(error.to_string()))?;
    let (source, key) = import.ledger.name_of(key);
    Original::keep(site, &source, &key, &record)
}

fn word_of(status: &Status) -> String {
    match status {
        Status::Publish => "publish",
        Status::Draft => "draft",
        Status::Pending => "pending",
        Status::Private => "private",
        Status::Future => "future",
        Status::Inherit => "inherit",
        Status::Trash => "trash",
        Status::AutoDraft => "auto-draft",
        Status::Other(word) => word,
    }
    .to_owned()
}
