//! What the cleaning of a text asks, answered from what is known so far.

use umbel_core::tree::Redirect;
use umbel_core::{Error, SiteScope};

use super::addresses::Addresses;
use crate::content::{MediaRef, Rewrite};

/// Answers for one text.
pub(super) struct Lookup<'a, 'c> {
    addresses: &'a Addresses,
    /// Where older memories are, once the whole file was read.
    scope: Option<SiteScope<'c>>,
    takes_media: bool,
    /// Whether something was asked that the rest of the file may answer.
    pub(super) may_be_answered_later: bool,
    /// Whether a file of the exported site is missing.
    pub(super) misses_files: bool,
    /// What went wrong while looking.
    pub(super) error: Option<Error>,
}

impl<'a, 'c> Lookup<'a, 'c> {
    /// Answers while the file is being read.
    pub(super) fn while_reading(addresses: &'a Addresses) -> Self {
        Self {
            addresses,
            scope: None,
            takes_media: true,
            may_be_answered_later: false,
            misses_files: false,
            error: None,
        }
    }

    /// Answers once the whole file was read; earlier files of the same site answer too.
    pub(super) fn afterwards(addresses: &'a Addresses, scope: SiteScope<'c>) -> Self {
        Self {
            scope: Some(scope),
            ..Self::while_reading(addresses)
        }
    }

    /// Answers for a comment, which may hold links and no pictures.
    pub(super) fn for_comment(addresses: &'a Addresses) -> Self {
        Self {
            takes_media: false,
            ..Self::while_reading(addresses)
        }
    }

    fn known(&mut self, number: Option<i64>) -> Option<MediaRef> {
        self.may_be_answered_later |= number.is_none();
        let attachment = self.addresses.attachment(number?);
        self.may_be_answered_later |= attachment.is_none();
        let picture = attachment.and_then(|attachment| attachment.picture.as_ref());
        self.misses_files |= picture.is_none();
        picture.map(|(_, media)| media.clone())
    }
}

impl Rewrite for Lookup<'_, '_> {
    fn media(&mut self, url: &str) -> Option<MediaRef> {
        if !self.takes_media {
            return None;
        }
        let number = self.addresses.file(url);
        self.known(number)
    }

    fn link(&mut self, href: &str) -> Option<String> {
        if let Some(new) = self.addresses.link(href) {
            return Some(new);
        }
        if !self.addresses.is_own(href) {
            return None;
        }
        self.may_be_answered_later = true;
        let candidates = self.addresses.redirect_candidates(href);
        if candidates.is_empty() {
            return None;
        }
        match Redirect::find(self.scope.as_mut()?, &candidates) {
            Ok(found) => found,
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    fn attachment(&mut self, id: i64) -> Option<MediaRef> {
        if !self.takes_media {
            return None;
        }
        self.known(Some(id))
    }

    fn attachments_of(&mut self, parent_id: i64) -> Vec<MediaRef> {
        if !self.takes_media {
            return Vec::new();
        }
        // More of them may follow, whatever is known by now.
        self.may_be_answered_later = true;
        let (pictures, is_missing_some) = self.addresses.pictures_of(parent_id);
        self.misses_files |= is_missing_some;
        pictures
    }
}
