//! The index follows the database: through the outbox, over a crash, and when it is rebuilt.

use backend::jobs::Jobs;
use backend::search::Query;
use backend::service::{indexing, search, suspension};
use backend::store::db::Kind;
use domain::actor::{Actor, Job};
use domain::entry::OpenType;
use domain::text::Lang;

use crate::house::{House, on_each_database};

fn found(house: &House, text: &str) -> Vec<String> {
    let ctx = house.visitor();
    let query = Query {
        text: text.into(),
        ..Query::all(ctx.now, Lang::Zh)
    };
    let results = search::search(&house.backend, &ctx, &query).unwrap();
    results.hits.into_iter().map(|hit| hit.card.slug.to_string()).collect()
}

#[test]
fn o21_18b_what_is_published_is_soon_found() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.list("parking", "停车场", OpenType::Unconditional).await;
        let house = &house;
        house
            .until("the index has both", || async move { found(house, "").len() == 2 })
            .await;
        assert_eq!(found(house, "公交"), ["bus-stops"]);
        assert_eq!(found(house, "tingchechang"), ["parking"]);
    });
}

#[test]
fn a_rebuild_while_serving_loses_nothing() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let house = &house;
        house
            .until("the index has it", || async move { found(house, "").len() == 1 })
            .await;
        let ctx = house.backend.ctx(Actor::System(Job::Index));
        let rebuilding = indexing::ask_for_rebuild(&house.backend, &ctx);
        let listing = house.list("parking", "停车场", OpenType::Unconditional);
        let (rebuilt, ()) = tokio::join!(rebuilding, listing);
        rebuilt.unwrap();
        house
            .until(
                "the new one is there too",
                || async move { found(house, "").len() == 2 },
            )
            .await;
    });
}

#[test]
fn an_index_that_was_lost_is_built_again_from_the_database() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let kind = house.backend.db.kind();
        let other = house.another_node().await;
        if kind == Kind::Sqlite {
            // One process serves from a SQLite file: the first one has ended.
            house.close_jobs().await;
        }
        let jobs = Jobs::start(&other).await.unwrap();
        let mut tries = 0;
        while other.search().unwrap().is_empty() {
            tries += 1;
            assert!(tries < 500, "the empty index of a new node was never filled");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        jobs.stop().await;
    });
}

#[test]
fn o21_22_a_suspended_dataset_is_found_without_a_snippet() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let house = &house;
        house
            .until("the index has it", || async move { found(house, "").len() == 1 })
            .await;
        let snippet = || {
            let ctx = house.visitor();
            let query = Query {
                text: "公交".into(),
                ..Query::all(ctx.now, Lang::Zh)
            };
            search::search(&house.backend, &ctx, &query)
                .unwrap()
                .hits
                .remove(0)
                .snippet
        };
        assert!(!snippet().is_empty());
        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        assert!(snippet().is_empty());
        suspension::restore(&house.backend, &house.console(), "bus-stops")
            .await
            .unwrap();
        assert!(!snippet().is_empty());
    });
}
