//! Taking in what people bring: one file from a script, or several from a form.

use actix_web::http::StatusCode;
use serde_json::json;
use umbel_core::content::{Media, MediaKind, MediaState, UploadRoom, take_upload_room};
use umbel_core::people::SignedIn;
use umbel_core::{Error, SiteWrite};
use umbel_media::store::new_base;
use umbel_media::{MediaError, inspect};
use umbel_web_kit::delivery::Received;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::item::Item;
use crate::{json, list};

/// Why a file is not taken.
enum Refusal {
    /// It is none that can be kept.
    File(MediaError),
    /// There is no room left.
    Full,
    /// Too many came of late.
    TooOften,
    /// The place where files are kept does not take it.
    NotKept,
    /// Something broke.
    Problem(Problem),
}

impl Refusal {
    const fn status(&self) -> StatusCode {
        match self {
            Self::File(MediaError::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::NotKept => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    const fn key(&self) -> &'static str {
        match self {
            Self::File(error) => error.key(),
            Self::Full => "full",
            Self::NotKept => "not-kept",
            Self::TooOften | Self::Problem(_) => "too-often",
        }
    }
}

/// Takes what was sent.
pub(crate) fn receive(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn("/manage/library".into()));
    }
    let files = std::mem::take(&mut visit.files);
    if visit.by_script {
        return from_script(visit, person, files.first());
    }
    let mut kept = Vec::new();
    let mut refused = Vec::new();
    for file in &files {
        match take(visit, person, file) {
            Ok(media) => kept.push(media),
            Err(Refusal::Problem(problem)) => return Err(problem),
            Err(refusal) => refused.push((file.name.clone(), sentence(visit, &refusal))),
        }
    }
    if files.is_empty() {
        refused.push((String::new(), visit.words().say("library-choose-first")));
    }
    if !refused.is_empty() {
        return list::after_upload(visit, person, kept.len(), refused);
    }
    Ok(Answer::GoOn(match kept.as_slice() {
        [media] if media.kind == MediaKind::Picture => format!("/manage/library/{}?done=uploaded", media.id),
        [media] => format!("/manage/library/{}?done=uploaded-file", media.id),
        several if several.iter().any(|media| media.kind == MediaKind::Picture) => {
            "/manage/library?show=without-alt&done=uploaded-several".into()
        }
        _ => "/manage/library?done=uploaded-several".into(),
    }))
}

fn from_script(visit: &mut Visit<'_>, person: &SignedIn, file: Option<&Received>) -> Result<Answer, Problem> {
    let Some(file) = file else {
        return Err(Problem::BadRequest);
    };
    match take(visit, person, file) {
        Ok(media) => {
            let item = Item::of(&media, &visit.words());
            json::answer(StatusCode::OK, &json!({ "item": item }))
        }
        Err(Refusal::Problem(problem)) => Err(problem),
        Err(refusal) => json::answer(refusal.status(), &json!({ "error": sentence(visit, &refusal) })),
    }
}

fn sentence(visit: &Visit<'_>, refusal: &Refusal) -> String {
    visit.words().say(&format!("library-refused-{}", refusal.key()))
}

/// Keeps one file. Once this returns it is durable, and will be prepared whatever happens.
fn take(visit: &mut Visit<'_>, person: &SignedIn, file: &Received) -> Result<Media, Refusal> {
    if !file.is_whole {
        return Err(Refusal::File(MediaError::TooLarge));
    }
    let inspected = inspect(&file.path, &file.name).map_err(Refusal::File)?;
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    // Asked before anything is written, and again where nobody else can take the same room.
    let room = UploadRoom::of(&mut visit.scope()).map_err(|error| Refusal::Problem(error.into()))?;
    if !room.has_room_for(bytes) {
        return Err(Refusal::Full);
    }
    let here = visit.current.id();
    let account = person.standing.account.id;
    let widths: Vec<String> = inspected.widths.iter().map(ToString::to_string).collect();
    let media = Media {
        base_name: new_base(),
        widths: widths.join(","),
        fallback: inspected.fallback.into(),
        width: i32::try_from(inspected.width).unwrap_or(i32::MAX),
        height: i32::try_from(inspected.height).unwrap_or(i32::MAX),
        original_name: named(file, inspected.extension),
        kind: inspected.kind,
        extension: inspected.extension.map(str::to_owned),
        bytes,
        state: MediaState::Waiting,
        account_id: Some(account),
        ..Media::picture(here, visit.now)
    };
    let files = &visit.world.media;
    files
        .put_original(here.number(), &media.base_name, &file.path)
        .map_err(|error| {
            tracing::error!(site = %here, %error, "an upload could not be kept");
            Refusal::NotKept
        })?;
    let kept = visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        take_upload_room(site, account, bytes)?;
        Media::insert(site, &media)
    });
    match kept {
        Ok(()) => Ok(media),
        Err(error) => {
            // Nobody knows of it: if it stays behind, it only takes up room.
            let _ = files.remove_original(here.number(), &media.base_name);
            Err(match error {
                Error::Refused => Refusal::Full,
                Error::TooOften => Refusal::TooOften,
                other => Refusal::Problem(other.into()),
            })
        }
    }
}

/// What it is called. Phones send photos without a name now and then.
fn named(file: &Received, extension: Option<&'static str>) -> String {
    match (file.name.trim(), extension) {
        ("", Some(extension)) => format!("file.{extension}"),
        ("", None) => "photo".to_owned(),
        (name, _) => name.to_owned(),
    }
}
