//! Back to a page of a site, from which somebody came to confirm who they are.

use umbel_core::SiteId;
use umbel_core::people::SignedIn;
use umbel_web_kit::{Answer, Problem, Visit};
use url::Url;

use crate::destination::local_path;

/// The way back: `/account/go?site=7&to=/manage/leaving`.
pub(crate) const PATH: &str = "/account/go";

/// Goes on to the page. Its host comes from the tree, never from the request.
pub(crate) fn go(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let site = visit
        .asked("site")
        .and_then(|site| site.parse().ok())
        .and_then(|site| visit.world.tree.site(SiteId::numbered(site)))
        .ok_or(Problem::NotFound)?;
    let to = visit.asked("to").and_then(local_path).unwrap_or("/manage");
    Ok(Answer::GoOn(format!("{}{to}", visit.world.origin.of(&site.host))))
}

/// Where such a way leads out to, for pages whose forms end there.
pub(crate) fn origin_of(visit: &Visit<'_>, to: &str) -> Option<String> {
    let address = Url::parse("http://here.invalid").ok()?.join(to).ok()?;
    if address.path() != PATH {
        return None;
    }
    let (_, site) = address.query_pairs().find(|(name, _)| name == "site")?;
    let site = visit.world.tree.site(SiteId::numbered(site.parse().ok()?))?;
    Some(visit.world.origin.of(&site.host))
}
