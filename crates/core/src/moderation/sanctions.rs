//! What a person may not do on a site for now, and warnings they were given.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::sanctions;
use crate::text_enum::text_enum;
use crate::{Id, Instant, Result, SiteId};

text_enum! {
    /// What was decided about a person.
    SanctionKind {
        /// They were told that something was not all right.
        Warning = "warning",
        /// They may not write.
        Mute = "mute",
        /// They may neither write nor belong.
        Ban = "ban",
    }
}

/// A sanction. It has the number of the act that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = sanctions, treat_none_as_default_value = false)]
pub struct Sanction {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site: that of its act.
    pub id: Id,
    /// Whom it concerns.
    pub account_id: Id,
    /// What was decided.
    pub kind: SanctionKind,
    /// Why, in one word.
    pub reason: String,
    /// When it began.
    pub created_at: Instant,
    /// When it ends; none for those that last until they are lifted.
    pub ends_at: Option<Instant>,
    /// When it was lifted.
    pub lifted_at: Option<Instant>,
}

impl Sanction {
    /// Adds a sanction.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn insert(site: &mut SiteWrite<'_, '_>, sanction: &Self) -> Result<()> {
        diesel::insert_into(sanctions::table)
            .values(sanction)
            .execute(site.connection())?;
        Ok(())
    }

    /// Lifts a sanction.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn lift(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        let (here, now) = (site.site, site.write.now);
        diesel::update(sanctions::table.find((here, id)).filter(sanctions::lifted_at.is_null()))
            .set(sanctions::lifted_at.eq(Some(now)))
            .execute(site.connection())?;
        Ok(())
    }

    /// What keeps a person from writing here at `now`: a ban before a mute. None for those who may.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn silencing(scope: &mut SiteScope<'_>, account: Id, now: Instant) -> Result<Option<Self>> {
        let found: Vec<Self> = sanctions::table
            .filter(sanctions::account_id.eq(account))
            .filter(sanctions::site_id.eq(scope.site))
            .filter(sanctions::lifted_at.is_null())
            .filter(sanctions::kind.ne(SanctionKind::Warning))
            .filter(sanctions::ends_at.is_null().or(sanctions::ends_at.gt(now)))
            .order(sanctions::id.desc())
            .load(scope.connection)?;
        Ok(found.into_iter().max_by_key(|sanction| sanction.kind))
    }

    /// Whether a person may not belong here at `now`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn is_banned(scope: &mut SiteScope<'_>, account: Id, now: Instant) -> Result<bool> {
        Ok(Self::silencing(scope, account, now)?.is_some_and(|sanction| sanction.kind == SanctionKind::Ban))
    }

    /// Everything that was decided about a person here, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_account(scope: &mut SiteScope<'_>, account: Id) -> Result<Vec<Self>> {
        Ok(sanctions::table
            .filter(sanctions::account_id.eq(account))
            .filter(sanctions::site_id.eq(scope.site))
            .order(sanctions::id.desc())
            .limit(100)
            .load(scope.connection)?)
    }

    /// The sanction of an act.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(sanctions::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?)
    }
}
