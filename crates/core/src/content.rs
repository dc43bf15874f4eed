//! What sites publish: posts and pages, topics and tags, comments, events, pictures.

mod authors;
mod beginnings;
mod comments;
mod comments_moderated;
mod copied_files;
mod desk;
mod events;
mod illustrate;
mod media;
mod media_list;
mod media_places;
mod originals;
mod post_lists;
mod posts;
mod read_counts;
mod revisions;
mod terms;
mod terms_arranged;
mod upload_room;
mod working_copies;

pub use authors::Author;
pub use beginnings::beginnings;
pub use comments::{Comment, CommentKind, CommentStatus};
pub use copied_files::FileKeeper;
pub use desk::{DeskFilter, DeskRow, Sight, desk, desk_counts, newest_pictures, pending_count};
pub use events::{Event, Occurrence};
pub use illustrate::illustrate;
pub use media::{Media, MediaKind, MediaState};
pub use media_list::MediaFilter;
pub use media_places::MediaPlace;
pub use originals::{ImportRecord, ItemOriginal, Original, TakenAs, TermOriginal};
pub use post_lists::{Cursor, PostFilter, PostSummary};
pub use posts::{Post, PostKind, Reach, SourceFormat, Status, visible};
pub use read_counts::{
    READS_KEPT_DAYS, ReadTarget, Reads, add_reads, day_of, most_read, note_subscribers, prune_reads, reads_by_day,
    reads_of, shown_by_id, subscribers,
};
pub use revisions::{MOST_REVISIONS, Revision, RevisionLine};
pub use terms::{Taxonomy, Term};
pub use terms_arranged::{LONGEST_TERM_NAME, TermUse, curated_topics, offered_topics};
pub use upload_room::{UploadRoom, take_upload_room};
pub use working_copies::WorkingCopy;
