//! What holds beneath a network or the umbrella: who may start something, which features are on offer, how much may be
//! uploaded.

use serde::Serialize;
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{
    Setting, SiteKind, StartMode, clear_setting, network_start_mode, setting, start_mode, widest_start_mode,
    write_setting,
};
use umbel_core::{Result, SiteWrite};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use umbel_web_kit::workplace;

const FIELDS: &[&str] = &["start_mode", "network_start_mode", "upload_quota"];
/// The most that may be uploaded to a site, in mebibytes: a tebibyte.
const HIGHEST_QUOTA: u32 = 1_048_576;

/// `manage/rules.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RulesView {
    form: FormView,
    /// Whether this is the umbrella, which also decides about networks.
    is_umbrella: bool,
    modes: Vec<(String, String)>,
    network_modes: Vec<(String, String)>,
    features: Vec<OfferRow>,
}

/// A feature that may be on offer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OfferRow {
    key: &'static str,
    name: String,
    hint: String,
    is_offered: bool,
}

/// What somebody chose.
struct Chosen {
    mode: StartMode,
    network_mode: Option<StartMode>,
    /// None when all are on offer.
    offered: Option<String>,
    /// None when nobody has set a bound.
    quota: Option<u32>,
}

/// The form, and what is done with it.
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let here = visit.current.here.site.clone();
    let is_umbrella = here.kind == SiteKind::Umbrella;
    let widest = widest_start_mode(visit.connection, here.id)?.unwrap_or(StartMode::Open);
    let mut form = FormView::new(visit, FIELDS);
    let offered = if let Some(sent) = visit.form.clone() {
        if let Some(chosen) = read(visit, &sent, &mut form, widest, is_umbrella) {
            save(visit, person, &chosen)?;
            return Ok(Answer::GoOn("/manage/rules?done=saved".into()));
        }
        Some(sent.all("feature").join(","))
    } else {
        form.put("start_mode", start_mode(visit.connection, here.id)?.as_str());
        form.put(
            "network_start_mode",
            network_start_mode(visit.connection, here.id)?.as_str(),
        );
        let quota = setting(&mut visit.scope(), Setting::UploadQuota)?;
        form.put("upload_quota", quota.as_deref().unwrap_or_default());
        setting(&mut visit.scope(), Setting::FeaturesOffered)?
    };
    let words = visit.words();
    let say = |kind: &str, mode: StartMode| (mode.to_string(), words.say(&format!("rules-{kind}-{mode}")));
    let view = RulesView {
        form,
        is_umbrella,
        modes: StartMode::ALL
            .iter()
            .rev()
            .filter(|mode| **mode <= widest)
            .map(|mode| say("mode", *mode))
            .collect(),
        network_modes: [StartMode::Request, StartMode::Invitation]
            .into_iter()
            .map(|mode| say("network", mode))
            .collect(),
        features: optional(visit)
            .map(|key| OfferRow {
                key,
                name: words.say(&format!("feature-{key}")),
                hint: words.say(&format!("feature-{key}-hint")),
                is_offered: offered
                    .as_deref()
                    .is_none_or(|keys| keys.split(',').any(|offered| offered.trim() == key)),
            })
            .collect(),
    };
    workplace::page(visit, person, "rules", "manage/rules.html", &view)
}

fn read(visit: &Visit<'_>, sent: &Form, form: &mut FormView, widest: StartMode, is_umbrella: bool) -> Option<Chosen> {
    let words = visit.words();
    let mode = sent.text("start_mode").parse().ok().filter(|mode| *mode <= widest);
    if mode.is_none() {
        form.refuse("start_mode", words.say("rules-mode-wrong"));
    }
    let network_mode: Option<StartMode> = sent
        .text("network_start_mode")
        .parse()
        .ok()
        .filter(|mode| is_umbrella && *mode <= StartMode::Request);
    if is_umbrella && network_mode.is_none() {
        form.refuse("network_start_mode", words.say("rules-mode-wrong"));
    }
    let quota = match sent.text("upload_quota") {
        "" => None,
        text => {
            let quota = text.parse().ok().filter(|quota| (1..=HIGHEST_QUOTA).contains(quota));
            if quota.is_none() {
                form.refuse("upload_quota", words.say("rules-quota-wrong"));
            }
            quota
        }
    };
    let ticked = sent.all("feature");
    let keys: Vec<&str> = optional(visit).filter(|key| ticked.contains(key)).collect();
    // Who offers everything also offers what is added later.
    let offered = (keys.len() < optional(visit).count()).then(|| keys.join(","));
    let mode = mode?;
    form.is_fine().then_some(Chosen {
        mode,
        network_mode,
        offered,
        quota,
    })
}

/// Writes what is different, and a line into the log for each.
fn save(visit: &Visit<'_>, person: &SignedIn, chosen: &Chosen) -> Result<(), Problem> {
    let here = visit.current.id();
    let quota = chosen.quota.map(|quota| quota.to_string());
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        let mut set = |which: Setting, value: Option<&str>, act: Act| -> Result<()> {
            if setting(&mut site.read(), which)?.as_deref() == value {
                return Ok(());
            }
            match value {
                Some(value) => write_setting(site, which, value)?,
                None => clear_setting(site, which)?,
            }
            record(site, Some(&person.standing), act, value.unwrap_or_default(), "")
        };
        set(Setting::StartMode, Some(chosen.mode.as_str()), Act::StartModeChanged)?;
        if let Some(mode) = chosen.network_mode {
            set(Setting::NetworkStartMode, Some(mode.as_str()), Act::StartModeChanged)?;
        }
        set(Setting::FeaturesOffered, chosen.offered.as_deref(), Act::OfferChanged)?;
        set(Setting::UploadQuota, quota.as_deref(), Act::QuotaSet)
    })?;
    Ok(())
}

/// The keys of the features that can be switched.
fn optional(visit: &Visit<'_>) -> impl Iterator<Item = &'static str> + use<> {
    visit
        .world
        .features
        .iter()
        .filter(|feature| feature.optional)
        .map(|feature| feature.key)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = |is_umbrella| RulesView {
        form: FormView::sample(FIELDS),
        is_umbrella,
        modes: vec![("open".into(), "Everybody, at once".into())],
        network_modes: vec![("invitation".into(), "Umbrella admins only".into())],
        features: vec![OfferRow {
            key: "calendar",
            name: "Calendar".into(),
            hint: "Events with their place.".into(),
            is_offered: true,
        }],
    };
    vec![
        workplace::sample("manage/rules.html", &view(true)),
        workplace::sample("manage/rules.html", &view(false)),
    ]
}
