//! What makes the demo's workplaces alive: drafts, what waits for somebody, what was decided, how often things were read.

mod files;
mod texts;

use aggregator::publication::renew_post;
use diesel::prelude::*;
use umbel_core::content::{
    Author, Comment, CommentStatus, Post, PostKind, ReadTarget, Revision, Status, Taxonomy, Term, day_of,
    note_subscribers,
};
use umbel_core::email::EmailAddress;
use umbel_core::markdown::{summary, to_html};
use umbel_core::moderation::{ActKind, AppealState, ModerationAct, Report, ReportState, SubjectKind};
use umbel_core::people::{Account, standing};
use umbel_core::schema::{comments, events, moderation_acts, posts, read_counts};
use umbel_core::slug::slugify;
use umbel_core::tree::{HostName, MenuItem, Site};
use umbel_core::{Error, Id, Instant, Result, SiteWrite, Store};
use umbel_media::store::MediaStore;

use crate::content;
use texts::{ActText, CommentText, PostText, ReportText, WorkplaceText};

/// Which sites get one: the folder of their texts, and their host beneath the umbrella.
const SITES: [(&str, &str); 2] = [
    ("cosecha-boston", "boston.cosecha"),
    ("cosecha-madrid", "madrid.cosecha"),
];
/// For so many days it is invented how often things were read.
const DAYS_OF_READS: i64 = 45;
const DAY_SECONDS: i64 = 86_400;

/// Fills the workplaces that are empty still; what somebody has done in one stays as it is.
///
/// # Errors
/// When the database refuses or a document cannot be stored. Each site is one transaction.
pub fn fill(store: &Store, media: &MediaStore, umbrella: &str) -> Result<()> {
    for (folder, label) in SITES {
        let text: WorkplaceText = content::read(&format!("sites/{folder}/workplace.toml"))?;
        let host = HostName::parse(&format!("{label}.{umbrella}"))?;
        store.write(|write| {
            let now = write.now;
            let site = match Site::at_host(write.connection, &host) {
                Ok(site) => site,
                // Somebody gave the demo's site another address.
                Err(Error::NotFound(_)) => return Ok(()),
                Err(error) => return Err(error),
            };
            let is_filled: i64 = moderation_acts::table
                .filter(moderation_acts::site_id.eq(site.id))
                .count()
                .get_result(write.connection)?;
            if is_filled > 0 {
                return Ok(());
            }
            let mut filling = Filling {
                site: &mut SiteWrite::new(site.id, write),
                text: &text,
                now,
            };
            filling.all(media)
        })?;
    }
    Ok(())
}

/// One workplace being filled.
struct Filling<'f, 'a, 'w> {
    site: &'f mut SiteWrite<'a, 'w>,
    text: &'f WorkplaceText,
    now: Instant,
}

