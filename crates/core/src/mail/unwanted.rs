//! Mails that somebody does not want from a place.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::unwanted_mails;
use crate::text_enum::text_enum;
use crate::{Id, Result};

text_enum! {
    /// Mails that can be switched off, by place.
    Notice {
        /// Somebody commented on what the reader wrote.
        Comments = "comments",
        /// Somebody answered the reader's comment.
        Answers = "answers",
        /// Something waits for a moderator.
        Waiting = "waiting",
    }
}

impl Notice {
    /// Whether somebody wants this kind of mail from a place: everybody does until they say no.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn is_wanted(self, scope: &mut SiteScope<'_>, account: Id) -> Result<bool> {
        let count: i64 = unwanted_mails::table
            .find((scope.site, account, self.as_str()))
            .count()
            .get_result(scope.connection)?;
        Ok(count == 0)
    }

    /// Switches a kind of mail on for somebody.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn want(self, site: &mut SiteWrite<'_, '_>, account: Id) -> Result<()> {
        let id = site.site;
        diesel::delete(unwanted_mails::table.find((id, account, self.as_str()))).execute(site.connection())?;
        Ok(())
    }

    /// Switches it off.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn refuse(self, site: &mut SiteWrite<'_, '_>, account: Id) -> Result<()> {
        let id = site.site;
        crate::on_each_engine!(site.connection(), connection => {
            diesel::insert_into(unwanted_mails::table)
                .values((
                    unwanted_mails::site_id.eq(id),
                    unwanted_mails::account_id.eq(account),
                    unwanted_mails::kind.eq(self.as_str()),
                ))
                .on_conflict_do_nothing()
                .execute(connection)
        })?;
        Ok(())
    }
}
