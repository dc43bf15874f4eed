//! Somebody at the library: sends files as the page's script and as a plain form does.

use crate::support::gate::{Bearer, Place};
use crate::support::people::{grant, person};
use crate::support::{Response, TestApp, TestNetwork};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use umbel_core::content::Media;
use umbel_core::people::Role;
use umbel_core::tree::Site;
use umbel_core::{Id, SiteScope};
use umbel_media::workshop::{Bench, Workshop};

/// A boundary no file of the tests holds.
const BOUNDARY: &str = "tear-here-7f3a";

/// Somebody with a role at a site, and the way to it.
#[derive(Clone)]
pub struct Visitor {
    pub bearer: Bearer,
    pub host: &'static str,
    pub address: SocketAddr,
}

impl Visitor {
    pub fn at(app: &TestApp, host: &'static str, site: &Site, role: Role, name: &str) -> Self {
        let account = person(app, name, &format!("{}@people.test", name.to_lowercase()));
        grant(app, site, &account, role);
        let place = Place {
            host,
            id: site.id,
            kind: site.kind,
        };
        Self {
            bearer: Bearer::at(app, &place, &account),
            host,
            address: app.address,
        }
    }

    /// As the page's script sends a file.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> (u16, Value) {
        self.upload_with(name, bytes, &self.bearer.form_token, "")
    }

    pub fn upload_with(&self, name: &str, bytes: &[u8], token: &str, more: &str) -> (u16, Value) {
        let path = format!("/manage/library/upload?name={}", umbel_web_kit::path::query_value(name));
        let head = format!(
            "Content-Type: application/octet-stream\r\nX-Form-Token: {token}\r\nSec-Fetch-Site: same-origin\r\n{more}"
        );
        let (status, body) = self.post(&path, &head, bytes);
        (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
    }

    /// As a form without a script sends files: its status, where it leads, and its page.
    pub fn upload_form(&self, token: &str, files: &[(&str, &[u8])]) -> (u16, String) {
        let mut body = field("form_token", token);
        for (name, bytes) in files {
            body.extend(
                format!(
                    "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                )
                .into_bytes(),
            );
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.post(
            "/manage/library/upload",
            &format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nSec-Fetch-Site: same-origin\r\n"),
            &body,
        )
    }

    fn post(&self, path: &str, head: &str, body: &[u8]) -> (u16, String) {
        let cookie = if self.bearer.cookie.is_empty() {
            String::new()
        } else {
            format!("Cookie: {}\r\n", self.bearer.cookie)
        };
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{cookie}{head}Content-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        // A server that refuses early closes before it has read everything.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        let location = head.lines().find_map(|line| line.strip_prefix("location: "));
        (status, location.unwrap_or(body).to_owned())
    }

    pub fn get(&self, app: &TestApp, path: &str) -> Response {
        self.bearer.get(app, self.host, path)
    }

    pub fn send(&self, app: &TestApp, path: &str, fields: &str) -> Response {
        self.bearer.post(app, self.host, path, fields)
    }

    /// What the editor is offered.
    pub fn choose(&self, app: &TestApp, query: &str) -> Value {
        let answer = self
            .get(app, &format!("/manage/library/choose?{query}"))
            .expect_status(200);
        serde_json::from_str(&answer.text()).unwrap()
    }
}

fn field(name: &str, value: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

/// Prepares what waits, in this process.
pub fn prepare(app: &TestApp) -> usize {
    workshop(app, Bench::Here).prepare_waiting(&app.store).unwrap()
}

pub fn workshop(app: &TestApp, bench: Bench) -> Workshop {
    Workshop {
        media: app.world.media.clone(),
        bench,
        folder: app.world.uploads.clone(),
    }
}

pub fn media(app: &TestApp, site: &Site, id: &str) -> Option<Media> {
    let id = Id(id.parse().unwrap());
    app.store
        .read(|connection| Media::find(&mut SiteScope::new(site.id, connection), id))
        .unwrap()
}

/// Every stored byte of a site's file.
pub fn stored(app: &TestApp, media: &Media) -> Vec<(String, Vec<u8>)> {
    media
        .file_names()
        .into_iter()
        .filter_map(|name| {
            let bytes = app.world.media.read(media.site_id.number(), &name).ok()?;
            Some((name, bytes.to_vec()))
        })
        .collect()
}

/// Files anywhere beneath the data directory, but for the database and keys.
pub fn files_beneath(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| {
            if entry.path().is_dir() {
                files_beneath(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

/// An installation with its network and a contributor at Boston.
pub fn at_boston(app: &TestApp) -> (TestNetwork, Visitor) {
    let network = TestNetwork::plant(&app.store);
    let visitor = Visitor::at(
        app,
        crate::support::network::BOSTON,
        &network.boston,
        Role::Contributor,
        "Rosa",
    );
    (network, visitor)
}
