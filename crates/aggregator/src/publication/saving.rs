//! Saving what somebody wrote: nothing is overwritten silently, and what was before can be brought back.

use umbel_core::content::{
    Author, Media, MediaKind, Post, PostKind, Reach, Revision, SourceFormat, Status, Taxonomy, Term, WorkingCopy,
    illustrate,
};
use umbel_core::markdown;
use umbel_core::people::{Act, Standing, names_at, record};
use umbel_core::slug::{free_slug, slugify};
use umbel_core::token::Token;
use umbel_core::{Error, Id, Instant, Result, SiteWrite};

use super::addresses::change_path;
use super::renew_post;
use super::states::{Step, after, owns, refuse_when_archived, steps};

/// What is to become of a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Password {
    /// It stays as it is.
    Stays,
    /// There is none.
    None,
    /// The hash of another one.
    Is(String),
}

/// A text, with the safe HTML made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// The title, one line of plain text.
    pub title: String,
    /// What was written.
    pub source: String,
    /// What it was written in.
    pub format: SourceFormat,
    /// One or two sentences, plain text.
    pub summary: String,
    html: String,
}

impl NewText {
    /// A text. Making HTML of it takes time, so it happens before the transaction.
    #[must_use]
    pub fn new(title: String, source: String, format: SourceFormat, summary: String) -> Self {
        let html = match format {
            SourceFormat::Markdown => markdown::to_html(&source),
            SourceFormat::Html => markdown::sanitize(&source),
        };
        Self {
            title,
            source,
            format,
            summary,
            html,
        }
    }

    /// The safe HTML.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    fn differs_from(&self, post: &Post) -> bool {
        self.title != post.title
            || self.source != post.source
            || self.summary != post.summary
            || self.format != post.source_format
    }
}

/// What somebody wants a post or page to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its text.
    pub text: NewText,
    /// The last part of its address; empty to have it made of the title.
    pub address: String,
    /// Its picture.
    pub picture: Option<Id>,
    /// How far up it may be shown.
    pub reach: Reach,
    /// Whether it stays on top.
    pub sticky: bool,
    /// Whether comments may be written.
    pub comments_open: bool,
    /// Its password.
    pub password: Password,
    /// Whether it is for members alone.
    pub for_members: bool,
    /// When it was or should be published.
    pub published_at: Option<Instant>,
    /// The page above, for pages.
    pub parent: Option<Id>,
    /// Its place among its siblings, for pages.
    pub position: i32,
    /// Its topics, as (slug, name).
    pub topics: Vec<(String, String)>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// What became of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Yes(Box<Post>),
    /// Somebody saved it since: this is how it stands. Nothing was changed.
    MeanwhileChanged(Box<Post>),
}

/// Begins a post or page: an empty draft, or the one this person began and never used.
///
/// # Errors
/// When the database refuses.
pub fn begin(site: &mut SiteWrite<'_, '_>, by: &Standing, kind: PostKind, now: Instant) -> Result<Post> {
    if let Some(unused) = Post::unused_draft(&mut site.read(), kind, by.account.id)? {
        return Ok(unused);
    }
    let post = Post {
        saved_by: Some(by.account.id),
        saved_at: Some(now),
        ..Post::draft(site.site, kind, now)
    };
    Post::insert(site, &post)?;
    Ok(post)
}

/// Saves what somebody wrote and takes a step with it: the row, its former text, its terms, its address, the newswire,
/// the search and the log change together.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when they may not; [`Error::Taken`] when the
/// address is in use; [`Error::Invalid`] when it cannot be like that.
pub fn save(
    site: &mut SiteWrite<'_, '_>,
    by: &Standing,
    id: Id,
    version: i64,
    wanted: &Wanted,
    step: Step,
    now: Instant,
) -> Result<Saved> {
    let before = Post::hold(site, id)?.ok_or(Error::NotFound("the post"))?;
    let possible = steps(&mut site.read(), by, &before)?;
    if !possible.contains(&step) || matches!(step, Step::Bin | Step::Restore) {
        return Err(Error::Refused);
    }
    if before.version != version {
        return Ok(Saved::MeanwhileChanged(Box::new(before)));
    }
    let is_own = owns(&mut site.read(), by.account.id, &before)?;
    let mut post = before.clone();
    post.picture_id = picture(site, wanted.picture)?;
    post.reach = wanted.reach;
    post.sticky = wanted.sticky && post.kind == PostKind::Post;
    post.comments_open = wanted.comments_open;
    post.for_members = wanted.for_members;
    post.password_hash = match &wanted.password {
        Password::Stays => before.password_hash.clone(),
        Password::None => None,
        Password::Is(hash) => Some(hash.clone()),
    };
    post.position = wanted.position;
    post.published_at = wanted.published_at;
    (post.status, post.published_at) = after(&before, &post, step, now)?;
    if post.status != before.status && !matches!(post.status, Status::Draft | Status::Pending) {
        refuse_when_archived(site)?;
    }
    if post.author_id.is_none() && before.saved_by == Some(by.account.id) && before.version == 1 {
        let name = names_at(&mut site.read(), &[by.account.id])?
            .remove(&by.account.id)
            .unwrap_or_default();
        post.author_id = Some(Author::of_account(site, by.account.id, &name)?.id);
    }
    put_text(site, &before, &mut post, &wanted.text, by, now)?;
    let path = path(site, &mut post, wanted)?;
    // What it is must be in place before its address leaves a trace: that depends on what everybody saw until now.
    let after_step = post.status;
    post.status = before.status;
    change_path(site, &mut post, path, now)?;
    post.status = after_step;
    post.save(site)?;
    let terms = terms(site, wanted)?;
    Term::assign(site, post.id, &terms)?;
    renew_post(site, &post, now)?;
    WorkingCopy::forget(site, post.id, by.account.id)?;
    note(site, by, &before, &post, is_own)?;
    Ok(Saved::Yes(Box::new(post)))
}

