//! How much the lists of a site show, and what stands on its front page: for the pages themselves and for whoever asks
//! where something appears.

use umbel_core::content::{Event, Occurrence, PostFilter, PostSummary};
use umbel_core::{Id, Instant, Result, SiteScope};

/// Posts on a front page.
pub const FRONT_POSTS: usize = 6;
/// Sticky posts that come first on a front page.
const FRONT_STICKY: i64 = 2;
/// Posts in a feed.
pub const FEED_POSTS: i64 = 20;
/// Events on a front page.
pub const FRONT_EVENTS: usize = 5;
/// Dates read to find them.
const FRONT_EVENTS_LOOK_AHEAD: i64 = 40;
/// Dates to come on the calendar's page.
pub const CALENDAR_UPCOMING: i64 = 80;
/// Past dates on the calendar's page.
pub const CALENDAR_PAST: i64 = 12;
/// How far back the calendar's file reaches, in seconds.
pub const CALENDAR_FILE_LOOK_BACK: i64 = 60 * 86_400;
/// Dates in the calendar's file.
pub const CALENDAR_FILE_DATES: i64 = 500;
/// Items of the newswire on a front page.
pub const FRONT_NEWS: usize = 10;
/// Items of the newswire on a page of all.
pub const NEWS_PAGE: usize = 20;
/// Items of the newswire in a feed.
pub const FEED_NEWS: usize = 40;

/// The posts on a site's front page: what is sticky first, then the newest.
///
/// # Errors
/// When the database refuses.
pub fn front_posts(scope: &mut SiteScope<'_>, now: Instant) -> Result<Vec<PostSummary>> {
    let mut posts = PostSummary::sticky(scope, now, FRONT_STICKY)?;
    let most = i64::try_from(FRONT_POSTS).unwrap_or(i64::MAX);
    for post in PostSummary::newest(scope, &PostFilter::default(), None, now, most)? {
        if posts.iter().all(|known| known.id != post.id) {
            posts.push(post);
        }
    }
    posts.truncate(FRONT_POSTS);
    Ok(posts)
}

/// The dates on a site's front page: what comes next. What was called off is not among it, and what repeats is said once.
///
/// # Errors
/// When the database refuses.
pub fn front_dates(scope: &mut SiteScope<'_>, now: Instant) -> Result<Vec<(Occurrence, Event)>> {
    let mut shown: Vec<Id> = Vec::new();
    Ok(Event::upcoming(scope, now, now, FRONT_EVENTS_LOOK_AHEAD)?
        .into_iter()
        .filter(|(_, event)| {
            let first = !shown.contains(&event.id);
            shown.push(event.id);
            first && !event.cancelled
        })
        .take(FRONT_EVENTS)
        .collect())
}
