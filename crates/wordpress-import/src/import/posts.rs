//! Posts and pages.

use umbel_core::content::{Post, PostKind, SourceFormat, Status, TakenAs, Term};
use umbel_core::markdown::{summary, with_headings_in_order};
use umbel_core::slug::free_slug;
use umbel_core::time::{local_to_instant, zone_or_utc};
use umbel_core::{Id, Instant, Result, SiteWrite};

use aggregator::publication::renew_post;

use super::comments;
use super::finish::Waiting;
use super::ledger::Taken;
use super::lookup::Lookup;
use super::originals;
use super::pages::{self, Placement};
use super::people::author_of;
use super::run::{Import, key_of_item, label};
use super::terms;
use super::words::{first_slug, plain_line};
use crate::content::{Clean, Footnote, NoteKind, clean_with_footnotes, excerpt, footnotes_from_meta};
use crate::wxr::{self, Item};
use umbel_core::paths::encoded;

/// The longest title that is kept, in characters.
const LONGEST_TITLE: usize = 1_000;
/// The longest summary made of a text, in characters.
const LONGEST_BEGINNING: usize = 280;
/// The longest summary that somebody wrote, in characters.
const LONGEST_EXCERPT: usize = 1_000;
/// Bytes of footnotes that may wait in memory for the end of the file.
const MOST_WAITING_FOOTNOTES: usize = 8 * 1024 * 1024;
/// Addresses that are tried before one with the number of the item is.
const MOST_ATTEMPTS: usize = 50;

/// Takes a post or page with its terms and comments.
pub(super) fn take(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, item: &Item) -> Result<()> {
    if item.status == wxr::Status::AutoDraft {
        let why = "It was opened in the editor and never saved.";
        import.reporter.note(&label(item), "the item", why);
        return Ok(());
    }
    let kind = kind_of(item);
    let key = key_of_item("post", item);
    match import.ledger.recognise(&key) {
        Taken::Earlier(id) => meet_again(import, site, item, &key, id),
        Taken::InThisRun(_) => {
            import.repeated(item);
            Ok(())
        }
        Taken::Never => add(import, site, item, kind, key),
    }
}

fn kind_of(item: &Item) -> PostKind {
    if item.post_type == "page" {
        PostKind::Page
    } else {
        PostKind::Post
    }
}

fn add(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, item: &Item, kind: PostKind, key: String) -> Result<()> {
    let now = site.write.now;
    let name = label(item);
    let title = title_of(import, item, &name);
    let state = state_of(import, item, &name, now);
    let slug = slug_of(item, &title);
    let placement = match kind {
        PostKind::Post => {
            let path = free_path(site, kind, &slug, item.post_id)?;
            note_other_address(import, &name, &slug, &path);
            Placement::at(path)
        }
        PostKind::Page => pages::placement(import, site, item, &name, &slug)?,
    };
    let author = author_of(import, site, &item.creator)?;
    let terms = terms::of_item(import, site, item)?;
    let footnotes = footnotes_of(item);
    let (clean, must_clean_again) = clean_while_reading(import, item, &footnotes);
    let password_hash = item
        .password
        .as_deref()
        .and_then(|password| import.password_hash(password));
    let thumbnail = thumbnail_of(item);
    let picture_id = thumbnail.and_then(|number| picture_numbered(import, number));
    let derives_summary = item.excerpt.trim().is_empty();
    let post = Post {
        id: import.ids.next(now),
        parent_id: placement.parent,
        path: placement.path,
        title,
        source: item.content.clone(),
        source_format: SourceFormat::Html,
        summary: summary_of(item, &clean),
        html: clean.html.clone(),
        status: state.status,
        password_hash,
        author_id: author.id,
        picture_id,
        sticky: item.sticky && kind == PostKind::Post,
        comments_open: item.comments_open,
        position: i32::try_from(item.menu_order).unwrap_or_default(),
        published_at: state.published_at,
        created_at: state.created_at,
        updated_at: state.updated_at,
        ..Post::draft(import.site, kind, now)
    };
    Post::insert(site, &post)?;
    import.ledger.remember(site, &key, post.id)?;
    let original = originals::of_item(import, item);
    originals::keep(import, site, &key, original, Some(taken_as(&post)))?;
    Term::assign(site, post.id, &terms)?;
    comments::take(import, site, item, &post, &author)?;
    renew_post(site, &post, import.ids.moment(now))?;
    count(import, &post);
    let old_addresses = import.addresses.old_addresses(item);
    if kind == PostKind::Page {
        import.pages.add(item.post_id, &post, placement.is_final);
    }
    if placement.is_final {
        let url = pages::public_url(&post, &slug);
        remember_addresses(import, item.post_id, &post, &old_addresses, &url);
        redirect_addresses(import, site, &post, &old_addresses, &url)?;
    }
    let waiting = Waiting {
        number: item.post_id,
        post: post.id,
        key,
        label: name,
        slug,
        parent: item.post_parent,
        needs_place: !placement.is_final,
        thumbnail: thumbnail.filter(|_| picture_id.is_none()),
        must_clean_again,
        footnotes,
        derives_summary,
        old_addresses,
    };
    if !must_clean_again {
        note_cleaning(import, &waiting.label, &clean);
    }
    wait(import, site, waiting, &clean)
}

