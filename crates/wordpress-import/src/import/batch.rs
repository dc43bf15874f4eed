//! Reading the file a batch at a time.

use std::io::BufRead;

use crate::wxr::{Item, Reader, Record, WxrError};

/// Records that are written in one transaction.
const MOST_RECORDS: usize = 50;
/// The text of a batch in bytes: with more than that, fewer records are written together.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Records that are written together.
pub(super) struct Batch {
    pub(super) records: Vec<Record>,
    /// What ended the file, when this is its last batch.
    pub(super) end: Option<End>,
}

/// How a file ended.
pub(super) enum End {
    /// As it should.
    Complete,
    /// Before its end.
    Broken(WxrError),
}

impl Batch {
    /// The next records of a file.
    pub(super) fn read<R: BufRead>(reader: &mut Reader<R>) -> Self {
        let mut records = Vec::new();
        let mut bytes = 0;
        let mut end = None;
        while records.len() < MOST_RECORDS && bytes < MOST_BYTES {
            match reader.next() {
                Some(Ok(record)) => {
                    bytes += weight(&record);
                    records.push(record);
                }
                Some(Err(error)) => {
                    end = Some(End::Broken(error));
                    break;
                }
                None => {
                    end = Some(End::Complete);
                    break;
                }
            }
        }
        Self { records, end }
    }

    /// The items among the records.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.records.iter().filter_map(|record| match record {
            Record::Item(item) => Some(&**item),
            _ => None,
        })
    }
}

fn weight(record: &Record) -> usize {
    let Record::Item(item) = record else {
        return 0;
    };
    let meta: usize = item.meta.iter().map(|(key, value)| key.len() + value.len()).sum();
    let comments: usize = item.comments.iter().map(|comment| comment.content.len() + 200).sum();
    item.content.len() + item.excerpt.len() + meta + comments
}
