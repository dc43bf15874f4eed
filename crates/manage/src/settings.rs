//! What a place is called, where it is and what language it speaks.

use chrono_tz::TZ_VARIANTS;
use serde::Serialize;
use umbel_core::email::EmailAddress;
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::slug::slugify;
use umbel_core::tree::{
    LONGEST_ABOUT, LONGEST_PLACE, LONGEST_SITE_NAME, LONGEST_TOPIC, MOST_TOPICS, Setting, Site, SiteKind,
    mark_template, setting, write_setting,
};
use umbel_core::{SiteScope, SiteWrite};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use umbel_web_kit::workplace;

/// The longest line under a name, in characters.
const LONGEST_TAGLINE: usize = 200;
/// The fields of the form.
const FIELDS: &[&str] = &[
    "name",
    "tagline",
    "about",
    "locale",
    "time_zone",
    "place",
    "contact",
    "topics",
];

/// `manage/settings.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SettingsView {
    form: FormView,
    languages: Vec<(String, String)>,
    time_zones: Vec<(String, String)>,
    longest_about: usize,
    /// Whether new sites may be made after this one; none where they are not.
    template: Option<bool>,
}

/// What is kept in settings rather than in the site's row.
struct Kept {
    topics: String,
    is_template: bool,
}

/// `/manage/settings`
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let site = visit.current.here.site.clone();
    let kept = kept(&mut visit.scope())?;
    let mut form = FormView::new(visit, FIELDS);
    let mut is_template = kept.is_template;
    if let Some(sent) = visit.form.clone() {
        is_template = sent.has("is_template");
        let changed = read(visit, &sent, &site, &mut form);
        let topics = read_topics(visit, &sent, &mut form);
        if form.is_fine() {
            save(visit, person, changed, &Kept { topics, is_template }, &kept)?;
            return Ok(Answer::GoOn("/manage/settings?done=settings".into()));
        }
    } else {
        for (field, value) in [
            ("name", site.name.as_str()),
            ("tagline", &site.tagline),
            ("about", &site.about),
            ("locale", &site.locale),
            ("time_zone", &site.time_zone),
            ("place", site.place.as_deref().unwrap_or_default()),
            ("contact", site.contact_email.as_deref().unwrap_or_default()),
            ("topics", &kept.topics.replace(',', ", ")),
        ] {
            form.put(field, value);
        }
    }
    let view = SettingsView {
        form,
        languages: languages(visit, &site.locale),
        time_zones: time_zones(&site.time_zone),
        longest_about: LONGEST_ABOUT,
        template: (site.kind == SiteKind::Site).then_some(is_template),
    };
    workplace::page(visit, person, "settings", "manage/settings.html", &view)
}

fn kept(scope: &mut SiteScope<'_>) -> Result<Kept, Problem> {
    Ok(Kept {
        topics: setting(scope, Setting::Topics)?.unwrap_or_default(),
        is_template: setting(scope, Setting::IsTemplate)?.as_deref() == Some("yes"),
    })
}

/// The site with what was sent, and beside each field that cannot be taken, why.
fn read(visit: &Visit<'_>, sent: &Form, site: &Site, form: &mut FormView) -> Site {
    let words = visit.words();
    let mut changed = site.clone();
    let mut refuse = |field: &str, key: &str| form.refuse(field, words.say(key));
    let line = |name: &str| sent.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    changed.name = line("name");
    if changed.name.is_empty() || is_too_long(&changed.name, LONGEST_SITE_NAME) {
        refuse("name", "settings-name-wrong");
    }
    changed.tagline = line("tagline");
    if is_too_long(&changed.tagline, LONGEST_TAGLINE) {
        refuse("tagline", "settings-too-long");
    }
    changed.about = sent.text("about").replace("\r\n", "\n");
    if is_too_long(&changed.about, LONGEST_ABOUT) {
        refuse("about", "settings-too-long");
    }
    sent.text("locale").clone_into(&mut changed.locale);
    let is_spoken = visit
        .world
        .themes
        .languages()
        .all()
        .any(|known| known == changed.locale);
    if !is_spoken && changed.locale != site.locale {
        refuse("locale", "settings-language-wrong");
    }
    sent.text("time_zone").clone_into(&mut changed.time_zone);
    if changed.time_zone.parse::<chrono_tz::Tz>().is_err() {
        refuse("time_zone", "settings-time-zone-wrong");
    }
    changed.place = Some(line("place")).filter(|place| !place.is_empty());
    if changed
        .place
        .as_deref()
        .is_some_and(|place| is_too_long(place, LONGEST_PLACE))
    {
        refuse("place", "settings-too-long");
    }
    if changed.place != site.place {
        // The point belongs to the former words.
        (changed.latitude, changed.longitude) = (None, None);
    }
    changed.contact_email = match sent.text("contact") {
        "" => None,
        typed => match EmailAddress::parse(typed) {
            Ok(address) => Some(address.as_str().to_owned()),
            Err(_) => {
                refuse("contact", "settings-contact-wrong");
                None
            }
        },
    };
    changed
}

