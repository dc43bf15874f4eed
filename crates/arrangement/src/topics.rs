//! Topics and tags: what is on offer from above, what a place has of its own, and how much stands under each.

use aggregator::curation;
use serde::Serialize;
use umbel_core::content::{LONGEST_TERM_NAME, Taxonomy, Term, curated_topics};
use umbel_core::people::{Act, Role, SignedIn, record};
use umbel_core::slug::fold;
use umbel_core::tree::SiteKind;
use umbel_core::{Error, SiteId, SiteWrite};
use umbel_web_kit::path::encoded;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

const FIELDS: &[&str] = &["name", "description"];
/// The longest description of a topic, in characters.
pub(crate) const LONGEST_DESCRIPTION: usize = 300;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;

/// `arrangement/topics.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TopicsView {
    form: FormView,
    /// Whether others beneath take their topics from here.
    is_above: bool,
    /// Whether this person may add topics here.
    may_add: bool,
    /// Whose topics are on offer here; none when nobody above has any.
    offered_by: Option<String>,
    offered: Vec<TopicRow>,
    own: Vec<TopicRow>,
    tags: Vec<TopicRow>,
    query: String,
}

/// A topic or tag in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TopicRow {
    /// Its id here; empty for what is on offer and not used here yet.
    id: String,
    slug: String,
    name: String,
    description: String,
    posts: i64,
    /// The list of what stands under it.
    url: String,
}

/// Whether somebody may decide about the topics of a place: editors of a site about its own, above sites the admins.
pub(crate) fn may_curate(visit: &Visit<'_>, person: &SignedIn) -> bool {
    match visit.current.here.site.kind {
        SiteKind::Site => person.standing.is_at_least(Role::Editor),
        SiteKind::Network | SiteKind::Umbrella => person.standing.is_at_least(Role::NetworkAdmin),
    }
}

/// The topics on offer from above, and what the place that offers them is called.
pub(crate) fn offered(visit: &mut Visit<'_>) -> Result<(Vec<Term>, Option<String>), Problem> {
    let above: Vec<SiteId> = visit.current.above.iter().map(|node| node.site.id).collect();
    let topics = curated_topics(visit.connection, &above)?;
    let name = topics.first().and_then(|topic| {
        let node = visit.current.above.iter().find(|node| node.site.id == topic.site_id);
        node.map(|node| node.site.name.clone())
    });
    Ok((topics, name))
}

/// The lists, and what is added to them.
pub(crate) fn arrange(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let is_above = visit.current.here.site.kind != SiteKind::Site;
    let may_curate = may_curate(visit, person);
    let (from_above, offered_by) = offered(visit)?;
    // Where topics come from above, sites take those: a topic is worth most when many mean the same by it.
    let may_add = may_curate && (is_above || from_above.is_empty());
    let mut form = FormView::new(visit, FIELDS);
    if let Some(sent) = visit.form.clone() {
        let done = match sent.text("do") {
            "add" if may_add => add(visit, person, &mut form)?,
            "take" if may_curate => {
                let slug = sent.text("slug");
                let topic = from_above
                    .iter()
                    .find(|topic| topic.slug == slug)
                    .ok_or(Problem::NotFound)?;
                take(visit, person, topic)?;
                Some("topic-added")
            }
            "add" | "take" => return Err(Problem::Refused),
            _ => return Err(Problem::BadRequest),
        };
        if let Some(done) = done {
            return Ok(Answer::GoOn(format!("/manage/topics?done={done}")));
        }
    }
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let wanted = fold(&query);
    let fits = |name: &str| fold(name).contains(&wanted);
    let topics = Term::with_uses(&mut visit.scope(), Taxonomy::Topic)?;
    let tags = Term::with_uses(&mut visit.scope(), Taxonomy::Tag)?;
    let row = |term: &Term, posts: i64, is_here: bool| TopicRow {
        id: if is_here { term.id.to_string() } else { String::new() },
        slug: term.slug.clone(),
        name: term.name.clone(),
        description: term.description.clone(),
        posts,
        url: encoded(&term.path()),
    };
    let view = TopicsView {
        form,
        is_above,
        may_add,
        offered_by,
        offered: from_above
            .iter()
            .filter(|topic| fits(&topic.name))
            .map(|topic| match topics.iter().find(|one| one.term.slug == topic.slug) {
                Some(here) => row(&here.term, here.posts, true),
                None => row(topic, 0, false),
            })
            .collect(),
        own: topics
            .iter()
            .filter(|one| fits(&one.term.name))
            // Above sites all topics are the place's own: they are its list.
            .filter(|one| is_above || from_above.iter().all(|topic| topic.slug != one.term.slug))
            .map(|one| row(&one.term, one.posts, true))
            .collect(),
        tags: tags
            .iter()
            .filter(|one| fits(&one.term.name))
            .map(|one| row(&one.term, one.posts, true))
            .collect(),
        query,
    };
    workplace::page(visit, person, "topics", "arrangement/topics.html", &view)
}

