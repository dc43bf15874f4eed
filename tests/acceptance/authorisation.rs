//! Who is let in where: every route there is, for everybody there can be, on every kind of relation between the place a
//! role is held at and the place that is visited. What is expected stands here, apart from the routes themselves: a route
//! without an expectation fails.

mod expectations;

use crate::support::gate::{
    Bearer, Place, SIGN_IN_HOST, filled, places, says_forged, says_refused, says_signed_out, umbrella,
};
use crate::support::network::{BOSTON, COSECHA, MADRID, MAREA, UMBRELLA, VIGO};
use crate::support::people::{grant, person};
use crate::support::{Response, TestApp, TestNetwork, on_each_engine};
use umbel_core::people::{Account, Role};
use umbel_core::tree::{Site, SiteKind};
use umbel_web_kit::Route;
use umbel_web_kit::path::query_value;

use expectations::Takes::{Holding, Nothing, Rules, SigningIn};
use expectations::{AT_SIGN_IN, AT_SITES, Takes};

/// Somebody, with the one role they hold.
struct Persona {
    name: &'static str,
    account: Option<Account>,
    holds: Option<(Role, Site)>,
}

impl Persona {
    /// The role somebody has on a host by what they hold: there, or above it.
    fn role_on(&self, host: &str) -> Option<Role> {
        let (role, site) = self.holds.as_ref()?;
        let above: &[&str] = match host {
            BOSTON => &["Boston group", "Cosecha", "Umbrella"],
            MADRID => &["Grupo de Madrid", "Cosecha", "Umbrella"],
            VIGO => &["Grupo de Vigo", "Marea", "Umbrella"],
            COSECHA => &["Cosecha", "Umbrella"],
            MAREA => &["Marea", "Umbrella"],
            UMBRELLA => &["Umbrella"],
            _ => &[],
        };
        above.contains(&site.name.as_str()).then_some(*role)
    }
}

/// Nobody, somebody without a role, every role held at Boston or where it belongs, and one that is inherited.
fn everybody(app: &TestApp, network: &TestNetwork) -> Vec<Persona> {
    let mut all = vec![Persona {
        name: "nobody",
        account: None,
        holds: None,
    }];
    let top = umbrella(app);
    let held: [(&'static str, Option<(Role, &Site)>); 10] = [
        ("signed in", None),
        ("member", Some((Role::Member, &network.boston))),
        ("contributor", Some((Role::Contributor, &network.boston))),
        ("author", Some((Role::Author, &network.boston))),
        ("editor", Some((Role::Editor, &network.boston))),
        ("manager", Some((Role::Manager, &network.boston))),
        ("network-admin", Some((Role::NetworkAdmin, &network.cosecha))),
        ("umbrella-admin", Some((Role::UmbrellaAdmin, &top))),
        ("network-member", Some((Role::Member, &network.cosecha))),
        ("network-editor", Some((Role::Editor, &network.cosecha))),
    ];
    for (name, holds) in held {
        let email = format!("{}@people.test", name.replace(' ', "-"));
        let account = person(app, &format!("A {name}"), &email);
        if let Some((role, site)) = holds {
            grant(app, site, &account, role);
        }
        all.push(Persona {
            name,
            account: Some(account),
            holds: holds.map(|(role, site)| (role, site.clone())),
        });
    }
    // Nobody here is the last one who looks after their place, so that leaving is not refused for that.
    let second = person(app, "A second", "second@people.test");
    grant(app, &network.boston, &second, Role::Manager);
    grant(app, &network.cosecha, &second, Role::NetworkAdmin);
    grant(app, &top, &second, Role::UmbrellaAdmin);
    all
}

/// How the gate answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    LetIn,
    SignInFirst,
    Refused,
}

fn verdict(takes: Takes, persona: &Persona, role: Option<Role>) -> Verdict {
    match (takes, &persona.account) {
        (Nothing, _) | (SigningIn | Rules, Some(_)) => Verdict::LetIn,
        (_, None) => Verdict::SignInFirst,
        (Holding(least), Some(_)) if role >= Some(least) => Verdict::LetIn,
        (Holding(_), Some(_)) => Verdict::Refused,
    }
}

