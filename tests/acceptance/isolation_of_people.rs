//! Nothing about the people of one site shows on another, and nothing of theirs can be changed from there: twin sites full
//! of canaries, every page for somebody, every form with foreign ids.

use crate::support::gate::{Bearer, Place, SIGN_IN_HOST, filled, places};
use crate::support::html::{forms, links};
use crate::support::network::{BOSTON, COSECHA, MADRID, MAREA, VIGO};
use crate::support::people::{grant, person};
use crate::support::rows::{differences, of_site};
use crate::support::{Response, TestApp, TestNetwork, on_each_engine};
use diesel::RunQueryDsl;
use std::collections::{BTreeMap, BTreeSet};
use umbel_core::SiteWrite;
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Act, Invitation, JoinRequest, Membership, Role, record, standing};
use umbel_core::tree::{Setting, Site, write_setting};
use umbel_web_kit::Route;
use umbel_web_kit::feature::Handler;
use umbel_web_kit::path::query_value;

/// The people of a site, all of whom carry its canary, and everything the workplace keeps about them.
struct Twin {
    manager: Account,
    /// Ids of everything that has one.
    ids: Vec<String>,
}

fn populate(app: &TestApp, site: &Site, canary: &str) -> Twin {
    let email = |who: &str| format!("{who}-{canary}@people.test");
    let manager = person(app, &format!("Manager {canary}"), &email("manager"));
    let member = person(app, &format!("Member {canary}"), &email("member"));
    let asks = person(app, &format!("Asks {canary}"), &email("asks"));
    grant(app, site, &manager, Role::Manager);
    grant(app, site, &member, Role::Author);
    let mut ids = vec![manager.id.to_string(), member.id.to_string(), asks.id.to_string()];
    app.store
        .write(|write| {
            let scope = &mut SiteWrite::new(site.id, write);
            Membership::call(scope, member.id, Some(&format!("Handle {canary}")))?;
            let by = standing(scope.connection(), manager.clone(), site.id)?;
            let invited = EmailAddress::parse(&email("invited"))?;
            let (invitation, token) = Invitation::make(scope, &by, &invited, Role::Editor)?;
            let request = JoinRequest::make(scope, &asks, &format!("Note {canary}"))?.unwrap();
            record(
                scope,
                Some(&by),
                Act::SettingsChanged,
                &format!("Subject {canary}"),
                &format!("Why {canary}"),
            )?;
            write_setting(scope, Setting::SuspendedBecause, &format!("Because {canary}"))?;
            ids.extend([
                invitation.id.to_string(),
                request.id.to_string(),
                token.as_str().to_owned(),
                invitation.token_hash,
            ]);
            let domain = format!(
                "INSERT INTO domains (site_id, host, proof, failures, created_at) \
                VALUES ({}, 'www.{canary}.test', 'proof-{canary}', 0, 0)",
                site.id
            );
            diesel::sql_query(domain).execute(scope.connection())?;
            Ok(())
        })
        .unwrap();
    ids.push(format!("www.{canary}.test"));
    ids.push(site.id.to_string());
    Twin { manager, ids }
}

