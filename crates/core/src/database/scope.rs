//! The handles that carry a site into every query on its rows.

use super::{Connection, Scope, Write};
use crate::SiteId;

/// Reading one site's rows.
pub struct SiteScope<'a> {
    /// The site.
    pub site: SiteId,
    /// The connection to read on.
    pub connection: &'a mut Connection,
}

impl<'a> SiteScope<'a> {
    /// Reading the rows of `site` on `connection`.
    pub fn new(site: SiteId, connection: &'a mut Connection) -> Self {
        Self { site, connection }
    }
}

/// Writing one site's rows within a transaction.
pub struct SiteWrite<'a, 'w> {
    /// The site.
    pub site: SiteId,
    /// The transaction.
    pub write: &'a mut Write<'w>,
}

impl<'a, 'w> SiteWrite<'a, 'w> {
    /// Writing the rows of `site` within `write`.
    pub fn new(site: SiteId, write: &'a mut Write<'w>) -> Self {
        Self { site, write }
    }

    /// Reading within the transaction.
    pub fn read(&mut self) -> SiteScope<'_> {
        SiteScope {
            site: self.site,
            connection: self.write.connection,
        }
    }

    /// The transaction's connection.
    pub fn connection(&mut self) -> &mut Connection {
        self.write.connection
    }

    /// The site's own row.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it is gone.
    pub fn home(&mut self) -> crate::Result<crate::tree::Site> {
        crate::tree::Site::find(self.write.connection, self.site)
    }

    /// Says that what the site shows has changed.
    pub fn content_changed(&mut self) {
        self.write.changed(Scope::Content(self.site));
    }

    /// Says that what the site is has changed.
    pub fn identity_changed(&mut self) {
        self.write.changed(Scope::Identity(self.site));
    }
}
