//! What all pages of the workplace share: where one is, where one can go, and the form token.

use serde::Serialize;
use umbel_core::people::{Role, SignedIn};
use umbel_core::tree::SiteKind;

use crate::feature::EVERYWHERE;
use crate::{Answer, PageHead, Problem, Visit};

/// A room of the workplace. Its name in the menu is under `room-<key>`, its heading under `room-<key>-heading`.
pub struct Room {
    /// Its key, which is also its path: `/manage/<key>`, or `/manage` for `home`.
    pub key: &'static str,
    /// Its place in the menu: lower comes first.
    pub position: u8,
    /// Who may enter.
    pub role: Role,
    /// The kinds of node that have it.
    pub kinds: &'static [SiteKind],
}

impl Room {
    /// A room that every kind of node has.
    #[must_use]
    pub const fn new(key: &'static str, position: u8, role: Role) -> Self {
        Self {
            key,
            position,
            role,
            kinds: EVERYWHERE,
        }
    }

    /// The same, on these kinds of node only.
    #[must_use]
    pub const fn on(mut self, kinds: &'static [SiteKind]) -> Self {
        self.kinds = kinds;
        self
    }

    fn path(&self) -> String {
        match self.key {
            "home" => "/manage".to_owned(),
            key => format!("/manage/{key}"),
        }
    }
}

/// A line of the workplace's menu.
#[derive(Clone, Debug, Serialize)]
struct RoomView {
    key: &'static str,
    text: String,
    url: String,
    current: bool,
}

/// What every template of the workplace is given besides its own view.
#[derive(Clone, Debug, Serialize)]
struct Workplace {
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

/// Makes a page of the workplace, in the room with this key.
///
/// # Errors
/// When the template fails in every theme, or the database refuses.
pub fn page<V: Serialize>(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    key: &str,
    template: &str,
    view: &V,
) -> Result<Answer, Problem> {
    let heading = visit.words().say(&format!("room-{key}-heading"));
    titled_page(visit, person, key, heading, template, view)
}

/// Makes a page of the workplace with a heading of its own, in the room with this key.
///
/// # Errors
/// When the template fails in every theme, or the database refuses.
pub fn titled_page<V: Serialize>(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    key: &str,
    heading: String,
    template: &str,
    view: &V,
) -> Result<Answer, Problem> {
    let words = visit.words();
    let kind = visit.current.here.site.kind;
    let choices = &visit.current.here.features;
    let mut rooms: Vec<&Room> = visit
        .world
        .features
        .iter()
        .filter(|feature| feature.is_on(choices))
        .flat_map(|feature| feature.rooms)
        .filter(|room| room.kinds.contains(&kind))
        .filter(|room| room.key == "home" || person.standing.is_at_least(room.role))
        .collect();
    rooms.sort_by_key(|room| room.position);
    let rooms = rooms
        .into_iter()
        .map(|room| RoomView {
            key: room.key,
            text: words.say(&format!("room-{}", room.key)),
            url: room.path(),
            current: room.key == key,
        })
        .collect();
    let work = Workplace {
        rooms,
        heading: heading.clone(),
        form_token: visit.form_token.clone(),
    };
    let path = if key == "home" {
        "/manage".to_owned()
    } else {
        format!("/manage/{key}")
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(heading, path)
    };
    visit.page(template, head, &Page { work, view })
}

/// A sample of a template of the workplace.
#[must_use]
pub fn sample<V: Serialize>(template: &'static str, view: &V) -> (&'static str, tera::Context) {
    let work = Workplace {
        rooms: vec![RoomView {
            key: "home",
            text: "Overview".into(),
            url: "/manage".into(),
            current: true,
        }],
        heading: "Overview".into(),
        form_token: "token".into(),
    };
    crate::feature::sample(template, &Page { work, view })
}
