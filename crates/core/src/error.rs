//! What can go wrong in the domain: a kind for code, a sentence for people.

/// An error of the domain.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for is not there, or not for the one who asks.
    #[error("{0} was not found")]
    NotFound(&'static str),
    /// What was given cannot be accepted; the sentence says what to change.
    #[error("{0}")]
    Invalid(String),
    /// What was given is taken already.
    #[error("{0}")]
    Taken(String),
    /// The one who asks may not do this.
    #[error("you may not do this here")]
    Refused,
    /// The last one who looks after a place hands it over; they cannot just go.
    #[error("a place needs somebody who looks after it: appoint another {0} first")]
    LastKeeper(crate::people::Role),
    /// Something was tried too often; it can be tried again later.
    #[error("this was tried too often; try again later")]
    TooOften,
    /// No database connection became free in time.
    #[error("the database is busy; try again in a moment")]
    Busy,
    /// The database could not be reached or opened.
    #[error("the database cannot be opened: {0}")]
    Unreachable(String),
    /// The database refused a statement.
    #[error("the database refused: {0}")]
    Database(#[from] diesel::result::Error),
    /// A migration failed.
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    /// The configuration cannot be used.
    #[error("the configuration cannot be used: {0}")]
    Configuration(String),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The result of an operation of the domain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An [`Error::File`] for `path`.
    #[must_use]
    pub fn file(path: &std::path::Path, source: std::io::Error) -> Self {
        Self::File {
            path: path.display().to_string(),
            source,
        }
    }
}
