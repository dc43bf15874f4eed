//! How often something may be tried, and what answers give away.

use crate::support::gate::{Bearer, SIGN_IN_HOST, send_to};
use crate::support::people::{Letter, PASSWORD, letters, person};
use crate::support::{Response, TestApp, TestDatabase, TestNetwork, Wishes, on_each_engine};
use std::process::Command;
use std::time::{Duration, Instant};
use umbel_core::mail::{Mail, Message};
use umbel_core::password::evaluations;
use umbel_core::people::OneTimeLink;
use umbel_web_kit::path::query_value;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// An installation behind a proxy that says which network a request comes from.
fn behind_a_proxy(database: TestDatabase) -> TestApp {
    let wishes = Wishes {
        trusted_proxies: vec!["127.0.0.1/32".into()],
        ..Wishes::default()
    };
    let app = TestApp::with(database, &wishes);
    TestNetwork::plant(&app.store);
    app
}

/// A form sent by a browser in the network of `from`.
fn send(app: &TestApp, bearer: &Bearer, from: &str, path: &str, fields: &str) -> Response {
    let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", from)];
    bearer.post_with(app, SIGN_IN_HOST, path, &headers, &bearer.with_token(fields))
}

fn sign_in(app: &TestApp, bearer: &Bearer, from: &str, email: &str, password: &str) -> Response {
    let fields = format!("email={}&password={}", query_value(email), query_value(password));
    send(app, bearer, from, "/sign-in", &fields)
}

/// The statuses of `count` wrong passwords, one after the other.
fn wrong_ones(app: &TestApp, from: &str, email: &str, count: usize) -> Vec<u16> {
    let bearer = Bearer::stranger_at_sign_in();
    (0..count)
        .map(|_| sign_in(app, &bearer, from, email, "wrong").status)
        .collect()
}

/// 500 wrong passwords for one account at once: how many of each status came back.
fn five_hundred_at_once(app: &TestApp, from: &str) -> Vec<u16> {
    let address = app.address;
    let bearer = Bearer::stranger_at_sign_in();
    let body = bearer.with_token("email=ana%40people.test&password=wrong");
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..500)
            .map(|_| {
                scope.spawn(|| {
                    let headers = [
                        ("cookie", bearer.cookie.as_str()),
                        ("content-type", "application/x-www-form-urlencoded"),
                        ("sec-fetch-site", "same-origin"),
                        ("x-forwarded-for", from),
                    ];
                    send_to(address, "POST", SIGN_IN_HOST, "/sign-in", &headers, &body).status
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|found| **found == status).count()
}

/// What is counted is counted by the whole program, so this runs in one of its own.
#[test]
fn five_hundred_wrong_passwords_at_once_are_evaluated_as_often_as_is_allowed() {
    let program = std::env::current_exe().unwrap();
    let name = "limits::evaluations_are_counted_in_a_program_of_its_own";
    let output = Command::new(program)
        .args(["--exact", name, "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    for line in said.lines().filter(|line| line.contains("evaluated")) {
        println!("{line}");
    }
}

#[test]
#[ignore = "started by the test before it, in a program of its own"]
fn evaluations_are_counted_in_a_program_of_its_own() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        person(&app, "Ana", "ana@people.test");
        // A minute's six; of the ten an hour allows an account four are left for the next minute, then none.
        for (allowed, from) in [
            (6, "198.51.100.1"),
            (4, "198.51.100.1"),
            (0, "198.51.100.1"),
            (0, "203.0.113.1"),
        ] {
            let before = evaluations();
            let began = Instant::now();
            let statuses = five_hundred_at_once(&app, from);
            let evaluated = evaluations() - before;
            println!(
                "500 at once: {evaluated} evaluated, {} refused, {} put off, {:?}",
                count(&statuses, 429),
                count(&statuses, 503),
                began.elapsed()
            );
            assert_eq!(
                count(&statuses, 403) + count(&statuses, 429) + count(&statuses, 503),
                500
            );
            assert_eq!(evaluated, allowed, "{from}");
            assert_eq!(count(&statuses, 403), usize::try_from(allowed).unwrap(), "{from}");
            app.wait_seconds(MINUTE);
        }
        // The hour is over: the right password opens, once more.
        app.wait_seconds(HOUR);
        let bearer = Bearer::stranger_at_sign_in();
        sign_in(&app, &bearer, "203.0.113.1", "ana@people.test", PASSWORD).expect_status(303);
    });
}

