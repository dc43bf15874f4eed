//! What an archive holds, read and looked at before anything is written.

use serde::de::DeserializeOwned;
use std::collections::HashSet;

use umbel_core::{Error, Result};

use crate::archive::Archive;
use crate::files::{
    CommentFile, EventFile, FORMAT, FeedFile, FrontMatter, MediaFile, MembersFile, OriginalsFile, SiteFile, VERSION,
};
use crate::lists::read_redirects;
use crate::texts::split;

/// The most of anything in an archive.
const MOST: usize = 200_000;

/// A post or page.
pub(super) struct TextFile {
    /// Its file, for messages.
    pub(super) name: String,
    pub(super) front: FrontMatter,
    pub(super) text: String,
}

/// What an archive holds.
pub(super) struct Parcel {
    pub(super) site: SiteFile,
    /// Pages above come before those beneath.
    pub(super) texts: Vec<TextFile>,
    pub(super) comments: Vec<CommentFile>,
    pub(super) media: Vec<MediaFile>,
    pub(super) events: Vec<EventFile>,
    pub(super) feeds: Vec<FeedFile>,
    pub(super) redirects: Vec<(String, String)>,
    pub(super) members: MembersFile,
    pub(super) originals: OriginalsFile,
}

impl Parcel {
    /// Reads an archive.
    pub(super) fn open(archive: &mut Archive) -> Result<Self> {
        if !archive.has("site.json") {
            return Err(Error::Invalid(
                "this archive is not a packed site: there is no site.json in it".into(),
            ));
        }
        let site: SiteFile = json(archive, "site.json")?;
        if site.format != FORMAT {
            return Err(Error::Invalid("this archive is not a packed site".into()));
        }
        if site.version > VERSION {
            return Err(Error::Invalid(
                "this site was packed by a newer version of the program; bring this one up to date first".into(),
            ));
        }
        let lineage_is_sound = (1..=80).contains(&site.lineage.len())
            && site
                .lineage
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !lineage_is_sound {
            return Err(Error::Invalid(
                "site.json in the archive does not say which site it is".into(),
            ));
        }
        let redirects = if archive.has("redirects.csv") {
            read_redirects(&archive.text("redirects.csv")?)
                .ok_or_else(|| Error::Invalid("redirects.csv in the archive is damaged".into()))?
        } else {
            Vec::new()
        };
        let parcel = Self {
            texts: texts(archive)?,
            comments: json(archive, "comments.json")?,
            media: json(archive, "media.json")?,
            events: json(archive, "events.json")?,
            feeds: json(archive, "feeds.json")?,
            members: json(archive, "members.json")?,
            originals: json(archive, "originals.json")?,
            redirects,
            site,
        };
        let longest = [
            parcel.texts.len(),
            parcel.comments.len(),
            parcel.media.len(),
            parcel.events.len(),
            parcel.feeds.len(),
            parcel.redirects.len(),
            parcel.site.terms.len(),
            parcel.site.menus.len(),
            parcel.originals.kept.len(),
            parcel.originals.taken.len(),
        ];
        if longest.into_iter().any(|count| count > MOST) {
            return Err(Error::Invalid(format!(
                "the archive holds more than {MOST} things of one kind"
            )));
        }
        Ok(parcel)
    }
}

/// A file of JSON; its usual value when it is not there.
fn json<T: DeserializeOwned + Default>(archive: &mut Archive, name: &str) -> Result<T> {
    if !archive.has(name) {
        return Ok(T::default());
    }
    let text = archive.text(name)?;
    serde_json::from_str(&text).map_err(|error| Error::Invalid(format!("{name} in the archive is damaged: {error}")))
}

fn texts(archive: &mut Archive) -> Result<Vec<TextFile>> {
    let mut names: Vec<String> = Vec::new();
    for folder in ["posts/", "pages/"] {
        names.extend(
            archive
                .names_in(folder)
                .filter(|name| name.ends_with(".md"))
                .map(str::to_owned),
        );
    }
    let mut texts = Vec::with_capacity(names.len());
    let mut seen = HashSet::new();
    for name in names {
        let file = archive.text(&name)?;
        let (front, text) = split(&file).map_err(|error| Error::Invalid(format!("{name} in the archive: {error}")))?;
        if !seen.insert((front.more.kind.clone(), front.slug.clone())) {
            return Err(Error::Invalid(format!(
                "{name} in the archive has the address of another file: “{}”",
                front.slug
            )));
        }
        texts.push(TextFile {
            text: text.to_owned(),
            name,
            front,
        });
    }
    texts.sort_by_key(|text| text.front.slug.matches('/').count());
    Ok(texts)
}
