//! Whether the keys belong to the database: a backup of the one without the other must not be taken into use unnoticed.

use diesel::prelude::*;
use std::path::Path;

use super::Keys;
use crate::schema::installation;
use crate::{Connection, Error, Result, Store};

/// Under which name the database keeps what the keys are tried on.
const NAME: &str = "keys";
const CONTEXT: &str = "the keys belong to this database";
const PLAIN: &[u8] = b"yes";

impl Keys {
    /// The keys in a directory, as [`Keys::load`] reads or makes them, which must be those of this database. Whoever opens a
    /// database first says which they are.
    ///
    /// # Errors
    /// [`Error::Configuration`] when the database was used with other keys; else as [`Keys::load`], or when the database
    /// refuses.
    pub fn load_for(store: &Store, dir: &Path) -> Result<Self> {
        let keys = Self::load(dir)?;
        let known = match store.read(sealed)? {
            Some(known) => known,
            None => store.write(|write| {
                remember(write.connection, &keys.seal(CONTEXT, PLAIN))?;
                // Another program may have been quicker; then its keys count.
                sealed(write.connection)?.ok_or(Error::NotFound("what the keys are tried on"))
            })?,
        };
        if keys.open(CONTEXT, &known).is_ok_and(|plain| plain == PLAIN) {
            return Ok(keys);
        }
        Err(Error::Configuration(format!(
            "the keys in {} do not belong to this database: put the keys folder of the same backup there (if it is lost for \
             good, `umbel doctor --accept-keys` goes on without what was sealed with it)",
            dir.display()
        )))
    }

    /// Takes the keys in a directory for those of this database from now on. What was sealed with others stays closed for
    /// good: codes of apps, links that were mailed, mails that wait.
    ///
    /// # Errors
    /// As [`Keys::load`], or when the database refuses.
    pub fn accept_for(store: &Store, dir: &Path) -> Result<()> {
        let keys = Self::load(dir)?;
        store.write(|write| {
            diesel::delete(installation::table.find(NAME)).execute(write.connection)?;
            remember(write.connection, &keys.seal(CONTEXT, PLAIN))
        })
    }
}

fn sealed(connection: &mut Connection) -> Result<Option<String>> {
    Ok(installation::table
        .find(NAME)
        .select(installation::value)
        .first(connection)
        .optional()?)
}

fn remember(connection: &mut Connection, sealed: &str) -> Result<()> {
    let values = (installation::name.eq(NAME), installation::value.eq(sealed));
    crate::on_each_engine!(connection, connection => {
        diesel::insert_into(installation::table)
            .values(values)
            .on_conflict(installation::name)
            .do_nothing()
            .execute(connection)
    })?;
    Ok(())
}
