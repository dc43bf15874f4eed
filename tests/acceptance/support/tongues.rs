//! Languages for tests that nobody speaks, and an installation that speaks one.

use super::gate::umbrella;
use super::network::event;
use super::{NewPost, TestApp, TestDatabase, TestNetwork, Wishes};
use fluent_syntax::ast::{Entry, Expression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};
use umbel_core::SiteWrite;
use umbel_core::content::PostKind;
use umbel_core::tree::Site;
use umbel_web_kit::themes::ThemeFiles;

/// An installation that knows another language, and whose content all stands between ⟪ and ⟫.
pub struct Installation {
    pub app: TestApp,
    pub network: TestNetwork,
    pub folder: tempfile::TempDir,
}

pub fn installed(language: &str, words: &str) -> Installation {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("base/locales/{language}.ftl"));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    // Every language has a name in every language; English knows of this one, too.
    let name = format!("language-name-{language} = ⟦{language}⟧\n");
    std::fs::write(&file, format!("{words}\n{name}")).unwrap();
    std::fs::write(file.with_file_name("en.further.ftl"), name).unwrap();
    let wishes = Wishes {
        themes: Some(folder.path().to_owned()),
        ..Wishes::default()
    };
    let app = TestApp::with(TestDatabase::sqlite(), &wishes);
    let mut network = TestNetwork::plant(&app.store);
    let mut top = umbrella(&app);
    for (site, name) in [
        (&mut top, "⟪Umbrella⟫"),
        (&mut network.cosecha, "⟪Cosecha⟫"),
        (&mut network.marea, "⟪Marea⟫"),
        (&mut network.boston, "⟪Boston⟫"),
        (&mut network.madrid, "⟪Madrid⟫"),
        (&mut network.vigo, "⟪Vigo⟫"),
    ] {
        site.name = name.into();
        site.tagline = "⟪We feed the city⟫".into();
        site.about = "⟪Neighbours who cook⟫".into();
        site.place = Some("⟪Here⟫".into());
        site.locale = language.into();
        app.store.write(|write| site.save(write)).unwrap();
    }
    for site in [&top, &network.cosecha, &network.boston, &network.madrid] {
        fill(&app, site);
    }
    Installation { app, network, folder }
}

/// Something of everything, in marks.
fn fill(app: &TestApp, site: &Site) {
    for (kind, title) in [
        (PostKind::Post, "⟪One⟫"),
        (PostKind::Post, "⟪Two⟫"),
        (PostKind::Page, "⟪About⟫"),
    ] {
        NewPost {
            kind,
            body: "⟪All of it⟫".into(),
            topics: vec!["⟪Bread⟫".into()],
            ..NewPost::titled(title)
        }
        .make(&app.store, site);
    }
    NewPost {
        body: "⟪All of it⟫".into(),
        password: Some("lantern".into()),
        ..NewPost::titled("⟪Keys⟫")
    }
    .make(&app.store, site);
    let mut event = event(&app.store, site, "⟪Supper⟫", app.store.now().plus_seconds(86_400));
    event.source = "⟪Bring a friend⟫".into();
    event.html = "<p>⟪Bring a friend⟫</p>".into();
    event.summary = "⟪Bring a friend⟫".into();
    event.organiser = "⟪Ana⟫".into();
    event.place = Some("⟪The hall⟫".into());
    event.address = Some("⟪1 Main Street⟫".into());
    app.store
        .write(|write| {
            let now = write.now;
            let scope = &mut SiteWrite::new(site.id, write);
            event.save(scope)?;
            aggregator::publication::renew_event(scope, &event, now)
        })
        .unwrap();
}

/// The words of English, one file with everything.
pub fn english() -> String {
    let languages = ThemeFiles::built_in().languages();
    languages.into_iter().find(|(language, _)| language == "en").unwrap().1
}

/// Words with every letter accented and the whole between ⟦ and ⟧; what is filled in, and how it is chosen, stays.
pub fn pseudo(words: &str) -> String {
    let mut resource: Resource<String> = parser::parse(words.to_owned()).expect("the words of English");
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry
            && let Some(pattern) = &mut message.value
        {
            accent(pattern);
        }
    }
    serializer::serialize(&resource)
}

fn accent(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = value.chars().map(accented).collect(),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => variants.iter_mut().for_each(|variant| accent(&mut variant.value)),
            PatternElement::Placeable { .. } => {}
        }
    }
    // What is chosen among is marked within each choice.
    if pattern.elements.iter().any(|element| {
        matches!(
            element,
            PatternElement::Placeable {
                expression: Expression::Select { .. }
            }
        )
    }) {
        return;
    }
    let text = |value: &str| PatternElement::TextElement { value: value.into() };
    pattern.elements.insert(0, text("⟦"));
    pattern.elements.push(text("⟧"));
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "aeiounycszlgrtdhkbmpwjfvqxAEIOUNYCSZLGRTDHKBMPWJFVQX";
    const ACCENTED: &str = "áéíóúñýçšžłğŕťđĥķƀɱƥŵĵƒṽɋẋÁÉÍÓÚÑÝÇŠŽŁĞŔŤĐĤĶƁṀƤŴĴƑṼɊẊ";
    PLAIN
        .chars()
        .position(|plain| plain == letter)
        .and_then(|place| ACCENTED.chars().nth(place))
        .unwrap_or(letter)
}
