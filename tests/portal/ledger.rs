//! Acts and their events, what is published of them, and what happens when somebody changes the past.

use backend::service::ledger as service;
use backend::service::publishing;
use backend::service::suspension;
use backend::store::db::Counter;
use backend::store::ledger as rows;
use domain::actor::{Actor, Job};
use domain::entry::OpenType;
use domain::ledger::event::{Event, EventKind};
use domain::ledger::note::VerifyKey;
use domain::ledger::tree::{self, Hash};
use domain::ledger::verify::{self, Expected, Finding, Published, Report};
use domain::policy::Action;
use http::{StatusCode, header};
use serde_json::Value;

use crate::house::{House, PLANTED, body, on_each_database};

impl House {
    /// How many events are recorded.
    pub async fn recorded(&self) -> i64 {
        self.backend.db.counter(Counter::Ledger).await.unwrap()
    }

    /// The events from a number on, sealed or not.
    async fn events_from(&self, first: i64) -> Vec<Event> {
        let rows = rows::range(&self.backend.db, first, i64::MAX).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_str(&row.leaf).unwrap())
            .collect()
    }

    /// What somebody with the password of the database could do.
    pub async fn tamper(&self, statement: &'static str) {
        let console = self.console();
        let granted = console.permit(Action::WriteBody).unwrap();
        let mut tx = self.backend.db.begin(&granted).await.unwrap();
        let done = sqlx::query(statement).execute(&mut *tx).await.unwrap();
        assert!(done.rows_affected() > 0, "{statement} changed nothing");
        tx.commit().await.unwrap();
    }

    /// Waits until a checkpoint covers everything that is recorded.
    pub async fn until_sealed(&self) {
        let recorded = self.recorded().await;
        self.until("a checkpoint covers all events", || async {
            let sealed = service::size(&self.backend, &self.visitor()).await.unwrap();
            sealed as i64 >= recorded
        })
        .await;
    }

    /// Acts so many times.
    pub async fn act(&self, times: usize) {
        for _ in 0..times {
            publishing::save_body(&self.backend, &self.console(), &body())
                .await
                .unwrap();
        }
    }

    pub async fn log_key(&self) -> VerifyKey {
        let keys = self.get("/ledger/keys").await;
        let text = String::from_utf8(keys.body.into()).unwrap();
        text.lines().next().unwrap().parse().unwrap()
    }

    /// What a stranger finds who checks everything that is published.
    pub async fn audit(&self, seen: Option<&Report>, witnesses: &[VerifyKey]) -> Result<Report, Finding> {
        let log = &self.log_key().await;
        let earlier = seen.map(|report| &report.checkpoint);
        let expected = Expected {
            log,
            witnesses,
            earlier,
        };
        verify::verify(self, &expected, |_| {}).await
    }

    async fn json(&self, address: &str) -> Value {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Waits until the portal has noticed that its ledger is not sound.
    async fn until_alarmed(&self) -> String {
        self.until("the portal notices", || async { self.backend.ledger.fault().is_some() })
            .await;
        assert_eq!(self.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        self.backend.ledger.fault().unwrap()
    }
}

impl Published for House {
    async fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let answer = self.get(&format!("/ledger/{path}")).await;
        if answer.status == StatusCode::OK {
            Ok(answer.body.into())
        } else {
            Err(answer.status.to_string())
        }
    }
}

#[test]
fn o21_20a_every_act_leaves_exactly_one_event() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let (backend, console) = (&house.backend, &house.console());
        suspension::suspend(backend, console, "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        suspension::restore(backend, console, "bus-stops").await.unwrap();
        let events = house.events_from(0).await;
        let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
        assert_eq!(
            kinds,
            [
                EventKind::SaveBody,
                EventKind::Publish,
                EventKind::AddVersion,
                EventKind::Suspend,
                EventKind::Restore
            ]
        );
        for event in &events[1..] {
            assert_eq!(event.object.id, "bus-stops");
            assert_eq!(event.at, house.clock_now());
        }
        assert_eq!(events[2].version, Some(1));
        assert_eq!(events[3].ground.as_deref(), Some("O21-22"));
        let leaves = rows::range(&backend.db, 0, 9).await.unwrap();
        assert!(
            leaves.iter().all(|row| !row.leaf.contains("核实中")),
            "a reason can name people"
        );
    });
}

