//! One file of the library: what it shows, what must stay in view, where it is used, and taking it out.

use serde::Serialize;
use umbel_core::content::{Media, MediaFilter, MediaKind, MediaPlace, MediaState};
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::{Id, SiteWrite};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit, workplace};

use crate::item::{Item, may_change};

/// The longest text that says what a picture shows, in characters.
const LONGEST_ALT: usize = 300;
/// The longest text under a picture, in characters.
const LONGEST_CAPTION: usize = 500;
const FIELDS: &[&str] = &["alt", "caption", "focal_x", "focal_y"];

/// `library/one.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OneView {
    item: Item,
    form: FormView,
    is_decoration: bool,
    /// The largest file of a picture; empty for what is none or not ready.
    large: String,
    may_change: bool,
    places: Vec<PlaceRow>,
    /// The next picture that nobody has described.
    next: Option<String>,
    arrived: String,
}

/// Somewhere the file is used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceRow {
    text: String,
    url: Option<String>,
}

/// The page of a file, and what is done with its form.
pub(crate) fn look_after(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut media = asked_for(visit)?;
    let mut form = FormView::new(visit, FIELDS);
    let mut is_decoration = media.is_decoration;
    if let Some(sent) = visit.form.clone() {
        if !may_change(person, &media) {
            return Err(Problem::Refused);
        }
        is_decoration = sent.has("is_decoration");
        if read(visit, &sent, &mut form, &mut media) {
            let here = visit.current.id();
            visit
                .world
                .store
                .write(|write| media.save_words(&mut SiteWrite::new(here, write)))?;
            return Ok(Answer::GoOn(format!("/manage/library/{}?done=saved", media.id)));
        }
    } else {
        form.put("alt", &media.alt);
        form.put("caption", &media.caption);
    }
    form.put("focal_x", &media.focal_x.to_string());
    form.put("focal_y", &media.focal_y.to_string());
    show(visit, person, &media, form, is_decoration)
}

/// Takes a file out of the library, unless something shows it.
pub(crate) fn remove(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let media = asked_for(visit)?;
    if visit.form.is_none() {
        return Ok(Answer::GoOn(format!("/manage/library/{}", media.id)));
    }
    if !may_change(person, &media) {
        return Err(Problem::Refused);
    }
    let here = visit.current.id();
    let removed = visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        if !media.places(&mut site.read())?.is_empty() {
            return Ok(false);
        }
        Media::remove(site, media.id)?;
        Ok(true)
    })?;
    if !removed {
        return Ok(Answer::GoOn(format!("/manage/library/{}?done=still-used", media.id)));
    }
    let names = media.file_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let files = &visit.world.media;
    let deleted = files
        .remove(here.number(), &names)
        .and_then(|()| files.remove_original(here.number(), &media.base_name));
    if let Err(error) = deleted {
        // Its address would go on showing it to whoever knows it, and nobody could take it away any more.
        tracing::error!(site = %here, %error, "the files of something that was to be taken out could not be deleted");
        visit
            .world
            .store
            .write(|write| Media::insert(&mut SiteWrite::new(here, write), &media))?;
        return Ok(Answer::GoOn(format!("/manage/library/{}?done=not-taken-out", media.id)));
    }
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        record(
            site,
            Some(&person.standing),
            Act::MediaRemoved,
            &media.original_name,
            "",
        )
    })?;
    Ok(Answer::GoOn("/manage/library?done=taken-out".into()))
}

fn asked_for(visit: &mut Visit<'_>) -> Result<Media, Problem> {
    let id = visit.parameter("id").parse().map(Id).map_err(|_| Problem::NotFound)?;
    Media::find(&mut visit.scope(), id)?.ok_or(Problem::NotFound)
}

