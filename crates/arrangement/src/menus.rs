//! The menus at the top and at the foot of pages: lines, their order, and the way back.

use actix_web::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;
use umbel_core::content::{PostSummary, Taxonomy, Term};
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{
    DEEPEST_MENU_LEVEL, MENUS, MOST_MENU_LINES, MenuItem, MenuLineText, Outline, OutlineStep, Setting, is_address,
    setting, write_setting,
};
use umbel_core::{Error, Id, Result as Outcome, SiteWrite};
use umbel_web_kit::chrome::unarranged_menu;
use umbel_web_kit::path::encoded;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use crate::lines::{self, LineView, steps};

const FIELDS: &[&str] = &["label", "url", "target"];
/// The longest label of a line, in characters.
const LONGEST_LABEL: usize = 60;

/// `arrangement/menus.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MenusView {
    form: FormView,
    /// Which menu this is: `main` or `footer`.
    which: String,
    /// Whether the site arranges this menu by itself.
    is_automatic: bool,
    lines: Vec<LineView>,
    deepest: usize,
    /// Places on the site a line may lead to, in groups.
    targets: Vec<TargetGroup>,
    can_undo: bool,
}

/// Places of one sort.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TargetGroup {
    name: String,
    /// Addresses with what is there.
    targets: Vec<(String, String)>,
}

/// The lines of one menu, and what is done with them.
pub(crate) fn arrange(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let sent = visit.form.clone();
    let asked = match &sent {
        Some(sent) => sent.text("menu").to_owned(),
        None => visit.asked("menu").unwrap_or(MENUS[0]).to_owned(),
    };
    let Some(menu) = MENUS.into_iter().find(|known| *known == asked) else {
        return Err(if sent.is_some() {
            Problem::BadRequest
        } else {
            Problem::NotFound
        });
    };
    let mut form = FormView::new(visit, FIELDS);
    let mut open = None;
    if let Some(sent) = &sent {
        match act(visit, person, menu, sent, &mut form)? {
            Done::Yes(done) if sent.text("answer") == "json" => return Ok(said(visit, true, done)),
            Done::Yes(done) => return Ok(Answer::GoOn(format!("/manage/menus?menu={menu}&done={done}"))),
            Done::Stale if sent.text("answer") == "json" => return Ok(said(visit, false, "arrange-stale")),
            Done::Stale => form.say(visit.words().say("arrange-stale")),
            Done::No(line) => open = line,
        }
    }
    let own = MenuItem::lines(&mut visit.scope(), menu)?;
    let is_automatic = own.is_empty();
    let lines = if is_automatic && menu == MENUS[0] {
        unarranged_menu(visit)?
            .into_iter()
            .map(|entry| plain(entry.label, entry.url))
            .collect()
    } else {
        let outline = Outline::new(own.iter().map(|(item, level)| (item.id, *level)).collect());
        own.into_iter()
            .map(|(item, level)| LineView {
                id: item.id.to_string(),
                text: item.label,
                url: item.url,
                note: String::new(),
                level: level.min(4),
                is_open: open == Some(item.id),
                steps: steps(&outline, item.id, DEEPEST_MENU_LEVEL),
            })
            .collect()
    };
    let before = before(&setting(&mut visit.scope(), Setting::MenusBefore)?);
    let view = MenusView {
        form,
        which: menu.into(),
        is_automatic,
        lines,
        deepest: DEEPEST_MENU_LEVEL,
        targets: targets(visit)?,
        can_undo: before.contains_key(menu),
    };
    workplace::page(visit, person, "menus", "arrangement/menus.html", &view)
}

