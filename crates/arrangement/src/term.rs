//! One topic or tag: what it is called, what it is made one with, and what happens when it goes.

use aggregator::curation;
use serde::Serialize;
use umbel_core::content::{Taxonomy, Term};
use umbel_core::people::{Act, Role, SignedIn, record};
use umbel_core::tree::SiteKind;
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::path::encoded;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::id_in_path;
use crate::topics::{check, may_curate, named, offered};

const FIELDS: &[&str] = &["name", "description", "into"];

/// `arrangement/topic.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TopicView {
    form: FormView,
    action: String,
    is_tag: bool,
    /// Whether others beneath take their topics from here.
    is_above: bool,
    /// At how many places beneath it is used.
    places: usize,
    posts: i64,
    /// Who gave it its name, when that is a place above: then it is renamed there.
    named_by: Option<String>,
    may_change: bool,
    /// What it can be made one with: (word in the form, name).
    others: Vec<(String, String)>,
    /// The list of what stands under it.
    url: String,
}

/// The form, and what is done with it.
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let id = id_in_path(visit)?;
    let term = Term::find(&mut visit.scope(), id)?.ok_or(Problem::NotFound)?;
    let is_tag = term.taxonomy == Taxonomy::Tag;
    let is_above = visit.current.here.site.kind != SiteKind::Site;
    let may_change = is_tag && person.standing.is_at_least(Role::Editor) || may_curate(visit, person);
    let (from_above, offered_by) = offered(visit)?;
    let named_by = offered_by.filter(|_| !is_tag && !is_above && from_above.iter().any(|one| one.slug == term.slug));
    let mut choices: Vec<Term> = Term::all(&mut visit.scope(), term.taxonomy)?;
    if !is_tag && !is_above {
        for one in from_above {
            if choices.iter().all(|known| known.slug != one.slug) {
                choices.push(one);
            }
        }
    }
    choices.retain(|one| one.slug != term.slug);
    let mut form = FormView::new(visit, FIELDS);
    if let Some(sent) = visit.form.clone() {
        if !may_change {
            return Err(Problem::Refused);
        }
        let done = match sent.text("do") {
            "rename" if named_by.is_none() => rename(visit, person, &term, &mut form)?,
            "merge" => {
                let into = choices.iter().find(|one| one.slug == sent.text("into"));
                match into {
                    Some(into) => merge(visit, person, &term, into)?,
                    None => form.refuse("into", visit.words().say("topic-into-missing")),
                }
                into.map(|_| "topics-merged")
            }
            "remove" => {
                remove(visit, person, &term)?;
                Some("topic-removed")
            }
            _ => return Err(Problem::BadRequest),
        };
        if let Some(done) = done {
            return Ok(Answer::GoOn(format!("/manage/topics?done={done}")));
        }
    } else {
        form.put("name", &term.name);
        form.put("description", &term.description);
    }
    let posts = Term::with_uses(&mut visit.scope(), term.taxonomy)?
        .into_iter()
        .find(|one| one.term.id == term.id)
        .map_or(0, |one| one.posts);
    let here = visit.current.here.site.clone();
    let places = if is_above && !is_tag {
        curation::places_using(visit.connection, &here, &term.slug)?.len()
    } else {
        0
    };
    let view = TopicView {
        form,
        action: format!("/manage/topics/{}", term.id),
        is_tag,
        is_above,
        places,
        posts,
        named_by,
        may_change,
        others: choices.into_iter().map(|one| (one.slug, one.name)).collect(),
        url: encoded(&term.path()),
    };
    workplace::titled_page(visit, person, "topics", term.name, "arrangement/topic.html", &view)
}

fn rename(
    visit: &Visit<'_>,
    person: &SignedIn,
    term: &Term,
    form: &mut FormView,
) -> Result<Option<&'static str>, Problem> {
    check(visit, form);
    if !form.is_fine() {
        return Ok(None);
    }
    let (name, description) = (form.value("name").to_owned(), form.value("description").to_owned());
    let node = visit.current.here.site.clone();
    let renamed = visit.world.store.write(|write| {
        if term.taxonomy == Taxonomy::Tag {
            curation::rename_tag(&mut SiteWrite::new(node.id, write), term.id, &name)?;
        } else {
            curation::rename_topic(write, &node, term.id, &name, &description)?;
        }
        let subject = format!("{} → {name}", term.name);
        let site = &mut SiteWrite::new(node.id, write);
        record(site, Some(&person.standing), Act::TopicRenamed, &subject, "")
    });
    Ok(named(visit, form, renamed)?.map(|()| "topic-renamed"))
}

fn merge(visit: &Visit<'_>, person: &SignedIn, term: &Term, into: &Term) -> Result<(), Problem> {
    let node = visit.current.here.site.clone();
    visit.world.store.write(|write| {
        match (term.taxonomy, node.kind) {
            (Taxonomy::Tag, _) => {
                curation::merge_tags(&mut SiteWrite::new(node.id, write), term.id, into.id)?;
            }
            (Taxonomy::Topic, SiteKind::Site) => {
                curation::merge_own_topic(&mut SiteWrite::new(node.id, write), term.id, into)?;
            }
            (Taxonomy::Topic, _) => {
                curation::merge_topics(write, &node, term.id, into.id)?;
            }
        }
        let subject = format!("{} → {}", term.name, into.name);
        let site = &mut SiteWrite::new(node.id, write);
        record(site, Some(&person.standing), Act::TopicsMerged, &subject, "")
    })?;
    Ok(())
}

fn remove(visit: &Visit<'_>, person: &SignedIn, term: &Term) -> Result<(), Problem> {
    let id = visit.current.id();
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        let removed = match term.taxonomy {
            Taxonomy::Tag => curation::remove_tag(site, term.id),
            Taxonomy::Topic => curation::remove_topic(site, term.id),
        };
        match removed {
            // Somebody else was quicker; it is gone all the same.
            Err(Error::NotFound(_)) => Ok(()),
            Err(error) => Err(error),
            Ok(term) => record(site, Some(&person.standing), Act::TopicRemoved, &term.name, ""),
        }
    })?;
    Ok(())
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = TopicView {
        form: FormView::sample(FIELDS),
        action: "/manage/topics/1".into(),
        is_tag: false,
        is_above: true,
        places: 3,
        posts: 12,
        named_by: None,
        may_change: true,
        others: vec![("work".into(), "Work".into())],
        url: "/blog/topics/housing".into(),
    };
    let tag = TopicView {
        is_tag: true,
        is_above: false,
        places: 0,
        others: Vec::new(),
        ..full.clone()
    };
    let on_offer = TopicView {
        is_above: false,
        named_by: Some("Liberation Network".into()),
        ..full.clone()
    };
    let reading = TopicView {
        may_change: false,
        ..full.clone()
    };
    [full, tag, on_offer, reading]
        .iter()
        .map(|view| workplace::sample("arrangement/topic.html", view))
        .collect()
}
