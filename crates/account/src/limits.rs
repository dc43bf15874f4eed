//! How often people may try.

use umbel_core::email::EmailAddress;
use umbel_core::people::{Limit, take};
use umbel_core::{Result, Write};
use umbel_web_kit::{Browser, World};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const SIGN_IN_A_MINUTE: Limit = limit("sign-in-network", 6, MINUTE);
const SIGN_IN_AN_HOUR: Limit = limit("sign-in-network", 30, HOUR);
const SIGN_IN_ACCOUNT: Limit = limit("sign-in-account", 10, HOUR);
const SIGN_UP: Limit = limit("sign-up", 3, DAY);
const RESET: Limit = limit("reset", 3, 30 * MINUTE);
const RESET_NETWORK: Limit = limit("reset-network", 20, HOUR);

const fn limit(name: &'static str, most: i64, seconds: i64) -> Limit {
    Limit { name, most, seconds }
}

/// Takes one try at signing in, of the network's and of the account's; false when either is used up.
///
/// # Errors
/// When the database refuses, and then nobody is let in.
pub(crate) fn sign_in(write: &mut Write<'_>, world: &World, browser: &Browser, account: &str) -> Result<bool> {
    let network = network(write, world, browser)?;
    Ok(take(write, &SIGN_IN_A_MINUTE, &network)?
        && take(write, &SIGN_IN_AN_HOUR, &network)?
        && take(write, &SIGN_IN_ACCOUNT, &tag(world, account))?)
}

/// Takes one try with a passkey, of the network's; there is nothing to guess about an account. False when it is used up.
///
/// # Errors
/// As [`sign_in`].
pub(crate) fn passkey(write: &mut Write<'_>, world: &World, browser: &Browser) -> Result<bool> {
    let network = network(write, world, browser)?;
    Ok(take(write, &SIGN_IN_A_MINUTE, &network)? && take(write, &SIGN_IN_AN_HOUR, &network)?)
}

/// Takes one sign-up of a network's.
///
/// # Errors
/// As [`sign_in`].
pub(crate) fn sign_up(write: &mut Write<'_>, world: &World, browser: &Browser) -> Result<bool> {
    let network = network(write, world, browser)?;
    take(write, &SIGN_UP, &network)
}

/// Takes one mail for a new password, of the address's and of the network's.
///
/// # Errors
/// As [`sign_in`].
pub(crate) fn reset(write: &mut Write<'_>, world: &World, browser: &Browser, email: &EmailAddress) -> Result<bool> {
    let network = network(write, world, browser)?;
    Ok(take(write, &RESET_NETWORK, &network)? && take(write, &RESET, &tag(world, &email.normalised()))?)
}

/// What a network is counted under: a code whose key is thrown away after two weeks. Addresses are never stored.
fn network(write: &Write<'_>, world: &World, browser: &Browser) -> Result<String> {
    // Without an address there is one counter for all who have none: it fails closed.
    let network = browser.network.as_deref().unwrap_or("unknown");
    world.keys.network_tag(network, write.now)
}

/// What an account is counted under.
fn tag(world: &World, account: &str) -> String {
    world
        .keys
        .mac("limits", account.as_bytes())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
