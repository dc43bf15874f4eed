//! Languages: Fluent files, dates and times in words.

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeMap;
use std::sync::Arc;
use umbel_core::Instant;
use unic_langid::LanguageIdentifier;

use crate::stones::When;

/// The language everything else falls back to.
pub const FALLBACK: &str = "en";
/// Scripts written from right to left, by language.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

/// The words of all languages.
pub struct Languages {
    bundles: BTreeMap<String, Arc<FluentBundle<FluentResource>>>,
}

impl Languages {
    /// Reads one Fluent file a language: (language, text).
    ///
    /// # Errors
    /// One sentence naming the language and line that cannot be read.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut bundles = BTreeMap::new();
        for (language, text) in files {
            let identifier: LanguageIdentifier = language
                .parse()
                .map_err(|_| format!("“{language}” is not a language"))?;
            let resource = FluentResource::try_new(text)
                .map_err(|(_, errors)| format!("the words of “{language}” cannot be read: {errors:?}"))?;
            let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
            // The marks Fluent puts around arguments would end up in titles, attributes and feeds.
            bundle.set_use_isolating(false);
            bundle
                .add_resource(resource)
                .map_err(|errors| format!("the words of “{language}” repeat a key: {errors:?}"))?;
            bundles.insert(language, Arc::new(bundle));
        }
        if bundles.contains_key(FALLBACK) {
            Ok(Self { bundles })
        } else {
            Err(format!("there are no words for “{FALLBACK}”"))
        }
    }

    /// The languages there are words for.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.bundles.keys().map(String::as_str)
    }

    /// The nearest language there are words for: itself, its base language, or English.
    #[must_use]
    pub fn nearest(&self, locale: &str) -> &str {
        let base = locale.split(['-', '_']).next().unwrap_or(locale);
        [locale, base]
            .into_iter()
            .find_map(|wanted| self.bundles.get_key_value(wanted))
            .map_or(FALLBACK, |(found, _)| found.as_str())
    }

    /// The best language of those a browser asks for (RFC 9110 section 12.5.4), when there are words for any.
    #[must_use]
    pub fn asked_for(&self, accepted: &str) -> Option<&str> {
        let mut wanted: Vec<(u16, &str)> = accepted
            .split(',')
            .take(20)
            .filter_map(|one| {
                let mut parts = one.split(';').map(str::trim);
                let language = parts.next().filter(|language| !language.is_empty())?;
                let weight = parts
                    .find_map(|part| part.strip_prefix("q="))
                    .map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
                // Thousandths, the finest that is allowed.
                Some(((weight.clamp(0.0, 1.0) * 1000.0) as u16, language))
            })
            .filter(|(weight, _)| *weight > 0)
            .collect();
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.into_iter().find_map(|(_, language)| {
            let language = language.to_ascii_lowercase();
            let base = language.split('-').next().unwrap_or_default();
            // The very language first: `pt` comes before `pt-BR` in every list of languages.
            [language.as_str(), base]
                .into_iter()
                .find_map(|wanted| self.bundles.keys().find(|known| known.eq_ignore_ascii_case(wanted)))
                .map(String::as_str)
        })
    }

    /// Whether there are words for a key in any language.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.bundles
            .get(FALLBACK)
            .is_some_and(|bundle| bundle.get_message(key).is_some_and(|message| message.value().is_some()))
    }

    /// The sentence of a key in a language. A key without words is shown in brackets, so that it is noticed.
    #[must_use]
    pub fn say(&self, locale: &str, key: &str, arguments: &FluentArgs<'_>) -> String {
        for language in [self.nearest(locale), FALLBACK] {
            let Some(bundle) = self.bundles.get(language) else {
                continue;
            };
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            let sentence = bundle.format_pattern(pattern, Some(arguments), &mut errors);
            if !errors.is_empty() {
                tracing::warn!(key, language, ?errors, "words could not be formed");
            }
            return sentence.into_owned();
        }
        tracing::warn!(key, "there are no words for this key");
        format!("[{key}]")
    }
}

