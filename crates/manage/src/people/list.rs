//! Everybody who belongs to a place, those who are invited, and those who would like to join.

use serde::Serialize;
use umbel_core::SiteScope;
use umbel_core::people::{Invitation, JoinRequest, Membership, Role, SignedIn};
use umbel_web_kit::path::query_value;
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Problem, Visit};

use super::day;
use umbel_web_kit::workplace;

/// How many people stand on a page of the list.
const ON_A_PAGE: i64 = 50;
/// The most requests that are shown at once.
const MOST_REQUESTS: i64 = 100;
/// The most names of those who look after a place above.
const MOST_NAMES: usize = 12;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;

/// `manage/people.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PeopleView {
    requests: Vec<RequestRow>,
    people: Vec<PersonRow>,
    /// Those who look after the place from above, the nearest first.
    above: Vec<KeepersRow>,
    /// What is searched for; empty when everybody is shown.
    query: String,
    newer: Option<String>,
    older: Option<String>,
    invitations: Vec<InvitationRow>,
}

/// Somebody who belongs to the place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonRow {
    id: String,
    name: String,
    /// The name of the account, when the person is called otherwise here.
    own_name: Option<String>,
    role: String,
    since: String,
    is_you: bool,
}

/// Those who look after a place above this one, and so after this one, too.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeepersRow {
    place: String,
    url: String,
    role: String,
    names: Vec<String>,
    /// How many more there are than are named.
    more: usize,
}

/// Somebody who would like to join.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestRow {
    id: String,
    name: String,
    note: String,
    asked: When,
}

/// An invitation that was not answered yet.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitationRow {
    id: String,
    email: String,
    role: String,
    until: String,
}

/// The list, with what waits above it.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let now = visit.now;
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let page: i64 = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let own = person.standing.account.id;
    let mut holders = Membership::holders(&mut visit.scope(), &query, (page - 1) * ON_A_PAGE, ON_A_PAGE + 1)?;
    let has_more = i64::try_from(holders.len()).unwrap_or(0) > ON_A_PAGE;
    holders.truncate(usize::try_from(ON_A_PAGE).unwrap_or(50));
    let people = holders
        .into_iter()
        .map(|holder| PersonRow {
            id: holder.account.id.to_string(),
            name: holder.name().to_owned(),
            role: words.say(&format!("role-{}", holder.membership.role)),
            since: day(&words.when(holder.membership.created_at)),
            is_you: holder.account.id == own,
            own_name: holder.membership.handle.is_some().then_some(holder.account.name),
        })
        .collect();
    let above = if query.is_empty() && page == 1 {
        keepers_above(visit)?
    } else {
        Vec::new()
    };
    let requests = JoinRequest::waiting(&mut visit.scope(), MOST_REQUESTS)?
        .into_iter()
        .map(|(request, account)| RequestRow {
            id: request.id.to_string(),
            name: account.name,
            note: request.note,
            asked: words.when(request.created_at),
        })
        .collect();
    let invitations = Invitation::open(&mut visit.scope(), now)?
        .into_iter()
        .map(|invitation| InvitationRow {
            id: invitation.id.to_string(),
            email: invitation.email,
            role: words.say(&format!("role-{}", invitation.role)),
            until: day(&words.when(invitation.expires_at)),
        })
        .collect();
    let view = PeopleView {
        requests,
        people,
        above,
        newer: (page > 1).then(|| page_url(&query, page - 1)),
        older: has_more.then(|| page_url(&query, page + 1)),
        query,
        invitations,
    };
    workplace::page(visit, person, "people", "manage/people.html", &view)
}

/// Whoever looks after the network or the umbrella can do everything here: people should know who that is.
fn keepers_above(visit: &mut Visit<'_>) -> Result<Vec<KeepersRow>, Problem> {
    let mut rows = Vec::new();
    for node in visit.current.above.clone() {
        let scope = &mut SiteScope::new(node.site.id, visit.connection);
        let keepers = Membership::keepers(scope)?;
        if keepers.is_empty() {
            continue;
        }
        rows.push(KeepersRow {
            place: node.site.name.clone(),
            url: visit.world.origin.of(&node.host),
            role: visit.words().say(&format!("role-{}", Role::highest_at(node.site.kind))),
            more: keepers.len().saturating_sub(MOST_NAMES),
            names: keepers.into_iter().take(MOST_NAMES).map(|keeper| keeper.name).collect(),
        });
    }
    Ok(rows)
}

fn page_url(query: &str, page: i64) -> String {
    match (query, page) {
        ("", 1) => "/manage/people".into(),
        ("", page) => format!("/manage/people?page={page}"),
        (query, page) => format!("/manage/people?q={}&page={page}", query_value(query)),
    }
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "manage/people.html",
        &PeopleView {
            requests: vec![RequestRow {
                id: "1".into(),
                name: "Luz".into(),
                note: "We met at the assembly.".into(),
                asked: When::sample(),
            }],
            people: vec![PersonRow {
                id: "2".into(),
                name: "Anita".into(),
                own_name: Some("Ana Romero".into()),
                role: "Site manager".into(),
                since: day(&When::sample()),
                is_you: true,
            }],
            above: vec![KeepersRow {
                place: "Cosecha".into(),
                url: "https://cosecha.liberation.example".into(),
                role: "Network admin".into(),
                names: vec!["Luz".into(), "Noor".into()],
                more: 2,
            }],
            query: "ana".into(),
            newer: Some("/manage/people".into()),
            older: Some("/manage/people?page=3".into()),
            invitations: vec![InvitationRow {
                id: "3".into(),
                email: "new@boston.example".into(),
                role: "Editor".into(),
                until: day(&When::sample()),
            }],
        },
    )]
}
