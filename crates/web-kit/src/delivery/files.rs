//! Style sheets and pictures: files that never change under their address.

use actix_web::http::StatusCode;
use bytes::Bytes;
use multisite_router::CurrentSite;

use super::encoded::Encoded;
use super::respond::{Keep, Ready};
use crate::world::World;

/// `/static/{hash}/site.css`. An older hash gets today's file, for a second only: the page that asked for it is stale.
pub(super) fn stylesheet(world: &World, current: Option<&CurrentSite>, path: &str) -> Option<Ready> {
    let hash = path.strip_prefix("/static/")?.strip_suffix("/site.css")?;
    let site = current
        .map(|current| std::sync::Arc::clone(&current.here))
        .or_else(|| world.tree.umbrella());
    let (theme, accent) = site.as_ref().map_or(("", None), |site| {
        (site.site.theme.as_str(), site.site.accent.as_deref())
    });
    let sheet = world.themes.stylesheet(theme, accent);
    let keep = if sheet.hash == hash {
        Keep::ForEver
    } else {
        Keep::ForASecond
    };
    Some(Ready::new(
        StatusCode::OK,
        "text/css; charset=utf-8",
        sheet.encoded.clone(),
        keep,
    ))
}

/// `/media/{site}/{name}`, on every host: names are random and the umbrella shows pictures of all sites without a request
/// to another origin. A site that cannot be read hides its pictures too.
pub(super) fn media(world: &World, path: &str) -> Option<Ready> {
    let (number, name) = path.strip_prefix("/media/")?.split_once('/')?;
    let site = umbel_core::SiteId::numbered(number.parse().ok()?);
    let readable = world.tree.current(site).is_some_and(|current| {
        std::iter::once(&current.here)
            .chain(&current.above)
            .all(|node| node.site.status.is_readable())
    });
    if !readable {
        return None;
    }
    let file = world.media.resolve(site.number(), name)?;
    let mime = umbel_media::store::content_type(name)?;
    let bytes = std::fs::read(file).ok()?;
    Some(Ready::new(
        StatusCode::OK,
        mime,
        Encoded::as_it_is(Bytes::from(bytes)),
        Keep::ForEver,
    ))
}
