//! The sections of front pages that are filled in by hand: who we are, what to do, pictures, how to reach us.

use serde::Serialize;
use umbel_core::content::Media;
use umbel_core::markdown;
use umbel_core::tree::{Look, SiteKind, is_address};

use crate::Problem;
use crate::feature::sample;
use crate::stones::{Link, Picture};
use crate::visit::Visit;

/// Such a section.
pub(super) struct Part {
    pub(super) key: &'static str,
    /// Its place unless the site arranged otherwise, among those of the features.
    pub(super) position: u8,
    /// Whether it is shown where nobody has arranged anything.
    pub(super) is_usual: bool,
}

/// All there are.
pub(super) const PARTS: [Part; 4] = [
    Part {
        key: "action",
        position: 12,
        is_usual: false,
    },
    Part {
        key: "photos",
        position: 60,
        is_usual: false,
    },
    Part {
        key: "about",
        position: 80,
        is_usual: true,
    },
    Part {
        key: "contact",
        position: 90,
        is_usual: false,
    },
];

/// `sections/about.html`
#[derive(Clone, Debug, Serialize)]
struct AboutView {
    /// What was written for the front page, as safe HTML.
    about_html: Option<String>,
}

/// `sections/action.html`
#[derive(Clone, Debug, Serialize)]
struct ActionView {
    action_title: String,
    action_text: String,
    action_link: Option<Link>,
}

/// `sections/photos.html`
#[derive(Clone, Debug, Serialize)]
struct PhotosView {
    photos: Vec<Picture>,
}

/// `sections/contact.html`
#[derive(Clone, Debug, Serialize)]
struct ContactView {
    contact_mail: Option<String>,
    contact_place: Option<String>,
    contact_text: String,
    contact_links: Vec<Link>,
}

/// The section of this key; none when there is nothing to show.
pub(super) fn render(visit: &mut Visit<'_>, look: &Look, key: &str) -> Result<Option<String>, Problem> {
    match key {
        "about" => about(visit, look),
        "action" => action(visit, look),
        "photos" => photos(visit, look),
        "contact" => contact(visit, look),
        _ => Ok(None),
    }
}

fn about(visit: &mut Visit<'_>, look: &Look) -> Result<Option<String>, Problem> {
    let site = &visit.current.here.site;
    let written = !look.parts.about.is_empty();
    let is_known = !site.about.is_empty() || site.place.is_some() || site.contact_email.is_some();
    if !written && !is_known && site.kind == SiteKind::Site {
        return Ok(None);
    }
    let view = AboutView {
        about_html: written.then(|| markdown::to_html(&look.parts.about)),
    };
    visit.fragment("sections/about.html", &view).map(Some)
}

fn action(visit: &mut Visit<'_>, look: &Look) -> Result<Option<String>, Problem> {
    let action = &look.parts.action;
    if action.title.is_empty() {
        return Ok(None);
    }
    // What an import or an older program wrote is judged once more: a link is followed with one tap.
    let leads_on = !action.button.is_empty() && is_address(&action.address);
    let view = ActionView {
        action_title: action.title.clone(),
        action_text: action.text.clone(),
        action_link: leads_on.then(|| Link::new(action.button.clone(), action.address.clone())),
    };
    visit.fragment("sections/action.html", &view).map(Some)
}

fn photos(visit: &mut Visit<'_>, look: &Look) -> Result<Option<String>, Problem> {
    let wanted = &look.parts.photos;
    let there = Media::by_id(&mut visit.scope(), wanted)?;
    let photos: Vec<Picture> = wanted.iter().filter_map(|id| there.get(id)).map(Picture::of).collect();
    if photos.is_empty() {
        return Ok(None);
    }
    visit.fragment("sections/photos.html", &PhotosView { photos }).map(Some)
}

fn contact(visit: &mut Visit<'_>, look: &Look) -> Result<Option<String>, Problem> {
    let contact = &look.parts.contact;
    let site = &visit.current.here.site;
    let own = |written: &str| Some(written.to_owned()).filter(|text| !text.is_empty());
    let view = ContactView {
        contact_mail: own(&contact.mail).or_else(|| site.contact_email.clone()),
        contact_place: own(&contact.place).or_else(|| site.place.clone()),
        contact_text: contact.text.clone(),
        contact_links: contact
            .links
            .iter()
            .filter(|link| is_address(&link.address))
            .map(|link| Link::new(link.label.clone(), link.address.clone()))
            .collect(),
    };
    let has_something = view.contact_mail.is_some()
        || view.contact_place.is_some()
        || !view.contact_text.is_empty()
        || !view.contact_links.is_empty();
    if !has_something {
        return Ok(None);
    }
    visit.fragment("sections/contact.html", &view).map(Some)
}

/// Samples of the templates of these sections.
pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let action = ActionView {
        action_title: "Block the eviction on Friday".into(),
        action_text: "Seven in the morning.\nBring a friend.".into(),
        action_link: Some(Link::new("I will be there", "/join")),
    };
    let contact = ContactView {
        contact_mail: Some("hello@boston.example".into()),
        contact_place: Some("12 Shed Street".into()),
        contact_text: "Tuesdays from six.\nRing twice.".into(),
        contact_links: vec![Link::new("Our choir", "https://choir.example/")],
    };
    vec![
        sample(
            "sections/about.html",
            &AboutView {
                about_html: Some("<p>We <strong>cook</strong>.</p>".into()),
            },
        ),
        sample("sections/about.html", &AboutView { about_html: None }),
        sample("sections/action.html", &action),
        sample(
            "sections/action.html",
            &ActionView {
                action_text: String::new(),
                action_link: None,
                ..action.clone()
            },
        ),
        sample(
            "sections/photos.html",
            &PhotosView {
                photos: vec![Picture::sample(), Picture::sample()],
            },
        ),
        sample("sections/contact.html", &contact),
        sample(
            "sections/contact.html",
            &ContactView {
                contact_mail: None,
                contact_place: None,
                contact_text: String::new(),
                contact_links: Vec::new(),
            },
        ),
    ]
}
