//! Front pages: the sections of all features that are on, and those that are filled in by hand, in the site's order.

mod parts;

use serde::Serialize;
use serde_json::json;
use umbel_core::tree::Look;

use crate::Problem;
use crate::chrome::Chrome;
use crate::path::query_value;
use crate::visit::{Answer, PageHead, Visit};

pub(crate) use parts::samples;

/// Where the style sheet of a look that somebody tries out is made.
pub const TRIED_STYLE_PATH: &str = "/manage/look/style";

/// Sections that stand beside others where there is room for two columns.
const NARROW: [&str; 4] = ["calendar", "social-feeds", "about", "contact"];
/// Sections that take the whole width.
const WIDE: [&str; 2] = ["action", "photos"];

/// A ready part of a front page.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    key: &'static str,
    html: String,
}

/// Sections that stand beside each other on wide screens, in the order in which they are read: the narrow ones before,
/// the broad ones, the narrow ones after. A wide one has a band of its own.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Band {
    wide: Option<SectionView>,
    before: Vec<SectionView>,
    main: Vec<SectionView>,
    after: Vec<SectionView>,
}

/// What `front.html` is given.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    sections: Vec<SectionView>,
    /// All sections in bands.
    bands: Vec<Band>,
    /// All but the first in bands, for themes where the first stands apart.
    bands_after_first: Vec<Band>,
    intro: Option<String>,
}

/// A section that can be arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChoice {
    /// Its key. Its name is under `section-<key>`.
    pub key: &'static str,
    /// Whether it is shown where nobody has arranged anything.
    pub is_usual: bool,
}

impl FrontView {
    fn new(sections: Vec<SectionView>, intro: Option<String>) -> Self {
        Self {
            bands: bands(&sections),
            bands_after_first: bands(sections.get(1..).unwrap_or_default()),
            sections,
            intro,
        }
    }

    pub(crate) fn sample() -> Self {
        let section = |key| SectionView {
            key,
            html: "<h2>Next</h2>".into(),
        };
        Self::new(
            ["calendar", "blog", "action", "contact", "newswire", "about"]
                .map(section)
                .into(),
            Some("Welcome.".into()),
        )
    }

    pub(crate) fn empty_sample() -> Self {
        Self::new(Vec::new(), None)
    }
}

fn bands(sections: &[SectionView]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut open: Option<Band> = None;
    for section in sections {
        if WIDE.contains(&section.key) {
            bands.extend(open.take());
            bands.push(Band {
                wide: Some(section.clone()),
                ..Band::default()
            });
            continue;
        }
        let is_narrow = NARROW.contains(&section.key);
        let mut band = open.take().unwrap_or_default();
        // What is read after a narrow one begins below it, so that a phone shows what was arranged.
        if !is_narrow && !band.after.is_empty() {
            bands.push(std::mem::take(&mut band));
        }
        match (is_narrow, band.main.is_empty()) {
            (false, _) => band.main.push(section.clone()),
            (true, true) => band.before.push(section.clone()),
            (true, false) => band.after.push(section.clone()),
        }
        open = Some(band);
    }
    bands.extend(open);
    bands
}

/// Every section that can be arranged here, in the order they have by themselves.
#[must_use]
pub fn section_choices(visit: &Visit<'_>) -> Vec<SectionChoice> {
    let kind = visit.current.here.site.kind;
    let mut choices: Vec<(u8, SectionChoice)> = visit
        .features()
        .filter_map(|feature| {
            let section = feature.section.as_ref()?;
            // Where a feature has no page there is no section either.
            let is_here = feature.nav.as_ref().is_none_or(|nav| nav.kinds.contains(&kind));
            let choice = SectionChoice {
                key: feature.key,
                is_usual: true,
            };
            is_here.then_some((section.position, choice))
        })
        .chain(parts::PARTS.iter().map(|part| {
            let choice = SectionChoice {
                key: part.key,
                is_usual: part.is_usual,
            };
            (part.position, choice)
        }))
        .collect();
    choices.sort_by_key(|(position, _)| *position);
    choices.into_iter().map(|(_, choice)| choice).collect()
}

/// The address of the style sheet of a look that somebody tries out.
pub(crate) fn tried_style(look: &Look) -> String {
    format!(
        "{TRIED_STYLE_PATH}?theme={}&accent={}&letters={}",
        query_value(&look.theme),
        query_value(look.accent.as_deref().unwrap_or_default()),
        query_value(look.letters.as_deref().unwrap_or_default()),
    )
}

/// The front page as it would be with another look. Nothing is changed by it.
///
/// # Errors
/// As for any page.
pub fn preview(visit: &mut Visit<'_>, look: Look) -> Result<Answer, Problem> {
    visit.tried_look = Some(look);
    visit.own_locale = None;
    visit.chrome = None;
    page(visit, true)
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
    visit.counts_as_reading(umbel_core::content::ReadTarget::Front);
    page(visit, false)
}

fn page(visit: &mut Visit<'_>, noindex: bool) -> Result<Answer, Problem> {
    if visit.chrome.is_none() {
        visit.chrome = Some(Chrome::load(visit)?);
    }
    let look = visit
        .chrome
        .as_ref()
        .map(|chrome| chrome.look().clone())
        .unwrap_or_default();
    let keys: Vec<&'static str> = match &look.sections {
        Some(keys) => {
            let known = section_choices(visit);
            keys.iter()
                .filter_map(|key| known.iter().find(|choice| choice.key == key))
                .map(|choice| choice.key)
                .collect()
        }
        None => section_choices(visit)
            .into_iter()
            .filter(|choice| choice.is_usual)
            .map(|choice| choice.key)
            .collect(),
    };
    let mut sections: Vec<SectionView> = Vec::with_capacity(keys.len());
    for key in keys {
        if sections.iter().any(|section| section.key == key) {
            continue;
        }
        let of_feature = visit
            .features()
            .find(|feature| feature.key == key)
            .and_then(|feature| feature.section.as_ref());
        let html = match of_feature {
            Some(section) => (section.render)(visit)?,
            None => parts::render(visit, &look, key)?,
        };
        sections.extend(html.map(|html| SectionView { key, html }));
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
        noindex,
        ..PageHead::new("", "/")
    };
    let intro = Some(look.intro).filter(|intro| !intro.is_empty());
    visit.page("front.html", head, &FrontView::new(sections, intro))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[&'static str]) -> Vec<String> {
        let sections: Vec<SectionView> = keys
            .iter()
            .map(|key| SectionView {
                key,
                html: String::new(),
            })
            .collect();
        let names = |sections: &[SectionView]| sections.iter().map(|one| one.key).collect::<Vec<_>>().join("+");
        bands(&sections)
            .iter()
            .map(|band| match &band.wide {
                Some(wide) => wide.key.to_owned(),
                None => format!("{}|{}|{}", names(&band.before), names(&band.main), names(&band.after)),
            })
            .collect()
    }

    #[test]
    fn bands_keep_the_order_in_which_sections_are_read() {
        assert_eq!(
            of(&["calendar", "blog", "social-feeds", "about"]),
            ["calendar|blog|social-feeds+about"]
        );
        assert_eq!(
            of(&["blog", "about", "newswire", "action", "contact", "photos"]),
            ["|blog|about", "|newswire|", "action", "contact||", "photos"]
        );
        assert!(of(&[]).is_empty());
    }
}
