//! Where a group is: a town from the built-in gazetteer, a point, or only words.

use serde::Serialize;
use umbel_core::people::SignedIn;
use umbel_core::tree::LONGEST_PLACE;
use umbel_gazetteer::{Place, coarse, find, fine, nearest, search, within};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use crate::views::{MapTown, PlaceChoice};

/// How many towns are offered to choose from.
const MOST_CHOICES: usize = 7;
/// The most towns a map shows names of.
const MOST_TOWNS: usize = 18;
/// What is sent by those who would rather be vague, and by those who want to be on no map.
pub(crate) const ROUGHLY: &str = "yes";
pub(crate) const NO_POINT: &str = "none";
/// What is sent by those who mean none of them.
pub(crate) const NONE_OF_THESE: &str = "none";

/// Where a group is, as far as it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Whereabouts {
    pub(crate) words: Option<String>,
    pub(crate) point: Option<(f64, f64)>,
    /// The time zone there.
    pub(crate) time_zone: Option<&'static str>,
}

/// The towns that go with what was typed; the best one comes first.
pub(crate) fn choices(typed: &str, locale: &str) -> Vec<PlaceChoice> {
    let typed: String = typed.chars().take(LONGEST_PLACE).collect();
    search(&typed, MOST_CHOICES)
        .into_iter()
        .map(|place| PlaceChoice {
            key: place.key(),
            label: place.label(locale),
            latitude: place.latitude,
            longitude: place.longitude,
        })
        .collect()
}

/// Reads where the group is. None when somebody still has to say which town they mean.
pub(crate) fn read(visit: &Visit<'_>, sent: &Form, form: &mut FormView, locale: &str) -> Option<Whereabouts> {
    let words = visit.words();
    let typed = sent.text("place");
    if typed.chars().count() > LONGEST_PLACE || typed.chars().any(char::is_control) {
        let most = i64::try_from(LONGEST_PLACE).unwrap_or(i64::MAX);
        form.refuse("place", words.say_with("field-too-long", &[("most", most.into())]));
    }
    let point = match sent.text("coordinates") {
        "" => None,
        text => {
            let point = point(text);
            if point.is_none() {
                form.refuse("coordinates", words.say("start-coordinates-wrong"));
            }
            point
        }
    };
    let chosen = chosen(sent);
    let undecided = chosen.is_none() && sent.text("place_key") != NONE_OF_THESE;
    if !typed.is_empty() && point.is_none() && undecided && form.is_fine() && !choices(typed, locale).is_empty() {
        return None;
    }
    let time_zone = match (chosen, point) {
        (Some(place), _) => Some(place.time_zone),
        (None, Some((latitude, longitude))) => nearest(latitude, longitude).map(|place| place.time_zone),
        (None, None) => None,
    };
    let exact = point.or(chosen.map(|place| (place.latitude, place.longitude)));
    // Where exactly somebody's door is, is never kept.
    let point = exact.and_then(|(latitude, longitude)| match sent.text("rough") {
        NO_POINT => None,
        ROUGHLY => Some(coarse(latitude, longitude)),
        _ => Some(fine(latitude, longitude)),
    });
    let named = chosen
        .map(|place| place.label(locale))
        .or((!typed.is_empty()).then(|| typed.to_owned()));
    Some(Whereabouts {
        words: named,
        point,
        time_zone,
    })
}

/// The town that was chosen, unless something else was typed since.
fn chosen(sent: &Form) -> Option<&'static Place> {
    if sent.text("place").is_empty() || sent.text("place") != sent.text("place_searched") {
        return None;
    }
    find(sent.text("place_key"))
}

/// A point as people copy it from a map: `42.36, -71.06`.
fn point(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once([',', ';', ' '])?;
    let number = |text: &str| {
        text.trim_matches(|c: char| matches!(c, ',' | ';') || c.is_whitespace())
            .parse::<f64>()
            .ok()
    };
    let (latitude, longitude) = (number(latitude)?, number(longitude)?);
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    on_earth.then_some((latitude, longitude))
}

/// What is answered while somebody types.
#[derive(Serialize)]
struct Suggestions {
    places: Vec<PlaceChoice>,
    none: String,
}

/// Towns for what is being typed, as JSON.
pub(crate) fn suggest(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let places = choices(visit.asked("q").unwrap_or_default(), visit.locale());
    let none = visit.words().say("start-place-none");
    crate::address::json(&Suggestions { places, none })
}

/// What is answered while somebody looks at the map.
#[derive(Serialize)]
struct OnTheMap {
    towns: Vec<MapTown>,
    /// Where the point lies, in words.
    near: Option<String>,
}

/// The names a map shows, and what the point on it is close to, as JSON.
pub(crate) fn on_the_map(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let edges: Vec<f64> = visit
        .asked("edges")
        .unwrap_or_default()
        .split(',')
        .take(4)
        .filter_map(|edge| edge.parse().ok())
        .collect();
    let towns = match edges.as_slice() {
        [south, west, north, east] => within(*south, *west, *north, *east, MOST_TOWNS),
        _ => Vec::new(),
    };
    let nearest = visit
        .asked("point")
        .and_then(point)
        .and_then(|(latitude, longitude)| nearest(latitude, longitude));
    let words = visit.words();
    let near = nearest.map(|place| {
        let label = place.label(visit.locale());
        words.say_with("start-map-near", &[("place", label.as_str().into())])
    });
    let towns = towns
        .into_iter()
        .map(|town| MapTown {
            name: town.name.to_owned(),
            latitude: town.latitude,
            longitude: town.longitude,
        })
        .collect();
    crate::address::json(&OnTheMap { towns, near })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_maps_print_them() {
        for text in ["42.36, -71.06", "42.36,-71.06", "42.36 -71.06", " 42.36 ; -71.06 "] {
            assert_eq!(point(text.trim()), Some((42.36, -71.06)), "{text}");
        }
        for text in ["", "42", "north, west", "91, 0", "0, 181", "NaN, 0", "1,2,3"] {
            assert_eq!(point(text), None, "{text}");
        }
    }
}
