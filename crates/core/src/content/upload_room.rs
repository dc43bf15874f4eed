//! How much room a site has for what people upload.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::database::{SiteScope, SiteWrite};
use crate::people::{Limit, take};
use crate::schema::media;
use crate::tree::{Setting, Site, setting};
use crate::{Error, Id, Result};

const MEBIBYTE: i64 = 1024 * 1024;
/// What a site has where nobody has set a bound, in mebibytes.
const USUAL_QUOTA: i64 = 1024;

/// How many files one person may bring in an hour.
const OF_A_PERSON: Limit = Limit {
    name: "uploads",
    most: 1_000,
    seconds: 3_600,
};
/// How many files may come to one site in an hour.
const OF_A_SITE: Limit = Limit {
    name: "uploads-of-site",
    most: 5_000,
    seconds: 3_600,
};

/// How much room there is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadRoom {
    /// What the files of the site take up.
    pub used: i64,
    /// What they may take up.
    pub quota: i64,
}

impl UploadRoom {
    /// The room of a site: its own bound, else the nearest above it, else a gibibyte.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of(scope: &mut SiteScope<'_>) -> Result<Self> {
        Ok(Self {
            used: used_bytes(scope)?,
            quota: quota_of(scope)?,
        })
    }

    /// Whether so many bytes fit in.
    #[must_use]
    pub const fn has_room_for(self, bytes: i64) -> bool {
        self.used.saturating_add(bytes) <= self.quota
    }

    /// How full it is, in hundredths.
    #[must_use]
    pub fn percent(self) -> i64 {
        (self.used.saturating_mul(100) / self.quota.max(1)).clamp(0, 100)
    }
}

/// Takes room for a file that somebody brings: within the transaction nobody else can take the same.
///
/// # Errors
/// [`Error::TooOften`] when too many files came of late, [`Error::Refused`] when there is no room left.
pub fn take_upload_room(site: &mut SiteWrite<'_, '_>, account: Id, bytes: i64) -> Result<()> {
    // The counter of the site is one row: whoever comes second waits here until the first has added its file.
    let of_site = site.site.to_string();
    if !take(site.write, &OF_A_SITE, &of_site)? || !take(site.write, &OF_A_PERSON, &account.to_string())? {
        return Err(Error::TooOften);
    }
    if UploadRoom::of(&mut site.read())?.has_room_for(bytes) {
        Ok(())
    } else {
        Err(Error::Refused)
    }
}

fn used_bytes(scope: &mut SiteScope<'_>) -> Result<i64> {
    Ok(media::table
        .filter(media::site_id.eq(scope.site))
        // PostgreSQL adds whole numbers up to a decimal one.
        .select(sql::<BigInt>("CAST(COALESCE(SUM(bytes), 0) AS BIGINT)"))
        .get_result(scope.connection)?)
}

fn quota_of(scope: &mut SiteScope<'_>) -> Result<i64> {
    let mut nodes = vec![scope.site];
    nodes.extend(Site::ancestors(scope.connection, scope.site)?);
    for node in nodes {
        let set = setting(&mut SiteScope::new(node, scope.connection), Setting::UploadQuota)?;
        if let Some(mebibytes) = set.and_then(|text| text.trim().parse::<i64>().ok()) {
            return Ok(mebibytes.max(0).saturating_mul(MEBIBYTE));
        }
    }
    Ok(USUAL_QUOTA * MEBIBYTE)
}
