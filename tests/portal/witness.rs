//! The witness over HTTP, and what it sees that the portal cannot.

use std::sync::Arc;

use backend::Backend;
use backend::clock::ManualClock;
use backend::service::ledger as service;
use domain::actor::{Actor, Job};
use domain::ledger::checkpoint::Checkpoint;
use domain::ledger::note::{Kind, SignKey, VerifyKey};
use domain::ledger::tree;
use domain::ledger::verify::Finding;
use domain::ledger::witness::Request;
use server::config;
use server::witness::Witness;
use tempfile::TempDir;

use crate::house::{House, ledger_setup, on_each_database, opening};
use crate::ledger::set_back;

struct Office {
    url: String,
    key: VerifyKey,
    folder: TempDir,
}

impl Office {
    /// A witness that watches a log.
    async fn of(log: VerifyKey) -> Self {
        let folder = TempDir::new().unwrap();
        let settings = config::Witness {
            folder: folder.path().to_owned(),
            ..config::Witness::default()
        };
        let clock = Arc::new(ManualClock::at(opening()));
        let witness = Witness::open(&settings, vec![log], clock).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (key, router) = (witness.public().clone(), witness.router());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, key, folder }
    }

    /// A node of the house that has its checkpoints cosigned.
    async fn node(&self, house: &House) -> Backend {
        let witness = service::Witness {
            url: self.url.clone(),
            key: self.key.clone(),
        };
        let node = house.another_node().await;
        node.ledger.keep(ledger_setup(&house.folder, vec![witness])).unwrap();
        node
    }

    async fn ask(&self, body: String) -> (u16, String) {
        let client = service::client().unwrap();
        let address = format!("{}/add-checkpoint", self.url);
        let answer = client.post(address).body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

async fn seal(node: &Backend) -> Result<bool, backend::Error> {
    service::seal(node, &node.ctx(Actor::System(Job::Seal))).await
}

#[test]
fn bs_39_a_witness_cosigns_what_grew_and_the_checkpoint_shows_it() {
    on_each_database(|house| async move {
        house.close_jobs().await;
        let office = Office::of(house.log_key().await).await;
        let node = office.node(&house).await;
        for _ in 0..3 {
            house.act(5).await;
            assert!(seal(&node).await.unwrap());
        }
        let report = house.audit(None, std::slice::from_ref(&office.key)).await.unwrap();
        assert_eq!((report.findings, report.checkpoint.size), (vec![], 15));
        let seconds = opening().micros() as u64 / 1_000_000;
        assert_eq!(report.cosigned, [(office.key.name().to_owned(), seconds)]);
        // A witness that was asked for and has not cosigned is missed.
        let other = SignKey::from_seed("other", Kind::Witness, &[3; 32]).unwrap();
        let missed = house.audit(None, &[other.public().clone()]).await.unwrap();
        assert_eq!(missed.findings, [Finding::NotCosigned { name: "other".into() }]);
        // Its memory is one file, which another process of it would read.
        let files = std::fs::read_dir(office.folder.path()).unwrap().count();
        assert_eq!(files, 2, "a key and a checkpoint");
    });
}

#[test]
fn bs_39_a_witness_notices_an_older_backup_that_the_portal_has_forgotten() {
    on_each_database(|house| async move {
        house.close_jobs().await;
        let office = Office::of(house.log_key().await).await;
        let node = office.node(&house).await;
        house.act(10).await;
        seal(&node).await.unwrap();
        house.act(10).await;
        seal(&node).await.unwrap();
        let seen = house.audit(None, &[]).await.unwrap();
        // The whole machine is set back, also the memory beside the key.
        set_back(&house).await;
        std::fs::remove_file(house.folder.path().join("ledger.head")).unwrap();
        house.act(15).await;
        let after = office.node(&house).await;
        assert!(seal(&after).await.is_err());
        let fault = after.ledger.fault().unwrap();
        assert!(fault.contains("20"), "{fault}");
        let found = house.audit(Some(&seen), &[]).await.unwrap().findings;
        assert_eq!(
            found,
            [Finding::Shrunk { now: 10, earlier: 20 }],
            "something was signed"
        );
        // A portal without this check signs; the witness does not, and whoever has seen more says so.
        let careless = house.another_node().await;
        careless.ledger.keep(ledger_setup(&house.folder, vec![])).unwrap();
        house.clock.set(house.clock_now().plus(10_000_000));
        seal(&careless).await.unwrap();
        let found = house.audit(Some(&seen), &[]).await.unwrap().findings;
        assert_eq!(found, [Finding::Forked { earlier: 20 }]);
        assert!(seal(&after).await.is_err());
    });
}

#[test]
fn bs_39_a_witness_answers_as_the_standard_has_it() {
    on_each_database(|house| async move {
        let log = SignKey::from_seed("data.example/ledger", Kind::Log, &[1; 32]).unwrap();
        let office = Office::of(log.public().clone()).await;
        let leaves: Vec<_> = [b"a", b"b", b"c"].map(|leaf| tree::leaf_hash(leaf)).into();
        let two = tree::node_hash(leaves[0], leaves[1]);
        let head = |origin: &str, size, root| Checkpoint {
            origin: origin.to_owned(),
            size,
            root,
        };
        let request = |old, proof: &[tree::Hash], head: &Checkpoint, key: &SignKey| {
            let (proof, note) = (proof.to_vec(), head.sign(key));
            Request { old, proof, note }.write()
        };
        let name = "data.example/ledger";
        let (first, second) = (head(name, 2, two), head(name, 3, tree::node_hash(two, leaves[2])));
        let ask = async |body: String| office.ask(body).await;
        let (status, line) = ask(request(0, &[], &first, &log)).await;
        assert_eq!(status, 200);
        let signature = line.trim_end().parse().unwrap();
        assert!(office.key.check_line(&first.to_string(), &signature).unwrap().is_some());
        let statuses = [
            ("nonsense".to_owned(), 400),
            (request(9, &[], &first, &log), 400),
            (request(0, &[], &second, &log), 409),
            (request(2, &[], &head(name, 2, leaves[0]), &log), 409),
            (request(2, &[leaves[0]], &second, &log), 422),
            (request(2, &[], &head("other.example", 2, two), &log), 404),
            (
                request(
                    2,
                    &[leaves[2]],
                    &second,
                    &SignKey::from_seed(name, Kind::Log, &[2; 32]).unwrap(),
                ),
                403,
            ),
            (request(2, &[leaves[2]], &second, &log), 200),
            (request(3, &[], &second, &log), 200),
        ];
        for (body, expected) in statuses {
            let (status, text) = ask(body.clone()).await;
            assert_eq!(status, expected, "{body}");
            if status == 409 {
                assert_eq!(text, "2\n");
            }
        }
        house.close_jobs().await;
    });
}
