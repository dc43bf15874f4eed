//! Earlier texts: the list, what changed since, and bringing one back.

use aggregator::publication::{self, Step, steps};
use serde::Serialize;
use umbel_core::content::{Post, PostKind, Revision};
use umbel_core::people::SignedIn;
use umbel_core::{Id, SiteWrite};
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::access::{editor_of, found, room, title_of};
use crate::diff::{Piece, pieces, sample_pieces};
use crate::keep::who_saved;

/// `writing/revisions.html`
#[derive(Clone, Debug, Serialize)]
struct RevisionsView {
    title: String,
    url: String,
    /// Who saved the text that stands now, and when.
    now_by: String,
    now_when: When,
    earlier: Vec<Line>,
}

/// An earlier text in the list.
#[derive(Clone, Debug, Serialize)]
struct Line {
    title: String,
    by: String,
    when: When,
    url: String,
}

/// `writing/revision.html`
#[derive(Clone, Debug, Serialize)]
struct RevisionView {
    title: String,
    url: String,
    action: String,
    token: String,
    by: String,
    when: When,
    title_pieces: Vec<Piece>,
    source_pieces: Vec<Piece>,
    summary_pieces: Vec<Piece>,
    /// The earlier text, whole.
    source: String,
    is_same: bool,
    may_restore: bool,
}

pub(crate) fn of_post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    list(visit, person, PostKind::Post)
}

pub(crate) fn of_page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    list(visit, person, PostKind::Page)
}

pub(crate) fn one_of_post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    one(visit, person, PostKind::Post)
}

pub(crate) fn one_of_page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    one(visit, person, PostKind::Page)
}

fn list(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let lines = Revision::lines(&mut visit.scope(), post.id)?;
    let url = editor_of(kind, post.id);
    let now_by = saver(visit, &post)?;
    let words = visit.words();
    let view = RevisionsView {
        title: title_of(&post.title, &words),
        now_by,
        now_when: words.when(post.saved_at.unwrap_or(post.updated_at)),
        earlier: lines
            .into_iter()
            .map(|line| Line {
                title: title_of(&line.title, &words),
                by: line.author_name,
                when: words.when(line.created_at),
                url: format!("{url}/revisions/{}", line.id),
            })
            .collect(),
        url,
    };
    let heading = words.say("revisions-heading");
    workplace::titled_page(visit, person, room(kind), heading, "writing/revisions.html", &view)
}

fn one(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let id = visit
        .parameter("revision")
        .parse()
        .map(Id)
        .map_err(|_| Problem::NotFound)?;
    let revision = Revision::find(&mut visit.scope(), post.id, id)?.ok_or(Problem::NotFound)?;
    let url = editor_of(kind, post.id);
    if visit.form.is_some() {
        let (here, now) = (visit.current.id(), visit.now);
        visit.world.store.write(|write| {
            let site = &mut SiteWrite::new(here, write);
            publication::bring_back(site, &person.standing, post.id, id, now)
        })?;
        return Ok(Answer::GoOn(format!("{url}?done=writing-brought-back")));
    }
    let may_restore = steps(&mut visit.scope(), &person.standing, &post)?.contains(&Step::Save);
    let words = visit.words();
    let title_pieces = pieces(&revision.title, &post.title);
    let source_pieces = pieces(&revision.source, &post.source);
    let summary_pieces = pieces(&revision.summary, &post.summary);
    let view = RevisionView {
        title: title_of(&revision.title, &words),
        action: format!("{url}/revisions/{id}"),
        token: visit.form_token.clone(),
        by: revision.author_name,
        when: words.when(revision.created_at),
        is_same: title_pieces.is_empty() && source_pieces.is_empty() && summary_pieces.is_empty(),
        title_pieces,
        source_pieces,
        summary_pieces,
        source: revision.source,
        may_restore,
        url,
    };
    let heading = words.say("revision-heading");
    workplace::titled_page(visit, person, room(kind), heading, "writing/revision.html", &view)
}

/// Who saved the text that stands now; empty when that is not known.
fn saver(visit: &mut Visit<'_>, post: &Post) -> Result<String, Problem> {
    match post.saved_by {
        Some(_) => who_saved(visit, post),
        None => Ok(String::new()),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let list = RevisionsView {
        title: "Soup".into(),
        url: "/manage/posts/1".into(),
        now_by: "Maite".into(),
        now_when: When::sample(),
        earlier: vec![Line {
            title: "Soup".into(),
            by: "Rosa".into(),
            when: When::sample(),
            url: "/manage/posts/1/revisions/2".into(),
        }],
    };
    let bare = RevisionsView {
        now_by: String::new(),
        earlier: vec![Line {
            by: String::new(),
            ..list.earlier[0].clone()
        }],
        ..list.clone()
    };
    let empty = RevisionsView {
        earlier: Vec::new(),
        ..list.clone()
    };
    let one = RevisionView {
        title: "Soup".into(),
        url: "/manage/posts/1".into(),
        action: "/manage/posts/1/revisions/2".into(),
        token: "token".into(),
        by: "Rosa".into(),
        when: When::sample(),
        title_pieces: sample_pieces(),
        source_pieces: sample_pieces(),
        summary_pieces: sample_pieces(),
        source: "Bring bowls.".into(),
        is_same: false,
        may_restore: true,
    };
    let same = RevisionView {
        by: String::new(),
        title_pieces: Vec::new(),
        source_pieces: Vec::new(),
        summary_pieces: Vec::new(),
        is_same: true,
        may_restore: false,
        ..one.clone()
    };
    vec![
        workplace::sample("writing/revisions.html", &list),
        workplace::sample("writing/revisions.html", &bare),
        workplace::sample("writing/revisions.html", &empty),
        workplace::sample("writing/revision.html", &one),
        workplace::sample("writing/revision.html", &same),
    ]
}
