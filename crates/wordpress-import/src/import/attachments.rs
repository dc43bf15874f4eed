//! Attachments: pictures are taken, everything else is noted.

use std::collections::HashMap;

use umbel_core::content::Media;
use umbel_core::{Id, Result, SiteWrite};
use umbel_media::store::MediaStore;

use super::batch::Batch;
use super::files::{FileOutcome, StoredPicture, store_file_of};
use super::ledger::Taken;
use super::originals;
use super::run::{Import, key_of_item, label};
use super::words::{plain_line, unless_empty};
use crate::content::MediaRef;
use crate::wxr::{Item, Status};

/// The width at which pictures stand in texts.
const WIDTH_IN_TEXTS: u32 = 960;
const LONGEST_CAPTION: usize = 2_000;
const LONGEST_NAME: usize = 200;

/// The files of one batch, stored before its transaction begins: encoding a picture takes longer
/// than everybody else should wait to write.
#[derive(Default)]
pub(super) struct StoredFiles(HashMap<String, FileOutcome>);

impl StoredFiles {
    /// Stores the files of the attachments in `batch` that were not taken before.
    pub(super) fn of(import: &Import<'_>, batch: &Batch) -> Result<Self> {
        let mut stored = Self::default();
        for item in batch.items().filter(|item| is_taken(item)) {
            let key = key_of_item("attachment", item);
            if import.ledger.knows(&key) || stored.0.contains_key(&key) {
                continue;
            }
            let outcome = store_file_of(
                item,
                import.options.media_dir.as_deref(),
                import.media,
                import.site,
                import.options.dry_run,
            );
            match outcome {
                Ok(outcome) => stored.0.insert(key, outcome),
                Err(error) => {
                    stored.take_away(import.media, import.site.number());
                    return Err(error);
                }
            };
        }
        Ok(stored)
    }

    /// Takes the files away again, when the transaction that would have named them failed.
    pub(super) fn take_away(&self, media: &MediaStore, site: i64) {
        for outcome in self.0.values() {
            if let FileOutcome::Stored(picture) = outcome {
                let names: Vec<&str> = picture.files.iter().map(String::as_str).collect();
                // The import has failed already; a file nobody names is harmless.
                let _ = media.remove(site, &names);
            }
        }
    }
}

fn is_taken(item: &Item) -> bool {
    item.post_type == "attachment" && item.status != Status::Trash && item.status != Status::AutoDraft
}

/// Takes an attachment whose file was looked for.
pub(super) fn take(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    item: &Item,
    files: &StoredFiles,
) -> Result<()> {
    if !is_taken(item) {
        import
            .reporter
            .note(&label(item), "the attachment", "It was thrown away.");
        return Ok(());
    }
    let key = key_of_item("attachment", item);
    match import.ledger.recognise(&key) {
        Taken::Earlier(id) => {
            let picture = Media::by_id(&mut site.read(), &[id])?.remove(&id);
            let known = picture.map(|picture| (id, media_ref(&picture)));
            import.addresses.uploaded(item, known);
            return Ok(());
        }
        Taken::InThisRun(_) => {
            import.repeated(item);
            return Ok(());
        }
        Taken::Never => {}
    }
    let original = originals::of_item(import, item);
    originals::keep(import, site, &key, original, None)?;
    match files.0.get(&key) {
        Some(FileOutcome::Stored(stored)) => {
            let id = import.ids.next(site.write.now);
            let picture = picture(import, site, item, stored, id);
            Media::insert(site, &picture)?;
            import.ledger.remember(site, &key, id)?;
            import.addresses.uploaded(item, Some((id, media_ref(&picture))));
            import.reporter.report.attachments += 1;
        }
        Some(FileOutcome::Refused(why)) => {
            let why = why.clone();
            not_taken(import, item, &why);
        }
        Some(FileOutcome::Missing(why)) => not_taken(import, item, why),
        None => not_taken(import, item, "missing file"),
    }
    Ok(())
}

fn not_taken(import: &mut Import<'_>, item: &Item, why: &str) {
    import.addresses.uploaded(item, None);
    let what = item.attachment_url.as_deref().unwrap_or("the file");
    import.reporter.note(&label(item), what, why);
}

fn picture(import: &Import<'_>, site: &SiteWrite<'_, '_>, item: &Item, stored: &StoredPicture, id: Id) -> Media {
    let widths: Vec<String> = stored.widths.iter().map(ToString::to_string).collect();
    let alt = item
        .meta
        .iter()
        .find(|(key, _)| key == "_wp_attachment_image_alt")
        .map(|(_, alt)| plain_line(alt, LONGEST_CAPTION))
        .unwrap_or_default();
    let original_name = item
        .attachment_url
        .as_deref()
        .and_then(|address| address.split(['?', '#']).next()?.rsplit('/').next())
        .map(|name| plain_line(name, LONGEST_NAME))
        .and_then(unless_empty)
        .unwrap_or_else(|| plain_line(&item.title, LONGEST_NAME));
    Media {
        id,
        base_name: stored.base_name.clone(),
        widths: widths.join(","),
        fallback: stored.fallback.to_owned(),
        width: i32::try_from(stored.width).unwrap_or(i32::MAX),
        height: i32::try_from(stored.height).unwrap_or(i32::MAX),
        alt,
        caption: plain_line(&item.excerpt, LONGEST_CAPTION),
        original_name,
        created_at: item.published_at.map_or(site.write.now, Into::into),
        ..Media::picture(import.site, site.write.now)
    }
}

fn media_ref(picture: &Media) -> MediaRef {
    let widths = picture.stored_widths();
    let in_texts = widths
        .iter()
        .copied()
        .find(|width| *width >= WIDTH_IN_TEXTS)
        .or(widths.last().copied())
        .unwrap_or_default();
    MediaRef {
        src: picture.path(in_texts, &picture.fallback),
        alt: picture.alt.clone(),
        caption: picture.caption.clone(),
        width: u32::try_from(picture.width).ok(),
        height: u32::try_from(picture.height).ok(),
        large: picture.largest_path(),
    }
}