fn add(visit: &Visit<'_>, person: &SignedIn, form: &mut FormView) -> Result<Option<&'static str>, Problem> {
    check(visit, form);
    if !form.is_fine() {
        return Ok(None);
    }
    let id = visit.current.id();
    let added = visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        let topic = curation::add_term(site, Taxonomy::Topic, form.value("name"), form.value("description"))?;
        record(site, Some(&person.standing), Act::TopicAdded, &topic.name, "")
    });
    Ok(named(visit, form, added)?.map(|()| "topic-added"))
}

fn take(visit: &Visit<'_>, person: &SignedIn, topic: &Term) -> Result<(), Problem> {
    let id = visit.current.id();
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        let own = Term::find_or_insert(site, Taxonomy::Topic, &topic.slug, &topic.name)?;
        record(site, Some(&person.standing), Act::TopicAdded, &own.name, "")
    })?;
    Ok(())
}

/// Says beside the fields what is wrong with a name or a description.
pub(crate) fn check(visit: &Visit<'_>, form: &mut FormView) {
    let words = visit.words();
    let too_long = |most: usize| {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        words.say_with("field-too-long", &[("most", most.into())])
    };
    let name = form.value("name");
    if !name.chars().any(char::is_alphanumeric) {
        form.refuse("name", words.say("topic-name-missing"));
    } else if name.chars().count() > LONGEST_TERM_NAME {
        form.refuse("name", too_long(LONGEST_TERM_NAME));
    }
    if form.value("description").chars().count() > LONGEST_DESCRIPTION {
        form.refuse("description", too_long(LONGEST_DESCRIPTION));
    }
}

/// What came of a change of a name; a name that is taken is said beside the field.
pub(crate) fn named<T>(
    visit: &Visit<'_>,
    form: &mut FormView,
    outcome: Result<T, Error>,
) -> Result<Option<T>, Problem> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(Error::Taken(_)) => {
            form.refuse("name", visit.words().say("topic-name-taken"));
            Ok(None)
        }
        Err(Error::Invalid(_)) => {
            form.refuse("name", visit.words().say("topic-name-missing"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = |id: &str, description: &str, posts| TopicRow {
        id: id.into(),
        slug: "housing".into(),
        name: "Housing".into(),
        description: description.into(),
        posts,
        url: "/blog/topics/housing".into(),
    };
    let full = TopicsView {
        form: FormView::sample(FIELDS),
        is_above: true,
        may_add: true,
        offered_by: Some("Liberation Network".into()),
        offered: vec![row("1", "Rent and evictions.", 3), row("", "", 0)],
        own: vec![row("1", "Rent and evictions.", 3), row("2", "", 1)],
        tags: vec![row("3", "", 1)],
        query: "hou".into(),
    };
    let empty = TopicsView {
        is_above: false,
        may_add: false,
        offered_by: None,
        offered: Vec::new(),
        own: Vec::new(),
        tags: Vec::new(),
        query: String::new(),
        ..full.clone()
    };
    let site = TopicsView {
        is_above: false,
        may_add: false,
        ..full.clone()
    };
    vec![
        workplace::sample("arrangement/topics.html", &full),
        workplace::sample("arrangement/topics.html", &empty),
        workplace::sample("arrangement/topics.html", &site),
    ]
}
