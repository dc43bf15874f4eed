//! The form of a new site or network, and what is done with it.

use aggregator::founding::{self, Founding};
use umbel_core::people::{Limit, Membership, Role, SignedIn, take};
use umbel_core::tree::{SiteKind, Wish, templates};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::path::query_value;
use umbel_web_kit::themes::DEFAULT_THEME;
use umbel_web_kit::{Answer, FormView, Problem, Visit, first_texts};

use crate::form::{self, Read};
use crate::views::{self, FormPageView};
use crate::way::{Way, looks_after, way};

/// How many sites somebody may start or ask for in a day, wherever. Those who look after the place start as many as they
/// need.
const A_DAY: Limit = Limit {
    name: "start-site",
    most: 3,
    seconds: 24 * 3_600,
};
/// How many names of people are shown to somebody who has to ask one of them.
const MOST_NAMES: i64 = 10;

/// Shows the form, reads it, and founds the site or passes the wish on.
pub(crate) fn start(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let way = way(visit, person)?;
    if matches!(way, Way::AskSomebody | Way::Closed) {
        return ask_somebody(visit, way);
    }
    let offered = templates(visit.connection, &visit.current.here.site)?;
    let mut form = form::fresh(visit, person);
    let mut read = Read {
        wish: None,
        suggestions: Vec::new(),
        places: Vec::new(),
    };
    if let Some(sent) = visit.form.clone() {
        form = FormView::new(visit, form::FIELDS);
        read = form::read(visit, &sent, &mut form, &offered)?;
        if let Some(wish) = read.wish.take() {
            match carry_out(visit, person, way, &wish) {
                Ok(answer) => return Ok(answer),
                Err(Error::Taken(_)) => {
                    // Somebody was quicker.
                    let checked = crate::address::look(visit, &wish.name, &wish.label, "")?;
                    form.refuse("label", checked.sentence);
                    read.suggestions = checked.suggestions;
                }
                Err(Error::TooOften) => form.say(visit.words().say("start-too-often")),
                Err(Error::NotFound(_)) => form.refuse("template", visit.words().say("start-template-gone")),
                Err(error) => return Err(error.into()),
            }
        }
    }
    // The form leads on to the new site, and from there to where people sign in and back.
    let host = founding::host_for_new(visit.connection, visit.current.id())?;
    let beneath = visit.world.origin.of(&format!("*.{host}"));
    let sign_in = visit.world.sign_in_url("");
    visit.let_forms_lead_to(format!("{beneath} {sign_in}"));
    let view = FormPageView::new(visit, form, way, read, &offered, &host);
    views::form(visit, &view)
}

/// Founds at once, or asks.
fn carry_out(visit: &Visit<'_>, person: &SignedIn, way: Way, wish: &Wish) -> Result<Answer, Error> {
    let here = &visit.current.here;
    let world = visit.world;
    let account = &person.standing.account;
    let is_limited = !looks_after(visit, person);
    let whose = account.id.to_string();
    let texts = first_texts(world, wish, visit.now);
    if way == Way::ByRequest {
        let link = format!("{}/manage/requests", world.origin.of(&here.host));
        world.store.write(|write| {
            if is_limited && !take(write, &A_DAY, &whose)? {
                return Err(Error::TooOften);
            }
            founding::ask(
                &mut SiteWrite::new(here.site.id, write),
                &world.keys,
                account,
                wish,
                &link,
            )
        })?;
        return Ok(Answer::GoOn("/start/asked?done=site-asked".into()));
    }
    let host = world.store.write(|write| {
        if is_limited && !take(write, &A_DAY, &whose)? {
            return Err(Error::TooOften);
        }
        let founding = Founding {
            above: here.site.id,
            wish,
            founder: account,
            by: Some(&person.standing),
            texts: &texts,
            theme: DEFAULT_THEME,
            files: &world.media,
        };
        let site = founding::found(write, &founding)?;
        founding::host_for_new(write.connection, site.id)
    })?;
    Ok(Answer::GoOn(format!(
        "{}/sign-in?to={}",
        world.origin.of(host.as_str()),
        query_value("/manage?done=site-founded")
    )))
}

/// For those who cannot start anything here: whom to ask.
fn ask_somebody(visit: &mut Visit<'_>, way: Way) -> Result<Answer, Problem> {
    if visit.form.is_some() {
        return Err(Problem::Refused);
    }
    let highest = Role::highest_at(visit.current.here.site.kind);
    let names = if way == Way::AskSomebody {
        Membership::holders(&mut visit.scope(), "", 0, MOST_NAMES)?
            .iter()
            .filter(|holder| holder.membership.role == highest)
            .map(|holder| holder.name().to_owned())
            .collect()
    } else {
        Vec::new()
    };
    let email = visit
        .current
        .here
        .site
        .contact_email
        .clone()
        .filter(|_| way == Way::AskSomebody);
    let is_network = visit.current.here.site.kind == SiteKind::Umbrella;
    views::ask_somebody(
        visit,
        &views::AskSomebodyView {
            is_network,
            is_closed: way == Way::Closed,
            names,
            email,
        },
    )
}
