//! Ready answers: bytes in each coding with their headers, and conditional requests (RFC 9110 section 13).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use umbel_core::Instant;

use super::download::Download;
use super::encoded::{Encoded, Encoding};
use super::file_parts::StoredFile;
use super::reads::Counter;

/// What pages may do. Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A proxy may answer for a second without asking again; what is hidden must be hidden within a second.
const FOR_A_SECOND: &str = "public, max-age=0, s-maxage=1";
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";
const NOT_AT_ALL: &str = "no-store";

/// How long others may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For a second; then they ask whether it changed.
    ForASecond,
    /// For ever: the address changes with the bytes.
    ForEver,
    /// Not at all.
    Never,
}

/// An answer, ready to be sent any number of times.
#[derive(Debug)]
pub struct Ready {
    status: StatusCode,
    encoded: Encoded,
    mime: HeaderValue,
    keep: Keep,
    tags: [HeaderValue; 3],
    last_modified: Option<(i64, HeaderValue)>,
    location: Option<HeaderValue>,
    cookies: Vec<HeaderValue>,
    forms_lead_to: Option<String>,
    download: Option<Download>,
    stored: Option<StoredFile>,
    counter: Option<Counter>,
}

impl Ready {
    /// Bytes with a status and a media type.
    pub fn new(status: StatusCode, mime: &str, encoded: Encoded, keep: Keep) -> Self {
        let tag = tag_of(encoded.identity());
        let value = |suffix: &str| {
            HeaderValue::from_str(&format!("\"{tag:016x}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
        };
        Self {
            status,
            mime: HeaderValue::from_str(mime).unwrap_or(HeaderValue::from_static("application/octet-stream")),
            keep,
            tags: [value(""), value("-g"), value("-b")],
            last_modified: None,
            location: None,
            cookies: Vec::new(),
            forms_lead_to: None,
            download: None,
            stored: None,
            counter: None,
            encoded,
        }
    }

    /// A file to take home.
    pub fn download(download: Download) -> Self {
        let mut ready = Self::new(
            StatusCode::OK,
            download.mime,
            Encoded::as_it_is(Bytes::new()),
            Keep::Never,
        );
        ready.download = Some(download);
        ready
    }

    /// A document or recording of the library.
    pub(super) fn stored(file: StoredFile) -> Self {
        let mut ready = Self::new(
            StatusCode::OK,
            file.mime,
            Encoded::as_it_is(Bytes::new()),
            Keep::ForEver,
        );
        ready.stored = Some(file);
        ready
    }

    /// A redirect. 301 for reading, 308 keeps the method and body of the rest.
    pub fn moved(location: &str, keep_method: bool) -> Self {
        let status = if keep_method {
            StatusCode::PERMANENT_REDIRECT
        } else {
            StatusCode::MOVED_PERMANENTLY
        };
        let mut ready = Self::new(
            status,
            "text/plain; charset=utf-8",
            Encoded::quickly(Bytes::new()),
            Keep::ForASecond,
        );
        ready.location = HeaderValue::from_str(location).ok();
        ready
    }

    /// Sends the browser on after something was done: 303, always by GET.
    pub fn go_on(location: &str) -> Self {
        let mut ready = Self::new(
            StatusCode::SEE_OTHER,
            "text/plain; charset=utf-8",
            Encoded::quickly(Bytes::new()),
            Keep::Never,
        );
        ready.location = HeaderValue::from_str(location).ok();
        ready
    }

    /// Has the browser keep or forget cookies.
    pub fn with_cookies(mut self, cookies: &[String]) -> Self {
        self.cookies = cookies
            .iter()
            .filter_map(|line| HeaderValue::from_str(line).ok())
            .collect();
        self
    }

    /// Lets forms of the page lead on to another origin of ours.
    pub fn with_forms_leading_to(mut self, origin: Option<String>) -> Self {
        self.forms_lead_to = origin;
        self
    }

    /// Counts it each time it goes out.
    pub(super) fn counted(mut self, counter: Option<Counter>) -> Self {
        self.counter = counter;
        self
    }

    pub(super) const fn counter(&self) -> Option<&Counter> {
        self.counter.as_ref()
    }

    /// Says since when the bytes are what they are.
    pub fn modified(mut self, moment: Instant) -> Self {
        let text = moment.utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        self.last_modified = HeaderValue::from_str(&text).ok().map(|value| (moment.seconds(), value));
        self
    }

    /// A number that stands for the bytes.
    pub fn tag(&self) -> u64 {
        tag_of(self.encoded.identity())
    }

    pub(super) fn weight(&self) -> usize {
        self.encoded.weight()
    }

    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    /// The response to a request with these headers.
    pub fn respond(&self, request: &HeaderMap) -> HttpResponse {
        if let Some(download) = &self.download {
            return download
                .respond()
                .unwrap_or_else(|| HttpResponse::new(StatusCode::NOT_FOUND));
        }
        if let Some(file) = &self.stored {
            return file.respond(request);
        }
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        let (bytes, encoding) = self.encoded.get(Encoding::accepted(accepted));
        let tag = &self.tags[encoding as usize];
        let unchanged = self.status == StatusCode::OK && self.is_unchanged(request, tag);
        let mut response = if unchanged {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else {
            HttpResponse::with_body(self.status, actix_web::body::BoxBody::new(bytes.clone()))
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, self.keep_value());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if self.keep != Keep::Never && self.status == StatusCode::OK {
            headers.insert(header::ETAG, tag.clone());
            if let Some((_, value)) = &self.last_modified {
                headers.insert(header::LAST_MODIFIED, value.clone());
            }
        }
        if unchanged {
            return response;
        }
        headers.insert(header::CONTENT_TYPE, self.mime.clone());
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if let Some(location) = &self.location {
            headers.insert(header::LOCATION, location.clone());
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy());
        for cookie in &self.cookies {
            headers.append(header::SET_COOKIE, cookie.clone());
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }

    /// Browsers hold redirects that follow a form to `form-action` too, so the page that signs in names where it leads.
    fn policy(&self) -> HeaderValue {
        self.forms_lead_to
            .as_ref()
            .and_then(|origin| {
                let policy = POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}"));
                HeaderValue::from_str(&policy).ok()
            })
            .unwrap_or(HeaderValue::from_static(POLICY))
    }

    const fn keep_value(&self) -> HeaderValue {
        HeaderValue::from_static(match self.keep {
            Keep::ForASecond => FOR_A_SECOND,
            Keep::ForEver => FOR_EVER,
            Keep::Never => NOT_AT_ALL,
        })
    }

    /// `If-None-Match` decides when it is there; else `If-Modified-Since` (RFC 9110 section 13.2.2).
    fn is_unchanged(&self, request: &HeaderMap, tag: &HeaderValue) -> bool {
        if let Some(known) = request.get(header::IF_NONE_MATCH) {
            let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
                return false;
            };
            return known
                .split(',')
                .map(|one| one.trim().trim_start_matches("W/"))
                .any(|one| one == tag || one == "*");
        }
        let since = request
            .get(header::IF_MODIFIED_SINCE)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| chrono::DateTime::parse_from_rfc2822(text).ok());
        match (since, &self.last_modified) {
            (Some(since), Some((seconds, _))) => *seconds <= since.timestamp(),
            _ => false,
        }
    }
}

fn tag_of(bytes: &[u8]) -> u64 {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