/// Takes over what was typed; false when something cannot be taken.
fn read(visit: &Visit<'_>, sent: &Form, form: &mut FormView, media: &mut Media) -> bool {
    let words = visit.words();
    for (field, longest) in [("alt", LONGEST_ALT), ("caption", LONGEST_CAPTION)] {
        if sent.text(field).chars().count() > longest {
            form.refuse(field, words.say("library-too-long"));
        }
    }
    let hundredth = |name: &str, before: i32| match sent.text(name) {
        "" => before,
        text => text
            .parse::<f32>()
            .map_or(before, |number| number.round().clamp(0.0, 100.0) as i32),
    };
    media.is_decoration = sent.has("is_decoration");
    // A decoration has no words; otherwise they would be read out all the same.
    media.alt = if media.is_decoration {
        String::new()
    } else {
        sent.text("alt").replace(['\r', '\n'], " ")
    };
    media.caption = sent.text("caption").to_owned();
    media.focal_x = hundredth("focal_x", media.focal_x);
    media.focal_y = hundredth("focal_y", media.focal_y);
    form.is_fine()
}

fn show(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    media: &Media,
    form: FormView,
    is_decoration: bool,
) -> Result<Answer, Problem> {
    let places = media.places(&mut visit.scope())?;
    let lacking = MediaFilter {
        without_alt: true,
        ..MediaFilter::default()
    };
    let next = Media::newest(&mut visit.scope(), &lacking, 2)?
        .into_iter()
        .find(|other| other.id != media.id)
        .map(|other| format!("/manage/library/{}", other.id));
    let words = visit.words();
    let is_shown = media.kind == MediaKind::Picture && media.state != MediaState::Refused;
    let view = OneView {
        item: Item::of(media, &words),
        form,
        is_decoration,
        large: if is_shown {
            media.path(media.middle_width(), "webp")
        } else {
            String::new()
        },
        may_change: may_change(person, media),
        places: places.into_iter().map(|place| row(place, &words)).collect(),
        next,
        arrived: words.when(media.created_at).long,
    };
    let heading = media.original_name.clone();
    workplace::titled_page(visit, person, "library", heading, "library/one.html", &view)
}

fn row(place: MediaPlace, words: &umbel_web_kit::i18n::Words<'_>) -> PlaceRow {
    let titled = |key: &str, title: String| {
        let title = if title.is_empty() { words.say("untitled") } else { title };
        words.say_with(key, &[("title", title.into())])
    };
    let (text, url) = match place {
        MediaPlace::Post(id, title) => (titled("library-place-post", title), Some(format!("/manage/posts/{id}"))),
        MediaPlace::Page(id, title) => (titled("library-place-page", title), Some(format!("/manage/pages/{id}"))),
        MediaPlace::Event(_, title) => (titled("library-place-event", title), None),
        MediaPlace::Logo => (words.say("library-place-logo"), Some("/manage/look".into())),
        MediaPlace::Header => (words.say("library-place-header"), Some("/manage/look".into())),
        MediaPlace::Look => (words.say("library-place-look"), Some("/manage/look".into())),
    };
    PlaceRow { text, url }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = |kind, state, may_change, places| OneView {
        item: Item::sample(kind, state),
        form: FormView::sample(FIELDS),
        is_decoration: may_change,
        large: if kind == MediaKind::Picture && state != MediaState::Refused {
            "/media/1/ab-960.webp".into()
        } else {
            String::new()
        },
        may_change,
        places,
        next: may_change.then(|| "/manage/library/8".to_owned()),
        arrived: "Sunday 29 November 2026".into(),
    };
    let places = vec![
        PlaceRow {
            text: "In the post “The river”".into(),
            url: Some("/manage/posts/7".into()),
        },
        PlaceRow {
            text: "At the event “Walk”".into(),
            url: None,
        },
    ];
    vec![
        workplace::sample(
            "library/one.html",
            &view(MediaKind::Picture, MediaState::Ready, true, places),
        ),
        workplace::sample(
            "library/one.html",
            &view(MediaKind::Picture, MediaState::Waiting, false, Vec::new()),
        ),
        workplace::sample(
            "library/one.html",
            &view(MediaKind::Picture, MediaState::Refused, true, Vec::new()),
        ),
        workplace::sample(
            "library/one.html",
            &view(MediaKind::Document, MediaState::Ready, true, Vec::new()),
        ),
        workplace::sample(
            "library/one.html",
            &view(MediaKind::Recording, MediaState::Ready, true, Vec::new()),
        ),
    ]
}
