//! Queries over all sites must walk an index: the worker asks them every second.

use crate::support::{TestApp, on_each_engine};
use diesel::connection::{Connection, InstrumentationEvent};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use std::sync::{Arc, Mutex};
use umbel_core::content::Post;
use umbel_core::database::Engine;

#[derive(QueryableByName)]
struct SqlitePlan {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresPlan {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

#[test]
fn looking_for_due_posts_reads_the_index_of_scheduled_posts() {
    on_each_engine(|database| {
        let app = TestApp::start(database);
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let plan = app
            .store
            .read(|connection| {
                let listener = Arc::clone(&heard);
                connection.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                    if let InstrumentationEvent::StartQuery { query, .. } = event {
                        listener.lock().unwrap().push(query.to_string());
                    }
                });
                Post::due(connection, app.store.now(), 100)?;
                connection.set_instrumentation(|_: InstrumentationEvent<'_>| {});
                let asked = heard.lock().unwrap().last().cloned().unwrap();
                let (query, _) = asked.split_once("-- binds").unwrap_or((&asked, ""));
                let query = query.replace("$1", "0").replace("$2", "100").replace('?', "0");
                Ok(match app.store.engine() {
                    Engine::Sqlite => {
                        let plan: Vec<SqlitePlan> =
                            sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(connection)?;
                        plan.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("\n")
                    }
                    Engine::Postgres => {
                        // A table of no rows would be read whole; what matters is that the index can be used.
                        sql_query("SET enable_seqscan = off").execute(connection)?;
                        let plan: Vec<PostgresPlan> = sql_query(format!("EXPLAIN {query}")).load(connection)?;
                        sql_query("RESET enable_seqscan").execute(connection)?;
                        plan.into_iter().map(|step| step.line).collect::<Vec<_>>().join("\n")
                    }
                })
            })
            .unwrap();
        assert!(plan.contains("posts_scheduled"), "{plan}");
    });
}
