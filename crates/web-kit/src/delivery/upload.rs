//! Files that people send: written to disk as they arrive, within bounds of size and time, and only for those who may.

use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{self, Data, Payload};
use bytes::Bytes;
use futures_core::Stream;
use multisite_router::CurrentSite;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use umbel_core::time::zone_or_utc;
use umbel_media::LARGEST_FILE;

use super::gate;
use super::making::Request;
use crate::feature::{Handler, Route};
use crate::forms::{Form, TOKEN_FIELD};
use crate::i18n::Words;
use crate::problem::Problem;
use crate::visit::{Answer, Ground, Visit};
use crate::world::World;

/// The header in which a script sends what forms carry in a field.
const TOKEN_HEADER: &str = "x-form-token";
/// How a form with files is sent (RFC 7578).
const MULTIPART: &str = "multipart/form-data";
/// How long an upload may take.
const LONGEST_UPLOAD: Duration = Duration::from_secs(600);
/// How long nothing may arrive.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
/// How many bytes must arrive in a second, once the first half minute is over.
const SLOWEST: u64 = 1024;
/// How many files one form may bring.
const MOST_FILES: usize = 50;
/// How much all files of one form may hold, in bytes.
const LARGEST_FORM: u64 = 512 * 1024 * 1024;
/// How much all other fields may hold, in bytes.
const LONGEST_FIELDS: usize = 64 * 1024;
/// How much is written to disk at a time.
const PIECE: usize = 256 * 1024;
/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 200;

/// A file that arrived. It is gone with the visit.
#[derive(Clone, Debug)]
pub struct Received {
    /// What it was called where it came from.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// Whether all of it was kept: what is too large is not.
    pub is_whole: bool,
    _file: Arc<Temporary>,
}

/// A file that is deleted when nobody needs it any more.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // What stays behind is tidied up within a day.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Whether a script sends this, which reads sentences and no pages.
pub(super) fn is_by_script(route: &Route, headers: &HeaderMap) -> bool {
    route.takes_files && headers.contains_key(TOKEN_HEADER)
}

/// Whether what is sent brings files; a plain form is read as any other.
pub(super) fn brings_files(route: &Route, headers: &HeaderMap) -> bool {
    let is_form = text_of(headers, header::CONTENT_TYPE.as_str())
        .get(..MULTIPART.len())
        .is_some_and(|kind| kind.eq_ignore_ascii_case(MULTIPART));
    route.takes_files && (is_form || headers.contains_key(TOKEN_HEADER))
}

/// Takes what is sent, once it is clear that this person may send it.
///
/// # Errors
/// Why it is not taken.
pub(super) async fn receive(
    world: &Data<World>,
    headers: &HeaderMap,
    payload: Payload,
    request: &Request,
) -> Result<(Form, Vec<Received>), Problem> {
    admit(world, request).await?;
    let expected = request.browser.site.as_ref().map(gate::form_token).unwrap_or_default();
    let is_ours = |sent: &str| !expected.is_empty() && gate::is_same(sent, &expected);
    let announced: u64 = text_of(headers, header::CONTENT_LENGTH.as_str())
        .parse()
        .unwrap_or_default();
    let mut arriving = Arriving::new(world.uploads.clone());
    let reading = async {
        if request.by_script {
            let token = text_of(headers, TOKEN_HEADER);
            if !is_ours(token) {
                return Err(Problem::Forged);
            }
            if announced > LARGEST_FILE {
                return Err(Problem::TooLarge);
            }
            let file = arriving
                .file(
                    payload.into_inner(),
                    request.query.get("name").map_or("", String::as_str),
                )
                .await?;
            if !file.is_whole {
                return Err(Problem::TooLarge);
            }
            return Ok((Form::of(vec![(TOKEN_FIELD.into(), token.to_owned())]), vec![file]));
        }
        if announced > LARGEST_FORM {
            return Err(Problem::TooLarge);
        }
        arriving.form(Multipart::new(headers, payload), is_ours).await
    };
    actix_web::rt::time::timeout(LONGEST_UPLOAD, reading)
        .await
        .map_err(|_| Problem::BadRequest)?
}

/// Whether this person may send anything here: asked before the first byte is read.
async fn admit(world: &Data<World>, request: &Request) -> Result<(), Problem> {
    if request.ground != Ground::Site {
        return Err(Problem::MethodNotAllowed);
    }
    let (shared, current, browser) = (Data::clone(world), request.current.clone(), request.browser.clone());
    let person = web::block(move || {
        shared
            .store
            .read(|connection| gate::person(&shared, connection, &current, Ground::Site, &browser))
    })
    .await
    .map_err(|_| Problem::Broken("looking who sends something panicked".into()))??;
    match (request.route.handler, person) {
        (Handler::Open(_), _) | (Handler::SignedIn(_), Some(_)) => Ok(()),
        (Handler::Holding(role, _), Some(person)) if person.standing.is_at_least(role) => Ok(()),
        (Handler::Holding(..), Some(_)) => Err(Problem::Refused),
        (_, None) => Err(Problem::SignedOut),
    }
}

/// What has arrived so far, and since when.
struct Arriving {
    folder: PathBuf,
    since: Instant,
    bytes: u64,
}

