//! Where does this appear? On every post, page and event: each list with yes or no, why not, and what changes it.

use aggregator::publication::may_see;
use aggregator::whereabouts::{self, List, Reason, Showing};
use serde::Serialize;
use umbel_core::content::{Event, Post, PostKind, Reach};
use umbel_core::people::{Role, SignedIn};
use umbel_core::tree::SiteKind;
use umbel_web_kit::path::{encoded, query_value};
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::id_in_path;
use crate::remedies::{Deed, RemedyView, Thing, act, remedy, sentence};

/// `arrangement/whereabouts.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WhereaboutsView {
    title: String,
    action: String,
    /// Why what was asked for could not be done; none when nothing was.
    refusal: Option<String>,
    /// In how many of the lists it appears, and how many there are.
    appears: usize,
    all: usize,
    remedies: Vec<RemedyView>,
    places: Vec<PlaceView>,
    may_change: bool,
    /// Whether it can be said how far up it shows.
    has_reach: bool,
    reach: String,
    reaches: Vec<(String, String)>,
    /// Where it is written; none when that is not for this person.
    edit_url: Option<String>,
}

/// A place with its lists.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceView {
    name: String,
    lists: Vec<ListView>,
}

/// A list, and whether it appears there.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListView {
    name: String,
    /// The list's own address.
    url: String,
    appears: bool,
    reasons: Vec<String>,
}

/// Where a post or page appears.
pub(crate) fn of_post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (id, now) = (id_in_path(visit)?, visit.now);
    let post = Post::find(&mut visit.scope(), id)?.ok_or(Problem::NotFound)?;
    // What everybody sees everybody who writes here may ask about.
    if !post.is_visible(now) && !may_see(&mut visit.scope(), &person.standing, &post)? {
        return Err(Problem::NotFound);
    }
    let is_page = post.kind == PostKind::Page;
    let folder = if is_page { "pages" } else { "posts" };
    let edit_url = may_see(&mut visit.scope(), &person.standing, &post)?.then(|| format!("/manage/{folder}/{id}"));
    let room = if is_page && !person.standing.is_at_least(Role::Editor) {
        "posts"
    } else {
        folder
    };
    let thing = Thing::Post(Box::new(post));
    answer(visit, person, room, &thing, edit_url)
}

/// Where an event appears.
pub(crate) fn of_event(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (id, now) = (id_in_path(visit)?, visit.now);
    let event = Event::find(&mut visit.scope(), id)?.ok_or(Problem::NotFound)?;
    if !event.is_visible(now) && !person.standing.is_at_least(Role::Editor) {
        return Err(Problem::NotFound);
    }
    answer(visit, person, "events", &Thing::Event(Box::new(event)), None)
}

fn answer(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    room: &'static str,
    thing: &Thing,
    edit_url: Option<String>,
) -> Result<Answer, Problem> {
    let words = visit.words();
    let kind = match thing {
        Thing::Post(_) => "post",
        Thing::Event(_) => "event",
    };
    let action = format!("/manage/whereabouts/{kind}/{}", thing.id());
    let mut refusal = None;
    if visit.form.is_some() {
        match act(visit, person, thing)? {
            Deed::Done(done) => return Ok(Answer::GoOn(format!("{action}?done={done}"))),
            Deed::Not(why) => refusal = Some(words.say(why)),
        }
    }
    let (here, now) = (visit.current.id(), visit.now);
    let showings = match thing {
        Thing::Post(post) => whereabouts::of_post(visit.connection, here, post, now)?,
        Thing::Event(event) => whereabouts::of_event(visit.connection, here, event, now)?,
    };
    let may_change = thing.may_change(visit, person)?;
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in showings.iter().flat_map(|showing| &showing.reasons) {
        if !reasons.contains(reason) {
            reasons.push(reason.clone());
        }
    }
    let mut remedies = Vec::with_capacity(reasons.len());
    for reason in &reasons {
        let one = remedy(visit, person, reason, thing, may_change)?;
        // What nobody can change is said beside its list.
        if !(one.button.is_empty() && one.ask.is_empty()) {
            remedies.push(one);
        }
    }
    let title = if thing.title().trim().is_empty() {
        words.say("untitled")
    } else {
        thing.title().to_owned()
    };
    let view = WhereaboutsView {
        appears: showings.iter().filter(|showing| showing.appears()).count(),
        all: showings.len(),
        places: places(visit, &showings, &title),
        remedies,
        action,
        refusal,
        may_change,
        has_reach: !matches!(thing, Thing::Post(post) if post.kind == PostKind::Page)
            && visit.current.here.site.kind != SiteKind::Umbrella,
        reach: thing.reach().to_string(),
        reaches: Reach::ALL
            .iter()
            // A network's own news are always its own: there is nothing narrower.
            .filter(|reach| visit.current.here.site.kind == SiteKind::Site || **reach != Reach::Network)
            .map(|reach| (reach.to_string(), words.say(&format!("reach-choice-{reach}"))))
            .collect(),
        edit_url,
        title,
    };
    let heading = words.say("whereabouts-heading");
    workplace::titled_page(visit, person, room, heading, "arrangement/whereabouts.html", &view)
}