/// What was sent as topics, as it is kept.
fn read_topics(visit: &Visit<'_>, sent: &Form, form: &mut FormView) -> String {
    let mut topics: Vec<String> = Vec::new();
    for topic in sent.text("topics").split(',').map(slugify) {
        if !topic.is_empty() && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    if topics.len() > MOST_TOPICS || topics.iter().any(|topic| is_too_long(topic, LONGEST_TOPIC)) {
        form.refuse("topics", visit.words().say("settings-topics-wrong"));
    }
    topics.join(",")
}

fn save(visit: &Visit<'_>, person: &SignedIn, mut changed: Site, kept: &Kept, before: &Kept) -> Result<(), Problem> {
    let former = &visit.current.here.site;
    let (id, by) = (former.id, Some(&person.standing));
    visit.world.store.write(|write| {
        // Only what the form shows is written: status, place in the tree and looks may have changed meanwhile.
        let now = Site::find(write.connection, id)?;
        (changed.status, changed.parent_id) = (now.status, now.parent_id);
        (changed.theme, changed.accent, changed.letters) = (now.theme, now.accent, now.letters);
        changed.save(write)?;
        let site = &mut SiteWrite::new(id, write);
        if kept.topics != before.topics {
            write_setting(site, Setting::Topics, &kept.topics)?;
        }
        if changed.kind == SiteKind::Site && kept.is_template != before.is_template {
            mark_template(site, kept.is_template)?;
            let subject = if kept.is_template { "yes" } else { "no" };
            record(site, by, Act::TemplateMarked, subject, "")?;
        }
        site.content_changed();
        record(site, by, Act::SettingsChanged, &changed.name, "")?;
        if changed.locale != former.locale {
            // The umbrella's language decides which items of all sites have a list of their own.
            aggregator::tree_changes::relist_with_all_beneath(write, id)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn is_too_long(text: &str, most: usize) -> bool {
    text.chars().count() > most
}

/// The languages there are words for, and the one in use.
pub(crate) fn languages(visit: &Visit<'_>, current: &str) -> Vec<(String, String)> {
    let words = visit.words();
    let name = |language: &str| words.known(&format!("language-name-{language}"));
    let mut all: Vec<(String, String)> = visit
        .world
        .themes
        .languages()
        .all()
        .filter_map(|language| Some((language.to_owned(), name(language)?)))
        .collect();
    if all.iter().all(|(language, _)| language != current) {
        all.push((current.to_owned(), name(current).unwrap_or_else(|| current.to_owned())));
    }
    all
}

/// The time zones of places, and the one in use.
fn time_zones(current: &str) -> Vec<(String, String)> {
    let mut all: Vec<String> = TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|name| {
            // The other names are former or political ones of the same zones.
            name.split_once('/').is_some_and(|(area, _)| {
                [
                    "Africa",
                    "America",
                    "Antarctica",
                    "Arctic",
                    "Asia",
                    "Atlantic",
                    "Australia",
                    "Europe",
                    "Indian",
                    "Pacific",
                ]
                .contains(&area)
            })
        })
        .map(str::to_owned)
        .collect();
    for one in ["UTC", current] {
        if all.iter().all(|name| name != one) {
            all.insert(0, one.to_owned());
        }
    }
    all.into_iter()
        .map(|name| (name.clone(), name.replace('_', " ")))
        .collect()
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = SettingsView {
        form: FormView::sample(FIELDS),
        languages: vec![("en".into(), "English".into())],
        time_zones: time_zones("Europe/Madrid"),
        longest_about: LONGEST_ABOUT,
        template: Some(true),
    };
    let bare = SettingsView {
        template: None,
        ..full.clone()
    };
    vec![
        workplace::sample("manage/settings.html", &full),
        workplace::sample("manage/settings.html", &bare),
    ]
}