impl Arriving {
    fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            since: Instant::now(),
            bytes: 0,
        }
    }

    /// A whole form with files in it. Its token comes first, so that nothing is kept that was not sent from our pages.
    async fn form(
        &mut self,
        mut fields: Multipart,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<(Form, Vec<Received>), Problem> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut files = Vec::new();
        while let Some(field) = next(&mut fields).await? {
            let field = field.map_err(|_| Problem::BadRequest)?;
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field
                .content_disposition()
                .and_then(|disposition| disposition.get_filename())
                .map(str::to_owned);
            if let Some(file_name) = file_name {
                if !pairs.iter().any(|(name, value)| name == TOKEN_FIELD && is_ours(value)) {
                    return Err(Problem::Forged);
                }
                if files.len() == MOST_FILES {
                    return Err(Problem::TooLarge);
                }
                let file = self.file(field, &file_name).await?;
                // A form without a chosen file sends one without name and content.
                if file.bytes > 0 || !file.name.is_empty() {
                    files.push(file);
                }
            } else {
                let held: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
                let value = self.text(field, LONGEST_FIELDS.saturating_sub(held)).await?;
                pairs.push((name, value));
            }
        }
        Ok((Form::of(pairs), files))
    }

    async fn text(&mut self, mut field: Field, longest: usize) -> Result<String, Problem> {
        let mut whole = Vec::new();
        while let Some(piece) = next(&mut field).await? {
            let piece = piece.map_err(|_| Problem::BadRequest)?;
            self.count(&piece)?;
            if whole.len() + piece.len() > longest {
                return Err(Problem::TooLarge);
            }
            whole.extend_from_slice(&piece);
        }
        String::from_utf8(whole).map_err(|_| Problem::BadRequest)
    }

    async fn file<S, E>(&mut self, mut pieces: S, name: &str) -> Result<Received, Problem>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        let (mut file, path) = create(&self.folder).await?;
        let temporary = Arc::new(Temporary(path.clone()));
        let mut waiting = Vec::with_capacity(PIECE);
        let mut bytes = 0;
        let mut is_whole = true;
        while let Some(piece) = next(&mut pieces).await? {
            let piece = piece.map_err(|_| Problem::BadRequest)?;
            self.count(&piece)?;
            bytes += piece.len() as u64;
            if bytes > LARGEST_FILE {
                // The rest is read and forgotten, so that the other files of a form still arrive.
                is_whole = false;
                waiting.clear();
                continue;
            }
            waiting.extend_from_slice(&piece);
            if waiting.len() >= PIECE {
                (file, waiting) = write(file, waiting).await?;
            }
        }
        if is_whole {
            write(file, waiting).await?;
        }
        Ok(Received {
            name: clean_name(name),
            path,
            bytes,
            is_whole,
            _file: temporary,
        })
    }

    /// Counts what arrived, and gives up on what is too much or comes too slowly.
    fn count(&mut self, piece: &Bytes) -> Result<(), Problem> {
        self.bytes += piece.len() as u64;
        if self.bytes > LARGEST_FORM {
            return Err(Problem::TooLarge);
        }
        let since = self.since.elapsed();
        if since > LONGEST_SILENCE && self.bytes < since.as_secs() * SLOWEST {
            return Err(Problem::BadRequest);
        }
        Ok(())
    }
}

/// The next of a stream, unless it keeps silent for too long.
async fn next<S: Stream + Unpin>(stream: &mut S) -> Result<Option<S::Item>, Problem> {
    let next = std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context));
    actix_web::rt::time::timeout(LONGEST_SILENCE, next)
        .await
        .map_err(|_| Problem::BadRequest)
}

/// A new file that nobody else has.
async fn create(folder: &Path) -> Result<(File, PathBuf), Problem> {
    let path = folder.join(format!("arriving-{}", umbel_media::store::new_base()));
    let folder = folder.to_owned();
    on_disk(move || {
        std::fs::create_dir_all(&folder)?;
        Ok((File::create_new(&path)?, path))
    })
    .await
}

/// Writes a piece and gives file and buffer back.
async fn write(mut file: File, mut piece: Vec<u8>) -> Result<(File, Vec<u8>), Problem> {
    on_disk(move || {
        file.write_all(&piece)?;
        piece.clear();
        Ok((file, piece))
    })
    .await
}

/// Does something that may wait for the disk.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Problem> {
    web::block(work)
        .await
        .map_err(|_| Problem::Broken("writing an upload panicked".into()))?
        .map_err(|error| Problem::Broken(format!("an upload could not be written: {error}")))
}

/// The name without folders, as some browsers send them, and without what no name has.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|character| !character.is_control())
        .take(LONGEST_NAME)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn text_of<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// What a script is told instead of a page: the status and the text.
pub(super) fn told(world: &World, current: &CurrentSite, problem: &Problem) -> (StatusCode, String) {
    let languages = world.themes.languages();
    let here = &current.here.site;
    let words = Words::new(
        languages,
        languages.nearest(&here.locale),
        zone_or_utc(&here.time_zone),
        world.store.now(),
    );
    (problem.status(), sentence(&words, problem))
}

/// An answer as a script reads it: no page, and no way to another one.
pub(super) fn as_script_reads(visit: &mut Visit<'_>, answer: Result<Answer, Problem>) -> Result<Answer, Problem> {
    let problem = match answer {
        Ok(Answer::GoOn(_)) => Problem::Refused,
        Err(problem) => problem,
        answer => return answer,
    };
    if let Problem::Broken(reason) = &problem {
        tracing::error!(site = %visit.current.id(), path = visit.path, reason, "an upload broke");
    }
    Ok(Answer::Json {
        status: problem.status(),
        text: sentence(&visit.words(), &problem),
    })
}

fn sentence(words: &Words<'_>, problem: &Problem) -> String {
    serde_json::json!({ "error": words.say(&format!("{}-message", problem.words())) }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_folders() {
        assert_eq!(clean_name("C:\\fakepath\\a b.jpg"), "a b.jpg");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("a\r\nb\0.png "), "ab.png");
        assert_eq!(clean_name(&"é".repeat(300)).chars().count(), LONGEST_NAME);
    }
}
