//! The laws of the schema, on both engines.

use crate::support::{TestDatabase, on_each_engine};
use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use std::collections::{BTreeMap, BTreeSet};
use umbel_core::database::{migrate, revert};
use umbel_core::{Clock, Connection, Store};

/// Tables that are not a site's own rows, and why.
const NOT_A_SITES_OWN: [(&str, &str); 13] = [
    ("sites", "it is the tree itself"),
    ("hosts", "a host belongs to one site in the whole installation"),
    ("changes", "the journal of all sites"),
    ("installation", "what is true of all sites together"),
    ("accounts", "one account for all sites"),
    ("passkeys", "of an account"),
    ("recovery_codes", "of an account"),
    ("sessions", "of an account, on the sign-in host"),
    ("one_time_links", "of an account, or of nobody yet"),
    ("limits", "counted over all sites"),
    ("mails", "they outlive the site they tell about"),
    (
        "newswire_listings",
        "read by the lists of networks and the umbrella; it begins with the list",
    ),
    (
        "search_index",
        "named by its engine's own rules; every query carries the site's token",
    ),
];

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    value: String,
}

fn ask(store: &Store, sqlite: &str, postgres: &str) -> Vec<String> {
    store
        .read(|connection| {
            let query = match connection {
                Connection::Sqlite(_) => sqlite,
                Connection::Postgres(_) => postgres,
            };
            let rows: Vec<Row> = diesel::sql_query(query).load(connection)?;
            Ok(rows.into_iter().map(|row| row.value).collect())
        })
        .unwrap()
}

fn open(database: &TestDatabase) -> Store {
    migrate(&database.address).unwrap();
    Store::open(&database.address, Clock::System).unwrap()
}

/// Table → columns in order.
fn columns(store: &Store) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let rows = ask(
        store,
        "SELECT m.name || '.' || c.name AS value FROM sqlite_schema m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' ORDER BY m.name, c.cid",
        "SELECT table_name || '.' || column_name AS value FROM information_schema.columns \
         WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
    );
    for row in rows {
        let (table, column) = row.split_once('.').unwrap();
        let own = table.starts_with("sqlite_") || table.starts_with("__diesel") || table.starts_with("search_index_");
        if !own {
            tables.entry(table.to_owned()).or_default().push(column.to_owned());
        }
    }
    tables
}

/// Table → columns of its primary key in order.
fn primary_keys(store: &Store) -> BTreeMap<String, Vec<String>> {
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let rows = ask(
        store,
        "SELECT m.name || '.' || c.name AS value FROM sqlite_schema m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND c.pk > 0 ORDER BY m.name, c.pk",
        "SELECT t.relname || '.' || a.attname AS value FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
         JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY k(number, place) ON true \
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number \
         WHERE i.indisprimary ORDER BY t.relname, k.place",
    );
    for row in rows {
        let (table, column) = row.split_once('.').unwrap();
        keys.entry(table.to_owned()).or_default().push(column.to_owned());
    }
    keys
}

/// The columns of schema.rs, by table.
fn declared() -> BTreeMap<String, Vec<String>> {
    let source = concat!(
        include_str!("../../crates/core/src/schema.rs"),
        include_str!("../../crates/core/src/schema/content.rs"),
        include_str!("../../crates/core/src/schema/people.rs"),
        include_str!("../../crates/core/src/schema/tree.rs"),
    );
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().map(str::trim) {
        if let Some((name, _)) = line.strip_suffix('{').and_then(|line| line.split_once(" (")) {
            current = name.to_owned();
        } else if let Some((column, _)) = line.split_once(" -> ") {
            tables.entry(current.clone()).or_default().push(column.to_owned());
        }
    }
    tables
}

#[test]
fn schema_rs_names_every_table_and_column() {
    on_each_engine(|database| {
        let mut found = columns(&open(&database));
        // Its columns differ by engine; `umbel_core::search` is the only one who knows them.
        assert!(found.remove("search_index").is_some());
        assert_eq!(found, declared());
    });
}

#[test]
fn rows_of_a_site_are_keyed_by_their_site() {
    on_each_engine(|database| {
        let store = open(&database);
        let keys = primary_keys(&store);
        for (table, columns) in columns(&store) {
            if NOT_A_SITES_OWN.iter().any(|(name, _)| *name == table) {
                continue;
            }
            let key = &keys[&table];
            assert_eq!(key.first().map(String::as_str), Some("site_id"), "{table}: {key:?}");
            assert!(key.len() >= 2, "{table}: {key:?}");
            if columns.contains(&"id".to_owned()) {
                assert_eq!(key, &["site_id", "id"], "{table}");
            }
        }
    });
}

