use crate::atlas::Atlas;
use crate::decode::{DecodeError, decode};
use crate::{MOST_RESULTS, PLACES, Place, atlas, coarse, find, fine, nearest, search, within};
use chrono_tz::Tz;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Sixteen towns written by hand; see `make/example/README.md`.
fn example() -> Atlas {
    Atlas::decode(include_bytes!("../make/example/places.bin")).unwrap()
}

fn labels(atlas: &Atlas, query: &str) -> Vec<String> {
    atlas
        .search(query, 5)
        .into_iter()
        .map(|place| place.label("en"))
        .collect()
}

fn first(query: &str) -> &'static Place {
    search(query, 1)
        .first()
        .copied()
        .unwrap_or_else(|| panic!("nothing for {query:?}"))
}

#[test]
fn the_embedded_file_is_whole() {
    let decoded = decode(PLACES).unwrap();
    assert!(decoded.places.len() >= 2_500, "{}", decoded.places.len());
    assert_eq!(decoded.places.len(), atlas().places().len());
    for place in atlas().places() {
        assert!(
            (-90.0..=90.0).contains(&place.latitude) && (-180.0..=180.0).contains(&place.longitude),
            "{place:?}"
        );
        assert!(place.time_zone.parse::<Tz>().is_ok(), "{place:?}");
        assert!(!place.name.is_empty(), "{place:?}");
        assert!(place.country.len() == 2 && place.country.bytes().all(|letter| letter.is_ascii_uppercase()));
        assert_eq!(find(&place.key()), Some(place));
        assert!(search(place.name, MOST_RESULTS).contains(&place), "{place:?}");
    }
}

#[test]
fn known_cities_are_found_in_either_language() {
    for (query, zone) in [
        ("madrid", "Europe/Madrid"),
        ("Ciudad de México", "America/Mexico_City"),
        ("ciudad de mexico", "America/Mexico_City"),
        ("mexico c", "America/Mexico_City"),
        ("sao paulo", "America/Sao_Paulo"),
        ("SÃO PAULO", "America/Sao_Paulo"),
        ("nueva york", "America/New_York"),
        ("londres", "Europe/London"),
        ("london, uk", "Europe/London"),
        ("bogota colombia", "America/Bogota"),
        ("москва", "Europe/Moscow"),
        ("knox, indiana", "America/Indiana/Knox"),
    ] {
        assert_eq!(first(query).time_zone, zone, "{query}");
    }
    assert_eq!(first("mexico city").label("es-MX"), "Ciudad de México, México");
    assert_eq!(first("sao paulo").label("en"), "São Paulo, Brazil");
}

#[test]
fn the_place_somebody_means_comes_first() {
    for (query, label) in [
        ("boston", "Boston, Massachusetts, United States"),
        ("portland, maine", "Portland, Maine, United States"),
        ("portland me", "Portland, Maine, United States"),
        ("portland, or", "Portland, Oregon, United States"),
        ("portland", "Portland, Oregon, United States"),
        ("valencia es", "Valencia, Comunidad Valenciana, Spain"),
        ("valencia, venezuela", "Valencia, Carabobo, Venezuela"),
        ("valencia ve", "Valencia, Carabobo, Venezuela"),
        ("cologne", "Köln, Nordrhein-Westfalen, Germany"),
        ("koln", "Köln, Nordrhein-Westfalen, Germany"),
        ("colonia", "Köln, Nordrhein-Westfalen, Germany"),
        ("sao paulo", "São Paulo, Brazil"),
        ("san pablo", "São Paulo, Brazil"),
        ("madrid", "Madrid, Comunidad de Madrid, Spain"),
        ("new york", "New York, United States"),
        ("nyc", "New York, United States"),
        ("jackson, ms", "Jackson, Mississippi, United States"),
        (
            "san cristobal de las casas",
            "San Cristóbal de las Casas, Chiapas, Mexico",
        ),
        ("sevilla", "Sevilla, Andalucía, Spain"),
        ("seville, andalusia", "Sevilla, Andalucía, Spain"),
        ("girona, catalunya", "Girona, Cataluña, Spain"),
        ("munich, bavaria", "München, Bayern, Germany"),
        ("cordoba, argentina", "Córdoba, Argentina"),
        ("londres", "London, England, United Kingdom"),
        ("edimburgo, escocia", "Edinburgh, Scotland, United Kingdom"),
        ("lisbon", "Lisboa, Portugal"),
        ("sydney, nsw", "Sydney, New South Wales, Australia"),
        ("tahiti", "Papeete, French Polynesia"),
    ] {
        assert_eq!(first(query).label("en"), label, "{query}");
    }
}

#[test]
fn every_place_is_told_apart_and_found_by_its_label() {
    let mut labels = BTreeSet::new();
    for place in atlas().places() {
        let label = place.label("en");
        assert!(search(&label, MOST_RESULTS).contains(&place), "{label}");
        assert!(
            labels.insert((place.name, place.region, place.country)),
            "{label} is there twice"
        );
    }
}