/// A request with every part of its path and its query filled with words of the other site.
fn asked_with(route: &Route, words: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for word in words {
        let path = filled(route.path, word);
        for query in route.query {
            all.push(format!("{path}?{query}={}", query_value(word)));
        }
        all.push(path);
    }
    if all.is_empty() {
        all.push(route.path.to_owned());
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn no_page_for_somebody_shows_a_foreign_canary() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let twins = [
            (
                &network.boston,
                "canaryone",
                populate(&app, &network.boston, "canaryone"),
            ),
            (
                &network.madrid,
                "canarytwo",
                populate(&app, &network.madrid, "canarytwo"),
            ),
        ];
        let stranger = person(&app, "Somebody else", "else@people.test");
        grant(&app, &network.vigo, &stranger, Role::Manager);
        let other_admin = person(&app, "Another admin", "admin@people.test");
        grant(&app, &network.marea, &other_admin, Role::NetworkAdmin);
        // Words of those only whose canaries must not show.
        let words = |foreign: &[&str]| -> Vec<String> {
            twins
                .iter()
                .filter(|(_, canary, _)| foreign.contains(canary))
                .flat_map(|(_, canary, twin)| twin.ids.iter().cloned().chain([(*canary).to_owned()]))
                .collect()
        };
        let mut pages = 0;
        let mut read = |who: &str, host: &str, bearer: &Bearer, path: &str, foreign: &[&str]| {
            let answer = bearer.get(&app, host, path);
            assert!(answer.status < 500, "{who}: {host}{path}");
            pages += 1;
            for canary in foreign {
                // What was asked for may be repeated to the one who asked.
                let text = without_what_was_asked(&answer, path);
                assert!(!text.contains(canary), "{who}: {host}{path} shows {canary}:\n{text}");
            }
        };
        let all = places(&app, &network);
        for (host, account, foreign) in [
            (BOSTON, &twins[0].2.manager, ["canarytwo"].as_slice()),
            (MADRID, &twins[1].2.manager, &["canaryone"]),
            (BOSTON, &stranger, &["canaryone", "canarytwo"]),
            (VIGO, &stranger, &["canaryone", "canarytwo"]),
            (VIGO, &twins[0].2.manager, &["canarytwo"]),
            (MAREA, &other_admin, &["canaryone", "canarytwo"]),
            (COSECHA, &other_admin, &["canaryone", "canarytwo"]),
        ] {
            let place = all.iter().find(|place| place.host == host).unwrap();
            let bearer = Bearer::at(&app, place, account);
            for (_, route) in app.world.routes() {
                if !matches!(route.handler, Handler::Open(_)) {
                    for path in asked_with(route, &words(foreign)) {
                        read(&account.name, host, &bearer, &path, foreign);
                    }
                }
            }
        }
        for (account, foreign) in [
            (&twins[0].2.manager, ["canarytwo"].as_slice()),
            (&twins[1].2.manager, &["canaryone"]),
            (&stranger, &["canaryone", "canarytwo"]),
        ] {
            let bearer = Bearer::at_sign_in(&app, account);
            for (_, route) in app.world.sign_in_routes() {
                if route.path != "/invitation" {
                    for path in asked_with(route, &words(foreign)) {
                        read(&account.name, SIGN_IN_HOST, &bearer, &path, foreign);
                    }
                }
            }
        }
        println!("{pages} pages for somebody read");
        // The test can fail: each sees their own.
        let place = all.iter().find(|place| place.host == BOSTON).unwrap();
        let bearer = Bearer::at(&app, place, &twins[0].2.manager);
        bearer
            .get(&app, BOSTON, "/manage")
            .expect_status(200)
            .contains("Manager canaryone");
    });
}

/// A page without the words of the address it was asked for under, as they stand in links back to it.
fn without_what_was_asked(answer: &Response, path: &str) -> String {
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    let asked = query.split_once('=').map_or("", |(_, value)| value);
    let mut text = answer.text();
    // A name that was asked for may come back as a word for an address.
    let plain = unpercented(asked);
    let letters: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
    for word in [asked.to_owned(), plain, letters]
        .into_iter()
        .chain(before.split('/').map(str::to_owned))
    {
        if word.contains("canary") {
            text = text.replace(&word, "");
        }
    }
    text
}

fn unpercented(text: &str) -> String {
    text.replace("%2E", ".")
        .replace("%2D", "-")
        .replace("%40", "@")
        .replace("%5F", "_")
}

/// Every form of every page of a place's workplace, as somebody there would send it.
fn forms_of(app: &TestApp, place: &Place, account: &Account) -> BTreeMap<String, BTreeSet<Vec<(String, String)>>> {
    let bearer = Bearer::at(app, place, account);
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<String> = app
        .world
        .routes()
        .filter(|(_, route)| route.path.starts_with("/manage") && !route.path.contains('{'))
        .map(|(_, route)| route.path.to_owned())
        .collect();
    let mut found: BTreeMap<String, BTreeSet<Vec<(String, String)>>> = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) || seen.len() > 300 {
            continue;
        }
        let answer = bearer.get(app, place.host, &path);
        if answer.status != 200 {
            continue;
        }
        let text = answer.text();
        waiting.extend(links(&text).into_iter().filter(|link| link.starts_with("/manage")));
        for form in forms(&text) {
            if form.is_post && !form.action.contains("sign-out") {
                let action = if form.action.starts_with('/') {
                    form.action.clone()
                } else {
                    path.clone()
                };
                let mut fields = form.fields;
                fields.retain(|(name, _)| name != "form_token");
                found.entry(action).or_default().insert(fields);
            }
        }
    }
    found
}

