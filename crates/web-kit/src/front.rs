//! Front pages: the sections of all features that are on, in the site's order.

use serde::Serialize;
use serde_json::json;

use crate::Problem;
use crate::chrome::Chrome;
use crate::feature::Feature;
use crate::visit::{Answer, PageHead, Visit};

/// A ready part of a front page.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    key: &'static str,
    html: String,
}

/// What `front.html` is given.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    sections: Vec<SectionView>,
    intro: Option<String>,
}

impl FrontView {
    pub(crate) fn sample() -> Self {
        let section = |key| SectionView {
            key,
            html: "<h2>Next</h2>".into(),
        };
        Self {
            sections: vec![section("calendar"), section("blog")],
            intro: Some("Welcome.".into()),
        }
    }
}

/// `GET /`
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    // WordPress's shortest addresses, `/?p=123`, are remembered like any other old address.
    if !visit.query.is_empty() {
        let old: Vec<String> = visit
            .query
            .iter()
            .map(|(name, value)| format!("?{name}={value}"))
            .collect();
        if let Some(path) = umbel_core::tree::Redirect::find(&mut visit.scope(), &old)? {
            return Ok(Answer::Moved(path));
        }
    }
    if visit.chrome.is_none() {
        visit.chrome = Some(Chrome::load(visit)?);
    }
    let (arranged, intro) = visit
        .chrome
        .as_ref()
        .map_or((None, None), |chrome| (chrome.front_sections(), chrome.front_intro()));
    let mut sections: Vec<(&'static Feature, usize)> = visit
        .features()
        .filter_map(|feature| {
            let section = feature.section.as_ref()?;
            let place = match &arranged {
                Some(keys) => keys.iter().position(|key| key == feature.key)?,
                None => usize::from(section.position),
            };
            Some((feature, place))
        })
        .collect();
    sections.sort_by_key(|(_, place)| *place);
    let mut ready = Vec::with_capacity(sections.len());
    for (feature, _) in sections {
        let Some(section) = &feature.section else { continue };
        if let Some(html) = (section.render)(visit)? {
            ready.push(SectionView { key: feature.key, html });
        }
    }
    let site = &visit.current.here.site;
    let mut organisation = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": site.name,
        "url": visit.base_url(),
    });
    if let Some(place) = &site.place {
        organisation["location"] = json!({ "@type": "Place", "name": place });
    }
    let head = PageHead {
        description: site.tagline.clone(),
        json_ld: Some(organisation),
        ..PageHead::new("", "/")
    };
    visit.page("front.html", head, &FrontView { sections: ready, intro })
}
