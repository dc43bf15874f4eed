//! What can be done about something that does not show: the button, or whom to ask.

use aggregator::publication::{self, may_see};
use aggregator::whereabouts::Reason;
use serde::Serialize;
use umbel_core::content::{Event, Post, Reach, Status};
use umbel_core::people::{Act, Role, SignedIn, record};
use umbel_core::tree::{Setting, SiteStatus, enable_feature, setting};
use umbel_core::{Error, Id, Instant, Result as Outcome, SiteScope, SiteWrite};
use umbel_web_kit::{Problem, Visit};

/// Features that something may be missing for.
const FEATURES: [&str; 3] = ["blog", "calendar", "newswire"];

/// A reason in words, with what can be done about it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemedyView {
    pub(crate) sentence: String,
    /// What the button does: the word of the form; empty when there is no button.
    pub(crate) deed: String,
    /// A further word of the form.
    pub(crate) value: String,
    pub(crate) button: String,
    /// Where it is done, when that is another page; empty otherwise.
    pub(crate) link: String,
    /// Whom to ask, in a sentence; empty when there is something to do.
    pub(crate) ask: String,
}

/// Post, page or event.
pub(crate) enum Thing {
    Post(Box<Post>),
    Event(Box<Event>),
}

impl Thing {
    pub(crate) fn id(&self) -> Id {
        match self {
            Self::Post(post) => post.id,
            Self::Event(event) => event.id,
        }
    }

    pub(crate) fn title(&self) -> &str {
        match self {
            Self::Post(post) => &post.title,
            Self::Event(event) => &event.title,
        }
    }

    pub(crate) fn reach(&self) -> Reach {
        match self {
            Self::Post(post) => post.reach,
            Self::Event(event) => event.reach,
        }
    }

    /// Whether somebody may publish it and say how far it shows.
    pub(crate) fn may_change(&self, visit: &mut Visit<'_>, person: &SignedIn) -> Result<bool, Problem> {
        let standing = &person.standing;
        Ok(match self {
            Self::Post(post) => standing.is_at_least(Role::Author) && may_see(&mut visit.scope(), standing, post)?,
            Self::Event(_) => standing.is_at_least(Role::Editor),
        })
    }
}

/// A reason in words.
pub(crate) fn sentence(visit: &Visit<'_>, reason: &Reason) -> String {
    let words = visit.words();
    let name = |id| {
        let node = visit.world.tree.site(id);
        node.map(|node| node.site.name.clone()).unwrap_or_default()
    };
    let feature = |key: &str| words.say(&format!("feature-{key}"));
    match reason {
        Reason::Draft => words.say("why-draft"),
        Reason::Pending => words.say("why-pending"),
        Reason::Scheduled(moment) => {
            let when = words.when(*moment);
            let (date, time) = (when.long.as_str(), when.time.as_str());
            words.say_with("why-scheduled", &[("date", date.into()), ("time", time.into())])
        }
        Reason::Members => words.say("why-members"),
        Reason::ThrownAway => words.say("why-thrown-away"),
        Reason::Password => words.say("why-password"),
        Reason::Reach(reach) => words.say(&format!("why-reach-{reach}")),
        Reason::Closed(place, SiteStatus::Private) => {
            words.say_with("why-place-private", &[("place", name(*place).into())])
        }
        Reason::Closed(place, _) => words.say_with("why-place-closed", &[("place", name(*place).into())]),
        Reason::Off(place, key) => words.say_with(
            "why-off",
            &[("place", name(*place).into()), ("feature", feature(key).into())],
        ),
        Reason::NotOnFront(key) => words.say_with("why-not-on-front", &[("feature", feature(key).into())]),
        Reason::NewerOnes(most) => {
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            words.say_with("why-newer-ones", &[("most", most.into())])
        }
        Reason::FairToOthers => words.say("why-fair"),
        Reason::Over => words.say("why-over"),
        Reason::CalledOff => words.say("why-called-off"),
    }
}

/// What this person can do about a reason.
pub(crate) fn remedy(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    reason: &Reason,
    thing: &Thing,
    may_change: bool,
) -> Result<RemedyView, Problem> {
    let words = visit.words();
    let here = visit.current.id();
    let mut view = RemedyView {
        sentence: sentence(visit, reason),
        deed: String::new(),
        value: String::new(),
        button: String::new(),
        link: String::new(),
        ask: String::new(),
    };
    let is_manager = person.standing.is_at_least(Role::Manager);
    let mut deed = |deed: &str, value: &str, key: &str| {
        view.deed = deed.into();
        view.value = value.into();
        view.button = words.say(key);
    };
    match reason {
        Reason::Draft | Reason::Pending | Reason::Scheduled(_) if may_change => deed("publish", "", "remedy-publish"),
        Reason::Members if may_change => deed("publish", "", "remedy-everybody"),
        Reason::Password if may_change => deed("unlock", "", "remedy-unlock"),
        Reason::Reach(_) if may_change => deed("reach", Reach::Umbrella.as_str(), "remedy-reach"),
        Reason::ThrownAway if may_change => {
            view.link = format!("/manage/posts/{}", thing.id());
            view.button = words.say("remedy-bin");
        }
        Reason::Draft | Reason::Pending | Reason::Scheduled(_) | Reason::Members | Reason::Password => {
            view.ask = words.say("remedy-ask-editor");
        }
        Reason::Reach(_) | Reason::ThrownAway => view.ask = words.say("remedy-ask-editor"),
        Reason::Off(place, key) if *place == here => {
            if !is_manager {
                view.ask = words.say("remedy-ask-manager");
            } else if is_on_offer(visit, key)? {
                deed("feature", key, "remedy-feature");
            } else {
                view.ask = words.say("remedy-ask-above");
            }
        }
        Reason::NotOnFront(key) if *key != "newswire" => {
            if is_manager {
                view.link = "/manage/look".into();
                view.button = words.say("remedy-look");
            } else {
                view.ask = words.say("remedy-ask-manager");
            }
        }
        Reason::Closed(place, SiteStatus::Suspended) if *place == here && is_manager => {
            view.link = "/manage/appeal".into();
            view.button = words.say("remedy-appeal");
        }
        Reason::Off(..) | Reason::NotOnFront(_) | Reason::Closed(..) => view.ask = words.say("remedy-ask-above"),
        Reason::NewerOnes(_) | Reason::FairToOthers | Reason::Over | Reason::CalledOff => {}
    }
    Ok(view)
}

