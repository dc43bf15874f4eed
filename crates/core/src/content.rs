//! What sites publish: posts and pages, topics and tags, comments, events, pictures.

mod authors;
mod comments;
mod events;
mod media;
mod post_lists;
mod posts;
mod terms;

pub use authors::Author;
pub use comments::{Comment, CommentKind, CommentStatus};
pub use events::{Event, Occurrence};
pub use media::{Media, MediaKind, MediaState};
pub use post_lists::{Cursor, PostFilter, PostSummary};
pub use posts::{Post, PostKind, Reach, SourceFormat, Status, visible};
pub use terms::{Taxonomy, Term};
