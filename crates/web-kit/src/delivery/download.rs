//! Files that somebody takes home: an export may hold gigabytes, so it is read from the disk while it is being sent.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::rt::task::{JoinHandle, spawn_blocking};
use bytes::Bytes;
use futures_core::Stream;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How much is read at once.
const PIECE: usize = 64 * 1024;
/// What stands in the name of a file as it is (RFC 8187 section 3.2).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A file for somebody to take home. It is never shown in the browser and never kept by anybody on the way.
#[derive(Clone, Debug)]
pub struct Download {
    /// What it is called there.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Where its bytes are.
    pub source: DownloadSource,
}

/// Where the bytes of a download are.
#[derive(Clone, Debug)]
pub enum DownloadSource {
    /// In a file on the disk, which may be large.
    File(PathBuf),
    /// In memory, made for the moment.
    Memory(Bytes),
}

impl Download {
    /// The response; none when the file is gone.
    pub(super) fn respond(&self) -> Option<HttpResponse> {
        let mut response = match &self.source {
            DownloadSource::Memory(bytes) => HttpResponse::Ok().body(bytes.clone()),
            DownloadSource::File(path) => {
                let file = File::open(path).ok()?;
                let length = file.metadata().ok()?.len();
                HttpResponse::Ok().body(SizedStream::new(length, Pieces::of(file)))
            }
        };
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_TYPE, self.mime),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "same-origin"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let disposition = format!(
            "attachment; filename*=UTF-8''{}",
            utf8_percent_encode(&self.name, PLAIN)
        );
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        Some(response)
    }
}

/// A file, piece by piece. Each piece is read on a thread that may wait for the disk.
struct Pieces(State);

enum State {
    /// Nothing is being read.
    Resting(File),
    /// The next piece is being read.
    Reading(JoinHandle<std::io::Result<(File, Bytes)>>),
    /// All has been sent.
    Done,
}

impl Pieces {
    fn of(file: File) -> Self {
        Self(State::Resting(file))
    }
}

impl Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut reading = match std::mem::replace(&mut self.0, State::Done) {
            State::Resting(file) => spawn_blocking(move || next_piece(file)),
            State::Reading(reading) => reading,
            State::Done => return Poll::Ready(None),
        };
        match Pin::new(&mut reading).poll(context) {
            Poll::Pending => {
                self.0 = State::Reading(reading);
                Poll::Pending
            }
            Poll::Ready(Ok(Ok((_, piece)))) if piece.is_empty() => Poll::Ready(None),
            Poll::Ready(Ok(Ok((file, piece)))) => {
                self.0 = State::Resting(file);
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(Ok(Err(error))) => Poll::Ready(Some(Err(error))),
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(std::io::Error::other(error)))),
        }
    }
}

fn next_piece(mut file: File) -> std::io::Result<(File, Bytes)> {
    let mut piece = vec![0; PIECE];
    let length = file.read(&mut piece)?;
    piece.truncate(length);
    Ok((file, Bytes::from(piece)))
}