/// Puts a post among those that are finished at the end, if anything about it must wait.
fn wait(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, mut waiting: Waiting, clean: &Clean) -> Result<()> {
    let footnotes: usize = waiting
        .footnotes
        .iter()
        .map(|note| note.id.len() + note.content.len())
        .sum();
    if waiting.must_clean_again && import.waiting_footnotes + footnotes > MOST_WAITING_FOOTNOTES {
        waiting.must_clean_again = false;
        let why = "Its footnotes are too long to be looked at again at the end.";
        import
            .reporter
            .note(&waiting.label, "links and pictures further on in the file", why);
        note_cleaning(import, &waiting.label, clean);
    }
    if waiting.must_clean_again {
        import.waiting_footnotes += footnotes;
    } else {
        waiting.footnotes.clear();
    }
    if !waiting.must_clean_again && !waiting.needs_place && waiting.thumbnail.is_none() {
        return import.ledger.mark_finished(site, &waiting.key);
    }
    import.ledger.mark_unfinished(site, &waiting.key, waiting.post)?;
    import.waiting.push(waiting);
    Ok(())
}

/// A post that an earlier run took: its new comments are taken, and what could not be finished is
/// tried again unless somebody has changed the text since.
fn meet_again(import: &mut Import<'_>, site: &mut SiteWrite<'_, '_>, item: &Item, key: &str, id: Id) -> Result<()> {
    let Some(post) = Post::find(&mut site.read(), id)? else {
        // It was deleted here since, and stays so.
        return Ok(());
    };
    let author = author_of(import, site, &item.creator)?;
    terms::of_item(import, site, item)?;
    comments::take(import, site, item, &post, &author)?;
    let slug = slug_of(item, &post.title);
    let old_addresses = import.addresses.old_addresses(item);
    let is_unfinished = import.ledger.is_unfinished(key);
    let needs_place = post.kind == PostKind::Page && is_unfinished && item.post_parent != 0 && post.parent_id.is_none();
    if post.kind == PostKind::Page {
        import.pages.add(item.post_id, &post, !needs_place);
    }
    if !needs_place {
        let url = pages::public_url(&post, &slug);
        remember_addresses(import, item.post_id, &post, &old_addresses, &url);
    }
    if !is_unfinished {
        return Ok(());
    }
    let is_as_imported = post.source_format == SourceFormat::Html && post.source == item.content;
    let waiting = Waiting {
        number: item.post_id,
        post: id,
        key: key.to_owned(),
        label: label(item),
        slug,
        parent: item.post_parent,
        needs_place,
        thumbnail: thumbnail_of(item).filter(|_| post.picture_id.is_none()),
        must_clean_again: is_as_imported,
        footnotes: footnotes_of(item),
        derives_summary: item.excerpt.trim().is_empty(),
        old_addresses,
    };
    wait(import, site, waiting, &Clean::default())
}

