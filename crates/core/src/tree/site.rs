//! The nodes of the tree.

use diesel::prelude::*;

use super::hosts::{Host, HostName};
use crate::database::{Scope, Write};
use crate::schema::{hosts, sites};
use crate::text_enum::text_enum;
use crate::{Connection, Error, Instant, Result, SiteId};

text_enum! {
    /// What a node of the tree is.
    SiteKind {
        /// The one at the top.
        Umbrella = "umbrella",
        /// A movement beneath the umbrella.
        Network = "network",
        /// A local group, working group or campaign beneath a network.
        Site = "site",
    }
}

text_enum! {
    /// Whether a site can be read, and by whom.
    SiteStatus {
        /// Open to everybody.
        Active = "active",
        /// Readable, with a notice; nothing new appears.
        Archived = "archived",
        /// Closed by a network or umbrella admin.
        Suspended = "suspended",
        /// For members only.
        Private = "private",
    }
}

impl SiteStatus {
    /// Whether everybody may read the site. One half of the visibility predicate; the other is
    /// [`crate::content::visible`].
    #[must_use]
    pub const fn is_readable(self) -> bool {
        matches!(self, Self::Active | Self::Archived)
    }
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = sites, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Site {
    /// Its identifier.
    pub id: SiteId,
    /// The node above; none for the umbrella.
    pub parent_id: Option<SiteId>,
    /// Umbrella, network or site.
    pub kind: SiteKind,
    /// Who may read it.
    pub status: SiteStatus,
    /// What it is called.
    pub name: String,
    /// One line under the name; may be empty.
    pub tagline: String,
    /// A few sentences about the group, plain text; may be empty.
    pub about: String,
    /// The language of its interface and, unless they say otherwise, of its texts (BCP 47).
    pub locale: String,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// Where the group is, in words.
    pub place: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// An address people may write to.
    pub contact_email: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// The accent colour as `#rrggbb`; none means the theme's own.
    pub accent: Option<String>,
    /// When it was created.
    pub created_at: Instant,
    /// When its identity last changed.
    pub updated_at: Instant,
    /// The key of the letters it is set in; none means the theme's own.
    pub letters: Option<String>,
}

/// What is needed to create a node.
#[derive(Clone, Debug)]
pub struct NewSite {
    /// Umbrella, network or site.
    pub kind: SiteKind,
    /// The node above; none for the umbrella.
    pub parent: Option<SiteId>,
    /// Its canonical host.
    pub host: HostName,
    /// What it is called.
    pub name: String,
    /// The language of its interface.
    pub locale: String,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// The theme's name.
    pub theme: String,
}

impl Site {
    /// Creates a node with its host.
    ///
    /// # Errors
    /// [`Error::Taken`] when the host is in use or there is an umbrella already; [`Error::Invalid`] when the parent is not
    /// of the kind directly above.
    pub fn create(write: &mut Write<'_>, new: NewSite) -> Result<Self> {
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > 120 {
            return Err(Error::Invalid("a name has between 1 and 120 characters".into()));
        }
        if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
            return Err(Error::Invalid(format!(
                "“{}” is not a time zone like America/New_York",
                new.time_zone
            )));
        }
        let parent = new.parent.map(|id| Self::find(write.connection, id)).transpose()?;
        let expected = match new.kind {
            SiteKind::Umbrella => None,
            SiteKind::Network => Some(SiteKind::Umbrella),
            SiteKind::Site => Some(SiteKind::Network),
        };
        if parent.as_ref().map(|parent| parent.kind) != expected {
            return Err(Error::Invalid(match expected {
                None => "the umbrella stands beneath nothing".into(),
                Some(kind) => format!("a {} stands beneath a {kind}", new.kind),
            }));
        }
        if new.kind == SiteKind::Umbrella && Self::umbrella(write.connection)?.is_some() {
            return Err(Error::Taken("there is an umbrella already".into()));
        }
        let site = Self {
            id: SiteId::new(write.now),
            parent_id: new.parent,
            kind: new.kind,
            status: SiteStatus::Active,
            name: name.to_owned(),
            tagline: String::new(),
            about: String::new(),
            locale: new.locale,
            time_zone: new.time_zone,
            place: None,
            latitude: None,
            longitude: None,
            contact_email: None,
            theme: new.theme,
            accent: None,
            created_at: write.now,
            updated_at: write.now,
            letters: None,
        };
        diesel::insert_into(sites::table)
            .values(&site)
            .execute(write.connection)?;
        Host::add(write, site.id, &new.host, true)?;
        write.changed(Scope::Identity(site.id));
        if let Some(parent) = parent {
            write.changed(Scope::News(parent.id));
            if let Some(above) = parent.parent_id {
                write.changed(Scope::News(above));
            }
        }
        Ok(site)
    }

    /// Writes every field of `self` back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the node is gone.
    pub fn save(&mut self, write: &mut Write<'_>) -> Result<()> {
        self.updated_at = write.now;
        // Where it stood and where it stands: a site that moves leaves one list and enters another.
        for above in Self::ancestors(write.connection, self.id)? {
            write.changed(Scope::News(above));
        }
        let changed = diesel::update(sites::table.find(self.id))
            .set(&*self)
            .execute(write.connection)?;
        if changed == 0 {
            return Err(Error::NotFound("the site"));
        }
        write.changed(Scope::Identity(self.id));
        for above in Self::ancestors(write.connection, self.id)? {
            write.changed(Scope::News(above));
        }
        Ok(())
    }

    /// The node with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn find(connection: &mut Connection, id: SiteId) -> Result<Self> {
        sites::table
            .find(id)
            .first(connection)
            .optional()?
            .ok_or(Error::NotFound("the site"))
    }

    /// The umbrella, when the installation has been set up.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn umbrella(connection: &mut Connection) -> Result<Option<Self>> {
        Ok(sites::table
            .filter(sites::kind.eq(SiteKind::Umbrella))
            .first(connection)
            .optional()?)
    }

    /// The node a host leads to, by its canonical host or an alias.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the host is unknown.
    pub fn at_host(connection: &mut Connection, host: &HostName) -> Result<Self> {
        sites::table
            .inner_join(hosts::table.on(hosts::site_id.eq(sites::id)))
            .filter(hosts::host.eq(host.as_str()))
            .select(sites::all_columns)
            .first(connection)
            .optional()?
            .ok_or(Error::NotFound("a site at this host"))
    }

    /// Every node. For what is held in memory and for the command line.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn all(connection: &mut Connection) -> Result<Vec<Self>> {
        Ok(sites::table.order(sites::id).load(connection)?)
    }

    /// The ids above a node, nearest first: at most two.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ancestors(connection: &mut Connection, id: SiteId) -> Result<Vec<SiteId>> {
        let mut above = Vec::with_capacity(2);
        let mut current = id;
        // The tree has three levels; the bound also ends a loop that should not exist.
        for _ in 0..2 {
            let parent: Option<Option<SiteId>> = sites::table
                .find(current)
                .select(sites::parent_id)
                .first(connection)
                .optional()?;
            let Some(parent) = parent.flatten() else { break };
            above.push(parent);
            current = parent;
        }
        Ok(above)
    }
}