/// Brings an earlier text back; the one that stood until now becomes an earlier one.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post or text; [`Error::Refused`] when `by` may not.
pub fn bring_back(site: &mut SiteWrite<'_, '_>, by: &Standing, post: Id, revision: Id, now: Instant) -> Result<Post> {
    let revision = Revision::find(&mut site.read(), post, revision)?.ok_or(Error::NotFound("the text"))?;
    let text = NewText::new(
        revision.title,
        revision.source,
        revision.source_format,
        revision.summary,
    );
    replace_text(site, by, post, &text, now)
}

/// Puts a text into another form: from now on it is written in Markdown.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when `by` may not.
pub fn turn_into_markdown(
    site: &mut SiteWrite<'_, '_>,
    by: &Standing,
    post: Id,
    text: &NewText,
    now: Instant,
) -> Result<Post> {
    replace_text(site, by, post, text, now)
}

fn replace_text(site: &mut SiteWrite<'_, '_>, by: &Standing, post: Id, text: &NewText, now: Instant) -> Result<Post> {
    let before = Post::hold(site, post)?.ok_or(Error::NotFound("the post"))?;
    if !steps(&mut site.read(), by, &before)?.contains(&Step::Save) {
        return Err(Error::Refused);
    }
    let is_own = owns(&mut site.read(), by.account.id, &before)?;
    let mut post = before.clone();
    put_text(site, &before, &mut post, text, by, now)?;
    post.save(site)?;
    renew_post(site, &post, now)?;
    note(site, by, &before, &post, is_own)?;
    Ok(post)
}

/// Makes a secret link to a draft, for somebody without an account, in place of the one there was. The token is told
/// this once.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post; [`Error::Refused`] when `by` may not.
pub fn share_preview(site: &mut SiteWrite<'_, '_>, by: &Standing, post: Id) -> Result<Token> {
    let token = Token::new();
    set_preview(site, by, post, Some(token.hash()), Act::PreviewShared)?;
    Ok(token)
}

/// Makes the secret link to a draft void.
///
/// # Errors
/// As [`share_preview`].
pub fn revoke_preview(site: &mut SiteWrite<'_, '_>, by: &Standing, post: Id) -> Result<()> {
    set_preview(site, by, post, None, Act::PreviewRevoked)
}

fn set_preview(site: &mut SiteWrite<'_, '_>, by: &Standing, post: Id, hash: Option<String>, act: Act) -> Result<()> {
    let mut post = Post::hold(site, post)?.ok_or(Error::NotFound("the post"))?;
    if !steps(&mut site.read(), by, &post)?.contains(&Step::Save) {
        return Err(Error::Refused);
    }
    post.preview_hash = hash;
    post.save(site)?;
    record(site, Some(by), act, &post.title, "")
}

/// Forgets what somebody wrote and did not save. Where that began with a text that somebody else has changed since, it
/// stays among the earlier texts: whoever takes the other's text may want theirs back.
///
/// # Errors
/// When the database refuses.
pub fn forget_copy_of(site: &mut SiteWrite<'_, '_>, by: &Standing, post: &Post, now: Instant) -> Result<()> {
    let copy = WorkingCopy::find(&mut site.read(), post.id, by.account.id)?;
    if let Some(copy) = copy.filter(|copy| copy.is_changed && copy.base_version < post.version) {
        let name = names_at(&mut site.read(), &[by.account.id])?
            .remove(&by.account.id)
            .unwrap_or_default();
        let theirs = Post {
            title: copy.title,
            source: copy.source,
            summary: copy.summary,
            saved_by: Some(by.account.id),
            saved_at: Some(copy.seen_at),
            ..post.clone()
        };
        Revision::keep(site, &Revision::of(&theirs, &name, now))?;
    }
    WorkingCopy::forget(site, post.id, by.account.id)
}

