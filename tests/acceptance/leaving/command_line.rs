//! `umbel export` and `umbel import site`, as an operator uses them.

use crate::support::{TestDatabase, on_each_engine};
use std::process::{Command, Output};
use umbel_core::database::DatabaseAddress;

fn umbel(database: &TestDatabase, arguments: &[&str]) -> Output {
    let address = match &database.address {
        DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseAddress::Postgres(address) => address.clone(),
    };
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("umbel");
    assert!(program.exists(), "run `cargo build -p umbel-server` first");
    Command::new(program)
        .args(arguments)
        .env_clear()
        .env("UMBEL_DATABASE_URL", address)
        .env("UMBEL_DATA_DIR", database.folder.path())
        .output()
        .unwrap()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn failed(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_site_is_packed_and_brought_in_from_the_command_line() {
    on_each_engine(|database| {
        let run = |arguments: &[&str]| umbel(&database, arguments);
        done(&run(&["init", "--host", "umbrella.test", "--name", "Liberation"]));
        done(&run(&["site", "create", "one.umbrella.test", "--name", "One"]));
        done(&run(&["site", "create", "two.umbrella.test", "--name", "Two"]));
        let create = [
            "site",
            "create",
            "boston.one.umbrella.test",
            "--name",
            "Boston",
            "--under",
            "one.umbrella.test",
        ];
        done(&run(&create));
        let folder = database.folder.path();
        let post = folder.join("post.md");
        std::fs::write(
            &post,
            "+++\ntitle = \"Hello\"\ntopics = [\"Housing\"]\n+++\nHello **all**.\n",
        )
        .unwrap();
        let post = post.display().to_string();
        done(&run(&[
            "post",
            "create",
            &post,
            "--site",
            "boston.one.umbrella.test",
            "--publish",
        ]));
        let file = folder.join("boston.zip").display().to_string();
        let told = done(&run(&["export", "boston.one.umbrella.test", "-o", &file]));
        assert!(told.contains("1  posts"), "{told}");
        assert!(failed(&run(&["export", "boston.one.umbrella.test", "-o", &file])).contains("is there already"));
        done(&run(&["export", "boston.one.umbrella.test", "-o", &file, "--force"]));
        let told = done(&run(&["import", "site", &file, "--under", "two.umbrella.test"]));
        assert!(told.contains("boston.two.umbrella.test is brought in"), "{told}");
        assert!(
            told.contains("umbel user grant EMAIL manager boston.two.umbrella.test"),
            "{told}"
        );
        let again = done(&run(&["import", "site", &file, "--under", "two.umbrella.test"]));
        assert!(again.contains("was there already"), "{again}");
        let listed = done(&run(&["post", "list", "--site", "boston.two.umbrella.test"]));
        assert!(
            listed.contains("published") && listed.contains("/blog/hello"),
            "{listed}"
        );
        let taken = [
            "import",
            "site",
            &file,
            "--under",
            "two.umbrella.test",
            "--host",
            "boston.one.umbrella.test",
        ];
        assert!(failed(&run(&taken)).contains("choose another address with --host"));
        // A packed text can be read by itself.
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("posts/hello.md").unwrap(), &mut text).unwrap();
        let alone = folder.join("alone.md");
        std::fs::write(&alone, text).unwrap();
        let alone = alone.display().to_string();
        done(&run(&["post", "create", &alone, "--site", "two.umbrella.test"]));
        let xml = folder.join("out.xml").display().to_string();
        done(&run(&[
            "export",
            "boston.one.umbrella.test",
            "-o",
            &xml,
            "--form",
            "wordpress",
        ]));
        let again = done(&run(&["import", "wxr", &xml, "--site", "two.umbrella.test"]));
        assert!(again.contains("1  posts"), "{again}");
        std::fs::write(&file, "no archive").unwrap();
        let broken = failed(&run(&["import", "site", &file, "--under", "two.umbrella.test"]));
        assert!(broken.contains("no archive that can be read"), "{broken}");
    });
}