/// What is wrong with an answer to GET, if anything.
fn wrong_page(
    app: &TestApp,
    verdict: Verdict,
    takes: Takes,
    host: &str,
    path: &str,
    answer: &Response,
) -> Option<String> {
    let location = answer.header("location").unwrap_or_default();
    let sign_in = format!("https://{host}/sign-in?to={}", query_value(path));
    let right = match verdict {
        // What is missing in the address may be named (400), and what it names may be missing (404).
        Verdict::LetIn => {
            matches!(answer.status, 200 | 301 | 303 | 400 | 404)
                && (takes == Nothing || !location.starts_with(&sign_in))
        }
        Verdict::SignInFirst => answer.status == 303 && location == sign_in,
        Verdict::Refused => says_refused(app, answer),
    };
    (!right).then(|| format!("{verdict:?} expected, answered {} {location}", answer.status))
}

/// The same of an answer to POST. A form that says nothing may be answered with what is missing.
fn wrong_answer(app: &TestApp, verdict: Verdict, takes: Takes, answer: &Response) -> Option<String> {
    let right = match verdict {
        Verdict::LetIn => {
            matches!(answer.status, 200..=404 | 406..=499)
                && !says_forged(app, answer)
                && !says_signed_out(app, answer)
                && (takes == Rules || !says_refused(app, answer))
        }
        Verdict::SignInFirst => says_signed_out(app, answer),
        Verdict::Refused => says_refused(app, answer),
    };
    (!right).then(|| format!("{verdict:?} expected, answered {}", answer.status))
}

/// Looks an expectation up; without one the test ends.
#[track_caller]
fn expected(table: &[(&str, Takes)], route: &Route) -> Takes {
    table
        .iter()
        .find(|(path, _)| *path == route.path)
        .unwrap_or_else(|| panic!("nothing is expected of {}: say who is let in there", route.path))
        .1
}

#[derive(Default)]
struct Tally {
    cases: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, who: &str, what: &str, host: &str, path: &str, wrong: Option<String>) {
        self.cases += 1;
        if let Some(wrong) = wrong {
            self.wrong.push(format!("{who}: {what} {host}{path}: {wrong}"));
        }
    }

    #[track_caller]
    fn is_right(&self, name: &str) {
        println!("{name}: {} cases, {} wrong", self.cases, self.wrong.len());
        assert!(self.wrong.is_empty(), "\n{}", self.wrong.join("\n"));
        assert!(self.cases > 500, "{name}: only {} cases", self.cases);
    }
}

#[test]
fn every_route_lets_in_whom_it_should_and_nobody_else_on_every_site() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let everybody = everybody(&app, &network);
        let mut tally = Tally::default();
        for place in places(&app, &network) {
            for persona in &everybody {
                let bearer = match &persona.account {
                    Some(account) => Bearer::at(&app, &place, account),
                    None => Bearer::default(),
                };
                for (_, route) in app.world.routes() {
                    if stands_back(&app, route, place.kind) {
                        continue;
                    }
                    let case = Case {
                        app: &app,
                        place,
                        persona,
                        route,
                    };
                    case.read(&bearer, &mut tally);
                    case.send(&mut tally);
                }
            }
        }
        tally.is_right("authorisation on sites");
    });
}

/// Whether a route is not for this kind of node and another one of the same path is.
fn stands_back(app: &TestApp, route: &Route, kind: SiteKind) -> bool {
    let is_here = |route: &Route| route.kinds.contains(&kind);
    let mut others = app.world.routes().filter(|(_, other)| other.path == route.path);
    !is_here(route) && others.any(|(_, other)| is_here(other))
}

/// One route for one person at one place.
struct Case<'a> {
    app: &'a TestApp,
    place: Place,
    persona: &'a Persona,
    route: &'static Route,
}

