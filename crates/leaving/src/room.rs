//! The room: what would come along, asking for it, and what is ready.

use serde::Serialize;
use umbel_core::mail::{Message, PackedMembers, enqueue};
use umbel_core::people::{Act, Limit, Membership, SignedIn, record, take};
use umbel_core::tree::{Export, ExportForm, ExportState};
use umbel_core::{Error, SiteWrite};
use umbel_packing::Tally;
use umbel_web_kit::path::query_value;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit, workplace};

use crate::work::LIFETIME_SECONDS;

/// How long a password, passkey or code that was given counts, as on the sign-in host.
const CONFIRMED_SECONDS: i64 = 600;
/// How often a site may be packed.
const PACKED: Limit = Limit {
    name: "pack",
    most: 10,
    seconds: 24 * 3_600,
};
const PATH: &str = "/manage/leaving";

/// `leaving/room.html`
#[derive(Clone, Debug, Serialize)]
struct RoomView {
    form: FormView,
    /// What would come along, each in a few words: “12 posts”.
    contents: Vec<String>,
    /// How many members agreed to come along.
    along: i64,
    /// How many did not.
    not_along: i64,
    /// Where somebody confirms that it is them, unless they just did.
    confirm: Option<String>,
    packed: Vec<PackedView>,
    /// Whether something is being packed right now.
    is_waiting: bool,
}

/// A packed site.
#[derive(Clone, Debug, Serialize)]
struct PackedView {
    what: String,
    with_members: bool,
    state: &'static str,
    size: String,
    when: When,
    until: String,
    url: String,
}

/// What would come along, with a form that asks for it.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, &["form"]).filled("form", ExportForm::Site.as_str());
    if let Some(sent) = visit.form.clone()
        && let Some(done) = ask(visit, person, &sent, &mut form)?
    {
        return Ok(done);
    }
    let words = visit.words();
    let tally = Tally::of(&mut visit.scope())?;
    let count = |key: &str, count: i64| words.say_with(key, &[("count", count.into())]);
    let contents = [
        ("leaving-posts", tally.posts),
        ("leaving-pages", tally.pages),
        ("leaving-comments", tally.comments),
        ("leaving-files", tally.files),
        ("leaving-events", tally.events),
        ("leaving-sources", tally.feeds),
        ("leaving-redirects", tally.redirects),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(key, number)| count(key, number))
    .collect();
    let exports = Export::newest(&mut visit.scope())?;
    let is_waiting = exports.iter().any(|export| export.state == ExportState::Waiting);
    let packed = exports
        .into_iter()
        .filter(|export| visit.now < export.created_at.plus_seconds(LIFETIME_SECONDS))
        .map(|export| PackedView {
            what: words.say(&format!("leaving-form-{}", export.form)),
            with_members: export.with_members,
            state: export.state.as_str(),
            size: size(&words, export.bytes),
            until: words.when(export.created_at.plus_seconds(LIFETIME_SECONDS)).long,
            when: words.when(export.created_at),
            url: format!("{PATH}/{}/file", export.id),
        })
        .collect();
    let confirm = (!is_confirmed(visit, person)).then(|| confirm_address(visit));
    // Confirming happens on the host where people sign in, and a browser holds that against forms.
    visit.let_forms_lead_to(visit.world.sign_in_url(""));
    let view = RoomView {
        form,
        contents,
        along: tally.along,
        not_along: tally.members - tally.along,
        confirm,
        packed,
        is_waiting,
    };
    workplace::page(visit, person, "leaving", "leaving/room.html", &view)
}

/// Asks for the site to be packed; none when the form is to be shown again.
fn ask(visit: &mut Visit<'_>, person: &SignedIn, sent: &Form, form: &mut FormView) -> Result<Option<Answer>, Problem> {
    let words = visit.words();
    let Ok(export_form) = sent.text("form").parse::<ExportForm>() else {
        form.say(words.say("leaving-form-wrong"));
        return Ok(None);
    };
    let with_members = sent.has("members") && export_form == ExportForm::Site;
    if with_members && !is_confirmed(visit, person) {
        return Ok(Some(Answer::GoOn(confirm_address(visit))));
    }
    let waits = Export::newest(&mut visit.scope())?
        .iter()
        .any(|export| export.state == ExportState::Waiting);
    if waits {
        return Ok(Some(Answer::GoOn(format!("{PATH}?done=leaving-waits"))));
    }
    let world = visit.world;
    let here = visit.current.here.clone();
    let asked = world.store.write(|write| {
        if !take(write, &PACKED, &here.site.id.to_string())? {
            return Err(Error::TooOften);
        }
        let site = &mut SiteWrite::new(here.site.id, write);
        let me = person.standing.account.id;
        Export::ask(site, me, export_form, with_members)?;
        record(site, Some(&person.standing), Act::Packed, "", "")?;
        let message = Message::SitePacked {
            place: here.site.name.clone(),
            by: person.standing.account.name.clone(),
            link: format!("{}{PATH}", world.origin.of(&here.host)),
            what: if with_members {
                PackedMembers::Along
            } else {
                PackedMembers::Left
            },
        };
        let keepers = Membership::keepers(&mut site.read())?;
        for keeper in keepers.into_iter().filter(|keeper| keeper.id != me) {
            let locale = keeper.locale.as_deref().unwrap_or(&here.site.locale);
            let to = keeper.address()?;
            enqueue(site.write, &world.keys, &to, locale, Some(here.site.id), &message)?;
        }
        Ok(())
    });
    match asked {
        Ok(()) => Ok(Some(Answer::GoOn(format!("{PATH}?done=leaving-packed")))),
        Err(Error::TooOften) => {
            form.say(words.say("leaving-too-often"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether somebody showed within the last ten minutes that it is them.
pub(crate) fn is_confirmed(visit: &Visit<'_>, person: &SignedIn) -> bool {
    visit.now < person.session.confirmed_at.plus_seconds(CONFIRMED_SECONDS)
}

/// Where somebody shows that it is them, and then comes back here.
pub(crate) fn confirm_address(visit: &Visit<'_>) -> String {
    let back = format!("/account/go?site={}&to={}", visit.current.id(), query_value(PATH));
    visit
        .world
        .sign_in_url(&format!("/account/confirm?to={}", query_value(&back)))
}

/// A size in words that people know.
fn size(words: &umbel_web_kit::i18n::Words<'_>, bytes: i64) -> String {
    let (key, unit) = if bytes < 1_000_000 {
        ("leaving-kilobytes", 1_000)
    } else {
        ("leaving-megabytes", 1_000_000)
    };
    words.say_with(key, &[("count", ((bytes + unit - 1) / unit).into())])
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let packed = |state: &'static str, with_members: bool| PackedView {
        what: "Everything".into(),
        with_members,
        state,
        size: "12 megabytes".into(),
        when: When::sample(),
        until: "Sunday 29 November".into(),
        url: "/manage/leaving/1/file".into(),
    };
    let full = RoomView {
        form: FormView::sample(&["form"]),
        contents: vec!["12 posts".into(), "3 pages".into()],
        along: 3,
        not_along: 4,
        confirm: Some("https://id.umbrella.example/account/confirm?to=%2Faccount".into()),
        packed: vec![packed("ready", true), packed("waiting", false), packed("failed", false)],
        is_waiting: true,
    };
    let empty = RoomView {
        contents: Vec::new(),
        along: 0,
        not_along: 0,
        confirm: None,
        packed: Vec::new(),
        is_waiting: false,
        ..full.clone()
    };
    vec![
        workplace::sample("leaving/room.html", &full),
        workplace::sample("leaving/room.html", &empty),
    ]
}