#[test]
fn a_network_has_six_tries_a_minute_and_thirty_an_hour() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        // Whom it tries makes no difference: addresses with an account and without, well formed or not.
        let everybody = [
            "ana@people.test",
            "eva@people.test",
            "nobody@people.test",
            "x",
            "",
            "A@PEOPLE.TEST",
        ];
        person(&app, "Ana", "ana@people.test");
        person(&app, "Eva", "eva@people.test");
        let bearer = Bearer::stranger_at_sign_in();
        for email in everybody {
            sign_in(&app, &bearer, "198.51.100.7", email, "wrong").expect_status(403);
        }
        // The right password is no way around, nor is another address of the same network.
        for from in ["198.51.100.7", "198.51.100.250", "203.0.113.9, 198.51.100.7"] {
            sign_in(&app, &bearer, from, "ana@people.test", PASSWORD).expect_status(429);
        }
        // Another network is another network, also of the other kind of address.
        for from in ["198.51.101.7", "2001:db8:0:100::1"] {
            sign_in(&app, &bearer, from, "ana@people.test", "wrong").expect_status(403);
        }
        assert_eq!(
            count(&wrong_ones(&app, "2001:db8:0:1ff::2", "b@people.test", 6), 403),
            5,
            "one /56"
        );
        // Thirty an hour, six in each of five minutes.
        for minute in 1..5 {
            app.wait_seconds(MINUTE);
            let email = format!("{minute}@people.test");
            assert_eq!(
                count(&wrong_ones(&app, "198.51.100.7", &email, 8), 403),
                6,
                "minute {minute}"
            );
        }
        app.wait_seconds(MINUTE);
        assert_eq!(wrong_ones(&app, "198.51.100.7", "last@people.test", 2), [429, 429]);
        app.wait_seconds(HOUR);
        sign_in(&app, &bearer, "198.51.100.7", "ana@people.test", PASSWORD).expect_status(303);
    });
}

#[test]
fn an_account_has_ten_tries_an_hour_from_all_networks_together() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        person(&app, "Ana", "ana@people.test");
        person(&app, "Eva", "eva@people.test");
        // Also where there is no account: nobody learns from it whether there is one.
        for email in ["ana@people.test", "nobody@people.test"] {
            let statuses: Vec<u16> = (0..14)
                .flat_map(|number| {
                    // Spelt in another way it is the same account.
                    let spelt = if number % 2 == 0 {
                        email.to_owned()
                    } else {
                        email.to_uppercase()
                    };
                    wrong_ones(&app, &format!("10.0.{number}.1"), &spelt, 1)
                })
                .collect();
            assert_eq!(statuses, [[403; 10].as_slice(), &[429; 4]].concat(), "{email}");
        }
        let bearer = Bearer::stranger_at_sign_in();
        sign_in(&app, &bearer, "10.0.77.1", "ana@people.test", PASSWORD).expect_status(429);
        sign_in(&app, &bearer, "10.0.77.1", "eva@people.test", PASSWORD).expect_status(303);
        app.wait_seconds(HOUR);
        sign_in(&app, &bearer, "10.0.77.1", "ana@people.test", PASSWORD).expect_status(303);
    });
}

#[test]
fn forwarded_addresses_count_from_trusted_proxies_only() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        TestNetwork::plant(&app.store);
        let statuses: Vec<u16> = (0..8)
            .flat_map(|number| wrong_ones(&app, &format!("10.0.{number}.1"), &format!("{number}@people.test"), 1))
            .collect();
        assert_eq!(statuses, [403, 403, 403, 403, 403, 403, 429, 429]);
    });
}

/// What a browser is shown, without what differs for everybody: the address that was typed.
fn shown(answer: &Response, email: &str) -> (u16, String, Vec<(String, String)>) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("date"))
        .cloned()
        .collect();
    (answer.status, answer.text().replace(email, "TYPED"), headers)
}

