//! Looking through a site's library.

use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::HashSet;

use super::media::{Media, MediaKind, MediaState};
use crate::database::SiteScope;
use crate::schema::{events, media, posts, site_settings};
use crate::{Id, Result};

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text in lower case.
    fn lower(text: Text) -> Text;
}

/// How many characters the random beginning of a file name has.
const BASE_LENGTH: usize = 32;
/// How many texts are looked through at a time.
const TEXTS_AT_A_TIME: i64 = 200;

/// Which files of the library are wanted.
#[derive(Clone, Debug, Default)]
pub struct MediaFilter {
    /// Each of these words stands in the name, the alternative text or the caption.
    pub words: String,
    /// Only files of this kind.
    pub kind: Option<MediaKind>,
    /// Only pictures that nobody has described, though they are no decoration.
    pub without_alt: bool,
    /// Only those that can be shown, or soon will be.
    pub usable: bool,
    /// Only those that came before this one.
    pub before: Option<Id>,
}

impl Media {
    /// The newest files that fit.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn newest(scope: &mut SiteScope<'_>, filter: &MediaFilter, limit: i64) -> Result<Vec<Self>> {
        let mut query = media::table.filter(media::site_id.eq(scope.site)).into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(media::kind.eq(kind));
        }
        if filter.without_alt {
            query = query
                .filter(media::kind.eq(MediaKind::Picture))
                .filter(media::alt.eq(""))
                .filter(media::is_decoration.eq(false))
                .filter(media::state.ne(MediaState::Refused));
        }
        if filter.usable {
            query = query.filter(media::state.ne(MediaState::Refused));
        }
        if let Some(before) = filter.before {
            query = query.filter(media::id.lt(before));
        }
        for word in filter.words.split_whitespace().take(8) {
            let pattern = format!("%{}%", escaped(word));
            let is_in = |pattern: &str| lower(pattern.to_owned());
            query = query.filter(
                lower(media::original_name)
                    .like(is_in(&pattern))
                    .escape('\\')
                    .or(lower(media::alt).like(is_in(&pattern)).escape('\\'))
                    .or(lower(media::caption).like(is_in(&pattern)).escape('\\')),
            );
        }
        Ok(query.order(media::id.desc()).limit(limit).load(scope.connection)?)
    }

    /// How many pictures nobody has described yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_without_alt(scope: &mut SiteScope<'_>) -> Result<i64> {
        Ok(media::table
            .filter(media::site_id.eq(scope.site))
            .filter(media::kind.eq(MediaKind::Picture))
            .filter(media::alt.eq(""))
            .filter(media::is_decoration.eq(false))
            .filter(media::state.ne(MediaState::Refused))
            .count()
            .get_result(scope.connection)?)
    }

    /// The files that nothing shows, the newest first. Every text of the site is looked through once.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn unused(scope: &mut SiteScope<'_>) -> Result<Vec<Id>> {
        let mut named = HashSet::new();
        names_in_posts(scope, &mut named)?;
        let texts: Vec<(String, String)> = events::table
            .filter(events::site_id.eq(scope.site))
            .select((events::source, events::html))
            .load(scope.connection)?;
        for (source, html) in &texts {
            collect_names(source, &mut named);
            collect_names(html, &mut named);
        }
        let mut shown: HashSet<Id> = HashSet::new();
        let of_posts: Vec<Option<Id>> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::picture_id.is_not_null())
            .select(posts::picture_id)
            .load(scope.connection)?;
        let of_events: Vec<Option<Id>> = events::table
            .filter(events::site_id.eq(scope.site))
            .filter(events::picture_id.is_not_null())
            .select(events::picture_id)
            .load(scope.connection)?;
        shown.extend(of_posts.into_iter().chain(of_events).flatten());
        // Settings name files by their number: logo and header, and lists of them.
        let settings: Vec<String> = site_settings::table
            .filter(site_settings::site_id.eq(scope.site))
            .select(site_settings::value)
            .load(scope.connection)?;
        for value in &settings {
            shown.extend(numbers_in(value));
            collect_names(value, &mut named);
        }
        let all: Vec<(Id, String)> = media::table
            .filter(media::site_id.eq(scope.site))
            .select((media::id, media::base_name))
            .order(media::id.desc())
            .load(scope.connection)?;
        Ok(all
            .into_iter()
            .filter(|(id, base)| !shown.contains(id) && !named.contains(base))
            .map(|(id, _)| id)
            .collect())
    }
}

fn names_in_posts(scope: &mut SiteScope<'_>, named: &mut HashSet<String>) -> Result<()> {
    let mut after = Id(0);
    loop {
        let texts: Vec<(Id, String, String)> = posts::table
            .filter(posts::site_id.eq(scope.site))
            .filter(posts::id.gt(after))
            .order(posts::id)
            .limit(TEXTS_AT_A_TIME)
            .select((posts::id, posts::source, posts::html))
            .load(scope.connection)?;
        let Some((last, _, _)) = texts.last() else {
            return Ok(());
        };
        after = *last;
        for (_, source, html) in &texts {
            collect_names(source, named);
            collect_names(html, named);
        }
    }
}

/// Collects what may be the random beginning of a file name: 32 hexadecimal digits after the last slash of an address.
fn collect_names(text: &str, named: &mut HashSet<String>) {
    for (position, _) in text.match_indices("/media/") {
        let Some((_, rest)) = text[position + 7..].split_once('/') else {
            continue;
        };
        if let Some(base) = rest.get(..BASE_LENGTH)
            && base.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            named.insert(base.to_owned());
        }
    }
}

/// Every whole number in a text, as an id.
pub(super) fn numbers_in(text: &str) -> impl Iterator<Item = Id> + '_ {
    text.split(|character: char| !character.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .map(Id)
}

/// A word as a pattern that means nothing but itself.
pub(super) fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for character in word.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_an_address_stands() {
        let base = "0123456789abcdef0123456789abcdef";
        let mut named = HashSet::new();
        collect_names(
            &format!("![x](/media/7/{base}-960.webp) and /media/7 and /media/é/x"),
            &mut named,
        );
        assert_eq!(named.into_iter().collect::<Vec<_>>(), [base]);
        assert_eq!(numbers_in("photos:12,13").collect::<Vec<_>>(), [Id(12), Id(13)]);
        assert_eq!(escaped("50%_\\"), "50\\%\\_\\\\");
    }
}
