//! What sites publish: posts and pages, topics and tags, comments, events, pictures.

mod authors;
mod comments;
mod events;
mod media;
mod posts;
mod terms;

pub use authors::Author;
pub use comments::{Comment, CommentKind, CommentStatus};
pub use events::{Event, Occurrence};
pub use media::Media;
pub use posts::{Cursor, Post, PostFilter, PostKind, PostSummary, Reach, SourceFormat, Status, visible};
pub use terms::{Taxonomy, Term};