/// The lists by place, from the site outwards.
fn places(visit: &Visit<'_>, showings: &[Showing], title: &str) -> Vec<PlaceView> {
    let words = visit.words();
    let mut places: Vec<(umbel_core::SiteId, PlaceView)> = Vec::new();
    for showing in showings {
        let Some(node) = visit.world.tree.site(showing.place) else {
            continue;
        };
        let key = match &showing.list {
            List::OwnPage => "own-page",
            List::FrontPage => "front",
            List::BlogList => "blog",
            List::Topic { .. } => "topic",
            List::Tag { .. } => "tag",
            List::SiteFeed => "feed",
            List::Calendar => "calendar",
            List::CalendarFile => "calendar-file",
            List::Search => "search",
            List::Sitemap => "sitemap",
            List::NewsFront => "news-front",
            List::News => "news",
            List::NewsFeed => "news-feed",
        };
        let name = match &showing.list {
            List::Topic { name } | List::Tag { name } => name.as_str(),
            _ => "",
        };
        let mut url = format!("{}{}", visit.world.origin.of(&node.host), encoded(&showing.path));
        if showing.list == List::Search {
            url.push_str(&format!("?q={}", query_value(title)));
        }
        let list = ListView {
            name: words.say_with(&format!("list-{key}"), &[("name", name.into())]),
            url,
            appears: showing.appears(),
            reasons: showing.reasons.iter().map(|reason| sentence(visit, reason)).collect(),
        };
        match places.iter_mut().find(|(place, _)| *place == showing.place) {
            Some((_, place)) => place.lists.push(list),
            None => {
                let place = PlaceView {
                    name: node.site.name.clone(),
                    lists: vec![list],
                };
                places.push((showing.place, place));
            }
        }
    }
    places.into_iter().map(|(_, place)| place).collect()
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let remedy = |deed: &str, link: &str, ask: &str| RemedyView {
        sentence: "It is a draft.".into(),
        deed: deed.into(),
        value: String::new(),
        button: if ask.is_empty() {
            "Publish it now".into()
        } else {
            String::new()
        },
        link: link.into(),
        ask: ask.into(),
    };
    let list = |appears: bool| ListView {
        name: "All posts".into(),
        url: "https://boston.example/blog".into(),
        appears,
        reasons: if appears {
            Vec::new()
        } else {
            vec!["It is a draft.".into()]
        },
    };
    let full = WhereaboutsView {
        title: "Rent strike".into(),
        action: "/manage/whereabouts/post/1".into(),
        refusal: Some("The site is archived.".into()),
        appears: 1,
        all: 2,
        remedies: vec![
            remedy("publish", "", ""),
            remedy("", "/manage/look", ""),
            remedy("", "", "Ask an editor."),
        ],
        places: vec![PlaceView {
            name: "Boston Cosecha".into(),
            lists: vec![list(true), list(false)],
        }],
        may_change: true,
        has_reach: true,
        reach: "site".into(),
        reaches: vec![("site".into(), "Here only".into())],
        edit_url: Some("/manage/posts/1".into()),
    };
    let reading = WhereaboutsView {
        refusal: None,
        remedies: Vec::new(),
        may_change: false,
        has_reach: false,
        edit_url: None,
        ..full.clone()
    };
    vec![
        workplace::sample("arrangement/whereabouts.html", &full),
        workplace::sample("arrangement/whereabouts.html", &reading),
    ]
}
