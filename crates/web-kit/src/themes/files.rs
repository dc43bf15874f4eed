//! Where themes are read from: built into the program, and a directory beside it.

use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use super::accent::Accent;
use super::{BASE, Theme};

/// The built-in themes.
#[derive(RustEmbed)]
#[folder = "../../themes"]
struct BuiltIn;

/// All files of all themes, by path: those of a directory in place of built-in ones.
pub struct ThemeFiles(BTreeMap<String, String>);

/// What is wrong with a theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThemeReport {
    /// The theme.
    pub theme: String,
    /// The file, from the themes' directory on.
    pub file: String,
    /// The line, counted from 1; 0 when it is not known.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ThemeReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "theme “{}”, {}", self.theme, self.file)?;
        if self.line > 0 {
            write!(formatter, ", line {}", self.line)?;
        }
        write!(formatter, ": {}", self.message)
    }
}

impl ThemeReport {
    /// The report of an error of the template engine.
    #[must_use]
    pub fn new(theme: &str, error: &tera::Error) -> Self {
        let (file, line, message) = match error.kind() {
            tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => (
                report.filename().to_owned(),
                report.span().start_line,
                report.message().to_owned(),
            ),
            tera::ErrorKind::MissingParent { current, parent } => (
                current.to_owned(),
                1,
                format!("it extends “{parent}”, which does not exist"),
            ),
            tera::ErrorKind::CircularExtend { tpl, .. } => (tpl.to_owned(), 1, "it extends itself in a circle".into()),
            tera::ErrorKind::CircularInclude { tpl, .. } => {
                (tpl.to_owned(), 1, "it includes itself in a circle".into())
            }
            _ => {
                let text = error.to_string();
                let (file, line) = place_in(&text);
                (file, line, text)
            }
        };
        Self {
            theme: file
                .split('/')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or(theme)
                .to_owned(),
            file,
            line,
            message,
        }
    }
}

/// The file and line in a report of several errors: the first `--> file:line:column`.
fn place_in(text: &str) -> (String, usize) {
    let Some((_, rest)) = text.split_once("--> ") else {
        return (String::new(), 0);
    };
    let place = rest.lines().next().unwrap_or_default();
    let mut parts = place.split(':');
    let file = parts.next().unwrap_or_default().to_owned();
    (file, parts.next().and_then(|line| line.parse().ok()).unwrap_or(0))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    name: String,
    title: BTreeMap<String, String>,
    description: BTreeMap<String, String>,
    #[serde(default)]
    parent: Option<String>,
    accent: String,
}

impl ThemeFiles {
    /// The built-in themes.
    #[must_use]
    pub fn built_in() -> Self {
        Self(
            BuiltIn::iter()
                .filter_map(|path| {
                    let file = BuiltIn::get(&path)?;
                    Some((path.into_owned(), String::from_utf8(file.data.into_owned()).ok()?))
                })
                .collect(),
        )
    }

    /// The same with the themes of a directory added; a file at the same path takes the built-in one's place.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn with_directory(mut self, directory: &Path) -> Result<Self, String> {
        let mut waiting = vec![directory.to_owned()];
        while let Some(folder) = waiting.pop() {
            let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for entry in entries.flatten() {
                let path = entry.path();
                if path.is_dir() {
                    waiting.push(path);
                } else if let (Ok(name), Ok(text)) = (path.strip_prefix(directory), std::fs::read_to_string(&path)) {
                    self.0.insert(name.to_string_lossy().replace('\\', "/"), text);
                }
            }
        }
        Ok(self)
    }

    /// The same with one file put in or replaced, for tests and previews.
    #[must_use]
    pub fn with_file(mut self, path: &str, text: &str) -> Self {
        self.0.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The names of all themes.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.0
            .keys()
            .filter_map(|path| path.strip_suffix("/theme.toml"))
            .filter(|name| !name.contains('/'))
            .map(str::to_owned)
            .collect()
    }

    /// A theme's description and its style with that of the themes it builds on.
    ///
    /// # Errors
    /// A report naming the file that cannot be used.
    pub fn theme(&self, name: &str) -> Result<Theme, ThemeReport> {
        let file = format!("{name}/theme.toml");
        let fault = |line: usize, message: String| ThemeReport {
            theme: name.to_owned(),
            file: file.clone(),
            line,
            message,
        };
        let text = self.0.get(&file).map_or("", String::as_str);
        let manifest: Manifest = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
            fault(line, error.message().to_owned())
        })?;
        if manifest.name != name {
            return Err(fault(
                1,
                format!("it calls itself “{}”, but its folder is “{name}”", manifest.name),
            ));
        }
        let accent = Accent::parse(&manifest.accent)
            .ok_or_else(|| fault(1, format!("“{}” is not a colour like #c8281c", manifest.accent)))?;
        let mut css = self.style_of(BASE);
        let mut ancestry = Vec::new();
        let mut parent = manifest.parent.clone();
        while let Some(name) = parent.filter(|name| name != BASE && !ancestry.contains(name) && ancestry.len() < 8) {
            parent = self
                .0
                .get(&format!("{name}/theme.toml"))
                .and_then(|text| toml::from_str::<Manifest>(text).ok())
                .and_then(|manifest| manifest.parent);
            ancestry.push(name);
        }
        for name in ancestry.iter().rev() {
            css.push_str(&self.style_of(name));
        }
        if name != BASE {
            css.push_str(&self.style_of(name));
        }
        Ok(Theme {
            name: name.to_owned(),
            parent: manifest.parent,
            accent,
            css,
            titles: manifest.title,
            descriptions: manifest.description,
        })
    }

    fn style_of(&self, theme: &str) -> String {
        let folder = format!("{theme}/static/");
        self.0
            .iter()
            .filter(|(path, _)| path.starts_with(&folder) && path.ends_with(".css"))
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// A theme's own templates, as (`theme/path`, text).
    #[must_use]
    pub fn templates(&self, theme: &str) -> Vec<(String, String)> {
        let folder = format!("{theme}/templates/");
        self.0
            .iter()
            .filter_map(|(path, text)| {
                let path = path.strip_prefix(&folder)?;
                Some((format!("{theme}/{path}"), text.clone()))
            })
            .collect()
    }

    /// The icons of `base`, by name.
    #[must_use]
    pub fn icons(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .filter_map(|(path, text)| {
                let name = path.strip_prefix("base/icons/")?.strip_suffix(".svg")?;
                Some((name.to_owned(), text.trim().to_owned()))
            })
            .collect()
    }

    /// The Fluent files of all languages, as (language, text).
    #[must_use]
    pub fn languages(&self) -> Vec<(String, String)> {
        let mut languages: BTreeMap<String, String> = BTreeMap::new();
        for (path, text) in &self.0 {
            let Some(name) = path
                .strip_prefix("base/locales/")
                .and_then(|name| name.strip_suffix(".ftl"))
            else {
                continue;
            };
            // `en.ftl`, `en.mail.ftl`, …: what stands before the first dot is the language.
            let language = name.split('.').next().unwrap_or(name);
            let words = languages.entry(language.to_owned()).or_default();
            words.push_str(text);
            words.push('\n');
        }
        languages.into_iter().collect()
    }
}
