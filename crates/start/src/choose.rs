//! At the umbrella: beneath which network?

use umbel_core::people::SignedIn;
use umbel_core::tree::{SiteStatus, StartMode, start_modes};
use umbel_web_kit::{Answer, Problem, Visit};

use crate::views::{self, ChooseView, NetworkChoice};
use crate::way::{Way, way};

/// More networks than anybody reads; the directory has all.
const MOST_NETWORKS: usize = 200;

/// The networks a site can be started in, and whether a network can be.
pub(crate) fn choose(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let network_way = way(visit, person)?;
    let umbrella = visit.current.id();
    let (chosen, usual) = start_modes(visit.connection, umbrella)?;
    let (networks, _) = visit.world.tree.children(umbrella, 0, MOST_NETWORKS);
    let words = visit.words();
    let networks = networks
        .iter()
        .filter(|network| network.site.status == SiteStatus::Active)
        .map(|network| {
            let mode = chosen.get(&network.site.id).copied().unwrap_or(usual);
            NetworkChoice {
                name: network.site.name.clone(),
                tagline: network.site.tagline.clone(),
                url: format!("{}/start", visit.world.origin.of(&network.host)),
                mark: visit.world.mark_of(network),
                how: words.say(&format!("start-mode-{mode}-short")),
                is_possible: mode != StartMode::Invitation,
            }
        })
        .collect();
    let view = ChooseView {
        networks,
        can_start_network: matches!(network_way, Way::AtOnce | Way::ByRequest),
        network_by_request: network_way == Way::ByRequest,
    };
    views::choose(visit, &view)
}
