//! What the template of the room is given.

use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::Media;
use umbel_core::tree::{Keeps, LONGEST_INTRO, LONGEST_PART_TEXT, Look, MOST_PHOTOS, SavedLook};
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::When;
use umbel_web_kit::themes::{Accent, LETTERS, Shades, Theme};
use umbel_web_kit::{FormView, Visit, workplace};

use crate::palette::{PALETTE, note};
use crate::sent::FIELDS;

/// The longest beginning of a name that stands in a miniature.
const LONGEST_IN_MINIATURE: usize = 15;

/// What is chosen in the form, saved or not.
pub(crate) struct Chosen {
    pub(crate) look: Look,
    /// Every section with whether it is shown.
    pub(crate) rows: Vec<(&'static str, bool)>,
    /// Whether the colour is one of their own, however it was typed.
    pub(crate) is_own_accent: bool,
    /// Whether this is how the site looks.
    pub(crate) is_saved: bool,
    /// The section that was just moved.
    pub(crate) moved: Option<&'static str>,
    /// What pictures are looked for.
    pub(crate) find: String,
}

impl Chosen {
    pub(crate) fn saved(look: Look, rows: Vec<(&'static str, bool)>) -> Self {
        let is_offered = |accent: &String| PALETTE.iter().any(|(_, hex)| hex == accent);
        Self {
            is_own_accent: look.accent.as_ref().is_some_and(|accent| !is_offered(accent)),
            is_saved: true,
            moved: None,
            find: String::new(),
            look,
            rows,
        }
    }
}

/// `appearance/look.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LookView {
    form: FormView,
    is_saved: bool,
    theme_cards: Vec<ThemeCard>,
    colours: Vec<Colour>,
    is_own_accent: bool,
    is_themes_accent: bool,
    colour_note: Option<String>,
    shades: Shades,
    letter_cards: Vec<LetterCard>,
    logos: Vec<PictureCard>,
    headers: Vec<PictureCard>,
    photos: Vec<PictureCard>,
    has_logo: bool,
    has_header: bool,
    photo_count: usize,
    most_photos: usize,
    keeps: Vec<Keep>,
    rows: Vec<SectionRow>,
    longest_intro: usize,
    longest_text: usize,
    saved_looks: Vec<SavedRow>,
    can_undo: bool,
    can_redo: bool,
}

/// A theme to choose.
#[derive(Clone, Debug, Serialize)]
struct ThemeCard {
    key: String,
    title: String,
    description: String,
    is_chosen: bool,
    /// The colour that was chosen, or the theme's own.
    shades: Shades,
    /// The theme's own.
    own_shades: Shades,
    /// The beginning of the site's name.
    short_name: String,
}

/// A colour to choose.
#[derive(Clone, Debug, Serialize)]
struct Colour {
    hex: &'static str,
    title: String,
    is_chosen: bool,
}

/// Letters to choose.
#[derive(Clone, Debug, Serialize)]
struct LetterCard {
    key: &'static str,
    title: String,
    hint: String,
    is_chosen: bool,
}

/// A picture to choose.
#[derive(Clone, Debug, Serialize)]
struct PictureCard {
    id: String,
    src: String,
    title: String,
    is_chosen: bool,
}

/// What of the header picture stays in view.
#[derive(Clone, Debug, Serialize)]
struct Keep {
    key: &'static str,
    title: String,
    is_chosen: bool,
}

/// A section to arrange.
#[derive(Clone, Debug, Serialize)]
struct SectionRow {
    key: &'static str,
    title: String,
    is_shown: bool,
    is_moved: bool,
}

/// A look that is kept.
#[derive(Clone, Debug, Serialize)]
struct SavedRow {
    id: String,
    title: String,
    fill: String,
    when: When,
    by: Option<String>,
    is_in_use: bool,
}

impl LookView {
    pub(crate) fn new(
        visit: &Visit<'_>,
        form: FormView,
        chosen: &Chosen,
        history: &[SavedLook],
        pictures: &[Media],
    ) -> Self {
        let words = visit.words();
        let look = &chosen.look;
        let accent = look.accent.as_deref().and_then(Accent::parse);
        let theme_cards = theme_cards(visit, look, accent);
        let shades = accent
            .or_else(|| visit.world.themes.theme(&look.theme).map(|theme| theme.accent))
            .map(Accent::shades);
        let in_use = history.iter().position(|saved| saved.is_in_use);
        let cards = |chosen: &[Id]| -> Vec<PictureCard> {
            pictures
                .iter()
                .map(|picture| PictureCard::of(picture, chosen))
                .collect()
        };
        Self {
            form,
            is_saved: chosen.is_saved,
            colours: PALETTE
                .iter()
                .map(|(key, hex)| Colour {
                    hex,
                    title: words.say(&format!("colour-{key}")),
                    is_chosen: !chosen.is_own_accent && look.accent.as_deref() == Some(hex),
                })
                .collect(),
            is_own_accent: chosen.is_own_accent,
            is_themes_accent: !chosen.is_own_accent && look.accent.is_none(),
            colour_note: accent.and_then(|accent| note(&words, accent)),
            shades: shades.unwrap_or_else(sample_shades),
            theme_cards,
            letter_cards: std::iter::once("")
                .chain(LETTERS.iter().map(|letters| letters.key))
                .map(|key| {
                    let name = if key.is_empty() { "theme" } else { key };
                    LetterCard {
                        key,
                        title: words.say(&format!("letters-{name}")),
                        hint: words.say(&format!("letters-{name}-hint")),
                        is_chosen: look.letters.as_deref().unwrap_or_default() == key,
                    }
                })
                .collect(),
            logos: cards(look.logo.as_slice()),
            headers: cards(look.header.as_slice()),
            photos: cards(&look.parts.photos),
            has_logo: look.logo.is_some(),
            has_header: look.header.is_some(),
            photo_count: look.parts.photos.len(),
            most_photos: MOST_PHOTOS,
            keeps: std::iter::once(("", None))
                .chain(Keeps::ALL.iter().map(|(name, keeps)| (*name, Some(*keeps))))
                .map(|(key, keeps)| Keep {
                    key,
                    title: words.say(&format!("look-keeps-{}", if key.is_empty() { "itself" } else { key })),
                    is_chosen: look.parts.header_keeps == keeps,
                })
                .collect(),
            rows: chosen
                .rows
                .iter()
                .map(|(key, is_shown)| SectionRow {
                    key,
                    title: words.say(&format!("section-{key}")),
                    is_shown: *is_shown,
                    is_moved: chosen.moved == Some(key),
                })
                .collect(),
            longest_intro: LONGEST_INTRO,
            longest_text: LONGEST_PART_TEXT,
            saved_looks: history.iter().map(|saved| saved_row(visit, saved)).collect(),
            can_undo: in_use.is_some_and(|place| place + 1 < history.len()),
            can_redo: in_use.is_some_and(|place| place > 0),
        }
    }
}

fn theme_cards(visit: &Visit<'_>, look: &Look, accent: Option<Accent>) -> Vec<ThemeCard> {
    let words = visit.words();
    let name = &visit.current.here.site.name;
    let mut cards: Vec<ThemeCard> = visit
        .world
        .themes
        .choices()
        .map(|theme| ThemeCard {
            key: theme.name.clone(),
            title: title_of(&words, theme),
            description: words
                .known(&format!("style-{}-hint", theme.name))
                .unwrap_or_else(|| theme.description(words.locale()).to_owned()),
            is_chosen: theme.name == look.theme,
            shades: accent.unwrap_or(theme.accent).shades(),
            own_shades: theme.accent.shades(),
            short_name: beginning(name),
        })
        .collect();
    // The three that differ most stand first; what is built upon another, or added, after them.
    let place = |key: &str| {
        ["commons", "broadsheet", "placard"]
            .iter()
            .position(|known| *known == key)
    };
    cards.sort_by_key(|card| (place(&card.key).unwrap_or(9), card.title.clone()));
    cards
}

/// What a theme is called: in our words when it is built in, else in its own.
fn title_of(words: &Words<'_>, theme: &Theme) -> String {
    words
        .known(&format!("style-{}", theme.name))
        .unwrap_or_else(|| theme.title(words.locale()).to_owned())
}

/// The first words of a name, as many as there is room for.
fn beginning(name: &str) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        let longer = short.chars().count() + word.chars().count() + 1;
        if !short.is_empty() && longer > LONGEST_IN_MINIATURE {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.chars().take(LONGEST_IN_MINIATURE).collect()
}

fn saved_row(visit: &Visit<'_>, saved: &SavedLook) -> SavedRow {
    let words = visit.words();
    let theme = visit.world.themes.theme(&saved.look.theme);
    let accent = saved.look.accent.as_deref().and_then(Accent::parse);
    let accent = accent.or_else(|| theme.map(|theme| theme.accent));
    SavedRow {
        id: saved.id.to_string(),
        title: theme.map_or_else(String::new, |theme| title_of(&words, theme)),
        fill: accent.map(|accent| accent.shades().fill).unwrap_or_default(),
        when: words.when(saved.saved_at),
        by: saved.by.clone(),
        is_in_use: saved.is_in_use,
    }
}

impl PictureCard {
    fn of(picture: &Media, chosen: &[Id]) -> Self {
        let smallest = picture.stored_widths().first().copied().unwrap_or_default();
        let title = if picture.alt.is_empty() {
            &picture.original_name
        } else {
            &picture.alt
        };
        Self {
            id: picture.id.to_string(),
            src: picture.path(smallest, &picture.fallback),
            title: title.clone(),
            is_chosen: chosen.contains(&picture.id),
        }
    }
}

fn sample_shades() -> Shades {
    Shades {
        fill: "#1d6a4c".into(),
        ink: "#ffffff".into(),
        text: "#1d6a4c".into(),
        dark: "#6fc09b".into(),
        dark_ink: "#101010".into(),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let picture = PictureCard {
        id: "1".into(),
        src: "/media/1/ab-480.jpg".into(),
        title: "People under a bridge".into(),
        is_chosen: true,
    };
    let theme = |key: &str| ThemeCard {
        key: key.into(),
        title: "Commons".into(),
        description: "A noticeboard.".into(),
        is_chosen: key == "commons",
        shades: sample_shades(),
        own_shades: sample_shades(),
        short_name: "Boston Cosecha".into(),
    };
    let saved = SavedRow {
        id: "7".into(),
        title: "Commons".into(),
        fill: "#1d6a4c".into(),
        when: When::sample(),
        by: Some("Ana Romero".into()),
        is_in_use: true,
    };
    let row = |key| SectionRow {
        key,
        title: "Latest posts".into(),
        is_shown: true,
        is_moved: true,
    };
    let full = LookView {
        form: FormView::sample(FIELDS),
        is_saved: false,
        theme_cards: ["commons", "broadsheet", "placard", "chalkboard", "another"]
            .map(theme)
            .into(),
        colours: vec![Colour {
            hex: "#1d6a4c",
            title: "Forest".into(),
            is_chosen: true,
        }],
        is_own_accent: true,
        is_themes_accent: false,
        colour_note: Some("Text uses a darker shade.".into()),
        shades: sample_shades(),
        letter_cards: vec![LetterCard {
            key: "press",
            title: "Print shop".into(),
            hint: "Strong headlines.".into(),
            is_chosen: true,
        }],
        logos: vec![picture.clone()],
        headers: vec![picture.clone()],
        photos: vec![picture],
        has_logo: true,
        has_header: true,
        photo_count: 1,
        most_photos: MOST_PHOTOS,
        keeps: vec![Keep {
            key: "top",
            title: "Its top".into(),
            is_chosen: true,
        }],
        rows: ["blog", "about", "action", "photos", "contact"].map(row).into(),
        longest_intro: LONGEST_INTRO,
        longest_text: LONGEST_PART_TEXT,
        saved_looks: vec![
            saved.clone(),
            SavedRow {
                by: None,
                is_in_use: false,
                ..saved
            },
        ],
        can_undo: true,
        can_redo: true,
    };
    let bare = LookView {
        is_saved: true,
        is_own_accent: false,
        is_themes_accent: true,
        colour_note: None,
        logos: Vec::new(),
        headers: Vec::new(),
        photos: Vec::new(),
        has_logo: false,
        has_header: false,
        photo_count: 0,
        rows: Vec::new(),
        saved_looks: Vec::new(),
        can_undo: false,
        can_redo: false,
        ..full.clone()
    };
    let mut all = vec![
        workplace::sample("appearance/look.html", &full),
        workplace::sample("appearance/look.html", &bare),
    ];
    all.extend(full.theme_cards.into_iter().map(|card| {
        let mut context = tera::Context::new();
        context.insert("card", &card);
        ("appearance/miniature.html", context)
    }));
    all
}
