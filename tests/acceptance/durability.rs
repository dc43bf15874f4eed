//! What was acknowledged is there afterwards, also when the program is killed in the middle of its work: saves, posts that
//! were published, uploads, mails.

mod killed;
mod synced;

use crate::support::client::try_send;
use crate::support::gate::{form_token, site_cookie};
use crate::support::network::{BOSTON, UMBRELLA};
use crate::support::people::password_hash;
use crate::support::{NewPost, Response, TestDatabase, TestNetwork};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use umbel_core::content::{Post, Status};
use umbel_core::database::{DatabaseAddress, migrate};
use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Membership, NewAccount, Role, Session, SignInCode, Verified};
use umbel_core::token::Token;
use umbel_core::tree::Site;
use umbel_core::{Clock, Id, SiteScope, SiteWrite, Store};
use umbel_web_kit::path::query_value;

const SIGN_IN_HOST: &str = "id.umbrella.test";
const LONGEST_START: Duration = Duration::from_secs(30);

/// The file that is uploaded: a document, which is stored as it came.
fn document(number: usize) -> Vec<u8> {
    format!("Minutes of meeting {number}.\n").repeat(40).into_bytes()
}

/// An installation whose program runs as a process of its own.
struct Installation {
    database: TestDatabase,
    /// Beside the program, to look at what it has written.
    store: Store,
    address: SocketAddr,
    network: TestNetwork,
    /// Signed in at Boston, as somebody who looks after it.
    cookie: String,
    form_token: String,
}

impl Installation {
    fn plant(database: TestDatabase) -> Self {
        migrate(&database.address).unwrap();
        let store = Store::open(&database.address, Clock::System).unwrap();
        let network = TestNetwork::plant(&store);
        let session = signed_in_manager(&store, &network.boston);
        // A port that was free a moment ago: after a restart the program must answer at the same one.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self {
            cookie: site_cookie(&session),
            form_token: form_token(&session),
            database,
            store,
            address,
            network,
        }
    }

    /// The program with these words before it, such as those of a program that watches it.
    fn command(&self, before: &[&str]) -> Command {
        let program = crate::command_line::program();
        let mut command = match before {
            [] => Command::new(&program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(&program);
                command
            }
        };
        let database = match &self.database.address {
            DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseAddress::Postgres(address) => address.clone(),
        };
        command
            .arg("serve")
            .env_clear()
            .env("UMBEL_DATABASE_URL", database)
            .env("UMBEL_DATA_DIR", self.database.folder.path())
            .env("UMBEL_LISTEN", self.address.to_string())
            .env("UMBEL_SERVER__TRUSTED_PROXIES", "127.0.0.1/32")
            .env("UMBEL_LOG__LEVEL", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit());
        command
    }

    /// Starts the program and waits until it answers.
    fn start(&self, before: &[&str]) -> Child {
        let child = self.command(before).spawn().unwrap();
        let until = Instant::now() + LONGEST_START;
        let is_ready = || {
            let answer = self.request("GET", UMBRELLA, "/-/ready", &[], b"");
            answer.is_some_and(|answer| answer.status == 200)
        };
        while !is_ready() {
            assert!(Instant::now() < until, "the program does not come up");
            std::thread::sleep(Duration::from_millis(10));
        }
        child
    }

    /// One request; none when the answer did not come whole: then nothing was acknowledged.
    fn request(&self, method: &str, host: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Response> {
        try_send(self.address, method, host, path, headers, body)
    }

    /// Sends a form of Boston's workplace.
    fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Option<Response> {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.request(
            "POST",
            BOSTON,
            path,
            &headers,
            written(&self.form_token, fields).as_bytes(),
        )
    }

    /// Saves or publishes a post as the editor does.
    fn send_post(&self, post: &Post, source: &str, step: &str) -> Option<Response> {
        let version = self.post(post.id).version.to_string();
        let fields = [
            ("title", post.title.as_str()),
            ("source", source),
            ("summary", ""),
            ("version", &version),
            ("address", ""),
            ("reach", "umbrella"),
            ("do", step),
        ];
        self.send_form(&format!("/manage/posts/{}", post.id), &fields)
    }

    /// Uploads a document as the library's script does.
    fn upload(&self, name: &str, bytes: &[u8]) -> Option<Response> {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/octet-stream"),
            ("sec-fetch-site", "same-origin"),
            ("x-form-token", self.form_token.as_str()),
        ];
        let path = format!("/manage/library/upload?name={}", query_value(name));
        self.request("POST", BOSTON, &path, &headers, bytes)
    }

    /// Asks for an account, which queues a mail. Each comes from a network of its own.
    fn ask_for_account(&self, number: usize) -> Option<Response> {
        let token = Token::new();
        let cookie = format!("__Host-f={}", token.as_str());
        let from = format!("10.{}.{}.1", number / 250, number % 250);
        let headers = [
            ("cookie", cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", from.as_str()),
        ];
        let email = newcomer(number);
        let body = written(&form_token(&token), &[("email", &email)]);
        self.request("POST", SIGN_IN_HOST, "/sign-up", &headers, body.as_bytes())
    }

    fn post(&self, id: Id) -> Post {
        self.store
            .read(|connection| Post::find(&mut SiteScope::new(self.network.boston.id, connection), id))
            .unwrap()
            .unwrap()
    }

    fn draft(&self, title: &str) -> Post {
        let draft = NewPost {
            status: Status::Draft,
            ..NewPost::titled(title)
        };
        draft.make(&self.store, &self.network.boston)
    }
}

fn newcomer(number: usize) -> String {
    format!("newcomer{number}@people.test")
}

fn written(form_token: &str, fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("&{name}={}", query_value(value)));
    format!("form_token={form_token}{}", pairs.collect::<String>())
}

/// Somebody who looks after a site, with a second factor nobody asks for yet; what their browser holds there.
fn signed_in_manager(store: &Store, site: &Site) -> Token {
    let new = NewAccount {
        email: EmailAddress::parse("ana@people.test").unwrap(),
        verified: Verified::Yes,
        name: "Ana".into(),
        password: Some((password_hash(), true)),
        locale: None,
    };
    store
        .write(|write| {
            let ana = Account::create(write, new)?;
            let session = Session::begin(write, &ana, "")?;
            let site_write = &mut SiteWrite::new(site.id, write);
            Membership::grant(site_write, None, &ana, Role::Manager)?;
            let held = Token::new();
            let code = SignInCode::make(site_write, BOSTON, &session.hash(), &held.hash(), "/")?;
            Ok(SignInCode::redeem(site_write, BOSTON, &code, &held)?.0)
        })
        .unwrap()
}