/// What came of a form.
enum Done {
    /// It was done; the key of the sentence that says so.
    Yes(&'static str),
    /// The menu is not the one the form was made for.
    Stale,
    /// It cannot be done as it was typed; the line it was about.
    No(Option<Id>),
}

/// The answer to a script of ours.
pub(crate) fn said(visit: &Visit<'_>, is_saved: bool, key: &str) -> Answer {
    let words = visit.words();
    let sentence = if is_saved {
        words.say(&format!("done-{key}"))
    } else {
        words.say(key)
    };
    Answer::Json {
        status: if is_saved { StatusCode::OK } else { StatusCode::CONFLICT },
        text: serde_json::json!({ "saved": is_saved, "sentence": sentence }).to_string(),
    }
}

fn act(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    menu: &'static str,
    sent: &Form,
    form: &mut FormView,
) -> Result<Done, Problem> {
    let line = sent.text("line").parse().ok().map(Id);
    match (sent.text("do"), line) {
        ("begin", _) => {
            let begun: Vec<MenuLineText> = unarranged_menu(visit)?
                .into_iter()
                .map(|entry| MenuLineText {
                    label: entry.label,
                    url: entry.url,
                    level: 0,
                })
                .collect();
            change(visit, person, menu, |site, own| match own.is_empty() {
                true => MenuItem::replace(site, menu, &begun),
                false => Ok(()),
            })?;
            Ok(Done::Yes("menu-begun"))
        }
        ("automatic", _) => {
            change(visit, person, menu, |site, _| MenuItem::replace(site, menu, &[]))?;
            Ok(Done::Yes("menu-automatic"))
        }
        ("undo", _) => {
            let before = before(&setting(&mut visit.scope(), Setting::MenusBefore)?);
            let lines = before.get(menu).cloned().unwrap_or_default();
            change(visit, person, menu, |site, _| MenuItem::replace(site, menu, &lines))?;
            Ok(Done::Yes("menu-undone"))
        }
        ("order", _) => {
            let Some(wanted) = Outline::parse(sent.text("order"), usize::MAX) else {
                return Err(Problem::BadRequest);
            };
            rearrange(visit, person, menu, |own| {
                wanted.has_same_lines(own).then(|| wanted.clone())
            })
        }
        ("add", _) => {
            let Some((label, url)) = typed(visit, form)? else {
                return Ok(Done::No(None));
            };
            let mut is_full = false;
            change(visit, person, menu, |site, own| {
                if own.len() >= MOST_MENU_LINES {
                    is_full = true;
                    return Ok(());
                }
                let position = own
                    .iter()
                    .filter(|(item, _)| item.parent_id.is_none())
                    .map(|(item, _)| item.position);
                let item = MenuItem {
                    site_id: site.site,
                    id: Id::new(site.write.now),
                    menu: menu.to_owned(),
                    parent_id: None,
                    label: label.clone(),
                    url: url.clone(),
                    position: position.max().map_or(0, |last| last.saturating_add(1)),
                };
                MenuItem::insert(site, &item)
            })?;
            if is_full {
                form.say(visit.words().say("menu-full"));
                return Ok(Done::No(None));
            }
            Ok(Done::Yes("menu-line-added"))
        }
        ("change", Some(line)) => {
            let Some((label, url)) = typed(visit, form)? else {
                return Ok(Done::No(Some(line)));
            };
            let known = change(visit, person, menu, |site, own| {
                if own.iter().any(|(item, _)| item.id == line) {
                    MenuItem::rewrite(site, line, &label, &url)?;
                    return Ok(());
                }
                Err(Error::NotFound("the line"))
            });
            stale_when_missing(known, "menu-line-saved")
        }
        ("remove", Some(line)) => {
            let known = change(visit, person, menu, |site, own| {
                if own.iter().all(|(item, _)| item.id != line) {
                    return Err(Error::NotFound("the line"));
                }
                let outline = Outline::new(own.iter().map(|(item, level)| (item.id, *level)).collect());
                // What hung beneath it moves up first: the database would take it along.
                MenuItem::arrange(site, &outline.without(line))?;
                MenuItem::remove(site, line)
            });
            stale_when_missing(known, "menu-line-removed")
        }
        (word, Some(line)) => match OutlineStep::parse(word) {
            Some(step) => rearrange(visit, person, menu, |own| own.moved(line, step, DEEPEST_MENU_LEVEL)),
            None => Err(Problem::BadRequest),
        },
        _ => Err(Problem::BadRequest),
    }
}

/// Puts the lines into the order that is made of the one they have; without one the menu was not what it seemed.
fn rearrange(
    visit: &Visit<'_>,
    person: &SignedIn,
    menu: &'static str,
    make: impl Fn(&Outline) -> Option<Outline>,
) -> Result<Done, Problem> {
    let arranged = change(visit, person, menu, |site, own| {
        let outline = Outline::new(own.iter().map(|(item, level)| (item.id, *level)).collect());
        let wanted = make(&outline).ok_or(Error::NotFound("the line"))?;
        MenuItem::arrange(site, &wanted)
    });
    stale_when_missing(arranged, "menu-arranged")
}

fn stale_when_missing(outcome: Outcome<()>, done: &'static str) -> Result<Done, Problem> {
    match outcome {
        Ok(()) => Ok(Done::Yes(done)),
        Err(Error::NotFound(_)) => Ok(Done::Stale),
        Err(error) => Err(error.into()),
    }
}

/// Changes a menu in one transaction, and remembers what it was before.
fn change(
    visit: &Visit<'_>,
    person: &SignedIn,
    menu: &'static str,
    act: impl FnOnce(&mut SiteWrite<'_, '_>, &[(MenuItem, usize)]) -> Outcome<()>,
) -> Outcome<()> {
    let id = visit.current.id();
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        let own = MenuItem::lines(&mut site.read(), menu)?;
        act(site, &own)?;
        if MenuItem::lines(&mut site.read(), menu)? == own {
            return Ok(());
        }
        let mut all = before(&setting(&mut site.read(), Setting::MenusBefore)?);
        let lines = own.into_iter().map(|(item, level)| MenuLineText {
            label: item.label,
            url: item.url,
            level,
        });
        all.insert(menu.to_owned(), lines.collect());
        let text = serde_json::to_string(&all).unwrap_or_default();
        write_setting(site, Setting::MenusBefore, &text)?;
        record(site, Some(&person.standing), Act::MenuArranged, menu, "")
    })
}

