//! Roles, from the least to the most.

use crate::text_enum::text_enum;
use crate::tree::SiteKind;

text_enum! {
    /// What a person may do at a place of the tree and beneath it. Each includes those before it.
    Role {
        /// Belongs here; reads what is for members.
        Member = "member",
        /// Writes, cannot publish.
        Contributor = "contributor",
        /// Publishes what is their own.
        Author = "author",
        /// Publishes and changes everybody's.
        Editor = "editor",
        /// Looks after one site: people, look, features.
        Manager = "manager",
        /// Looks after a network and its sites.
        NetworkAdmin = "network-admin",
        /// Looks after everything.
        UmbrellaAdmin = "umbrella-admin",
    }
}

impl Role {
    /// The roles that can be held at a kind of node, from the least to the most.
    pub fn held_at(kind: SiteKind) -> impl Iterator<Item = Self> {
        let highest = Self::highest_at(kind);
        Self::ALL
            .iter()
            .copied()
            .filter(move |role| *role <= Self::Editor || *role == highest)
    }

    /// The role of those who look after a node of this kind.
    #[must_use]
    pub const fn highest_at(kind: SiteKind) -> Self {
        match kind {
            SiteKind::Umbrella => Self::UmbrellaAdmin,
            SiteKind::Network => Self::NetworkAdmin,
            SiteKind::Site => Self::Manager,
        }
    }

    /// Whether the role needs a long password and a second factor.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        self >= Self::Manager
    }
}
