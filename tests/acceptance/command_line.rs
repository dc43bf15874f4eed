//! The program as an operator uses it.

use crate::support::network::UMBRELLA;
use crate::support::{TestDatabase, on_each_engine};
use std::process::{Command, Output};
use umbel_core::database::DatabaseAddress;

fn umbel(database: &TestDatabase, arguments: &[&str]) -> Output {
    let address = match &database.address {
        DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseAddress::Postgres(address) => address.clone(),
    };
    Command::new(program())
        .args(arguments)
        .env_clear()
        .env("UMBEL_DATABASE_URL", address)
        .env("UMBEL_DATA_DIR", database.folder.path())
        .output()
        .unwrap()
}

/// The program beside the tests: `cargo test --workspace` builds it.
pub fn program() -> std::path::PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("umbel");
    assert!(
        program.exists(),
        "{} is missing: run `cargo build` first",
        program.display()
    );
    program
}

/// A PNG of one pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0,
    0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn failed(output: &Output, status: i32) -> String {
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_network_is_built_and_run_from_the_command_line() {
    on_each_engine(|database| {
        let run = |arguments: &[&str]| umbel(&database, arguments);
        done(&run(&["init", "--host", UMBRELLA, "--name", "Liberation"]));
        assert!(failed(&run(&["init", "--host", "b.test"]), 1).contains("there is an umbrella already"));
        done(&run(&["site", "create", "cosecha.umbrella.test", "--name", "Cosecha"]));
        done(&run(&[
            "site",
            "create",
            "boston.test",
            "--name",
            "Boston",
            "--under",
            "cosecha.umbrella.test",
        ]));
        assert!(failed(&run(&["site", "create", "boston.test", "--name", "B"]), 1).contains("is taken"));
        assert!(failed(&run(&["site", "create", "x y", "--name", "B"]), 1).contains("not a host name"));
        assert!(
            failed(
                &run(&["site", "create", "a.test", "--name", "B", "--under", "no.test"]),
                1
            )
            .contains("there is no site at no.test")
        );
        let sites: serde_json::Value = serde_json::from_str(&done(&run(&["site", "list", "--json"]))).unwrap();
        assert_eq!(sites.as_array().unwrap().len(), 3);
        let file = database.folder.path().join("post.md");
        std::fs::write(
            &file,
            "+++\ntitle = \"Día uno\"\ntopics = [\"Housing\"]\ntags = [\"first\"]\n+++\nHello **you**.\n",
        )
        .unwrap();
        let file = file.to_str().unwrap();
        assert!(done(&run(&["post", "create", file, "--site", "boston.test"])).contains("draft /blog/dia-uno"));
        assert!(done(&run(&["post", "publish", "dia-uno", "--site", "boston.test"])).contains("is published"));
        assert!(
            done(&run(&["post", "create", file, "--site", "boston.test", "--publish"])).contains("/blog/dia-uno-2")
        );
        assert!(done(&run(&["post", "list", "--site", "boston.test"])).contains("published"));
        done(&run(&["post", "unpublish", "dia-uno-2", "--site", "boston.test"]));
        assert!(failed(&run(&["post", "publish", "nothing", "--site", "boston.test"]), 1).contains("there is no post"));
        done(&run(&["site", "feature", "disable", "calendar", "boston.test"]));
        assert!(failed(&run(&["site", "feature", "disable", "pages", "boston.test"]), 1).contains("is not one of"));
        done(&run(&["site", "archive", "boston.test"]));
        done(&run(&["site", "restore", "boston.test"]));
        done(&run(&["site", "rename", "boston.test", "boston.example"]));
        assert!(done(&run(&["site", "list"])).contains("boston.example"));
        let export = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/demo/content/archive.wxr.xml");
        assert!(
            failed(
                &run(&["import", "wxr", export, "--site", "boston.test", "--media", "/nowhere"]),
                1
            )
            .contains("not a folder")
        );
        let tried = done(&run(&[
            "import",
            "wxr",
            export,
            "--site",
            "boston.test",
            "--dry-run",
            "--json",
        ]));
        let taken = done(&run(&["import", "wxr", export, "--site", "boston.test", "--json"]));
        let count = |text: &str, name: &str| {
            serde_json::from_str::<serde_json::Value>(text).unwrap()[name]
                .as_u64()
                .unwrap()
        };
        assert_eq!((count(&tried, "posts"), count(&taken, "posts")), (12, 12));
        let again = done(&run(&["import", "wxr", export, "--site", "boston.test", "--json"]));
        assert_eq!((count(&again, "posts"), count(&again, "comments")), (0, 0));
        let picture = database.folder.path().join("logo.png");
        std::fs::write(&picture, PIXEL).unwrap();
        done(&run(&[
            "site",
            "set",
            "boston.test",
            "--logo",
            picture.to_str().unwrap(),
            "--theme",
            "placard",
            "--accent",
            "#ffee00",
        ]));
        assert!(failed(&run(&["site", "set", "boston.test", "--theme", "nonsense"]), 1).contains("is not one of"));
        assert!(failed(&run(&["site", "set", "boston.test", "--logo", export]), 1).contains("archive.wxr.xml"));
        done(&run(&["seed", "--sites", "12", "--posts", "3"]));
        let all = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/sqlite")).unwrap();
        done(&run(&["migrate", "--revert", &all.count().to_string()]));
        assert!(done(&run(&["migrate"])).contains("applied: 0001"));
    });
}

#[test]
fn people_are_made_and_given_roles_from_the_command_line() {
    on_each_engine(|database| {
        let run = |arguments: &[&str]| umbel(&database, arguments);
        let told = done(&run(&["init", "--host", UMBRELLA, "--name", "Liberation"]));
        assert!(told.contains("https://id.umbrella.test/set-up?token="), "{told}");
        let link = done(&run(&["user", "create", "ana@boston.test", "--name", "Ana"]));
        assert!(link.contains("https://id.umbrella.test/reset?token="), "{link}");
        assert!(failed(&run(&["user", "create", "ANA@boston.test"]), 1).contains("has an account already"));
        assert!(failed(&run(&["user", "create", "nobody"]), 1).contains("not an email address"));
        assert!(failed(&run(&["user", "reset-link", "b@boston.test"]), 1).contains("no account has"));
        let granted = done(&run(&["user", "grant", "ana@boston.test", "umbrella-admin", UMBRELLA]));
        assert!(granted.contains("Ana is umbrella-admin"), "{granted}");
        assert!(failed(&run(&["user", "grant", "ana@boston.test", "manager", UMBRELLA]), 1).contains("not a role"));
        failed(&run(&["user", "grant", "ana@boston.test", "king", UMBRELLA]), 2);
        let healthy = done(&run(&["doctor", "--mail-to", "ana@boston.test"]));
        assert!(healthy.lines().all(|line| line.starts_with("ok ")), "{healthy}");
        let mails = std::fs::read_dir(database.folder.path().join("mail")).unwrap().count();
        assert_eq!(mails, 1);
    });
}

#[test]
fn keys_of_another_database_are_refused_in_one_sentence() {
    on_each_engine(|database| {
        let run = |arguments: &[&str]| umbel(&database, arguments);
        done(&run(&["init", "--host", UMBRELLA, "--name", "Liberation"]));
        done(&run(&["doctor"]));
        let keys = database.folder.path().join("keys");
        let kept = database.folder.path().join("kept");
        std::fs::rename(&keys, &kept).unwrap();
        for command in [["serve"].as_slice(), &["worker"], &["site", "archive", UMBRELLA]] {
            let sentence = failed(&run(command), 1);
            assert!(
                sentence.contains("do not belong to this database") && sentence.trim().lines().count() == 1,
                "{command:?}: {sentence}"
            );
        }
        assert!(failed(&run(&["doctor"]), 1).contains("not in order"));
        // The right ones put back, everything goes on; so it does when they are lost for good and somebody says so.
        std::fs::rename(&keys, database.folder.path().join("wrong")).unwrap();
        std::fs::rename(&kept, &keys).unwrap();
        done(&run(&["doctor"]));
        std::fs::remove_dir_all(&keys).unwrap();
        failed(&run(&["doctor"]), 1);
        done(&run(&["doctor", "--accept-keys"]));
        done(&run(&["doctor"]));
    });
}

#[test]
fn mistakes_get_one_clear_sentence() {
    let database = TestDatabase::sqlite();
    let said = |arguments: &[&str], status| failed(&umbel(&database, arguments), status);
    assert!(said(&["--config", "/nowhere.toml", "site", "list"], 1).contains("there is no file /nowhere.toml"));
    said(&["nonsense"], 2);
    said(&["site", "create"], 2);
    assert!(said(&["import", "wxr", "/nowhere.xml", "--site", "x.test"], 1).starts_with("umbel: "));
    let config = database.folder.path().join("bad.toml");
    std::fs::write(&config, "[server]\nlistn = \"127.0.0.1:1\"\n").unwrap();
    let sentence = said(&["--config", config.to_str().unwrap(), "serve"], 1);
    assert!(
        sentence.contains("listn") && sentence.trim().lines().count() == 1,
        "{sentence}"
    );
    let bad = Command::new(program())
        .args(["site", "list"])
        .env_clear()
        .env("UMBEL_DATABASE_URL", "mysql://x")
        .output()
        .unwrap();
    assert!(failed(&bad, 1).contains("the database address begins neither"));
}
