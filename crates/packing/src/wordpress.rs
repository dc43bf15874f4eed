//! The site as one file that WordPress takes in: WordPress eXtended RSS, version 1.2.
//!
//! What was imported from WordPress leaves as it came, under its old number, unless people changed it here; what has no
//! place there is in the report.

mod items;
mod menus;
mod numbers;
mod terms;
mod xml;

use std::io::Write;

use umbel_core::time::zone_or_utc;
use umbel_core::{Error, Instant, Result};

use self::numbers::Numbers;
use self::xml::Xml;
use crate::contents::Contents;
use crate::report::Report;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- This is a WordPress eXtended RSS file. In WordPress: Tools, Import, WordPress. -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"#;

/// A file for WordPress that is being written.
struct Writing<'c> {
    contents: &'c Contents,
    /// The beginning of the site's addresses.
    origin: &'c str,
    numbers: Numbers<'c>,
    zone: chrono_tz::Tz,
    report: Report,
}

/// Writes a site for WordPress. `origin` is the beginning of its addresses, as `https://boston.example`.
///
/// # Errors
/// When it cannot be written.
pub fn write(contents: &Contents, origin: &str, now: Instant, to: &mut dyn Write) -> Result<Report> {
    let mut writing = Writing {
        contents,
        origin,
        numbers: Numbers::of(contents),
        zone: zone_or_utc(&contents.site.time_zone),
        report: Report::default(),
    };
    let mut xml = Xml::new(to);
    xml.raw(HEAD);
    xml.text("title", &contents.site.name);
    xml.text("link", origin);
    xml.text("description", &contents.site.tagline);
    xml.text("pubDate", &rfc2822(now));
    xml.text("language", &contents.site.locale);
    xml.text("wp:wxr_version", "1.2");
    xml.text("wp:base_site_url", origin);
    xml.text("wp:base_blog_url", origin);
    terms::authors(&mut writing, &mut xml);
    terms::all(&mut writing, &mut xml);
    items::texts(&mut writing, &mut xml)?;
    items::attachments(&mut writing, &mut xml);
    menus::all(&mut writing, &mut xml);
    xml.raw("</channel>\n</rss>\n");
    what_stays(&mut writing);
    xml.finish()
        .map_err(|error| Error::file(std::path::Path::new("wordpress.xml"), error))?;
    Ok(writing.report)
}

/// What WordPress has no place for.
fn what_stays(writing: &mut Writing<'_>) {
    let contents = writing.contents;
    for (count, what, why) in [
        (
            contents.events.len(),
            "events",
            "WordPress knows none; events.ics holds them for calendars.",
        ),
        (
            contents.feeds.len(),
            "sources",
            "WordPress follows none; feeds.opml holds them for feed readers.",
        ),
        (
            contents.redirects.len(),
            "old addresses",
            "WordPress keeps none; redirects.csv holds them for its plug-ins.",
        ),
        (
            contents.members.len(),
            "members",
            "People make their accounts in WordPress themselves.",
        ),
    ] {
        if count > 0 {
            writing.report.note(format!("{count} {what}"), why);
        }
    }
}

/// A date of RSS.
fn rfc2822(moment: Instant) -> String {
    moment.utc().format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// A date of WordPress.
fn wordpress_date<Zone: chrono::TimeZone>(moment: &chrono::DateTime<Zone>) -> String
where
    Zone::Offset: std::fmt::Display,
{
    moment.format("%Y-%m-%d %H:%M:%S").to_string()
}
