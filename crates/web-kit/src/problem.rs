//! What keeps a page from being shown.

use actix_web::http::StatusCode;
use umbel_core::Error;

/// Why there is no page.
#[derive(Debug)]
pub enum Problem {
    /// There is nothing here, or nothing for the one who asks.
    NotFound,
    /// There was something here, and it is gone for good.
    Gone,
    /// The request makes no sense.
    BadRequest,
    /// The address is read only.
    MethodNotAllowed,
    /// The request's body is encoded in a way that is not read.
    UnsupportedEncoding,
    /// The address is too long.
    AddressTooLong,
    /// What was sent is too large.
    TooLarge,
    /// The site is closed for now.
    Suspended,
    /// The site is for members.
    Private,
    /// What was sent did not come from a page of ours, or from one that is too old.
    Forged,
    /// Nobody is signed in (any more), and something was sent that takes somebody.
    SignedOut,
    /// Whoever asks may not do this here.
    Refused,
    /// This was tried too often.
    TooOften,
    /// Too much is going on; come back in a moment.
    Busy,
    /// Something broke, with what the log should say.
    Broken(String),
}

impl Problem {
    /// The status that says so.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnsupportedEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Suspended | Self::Private | Self::Forged | Self::SignedOut | Self::Refused => StatusCode::FORBIDDEN,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The beginning of the keys of its words: `<this>-heading` and `<this>-message`.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::NotFound => "error-404",
            Self::Gone => "error-410",
            Self::BadRequest => "error-400",
            Self::MethodNotAllowed => "error-405",
            Self::UnsupportedEncoding => "error-415",
            Self::AddressTooLong => "error-414",
            Self::TooLarge => "error-413",
            Self::Suspended => "suspended",
            Self::Private => "private",
            Self::Forged => "error-forged",
            Self::SignedOut => "error-signed-out",
            Self::Refused => "error-refused",
            Self::TooOften => "error-429",
            Self::Busy => "error-503",
            Self::Broken(_) => "error-500",
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(_) => Self::NotFound,
            Error::Busy => Self::Busy,
            Error::Refused => Self::Refused,
            Error::TooOften => Self::TooOften,
            // Handlers show these beside the field; one that does not has been sent what its form cannot send.
            Error::Invalid(_) | Error::Taken(_) | Error::LastKeeper(_) => Self::BadRequest,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<tera::Error> for Problem {
    fn from(error: tera::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
