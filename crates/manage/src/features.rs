//! Switching features on and off. A switch shows on the next request, everywhere at once.

use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{Setting, disable_feature, enable_feature, setting};
use umbel_web_kit::{Answer, Feature, Problem, Visit};

use umbel_web_kit::workplace;

/// `manage/features.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeaturesView {
    features: Vec<FeatureRow>,
}

/// A feature that can be switched.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeatureRow {
    key: &'static str,
    name: String,
    hint: String,
    is_on: bool,
    /// Whether the network offers it; what is on stays on.
    is_offered: bool,
}

/// The list of switches, and what a switch does.
pub(crate) fn choose(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let offered = offered(visit)?;
    if let Some(sent) = visit.form.clone() {
        let key = sent.text("feature");
        let feature = optional(visit, key).ok_or(Problem::BadRequest)?;
        let on = sent.text("switch") == "on";
        if on && !offered.is_none_or(|keys| keys.iter().any(|offered| offered == feature.key)) {
            return Err(Problem::Refused);
        }
        let id = visit.current.id();
        visit.world.store.write(|write| {
            let site = &mut SiteWrite::new(id, write);
            let act = if on {
                enable_feature(site, feature.key)?;
                Act::FeatureEnabled
            } else {
                disable_feature(site, feature.key)?;
                Act::FeatureDisabled
            };
            record(site, Some(&person.standing), act, feature.key, "")?;
            aggregator::newswire::relist(write, id)
        })?;
        let done = if on { "feature-on" } else { "feature-off" };
        return Ok(Answer::GoOn(format!("/manage/features?done={done}")));
    }
    let words = visit.words();
    let features = visit
        .world
        .features
        .iter()
        .filter(|feature| feature.optional)
        .map(|feature| FeatureRow {
            key: feature.key,
            name: words.say(&format!("feature-{}", feature.key)),
            hint: words.say(&format!("feature-{}-hint", feature.key)),
            is_on: feature.is_on(&visit.current.here.features),
            is_offered: offered
                .as_ref()
                .is_none_or(|keys| keys.iter().any(|offered| offered == feature.key)),
        })
        .collect();
    workplace::page(
        visit,
        person,
        "features",
        "manage/features.html",
        &FeaturesView { features },
    )
}

fn optional(visit: &Visit<'_>, key: &str) -> Option<&'static Feature> {
    visit
        .world
        .features
        .iter()
        .copied()
        .find(|feature| feature.optional && feature.key == key)
}

/// The keys that the node above offers; none means all.
fn offered(visit: &mut Visit<'_>) -> Result<Option<Vec<String>>, Problem> {
    let Some(above) = visit.current.above.first().map(|above| above.site.id) else {
        return Ok(None);
    };
    let scope = &mut umbel_core::SiteScope::new(above, visit.connection);
    Ok(
        setting(scope, Setting::FeaturesOffered)?
            .map(|keys| keys.split(',').map(|key| key.trim().to_owned()).collect()),
    )
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/features.html",
        &FeaturesView {
            features: vec![FeatureRow {
                key: "calendar",
                name: "Calendar".into(),
                hint: "Events with their place.".into(),
                is_on: true,
                is_offered: true,
            }],
        },
    )]
}
