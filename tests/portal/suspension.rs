//! Suspension through the use cases, on one node and on two (Order 21, Article 22).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use backend::Error;
use backend::blobs::Broken;
use backend::jobs::Jobs;
use backend::service::gate::{self, Cut};
use backend::service::suspension;
use backend::store::db::Kind;
use domain::gate::Channel;
use domain::refused::Refused;
use futures::StreamExt as _;

use crate::house;
use crate::house::on_each_database;

#[test]
fn o21_22_a_running_stream_is_cut_when_the_call_returns() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let large = "stop_id,name\n".to_owned() + &"0012,人民广场\n".repeat(60_000);
        let version = house.add("bus-stops", "large.csv", large.as_bytes()).await;
        let file = &version.files[0];
        let permit = gate::permit(&house.backend, &house.visitor(), "bus-stops", Channel::Download)
            .await
            .unwrap();
        let reset = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&reset);
        permit.on_cut(move || seen.store(true, Ordering::SeqCst));
        let mut stream = Box::pin(
            house
                .backend
                .blobs
                .read(permit, &version, file, 0..file.bytes as u64)
                .await
                .unwrap(),
        );
        assert!(stream.next().await.unwrap().is_ok());

        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();

        assert!(reset.load(Ordering::SeqCst), "the connection was not reset");
        assert!(matches!(stream.next().await, Some(Err(Broken::Cut(Cut)))));
    });
}

#[test]
fn o21_22_suspend_and_restore_answer_as_the_table_says() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let (backend, console) = (&house.backend, house.console());
        let ask = || gate::permit(&house.backend, &console, "bus-stops", Channel::Preview);
        suspension::suspend(backend, &console, "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        assert!(matches!(ask().await, Err(Error::Refused(Refused::Suspended { notice })) if notice.reason == "核实中"));
        let again = suspension::suspend(backend, &console, "bus-stops", "O21-22", "又一次").await;
        assert!(matches!(again, Err(Error::Refused(Refused::AlreadySuspended))));
        suspension::restore(backend, &console, "bus-stops").await.unwrap();
        assert!(ask().await.is_ok());
        let again = suspension::restore(backend, &console, "bus-stops").await;
        assert!(matches!(again, Err(Error::Refused(Refused::NotSuspended))));
    });
}

#[test]
fn o21_22_a_visitor_cannot_suspend_and_learns_nothing() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        for slug in ["bus-stops", "no-such-dataset"] {
            let refused = suspension::suspend(&house.backend, &house.visitor(), slug, "O21-22", "x").await;
            assert!(matches!(refused, Err(Error::Refused(Refused::NotSignedIn))));
        }
    });
}

#[test]
fn o21_22_a_suspension_needs_an_article_and_a_reason() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let refused = suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "  ").await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Invalid { .. }))));
    });
}

#[test]
fn o21_22_a_suspension_on_one_node_cuts_the_permits_of_another() {
    on_each_database(|house| async move {
        // With SQLite a second process can close doors (the command line), and this one must obey it all the same.
        house.bus_stops().await;
        let other = house.another_node().await;
        let jobs = if other.db.kind() == Kind::Postgres {
            Some(Jobs::start(&other, house::post(&house.folder)).await.unwrap())
        } else {
            None
        };
        let permit = gate::permit(&house.backend, &house.visitor(), "bus-stops", Channel::Download)
            .await
            .unwrap();

        suspension::suspend(&other, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();

        assert_eq!(permit.check(), Err(Cut));
        if let Some(jobs) = jobs {
            jobs.stop().await;
        }
    });
}

#[test]
fn o21_22_a_node_that_has_left_the_database_refuses_by_itself() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let permit = gate::permit(&house.backend, &house.visitor(), "bus-stops", Channel::Download)
            .await
            .unwrap();
        assert_eq!(permit.check(), Ok(()));
        let backend = house.backend.clone();
        house.close_jobs().await;
        tokio::time::sleep(gate::node::LEASE).await;
        assert_eq!(permit.check(), Err(Cut));
        let ctx = backend.ctx(domain::actor::Actor::Visitor);
        let refused = gate::permit(&backend, &ctx, "bus-stops", Channel::Download).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::GateClosed))));
    });
}
