//! Sites packed up to be taken along.

use diesel::prelude::*;

use crate::database::{SiteScope, SiteWrite};
use crate::schema::exports;
use crate::text_enum::text_enum;
use crate::{Connection, Id, Instant, Result, SiteId};

/// How many are listed.
const MOST_LISTED: i64 = 20;

text_enum! {
    /// What a site is packed as.
    ExportForm {
        /// Everything, to be taken in by another umbrella and to be read by people.
        Site = "site",
        /// One file that WordPress takes in.
        Wordpress = "wxr",
    }
}

text_enum! {
    /// How far the packing has come.
    ExportState {
        /// It waits for its turn.
        Waiting = "waiting",
        /// It can be fetched.
        Ready = "ready",
        /// It could not be packed.
        Failed = "failed",
    }
}

/// A site packed up, or waiting to be.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = exports, treat_none_as_default_value = false)]
pub struct Export {
    /// The site.
    pub site_id: SiteId,
    /// Its identifier within the site.
    pub id: Id,
    /// Who asked for it.
    pub account_id: Option<Id>,
    /// What it is packed as.
    pub form: ExportForm,
    /// How far it has come.
    pub state: ExportState,
    /// Whether the members who agreed to it are in it.
    pub with_members: bool,
    /// The random name of its file; empty until it is ready.
    pub file_name: String,
    /// The size of its file.
    pub bytes: i64,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it was ready.
    pub ready_at: Option<Instant>,
}

impl Export {
    /// Asks for the site to be packed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ask(site: &mut SiteWrite<'_, '_>, account: Id, form: ExportForm, with_members: bool) -> Result<Self> {
        let export = Self {
            site_id: site.site,
            id: Id::new(site.write.now),
            account_id: Some(account),
            form,
            state: ExportState::Waiting,
            with_members,
            file_name: String::new(),
            bytes: 0,
            created_at: site.write.now,
            ready_at: None,
        };
        diesel::insert_into(exports::table)
            .values(&export)
            .execute(site.connection())?;
        Ok(export)
    }

    /// What was asked for at a site, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(scope: &mut SiteScope<'_>) -> Result<Vec<Self>> {
        Ok(exports::table
            .filter(exports::site_id.eq(scope.site))
            .order(exports::id.desc())
            .limit(MOST_LISTED)
            .load(scope.connection)?)
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn find(scope: &mut SiteScope<'_>, id: Id) -> Result<Option<Self>> {
        Ok(exports::table
            .find((scope.site, id))
            .first(scope.connection)
            .optional()?)
    }

    /// Those of every site that wait, the longest waiting first: for the worker.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn waiting(connection: &mut Connection, limit: i64) -> Result<Vec<Self>> {
        Ok(exports::table
            // Spelled out, not bound: only then do both engines use the index that holds waiting ones alone.
            .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("state = 'waiting'"))
            .order(exports::created_at)
            .limit(limit)
            .load(connection)?)
    }

    /// Those of every site that were asked for before a moment: for the worker, once an hour.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn before(connection: &mut Connection, moment: Instant) -> Result<Vec<Self>> {
        Ok(exports::table
            .filter(exports::created_at.lt(moment))
            .order(exports::created_at)
            .load(connection)?)
    }

    /// Says how the packing ended.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ended(site: &mut SiteWrite<'_, '_>, id: Id, state: ExportState, file_name: &str, bytes: i64) -> Result<()> {
        let now = site.write.now;
        let key = (site.site, id);
        diesel::update(exports::table.find(key))
            .set((
                exports::state.eq(state),
                exports::file_name.eq(file_name),
                exports::bytes.eq(bytes),
                exports::ready_at.eq(Some(now)),
            ))
            .execute(site.connection())?;
        Ok(())
    }

    /// Forgets one.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget(site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        let key = (site.site, id);
        diesel::delete(exports::table.find(key)).execute(site.connection())?;
        Ok(())
    }
}
