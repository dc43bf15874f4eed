//! Themes: a chain of folders, each overriding what it wants of the one before, down to `base`.
//!
//! A template of a theme that cannot be read is left out, with a report that names file and line; the page is then made
//! from the next theme in the chain. So is a page whose template fails while it is being filled in.

mod accent;
mod assets;
mod files;
mod letters;
mod stylesheet;

pub use accent::{Accent, Shades, contrast};
pub(crate) use assets::sample_urls as sample_asset_urls;
pub use assets::{AssetUrls, Assets};
pub use files::{ThemeFiles, ThemeReport};
pub use letters::{LETTERS, Letters};
pub use stylesheet::Stylesheet;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use tera::{Context, Kwargs, State, Tera};

use crate::i18n::Languages;
use fluent_bundle::{FluentArgs, FluentValue};

/// The theme of a site that names none, or one that does not exist.
pub const DEFAULT_THEME: &str = "commons";
pub(crate) const BASE: &str = "base";

/// What is known of a theme besides its templates.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name, which is its folder's.
    pub name: String,
    /// The theme it builds on.
    pub parent: Option<String>,
    /// Its accent colour, for sites that have none of their own.
    pub accent: Accent,
    /// Its style, the ancestors' first.
    pub css: String,
    /// What it is called, by language.
    titles: BTreeMap<String, String>,
    /// What it is like, by language.
    descriptions: BTreeMap<String, String>,
}

impl Theme {
    /// What it is called in a language.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        in_language(&self.titles, language).unwrap_or(&self.name)
    }

    /// What it is like, in a sentence or two.
    #[must_use]
    pub fn description(&self, language: &str) -> &str {
        in_language(&self.descriptions, language).unwrap_or_default()
    }
}

fn in_language<'t>(texts: &'t BTreeMap<String, String>, language: &str) -> Option<&'t str> {
    texts
        .get(language)
        .or_else(|| texts.get(crate::i18n::FALLBACK))
        .or_else(|| texts.values().next())
        .map(String::as_str)
}

