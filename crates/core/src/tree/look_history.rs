//! What a site looked like each time it was changed: what can be undone, and done again.

use diesel::prelude::*;

use super::look::{FrontParts, Look};
use super::settings::{Setting, clear_setting, setting, settings, write_setting};
use super::site::Site;
use crate::database::{SiteScope, SiteWrite};
use crate::schema::{accounts, looks, media};
use crate::{Error, Id, Instant, Result};

/// How many looks are kept.
const KEPT: usize = 50;

/// A look that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedLook {
    /// Its identifier within the site.
    pub id: Id,
    /// The look itself.
    pub look: Look,
    /// Who saved it; none for what came from an import, a template or the command line.
    pub by: Option<String>,
    /// When.
    pub saved_at: Instant,
    /// Whether this is how the site looks now.
    pub is_in_use: bool,
}

/// Which of the looks that are kept to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the look before.
    Back,
    /// To the look after, once something was undone.
    Forward,
    /// To any look that is still kept.
    To(Id),
}

impl Look {
    /// How a site looks now.
    ///
    /// # Errors
    /// When the database refuses, or the site is gone.
    pub fn now(scope: &mut SiteScope<'_>) -> Result<Self> {
        let site = Site::find(scope.connection, scope.site)?;
        Ok(Self::of(&site, &settings(scope)?))
    }

    /// Makes the site look like this, and keeps how it looked before. Whether anything changed.
    ///
    /// # Errors
    /// [`Error::Invalid`] when something cannot be taken; [`Error::NotFound`] when a picture is not in this site's library.
    pub fn save(&self, site: &mut SiteWrite<'_, '_>, by: Option<Id>) -> Result<bool> {
        if let Some((field, _)) = self.faults().first() {
            return Err(Error::Invalid(format!("the look cannot be taken: {field}")));
        }
        let wanted = self.pictures();
        let there = pictures_there(&mut site.read(), &wanted)?;
        if wanted.iter().any(|id| !there.contains(id)) {
            return Err(Error::NotFound("the picture"));
        }
        let mut kept = keep_present(site)?;
        if Self::now(&mut site.read())? == *self {
            return Ok(false);
        }
        // Whoever goes on from an earlier look leaves the later ones behind.
        let place = kept.iter().position(|row| row.is_in_use).map_or(0, |place| place + 1);
        for later in kept.drain(place..) {
            diesel::delete(looks::table.find((site.site, later.id))).execute(site.connection())?;
        }
        let id = insert(site, self, by)?;
        let excess = (kept.len() + 1).saturating_sub(KEPT);
        for oldest in kept.drain(..excess) {
            diesel::delete(looks::table.find((site.site, oldest.id))).execute(site.connection())?;
        }
        self.put_to_use(site, id)?;
        Ok(true)
    }

    /// Goes to another look that is kept. None when there is none there.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn step(site: &mut SiteWrite<'_, '_>, step: &Step) -> Result<Option<Self>> {
        let kept = keep_present(site)?;
        let here = kept.iter().position(|row| row.is_in_use);
        let place = match step {
            Step::Back => here.and_then(|here| here.checked_sub(1)),
            Step::Forward => here.map(|here| here + 1),
            Step::To(id) => kept.iter().position(|row| row.id == *id),
        };
        let Some(row) = place.and_then(|place| kept.into_iter().nth(place)) else {
            return Ok(None);
        };
        let look = row.look.without_lost_pictures(&mut site.read())?;
        look.put_to_use(site, row.id)?;
        Ok(Some(look))
    }

    /// The looks that are kept, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn history(scope: &mut SiteScope<'_>) -> Result<Vec<SavedLook>> {
        let mut kept = saved(scope)?;
        kept.reverse();
        Ok(kept)
    }

    /// Writes everything to where pages read it.
    fn put_to_use(&self, site: &mut SiteWrite<'_, '_>, id: Id) -> Result<()> {
        let mut row = site.home()?;
        row.theme.clone_from(&self.theme);
        row.accent.clone_from(&self.accent);
        row.letters.clone_from(&self.letters);
        row.save(site.write)?;
        let number = |id: &Id| id.to_string();
        let parts = if self.parts == FrontParts::default() {
            None
        } else {
            Some(self.parts.text()?)
        };
        for (which, value) in [
            (Setting::Logo, self.logo.as_ref().map(number)),
            (Setting::Header, self.header.as_ref().map(number)),
            (
                Setting::FrontIntro,
                Some(self.intro.clone()).filter(|text| !text.is_empty()),
            ),
            (
                Setting::FrontSections,
                self.sections.as_ref().map(|keys| keys.join(",")),
            ),
            (Setting::FrontParts, parts),
            (Setting::LookInUse, Some(number(&id))),
        ] {
            match value {
                Some(value) => write_setting(site, which, &value)?,
                None => clear_setting(site, which)?,
            }
        }
        site.content_changed();
        Ok(())
    }

    /// The same without pictures that have left the library since.
    fn without_lost_pictures(mut self, scope: &mut SiteScope<'_>) -> Result<Self> {
        let there = pictures_there(scope, &self.pictures())?;
        self.logo = self.logo.filter(|id| there.contains(id));
        self.header = self.header.filter(|id| there.contains(id));
        self.parts.photos.retain(|id| there.contains(id));
        Ok(self)
    }
}