impl Filling<'_, '_, '_> {
    fn all(&mut self, media: &MediaStore) -> Result<()> {
        let text = self.text;
        for post in &text.post {
            self.post(post)?;
        }
        for revision in &text.revision {
            let post = self.published(&revision.post)?;
            self.revision(&post, &revision.by, &revision.body, self.days_ago(revision.days_ago))?;
        }
        for comment in &text.comment {
            self.comment(comment)?;
        }
        for report in &text.report {
            self.report(report)?;
        }
        for act in &text.act {
            self.act(act)?;
        }
        for document in &text.document {
            files::keep(self.site, media, document)?;
        }
        self.footer()?;
        self.reads()
    }

    /// The person a word of the file stands for: a role in it, or the beginning of their address.
    fn account(&mut self, word: &str) -> Result<Account> {
        let name = self.text.people.get(word).map_or(word, String::as_str);
        let email = EmailAddress::parse(&format!("{name}@demo.example"))?;
        Account::with_email(self.site.connection(), &email)?.ok_or(Error::NotFound("a person of the demo"))
    }

    /// What an author is called who stands in the site's texts; somebody with an account gets a name to write under.
    fn author(&mut self, name: &str, account: &Account) -> Result<Author> {
        if let Some(known) = Author::with_slug(&mut self.site.read(), name)? {
            return Ok(known);
        }
        let author = Author {
            site_id: self.site.site,
            id: Id::new(self.now),
            slug: slugify(name),
            name: name.to_owned(),
            bio: String::new(),
            account_id: Some(account.id),
        };
        match Author::with_slug(&mut self.site.read(), &author.slug)? {
            Some(known) => Ok(known),
            None => {
                Author::insert(self.site, &author)?;
                Ok(author)
            }
        }
    }

    fn post(&mut self, text: &PostText) -> Result<()> {
        let saver = self.account(&text.by)?;
        let author = self.author(&text.author, &saver)?;
        let saved_at = self.hours_ago(text.hours_ago);
        let html = to_html(&text.body);
        let state: Status = text.state.parse()?;
        let mut post = Post {
            path: text.slug.clone(),
            title: text.title.clone(),
            source: text.body.trim().to_owned(),
            summary: summary(&html, 280),
            html,
            status: state,
            author_id: Some(author.id),
            published_at: text.in_days.map(|days| self.days_ago(-days)),
            created_at: saved_at,
            updated_at: saved_at,
            saved_by: Some(saver.id),
            saved_at: Some(saved_at),
            version: 1 + i64::try_from(text.earlier.len()).unwrap_or(0),
            ..Post::draft(self.site.site, PostKind::Post, self.now)
        };
        if state == Status::Trashed {
            post.trashed_from = Some(Status::Draft);
            post.trashed_at = Some(saved_at);
            post.path = post.path_in_bin();
        }
        Post::insert(self.site, &post)?;
        let mut terms = Vec::new();
        for slug in &text.topics {
            terms.push(Term::find_or_insert(self.site, Taxonomy::Topic, slug, slug)?.id);
        }
        Term::assign(self.site, post.id, &terms)?;
        for earlier in &text.earlier {
            self.revision(&post, &earlier.by, &earlier.body, self.hours_ago(earlier.hours_ago))?;
        }
        renew_post(self.site, &post, self.now)
    }

    /// What a post said before.
    fn revision(&mut self, post: &Post, by: &str, body: &str, moment: Instant) -> Result<()> {
        let account = self.account(by)?;
        let revision = Revision {
            account_id: Some(account.id),
            source: body.trim().to_owned(),
            created_at: moment,
            ..Revision::of(post, &account.name, self.now)
        };
        Revision::keep(self.site, &revision)
    }

    /// A post that stands on the site.
    fn published(&mut self, slug: &str) -> Result<Post> {
        Post::at_path(&mut self.site.read(), PostKind::Post, slug)?.ok_or(Error::NotFound("a post of the demo"))
    }

    fn comment(&mut self, text: &CommentText) -> Result<()> {
        let post = self.published(&text.post)?;
        let status = match text.status.as_deref() {
            Some(status) => status.parse()?,
            None => CommentStatus::Pending,
        };
        let row = Comment {
            author_name: text.name.clone(),
            source: text.text.clone(),
            html: to_html(&text.text),
            status,
            created_at: self.hours_ago(text.hours_ago),
            held_because: text.because.clone(),
            ..Comment::under(self.site.site, post.id, self.now)
        };
        Comment::insert(self.site, &row)
    }

    fn report(&mut self, text: &ReportText) -> Result<()> {
        let post = self.published(&text.post)?;
        let subject: SubjectKind = text.subject.parse()?;
        let (subject_id, title) = if subject == SubjectKind::Comment {
            let (id, name): (Id, String) = comments::table
                .filter(comments::site_id.eq(self.site.site))
                .filter(comments::post_id.eq(post.id))
                .filter(comments::author_name.eq(&text.title))
                .select((comments::id, comments::author_name))
                .first(self.site.connection())?;
            (id, name)
        } else {
            (post.id, post.title.clone())
        };
        let account_id = match &text.by {
            Some(word) => Some(self.account(word)?.id),
            None => None,
        };
        let report = Report {
            site_id: self.site.site,
            id: Id::new(self.now),
            subject,
            subject_id,
            title,
            url: post.url(),
            reason: text.reason.parse()?,
            note: text.note.clone(),
            account_id,
            network_mark: None,
            state: ReportState::Open,
            created_at: self.hours_ago(text.hours_ago),
            settled_at: None,
        };
        Report::insert(self.site, &report)
    }

    /// A comment of somebody's that was hidden, and their asking for another look.
    fn act(&mut self, text: &ActText) -> Result<()> {
        let post = self.published(&text.post)?;
        let actor = self.account(text.by.as_deref().unwrap_or("editor"))?;
        let author = self.account("member")?;
        let done_at = self.days_ago(text.days_ago);
        let comment = Comment {
            author_name: text.name.clone(),
            source: text.text.clone(),
            html: to_html(&text.text),
            status: CommentStatus::Trashed,
            account_id: Some(author.id),
            created_at: done_at.plus_seconds(-5 * 3_600),
            ..Comment::under(self.site.site, post.id, self.now)
        };
        Comment::insert(self.site, &comment)?;
        let here = self.site.site;
        let by = standing(self.site.connection(), actor, here)?;
        let act = ModerationAct {
            title: summary(&comment.html, 120),
            account_id: Some(author.id),
            reason: text.reason.parse()?,
            note: text.note.clone(),
            before: CommentStatus::Approved.as_str().to_owned(),
            waited_seconds: Some(5 * 3_600),
            created_at: done_at,
            appeal_text: Some(text.appeal.clone()),
            appealed_at: Some(done_at.plus_seconds(11 * 3_600)),
            appeal_state: Some(AppealState::Open),
            ..ModerationAct::of(&by, ActKind::Hidden, SubjectKind::Comment, comment.id, self.now)
        };
        ModerationAct::insert(self.site, &act)
    }

    fn footer(&mut self) -> Result<()> {
        for (position, line) in (0..).zip(&self.text.footer) {
            let item = MenuItem {
                site_id: self.site.site,
                id: Id::new(self.now),
                menu: "footer".into(),
                parent_id: None,
                label: line.text.clone(),
                url: line.url.clone(),
                position,
            };
            MenuItem::insert(self.site, &item)?;
        }
        Ok(())
    }

    /// How often things were read, day by day: more on Mondays than on Saturdays, more while something is new.
    fn reads(&mut self) -> Result<()> {
        let (site, today) = (self.site.site, day_of(self.now));
        let shown: Vec<(Id, Option<Instant>)> = posts::table
            .filter(posts::site_id.eq(site))
            .filter(posts::status.eq(Status::Published))
            .order(posts::id)
            .select((posts::id, posts::published_at))
            .load(self.site.connection())?;
        let dates: Vec<Id> = events::table
            .filter(events::site_id.eq(site))
            .order(events::id)
            .select(events::id)
            .load(self.site.connection())?;
        let mut rows = Vec::new();
        for ago in 0..DAYS_OF_READS {
            let day = today - ago;
            let mut read = |target: ReadTarget, number: usize, usual: i64| {
                let reads = usual * of_the_week(day) * unevenness(day, number) / 10_000;
                if reads > 0 {
                    rows.push((
                        read_counts::site_id.eq(site),
                        read_counts::target.eq(target.text()),
                        read_counts::day.eq(day),
                        read_counts::reads.eq(reads),
                    ));
                }
            };
            read(ReadTarget::Front, 0, self.text.reads);
            for (number, (post, published_at)) in (1..).zip(&shown) {
                let age = day - published_at.map_or(0, day_of);
                if age >= 0 {
                    read(ReadTarget::Post(*post), number, freshness(self.text.reads, age));
                }
            }
            for (number, event) in (50..).zip(&dates) {
                read(ReadTarget::Event(*event), number, self.text.reads / 5);
            }
        }
        for row in rows {
            diesel::insert_into(read_counts::table)
                .values(row)
                .execute(self.site.connection())?;
        }
        for one in &self.text.subscribers {
            note_subscribers(self.site.write, site, &one.reader, one.count)?;
        }
        Ok(())
    }

    const fn hours_ago(&self, hours: f64) -> Instant {
        self.days_ago(hours / 24.0)
    }

    const fn days_ago(&self, days: f64) -> Instant {
        #[expect(clippy::cast_possible_truncation, reason = "a few months of seconds")]
        let seconds = (days * DAY_SECONDS as f64) as i64;
        self.now.plus_seconds(-seconds)
    }
}

/// In hundredths of an ordinary day; 1970 began on a Thursday.
const fn of_the_week(day: i64) -> i64 {
    match day.rem_euclid(7) {
        2 | 3 => 62,
        4 => 128,
        5 => 112,
        _ => 100,
    }
}

/// In hundredths, the same for the same day and thing.
fn unevenness(day: i64, number: usize) -> i64 {
    let mixed = (day.unsigned_abs() + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add((number as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB);
    60 + i64::try_from((mixed >> 33) % 90).unwrap_or(0)
}

/// How often a post is usually read so many days after it came out.
const fn freshness(usual: i64, age: i64) -> i64 {
    usual * 3 / (age + 2) + usual / 20
}