#[test]
fn o21_20a_an_act_that_is_refused_or_changes_nothing_leaves_no_event() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let before = house.recorded().await;
        let (backend, console) = (&house.backend, house.console());
        assert!(suspension::restore(backend, &console, "bus-stops").await.is_err());
        let visitor = house.visitor();
        assert!(
            suspension::suspend(backend, &visitor, "bus-stops", "O21-22", "x")
                .await
                .is_err()
        );
        assert_eq!(house.recorded().await, before);
    });
}

#[test]
fn o21_20a_an_act_whose_event_cannot_be_written_does_not_happen() {
    on_each_database(|house| async move {
        house.list("bus-stops", "公交站点", OpenType::Unconditional).await;
        let version = house.add("bus-stops", "a.csv", b"a,b\n1,2\n").await;
        assert_eq!(house.recorded().await, 3);
        // The place of the next event is taken.
        house
            .tamper("insert into events (seq, at, leaf, leaf_hash) values (3, 0, 'x', 'x')")
            .await;
        let (backend, console) = (&house.backend, house.console());
        let refused = suspension::suspend(backend, &console, "bus-stops", "O21-22", "核实中").await;
        assert!(refused.is_err());
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        assert_eq!(house.get(&file).await.status, StatusCode::OK, "the door has moved");
        let refused = publishing::save_body(backend, &console, &body()).await;
        assert!(refused.is_err());
        assert_eq!(house.recorded().await, 3);
    });
}

#[test]
fn o21_20a_reads_are_on_record_within_a_second_without_address_or_person() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let before = house.recorded().await;
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        for _ in 0..3 {
            assert!(house.get(&file).await.holds(PLANTED));
        }
        let begun = std::time::Instant::now();
        house
            .until("the reads are on record", || async { house.recorded().await > before })
            .await;
        assert!(begun.elapsed().as_millis() < 1500, "{:?}", begun.elapsed());
        house
            .until("all three are on record", || async {
                let events = house.events_from(before).await;
                let counts = events
                    .iter()
                    .map(|event| event.details["count"].parse::<i64>().unwrap());
                counts.sum::<i64>() == 3
            })
            .await;
        for event in house.events_from(before).await {
            assert_eq!((event.kind, event.object.id.as_str()), (EventKind::Read, "bus-stops"));
            assert_eq!(event.details["channel"], "api");
        }
    });
}

#[test]
fn o21_20a_what_robots_and_resumed_downloads_take_is_on_record_and_in_no_figure() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let before = house.recorded().await;
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        house.get_with(&file, &[(header::RANGE, "bytes=10-20")]).await;
        house.get_with(&file, &[(header::USER_AGENT, "Examplebot/1.0")]).await;
        house
            .until("both are on record", || async {
                let events = house.events_from(before).await;
                let counts = events
                    .iter()
                    .map(|event| event.details["count"].parse::<i64>().unwrap());
                counts.sum::<i64>() == 2
            })
            .await;
        let today = backend::uses::day_number(house.clock_now());
        let used = backend::store::uses::on_day(&house.backend.db, today).await.unwrap();
        assert_eq!(used, 0);
    });
}

#[test]
fn o21_20a_reads_stop_when_they_cannot_be_put_on_record() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let next = house.recorded().await;
        assert_eq!(next, 3);
        house
            .tamper("insert into events (seq, at, leaf, leaf_hash) values (3, 0, 'x', 'x')")
            .await;
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        assert_eq!(house.get(&file).await.status, StatusCode::OK);
        house
            .until("nothing is given out any more", || async {
                house.get(&file).await.status == StatusCode::SERVICE_UNAVAILABLE
            })
            .await;
        house.tamper("delete from events where seq = 3").await;
        house
            .until("data is given out again", || async {
                house.get(&file).await.status == StatusCode::OK
            })
            .await;
    });
}

