//! What all pages of the workplace share: where one is, where one can go, and the form token.

use serde::Serialize;
use umbel_core::people::{Role, SignedIn};
use umbel_core::tree::SiteKind;
use umbel_web_kit::feature::{ABOVE_SITES, EVERYWHERE};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

/// A room of the workplace: its key, its path, who may enter, and where it exists.
struct Room {
    key: &'static str,
    path: &'static str,
    role: Role,
    kinds: &'static [SiteKind],
}

/// The rooms in the order of the menu. The words are under `room-<key>`.
const ROOMS: &[Room] = &[
    room("home", "/manage", Role::Member, EVERYWHERE),
    room("sites", "/manage/sites", Role::NetworkAdmin, ABOVE_SITES),
    room("requests", "/manage/requests", Role::NetworkAdmin, ABOVE_SITES),
    room("people", "/manage/people", Role::Manager, EVERYWHERE),
    room("features", "/manage/features", Role::Manager, EVERYWHERE),
    room("settings", "/manage/settings", Role::Manager, EVERYWHERE),
    room("address", "/manage/address", Role::Manager, EVERYWHERE),
    room("rules", "/manage/rules", Role::NetworkAdmin, ABOVE_SITES),
    room("log", "/manage/log", Role::Manager, EVERYWHERE),
    room("mail", "/manage/mail", Role::UmbrellaAdmin, &[SiteKind::Umbrella]),
    room("membership", "/manage/membership", Role::Member, EVERYWHERE),
];

const fn room(key: &'static str, path: &'static str, role: Role, kinds: &'static [SiteKind]) -> Room {
    Room { key, path, role, kinds }
}

/// A line of the workplace's menu.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RoomView {
    key: &'static str,
    text: String,
    url: &'static str,
    current: bool,
}

/// What every template of the workplace is given besides its own view.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Workplace {
    rooms: Vec<RoomView>,
    heading: String,
    form_token: String,
}

#[derive(Serialize)]
struct Page<'v, V> {
    work: Workplace,
    #[serde(flatten)]
    view: &'v V,
}

/// Makes a page of the workplace. Its heading is under `room-<key>-heading`.
pub(crate) fn page<V: Serialize>(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    key: &str,
    template: &str,
    view: &V,
) -> Result<Answer, Problem> {
    let words = visit.words();
    let heading = words.say(&format!("room-{key}-heading"));
    let kind = visit.current.here.site.kind;
    let current = format!("/manage/{key}");
    let rooms = ROOMS
        .iter()
        .filter(|room| room.kinds.contains(&kind))
        .filter(|room| room.key == "home" || person.standing.is_at_least(room.role))
        .map(|room| RoomView {
            key: room.key,
            text: words.say(&format!("room-{}", room.key)),
            url: room.path,
            current: room.path == current || (room.key == "home" && key == "home"),
        })
        .collect();
    let work = Workplace {
        rooms,
        heading: heading.clone(),
        form_token: visit.form_token.clone(),
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(heading, if key == "home" { "/manage".to_owned() } else { current })
    };
    visit.page(template, head, &Page { work, view })
}

/// A sample of a template of the workplace.
pub(crate) fn sample<V: Serialize>(template: &'static str, view: &V) -> (&'static str, tera::Context) {
    let work = Workplace {
        rooms: vec![RoomView {
            key: "home",
            text: "Overview".into(),
            url: "/manage",
            current: true,
        }],
        heading: "Overview".into(),
        form_token: "token".into(),
    };
    umbel_web_kit::feature::sample(template, &Page { work, view })
}
