//! Style sheets and pictures: files that never change under their address.

use actix_web::http::StatusCode;
use bytes::Bytes;
use multisite_router::CurrentSite;
use std::io::ErrorKind;
use umbel_core::content::{Media, MediaKind, MediaState};
use umbel_core::{SiteId, SiteScope};

use super::encoded::Encoded;
use super::file_parts::StoredFile;
use super::respond::{Keep, Ready};
use crate::visit::Ground;
use crate::world::World;

/// One pixel of light warm grey, in place of a picture that is being prepared.
const NOT_YET: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xEE\xEA\xE2\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

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
    let (theme, accent, letters) = site.as_ref().map_or(("", None, None), |site| {
        let site = &site.site;
        (site.theme.as_str(), site.accent.as_deref(), site.letters.as_deref())
    });
    let sheet = match ground {
        Ground::Site => world.themes.stylesheet(theme, accent, letters),
        Ground::SignIn => world.themes.stylesheet(crate::themes::BASE, None, None),
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
    let site = SiteId::numbered(number.parse().ok()?);
    let readable = world.tree.current(site).is_some_and(|current| {
        std::iter::once(&current.here)
            .chain(&current.above)
            .all(|node| node.site.status.is_readable())
    });
    if !readable {
        return None;
    }
    let (base, is_picture) = umbel_media::store::base_and_picture(name)?;
    let mime = umbel_media::store::content_type(name)?;
    if !is_picture {
        return document(world, site, name, base, mime);
    }
    match world.media.read(site.number(), name) {
        Ok(bytes) => Some(Ready::new(
            StatusCode::OK,
            mime,
            Encoded::as_it_is(bytes),
            Keep::ForEver,
        )),
        Err(error) if error.kind() == ErrorKind::NotFound => missing(world, site, name, base),
        Err(error) => Some(unreachable(site, &error)),
    }
}

/// In place of a file that may well be there: nobody should remember that it is missing.
fn unreachable(site: SiteId, error: &std::io::Error) -> Ready {
    tracing::error!(%site, %error, "a stored file could not be read");
    Ready::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "text/plain; charset=utf-8",
        Encoded::as_it_is(Bytes::new()),
        Keep::Never,
    )
}

/// A picture that is not there (yet). Whether something can be seen through it was guessed before it was read: it may be
/// there in the other format.
fn missing(world: &World, site: SiteId, name: &str, base: &str) -> Option<Ready> {
    let other = match name.rsplit_once('.')? {
        (stem, "png") => Some((format!("{stem}.jpg"), "image/jpeg")),
        (stem, "jpg") => Some((format!("{stem}.png"), "image/png")),
        _ => None,
    };
    if let Some((other, mime)) = other
        && let Ok(bytes) = world.media.read(site.number(), &other)
    {
        return Some(Ready::new(
            StatusCode::OK,
            mime,
            Encoded::as_it_is(bytes),
            Keep::ForEver,
        ));
    }
    let media = row(world, site, base)?;
    (media.state == MediaState::Waiting).then(|| {
        Ready::new(
            StatusCode::OK,
            "image/gif",
            Encoded::as_it_is(Bytes::from_static(NOT_YET)),
            Keep::Never,
        )
    })
}

/// A document to take home, or a recording to listen to.
fn document(world: &World, site: SiteId, name: &str, base: &str, mime: &'static str) -> Option<Ready> {
    let media = row(world, site, base)?;
    if media.state != MediaState::Ready {
        return None;
    }
    let size = match world.media.size(site.number(), name) {
        Ok(size) => size,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(unreachable(site, &error)),
    };
    Some(Ready::stored(StoredFile {
        store: world.media.clone(),
        site: site.number(),
        name: name.to_owned(),
        original_name: media.original_name,
        size,
        mime,
        is_inline: media.kind == MediaKind::Recording,
    }))
}

fn row(world: &World, site: SiteId, base: &str) -> Option<Media> {
    let found = world
        .store
        .read(|connection| Media::with_base_names(&mut SiteScope::new(site, connection), &[base.to_owned()]));
    found
        .inspect_err(|error| tracing::error!(%site, %error, "the library could not be asked"))
        .ok()?
        .pop()
}