#[test]
fn unknown_and_known_addresses_are_answered_alike() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        person(&app, "Ana", "ana@people.test");
        let bearer = Bearer::stranger_at_sign_in();
        for (path, rest) in [("/sign-in", "&password=wrong"), ("/forgot", ""), ("/sign-up", "")] {
            let answers: Vec<_> = ["ana@people.test", "eva@people.test"]
                .into_iter()
                .enumerate()
                .map(|(number, email)| {
                    let fields = format!("email={}{rest}", query_value(email));
                    let answer = send(&app, &bearer, &format!("10.1.{number}.1"), path, &fields);
                    shown(&answer, email)
                })
                .collect();
            assert_eq!(answers[0], answers[1], "{path}");
            assert!(answers[0].0 < 500);
        }
        // The mails differ: who has an account is told so, and only they.
        let all = letters(&app);
        let kinds: Vec<(&str, bool)> = all
            .iter()
            .map(|letter| {
                (
                    letter.to.as_str(),
                    matches!(letter.message, Message::VerifyEmail { .. }),
                )
            })
            .collect();
        assert_eq!(
            kinds,
            [
                ("ana@people.test", false),
                ("ana@people.test", false),
                ("eva@people.test", true)
            ]
        );
    });
}

/// What a request makes the database do: the statements it was sent, and the rows there are more of afterwards, by table.
fn work(app: &TestApp, request: impl FnOnce()) -> (u64, Vec<(&'static str, i64)>) {
    use diesel::{QueryDsl, RunQueryDsl};
    use umbel_core::schema::{limits, mails, one_time_links};
    let counted = || {
        let counts = app.store.read(|connection| {
            Ok([
                ("limits", limits::table.count().get_result::<i64>(connection)?),
                ("mails", mails::table.count().get_result(connection)?),
                ("links", one_time_links::table.count().get_result(connection)?),
            ])
        });
        counts.unwrap()
    };
    let before = counted();
    let statements = app.queries();
    request();
    let statements = app.queries() - statements;
    let more = counted()
        .into_iter()
        .zip(before)
        .map(|((table, after), (_, before))| (table, after - before));
    (statements, more.collect())
}

#[test]
fn unknown_and_known_addresses_make_the_same_work() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        let bearer = Bearer::stranger_at_sign_in();
        for email in ["ana@people.test", "eva@people.test"] {
            person(&app, "Ana", email);
        }
        for (path, rest) in [("/sign-in", "&password=wrong"), ("/forgot", ""), ("/sign-up", "")] {
            let works: Vec<_> = [
                "ana@people.test",
                "who@people.test",
                "eva@people.test",
                "you@people.test",
            ]
            .into_iter()
            .enumerate()
            .map(|(number, email)| {
                let fields = format!("email={}{rest}", query_value(email));
                let from = format!("10.1.{number}.1");
                work(&app, || {
                    assert!(send(&app, &bearer, &from, path, &fields).status < 500);
                })
            })
            .collect();
            assert!(works.iter().all(|work| *work == works[0]), "{path}: {works:?}");
            println!("{path}: {:?}", works[0]);
        }
        // What was written for nobody goes nowhere, says to nobody where to, and is forgotten with the next round.
        let mails = || app.store.read(|connection| Mail::due(connection, app.store.now(), 100));
        let forgotten = app.store.write(Mail::forget_old).unwrap();
        assert_eq!((forgotten, mails().unwrap().len()), (2, letters(&app).len()));
        app.wait_seconds(1);
        // Two of people who have accounts work on, and two that confirm new addresses.
        assert_eq!(app.store.write(OneTimeLink::prune).unwrap(), 4);
    });
}

/// The time in the middle of all.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