/// The menus as they were before their last change.
fn before(stored: &Option<String>) -> BTreeMap<String, Vec<MenuLineText>> {
    stored
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// The label and address that were typed or chosen; else sentences stand beside the fields.
fn typed(visit: &mut Visit<'_>, form: &mut FormView) -> Result<Option<(String, String)>, Problem> {
    let words = visit.words();
    let chosen = form.value("target").to_owned();
    let mut label = form.value("label").to_owned();
    let url = if chosen.is_empty() {
        whole_address(form.value("url"))
    } else {
        if label.is_empty() {
            let known = targets(visit)?;
            let name = known
                .iter()
                .flat_map(|group| &group.targets)
                .find(|(url, _)| *url == chosen);
            label = name.map(|(_, name)| name.clone()).unwrap_or_default();
        }
        chosen
    };
    if !is_address(&url) {
        form.refuse("url", words.say("menu-url-wrong"));
    }
    if label.is_empty() {
        form.refuse("label", words.say("menu-label-missing"));
    } else if label.chars().count() > LONGEST_LABEL {
        let most = i64::try_from(LONGEST_LABEL).unwrap_or(i64::MAX);
        form.refuse("label", words.say_with("field-too-long", &[("most", most.into())]));
    }
    Ok(form.is_fine().then_some((label, url)))
}

/// An address as people type it: without a scheme it is a page of the web.
fn whole_address(typed: &str) -> String {
    let looks_like_a_host = typed
        .split('/')
        .next()
        .is_some_and(|host| host.contains('.') && !host.contains(':'));
    if !typed.starts_with('/') && looks_like_a_host && !typed.contains('@') {
        format!("https://{typed}")
    } else {
        typed.to_owned()
    }
}

/// Where on the site a line may lead to.
fn targets(visit: &mut Visit<'_>) -> Result<Vec<TargetGroup>, Problem> {
    let words = visit.words();
    let (now, kind) = (visit.now, visit.current.here.site.kind);
    let mut parts: Vec<(String, String)> = visit
        .features()
        .filter_map(|feature| feature.nav.as_ref())
        .filter(|link| link.kinds.contains(&kind))
        .map(|link| (link.path.to_owned(), words.say(link.label)))
        .collect();
    parts.insert(0, ("/".into(), words.say("menu-front-page")));
    let mut pages = Vec::new();
    let mut open: Vec<(PostSummary, usize)> = PostSummary::pages(&mut visit.scope(), None, now)?
        .into_iter()
        .rev()
        .map(|page| (page, 0))
        .collect();
    while let Some((page, level)) = open.pop() {
        let name = format!("{}{}", "– ".repeat(level), page.title);
        pages.push((encoded(&format!("/{}", page.path)), name));
        if level < 3 && pages.len() < 200 {
            let beneath = PostSummary::pages(&mut visit.scope(), Some(page.id), now)?;
            open.extend(beneath.into_iter().rev().map(|page| (page, level + 1)));
        }
    }
    let topics = Term::all(&mut visit.scope(), Taxonomy::Topic)?
        .into_iter()
        .map(|topic| (encoded(&topic.path()), topic.name))
        .collect();
    let group = |key: &str, targets: Vec<(String, String)>| TargetGroup {
        name: words.say(key),
        targets,
    };
    let mut groups = vec![
        group("menu-parts", parts),
        group("menu-pages", pages),
        group("menu-topics", topics),
    ];
    groups.retain(|group| !group.targets.is_empty());
    Ok(groups)
}

fn plain(text: String, url: String) -> LineView {
    LineView {
        id: String::new(),
        text,
        url,
        note: String::new(),
        level: 0,
        is_open: false,
        steps: Vec::new(),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = MenusView {
        form: FormView::sample(FIELDS),
        which: "main".into(),
        is_automatic: false,
        lines: vec![lines::sample(0), lines::sample(1)],
        deepest: 1,
        targets: vec![TargetGroup {
            name: "Pages".into(),
            targets: vec![("/about".into(), "About us".into())],
        }],
        can_undo: true,
    };
    let automatic = MenusView {
        is_automatic: true,
        lines: vec![plain("Blog".into(), "/blog".into())],
        can_undo: false,
        ..full.clone()
    };
    let empty = MenusView {
        which: "footer".into(),
        is_automatic: true,
        lines: Vec::new(),
        targets: Vec::new(),
        ..full.clone()
    };
    [full, automatic, empty]
        .iter()
        .map(|view| workplace::sample("arrangement/menus.html", view))
        .collect()
}