/// Puts a text into a post, keeps the former one, and says who did it.
fn put_text(
    site: &mut SiteWrite<'_, '_>,
    before: &Post,
    post: &mut Post,
    text: &NewText,
    by: &Standing,
    now: Instant,
) -> Result<()> {
    let is_empty = before.title.is_empty() && before.source.is_empty() && before.summary.is_empty();
    if text.differs_from(before) {
        if !is_empty {
            let name = former_name(site, before)?;
            Revision::keep(site, &Revision::of(before, &name, now))?;
        }
        post.updated_at = now;
    }
    post.title.clone_from(&text.title);
    post.source.clone_from(&text.source);
    post.source_format = text.format;
    post.summary.clone_from(&text.summary);
    post.html = illustrate(&mut site.read(), &text.html)?;
    post.version = before.version + 1;
    post.saved_by = Some(by.account.id);
    post.saved_at = Some(now);
    Ok(())
}

/// What whoever saved the text that stands now is called; else its author.
fn former_name(site: &mut SiteWrite<'_, '_>, before: &Post) -> Result<String> {
    if let Some(account) = before.saved_by {
        return Ok(names_at(&mut site.read(), &[account])?
            .remove(&account)
            .unwrap_or_default());
    }
    Ok(match before.author_id {
        Some(author) => Author::by_id(&mut site.read(), &[author])?
            .remove(&author)
            .map(|author| author.name)
            .unwrap_or_default(),
        None => String::new(),
    })
}

/// Where it is to stand: beneath its parent, under the address that was typed or one made of its title.
fn path(site: &mut SiteWrite<'_, '_>, post: &mut Post, wanted: &Wanted) -> Result<String> {
    let parent = match wanted.parent {
        Some(parent) if post.kind == PostKind::Page => {
            let parent = Post::find(&mut site.read(), parent)?
                .filter(|parent| parent.kind == PostKind::Page && parent.status != Status::Trashed)
                .ok_or_else(|| Error::Invalid("there is no such page to stand beneath".into()))?;
            let own = format!("{}/", post.path);
            if parent.id == post.id || parent.path.starts_with(&own) {
                return Err(Error::Invalid("a page cannot stand beneath itself".into()));
            }
            Some(parent)
        }
        _ => None,
    };
    post.parent_id = parent.as_ref().map(|parent| parent.id);
    let beneath = |last: &str| match &parent {
        Some(parent) => format!("{}/{last}", parent.path),
        None => last.to_owned(),
    };
    // What came with an import keeps its address to the letter, even one that would not be made here.
    let stands = match post.kind {
        PostKind::Post => post.path.as_str(),
        PostKind::Page => post.path.rsplit('/').next().unwrap_or_default(),
    };
    let typed = slugify(&wanted.address);
    if wanted.address == stands {
        return Ok(beneath(stands));
    }
    if !typed.is_empty() {
        return Ok(beneath(&typed));
    }
    let made = slugify(&wanted.text.title);
    let last = if made.is_empty() { stands } else { made.as_str() };
    free_slug(&beneath(last), |path| {
        Ok(path != post.path && Post::path_is_taken(&mut site.read(), post.kind, path)?)
    })
}

fn picture(site: &mut SiteWrite<'_, '_>, wanted: Option<Id>) -> Result<Option<Id>> {
    let Some(id) = wanted else { return Ok(None) };
    Media::by_id(&mut site.read(), &[id])?
        .remove(&id)
        .filter(|media| media.kind == MediaKind::Picture)
        .map(|media| Some(media.id))
        .ok_or_else(|| Error::Invalid("there is no such picture".into()))
}

/// The terms, made where the site does not have them yet.
fn terms(site: &mut SiteWrite<'_, '_>, wanted: &Wanted) -> Result<Vec<Id>> {
    let mut terms = Vec::new();
    for (slug, name) in &wanted.topics {
        terms.push(Term::find_or_insert(site, Taxonomy::Topic, slug, name)?.id);
    }
    for tag in &wanted.tags {
        let slug = slugify(tag);
        if !slug.is_empty() {
            terms.push(Term::find_or_insert(site, Taxonomy::Tag, &slug, tag)?.id);
        }
    }
    Ok(terms)
}

/// Writes into the log what others may want to know: that somebody saved a draft of their own is nobody's business.
fn note(site: &mut SiteWrite<'_, '_>, by: &Standing, before: &Post, post: &Post, is_own: bool) -> Result<()> {
    let act = match (before.status == post.status, post.status) {
        (false, Status::Pending) => Act::PostSubmitted,
        (false, Status::Scheduled) => Act::PostScheduled,
        (false, Status::Published) => Act::PostPublished,
        (false, Status::Private) => Act::PostForMembers,
        (false, Status::Draft) => Act::PostTakenBack,
        (true, Status::Published | Status::Private | Status::Scheduled) => Act::PostChanged,
        (true, _) if !is_own => Act::PostChanged,
        _ => return Ok(()),
    };
    record(site, Some(by), act, &post.title, "")
}
