//! What needs the whole file: places of pages, links and pictures further on, menus.

use umbel_core::content::Post;
use umbel_core::{Id, Result, SiteWrite};

use aggregator::publication::renew_post;

use super::lookup::Lookup;
use super::posts::{beginning_of, cleaned, note_cleaning, picture_numbered, taken_as};
use super::run::{Import, Transactions};
use super::{menus, originals, pages, terms};
use crate::content::Footnote;

/// Posts that are finished in one transaction.
const AT_ONCE: usize = 50;

/// A post or page that is written but not finished.
pub(super) struct Waiting {
    /// Its number on the exported site.
    pub(super) number: i64,
    /// Its identifier here.
    pub(super) post: Id,
    /// The key by which it is recognised.
    pub(super) key: String,
    /// How remarks name it.
    pub(super) label: String,
    /// The last segment of its path.
    pub(super) slug: String,
    /// The number of the page above.
    pub(super) parent: i64,
    /// Whether it waits for the page above.
    pub(super) needs_place: bool,
    /// The number of its picture, when that was not known yet.
    pub(super) thumbnail: Option<i64>,
    /// Whether its text names something that was not known yet.
    pub(super) must_clean_again: bool,
    /// Its footnotes, which are kept nowhere else.
    pub(super) footnotes: Vec<Footnote>,
    /// Whether nobody wrote a summary for it.
    pub(super) derives_summary: bool,
    /// Where it could be reached.
    pub(super) old_addresses: Vec<String>,
}

/// Finishes everything that waits for the end of the file.
pub(super) fn finish(import: &mut Import<'_>, transactions: &mut Transactions<'_, '_>) -> Result<()> {
    transactions.write(|write| terms::place(import, &mut SiteWrite::new(import.site, write)))?;
    let mut waiting = std::mem::take(&mut import.waiting);
    let order = pages::parents_first(&waiting);
    for places in order.chunks(AT_ONCE) {
        transactions.write(|write| {
            let mut site = SiteWrite::new(import.site, write);
            for page in places {
                if let Some(page) = waiting.get_mut(*page) {
                    page.needs_place = !pages::settle(import, &mut site, page)?;
                }
            }
            Ok(())
        })?;
    }
    for posts in waiting.chunks(AT_ONCE) {
        transactions.write(|write| {
            let mut site = SiteWrite::new(import.site, write);
            posts.iter().try_for_each(|post| finish_post(import, &mut site, post))
        })?;
    }
    transactions.write(|write| menus::write(import, &mut SiteWrite::new(import.site, write)))
}

fn finish_post(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, waiting: &Waiting) -> Result<()> {
    let Some(mut post) = Post::find(&mut site.read(), waiting.post)? else {
        return import.ledger.mark_finished(site, &waiting.key);
    };
    let mut is_finished = !waiting.needs_place;
    let mut has_changed = false;
    if waiting.must_clean_again {
        let mut lookup = Lookup::afterwards(&import.addresses, site.read());
        let clean = cleaned(&post.source, waiting.number, &waiting.footnotes, &mut lookup);
        is_finished &= !lookup.misses_files;
        if let Some(error) = lookup.error {
            return Err(error);
        }
        note_cleaning(import, &waiting.label, &clean);
        if post.html != clean.html {
            if waiting.derives_summary && post.password_hash.is_none() {
                post.summary = beginning_of(&clean);
            }
            post.html = clean.html;
            has_changed = true;
        }
    }
    if let Some(number) = waiting.thumbnail {
        post.picture_id = picture_numbered(import, number);
        if post.picture_id.is_some() {
            has_changed = true;
        } else {
            let what = format!("its picture, attachment {number}");
            import
                .reporter
                .note(&waiting.label, &what, "The picture was not taken.");
            is_finished = false;
        }
    }
    if has_changed {
        post.save(site)?;
        originals::now_is(import, site, &waiting.key, taken_as(&post))?;
        let moment = import.ids.moment(site.write.now);
        renew_post(site, &post, moment)?;
    }
    if is_finished {
        import.ledger.mark_finished(site, &waiting.key)?;
    }
    Ok(())
}