/// The words of one language, with the zone and moment a page is made for.
#[derive(Clone)]
pub struct Words<'l> {
    languages: &'l Languages,
    locale: &'l str,
    zone: Tz,
    now: Instant,
}

impl<'l> Words<'l> {
    /// Words in the language nearest to `locale`, times in `zone`, seen from `now`.
    #[must_use]
    pub fn new(languages: &'l Languages, locale: &str, zone: Tz, now: Instant) -> Self {
        Self {
            locale: languages.nearest(locale),
            languages,
            zone,
            now,
        }
    }

    /// The language.
    #[must_use]
    pub fn locale(&self) -> &'l str {
        self.locale
    }

    /// `rtl` or `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        direction(self.locale)
    }

    /// The sentence of a key.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.languages.say(self.locale, key, &FluentArgs::new())
    }

    /// The sentence of a key, when there are words for it.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<String> {
        self.languages.knows(key).then(|| self.say(key))
    }

    /// The sentence of a key with arguments.
    #[must_use]
    pub fn say_with<'a>(&self, key: &str, arguments: &[(&'a str, FluentValue<'a>)]) -> String {
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(*name, value.clone());
        }
        self.languages.say(self.locale, key, &given)
    }

    /// A moment in words, in the site's zone.
    #[must_use]
    pub fn when(&self, moment: Instant) -> When {
        self.when_in(moment, self.zone)
    }

    /// A moment in words, in another zone.
    #[must_use]
    pub fn when_in(&self, moment: Instant, zone: Tz) -> When {
        let local = moment.in_zone(zone);
        let weekday_number = local.weekday().number_from_monday();
        let weekday = self.say(&format!("weekday-{weekday_number}"));
        let month = self.say(&format!("month-{}", local.month()));
        let month_short = self.say(&format!("month-short-{}", local.month()));
        let day = local.day().to_string();
        let year = local.year().to_string();
        let long = self.say_with(
            "date-long",
            &[
                ("weekday", weekday.as_str().into()),
                ("day", day.as_str().into()),
                ("month", month.as_str().into()),
                ("year", year.as_str().into()),
            ],
        );
        let short = self.say_with(
            "date-short",
            &[("day", day.as_str().into()), ("month", month_short.as_str().into())],
        );
        When {
            iso: local.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            relative: self.relative(moment, zone).unwrap_or_else(|| {
                // A day alone means one of this year.
                if local.year() == self.now.in_zone(zone).year() {
                    short.clone()
                } else {
                    format!("{short} {year}")
                }
            }),
            long,
            short,
            weekday_short: self.say(&format!("weekday-short-{weekday_number}")),
            weekday,
            day,
            month,
            month_short,
            year,
            time: format!("{:02}:{:02}", local.hour(), local.minute()),
        }
    }

    /// "tomorrow", "3 days ago": none beyond a week.
    fn relative(&self, moment: Instant, zone: Tz) -> Option<String> {
        let days = (moment.in_zone(zone).date_naive() - self.now.in_zone(zone).date_naive()).num_days();
        match days {
            0 => Some(self.say("relative-today")),
            1 => Some(self.say("relative-tomorrow")),
            -1 => Some(self.say("relative-yesterday")),
            2..=6 => Some(self.say_with("relative-in-days", &[("count", days.into())])),
            -6..=-2 => Some(self.say_with("relative-days-ago", &[("count", (-days).into())])),
            _ => None,
        }
    }

    /// A month in words: "November 2026".
    #[must_use]
    pub fn month(&self, year: i32, month: u32) -> String {
        let name = self.say(&format!("month-{month}"));
        let year = year.to_string();
        self.say_with(
            "date-month-year",
            &[("month", name.as_str().into()), ("year", year.as_str().into())],
        )
    }

    /// The site's zone.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// The moment the page is made at.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }
}

/// The direction a language is written in.
#[must_use]
pub fn direction(locale: &str) -> &'static str {
    let base = locale.split(['-', '_']).next().unwrap_or(locale);
    if RIGHT_TO_LEFT.contains(&base) { "rtl" } else { "ltr" }
}
