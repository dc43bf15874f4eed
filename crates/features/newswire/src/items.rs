//! Newswire items as pages show them.

use aggregator::newswire::{Item, Row};
use umbel_core::time::zone_or_utc;
use umbel_web_kit::path::encoded;
use umbel_web_kit::stones::{Link, Picture};
use umbel_web_kit::{Visit, path};

use crate::views::{EventPart, NewsItem, NewsRow};

/// The rows of a page. The sites come from memory: no query, whatever their number.
pub(crate) fn rows(visit: &Visit<'_>, rows: Vec<Row>) -> Vec<NewsRow> {
    rows.into_iter()
        .filter_map(|row| {
            let held_back = row.held_back;
            let item = view(visit, row.item)?;
            let more = (held_back > 0).then(|| {
                let text = visit.words().say_with(
                    "more-from",
                    &[("count", held_back.into()), ("site", item.site.text.as_str().into())],
                );
                Link::new(text, format!("{}/blog", item.site.url))
            });
            Some(NewsRow { item, more })
        })
        .collect()
}

/// The view of an item; none when its site has just gone.
fn view(visit: &Visit<'_>, item: Item) -> Option<NewsItem> {
    let home = visit.world.tree.current(item.site_id)?;
    let words = visit.words();
    let base = visit.world.origin.of(&home.here.host);
    // The network is said where one stands between here and the site.
    let network = home
        .above
        .first()
        .filter(|network| network.site.id != visit.current.id() && network.site.parent_id.is_some())
        .map(|network| Link::new(network.site.name.clone(), visit.world.origin.of(&network.host)));
    let event = item.starts_at.map(|starts| {
        let zone = zone_or_utc(item.time_zone.as_deref().unwrap_or(&home.here.site.time_zone));
        let start = words.when_in(starts, zone);
        let end = words.when_in(item.ends_at.unwrap_or(starts), zone);
        EventPart {
            times: words.say_with(
                "times-range",
                &[("start", start.time.as_str().into()), ("end", end.time.as_str().into())],
            ),
            start,
            place: item.place.clone(),
        }
    });
    let topics = item
        .topic_list()
        .map(|(slug, name)| Link::new(name, format!("/news?topic={}", path::query_value(slug))))
        .collect();
    Some(NewsItem {
        url: absolute(&base, &item.url),
        when: words.when(item.published_at),
        site: Link::new(home.here.site.name.clone(), base),
        network,
        picture: item.picture.as_deref().and_then(|text| picture(item.site_id, text)),
        mark: visit.world.mark_of(&home.here),
        topics,
        event,
        place: item.place,
        kind: item.kind,
        title: item.title,
        summary: item.summary,
        lang: item.locale,
        source: item.source_name,
        pinned: false,
    })
}

/// The whole address of an item: entries carry theirs, everything else a path on its site.
pub(crate) fn absolute(base: &str, url: &str) -> String {
    if url.starts_with('/') {
        format!("{base}{}", encoded(url))
    } else {
        url.to_owned()
    }
}

/// The picture an item carries as `base|widths|fallback|width|height|alt`.
fn picture(site: umbel_core::SiteId, text: &str) -> Option<Picture> {
    let mut parts = text.splitn(6, '|');
    let mut next = || parts.next().map(str::to_owned);
    let media = umbel_core::content::Media {
        base_name: next()?,
        widths: next()?,
        fallback: next()?,
        width: next()?.parse().ok()?,
        height: next()?.parse().ok()?,
        alt: next()?,
        ..umbel_core::content::Media::picture(site, umbel_core::Instant::from_microseconds(0))
    };
    Some(Picture::of(&media))
}
