//! People for tests, and browsers that they use: each host's cookies in a jar of their own, as real ones keep them.

use super::{Response, TestApp, client};
use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Text};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;
use umbel_core::SiteWrite;
use umbel_core::email::EmailAddress;
use umbel_core::mail::Message;
use umbel_core::people::{Account, Membership, NewAccount, Role, Session, Verified};
use umbel_core::tree::Site;
use umbel_web_kit::path::query_value;

/// Everybody's password, long enough for those who look after a place.
pub const PASSWORD: &str = "lantern orchard velvet tugboat";
/// The most redirects a browser follows.
const MOST_HOPS: usize = 12;

/// Its hash is made once: a proper one takes a good part of a second.
pub fn password_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| umbel_core::password::hash(PASSWORD).unwrap())
        .clone()
}

/// Somebody with an account, a verified address and [`PASSWORD`].
pub fn person(app: &TestApp, name: &str, email: &str) -> Account {
    let new = NewAccount {
        email: EmailAddress::parse(email).unwrap(),
        verified: Verified::Yes,
        name: name.into(),
        password: Some((password_hash(), true)),
        locale: None,
    };
    app.store.write(|write| Account::create(write, new)).unwrap()
}

/// Gives somebody a role at a place, as the command line does.
pub fn grant(app: &TestApp, site: &Site, account: &Account, role: Role) {
    app.store
        .write(|write| Membership::grant(&mut SiteWrite::new(site.id, write), None, account, role))
        .unwrap();
}

/// The role somebody holds at this very place.
pub fn role_at(app: &TestApp, site: &Site, account: &Account) -> Option<Role> {
    app.store
        .read(|connection| Membership::held(&mut umbel_core::SiteScope::new(site.id, connection), account.id))
        .unwrap()
        .map(|held| held.role)
}

/// A mail in the queue.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub locale: String,
    pub message: Message,
}

impl Letter {
    /// Where its button leads.
    #[track_caller]
    pub fn link(&self) -> String {
        self.message.button_link().expect("a mail with a link").to_owned()
    }
}

#[derive(diesel::QueryableByName)]
struct MailRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    recipient: String,
    #[diesel(sql_type = Text)]
    locale: String,
    #[diesel(sql_type = Text)]
    sealed: String,
}

/// Every mail that waits, the oldest first.
pub fn letters(app: &TestApp) -> Vec<Letter> {
    let rows: Vec<MailRow> = app
        .store
        .read(|connection| {
            Ok(
                diesel::sql_query("SELECT id, recipient, locale, sealed FROM mails WHERE recipient <> '' ORDER BY id")
                    .load(connection)?,
            )
        })
        .unwrap();
    rows.into_iter()
        .map(|row| {
            let text = app.world.keys.open(&format!("mail:{}", row.id), &row.sealed);
            Letter {
                to: row.recipient,
                locale: row.locale,
                message: serde_json::from_slice(&text.unwrap()).unwrap(),
            }
        })
        .collect()
}

/// The newest mail to an address.
#[track_caller]
pub fn letter_to(app: &TestApp, email: &str) -> Letter {
    letters(app)
        .into_iter()
        .rfind(|letter| letter.to == email)
        .unwrap_or_else(|| panic!("there is no mail to {email}"))
}

/// What a browser shows in the end, and where.
#[derive(Clone, Debug)]
pub struct Page {
    pub host: String,
    pub path: String,
    pub response: Response,
}

impl Deref for Page {
    type Target = Response;

    fn deref(&self) -> &Response {
        &self.response
    }
}

impl Page {
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}{}\n{}",
            self.host,
            self.path,
            String::from_utf8_lossy(&self.bytes)
        );
        self
    }

    /// Insists on where the browser has come to; the path without what comes after `?`.
    #[track_caller]
    pub fn expect_at(self, host: &str, path: &str) -> Self {
        let here = self.path.split('?').next().unwrap_or_default();
        assert_eq!((self.host.as_str(), here), (host, path), "\n{}", self.text());
        self
    }

    #[track_caller]
    pub fn contains(&self, part: &str) -> &Self {
        self.response.contains(part);
        self
    }

    #[track_caller]
    pub fn lacks(&self, part: &str) -> &Self {
        self.response.lacks(part);
        self
    }

    /// The token of the page's forms.
    #[track_caller]
    pub fn form_token(&self) -> String {
        field_of(&self.text(), "form_token").unwrap_or_else(|| {
            panic!("no form token on {}{}\n{}", self.host, self.path, self.text());
        })
    }
}

/// A browser: it keeps cookies by host, follows redirects from host to host, and says of forms that they come from here.
pub struct Browser<'a> {
    pub app: &'a TestApp,
    /// Host → name → value.
    pub cookies: BTreeMap<String, BTreeMap<String, String>>,
    /// `Accept-Language`.
    pub languages: String,
    /// `X-Forwarded-For`, believed where the test's wishes name 127.0.0.1 as a trusted proxy.
    pub from: Option<String>,
}

