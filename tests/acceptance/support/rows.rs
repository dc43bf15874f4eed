//! What is in the database, row by row, to see that nothing changed or that something is nowhere.

use super::TestApp;
use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use umbel_core::database::Engine;
use umbel_core::{Connection, SiteId};

/// Table → its rows as text, in order.
pub type Rows = BTreeMap<String, Vec<String>>;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table of a site.
pub fn of_site(app: &TestApp, site: SiteId) -> Rows {
    read(app, |table, columns| {
        columns
            .iter()
            .any(|column| column == "site_id")
            .then(|| format!(r#" FROM "{table}" WHERE site_id = {site}"#))
    })
}

/// Every row of every table but `left_out`.
pub fn of_all(app: &TestApp, left_out: &[&str]) -> Rows {
    read(app, |table, _| {
        (!left_out.contains(&table)).then(|| format!(r#" FROM "{table}""#))
    })
}

/// What differs between two readings, for messages.
pub fn differences(before: &Rows, after: &Rows) -> Vec<String> {
    let mut found = Vec::new();
    for (table, rows) in before {
        let now = after.get(table).cloned().unwrap_or_default();
        found.extend(
            rows.iter()
                .filter(|row| !now.contains(row))
                .map(|row| format!("{table} lost {row}")),
        );
        found.extend(
            now.iter()
                .filter(|row| !rows.contains(row))
                .map(|row| format!("{table} got {row}")),
        );
    }
    found
}

fn read(app: &TestApp, chosen: impl Fn(&str, &[String]) -> Option<String>) -> Rows {
    let engine = app.store.engine();
    app.store
        .read(|connection| {
            let mut all = Rows::new();
            for (table, columns) in tables(connection, engine) {
                let Some(source) = chosen(&table, &columns) else {
                    continue;
                };
                let values: Vec<String> = columns
                    .iter()
                    // Reading marks sessions as used; that is no change.
                    .filter(|column| *column != "seen_at")
                    .map(|column| format!(r#"COALESCE(CAST("{column}" AS TEXT), '∅')"#))
                    .collect();
                let query = format!("SELECT {} AS line{source} ORDER BY 1", values.join(" || '|' || "));
                all.insert(table, lines(connection, &query));
            }
            Ok(all)
        })
        .unwrap()
}

/// Every table with its columns; what full text search keeps for itself is left out.
fn tables(connection: &mut Connection, engine: Engine) -> Vec<(String, Vec<String>)> {
    let names = match engine {
        Engine::Sqlite => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
            AND name NOT LIKE 'search%' ORDER BY 1"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS line FROM information_schema.tables \
            WHERE table_schema = 'public' AND table_name NOT LIKE 'search%' ORDER BY 1"
        }
    };
    lines(connection, names)
        .into_iter()
        .map(|table| {
            let columns = match engine {
                Engine::Sqlite => format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY cid"),
                Engine::Postgres => format!(
                    "SELECT column_name::text AS line FROM information_schema.columns \
                    WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
                ),
            };
            let columns = lines(connection, &columns);
            (table, columns)
        })
        .collect()
}

fn lines(connection: &mut Connection, query: &str) -> Vec<String> {
    let lines: Vec<Line> = diesel::sql_query(query).load(connection).unwrap();
    lines.into_iter().map(|line| line.line).collect()
}
