//! One's own requests: what happens next, and what became of them.

use aggregator::founding::host_for_new;
use umbel_core::people::SignedIn;
use umbel_core::tree::SiteRequest;
use umbel_web_kit::{Answer, Problem, Visit};

use crate::views::{self, AskedRow, AskedView};

const MOST: i64 = 20;

/// Shows them, the newest first.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let requests = SiteRequest::of_account(&mut visit.scope(), person.standing.account.id, MOST)?;
    let host = host_for_new(visit.connection, visit.current.id())?;
    let words = visit.words();
    let requests: Vec<AskedRow> = requests
        .into_iter()
        .filter_map(|request| {
            let wish = request.wish().ok()?;
            Some(AskedRow {
                name: wish.name,
                address: format!("{}.{host}", wish.label),
                state: words.say(&format!("start-asked-{}", request.state)),
                waits: request.decided_at.is_none(),
                reason: request.reason,
                asked: words.when(request.created_at),
            })
        })
        .collect();
    views::asked(visit, &AskedView { requests })
}
