//! The newswire for feed readers: everything, nothing held back.

use aggregator::newswire;
use aggregator::shown::FEED_NEWS;
use umbel_web_kit::syndication::{FeedDocument, FeedItem, Format, permanent_id};
use umbel_web_kit::{Answer, Problem, Visit};

use crate::items::absolute;
use crate::lists::Asked;

/// `GET /news/feed`, `/news/feed/atom`, `/news/feed/json`
pub(crate) fn news(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let asked = Asked::read(visit)?;
    let here = visit.current.id();
    let common = visit.current.top().site.locale.clone();
    let items = newswire::newest_uncapped(visit.connection, here, &common, &asked.filter, FEED_NEWS)?;
    let site = &visit.current.here.site;
    let title = visit
        .words()
        .say_with("feed-news-title", &[("site", site.name.as_str().into())]);
    let own_query = asked.query("", None);
    let entries = items
        .into_iter()
        .filter_map(|item| {
            let home = visit.world.tree.site(item.site_id)?;
            let base = visit.world.origin.of(&home.host);
            Some(FeedItem {
                id: permanent_id(item.site_id, item.source_id),
                url: absolute(&base, &item.url),
                categories: item.topic_list().map(|(_, name)| name.to_owned()).collect(),
                title: item.title,
                html: String::new(),
                summary: item.summary,
                published: item.published_at,
                updated: item.updated_at.max(item.published_at),
                author: Some(home.site.name.clone()),
                language: Some(item.locale),
            })
        })
        .collect();
    let document = FeedDocument {
        title,
        description: site.tagline.clone(),
        home_url: format!("{}/news{own_query}", visit.base_url()),
        self_url: format!("{}{own_query}", visit.url(visit.path)),
        language: site.locale.clone(),
        entries,
    };
    Ok(document.answer(Format::of_path(visit.path)))
}
