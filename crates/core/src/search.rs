//! Full-text search of one site: FTS5 on SQLite, `tsvector` on PostgreSQL, one folding for both.
//!
//! Each document begins with a token that names its site, so that a search reads that site's postings only. What is not
//! visible is not in the index.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::database::{Connection, SiteScope, SiteWrite};
use crate::slug::fold;
use crate::{Id, Result};

/// The longest query that is read, in characters.
pub const LONGEST_QUERY: usize = 200;
/// Words beyond this many are ignored.
const MOST_WORDS: usize = 12;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Found {
    /// The identifier of the post, page or event.
    #[diesel(sql_type = BigInt)]
    pub source_id: Id,
    /// `post`, `page` or `event`.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Its title.
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Its words.
    #[diesel(sql_type = Text)]
    pub body: String,
}

fn token(site: crate::SiteId) -> String {
    format!("s{site}")
}

/// The words of a query as both engines index them.
fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .take(MOST_WORDS)
        .collect()
}

/// Puts a document into the index in place of an older form of it.
///
/// # Errors
/// When the database refuses.
pub fn index(site: &mut SiteWrite<'_, '_>, source: Id, kind: &str, title: &str, body: &str) -> Result<()> {
    forget(site, source)?;
    let id = site.site;
    match site.connection() {
        Connection::Sqlite(sqlite) => {
            diesel::sql_query(
                "INSERT INTO search_index (rowid, scope, title, body, site_id, kind) VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind::<BigInt, _>(source)
            .bind::<Text, _>(token(id))
            .bind::<Text, _>(title)
            .bind::<Text, _>(body)
            .bind::<BigInt, _>(id)
            .bind::<Text, _>(kind)
            .execute(sqlite)?;
        }
        Connection::Postgres(postgres) => {
            // A tsvector holds 1 MiB; a text beyond that is found by its beginning.
            let folded_title = fold(title);
            let folded_body: String = fold(body).chars().take(200_000).collect();
            diesel::sql_query(
                "INSERT INTO search_index (source_id, site_id, kind, title, body, document) VALUES ($1, $2, $3, $4, $5, \
                 array_to_tsvector(ARRAY[$6]) || setweight(to_tsvector('simple', $7), 'A') \
                 || setweight(to_tsvector('simple', $8), 'D'))",
            )
            .bind::<BigInt, _>(source)
            .bind::<BigInt, _>(id)
            .bind::<Text, _>(kind)
            .bind::<Text, _>(title)
            .bind::<Text, _>(body)
            .bind::<Text, _>(token(id))
            .bind::<Text, _>(folded_title)
            .bind::<Text, _>(folded_body)
            .execute(postgres)?;
        }
    }
    Ok(())
}

/// Takes a document out of the index.
///
/// # Errors
/// When the database refuses.
pub fn forget(site: &mut SiteWrite<'_, '_>, source: Id) -> Result<()> {
    let id = site.site;
    match site.connection() {
        Connection::Sqlite(sqlite) => diesel::sql_query("DELETE FROM search_index WHERE rowid = ? AND site_id = ?")
            .bind::<BigInt, _>(source)
            .bind::<BigInt, _>(id)
            .execute(sqlite)?,
        Connection::Postgres(postgres) => {
            diesel::sql_query("DELETE FROM search_index WHERE source_id = $1 AND site_id = $2")
                .bind::<BigInt, _>(source)
                .bind::<BigInt, _>(id)
                .execute(postgres)?
        }
    };
    Ok(())
}

/// What a query finds among these kinds of things on one site, the best first: every word must occur, the last one also as a beginning.
///
/// # Errors
/// When the database refuses.
pub fn search(
    scope: &mut SiteScope<'_>,
    query: &str,
    kinds: &[&'static str],
    offset: i64,
    limit: i64,
) -> Result<Vec<Found>> {
    let words = words(query);
    let Some((last, first)) = words.split_last() else {
        return Ok(Vec::new());
    };
    let site = token(scope.site);
    // Words of the program itself, never of a visitor: they may stand in the text of the query.
    let kinds = kinds
        .iter()
        .map(|kind| format!("'{kind}'"))
        .collect::<Vec<_>>()
        .join(", ");
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    match scope.connection {
        Connection::Sqlite(sqlite) => {
            let mut expression = format!("scope : \"{site}\"");
            for word in first {
                expression.push_str(&format!(" AND {{title body}} : \"{word}\""));
            }
            expression.push_str(&format!(" AND {{title body}} : \"{last}\" *"));
            Ok(diesel::sql_query(format!(
                "SELECT rowid AS source_id, kind, title, body FROM search_index WHERE search_index MATCH ? \
                 AND kind IN ({kinds}) ORDER BY bm25(search_index, 0.0, 8.0, 1.0), rowid DESC LIMIT ? OFFSET ?"
            ))
            .bind::<Text, _>(expression)
            .bind::<BigInt, _>(limit)
            .bind::<BigInt, _>(offset)
            .load(sqlite)?)
        }
        Connection::Postgres(postgres) => {
            // Words are letters and digits only by now, so nothing in them is an operator.
            let mut expression = site;
            for word in first {
                expression.push_str(&format!(" & '{word}'"));
            }
            expression.push_str(&format!(" & '{last}':*"));
            Ok(diesel::sql_query(format!(
                "SELECT source_id, kind, title, body FROM search_index WHERE document @@ to_tsquery('simple', $1) \
                 AND site_id = $2 AND kind IN ({kinds}) ORDER BY ts_rank(document, to_tsquery('simple', $3)) DESC, source_id DESC \
                 LIMIT $4 OFFSET $5"
            ))
            .bind::<Text, _>(&expression)
            .bind::<BigInt, _>(scope.site)
            .bind::<Text, _>(&expression)
            .bind::<BigInt, _>(limit)
            .bind::<BigInt, _>(offset)
            .load(postgres)?)
        }
    }
}

/// A piece of `body` around the first word of `query`, as (text, is a found word) pieces.
#[must_use]
pub fn excerpt(body: &str, query: &str, longest: usize) -> Vec<(String, bool)> {
    let wanted = words(query);
    let all: Vec<&str> = body.split_whitespace().collect();
    let is_hit = |word: &str| {
        words(word)
            .iter()
            .any(|part| wanted.iter().any(|want| part.starts_with(want.as_str())))
    };
    let first = all.iter().position(|word| is_hit(word)).unwrap_or(0);
    let start = first.saturating_sub(8);
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut length = 0;
    if start > 0 {
        pieces.push(("… ".into(), false));
    }
    for word in &all[start..] {
        if length > longest {
            pieces.push(("…".into(), false));
            break;
        }
        length += word.chars().count() + 1;
        let hit = is_hit(word);
        match pieces.last_mut() {
            Some((text, false)) if !hit => {
                text.push_str(word);
                text.push(' ');
            }
            _ => {
                pieces.push(((*word).to_owned(), hit));
                pieces.push((" ".into(), false));
            }
        }
    }
    pieces
}