impl<'a> Browser<'a> {
    /// A browser in which nobody has ever signed in.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
            languages: "en".into(),
            from: None,
        }
    }

    /// A browser in which this person is signed in on the sign-in host: quickly, without a form or a password, and without
    /// counting as a try. Sites are reached by the hand-off, as by everybody.
    pub fn of(app: &'a TestApp, account: &Account) -> Self {
        let token = app
            .store
            .write(|write| Session::begin(write, account, "Firefox · Linux"))
            .unwrap();
        let mut browser = Self::new(app);
        let host = browser.sign_in_host();
        browser.keep(&host, "__Host-id", token.as_str());
        browser
    }

    pub fn sign_in_host(&self) -> String {
        self.app.world.sign_in_host().expect("an umbrella")
    }

    /// Puts a cookie into the jar of a host.
    pub fn keep(&mut self, host: &str, name: &str, value: &str) {
        let jar = self.cookies.entry(host.to_owned()).or_default();
        jar.insert(name.to_owned(), value.to_owned());
    }

    /// Signs in through the form on the sign-in host. No more than six a minute come through from one network.
    #[track_caller]
    pub fn sign_in(&mut self, email: &str, password: &str) -> Page {
        let host = self.sign_in_host();
        self.submit(&host, "/sign-in", &[("email", email), ("password", password)])
    }

    /// Opens a page and goes where it leads, by way of signing in on the site where that takes no form.
    #[track_caller]
    pub fn get(&mut self, host: &str, path: &str) -> Page {
        let response = self.request("GET", host, path, &[], "");
        self.follow(host, path, response)
    }

    /// Opens a whole address, as a link in a mail.
    #[track_caller]
    pub fn open(&mut self, url: &str) -> Page {
        let (host, path) = parts(url).unwrap_or_else(|| panic!("{url} is no address"));
        self.get(&host, &path)
    }

    /// Fills in the form at `path` and sends it there. What the page hides in that form goes along.
    #[track_caller]
    pub fn submit(&mut self, host: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let action = path.split('?').next().unwrap_or_default().to_owned();
        self.submit_from(host, path, &action, fields)
    }

    /// The same with a form that stands on another page than the one it is sent to.
    #[track_caller]
    pub fn submit_from(&mut self, host: &str, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let shown = self.get(host, page);
        assert_eq!(shown.host, host, "the page is elsewhere:\n{}", shown.text());
        let text = shown.text();
        let mut hidden = hidden_fields(&text, action);
        if !hidden.iter().any(|(name, _)| name == "form_token") {
            hidden.push(("form_token".into(), shown.form_token()));
        }
        hidden.retain(|(name, _)| !fields.iter().any(|(typed, _)| typed == name));
        let hidden: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(host, action, &[hidden.as_slice(), fields].concat())
    }

    /// Sends exactly these fields and goes where that leads.
    #[track_caller]
    pub fn post(&mut self, host: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let response = self.request(
            "POST",
            host,
            path,
            &[("sec-fetch-site", "same-origin")],
            &encoded(fields),
        );
        self.follow(host, path, response)
    }

    /// One request with this host's cookies, following nothing. Cookies of the answer are kept.
    pub fn request(&mut self, method: &str, host: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let cookies = self.cookies.get(host).map_or(String::new(), |jar| {
            let pairs: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
            pairs.join("; ")
        });
        let mut all = headers.to_vec();
        all.push(("accept-language", &self.languages));
        if !cookies.is_empty() {
            all.push(("cookie", &cookies));
        }
        if let Some(from) = &self.from {
            all.push(("x-forwarded-for", from));
        }
        if method == "POST" {
            all.push(("content-type", "application/x-www-form-urlencoded"));
        }
        let response = client::send(self.app.address, method, host, path, &all, body.as_bytes());
        self.keep_cookies_of(host, &response);
        response
    }

    #[track_caller]
    fn follow(&mut self, host: &str, path: &str, response: Response) -> Page {
        let mut page = Page {
            host: host.to_owned(),
            path: path.to_owned(),
            response,
        };
        for _ in 0..MOST_HOPS {
            if !matches!(page.status, 301..=303 | 307 | 308) {
                return page;
            }
            let location = page.header("location").expect("a redirect leads somewhere").to_owned();
            let (host, path) = parts(&location).unwrap_or_else(|| (page.host.clone(), location));
            let response = self.request("GET", &host, &path, &[], "");
            page = Page { host, path, response };
        }
        panic!(
            "more than {MOST_HOPS} redirects, the last to {}{}",
            page.host, page.path
        );
    }

    fn keep_cookies_of(&mut self, host: &str, response: &Response) {
        let lines = response
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        for (_, line) in lines {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            let jar = self.cookies.entry(host.to_owned()).or_default();
            if attributes.contains("Max-Age=0;") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Fields as browsers send them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", query_value(name), query_value(value)))
        .collect();
    pairs.join("&")
}

/// Host and path of a whole address.
fn parts(url: &str) -> Option<(String, String)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some((host.to_owned(), format!("/{path}")))
}

/// What the first form that is sent to `action` hides.
fn hidden_fields(html: &str, action: &str) -> Vec<(String, String)> {
    let form = html.split("<form").skip(1).find(|form| {
        let tag = form.split('>').next().unwrap_or_default();
        unescaped(tag).contains(&format!("action=\"{action}\""))
    });
    let form = form.and_then(|form| form.split("</form>").next()).unwrap_or_default();
    form.split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|input| {
            let tag = input.split('>').next()?;
            let (_, name) = tag.split_once("name=\"")?;
            let (_, value) = tag.split_once("value=\"")?;
            Some((unescaped(name.split('"').next()?), unescaped(value.split('"').next()?)))
        })
        .collect()
}

/// The value of the first field of this name.
fn field_of(html: &str, name: &str) -> Option<String> {
    let (_, after) = html.split_once(&format!("name=\"{name}\""))?;
    let tag = after.split('>').next()?;
    let (_, value) = tag.split_once("value=\"")?;
    Some(unescaped(value.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2F;", "/")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
