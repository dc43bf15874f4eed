//! The run itself: from the file to the report.

use std::collections::HashMap;
use std::io::BufRead;

use umbel_core::tree::Redirect;
use umbel_core::{Error, Id, Instant, Result, SiteId, SiteWrite, Store, Write, password};
use umbel_media::store::MediaStore;

use super::addresses::Addresses;
use super::attachments::{self, StoredFiles};
use super::batch::{Batch, End};
use super::finish::{Waiting, finish};
use super::ledger::Ledger;
use super::menus::{self, Menus};
use super::pages::Pages;
use super::people::{self, People};
use super::posts;
use super::report::{ImportReport, Reporter};
use super::terms::{self, Terms};
use super::words::plain_line;
use super::{ImportOptions, Progress};
use crate::wxr::{Channel, Item, Reader, Record};

/// The longest title in a remark, in characters.
const LONGEST_LABEL: usize = 80;

/// The transactions of a run.
pub(super) enum Transactions<'t, 'c> {
    /// One for each batch, durable when it ends.
    Several(&'t Store),
    /// One for all, which somebody else ends.
    One(&'t mut Write<'c>),
}

impl Transactions<'_, '_> {
    /// Runs `write` in a transaction.
    pub(super) fn write<T>(&mut self, write: impl FnOnce(&mut Write<'_>) -> Result<T>) -> Result<T> {
        match self {
            Self::Several(store) => store.write(write),
            Self::One(transaction) => write(transaction),
        }
    }
}

/// An import under way.
pub(super) struct Import<'a> {
    pub(super) site: SiteId,
    pub(super) media: &'a MediaStore,
    pub(super) options: &'a ImportOptions,
    /// The site's own clocks, for dates that were written down without a zone.
    pub(super) time_zone: String,
    pub(super) reporter: Reporter,
    pub(super) ledger: Ledger,
    pub(super) addresses: Addresses,
    pub(super) ids: Ids,
    pub(super) people: People,
    pub(super) terms: Terms,
    pub(super) menus: Menus,
    pub(super) pages: Pages,
    pub(super) waiting: Vec<Waiting>,
    /// Bytes of footnotes that wait with their posts.
    pub(super) waiting_footnotes: usize,
    /// Hashes of passwords: making one takes long, and many posts share theirs.
    passwords: HashMap<String, String>,
}

/// New identifiers. Those made in the same millisecond differ only by chance, so each gets its own.
#[derive(Default)]
pub(super) struct Ids(Option<Instant>);

impl Ids {
    /// An identifier made at `now` or as soon after as is free.
    pub(super) fn next(&mut self, now: Instant) -> Id {
        Id::new(self.moment(now))
    }