impl Case<'_> {
    fn takes(&self) -> Takes {
        let takes = expected(AT_SITES, self.route);
        // Where the kind of node has no such page, there is a missing page, which is open to all.
        if self.route.kinds.contains(&self.place.kind) {
            takes
        } else {
            Nothing
        }
    }

    fn read(&self, bearer: &Bearer, tally: &mut Tally) {
        let path = filled(self.route.path, "1");
        let host = self.place.host;
        let verdict = verdict(self.takes(), self.persona, self.persona.role_on(host));
        let answer = bearer.get(self.app, host, &path);
        let wrong = wrong_page(self.app, verdict, self.takes(), host, &path, &answer);
        tally.count(self.persona.name, "GET", host, &path, wrong);
    }

    /// Sends an empty form with everything that shows it to be ours.
    fn send(&self, tally: &mut Tally) {
        if !self.route.takes_form {
            return;
        }
        let path = filled(self.route.path, "1");
        let host = self.place.host;
        // A session of its own: signing out is among the forms.
        let bearer = match &self.persona.account {
            Some(account) => Bearer::at(self.app, &self.place, account),
            None => Bearer::default(),
        };
        let verdict = verdict(self.takes(), self.persona, self.persona.role_on(host));
        let answer = bearer.post(self.app, host, &path, "");
        let wrong = wrong_answer(self.app, verdict, self.takes(), &answer);
        tally.count(self.persona.name, "POST", host, &path, wrong);
        // Leaving is among them, too.
        if let (303, Some(account), Some((role, site))) = (answer.status, &self.persona.account, &self.persona.holds) {
            grant(self.app, site, account, *role);
        }
    }
}

#[test]
fn every_route_of_the_sign_in_host_lets_in_whom_it_should() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let mut cases = 0;
        let mut wrong = Vec::new();
        for persona in everybody(&app, &network) {
            for (_, route) in app.world.sign_in_routes() {
                let takes = expected(AT_SIGN_IN, route);
                let path = filled(route.path, "1");
                let bearer = || match &persona.account {
                    Some(account) => Bearer::at_sign_in(&app, account),
                    None => Bearer::stranger_at_sign_in(),
                };
                let verdict = verdict(takes, &persona, persona.role_on(UMBRELLA));
                let answer = bearer().get(&app, SIGN_IN_HOST, &path);
                cases += 1;
                if let Some(fault) = wrong_page(&app, verdict, takes, SIGN_IN_HOST, &path, &answer) {
                    wrong.push(format!("{}: GET {path}: {fault}", persona.name));
                }
                if !route.takes_form {
                    continue;
                }
                let answer = bearer().post(&app, SIGN_IN_HOST, &path, "");
                cases += 1;
                if let Some(fault) = wrong_answer(&app, verdict, takes, &answer) {
                    wrong.push(format!("{}: POST {path}: {fault}", persona.name));
                }
            }
        }
        println!(
            "authorisation on the sign-in host: {cases} cases, {} wrong",
            wrong.len()
        );
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

#[test]
fn what_takes_no_form_takes_none_from_anybody() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let top = umbrella(&app);
        let admin = person(&app, "An admin", "admin@people.test");
        grant(&app, &top, &admin, Role::UmbrellaAdmin);
        let place = places(&app, &network)
            .into_iter()
            .find(|place| place.host == UMBRELLA)
            .unwrap();
        for bearer in [Bearer::default(), Bearer::at(&app, &place, &admin)] {
            for (_, route) in app.world.routes() {
                // A path may lead to another route of the same words that does take one.
                let takes_form = app.world.routes().any(|(_, other)| {
                    other.takes_form && (other.path == route.path || !route.kinds.contains(&place.kind))
                });
                if takes_form {
                    continue;
                }
                let answer = bearer.post(&app, UMBRELLA, &filled(route.path, "1"), "");
                assert_eq!(answer.status, 405, "{}", route.path);
            }
        }
    });
}

#[test]
fn a_manager_whose_time_for_a_second_factor_is_over_is_sent_to_set_one_up() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let network = TestNetwork::plant(&app.store);
        let manager = person(&app, "A manager", "manager@people.test");
        grant(&app, &network.boston, &manager, Role::Manager);
        let place = places(&app, &network)[0];
        let bearer = Bearer::at(&app, &place, &manager);
        bearer.get(&app, BOSTON, "/manage/features").expect_status(200);
        app.wait_seconds(7 * 24 * 3_600);
        // Signed in anew: the old session is over by now.
        let bearer = Bearer::at(&app, &place, &manager);
        for (method, answer) in [
            ("GET", bearer.get(&app, BOSTON, "/manage/features")),
            (
                "POST",
                bearer.post(&app, BOSTON, "/manage/features", "feature=blog&switch=off"),
            ),
        ] {
            assert_eq!(answer.status, 303, "{method}");
            let location = answer.header("location").unwrap();
            assert!(
                location.starts_with("https://id.umbrella.test/account/security"),
                "{location}"
            );
        }
        app.get(BOSTON, "/blog").expect_status(200);
    });
}
