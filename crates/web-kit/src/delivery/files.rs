//! Style sheets and pictures: files that never change under their address.

use actix_web::http::StatusCode;
use bytes::Bytes;
use multisite_router::CurrentSite;

use super::encoded::Encoded;
use super::respond::{Keep, Ready};
use crate::visit::Ground;
use crate::world::World;

/// `/static/{hash}/{name}`. An older hash gets today's file, for a second only, as style sheets do.
pub(super) fn asset(world: &World, path: &str) -> Option<Ready> {
    let (hash, name) = path.strip_prefix("/static/")?.split_once('/')?;
    let asset = world.assets.named(name)?;
    let keep = if asset.hash == hash {
        Keep::ForEver
    } else {
        Keep::ForASecond
    };
    Some(Ready::new(StatusCode::OK, asset.mime, asset.encoded().clone(), keep))
}

/// `/static/{hash}/site.css`. An older hash gets today's file, for a second only: the page that asked for it is stale.
pub(super) fn stylesheet(world: &World, current: Option<&CurrentSite>, ground: Ground, path: &str) -> Option<Ready> {
    let hash = path.strip_prefix("/static/")?.strip_suffix("/site.css")?;
    let site = current
        .map(|current| std::sync::Arc::clone(&current.here))
        .or_else(|| world.tree.umbrella());
    let (theme, accent) = site.as_ref().map_or(("", None), |site| {
        (site.site.theme.as_str(), site.site.accent.as_deref())
    });
    let sheet = match ground {
        Ground::Site => world.themes.stylesheet(theme, accent),
        Ground::SignIn => world.themes.stylesheet(crate::themes::BASE, None),
    };
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