/// The looks that are kept, the oldest first.
fn saved(scope: &mut SiteScope<'_>) -> Result<Vec<SavedLook>> {
    let in_use: Option<i64> = setting(scope, Setting::LookInUse)?.and_then(|text| text.parse().ok());
    let rows: Vec<(Id, String, Option<String>, Instant)> = looks::table
        .left_join(accounts::table.on(looks::account_id.eq(accounts::id.nullable())))
        .filter(looks::site_id.eq(scope.site))
        .order(looks::id)
        .select((looks::id, looks::look, accounts::name.nullable(), looks::created_at))
        .load(scope.connection)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, look, by, saved_at)| {
            Some(SavedLook {
                id,
                look: serde_json::from_str(&look).ok()?,
                by,
                saved_at,
                is_in_use: in_use == Some(id.0),
            })
        })
        .collect())
}

/// The looks that are kept, the oldest first, the present one among them. Imports and the command line change a look
/// without keeping it, so it is kept before somebody steps away from it.
fn keep_present(site: &mut SiteWrite<'_, '_>) -> Result<Vec<SavedLook>> {
    let present = Look::now(&mut site.read())?;
    let mut kept = saved(&mut site.read())?;
    let place = kept.iter().position(|row| row.is_in_use);
    if let Some(place) = place {
        let expected = kept[place].look.clone().without_lost_pictures(&mut site.read())?;
        let shown = present.clone().without_lost_pictures(&mut site.read())?;
        if expected == shown {
            return Ok(kept);
        }
    }
    for later in kept.drain(place.map_or(kept.len(), |place| place + 1)..) {
        diesel::delete(looks::table.find((site.site, later.id))).execute(site.connection())?;
    }
    for row in &mut kept {
        row.is_in_use = false;
    }
    let id = insert(site, &present, None)?;
    write_setting(site, Setting::LookInUse, &id.to_string())?;
    kept.push(SavedLook {
        id,
        look: present,
        by: None,
        saved_at: site.write.now,
        is_in_use: true,
    });
    Ok(kept)
}

fn insert(site: &mut SiteWrite<'_, '_>, look: &Look, by: Option<Id>) -> Result<Id> {
    let id = Id::new(site.write.now);
    let text = serde_json::to_string(look).map_err(|error| Error::Invalid(error.to_string()))?;
    diesel::insert_into(looks::table)
        .values((
            looks::site_id.eq(site.site),
            looks::id.eq(id),
            looks::look.eq(text),
            looks::account_id.eq(by),
            looks::created_at.eq(site.write.now),
        ))
        .execute(site.connection())?;
    Ok(id)
}

/// Those of `ids` that are pictures of this site, ready to be shown.
fn pictures_there(scope: &mut SiteScope<'_>, ids: &[Id]) -> Result<Vec<Id>> {
    use crate::content::{MediaKind, MediaState};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(media::table
        .filter(media::site_id.eq(scope.site))
        .filter(media::id.eq_any(ids))
        .filter(media::kind.eq(MediaKind::Picture))
        .filter(media::state.eq(MediaState::Ready))
        .select(media::id)
        .load(scope.connection)?)
}
