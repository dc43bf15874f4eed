//! Where somebody is going while they sign in: a site with the browser's challenge, or a page of this host.

use umbel_core::SiteId;
use umbel_core::token::Token;
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Visit, World};

/// The longest path somebody is sent back to.
const LONGEST_PATH: usize = 2_000;

/// Where somebody is going.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Destination {
    /// The site, when they come from one.
    pub(crate) site: Option<SiteId>,
    /// The hash of what the browser holds on the site's host.
    pub(crate) challenge: String,
    /// The path there, or on this host.
    pub(crate) to: String,
}

impl Destination {
    /// Reads it from the address or the form. What makes no sense is left out: it then leads to one's own account.
    pub(crate) fn of(visit: &Visit<'_>) -> Self {
        let read = |name: &str| {
            let sent = visit.form.as_ref().map_or("", |form| form.text(name));
            if sent.is_empty() {
                visit.asked(name).unwrap_or_default().to_owned()
            } else {
                sent.to_owned()
            }
        };
        let site = read("site")
            .parse()
            .ok()
            .map(SiteId::numbered)
            .filter(|site| visit.world.tree.site(*site).is_some());
        let challenge = read("c");
        Self {
            site,
            challenge: Token::parse(&challenge).map(|_| challenge).unwrap_or_default(),
            to: local_path(&read("to")).unwrap_or_default().to_owned(),
        }
    }

    /// The query that carries it on; empty when there is nothing to carry.
    pub(crate) fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some(site) = self.site {
            parts.push(format!("site={site}"));
        }
        if !self.challenge.is_empty() {
            parts.push(format!("c={}", query_value(&self.challenge)));
        }
        if !self.to.is_empty() {
            parts.push(format!("to={}", query_value(&self.to)));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// Where a person who has just signed in goes.
    pub(crate) fn next(&self, world: &World) -> String {
        match self.site {
            Some(_) if !self.challenge.is_empty() => format!("/authorize{}", self.query()),
            // The browser's challenge is lost, as by way of a mail: the site begins anew.
            Some(site) => match world.tree.site(site) {
                Some(site) => format!(
                    "{}/sign-in?to={}",
                    world.origin.of(&site.host),
                    query_value(self.path_or("/"))
                ),
                None => "/account".into(),
            },
            None => self.path_or("/account").to_owned(),
        }
    }

    /// Where somebody goes on to who was stopped on the way; none for those who came by themselves.
    pub(crate) fn onward(&self, world: &World) -> Option<String> {
        (self.site.is_some() || !self.to.is_empty()).then(|| self.next(world))
    }

    /// A page of this host that passes the destination on.
    pub(crate) fn by_way_of(&self, page: &str) -> String {
        let query = self.query();
        if page.contains('?') {
            format!("{page}{}", query.replacen('?', "&", 1))
        } else {
            format!("{page}{query}")
        }
    }

    /// The origin of the site, where forms may lead.
    pub(crate) fn origin(&self, world: &World) -> Option<String> {
        let site = world.tree.site(self.site?)?;
        Some(world.origin.of(&site.host))
    }

    /// The name of the site.
    pub(crate) fn site_name(&self, world: &World) -> Option<String> {
        Some(world.tree.site(self.site?)?.site.name.clone())
    }

    fn path_or<'p>(&'p self, otherwise: &'p str) -> &'p str {
        if self.to.is_empty() { otherwise } else { &self.to }
    }
}

/// A path of the same host, or none: nothing that a browser could take for another host.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let sound = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= LONGEST_PATH
        && !path.contains(['\\', '\r', '\n', '\t'])
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    sound.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_on_the_way_pass_the_destination_on() {
        let nowhere = Destination::default();
        assert_eq!(nowhere.by_way_of("/account/app"), "/account/app");
        assert_eq!(nowhere.by_way_of("/account/app?done=x"), "/account/app?done=x");
        let somewhere = Destination {
            to: "/manage/people".into(),
            ..Destination::default()
        };
        assert_eq!(
            somewhere.by_way_of("/account/app"),
            "/account/app?to=%2Fmanage%2Fpeople"
        );
        assert_eq!(
            somewhere.by_way_of("/account/app?done=x"),
            "/account/app?done=x&to=%2Fmanage%2Fpeople"
        );
    }

    #[test]
    fn only_paths_of_the_same_host_are_taken() {
        assert_eq!(local_path("/manage?tab=people"), Some("/manage?tab=people"));
        for elsewhere in [
            "",
            "manage",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "/a b",
            "\t//evil.example",
            "/ñ",
        ] {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
        assert_eq!(local_path(&format!("/{}", "a".repeat(3_000))), None);
    }
}