/// (table, its columns, the table it refers to, those columns, what happens on deletion)
type ForeignKey = (String, Vec<String>, String, Vec<String>, String);

fn foreign_keys(store: &Store) -> Vec<ForeignKey> {
    let rows = ask(
        store,
        "SELECT m.name || '|' || group_concat(f.\"from\", ',') || '|' || f.\"table\" || '|' \
         || group_concat(coalesce(f.\"to\", 'id'), ',') || '|' || f.on_delete AS value \
         FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id",
        "SELECT t.relname || '|' || (SELECT string_agg(a.attname, ',' ORDER BY k.place) \
         FROM unnest(c.conkey) WITH ORDINALITY k(number, place) JOIN pg_attribute a ON a.attrelid = t.oid \
         AND a.attnum = k.number) || '|' || r.relname || '|' || (SELECT string_agg(a.attname, ',' ORDER BY k.place) \
         FROM unnest(c.confkey) WITH ORDINALITY k(number, place) JOIN pg_attribute a ON a.attrelid = r.oid \
         AND a.attnum = k.number) || '|' || CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'r' THEN 'RESTRICT' \
         WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END AS value FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
         JOIN pg_class r ON r.oid = c.confrelid WHERE c.contype = 'f'",
    );
    let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    rows.iter()
        .map(|row| {
            let parts: Vec<&str> = row.split('|').collect();
            (
                parts[0].to_owned(),
                list(parts[1]),
                parts[2].to_owned(),
                list(parts[3]),
                parts[4].to_owned(),
            )
        })
        .collect()
}

#[test]
fn references_stay_within_their_site_and_go_with_it() {
    on_each_engine(|database| {
        let store = open(&database);
        let keys = foreign_keys(&store);
        let mut with_site: BTreeSet<String> = BTreeSet::new();
        for (table, from, to, to_columns, on_delete) in &keys {
            if to == "accounts" || to == "sessions" {
                // People are not a site's own; what belongs to them goes with them, or forgets them.
                assert!(
                    ["CASCADE", "SET NULL"].contains(&on_delete.as_str()),
                    "{table} → {to}: {on_delete}"
                );
                continue;
            }
            if to == "sites" {
                if table != "sites" {
                    assert_eq!(on_delete, "CASCADE", "{table} outlives its site");
                    with_site.insert(table.clone());
                }
                continue;
            }
            assert_eq!(
                from.first().map(String::as_str),
                Some("site_id"),
                "{table} → {to}: {from:?}"
            );
            assert_eq!(
                to_columns.first().map(String::as_str),
                Some("site_id"),
                "{table} → {to}"
            );
        }
        for table in columns(&store).keys() {
            let excepted = table != "hosts" && NOT_A_SITES_OWN.iter().any(|(name, _)| name == table);
            assert!(
                excepted || with_site.contains(table),
                "{table} does not go with its site"
            );
        }
    });
}

#[test]
fn every_foreign_key_has_an_index() {
    on_each_engine(|database| {
        let store = open(&database);
        let rows = ask(
            &store,
            "SELECT m.name || '|' || group_concat(c.name, ',') AS value FROM sqlite_schema m, pragma_index_list(m.name) i, \
             pragma_index_info(i.name) c WHERE m.type = 'table' GROUP BY m.name, i.name",
            "SELECT t.relname || '|' || string_agg(a.attname, ',' ORDER BY k.place) AS value FROM pg_index i \
             JOIN pg_class t ON t.oid = i.indrelid JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY k(number, place) \
             ON true JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number GROUP BY t.relname, i.indexrelid",
        );
        for (table, from, to, ..) in foreign_keys(&store) {
            let wanted = from.join(",");
            let found = rows.iter().any(|row| {
                row.split_once('|').is_some_and(|(name, columns)| {
                    name == table && (columns == wanted || columns.starts_with(&format!("{wanted},")))
                })
            });
            assert!(found, "{table} ({wanted}) → {to} has no index");
        }
    });
}

#[test]
fn every_migration_reverts_and_applies_again() {
    on_each_engine(|database| {
        let applied = migrate(&database.address).unwrap();
        assert!(!applied.is_empty());
        let before = columns(&Store::open(&database.address, Clock::System).unwrap());
        let reverted = revert(&database.address, applied.len()).unwrap();
        assert_eq!(reverted.len(), applied.len());
        assert_eq!(migrate(&database.address).unwrap(), applied);
        assert_eq!(columns(&Store::open(&database.address, Clock::System).unwrap()), before);
        assert!(migrate(&database.address).unwrap().is_empty());
    });
}

#[test]
fn many_processes_may_migrate_at_once() {
    on_each_engine(|database| {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| migrate(&database.address).unwrap());
            }
        });
    });
}
