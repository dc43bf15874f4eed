//! Something new beneath this node: the umbrella's admins make a network here, sites are started at `/start`.

use serde::Serialize;
use umbel_core::Error;
use umbel_core::people::SignedIn;
use umbel_core::tree::{LONGEST_SITE_NAME, LabelState, SiteKind, look_at_label};
use umbel_web_kit::themes::DEFAULT_THEME;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use umbel_web_kit::workplace;

/// `manage/found.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FoundView {
    form: FormView,
    /// What stands behind the name in the address.
    above: String,
    languages: Vec<(String, String)>,
}

/// `/manage/sites/new`
pub(crate) fn found(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let here = visit.current.here.clone();
    if here.site.kind != SiteKind::Umbrella {
        return Ok(Answer::GoOn("/start".into()));
    }
    let mut form = FormView::new(visit, &["name", "label", "locale"]);
    let words = visit.words();
    if let Some(sent) = visit.form.clone() {
        let name = sent.text("name");
        if name.is_empty() || name.chars().count() > LONGEST_SITE_NAME {
            form.refuse("name", words.say("settings-name-wrong"));
        }
        let locale = sent.text("locale");
        if visit.world.themes.languages().all().all(|known| known != locale) {
            form.refuse("locale", words.say("settings-language-wrong"));
        }
        let (state, label) = look_at_label(visit.connection, &here.host.parse()?, sent.text("label"))?;
        if state != LabelState::Free {
            form.refuse("label", words.say(&format!("address-label-{}", state.as_str())));
        }
        if let Some(label) = label.filter(|_| form.is_fine()) {
            let founded = visit.world.store.write(|write| {
                let by = Some(&person.standing);
                aggregator::tree_changes::found_network(write, by, name, &label, locale, DEFAULT_THEME)
            });
            match founded {
                Ok(network) => {
                    return Ok(Answer::GoOn(format!(
                        "/manage/sites/{}?done=network-founded",
                        network.id
                    )));
                }
                // Somebody was faster.
                Err(Error::Taken(_)) => form.refuse("label", words.say("address-label-taken")),
                Err(error) => return Err(error.into()),
            }
        }
    } else {
        form.put("locale", &here.site.locale);
    }
    let view = FoundView {
        form,
        above: here.host.clone(),
        languages: crate::settings::languages(visit, &here.site.locale),
    };
    workplace::page(visit, person, "sites", "manage/found.html", &view)
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/found.html",
        &FoundView {
            form: FormView::sample(&["name", "label", "locale"]),
            above: "liberation.example".into(),
            languages: vec![("en".into(), "English".into())],
        },
    )]
}