#[test]
fn unknown_and_known_addresses_take_the_same_time() {
    const TRIES: usize = 30;
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        let bearer = Bearer::stranger_at_sign_in();
        let known: Vec<String> = (0..TRIES)
            .map(|number| format!("known{number:02}@people.test"))
            .collect();
        for email in &known {
            person(&app, "Ana", email);
        }
        for (path, rest) in [("/sign-in", "&password=wrong"), ("/forgot", ""), ("/sign-up", "")] {
            let mut times = [Vec::new(), Vec::new()];
            for (number, known) in known.iter().enumerate() {
                let unknown = known.replace("known", "other");
                // In turns, so that whatever else the machine does falls on both.
                for (which, email) in [(0, known), (1, &unknown)] {
                    let from = format!("10.{which}.{number}.1");
                    let fields = format!("email={}{rest}", query_value(email));
                    let began = Instant::now();
                    let answer = send(&app, &bearer, &from, path, &fields);
                    times[which].push(began.elapsed());
                    assert!(matches!(answer.status, 200 | 403), "{path}: {}", answer.status);
                }
            }
            let [known, unknown] = times.map(median);
            let ratio = unknown / known;
            println!(
                "{path}: known {:.1} ms, unknown {:.1} ms, ratio {ratio:.2}",
                known * 1e3,
                unknown * 1e3
            );
            assert!((0.5..2.0).contains(&ratio), "{path}: {ratio}");
        }
    });
}

fn resets<'l>(letters: &'l [Letter], email: &str) -> Vec<&'l Letter> {
    letters
        .iter()
        .filter(|letter| letter.to == email && matches!(letter.message, Message::ResetPassword { .. }))
        .collect()
}

#[test]
fn an_address_gets_three_mails_for_a_new_password_in_half_an_hour() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        person(&app, "Ana", "ana@people.test");
        let bearer = Bearer::stranger_at_sign_in();
        let ask = |number: usize| {
            let from = format!("10.2.{number}.1");
            let answer = send(&app, &bearer, &from, "/forgot", "email=ana%40people.test").expect_status(200);
            shown(&answer, "ana@people.test")
        };
        let answers: Vec<_> = (0..6).map(ask).collect();
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "who asks too often is told the same"
        );
        let all = letters(&app);
        assert_eq!(resets(&all, "ana@people.test").len(), 3);
        // Of those three only the newest works.
        let works = |letter: &Letter| {
            let link = letter.link();
            let path = link.strip_prefix("https://id.umbrella.test").unwrap().to_owned();
            bearer
                .get(&app, SIGN_IN_HOST, &path)
                .text()
                .contains("type=\"password\"")
        };
        let worked: Vec<bool> = resets(&all, "ana@people.test").into_iter().map(works).collect();
        assert_eq!(worked, [false, false, true]);
        app.wait_seconds(30 * MINUTE);
        ask(7);
        assert_eq!(resets(&letters(&app), "ana@people.test").len(), 4);
        // One network cannot write to everybody, either.
        for number in 0..25 {
            let email = format!("a{number}@people.test");
            person(&app, "Ana", &email);
            let fields = format!("email={}", query_value(&email));
            send(&app, &bearer, "10.9.9.9", "/forgot", &fields).expect_status(200);
        }
        let sent = letters(&app)
            .into_iter()
            .filter(|letter| letter.to.starts_with('a') && letter.to != "ana@people.test");
        assert_eq!(sent.count(), 20);
    });
}

#[test]
fn a_network_makes_three_accounts_a_day() {
    on_each_engine(|database| {
        let app = behind_a_proxy(database);
        let bearer = Bearer::stranger_at_sign_in();
        let ask = |from: &str, number: usize| {
            let fields = format!("email=new{number}%40people.test");
            send(&app, &bearer, from, "/sign-up", &fields)
        };
        for number in 0..3 {
            ask("10.3.0.1", number).expect_status(200);
        }
        assert_eq!(letters(&app).len(), 3);
        // The fourth is told so, and keeps what was typed.
        let refused = ask("10.3.0.200", 3);
        refused.contains("new3@people.test");
        assert_eq!(letters(&app).len(), 3);
        ask("10.3.1.1", 4).expect_status(200);
        assert_eq!(letters(&app).len(), 4);
        app.wait_seconds(DAY);
        ask("10.3.0.1", 5).expect_status(200);
        assert_eq!(letters(&app).len(), 5);
    });
}