/// What makes a style sheet: the theme, the colour as it is written, and the key of the letters.
type StyleKey = (String, String, &'static str);

/// All themes in all languages, ready to render.
pub struct Themes {
    themes: BTreeMap<String, Theme>,
    engines: HashMap<(String, String), Tera>,
    languages: Arc<Languages>,
    reports: Mutex<Vec<ThemeReport>>,
    stylesheets: Mutex<HashMap<StyleKey, Arc<Stylesheet>>>,
}

impl Themes {
    /// Reads the themes of `files` beside the features' own templates, as (path, text).
    ///
    /// # Errors
    /// When `base`, the languages or the features' templates cannot be read: nothing could be shown then. A fault in
    /// another theme becomes a report.
    pub fn new(files: &ThemeFiles, feature_templates: &[(String, String)]) -> Result<Self, String> {
        let languages = Arc::new(Languages::new(files.languages())?);
        let mut reports = Vec::new();
        let mut themes = BTreeMap::new();
        for name in files.names() {
            match files.theme(&name) {
                Ok(theme) => {
                    themes.insert(name, theme);
                }
                Err(report) if name == BASE => return Err(report.to_string()),
                Err(report) => reports.push(report),
            }
        }
        if !themes.contains_key(BASE) {
            return Err("there is no theme “base”".into());
        }
        let icons = Arc::new(files.icons());
        let mut engines = HashMap::new();
        for name in themes.keys() {
            let chain = chain_of(&themes, name);
            let (engine, found) = compile(files, &chain, feature_templates, &icons)?;
            reports.extend(found);
            for language in languages.all() {
                let mut engine = engine.clone();
                register_words(&mut engine, Arc::clone(&languages), language);
                engines.insert((name.clone(), language.to_owned()), engine);
            }
        }
        reports.sort();
        reports.dedup();
        for report in &reports {
            tracing::error!(%report, "a theme cannot be used whole");
        }
        Ok(Self {
            themes,
            engines,
            languages,
            reports: Mutex::new(reports),
            stylesheets: Mutex::default(),
        })
    }

    /// The words of all languages.
    #[must_use]
    pub fn languages(&self) -> &Arc<Languages> {
        &self.languages
    }

    /// The themes a site can choose, by name.
    pub fn choices(&self) -> impl Iterator<Item = &Theme> {
        self.themes.values().filter(|theme| theme.name != BASE)
    }

    /// The theme of this name, or the default one.
    #[must_use]
    pub fn theme(&self, name: &str) -> Option<&Theme> {
        self.themes
            .get(name)
            .or_else(|| self.themes.get(DEFAULT_THEME))
            .or_else(|| self.themes.get(BASE))
    }

    /// What is wrong with themes, by file and line.
    #[must_use]
    pub fn reports(&self) -> Vec<ThemeReport> {
        self.reports.lock().map(|reports| reports.clone()).unwrap_or_default()
    }

    /// Fills a template in. When the theme's own fails, the report is kept and `base` makes the page.
    ///
    /// # Errors
    /// When the template of `base` fails too.
    pub fn render(&self, theme: &str, locale: &str, template: &str, context: &Context) -> tera::TeraResult<String> {
        let theme = self.theme(theme).map_or(BASE, |theme| theme.name.as_str());
        let language = self.languages.nearest(locale);
        let engine = |theme: &str| self.engines.get(&(theme.to_owned(), language.to_owned()));
        let Some(own) = engine(theme) else {
            return Err(tera::Error::message(format!("there is no theme “{theme}”")));
        };
        let error = match own.render(template, context) {
            Ok(html) => return Ok(html),
            Err(error) => error,
        };
        let report = ThemeReport::new(theme, &error);
        tracing::error!(%report, template, "a theme's template failed; base makes the page");
        if let Ok(mut reports) = self.reports.lock()
            && !reports.contains(&report)
            && reports.len() < 100
        {
            reports.push(report);
        }
        match engine(BASE) {
            Some(base) if theme != BASE => base.render(template, context),
            _ => Err(error),
        }
    }

    /// The one style sheet of a site with this theme, accent colour and letters.
    #[must_use]
    pub fn stylesheet(&self, theme: &str, accent: Option<&str>, letters: Option<&str>) -> Arc<Stylesheet> {
        let Some(theme) = self.theme(theme) else {
            return Arc::new(Stylesheet::new(String::new()));
        };
        let accent = accent.and_then(Accent::parse).unwrap_or(theme.accent);
        let letters = letters.and_then(Letters::named);
        let key = (
            theme.name.clone(),
            accent.hex(),
            letters.map_or("", |letters| letters.key),
        );
        let Ok(mut known) = self.stylesheets.lock() else {
            return Arc::new(Stylesheet::new(String::new()));
        };
        // Sites choose their colours, so there may be many; forgetting all is cheap because they are made in a moment.
        if known.len() > 2_000 {
            known.clear();
        }
        Arc::clone(
            known
                .entry(key)
                .or_insert_with(|| Arc::new(Stylesheet::new(css_of(theme, accent, letters)))),
        )
    }

    /// The text of such a style sheet, made for one look at it and not kept.
    #[must_use]
    pub fn style_text(&self, theme: &str, accent: Option<&str>, letters: Option<&str>) -> String {
        let Some(theme) = self.theme(theme) else {
            return String::new();
        };
        let accent = accent.and_then(Accent::parse).unwrap_or(theme.accent);
        stylesheet::bare(&css_of(theme, accent, letters.and_then(Letters::named)))
    }
}

fn css_of(theme: &Theme, accent: Accent, letters: Option<&'static Letters>) -> String {
    let letters = letters.map(Letters::css).unwrap_or_default();
    format!("{}{}{letters}", accent.custom_properties(), theme.css)
}

/// A theme and those it builds on, itself first, `base` last.
fn chain_of(themes: &BTreeMap<String, Theme>, name: &str) -> Vec<String> {
    let mut chain = vec![name.to_owned()];
    let mut current = themes.get(name);
    while let Some(parent) = current.and_then(|theme| theme.parent.clone()) {
        if chain.contains(&parent) || !themes.contains_key(&parent) {
            break;
        }
        current = themes.get(&parent);
        chain.push(parent);
    }
    if chain.last().is_some_and(|last| last != BASE) {
        chain.push(BASE.to_owned());
    }
    chain
}

/// Compiles a chain of themes. Each template that cannot be read is reported and left out, until the rest can.
fn compile(
    files: &ThemeFiles,
    chain: &[String],
    feature_templates: &[(String, String)],
    icons: &Arc<BTreeMap<String, String>>,
) -> Result<(Tera, Vec<ThemeReport>), String> {
    let mut templates: Vec<(String, String)> = feature_templates
        .iter()
        .map(|(path, text)| (format!("feature/{path}"), text.clone()))
        .collect();
    for theme in chain {
        templates.extend(files.templates(theme));
    }
    let mut reports = Vec::new();
    loop {
        let mut engine = Tera::default();
        engine.autoescape_on(vec![".html", ".xml"]);
        let icons = Arc::clone(icons);
        engine.register_function(
            "icon",
            SafeFunction(move |kwargs: Kwargs, _: &State<'_>| icon(&icons, &kwargs)),
        );
        // Stands in until `register_words` puts each language's own in its place: names are checked while compiling.
        engine.register_function("t", |_: Kwargs, _: &State<'_>| String::new());
        engine
            .set_fallback_prefixes(
                chain
                    .iter()
                    .map(|theme| format!("{theme}/"))
                    .chain(["feature/".to_owned()]),
            )
            .map_err(|error| error.to_string())?;
        let pairs = templates.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let error = match engine.add_raw_templates(pairs) {
            Ok(()) => return Ok((engine, reports)),
            Err(error) => error,
        };
        let report = ThemeReport::new(chain.first().map_or(BASE, String::as_str), &error);
        let theme_of = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let is_own = |path: &str| theme_of(path) != BASE && theme_of(path) != "feature";
        let before = templates.len();
        if is_own(&report.file) {
            templates.retain(|(path, _)| *path != report.file);
        }
        if templates.len() == before {
            // It cannot be told which file is at fault: the theme goes without any template of its own.
            templates.retain(|(path, _)| !is_own(path));
        }
        if templates.len() == before {
            return Err(report.to_string());
        }
        reports.push(report);
    }
}

/// A function whose result is markup.
struct SafeFunction<F>(F);

impl<F> tera::Function<tera::TeraResult<String>> for SafeFunction<F>
where
    F: Fn(Kwargs, &State<'_>) -> tera::TeraResult<String> + Sync + Send + 'static,
{
    fn call(&self, kwargs: Kwargs, state: &State<'_>) -> tera::TeraResult<String> {
        (self.0)(kwargs, state)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn icon(icons: &BTreeMap<String, String>, kwargs: &Kwargs) -> tera::TeraResult<String> {
    let name: &str = kwargs.must_get("name")?;
    icons
        .get(name)
        .cloned()
        .ok_or_else(|| tera::Error::message(format!("there is no icon “{name}”")))
}

fn register_words(engine: &mut Tera, languages: Arc<Languages>, language: &str) {
    let language = language.to_owned();
    engine.register_function("t", move |kwargs: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        let key: String = kwargs.must_get("key")?;
        let mut arguments = FluentArgs::new();
        for (name, value) in kwargs.iter() {
            let Some(name) = name.as_str().filter(|name| *name != "key") else {
                continue;
            };
            let value: FluentValue<'_> = if let Some(number) = value.as_i64() {
                number.into()
            } else if let Some(number) = value.as_u64() {
                FluentValue::from(i64::try_from(number).unwrap_or(i64::MAX))
            } else {
                FluentValue::from(value.to_string())
            };
            arguments.set(name.to_owned(), value);
        }
        Ok(languages.say(&language, &key, &arguments))
    });
}
