//! Documents and recordings: sent piece by piece, whole or in parts (RFC 9110 section 14), and never shown as a page.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, SizedStream};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web;
use bytes::Bytes;
use futures_core::Stream;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::future::Future;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};
use umbel_media::store::MediaStore;

/// How much is read at a time.
const PIECE: u64 = 512 * 1024;
/// The longest name a file is offered under, in characters.
const LONGEST_NAME: usize = 120;
/// What stands unencoded in an extended value (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// It is nobody's page: if a browser should show it all the same, it can do nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// A file that is sent piece by piece.
#[derive(Clone, Debug)]
pub(super) struct StoredFile {
    pub(super) store: MediaStore,
    pub(super) site: i64,
    /// Its name in the store.
    pub(super) name: String,
    /// What it was called when it arrived.
    pub(super) original_name: String,
    pub(super) size: u64,
    pub(super) mime: &'static str,
    /// Whether it may be listened to where it is.
    pub(super) is_inline: bool,
}

/// Which part of a file is wanted.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Everything,
    Part(Range<u64>),
    Impossible,
}

impl StoredFile {
    /// The response to a request with these headers.
    pub(super) fn respond(&self, request: &HeaderMap) -> HttpResponse {
        let tag = format!("\"{}\"", self.name);
        let text = |name: header::HeaderName| request.get(name).and_then(|value| value.to_str().ok());
        // The bytes under a name never change.
        if text(header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
            let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
            self.add_headers(&mut response, &tag);
            return response;
        }
        let is_same = text(header::IF_RANGE).is_none_or(|known| known == tag);
        let wanted = match text(header::RANGE) {
            Some(range) if is_same => wanted(range, self.size),
            _ => Wanted::Everything,
        };
        let (status, part) = match wanted {
            Wanted::Everything => (StatusCode::OK, 0..self.size),
            Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
            Wanted::Impossible => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
        };
        let pieces = Pieces {
            store: self.store.clone(),
            site: self.site,
            name: self.name.clone(),
            left: part.clone(),
            reading: None,
        };
        let length = part.end - part.start;
        let mut response = HttpResponse::with_body(status, BoxBody::new(SizedStream::new(length, pieces)));
        let range = match status {
            StatusCode::PARTIAL_CONTENT => Some(format!("bytes {}-{}/{}", part.start, part.end - 1, self.size)),
            StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{}", self.size)),
            _ => None,
        };
        if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
        self.add_headers(&mut response, &tag);
        response
    }

    fn add_headers(&self, response: &mut HttpResponse, tag: &str) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.mime));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(super::respond::FOR_EVER),
        );
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        for (name, text) in [
            (header::ETAG, tag.to_owned()),
            (
                header::CONTENT_DISPOSITION,
                disposition(self.is_inline, &self.original_name),
            ),
        ] {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}

/// Under which name a file is offered (RFC 6266): in ASCII for old programs, and as it is.
fn disposition(is_inline: bool, name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|character| !character.is_control() && !is_turning(*character))
        .map(|character| {
            if matches!(character, '/' | '\\') {
                '-'
            } else {
                character
            }
        })
        .take(LONGEST_NAME)
        .collect();
    let plain: String = name
        .chars()
        .map(|character| match character {
            ' '..='~' if !matches!(character, '"' | '\\' | '%') => character,
            _ => '_',
        })
        .collect();
    let kind = if is_inline { "inline" } else { "attachment" };
    format!(
        "{kind}; filename=\"{plain}\"; filename*=UTF-8''{}",
        utf8_percent_encode(&name, PLAIN)
    )
}

/// Characters that turn the direction of reading: with them `fdp.exe` looks like `exe.pdf`.
fn is_turning(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Reads a `Range` header. Several ranges at once are answered with everything.
fn wanted(range: &str, size: u64) -> Wanted {
    let Some(spec) = range.strip_prefix("bytes=") else {
        return Wanted::Everything;
    };
    if spec.contains(',') {
        return Wanted::Everything;
    }
    let Some((first, last)) = spec.trim().split_once('-') else {
        return Wanted::Everything;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last && first < size => Wanted::Part(first..size.min(last.saturating_add(1))),
        (Ok(first), Err(_)) if last.is_empty() && first < size => Wanted::Part(first..size),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 && size > 0 => {
            Wanted::Part(size.saturating_sub(count)..size)
        }
        (Ok(first), _) if first >= size => Wanted::Impossible,
        (Err(_), Ok(0)) => Wanted::Impossible,
        _ => Wanted::Everything,
    }
}

type Reading = Pin<Box<dyn Future<Output = io::Result<Bytes>>>>;

/// A part of a file, piece by piece.
struct Pieces {
    store: MediaStore,
    site: i64,
    name: String,
    left: Range<u64>,
    reading: Option<Reading>,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.reading.is_none() {
            if this.left.is_empty() {
                return Poll::Ready(None);
            }
            let piece = this.left.start..this.left.end.min(this.left.start + PIECE);
            this.left.start = piece.end;
            let (store, site, name) = (this.store.clone(), this.site, this.name.clone());
            this.reading = Some(Box::pin(async move {
                web::block(move || store.read_part(site, &name, piece))
                    .await
                    .map_err(io::Error::other)?
            }));
        }
        let Some(reading) = &mut this.reading else {
            return Poll::Ready(None);
        };
        let outcome = std::task::ready!(reading.as_mut().poll(context));
        this.reading = None;
        Poll::Ready(Some(outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_answered_and_senseless_ones_are_not() {
        assert_eq!(wanted("bytes=0-", 10), Wanted::Part(0..10));
        assert_eq!(wanted("bytes=2-4", 10), Wanted::Part(2..5));
        assert_eq!(wanted("bytes=2-400", 10), Wanted::Part(2..10));
        assert_eq!(wanted("bytes=-3", 10), Wanted::Part(7..10));
        assert_eq!(wanted("bytes=-30", 10), Wanted::Part(0..10));
        for impossible in ["bytes=10-", "bytes=99-100", "bytes=-0"] {
            assert_eq!(wanted(impossible, 10), Wanted::Impossible, "{impossible}");
        }
        for everything in ["", "items=1-2", "bytes=4-2", "bytes=a-b", "bytes=0-1,3-4", "bytes=-"] {
            assert_eq!(wanted(everything, 10), Wanted::Everything, "{everything}");
        }
    }

    #[test]
    fn names_with_every_kind_of_dirt_are_offered_safely() {
        let line = disposition(false, "Ré\"sumé\r\nSet-Cookie: x\\../\u{202E}fdp.exe%41.pdf");
        assert_eq!(
            line,
            "attachment; filename=\"R__sum_Set-Cookie: x-..-fdp.exe_41.pdf\"; \
             filename*=UTF-8''R%C3%A9%22sum%C3%A9Set-Cookie%3A%20x-..-fdp.exe%2541.pdf"
        );
        assert!(disposition(true, "").starts_with("inline; filename=\"\""));
    }
}
