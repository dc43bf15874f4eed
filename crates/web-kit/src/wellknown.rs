//! The addresses every site has: front page, sitemap, robots, icon, manifest, security contact.

use serde_json::json;
use tera::Context;
use umbel_core::tree::SiteKind;

use crate::Problem;
use crate::delivery::samples;
use crate::feature::{Feature, Route};
use crate::visit::{Answer, Visit};

/// What every site has and none can switch off.
pub static FEATURE: Feature = Feature {
    key: "site",
    routes: &[
        Route::get("/", crate::front::show).reading(&["p", "page_id", "attachment_id", "cat"]),
        Route::get("/robots.txt", robots),
        Route::get("/sitemap.xml", sitemap_index),
        Route::get("/sitemap/{part}/{number}.xml", sitemap),
        Route::get("/manifest.webmanifest", manifest),
        // The mark is made from the name, which closed sites show, too.
        Route::get("/favicon.svg", favicon).even_when_closed(),
        Route::get("/favicon.ico", favicon),
        Route::get("/.well-known/security.txt", security),
    ],
    samples: base_samples,
    ..Feature::BUILT_IN
};

/// Addresses in one file of a sitemap. The protocol allows 50,000; smaller files are made in a moment.
const SITEMAP_SIZE: i64 = 5_000;

/// The icon, where the other addresses of this file are not wanted.
pub const ICON: Route = Route::get("/favicon.svg", favicon).never_kept();
/// Leave all of it alone, search engines.
pub const NO_ROBOTS: Route = Route::get("/robots.txt", no_robots).never_kept();

fn no_robots(_: &mut Visit<'_>) -> Result<Answer, Problem> {
    Ok(Answer::File {
        mime: "text/plain; charset=utf-8",
        text: "User-agent: *\nDisallow: /\n".into(),
    })
}

fn robots(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    Ok(Answer::File {
        mime: "text/plain; charset=utf-8",
        text: format!(
            "User-agent: *\nDisallow: /search\nDisallow: /manage\n\nSitemap: {}\n",
            visit.url("/sitemap.xml")
        ),
    })
}

fn sitemap_index(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let parts: Vec<&'static Feature> = visit.features().filter(|feature| feature.sitemap.is_some()).collect();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for feature in parts {
        let Some(part) = &feature.sitemap else { continue };
        let count = (part.count)(visit)?;
        for number in 1..=count.div_euclid(SITEMAP_SIZE) + i64::from(count % SITEMAP_SIZE > 0) {
            let url = visit.url(&format!("/sitemap/{}/{number}.xml", feature.key));
            xml.push_str(&format!("<sitemap><loc>{url}</loc></sitemap>\n"));
        }
    }
    xml.push_str("</sitemapindex>\n");
    Ok(Answer::File {
        mime: "application/xml; charset=utf-8",
        text: xml,
    })
}

fn sitemap(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let number: i64 = visit.parameter("number").parse().map_err(|_| Problem::NotFound)?;
    let key = visit.parameter("part").to_owned();
    let feature = visit
        .features()
        .find(|feature| feature.key == key)
        .ok_or(Problem::NotFound)?;
    let part = feature.sitemap.as_ref().ok_or(Problem::NotFound)?;
    if !(1..=100_000).contains(&number) {
        return Err(Problem::NotFound);
    }
    let pages = (part.list)(visit, (number - 1) * SITEMAP_SIZE, SITEMAP_SIZE)?;
    if pages.is_empty() {
        return Err(Problem::NotFound);
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, changed) in pages {
        // A path holds no markup once it is encoded, but for the ampersand.
        let url = visit.url(&path).replace('&', "&amp;").replace('\'', "&apos;");
        xml.push_str(&format!(
            "<url><loc>{url}</loc><lastmod>{}</lastmod></url>\n",
            changed.rfc3339()
        ));
    }
    xml.push_str("</urlset>\n");
    Ok(Answer::File {
        mime: "application/xml; charset=utf-8",
        text: xml,
    })
}

fn manifest(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let site = &visit.current.here.site;
    let manifest = json!({
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": site.locale,
        "start_url": "/",
        "display": "browser",
        "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    Ok(Answer::File {
        mime: "application/manifest+json",
        text: manifest.to_string(),
    })
}

fn favicon(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let site = &visit.current.here;
    let accent = visit.world.accent_of(site).ok_or(Problem::NotFound)?;
    Ok(Answer::File {
        mime: "image/svg+xml",
        text: visit.world.mark_of(site).file(&accent.hex(), &accent.ink_upon().hex()),
    })
}

/// RFC 9116. Who may be told is the umbrella's contact; without one there is nothing to say.
fn security(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let top = &visit.current.top().site;
    let contact = top
        .contact_email
        .as_ref()
        .filter(|_| top.kind == SiteKind::Umbrella)
        .ok_or(Problem::NotFound)?;
    let expires = visit.now.plus_seconds(180 * 86_400);
    Ok(Answer::File {
        mime: "text/plain; charset=utf-8",
        text: format!(
            "Contact: mailto:{contact}\nExpires: {}\nPreferred-Languages: {}\n",
            // Whole days, so that the file is the same all day long.
            umbel_core::Instant::from_microseconds(expires.microseconds() / 86_400_000_000 * 86_400_000_000).rfc3339(),
            visit.world.themes.languages().all().collect::<Vec<_>>().join(", ")
        ),
    })
}

fn base_samples() -> Vec<(&'static str, Context)> {
    samples()
}
