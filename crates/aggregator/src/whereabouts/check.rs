//! Looking into the lists that show only so many: by the very queries that fill them.

use diesel::prelude::*;
use umbel_core::content::{Cursor, Event, Post, PostFilter};
use umbel_core::schema::newswire_items;
use umbel_core::{Connection, Id, Instant, Result, SiteId, SiteScope};

use super::{List, Reason};
use crate::newswire::{self, Filter, ItemKind};
use crate::shown::{
    CALENDAR_FILE_DATES, CALENDAR_FILE_LOOK_BACK, CALENDAR_PAST, CALENDAR_UPCOMING, FEED_NEWS, FEED_POSTS,
    FRONT_EVENTS, FRONT_NEWS, FRONT_POSTS, NEWS_PAGE, front_dates, front_posts,
};

/// So many pages of news are looked through; what stands further back than that stands there for sure.
const MOST_PAGES: usize = 10;

/// Something of a site that is looked for in the site's lists.
pub(super) struct Standing<'a> {
    connection: &'a mut Connection,
    site: SiteId,
    id: Id,
    now: Instant,
}

impl<'a> Standing<'a> {
    pub(super) fn new(connection: &'a mut Connection, site: SiteId, id: Id, now: Instant) -> Self {
        Self {
            connection,
            site,
            id,
            now,
        }
    }

    pub(super) fn scope(&mut self) -> SiteScope<'_> {
        SiteScope::new(self.site, self.connection)
    }

    pub(super) fn unless_on_front(&mut self, reasons: &mut Vec<Reason>) -> Result<()> {
        let (id, now) = (self.id, self.now);
        if reasons.is_empty() && front_posts(&mut self.scope(), now)?.iter().all(|post| post.id != id) {
            reasons.push(Reason::NewerOnes(FRONT_POSTS));
        }
        Ok(())
    }

    pub(super) fn unless_in_feed(&mut self, reasons: &mut Vec<Reason>) -> Result<()> {
        let (id, now) = (self.id, self.now);
        if !reasons.is_empty() {
            return Ok(());
        }
        let posts = Post::newest_whole(&mut self.scope(), &PostFilter::default(), now, FEED_POSTS)?;
        if posts.iter().all(|post| post.id != id) {
            reasons.push(Reason::NewerOnes(usize::try_from(FEED_POSTS).unwrap_or(usize::MAX)));
        }
        Ok(())
    }

    pub(super) fn unless_date_on_front(&mut self, reasons: &mut Vec<Reason>) -> Result<()> {
        let (id, now) = (self.id, self.now);
        if reasons.is_empty()
            && front_dates(&mut self.scope(), now)?
                .iter()
                .all(|(_, event)| event.id != id)
        {
            reasons.push(Reason::NewerOnes(FRONT_EVENTS));
        }
        Ok(())
    }

    pub(super) fn unless_in_calendar(&mut self, reasons: &mut Vec<Reason>) -> Result<()> {
        let (id, now) = (self.id, self.now);
        if !reasons.is_empty() {
            return Ok(());
        }
        let upcoming = Event::upcoming(&mut self.scope(), now, now, CALENDAR_UPCOMING)?;
        let past = Event::past(&mut self.scope(), now, now, CALENDAR_PAST)?;
        let most = match (
            upcoming.is_empty(),
            upcoming.iter().chain(&past).any(|(_, event)| event.id == id),
        ) {
            (_, true) => return Ok(()),
            (true, false) => CALENDAR_PAST,
            (false, false) => CALENDAR_PAST + CALENDAR_UPCOMING,
        };
        reasons.push(Reason::NewerOnes(usize::try_from(most).unwrap_or(usize::MAX)));
        Ok(())
    }

    pub(super) fn unless_in_calendar_file(&mut self, reasons: &mut Vec<Reason>) -> Result<()> {
        let (id, now) = (self.id, self.now);
        if !reasons.is_empty() {
            return Ok(());
        }
        let from = now.plus_seconds(-CALENDAR_FILE_LOOK_BACK);
        let dates = Event::upcoming(&mut self.scope(), from, now, CALENDAR_FILE_DATES)?;
        if dates.iter().all(|(_, event)| event.id != id) {
            reasons.push(Reason::Over);
        }
        Ok(())
    }
}

/// Whether the news of a node show something that may stand there; else why not.
pub(super) fn of_news(
    connection: &mut Connection,
    (node, common_language): (SiteId, &str),
    list: &List,
    (site, kind, source): (SiteId, ItemKind, Id),
) -> Result<Option<Reason>> {
    let found: Option<(Id, Instant)> = newswire_items::table
        .filter(newswire_items::site_id.eq(site))
        .filter(newswire_items::kind.eq(kind.as_str()))
        .filter(newswire_items::source_id.eq(source))
        .select((newswire_items::id, newswire_items::published_at))
        .first(connection)
        .optional()?;
    let size = match list {
        List::NewsFront => FRONT_NEWS,
        List::News => NEWS_PAGE,
        _ => FEED_NEWS,
    };
    let Some((id, published_at)) = found else {
        return Ok(Some(Reason::NewerOnes(size)));
    };
    if *list == List::NewsFeed {
        let items = newswire::newest_uncapped(connection, node, common_language, &Filter::default(), size)?;
        let is_there = items.iter().any(|item| item.id == id);
        return Ok((!is_there).then_some(Reason::NewerOnes(size)));
    }
    let filter = Filter {
        own_words: *list == List::NewsFront,
        ..Filter::default()
    };
    let mut after: Option<Cursor> = None;
    for _ in 0..MOST_PAGES {
        let page = newswire::list(connection, node, common_language, &filter, after, size)?;
        if page.rows.iter().any(|row| row.item.id == id) {
            return Ok(None);
        }
        let is_passed = page
            .next
            .is_none_or(|next| (next.published_at, next.id) <= (published_at, id));
        if is_passed {
            return Ok(Some(Reason::FairToOthers));
        }
        if *list == List::NewsFront {
            return Ok(Some(Reason::NewerOnes(size)));
        }
        after = page.next;
    }
    Ok(None)
}
