//! One SQL text on two databases.

use sqlx::{Executor as _, SqlStr};

use crate::house::on_each_database;

#[test]
fn every_sql_text_prepares_on_both_databases() {
    on_each_database(|house| async move {
        let house = &house;
        let mut count = 0;
        for (name, text) in backend::store::all_sql() {
            let mut connection = house.backend.db.read().acquire().await.unwrap();
            let prepared = connection.prepare(SqlStr::from_static(text)).await;
            prepared.unwrap_or_else(|error| panic!("{name} does not prepare: {error}"));
            count += 1;
        }
        assert!(count > 30, "only {count} texts are on the list");
    });
}