#[test]
fn only_places_of_the_time_zone_database_alone_have_no_population() {
    let atlas = atlas();
    let unknown = atlas.places().iter().filter(|place| place.population == 0).count();
    assert!(unknown < 150, "{unknown}");
    // The key of such a place is in the upper half of the numbers.
    for place in atlas.places() {
        assert_eq!(place.population == 0, place.id >= 1 << 31, "{place:?}");
    }
}

#[test]
fn a_label_says_nothing_twice() {
    let example = example();
    assert_eq!(
        example.search("boston", 1)[0].label("en"),
        "Boston, Massachusetts, United States"
    );
    assert_eq!(
        example.search("boston", 1)[0].label("es"),
        "Boston, Massachusetts, Estados Unidos"
    );
    assert_eq!(
        example.search("boston", 1)[0].label("eo"),
        "Boston, Massachusetts, United States"
    );
    assert_eq!(example.search("madrid", 1)[0].label("es_ES"), "Madrid, España");
    assert_eq!(example.search("singapur", 1)[0].label("en"), "Singapore");
}

#[test]
fn whole_names_come_before_beginnings_and_those_before_later_words() {
    let example = example();
    assert_eq!(
        labels(&example, "portland"),
        [
            "Portland, Oregon, United States",
            "Portland, Maine, United States",
            "South Portland, Maine, United States"
        ]
    );
    // New York City is larger, but only begins so under its other name.
    assert_eq!(
        labels(&example, "york"),
        [
            "York, England, United Kingdom",
            "New York City, New York, United States"
        ]
    );
    assert_eq!(labels(&example, "mex"), ["Mexico City, Mexico"]);
}

#[test]
fn a_region_or_country_narrows_with_and_without_a_comma() {
    let example = example();
    for query in [
        "portland, maine",
        "Portland, ME",
        "portland,me,usa",
        "portland maine",
        "portland me",
        "PORTLAND, Mai",
    ] {
        assert_eq!(labels(&example, query)[0], "Portland, Maine, United States", "{query}");
    }
    for query in ["valencia es", "valencia, españa", "valencia, spain", "Valencia espana"] {
        assert_eq!(labels(&example, query), ["Valencia, Spain"], "{query}");
    }
    assert_eq!(labels(&example, "valencia")[0], "Valencia, Carabobo, Venezuela");
    assert_eq!(labels(&example, "valencia,"), labels(&example, "valencia"));
    assert_eq!(
        labels(&example, "new york us"),
        ["New York City, New York, United States"]
    );
    assert!(labels(&example, "portland, spain").is_empty());
    for place in example.places() {
        for locale in ["en", "es"] {
            let label = place.label(locale);
            assert!(example.search(&label, 5).contains(&place), "{label}");
        }
    }
}

#[test]
fn other_names_find_a_place_too() {
    let example = example();
    for (query, name) in [
        ("cologne", "Köln"),
        ("koln", "Köln"),
        ("saint louis", "St. Louis"),
        ("st louis", "St. Louis"),
        ("san pablo", "São Paulo"),
        ("méxico", "Mexico City"),
    ] {
        assert_eq!(example.search(query, 1)[0].name, name, "{query}");
    }
    for left_out in ["villa de antes", "autre nom", "nadie"] {
        assert!(example.search(left_out, 5).is_empty(), "{left_out}");
    }
}

#[test]
fn the_nearest_place_is_found_across_the_date_line() {
    let example = example();
    assert_eq!(example.nearest(42.0, -71.0).unwrap().name, "Boston");
    assert_eq!(example.nearest(-17.0, -179.9).unwrap().name, "Suva");
    assert_eq!(nearest(40.4, -3.7).unwrap().name, "Madrid");
    assert_eq!(nearest(42.37, -71.04).unwrap().region, "Massachusetts");
    for (latitude, longitude) in [(f64::NAN, 0.0), (0.0, f64::INFINITY), (90.1, 0.0), (0.0, -180.1)] {
        assert_eq!(nearest(latitude, longitude), None);
    }
}

#[test]
fn a_vague_point_is_a_tenth_of_a_degree_wide() {
    assert_eq!(coarse(42.358, -71.06), (42.4, -71.1));
    assert_eq!(coarse(-0.01, 179.99), (0.0, 180.0));
    assert!(coarse(-0.01, 0.0).0.is_sign_positive());
}

#[test]
fn a_point_is_no_finer_than_a_kilometre() {
    assert_eq!(fine(42.358_43, -71.059_77), (42.36, -71.06));
    assert!(fine(-0.001, 0.0).0.is_sign_positive());
}

#[test]
fn a_map_names_the_largest_places_it_shows() {
    let spain = within(36.0, -9.0, 43.5, 3.0, 3);
    assert_eq!(spain[0].name, "Madrid");
    assert_eq!(spain.len(), 3);
    assert!(spain.windows(2).all(|pair| pair[0].population >= pair[1].population));
    // Across the date line.
    let pacific = within(-50.0, 170.0, -10.0, -170.0, 50);
    assert!(pacific.iter().all(|place| place.longitude.abs() >= 170.0) && !pacific.is_empty());
    assert!(within(10.0, 0.0, -10.0, 1.0, 5).is_empty());
    assert!(within(f64::NAN, 0.0, 1.0, 1.0, 5).is_empty());
}