#[test]
fn what_belongs_to_another_site_cannot_be_changed_from_here() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let ours = populate(&app, &network.boston, "canaryone");
        let theirs = populate(&app, &network.madrid, "canarytwo");
        let all = places(&app, &network);
        let (boston, madrid) = (&all[0], &all[1]);
        let mut cases = 0;
        let their_forms = forms_of(&app, madrid, &theirs.manager);
        let before = of_site(&app, network.madrid.id);
        assert!(before.values().flatten().any(|row| row.contains("Handle canarytwo")));
        // The forms of their pages, sent to ours as if they were ours.
        for (action, sent) in their_forms {
            for fields in sent {
                let body = |missing: bool| -> String {
                    let pairs: Vec<String> = fields
                        .iter()
                        .map(|(name, value)| {
                            let value = if missing {
                                swapped(value, &theirs.ids)
                            } else {
                                value.clone()
                            };
                            format!("{}={}", query_value(name), query_value(&value))
                        })
                        .collect();
                    pairs.join("&")
                };
                let names_theirs = body(true) != body(false) || swapped(&action, &theirs.ids) != action;
                if !names_theirs {
                    continue;
                }
                let bearer = Bearer::at(&app, boston, &ours.manager);
                let foreign = bearer.post(&app, BOSTON, &action, &body(false));
                let missing = bearer.post(&app, BOSTON, &swapped(&action, &theirs.ids), &body(true));
                assert_eq!(foreign.status, missing.status, "{action} {}", body(false));
                assert!(
                    matches!(foreign.status, 200 | 303 | 400 | 403 | 404),
                    "{action}: {}",
                    foreign.status
                );
                foreign.lacks("canarytwo");
                cases += 1;
            }
        }
        // Every form there is, with every id of theirs under every name that forms use.
        let names: BTreeSet<String> = forms_of(&app, boston, &ours.manager)
            .into_values()
            .flatten()
            .flatten()
            .map(|(name, _)| name)
            .collect();
        for (_, route) in app
            .world
            .routes()
            .filter(|(_, route)| route.takes_form && route.path.starts_with("/manage"))
        {
            for id in &theirs.ids {
                let path = filled(route.path, id);
                let fields: Vec<String> = names.iter().map(|name| format!("{name}={}", query_value(id))).collect();
                let bearer = Bearer::at(&app, boston, &ours.manager);
                let answer = bearer.post(&app, BOSTON, &path, &fields.join("&"));
                assert!(answer.status < 500, "{path}: {}", answer.text());
                if route.path.contains('{') {
                    let missing = bearer.post(
                        &app,
                        BOSTON,
                        &filled(route.path, &like_but_missing(id)),
                        &fields.join("&"),
                    );
                    assert_eq!(answer.status, missing.status, "{path}");
                    let (foreign, missing) = (
                        bearer.get(&app, BOSTON, &path),
                        bearer.get(&app, BOSTON, &filled(route.path, &like_but_missing(id))),
                    );
                    assert_eq!(foreign.status, missing.status, "{path}");
                }
                cases += 1;
            }
        }
        println!("{cases} forms with ids of another site sent");
        assert!(cases > 0);
        assert_eq!(
            differences(&before, &of_site(&app, network.madrid.id)),
            Vec::<String>::new()
        );
    });
}

/// Something of the same kind that leads to nothing.
fn like_but_missing(id: &str) -> String {
    if id.bytes().all(|byte| byte.is_ascii_digit()) {
        "7".into()
    } else if id.contains('.') {
        "www.missing.test".into()
    } else {
        "A".repeat(id.len())
    }
}

/// A value with every id of theirs replaced by one of nothing.
fn swapped(value: &str, ids: &[String]) -> String {
    ids.iter()
        .fold(value.to_owned(), |value, id| value.replace(id, &like_but_missing(id)))
}
