//! Starting a site: everything it begins with is made in one transaction, or nothing is.

mod copy;
mod requests;

pub use requests::{Granting, ask, decline, grant};

use umbel_core::content::{Event, FileKeeper, Occurrence, Post, PostKind, Reach, Status};
use umbel_core::database::Write;
use umbel_core::markdown::{summary, to_html};
use umbel_core::people::{Account, Act, Membership, Role, Standing, record};
use umbel_core::slug::slugify;
use umbel_core::time::{local_to_instant, zone_or_utc};
use umbel_core::tree::{
    FirstTexts, HostName, Label, NewSite, Setting, Site, SiteKind, SiteStatus, Wish, home_host, templates,
    write_setting,
};
use umbel_core::{Connection, Error, Id, Result, SiteId, SiteScope, SiteWrite};

use crate::publication;

/// The hour of the first event's draft, on the site's clocks, and how long it lasts.
const FIRST_EVENT_HOUR: u32 = 19;
const FIRST_EVENT_SECONDS: i64 = 2 * 3_600;
const A_WEEK_SECONDS: i64 = 7 * 86_400;
const LONGEST_SUMMARY: usize = 200;

/// What a site is founded with.
#[derive(Clone, Copy)]
pub struct Founding<'f> {
    /// What it stands beneath: a site beneath a network, a network beneath the umbrella.
    pub above: SiteId,
    /// What is wished for.
    pub wish: &'f Wish,
    /// Who will look after it.
    pub founder: &'f Account,
    /// Who starts it; none for the command line.
    pub by: Option<&'f Standing>,
    /// What it says at first.
    pub texts: &'f FirstTexts,
    /// Its theme, unless a template brings another.
    pub theme: &'f str,
    /// Who keeps the files that pages of a template show.
    pub files: &'f dyn FileKeeper,
}

/// Founds a site, live at once: its address answers, its founder looks after it, a first page is there, and a first event
/// waits as a draft. Whether it may be founded is for the caller to know.
///
/// # Errors
/// [`Error::Taken`] when the address is taken or kept back, [`Error::Invalid`] when something of the wish cannot be,
/// [`Error::Refused`] when nothing new may stand beneath the node, [`Error::NotFound`] when the template is none here.
pub fn found(write: &mut Write<'_>, founding: &Founding<'_>) -> Result<Site> {
    let wish = founding.wish;
    wish.check()?;
    let above = Site::find(write.connection, founding.above)?;
    if above.status != SiteStatus::Active {
        return Err(Error::Refused);
    }
    let kind = match above.kind {
        SiteKind::Umbrella => SiteKind::Network,
        SiteKind::Network => SiteKind::Site,
        SiteKind::Site => return Err(Error::Refused),
    };
    let template = wish
        .template()
        .map(|id| template(write.connection, &above, id))
        .transpose()?;
    let host = Label::parse(&wish.label)?.beneath(&host_for_new(write.connection, above.id)?)?;
    let mut site = Site::create(
        write,
        NewSite {
            kind,
            parent: Some(above.id),
            host: host.clone(),
            name: wish.name.clone(),
            locale: wish.locale.clone(),
            time_zone: wish.time_zone.clone(),
            theme: template
                .as_ref()
                .map_or(founding.theme, |template| &template.theme)
                .to_owned(),
        },
    )
    .map_err(taken_meanwhile)?;
    site.about = wish.about.trim().to_owned();
    site.place = wish.place.clone().filter(|place| !place.is_empty());
    site.latitude = wish.latitude;
    site.longitude = wish.longitude;
    site.accent = template.as_ref().and_then(|template| template.accent.clone());
    site.letters = template.as_ref().and_then(|template| template.letters.clone());
    site.save(write)?;
    let scope = &mut SiteWrite::new(site.id, write);
    if !wish.topics.is_empty() {
        write_setting(scope, Setting::Topics, &wish.topics.join(","))?;
    }
    if let Some(template) = &template {
        copy::from_template(scope, template, above.id, founding.files)?;
    }
    first_page(scope, &founding.texts.page_title, &founding.texts.page)?;
    first_event(scope, &site, &founding.texts.event_title, &founding.texts.event)?;
    Membership::grant(scope, None, founding.founder, Role::highest_at(kind))?;
    record(scope, founding.by, Act::Founded, &site.name, "")?;
    let subject = format!("{} ({host})", site.name);
    record(
        &mut SiteWrite::new(above.id, write),
        founding.by,
        Act::Founded,
        &subject,
        "",
    )?;
    Ok(site)
}

