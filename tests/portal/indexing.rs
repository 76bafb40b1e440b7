//! The index follows the database: through the outbox, over a crash, and when it is rebuilt.

use backend::jobs::Jobs;
use backend::search::Query;
use backend::service::{catalogue, indexing, search, suspension};
use backend::store::db::Kind;
use domain::actor::{Actor, Job};
use domain::entry::OpenType;
use domain::frequency::{Frequency, next_due};
use domain::text::Lang;
use domain::time::DAY;

use crate::house::{House, on_each_database, opening};

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

/// The quality score on the card of the one dataset.
fn score(house: &House) -> Option<u8> {
    let ctx = house.visitor();
    let results = search::search(&house.backend, &ctx, &Query::all(ctx.now, Lang::Zh)).unwrap();
    results.hits.first().map(|hit| hit.card.quality)
}

#[test]
fn o21_41_the_score_on_a_card_falls_with_the_days() {
    on_each_database(|house| async move {
        house.list("parking", "停车场", OpenType::Unconditional).await;
        let house = &house;
        let view = catalogue::dataset(&house.backend, &house.visitor(), "parking")
            .await
            .unwrap();
        assert_eq!(
            view.due,
            next_due(Some(Frequency::Monthly), opening()),
            "an entry that has no data yet has promised it"
        );
        house
            .until("the card is there", || async move { score(house) == Some(100) })
            .await;
        // It falls due at the end of 22 December: 9 and 39 days before these, and nobody uses it.
        for (days, expected) in [(40, 97), (70, 87)] {
            house.clock.set(opening().plus(days * DAY));
            house
                .until("the card has the score of the day", || async move {
                    score(house) == Some(expected)
                })
                .await;
        }
    });
}

#[test]
fn o21_41_a_portal_that_was_down_at_midnight_brings_its_cards_up_when_it_starts() {
    on_each_database(|house| async move {
        house.list("parking", "停车场", OpenType::Unconditional).await;
        let house = &house;
        house
            .until("the card is there", || async move { score(house) == Some(100) })
            .await;
        house.close_jobs().await;
        house.clock.set(opening().plus(40 * DAY));
        let jobs = Jobs::start(&house.backend).await.unwrap();
        house
            .until("the card has the score of the day", || async move {
                score(house) == Some(97)
            })
            .await;
        jobs.stop().await;
    });
}
