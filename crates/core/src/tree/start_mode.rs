//! Who may start something beneath a node.

use diesel::prelude::*;
use std::collections::HashMap;

use super::settings::{Setting, setting};
use super::site::Site;
use crate::database::SiteScope;
use crate::schema::{site_settings, sites};
use crate::text_enum::text_enum;
use crate::{Connection, Result, SiteId};

text_enum! {
    /// How a site comes to be beneath a node, from the narrowest to the widest.
    StartMode {
        /// Those who look after the node start sites; others are told whom to ask.
        Invitation = "invitation",
        /// Everybody with an account may ask; those who look after the node answer.
        Request = "request",
        /// Everybody with an account starts one at once.
        Open = "open",
    }
}

/// How sites come to be beneath networks unless somebody chose otherwise.
pub const USUAL_START_MODE: StartMode = StartMode::Request;

/// How a site comes to be beneath this network: as the network chose, but never wider than the umbrella allows. For the
/// umbrella, the widest that its networks may choose.
///
/// # Errors
/// When the database refuses.
pub fn start_mode(connection: &mut Connection, node: SiteId) -> Result<StartMode> {
    let widest = widest_start_mode(connection, node)?;
    let own = chosen(connection, node, Setting::StartMode)?;
    Ok(match widest {
        Some(widest) => own.unwrap_or(widest).min(widest),
        None => own.unwrap_or(USUAL_START_MODE),
    })
}

/// How sites come to be beneath each network of an umbrella that chose something itself, and beneath the others: two
/// queries.
///
/// # Errors
/// When the database refuses.
pub fn start_modes(connection: &mut Connection, umbrella: SiteId) -> Result<(HashMap<SiteId, StartMode>, StartMode)> {
    let widest = start_mode(connection, umbrella)?;
    let rows: Vec<(SiteId, String)> = site_settings::table
        .inner_join(sites::table.on(sites::id.eq(site_settings::site_id)))
        .filter(sites::parent_id.eq(umbrella))
        .filter(site_settings::name.eq(Setting::StartMode.name()))
        .select((site_settings::site_id, site_settings::value))
        .load(connection)?;
    let modes = rows
        .into_iter()
        .filter_map(|(site, word)| Some((site, word.parse::<StartMode>().ok()?.min(widest))))
        .collect();
    Ok((modes, widest))
}

/// The widest mode that a node may choose; none for the umbrella, which decides.
///
/// # Errors
/// When the database refuses.
pub fn widest_start_mode(connection: &mut Connection, node: SiteId) -> Result<Option<StartMode>> {
    match Site::ancestors(connection, node)?.last() {
        Some(umbrella) => {
            let chosen = chosen(connection, *umbrella, Setting::StartMode)?;
            Ok(Some(chosen.unwrap_or(USUAL_START_MODE)))
        }
        None => Ok(None),
    }
}

/// How a network comes to be beneath the umbrella. Nobody but its admins makes one at once: a network admin looks after
/// other people's sites.
///
/// # Errors
/// When the database refuses.
pub fn network_start_mode(connection: &mut Connection, umbrella: SiteId) -> Result<StartMode> {
    let chosen = chosen(connection, umbrella, Setting::NetworkStartMode)?;
    Ok(chosen.unwrap_or(StartMode::Invitation).min(StartMode::Request))
}

/// What was chosen; a word that is not known counts as nothing.
fn chosen(connection: &mut Connection, node: SiteId, which: Setting) -> Result<Option<StartMode>> {
    let word = setting(&mut SiteScope::new(node, connection), which)?;
    Ok(word.and_then(|word| word.parse().ok()))
}