/// Remembers where a public post is now. A hidden one has no address anybody may learn.
pub(super) fn remember_addresses(
    import: &mut Import<'_>,
    number: i64,
    post: &Post,
    old_addresses: &[String],
    url: &str,
) {
    if post.status != Status::Published {
        return;
    }
    for old in old_addresses {
        import.addresses.moved(old, url);
    }
    if number > 0 {
        import.addresses.moved_number(number, url);
    }
}

/// Keeps the old addresses of a public post working.
pub(super) fn redirect_addresses(
    import: &mut Import<'_>,
    site: &mut SiteWrite<'_, '_>,
    post: &Post,
    old_addresses: &[String],
    url: &str,
) -> Result<()> {
    if post.status != Status::Published {
        return Ok(());
    }
    old_addresses.iter().try_for_each(|old| import.redirect(site, old, url))
}

/// A path like `wanted` that is free.
pub(super) fn free_path(site: &mut SiteWrite<'_, '_>, kind: PostKind, wanted: &str, number: i64) -> Result<String> {
    let mut attempts = 0;
    let found = free_slug(wanted, |candidate| -> Result<bool> {
        attempts += 1;
        if attempts > MOST_ATTEMPTS {
            return Ok(false);
        }
        Ok(pages::is_reserved(kind, candidate) || Post::path_is_taken(&mut site.read(), kind, candidate)?)
    })?;
    if attempts <= MOST_ATTEMPTS {
        return Ok(found);
    }
    // Hundreds of items of one name: their numbers tell them apart at once.
    free_slug(&format!("{wanted}-{number}"), |candidate| {
        Post::path_is_taken(&mut site.read(), kind, candidate)
    })
}

/// Notes that an item has another address than its slug promises.
pub(super) fn note_other_address(import: &mut Import<'_>, name: &str, wanted: &str, path: &str) {
    if wanted != path {
        let what = format!("its address “{wanted}” became “{path}”");
        import.reporter.note(name, &what, "The address is taken.");
    }
}

/// Notes what a text lost.
pub(super) fn note_cleaning(import: &mut Import<'_>, name: &str, clean: &Clean) {
    for note in &clean.notes {
        let is_file = matches!(note.kind, NoteKind::ForeignImage | NoteKind::ForeignMedia);
        let why = if is_file && import.addresses.file(&note.detail).is_some() {
            "missing file: it became a link"
        } else {
            note.kind.sentence()
        };
        import.reporter.note(name, &note.detail, why);
    }
}

/// The beginning of a text, for lists.
pub(super) fn beginning_of(clean: &Clean) -> String {
    let teaser = clean.more_at.and_then(|end| clean.html.get(..end));
    summary(teaser.unwrap_or(&clean.html), LONGEST_BEGINNING)
}

fn summary_of(item: &Item, clean: &Clean) -> String {
    if !item.excerpt.trim().is_empty() {
        return excerpt(&item.excerpt, LONGEST_EXCERPT);
    }
    if item.password.is_some() {
        // The beginning of a protected text is protected too.
        return String::new();
    }
    beginning_of(clean)
}

/// A text as its page here shows it: clean, its headings beneath the page's own title.
pub(super) fn cleaned(source: &str, number: i64, footnotes: &[Footnote], lookup: &mut Lookup<'_, '_>) -> Clean {
    let mut clean = clean_with_footnotes(source, number, footnotes, lookup);
    // No byte more or less: the place of the "more" mark stays where it is.
    clean.html = with_headings_in_order(&clean.html);
    clean
}

fn clean_while_reading(import: &Import<'_>, item: &Item, footnotes: &[Footnote]) -> (Clean, bool) {
    let mut lookup = Lookup::while_reading(&import.addresses);
    let clean = cleaned(&item.content, item.post_id, footnotes, &mut lookup);
    (clean, lookup.may_be_answered_later || lookup.misses_files)
}

fn title_of(import: &mut Import<'_>, item: &Item, name: &str) -> String {
    let title = plain_line(&item.title, LONGEST_TITLE);
    if item.title.contains('<') && !title.contains('<') {
        import
            .reporter
            .note(name, "marks in its title", "Titles are plain text.");
    }
    title
}

fn slug_of(item: &Item, title: &str) -> String {
    let written = item.post_name.strip_suffix("__trashed").unwrap_or(&item.post_name);
    first_slug(&[written, title]).unwrap_or_else(|| format!("post-{}", item.post_id))
}