/// Gives a new site what a template has: pages, menus, look, settings and features; never its people or contacts.
///
/// # Errors
/// [`Error::NotFound`] when the template is none for this site.
pub fn follow_template(write: &mut Write<'_>, site: &mut Site, id: SiteId, files: &dyn FileKeeper) -> Result<()> {
    let above = Site::find(write.connection, site.parent_id.ok_or(Error::Refused)?)?;
    let template = template(write.connection, &above, id)?;
    site.theme.clone_from(&template.theme);
    site.accent.clone_from(&template.accent);
    site.letters.clone_from(&template.letters);
    site.save(write)?;
    copy::from_template(&mut SiteWrite::new(site.id, write), &template, above.id, files)
}

/// The host that new addresses stand beneath: a node's own, unless it answers at a domain of its own, beneath which nobody
/// has promised us names.
///
/// # Errors
/// [`Error::NotFound`] when it has none.
pub fn host_for_new(connection: &mut Connection, node: SiteId) -> Result<HostName> {
    home_host(&mut SiteScope::new(node, connection))?.ok_or(Error::NotFound("the address of the network"))
}

fn template(connection: &mut Connection, above: &Site, id: SiteId) -> Result<Site> {
    templates(connection, above)?
        .into_iter()
        .find(|template| template.id == id)
        .ok_or(Error::NotFound("the template"))
}

/// Two who found at once may both have found the address free; the database lets one of them have it.
fn taken_meanwhile(error: Error) -> Error {
    match error {
        Error::Database(diesel::result::Error::DatabaseError(
            diesel::result::DatabaseErrorKind::UniqueViolation,
            _,
        )) => Error::Taken("this address is taken".into()),
        other => other,
    }
}

/// The page that says who these people are. A template may have brought one at the same path; then that one stays.
fn first_page(site: &mut SiteWrite<'_, '_>, title: &str, text: &str) -> Result<()> {
    let now = site.write.now;
    let path = slugify(title);
    if path.is_empty() || Post::path_is_taken(&mut site.read(), PostKind::Page, &path)? {
        return Ok(());
    }
    let html = to_html(text);
    let page = Post {
        path,
        title: title.to_owned(),
        source: text.to_owned(),
        summary: summary(&html, LONGEST_SUMMARY),
        html,
        status: Status::Published,
        published_at: Some(now),
        ..Post::draft(site.site, PostKind::Page, now)
    };
    Post::insert(site, &page)?;
    publication::renew_post(site, &page, now)
}

/// A meeting a week ahead, as a draft: its manager sees how an event is made, and nobody else sees anything.
fn first_event(site: &mut SiteWrite<'_, '_>, home: &Site, title: &str, text: &str) -> Result<()> {
    let now = site.write.now;
    let slug = slugify(title);
    if slug.is_empty() {
        return Ok(());
    }
    let zone = zone_or_utc(&home.time_zone);
    let day = now.plus_seconds(A_WEEK_SECONDS).in_zone(zone).date_naive();
    let evening = day.and_hms_opt(FIRST_EVENT_HOUR, 0, 0).unwrap_or_else(|| day.into());
    let starts_at = local_to_instant(zone, evening);
    let html = to_html(text);
    let event = Event {
        site_id: site.site,
        id: Id::new(now),
        slug,
        title: title.to_owned(),
        source: text.to_owned(),
        summary: summary(&html, LONGEST_SUMMARY),
        html,
        status: Status::Draft,
        reach: Reach::Umbrella,
        organiser: String::new(),
        picture_id: None,
        time_zone: home.time_zone.clone(),
        place: home.place.clone(),
        address: None,
        latitude: None,
        longitude: None,
        online_url: None,
        repeats: None,
        cancelled: false,
        topics: String::new(),
        locale: None,
        published_at: None,
        created_at: now,
        updated_at: now,
    };
    let date = Occurrence {
        site_id: site.site,
        id: Id::new(now),
        event_id: event.id,
        slug: day.format("%Y-%m-%d").to_string(),
        starts_at,
        ends_at: starts_at.plus_seconds(FIRST_EVENT_SECONDS),
    };
    Event::insert(site, &event, &[date])
}
