//! Which old address is what here.

use std::collections::{BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;
use umbel_core::Id;
use umbel_core::paths::encoded;
use url::Url;

use crate::content::MediaRef;
use crate::wxr::{Channel, Item};

/// The longest old address that is remembered, in bytes: it stands in an index.
const LONGEST_OLD_ADDRESS: usize = 1_000;
/// Earlier slugs of one item that are remembered.
const MOST_OLD_SLUGS: usize = 10;

/// An uploaded file.
pub(super) struct Attachment {
    /// The picture here; none when its file was missing.
    pub(super) picture: Option<(Id, MediaRef)>,
    parent: i64,
}

/// What is known of the exported site's addresses.
pub(super) struct Addresses {
    base: Url,
    hosts: HashSet<String>,
    file_hosts: HashSet<String>,
    /// Old paths without slashes around them, and where they lead now.
    paths: HashMap<String, String>,
    /// Numbers of posts and pages, and where they are now.
    numbers: HashMap<i64, String>,
    /// Files by their path beneath the uploads.
    files: HashMap<String, i64>,
    attachments: HashMap<i64, Attachment>,
    /// The attachments of each post, in their order.
    uploaded_to: HashMap<i64, BTreeSet<(i64, i64)>>,
}

impl Addresses {
    /// Nothing but where the exported site was.
    pub(super) fn of(channel: &Channel) -> Option<Self> {
        let mut hosts = HashSet::new();
        let mut base = None;
        for address in [&channel.base_blog_url, &channel.link] {
            if let Ok(url) = Url::parse(address)
                && let Some(host) = host_of(&url)
            {
                hosts.insert(host);
                base.get_or_insert(url);
            }
        }
        // A file that does not say where it is from has no addresses of its own.
        let base = match base {
            Some(base) => base,
            None => Url::parse("http://nowhere.invalid/").ok()?,
        };
        Some(Self {
            base,
            file_hosts: hosts.clone(),
            hosts,
            paths: HashMap::new(),
            numbers: HashMap::new(),
            files: HashMap::new(),
            attachments: HashMap::new(),
            uploaded_to: HashMap::new(),
        })
    }

    /// A path of the exported site: `category/x` as `/category/x/`, or beneath where it was
    /// installed.
    pub(super) fn old_path(&self, path: &str) -> String {
        let base = key_of(self.base.path());
        if base.is_empty() {
            format!("/{path}/")
        } else {
            format!("/{base}/{path}/")
        }
    }

    /// Where an item could be reached.
    pub(super) fn old_addresses(&self, item: &Item) -> Vec<String> {
        let mut old = Vec::new();
        if let Ok(link) = Url::parse(&item.link)
            && link.query().is_none()
            && key_of(link.path()) != key_of(self.base.path())
            && !key_of(link.path()).is_empty()
        {
            let path = format!("/{}/", key_of(link.path()));
            for (_, slug) in item
                .meta
                .iter()
                .filter(|(key, slug)| key == "_wp_old_slug" && !slug.is_empty())
                .take(MOST_OLD_SLUGS)
            {
                if let Some((above, _)) = path.trim_end_matches('/').rsplit_once('/') {
                    old.push(format!("{above}/{}/", decoded(slug)));
                }
            }
            old.push(path);
        }
        if item.post_id > 0 {
            old.push(format!("?p={}", item.post_id));
            if item.post_type == "page" {
                old.push(format!("?page_id={}", item.post_id));
            }
        }
        old.retain(|address| address.len() <= LONGEST_OLD_ADDRESS);
        old
    }

    /// Whether a redirect from `old` to `new` would lead anywhere else: a slash at the end makes no
    /// other address.
    pub(super) fn leads_elsewhere(old: &str, new: &str) -> bool {
        old.len() <= LONGEST_OLD_ADDRESS
            && !old.trim_matches('/').is_empty()
            && encoded(old.trim_end_matches('/')) != new
    }

    /// Remembers where something is now.
    pub(super) fn moved(&mut self, old: &str, new: &str) {
        if !old.starts_with('?') {
            self.paths.insert(key_of(old), new.to_owned());
        }
    }

    /// Where an old path leads, when that is known.
    pub(super) fn link_of_path(&self, old: &str) -> Option<&str> {
        self.paths.get(&key_of(old)).map(String::as_str)
    }

    /// Remembers where a post or page is now.
    pub(super) fn moved_number(&mut self, number: i64, new: &str) {
        self.numbers.insert(number, new.to_owned());
    }

    /// Remembers an attachment, whether or not its file was there.
    pub(super) fn uploaded(&mut self, item: &Item, picture: Option<(Id, MediaRef)>) {
        if let Some(address) = &item.attachment_url
            && let Ok(url) = Url::parse(address)
        {
            if let Some(host) = host_of(&url) {
                self.file_hosts.insert(host);
            }
            self.files.insert(upload_key(url.path()), item.post_id);
        }
        if let Some((_, media)) = &picture
            && let Ok(page) = Url::parse(&item.link)
            && page.query().is_none()
        {
            // A link to the page of a picture leads to the picture.
            self.paths
                .entry(key_of(page.path()))
                .or_insert_with(|| media.large.clone());
        }
        self.uploaded_to
            .entry(item.post_parent)
            .or_default()
            .insert((item.menu_order, item.post_id));
        self.attachments.insert(
            item.post_id,
            Attachment {
                picture,
                parent: item.post_parent,
            },
        );
    }

    /// The attachment with this number.
    pub(super) fn attachment(&self, number: i64) -> Option<&Attachment> {
        self.attachments.get(&number)
    }

    /// The pictures uploaded to a post, and whether one of its files is missing.
    pub(super) fn pictures_of(&self, parent: i64) -> (Vec<MediaRef>, bool) {
        let mut is_missing_some = false;
        let mut pictures = Vec::new();
        for (_, number) in self.uploaded_to.get(&parent).into_iter().flatten() {
            let attachment = self.attachments.get(number);
            match attachment.filter(|attachment| attachment.parent == parent) {
                Some(Attachment {
                    picture: Some((_, media)),
                    ..
                }) => pictures.push(media.clone()),
                _ => is_missing_some = true,
            }
        }
        (pictures, is_missing_some)
    }

    /// The attachment an address of a file names, also one of its smaller sizes.
    pub(super) fn file(&self, address: &str) -> Option<i64> {
        let url = self.absolute(address)?;
        let mut path = url.path().to_owned();
        let mut host = host_of(&url)?;
        if is_photon(&host) {
            // The host's own cache of pictures names the real host first.
            let (real_host, rest) = path.trim_start_matches('/').split_once('/')?;
            host = bare(real_host);
            path = format!("/{rest}");
        }
        if !self.file_hosts.contains(&host) && !address.starts_with('/') {
            return None;
        }
        let key = upload_key(&path);
        let (stem, ending) = key.rsplit_once('.')?;
        let mut stems = vec![stem];
        stems.extend(without_size(stem));
        for stem in stems {
            for candidate in [stem.to_owned(), format!("{stem}-scaled"), unscaled(stem).to_owned()] {
                if let Some(number) = self.files.get(&format!("{candidate}.{ending}")) {
                    return Some(*number);
                }
            }
        }
        None
    }

    /// Whether an address is one of the exported site's pages.
    pub(super) fn is_own(&self, href: &str) -> bool {
        self.own(href).is_some()
    }

    /// Where a link to the exported site leads now.
    pub(super) fn link(&self, href: &str) -> Option<String> {
        let url = self.own(href)?;
        let mut numbered = false;
        for (name, value) in url.query_pairs() {
            if matches!(&*name, "p" | "page_id" | "attachment_id") {
                numbered = true;
                if let Some(new) = value.parse().ok().and_then(|number| self.by_number(number)) {
                    return Some(with_fragment(new, &url));
                }
            }
        }
        if numbered {
            return None;
        }
        let key = key_of(url.path());
        let base = key_of(self.base.path());
        let beneath = match key.strip_prefix(&base) {
            Some(rest) if base.is_empty() || rest.is_empty() || rest.starts_with('/') => rest.trim_matches('/'),
            _ => &key,
        };
        let new = match beneath {
            "" => "/".to_owned(),
            "feed" => "/feed".to_owned(),
            _ => self.paths.get(&key)?.clone(),
        };
        Some(with_fragment(new, &url))
    }

    /// The addresses by which a redirect for `href` may be remembered.
    pub(super) fn redirect_candidates(&self, href: &str) -> Vec<String> {
        let Some(url) = self.own(href) else {
            return Vec::new();
        };
        let mut candidates: Vec<String> = url
            .query_pairs()
            .filter(|(name, _)| matches!(&**name, "p" | "page_id"))
            .map(|(name, value)| format!("?{name}={value}"))
            .collect();
        let key = key_of(url.path());
        if candidates.is_empty() && !key.is_empty() {
            candidates.push(format!("/{key}/"));
        }
        candidates
    }

    /// Where the public post, page or picture with this number is now.
    pub(super) fn by_number(&self, number: i64) -> Option<String> {
        if let Some(path) = self.numbers.get(&number) {
            return Some(path.clone());
        }
        let (_, media) = self.attachments.get(&number)?.picture.as_ref()?;
        Some(media.large.clone())
    }

    fn own(&self, href: &str) -> Option<Url> {
        let url = self.absolute(href)?;
        self.hosts.contains(&host_of(&url)?).then_some(url)
    }

    fn absolute(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        let url = match Url::parse(address) {
            Ok(url) => url,
            Err(url::ParseError::RelativeUrlWithoutBase) if address.starts_with(['/', '?']) => {
                self.base.join(address).ok()?
            }
            Err(_) => return None,
        };
        matches!(url.scheme(), "http" | "https").then_some(url)
    }
}

fn with_fragment(mut new: String, url: &Url) -> String {
    if let Some(fragment) = url.fragment() {
        new.push('#');
        new.push_str(fragment);
    }
    new
}

fn host_of(url: &Url) -> Option<String> {
    url.host_str().map(bare)
}

fn bare(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

fn is_photon(host: &str) -> bool {
    matches!(host, "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com")
}

fn decoded(text: &str) -> String {
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if !decoded.chars().any(char::is_control) => decoded.into_owned(),
        _ => text.to_owned(),
    }
}

/// A path without slashes around it and double ones within, decoded.
fn key_of(path: &str) -> String {
    let decoded = decoded(path);
    let segments: Vec<&str> = decoded.split('/').filter(|segment| !segment.is_empty()).collect();
    segments.join("/")
}

/// The path of a file beneath the folder of uploads.
pub(super) fn upload_key(path: &str) -> String {
    let path = format!("/{}", key_of(path));
    for folder in ["/wp-content/uploads/", "/uploads/", "/files/"] {
        if let Some((_, beneath)) = path.split_once(folder) {
            return beneath.to_owned();
        }
    }
    path.trim_start_matches('/').to_owned()
}

/// `photo` for `photo-300x200`, the name of a smaller size.
fn without_size(stem: &str) -> Option<&str> {
    let (name, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(width) && is_number(height)).then_some(name)
}

/// `photo` for `photo-scaled`, the name of what was too large.
fn unscaled(stem: &str) -> &str {
    stem.strip_suffix("-scaled").unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(base: &str) -> Addresses {
        let channel = Channel {
            base_blog_url: base.into(),
            ..Channel::default()
        };
        Addresses::of(&channel).unwrap()
    }

    fn attachment(url: &str, number: i64) -> Item {
        Item {
            post_id: number,
            attachment_url: Some(url.into()),
            ..Item::default()
        }
    }

    #[test]
    fn files_are_found_in_all_their_sizes_and_places() {
        let mut known = addresses("https://www.boston.example");
        let item = attachment("https://cdn.boston.example/wp-content/uploads/2014/05/march.jpg", 7);
        known.uploaded(&item, None);
        for address in [
            "https://boston.example/wp-content/uploads/2014/05/march.jpg",
            "http://cdn.boston.example/wp-content/uploads/2014/05/march-300x200.jpg?w=3",
            "/wp-content/uploads/2014/05/march-scaled.jpg",
            "https://i1.wp.com/www.boston.example/wp-content/uploads/2014/05/march.jpg",
        ] {
            assert_eq!(known.file(address), Some(7), "{address}");
        }
        for address in [
            "https://elsewhere.example/wp-content/uploads/2014/05/march.jpg",
            "https://i1.wp.com/elsewhere.example/wp-content/uploads/2014/05/march.jpg",
            "/wp-content/uploads/2014/05/march-x.jpg",
            "data:image/png,march",
        ] {
            assert_eq!(known.file(address), None, "{address}");
        }
    }

    #[test]
    fn links_follow_what_moved() {
        let mut known = addresses("https://example.org/boston/");
        known.moved("/boston/2014/05/rally/", "/blog/rally");
        known.moved_number(12, "/about");
        for (href, new) in [
            ("https://example.org/boston/2014/05/rally/", "/blog/rally"),
            ("http://www.example.org/boston/2014/05/rally#when", "/blog/rally#when"),
            ("/boston/2014/05/rally", "/blog/rally"),
            ("https://example.org/boston/?p=12", "/about"),
            ("https://example.org/boston", "/"),
            ("https://example.org/boston/feed/", "/feed"),
        ] {
            assert_eq!(known.link(href).as_deref(), Some(new), "{href}");
        }
        for href in [
            "https://elsewhere.example/boston/2014/05/rally/",
            "https://example.org/boston/?p=13",
            "mailto:a@example.org",
            "#when",
            "rally",
        ] {
            assert_eq!(known.link(href), None, "{href}");
        }
        assert_eq!(known.old_path("tag/x"), "/boston/tag/x/");
    }
}
