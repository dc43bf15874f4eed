//! All addresses of all features, in the order in which they are tried.

use multisite_router::CurrentSite;
use std::collections::BTreeMap;

use crate::feature::{Feature, Route};
use crate::path::Pattern;

/// All addresses of all features.
pub struct RouteTable(Vec<Entry>);

struct Entry {
    pattern: Pattern,
    route: &'static Route,
    feature: &'static Feature,
}

/// The route that a path leads to.
pub(super) struct Match {
    pub(super) route: &'static Route,
    pub(super) parameters: BTreeMap<String, String>,
}

impl RouteTable {
    /// The routes of the features, the installation's own first. Within a feature the first that fits is taken.
    #[must_use]
    pub fn new(features: &'static [&'static Feature]) -> Self {
        Self(
            features
                .iter()
                .flat_map(|feature| feature.routes.iter().map(move |route| (*feature, route)))
                .map(|(feature, route)| Entry {
                    pattern: Pattern::new(route.path),
                    route,
                    feature,
                })
                .collect(),
        )
    }

    /// The first route that fits the path on a site. The one place where it matters whether a feature is on.
    pub(super) fn find(&self, current: &CurrentSite, path: &str) -> Option<Match> {
        let kind = current.here.site.kind;
        self.0
            .iter()
            .filter(|entry| entry.route.kinds.contains(&kind) && entry.feature.is_on(&current.here.features))
            .find_map(|entry| {
                entry.pattern.matches(path).map(|parameters| Match {
                    route: entry.route,
                    parameters,
                })
            })
    }

    /// Every route with the key of its feature, for tests that must cover all of them.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &'static Route)> + '_ {
        self.0.iter().map(|entry| (entry.feature.key, entry.route))
    }
}