#[test]
fn strange_keys_find_nothing() {
    let key = first("madrid").key();
    assert!(key.len() <= 10);
    for strange in [
        "",
        "+1",
        "-1",
        "0",
        "1e3",
        "99999999999999",
        " 1",
        "é",
        &format!("0{key}"),
        &format!("+{key}"),
    ] {
        assert_eq!(find(strange), None, "{strange:?}");
    }
    let keys: BTreeSet<String> = atlas().places().iter().map(Place::key).collect();
    assert_eq!(keys.len(), atlas().places().len());
}

#[test]
fn limits_are_kept_and_nothing_comes_twice() {
    for limit in [0, 1, 7, usize::MAX] {
        let found = search("s", limit);
        assert!(found.len() <= limit.min(MOST_RESULTS));
        let keys: BTreeSet<String> = found.iter().map(|place| place.key()).collect();
        assert_eq!(keys.len(), found.len());
    }
    for nothing in ["", "   ", ",,,", "\u{0}", "…", "\u{301}"] {
        assert!(search(nothing, 5).is_empty(), "{nothing:?}");
    }
}

#[test]
fn a_damaged_file_is_refused_with_a_reason() {
    assert_eq!(decode(b"").unwrap_err(), DecodeError::Packed);
    assert_eq!(decode(&PLACES[..PLACES.len() / 2]).unwrap_err(), DecodeError::Packed);
    assert_eq!(decode(&packed("umbel places 0")).unwrap_err(), DecodeError::Edition);
    let whole = [
        "umbel places 1",
        "Europe/Madrid",
        "ES\tSpain\tEspaña",
        "0\t\t",
        "1",
        "A",
        "0",
        "0",
        "1",
        "1",
        "5",
        "",
    ];
    assert!(decode(&packed(&whole.join("\u{1d}"))).is_ok());
    for (section, wrong) in [
        (3, "9\t\t"),
        (3, "0"),
        (4, "-1"),
        (6, "9"),
        (7, "9"),
        (8, "north"),
        (11, "\n"),
    ] {
        let mut damaged = whole;
        damaged[section] = wrong;
        let error = decode(&packed(&damaged.join("\u{1d}"))).unwrap_err();
        assert!(matches!(error, DecodeError::Column(_)), "{section}: {error:?}");
    }
}

fn packed(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Measures a large file: `GAZETTEER_FILE=… cargo test --release -p umbel-gazetteer -- --ignored --nocapture`.
#[test]
#[ignore = "needs a large file made by make_places.py; names it in GAZETTEER_FILE"]
fn a_large_file_is_read_and_searched_fast() {
    let file = std::fs::read(std::env::var("GAZETTEER_FILE").unwrap()).unwrap();
    let begun = Instant::now();
    let atlas = Atlas::decode(&file).unwrap();
    println!(
        "{} places decoded in {:?}, {} bytes and the names",
        atlas.places().len(),
        begun.elapsed(),
        atlas.bytes()
    );
    let time = |name: &str, ask: &dyn Fn() -> usize| {
        let begun = Instant::now();
        let found = ask();
        let took = begun.elapsed();
        println!("{name:>28}: {found:>3} in {took:?}");
        took
    };
    let mut slowest = Duration::ZERO;
    for query in [
        "s",
        "sa",
        "san",
        "san fr",
        "santa, spain",
        "portland, or",
        "new york us",
        "springfield",
        "xyzzy",
    ] {
        slowest = slowest.max(time(query, &|| atlas.search(query, 10).len()));
    }
    time("nearest", &|| usize::from(atlas.nearest(42.3, -71.0).is_some()));
    assert!(slowest < Duration::from_millis(5), "{slowest:?}");
    assert!(atlas.places().iter().all(|place| place.time_zone.parse::<Tz>().is_ok()));
}

proptest! {
    #[test]
    fn no_query_can_stop_it(query in any::<String>(), limit in 0usize..100) {
        prop_assert!(search(&query, limit).len() <= limit);
    }

    #[test]
    fn no_long_or_odd_query_can_stop_it(query in "[a-z ,.\u{0}-\u{1f}\u{300}-\u{36f}😀ßİé\u{202e}]{0,400}") {
        prop_assert!(search(&query, 10).len() <= 10);
    }

    #[test]
    fn no_key_can_stop_it(key in any::<String>()) {
        prop_assert!(find(&key).is_none_or(|place| place.key() == key));
    }

    #[test]
    fn no_point_can_stop_it(latitude in any::<f64>(), longitude in any::<f64>()) {
        let _ = (nearest(latitude, longitude), coarse(latitude, longitude));
    }

    #[test]
    fn every_point_on_earth_has_a_nearest_place(latitude in -90.0..=90.0f64, longitude in -180.0..=180.0f64) {
        prop_assert!(nearest(latitude, longitude).is_some());
    }

    #[test]
    fn no_file_can_stop_it(bytes in any::<Vec<u8>>()) {
        prop_assert!(decode(&bytes).is_err());
    }
}