#[test]
fn bs_39_anyone_can_check_the_whole_ledger() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.act(20).await;
        house.until_sealed().await;
        let early = house.audit(None, &[]).await.unwrap();
        assert_eq!((early.findings.len(), early.checkpoint.size), (0, 23));
        house.act(280).await;
        house.until_sealed().await;
        let late = house.audit(Some(&early), &[]).await.unwrap();
        assert_eq!((late.findings, late.checkpoint.size), (vec![], 303));
        let full = house.get("/ledger/tile/0/000").await;
        assert_eq!(full.body.len(), 256 * 32);
        assert!(full.header(header::CACHE_CONTROL).contains("immutable"));
        assert_eq!(full.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        // What no checkpoint covers yet, and what is no tile, is not there.
        for path in ["0/001.p/48", "0/002", "1/000.p/2", "9/000", "0/0", "entries/001.p/200"] {
            let answer = house.get(&format!("/ledger/tile/{path}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn o21_19_proofs_can_be_had_without_tiles() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.act(7).await;
        house.until_sealed().await;
        let page = house.json("/api/v1/ledger/events?after=1&size=3").await;
        assert_eq!(page["size"], 10);
        assert_eq!(page["items"][0]["seq"], 2);
        assert!(page["next"].as_str().unwrap().ends_with("after=4&size=3"));
        let hash = |value: &Value| -> Hash { value.as_str().unwrap().parse().unwrap() };
        let hashes = |value: &Value| -> Vec<Hash> { value.as_array().unwrap().iter().map(hash).collect() };
        let item = &page["items"][1];
        let leaf = tree::leaf_hash(item["leaf"].as_str().unwrap().as_bytes());
        assert_eq!(leaf, hash(&item["leaf_hash"]));
        let proof = house.json("/api/v1/ledger/proofs/inclusion?seq=3").await;
        let root = house.audit(None, &[]).await.unwrap().checkpoint.root;
        assert_eq!(hash(&proof["root"]), root);
        tree::check_inclusion(3, 10, leaf, root, &hashes(&proof["hashes"])).unwrap();
        let grown = house.json("/api/v1/ledger/proofs/consistency?from=6&to=10").await;
        let (from, to) = (hash(&grown["from_root"]), hash(&grown["to_root"]));
        tree::check_consistency(6, 10, from, to, &hashes(&grown["hashes"])).unwrap();
        for wrong in [
            "inclusion?seq=10",
            "inclusion?seq=1&size=11",
            "consistency?from=7&to=6",
            "inclusion",
            "inclusion?seq=1&x=1",
        ] {
            let answer = house.get(&format!("/api/v1/ledger/proofs/{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    });
}

#[test]
fn o9_24_erasing_what_is_private_leaves_every_proof_standing() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.until_sealed().await;
        let before = house.audit(None, &[]).await.unwrap();
        let house = &house;
        let row = rows::range(&house.backend.db, 1, 2).await.unwrap().remove(0);
        assert!(row.beside.is_some());
        let refused = service::erase(&house.backend, &house.visitor(), 1).await;
        assert!(refused.is_err(), "a visitor has erased something");
        service::erase(&house.backend, &house.console(), 1).await.unwrap();
        house.until_sealed().await;
        let after = house.audit(Some(&before), &[]).await.unwrap();
        assert_eq!((after.findings, after.checkpoint.size), (vec![], 4));
        assert_eq!(house.backend.ledger.fault(), None);
        let last = &house.events_from(3).await[0];
        assert_eq!((last.kind, last.object.id.as_str()), (EventKind::EraseTraces, "1"));
        let again = service::erase(&house.backend, &house.console(), 1).await;
        assert!(again.is_err(), "there is nothing left to erase");
    });
}

#[test]
fn o21_20a_a_deleted_event_is_noticed_by_the_portal_and_by_strangers() {
    on_each_database(|house| async move {
        house.act(300).await;
        house.until_sealed().await;
        let seen = house.audit(None, &[]).await.unwrap();
        house.tamper("delete from events where seq = 100").await;
        let fault = house.until_alarmed().await;
        assert!(fault.contains("100"), "{fault}");
        assert!(!house.audit(Some(&seen), &[]).await.unwrap().findings.is_empty());
        // Nothing is signed on top of it.
        house.act(1).await;
        assert!(seal(&house).await.is_err());
        assert_eq!(service::size(&house.backend, &house.visitor()).await.unwrap(), 300);
    });
}

#[test]
fn o21_20a_a_changed_event_is_noticed_also_when_its_hash_is_changed_with_it() {
    on_each_database(|house| async move {
        house.act(10).await;
        house.until_sealed().await;
        let seen = house.audit(None, &[]).await.unwrap();
        house.tamper("update events set leaf = '{}' where seq = 5").await;
        let fault = house.until_alarmed().await;
        assert!(fault.contains("event 5"), "{fault}");
        let found = house.audit(Some(&seen), &[]).await.unwrap().findings;
        assert!(
            found.contains(&Finding::Entry {
                seq: 5,
                path: "tile/0/000.p/10".into()
            }),
            "{found:?}"
        );
        // The SHA-256 of a zero byte and "{}".
        house
            .tamper("update events set leaf_hash = 'KKOhj2zWQGsIbp/9ofm4oT289EsPPzLLkDGhH9BTrPk=' where seq = 5")
            .await;
        assert_eq!(tree::leaf_hash(b"{}").to_string().len(), 44);
        assert!(seal(&house).await.is_err());
        let found = house.audit(Some(&seen), &[]).await.unwrap().findings;
        assert!(found.contains(&Finding::Root { size: 10 }), "{found:?}");
    });
}

#[test]
fn o21_20a_swapped_events_are_noticed() {
    on_each_database(|house| async move {
        house.act(10).await;
        house.until_sealed().await;
        for statement in [
            "update events set seq = 1000 where seq = 2",
            "update events set seq = 2 where seq = 3",
            "update events set seq = 3 where seq = 1000",
        ] {
            house.tamper(statement).await;
        }
        house.until_alarmed().await;
        let found = house.audit(None, &[]).await.unwrap().findings;
        assert_eq!(found, [Finding::Root { size: 10 }]);
    });
}

#[test]
fn o21_20a_an_older_backup_is_noticed_before_anything_is_signed_on_it() {
    on_each_database(|house| async move {
        house.act(10).await;
        house.until_sealed().await;
        house.act(10).await;
        house.until_sealed().await;
        let seen = house.audit(None, &[]).await.unwrap();
        assert_eq!(seen.checkpoint.size, 20);
        house.close_jobs().await;
        set_back(&house).await;
        house.act(15).await;
        let refused = seal(&house).await;
        assert!(refused.is_err(), "a second head was signed");
        assert!(house.backend.ledger.fault().is_some());
        assert_eq!(
            house.audit(Some(&seen), &[]).await.unwrap().findings,
            [Finding::Shrunk { now: 10, earlier: 20 }]
        );
    });
}

/// The database as it was after ten events.
pub async fn set_back(house: &House) {
    for statement in [
        "delete from cosignatures where size > 10",
        "delete from checkpoints where size > 10",
        "delete from events where seq >= 10",
        "update counters set value = 10 where name = 'ledger'",
    ] {
        let console = house.console();
        let granted = console.permit(Action::WriteBody).unwrap();
        let mut tx = house.backend.db.begin(&granted).await.unwrap();
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn seal(house: &House) -> Result<bool, backend::Error> {
    let ctx = house.backend.ctx(Actor::System(Job::Seal));
    service::seal(&house.backend, &ctx).await
}

#[test]
fn bs_39_nodes_that_seal_at_the_same_time_sign_one_history() {
    on_each_database(|house| async move {
        let other = house.another_node().await;
        other
            .ledger
            .keep(crate::house::ledger_setup(&house.folder, vec![]))
            .unwrap();
        let ctx = other.ctx(Actor::System(Job::Seal));
        for _ in 0..15 {
            house.act(3).await;
            let (one, two) = tokio::join!(seal(&house), service::seal(&other, &ctx));
            one.unwrap();
            two.unwrap();
        }
        house.until_sealed().await;
        let report = house.audit(None, &[]).await.unwrap();
        assert_eq!((report.findings, report.checkpoint.size), (vec![], 45));
    });
}

#[test]
fn o21_19_the_page_shows_the_checkpoint_and_the_events_in_both_languages() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.act(40).await;
        house.until_sealed().await;
        let root = house.audit(None, &[]).await.unwrap().checkpoint.root.to_string();
        let page = house.get("/transparency").await;
        assert_eq!(page.status, StatusCode::OK);
        // Slashes and pluses of base64 stand in HTML as they are.
        for text in [
            root.as_str(),
            "data.example/ledger",
            "登记开放主体",
            "平台运营方（命令行）",
            "before=13",
        ] {
            assert!(page.holds(text), "the page lacks {text}");
        }
        let older = house.get("/en/transparency?before=3").await;
        for text in [
            "Version added",
            "/en/datasets/bus-stops",
            "Entry published",
            "kaicang ledger verify",
        ] {
            assert!(older.holds(text), "the page lacks {text}");
        }
        assert!(!older.holds("Older events"), "there is nothing older");
    });
}
