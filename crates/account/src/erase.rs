//! Erasing one's account, for good.

use serde::Serialize;
use umbel_core::Error;
use umbel_core::email::EmailAddress;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{CommentTexts, Farewell, SignedIn, UnderName, erase, kept_alone};
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, Cookie, FormView, Problem, Visit};

use crate::confirm::confirm_first;
use crate::views;

const PATH: &str = "/account/erase";

/// `account/erase.html`
#[derive(Clone, Debug, Serialize)]
struct EraseView {
    form: FormView,
    /// What stands in place of a name afterwards.
    nobody: String,
    /// Places that nobody else looks after, with the address where each is handed over.
    alone: Vec<(String, String)>,
}

/// `account/erased.html`
#[derive(Clone, Debug, Serialize)]
struct ErasedView {
    home: String,
}

/// Says what will happen, and does it.
pub(crate) fn leave(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if let Some(elsewhere) = confirm_first(visit, person, PATH)? {
        return Ok(elsewhere);
    }
    let account = person.standing.account.clone();
    let words = visit.words();
    let mut form = FormView::new(visit, &["posts", "comments", "word"]);
    let alone: Vec<(String, String)> = kept_alone(visit.connection, account.id)?
        .into_iter()
        .filter_map(|held| {
            let site = visit.world.tree.site(held.site.id)?;
            let origin = visit.world.origin.of(&site.host);
            Some((
                held.site.name,
                format!("{origin}/sign-in?to=%2Fmanage%2Fmembership%2Fsuccessor"),
            ))
        })
        .collect();
    let Some(sent) = visit.form.clone().filter(|_| alone.is_empty()) else {
        return show(visit, form, alone);
    };
    let typed = EmailAddress::parse(sent.text("word")).map(|typed| typed.normalised());
    if typed.ok().as_deref() != Some(account.email.as_str()) {
        form.refuse("word", words.say("erase-word-wrong"));
        return show(visit, form, alone);
    }
    let (nobody, removed) = (words.say("erase-nobody"), words.say("erase-removed"));
    let farewell = Farewell {
        posts: if sent.text("posts") == "stay" {
            UnderName::Stays
        } else {
            UnderName::Nameless
        },
        comments: if sent.text("comments") == "stay" {
            CommentTexts::Stay
        } else {
            CommentTexts::Go
        },
        nobody: &nobody,
        removed: &removed,
    };
    let world = visit.world;
    let outcome = world.store.write(|write| {
        erase(write, account.id, &farewell)?;
        let message = Message::AccountErased {
            name: account.name.clone(),
        };
        let locale = account.locale.as_deref().unwrap_or(words.locale());
        enqueue(write, &world.keys, &account.address()?, locale, None, &message)?;
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        // Somebody else who looked after a place went while this page was open.
        Err(Error::LastKeeper(_)) => return Ok(Answer::GoOn(PATH.into())),
        Err(error) => return Err(error.into()),
    }
    visit.drop_cookie(Cookie::SignIn);
    Ok(Answer::GoOn("/goodbye".into()))
}

/// What is said afterwards, to nobody in particular.
pub(crate) fn goodbye(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let home = visit.world.tree.umbrella().map_or_else(
        || "/".to_owned(),
        |umbrella| format!("{}/", visit.world.origin.of(&umbrella.host)),
    );
    let head = views::head(visit, "erased-heading", "/goodbye");
    visit.page("account/erased.html", head, &ErasedView { home })
}

fn show(visit: &mut Visit<'_>, form: FormView, alone: Vec<(String, String)>) -> Result<Answer, Problem> {
    let view = EraseView {
        form,
        nobody: visit.words().say("erase-nobody"),
        alone,
    };
    let head = views::head(visit, "erase-heading", PATH);
    visit.page("account/erase.html", head, &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = EraseView {
        form: FormView::sample(&["posts", "comments", "word"]),
        nobody: "A former member".into(),
        alone: vec![("Boston".into(), "https://boston.example/sign-in".into())],
    };
    let empty = EraseView {
        alone: Vec::new(),
        ..full.clone()
    };
    vec![
        sample("account/erase.html", &full),
        sample("account/erase.html", &empty),
        sample(
            "account/erased.html",
            &ErasedView {
                home: "https://umbrella.example/".into(),
            },
        ),
    ]
}
