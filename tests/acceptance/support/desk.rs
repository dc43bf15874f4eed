//! Somebody who writes at a site, by sending the forms of the workplace.

use super::gate::{Bearer, Place, places};
use super::people::{encoded, grant, person};
use super::{Response, TestApp, TestNetwork};
use umbel_core::content::{Post, PostKind};
use umbel_core::people::{Account, Role};
use umbel_core::tree::Site;
use umbel_core::{Id, SiteScope};

/// Somebody with a role at a site, signed in there.
pub struct Writer<'a> {
    pub app: &'a TestApp,
    pub account: Account,
    pub bearer: Bearer,
    pub place: Place,
}

impl<'a> Writer<'a> {
    /// Somebody new with this role at Boston.
    pub fn at_boston(app: &'a TestApp, network: &TestNetwork, name: &str, role: Role) -> Self {
        Self::at(app, network, &network.boston, name, role)
    }

    /// The same at another site.
    pub fn at(app: &'a TestApp, network: &TestNetwork, site: &Site, name: &str, role: Role) -> Self {
        let email = format!("{}@writers.test", umbel_core::slug::slugify(name));
        let account = person(app, name, &email);
        grant(app, site, &account, role);
        Self::signed_in(app, network, site, account)
    }

    /// Somebody there is, signed in at a site.
    pub fn signed_in(app: &'a TestApp, network: &TestNetwork, site: &Site, account: Account) -> Self {
        let place = places(app, network)
            .into_iter()
            .find(|place| place.id == site.id)
            .unwrap();
        Self {
            bearer: Bearer::at(app, &place, &account),
            app,
            account,
            place,
        }
    }

    /// The same person, signed in anew: sessions end while a test's clock runs.
    pub fn again(&self) -> Self {
        Self {
            bearer: Bearer::at(self.app, &self.place, &self.account),
            app: self.app,
            account: self.account.clone(),
            place: self.place,
        }
    }

    pub fn get(&self, path: &str) -> Response {
        self.bearer.get(self.app, self.place.host, path)
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.bearer.post(self.app, self.place.host, path, &encoded(fields))
    }

    /// Begins a post or page and gives its number.
    #[track_caller]
    pub fn begin(&self, kind: PostKind) -> Id {
        let answer = self.post(&format!("/manage/{kind}s/new"), &[]).expect_status(303);
        let location = answer.header("location").unwrap();
        Id(location.rsplit('/').next().unwrap().parse().unwrap())
    }

    /// Sends the editor's form of a post with its present version, unless another is given.
    #[track_caller]
    pub fn send(&self, id: Id, fields: &[(&str, &str)]) -> Response {
        let post = self.stored(id);
        let version = post.version.to_string();
        let mut all = fields.to_vec();
        for usual in [
            ("version", version.as_str()),
            ("reach", "umbrella"),
            ("visibility", "everybody"),
        ] {
            if fields.iter().all(|(name, _)| *name != usual.0) {
                all.push(usual);
            }
        }
        self.post(&format!("/manage/{}s/{id}", post.kind), &all)
    }

    /// The same, which must succeed.
    #[track_caller]
    pub fn save(&self, id: Id, fields: &[(&str, &str)]) -> Post {
        self.send(id, fields).expect_status(303);
        self.stored(id)
    }

    /// A post that was written and published by forms alone.
    #[track_caller]
    pub fn publish(&self, title: &str, source: &str) -> Post {
        let id = self.begin(PostKind::Post);
        self.save(id, &[("title", title), ("source", source), ("do", "publish")])
    }

    #[track_caller]
    pub fn stored(&self, id: Id) -> Post {
        self.find(id).unwrap_or_else(|| panic!("there is no post {id}"))
    }

    pub fn find(&self, id: Id) -> Option<Post> {
        self.app
            .store
            .read(|connection| Post::find(&mut SiteScope::new(self.place.id, connection), id))
            .unwrap()
    }
}
