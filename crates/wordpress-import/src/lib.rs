//! Reads WordPress exports, makes their texts fit to print, and takes them into a site.
//!
//! [`wxr`] reads the export file (WordPress eXtended RSS) as a stream of records: it holds one item
//! at a time, refuses entities and document types, and says where a damaged file breaks off.
//! [`content`] turns the text of a post, written with blocks or in the classic editor, into plain
//! sanitised HTML that loads nothing from anywhere else, and notes what it could not take over.
//! Both are pure: they know neither the database nor the clock nor the network.
//!
//! [`import`] brings the two together: it writes what an export holds into a site of the database,
//! once however often it runs, and reports what it did not take and why.

pub mod content;
pub mod import;
pub mod wxr;