/// Whether the place above lets its sites have a feature.
fn is_on_offer(visit: &mut Visit<'_>, key: &str) -> Result<bool, Problem> {
    let Some(above) = visit.current.above.first().map(|above| above.site.id) else {
        return Ok(true);
    };
    let offered = setting(&mut SiteScope::new(above, visit.connection), Setting::FeaturesOffered)?;
    Ok(offered.is_none_or(|keys| keys.split(',').any(|offered| offered.trim() == key)))
}

/// What came of asking for a change.
pub(crate) enum Deed {
    /// It is done; the key of the sentence that says so.
    Done(&'static str),
    /// It cannot be done; the key of the sentence that says why.
    Not(&'static str),
}

/// Does what a button asks for.
pub(crate) fn act(visit: &mut Visit<'_>, person: &SignedIn, thing: &Thing) -> Result<Deed, Problem> {
    let Some(sent) = visit.form.clone() else {
        return Err(Problem::BadRequest);
    };
    let (deed, value) = (sent.text("do").to_owned(), sent.text("value").to_owned());
    let here = visit.current.id();
    if deed == "feature" {
        let key = FEATURES
            .into_iter()
            .find(|key| *key == value)
            .ok_or(Problem::BadRequest)?;
        if !person.standing.is_at_least(Role::Manager) || !is_on_offer(visit, key)? {
            return Err(Problem::Refused);
        }
        visit.world.store.write(|write| {
            let site = &mut SiteWrite::new(here, write);
            enable_feature(site, key)?;
            record(site, Some(&person.standing), Act::FeatureEnabled, key, "")?;
            aggregator::newswire::relist(write, here)
        })?;
        return Ok(Deed::Done("feature-on"));
    }
    let reach = value.parse().ok();
    let change = match (deed.as_str(), reach) {
        ("publish", _) => Change::Publish,
        ("unlock", _) => Change::Unlock,
        ("reach", Some(reach)) => Change::Reach(reach),
        _ => return Err(Problem::BadRequest),
    };
    if !thing.may_change(visit, person)? {
        return Err(Problem::Refused);
    }
    let outcome = visit.world.store.write(|write| {
        let now = write.now;
        let site = &mut SiteWrite::new(here, write);
        match thing {
            Thing::Post(post) => change_post(site, person, post.id, &change, now),
            Thing::Event(event) => change_event(site, person, event.id, &change, now),
        }
    });
    match outcome {
        Ok(()) => Ok(Deed::Done(change.done())),
        // The one thing that is in the way of publishing.
        Err(Error::Invalid(_)) => Ok(Deed::Not("whereabouts-archived")),
        Err(error) => Err(error.into()),
    }
}

/// What is to be different.
enum Change {
    /// Everybody sees it from now on.
    Publish,
    /// It asks for no password any more.
    Unlock,
    /// It shows so far up.
    Reach(Reach),
}

impl Change {
    const fn done(&self) -> &'static str {
        match self {
            Self::Publish => "whereabouts-published",
            Self::Unlock => "whereabouts-unlocked",
            Self::Reach(_) => "whereabouts-reach",
        }
    }

    const fn act(&self) -> Act {
        match self {
            Self::Publish => Act::PostPublished,
            Self::Unlock => Act::PostChanged,
            Self::Reach(_) => Act::ReachChanged,
        }
    }
}

fn change_post(site: &mut SiteWrite<'_, '_>, person: &SignedIn, id: Id, change: &Change, now: Instant) -> Outcome<()> {
    let mut post = Post::find(&mut site.read(), id)?
        .filter(|post| post.status != Status::Trashed)
        .ok_or(Error::NotFound("the post"))?;
    // Whoever has it open in the editor is told that it has changed.
    post.version += 1;
    match change {
        Change::Publish => {
            post.for_members = false;
            post.published_at = post.published_at.filter(|moment| *moment <= now);
            post.save(site)?;
            publication::publish(site, id, now)?;
        }
        Change::Unlock => post.password_hash = None,
        Change::Reach(reach) => post.reach = *reach,
    }
    if !matches!(change, Change::Publish) {
        post.save(site)?;
        publication::renew_post(site, &post, now)?;
    }
    record(site, Some(&person.standing), change.act(), &post.title, "")
}

fn change_event(site: &mut SiteWrite<'_, '_>, person: &SignedIn, id: Id, change: &Change, now: Instant) -> Outcome<()> {
    let mut event = Event::find(&mut site.read(), id)?.ok_or(Error::NotFound("the event"))?;
    match change {
        Change::Publish => {
            if site.home()?.status == SiteStatus::Archived {
                return Err(Error::Invalid("the site is archived".into()));
            }
            event.status = Status::Published;
            event.published_at = event.published_at.filter(|moment| *moment <= now).or(Some(now));
        }
        Change::Unlock => {}
        Change::Reach(reach) => event.reach = *reach,
    }
    event.updated_at = now;
    event.save(site)?;
    publication::renew_event(site, &event, now)?;
    record(site, Some(&person.standing), change.act(), &event.title, "")
}
