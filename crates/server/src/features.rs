//! Every feature there is. A new one is registered by one line here.

use umbel_web_kit::Feature;

/// All features, in the order in which their addresses are tried. Pages take what nobody else wanted, so they come last.
pub static FEATURES: &[&Feature] = &[
    &umbel_web_kit::wellknown::FEATURE,
    &umbel_account::AT_SITES,
    &umbel_manage::FEATURE,
    &umbel_writing::FEATURE,
    &umbel_library::FEATURE,
    &umbel_moderation::FEATURE,
    &umbel_arrangement::FEATURE,
    &umbel_appearance::FEATURE,
    &umbel_leaving::FEATURE,
    &umbel_start::FEATURE,
    &umbel_blog::FEATURE,
    &umbel_calendar::FEATURE,
    &umbel_social_feeds::FEATURE,
    &umbel_newswire::FEATURE,
    &umbel_pages::FEATURE,
];

/// What answers on the sign-in host.
pub static SIGN_IN: &[&Feature] = &[&umbel_account::SIGN_IN];

/// The optional feature with this key.
#[must_use]
pub fn optional(key: &str) -> Option<&'static Feature> {
    FEATURES
        .iter()
        .copied()
        .find(|feature| feature.optional && feature.key == key)
}
