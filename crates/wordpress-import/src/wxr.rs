//! The export file: a streaming reader for WordPress eXtended RSS, versions 1.0 to 1.2.
//!
//! ```
//! use umbel_wordpress_import::wxr::{Reader, Record};
//!
//! let export = r#"<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>
//!   <title>Boston</title><wp:wxr_version>1.2</wp:wxr_version>
//!   <item><title>Hello</title><wp:post_id>7</wp:post_id></item>
//! </channel></rss>"#;
//! let titles: Vec<String> = Reader::new(export.as_bytes())
//!     .filter_map(|record| match record {
//!         Ok(Record::Item(item)) => Some(item.title),
//!         _ => None,
//!     })
//!     .collect();
//! assert_eq!(titles, ["Hello"]);
//! ```

mod dates;
mod error;
mod item;
mod reader;
mod record;
mod source;
mod xml;

pub use error::{WxrError, WxrErrorKind};
pub use reader::Reader;
pub use record::{Approval, Author, Channel, Comment, Item, ItemTerm, Record, Status, Term};