fn footnotes_of(item: &Item) -> Vec<Footnote> {
    item.meta
        .iter()
        .find(|(key, _)| key == "footnotes")
        .map(|(_, value)| footnotes_from_meta(value))
        .unwrap_or_default()
}

fn thumbnail_of(item: &Item) -> Option<i64> {
    item.meta
        .iter()
        .find(|(key, _)| key == "_thumbnail_id")
        .and_then(|(_, value)| value.trim().parse().ok())
        .filter(|number| *number > 0)
}

/// The picture here of the attachment with this number.
pub(super) fn picture_numbered(import: &Import<'_>, number: i64) -> Option<Id> {
    let attachment = import.addresses.attachment(number)?;
    attachment.picture.as_ref().map(|(id, _)| *id)
}

/// What an item was made into.
pub(super) fn taken_as(post: &Post) -> TakenAs {
    TakenAs {
        title: post.title.clone(),
        slug: post.path.rsplit('/').next().unwrap_or_default().to_owned(),
        summary: post.summary.clone(),
        updated_at: Some(post.updated_at),
    }
}

fn count(import: &mut Import<'_>, post: &Post) {
    match post.kind {
        PostKind::Post => import.reporter.report.posts += 1,
        PostKind::Page => import.reporter.report.pages += 1,
    }
    import.reporter.state(post.status.as_str());
    if post.password_hash.is_some() {
        import.reporter.state("password");
    }
    if post.sticky {
        import.reporter.state("sticky");
    }
}

/// Where an item is on its way to the public, and since when.
struct State {
    status: Status,
    published_at: Option<Instant>,
    created_at: Instant,
    updated_at: Instant,
}

fn state_of(import: &mut Import<'_>, item: &Item, name: &str, now: Instant) -> State {
    let stated: Option<Instant> = item.published_at.map(|moment| {
        if item.published_at_is_local {
            local_to_instant(zone_or_utc(&import.time_zone), moment.naive_utc())
        } else {
            moment.into()
        }
    });
    let modified: Option<Instant> = item.modified_at.map(Into::into);
    // What was never public has the date of its last change, which is none of publication.
    let planned = stated.filter(|_| !item.published_at_is_local);
    let (status, published_at) = match &item.status {
        wxr::Status::Publish | wxr::Status::Future => {
            let moment = stated.or(modified).unwrap_or(now);
            if stated.is_none() {
                let why = "The file gives none.";
                import.reporter.note(name, "its date", why);
            } else if item.published_at_is_local {
                let why = "The file gives it without a zone; the site's own was taken.";
                import.reporter.note(name, "its date", why);
            }
            (public_at(import, item, name, moment, now), Some(moment))
        }
        wxr::Status::Private => (Status::Private, stated),
        wxr::Status::Trash => (Status::Trashed, stated),
        wxr::Status::Pending => (Status::Pending, planned),
        wxr::Status::Draft => (Status::Draft, planned),
        wxr::Status::Inherit | wxr::Status::AutoDraft | wxr::Status::Other(_) => {
            let what = match &item.status {
                wxr::Status::Other(state) => format!("its state “{state}” became draft"),
                _ => "its state became draft".to_owned(),
            };
            import
                .reporter
                .note(name, &what, "The state is not one of WordPress's own for texts.");
            (Status::Draft, planned)
        }
    };
    let created_at = stated.or(modified).unwrap_or(now).min(now);
    State {
        status,
        published_at,
        created_at,
        updated_at: modified.unwrap_or(created_at).max(created_at),
    }
}

fn public_at(import: &mut Import<'_>, item: &Item, name: &str, moment: Instant, now: Instant) -> Status {
    if moment > now {
        if item.status == wxr::Status::Publish {
            let why = "Its date is in the future.";
            import.reporter.note(name, "it is scheduled", why);
        }
        return Status::Scheduled;
    }
    if item.status == wxr::Status::Future {
        let why = "It was scheduled there, and its time has come since.";
        import.reporter.note(name, "it is published", why);
    }
    Status::Published
}

/// The address of a post or page as links name it.
pub(super) fn url_of(post: &Post) -> String {
    encoded(&post.url())
}