    /// The first moment from `now` on that no identifier was made at, for what makes its own.
    pub(super) fn moment(&mut self, now: Instant) -> Instant {
        const MILLISECOND: i64 = 1_000;
        let moment = match self.0 {
            Some(last) => now.max(Instant::from_microseconds(last.microseconds() + MILLISECOND)),
            None => now,
        };
        self.0 = Some(moment);
        moment
    }
}

/// Reads `input` and writes what it holds.
pub(super) fn run(
    transactions: &mut Transactions<'_, '_>,
    media: &MediaStore,
    site: SiteId,
    input: impl BufRead,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport> {
    let mut reader = Reader::new(input);
    let channel = match reader.next() {
        Some(Ok(Record::Channel(channel))) => channel,
        Some(Err(error)) => {
            return Ok(ImportReport {
                failure: Some(error.to_string()),
                ..ImportReport::default()
            });
        }
        // The reader always begins with the channel.
        Some(Ok(_)) | None => return Ok(ImportReport::default()),
    };
    let mut import = transactions.write(|write| Import::begin(write, media, site, options, &channel))?;
    let mut done = 0;
    loop {
        let batch = Batch::read(&mut reader);
        import.take_batch(transactions, &batch)?;
        for item in batch.items() {
            done += 1;
            let title = plain_line(&item.title, LONGEST_LABEL);
            progress(Progress::Item { title, done });
        }
        match batch.end {
            None => {}
            Some(End::Complete) => break,
            Some(End::Broken(error)) => {
                import.reporter.report.failure = Some(error.to_string());
                break;
            }
        }
    }
    finish(&mut import, transactions)?;
    let dropped = reader.dropped_characters();
    if dropped > 0 {
        let what = format!("{dropped} characters");
        let why = "XML forbids them, and they mean nothing.";
        import.reporter.note("the file", &what, why);
    }
    import.reporter.report.already_there = import.ledger.recognised;
    Ok(import.reporter.finish())
}

impl<'a> Import<'a> {
    fn begin(
        write: &mut Write<'_>,
        media: &'a MediaStore,
        site: SiteId,
        options: &'a ImportOptions,
        channel: &Channel,
    ) -> Result<Self> {
        let mut site_write = SiteWrite::new(site, write);
        let home = site_write.home()?;
        let source = [&channel.base_blog_url, &channel.link]
            .into_iter()
            .map(|address| address.trim().trim_end_matches('/'))
            .find(|address| !address.is_empty())
            .unwrap_or("wordpress");
        let addresses =
            Addresses::of(channel).ok_or_else(|| Error::Invalid("the export has no address of its own".into()))?;
        let mut scope = site_write.read();
        Ok(Self {
            site,
            media,
            options,
            time_zone: home.time_zone,
            reporter: Reporter::default(),
            ledger: Ledger::load(&mut scope, source)?,
            addresses,
            ids: Ids::default(),
            people: People::default(),
            terms: Terms::load(&mut scope)?,
            menus: Menus::default(),
            pages: Pages::default(),
            waiting: Vec::new(),
            waiting_footnotes: 0,
            passwords: HashMap::new(),
        })
    }

    /// Writes a batch. What takes long is done before its transaction begins.
    fn take_batch(&mut self, transactions: &mut Transactions<'_, '_>, batch: &Batch) -> Result<()> {
        for password in batch.items().filter_map(|item| item.password.as_deref()) {
            if !self.passwords.contains_key(password) {
                let hash = password::hash(password)?;
                self.passwords.insert(password.to_owned(), hash);
            }
        }
        let files = StoredFiles::of(self, batch)?;
        let outcome = transactions.write(|write| {
            let mut site = SiteWrite::new(self.site, write);
            batch
                .records
                .iter()
                .try_for_each(|record| self.take(&mut site, record, &files))
        });
        if outcome.is_err() {
            files.take_away(self.media, self.site.number());
        }
        outcome
    }

    fn take(&mut self, site: &mut SiteWrite<'_, '_>, record: &Record, files: &StoredFiles) -> Result<()> {
        let item = match record {
            Record::Channel(_) => return Ok(()),
            Record::Author(author) => return people::take(self, site, author),
            Record::Term(term) => return terms::take(self, site, term),
            Record::Item(item) => item,
        };
        match item.post_type.as_str() {
            "post" | "page" => posts::take(self, site, item),
            "attachment" => attachments::take(self, site, item, files),
            "nav_menu_item" => {
                menus::take(self, item);
                Ok(())
            }
            other => {
                self.note_type(other, item);
                Ok(())
            }
        }
    }

    fn note_type(&mut self, post_type: &str, item: &Item) {
        let why = match post_type {
            "" => "The file does not say what it is.",
            "wp_navigation" | "wp_template" | "wp_template_part" | "wp_global_styles" => {
                "It belongs to the theme; choose and arrange one of Umbel's."
            }
            "wp_block" => "Reusable blocks are not taken by themselves.",
            "revision" => "Only the last version of a text is taken.",
            "custom_css" | "customize_changeset" => "Styles belong to the theme.",
            _ => "It belongs to a plug-in.",
        };
        let name = if post_type.is_empty() { "of no type" } else { post_type };
        self.reporter.count(&format!("items {name}"), "items not taken", why);
        for _ in &item.comments {
            let why = "What they stand under is not taken.";
            self.reporter
                .count(&format!("comments on items {name}"), "comments not taken", why);
        }
    }

    /// Notes something that stands in the file twice.
    pub(super) fn repeated(&mut self, item: &Item) {
        let why = "Another item of the file has the same number and came first.";
        self.reporter.note(&label(item), "the item", why);
    }

    /// Remembers that what was at `old` is now at `new`.
    pub(super) fn redirect(&mut self, site: &mut SiteWrite<'_, '_>, old: &str, new: &str) -> Result<()> {
        if !Addresses::leads_elsewhere(old, new) {
            return Ok(());
        }
        let known = Redirect::find(&mut site.read(), &[old.to_owned()])?;
        if known.as_deref() == Some(new) {
            return Ok(());
        }
        Redirect::remember(site, old, new)?;
        self.reporter.report.redirects += usize::from(known.is_none());
        Ok(())
    }

    /// The hash of a password of this batch.
    pub(super) fn password_hash(&self, password: &str) -> Option<String> {
        self.passwords.get(password).cloned()
    }
}

/// An item as remarks name it.
pub(super) fn label(item: &Item) -> String {
    let kind = if item.post_type.is_empty() {
        "item"
    } else {
        &item.post_type
    };
    let title = plain_line(&item.title, LONGEST_LABEL);
    format!("{kind} {} “{title}”", item.post_id)
}

/// The key by which an item is recognised.
pub(super) fn key_of_item(kind: &str, item: &Item) -> String {
    if item.post_id > 0 {
        return format!("{kind}:{}", item.post_id);
    }
    match [&item.guid, &item.link].into_iter().find(|address| !address.is_empty()) {
        Some(address) => format!("{kind}:at:{address}"),
        None => format!("{kind}:byte:{}", item.position),
    }
}
