//! The registry of rules is true: what it lists is tested, what refuses is listed, and the rules that no other story tells
//! are told here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use backend::service::publishing::{self, NewEntry};
use backend::store::entries::{self, Row};
use cargo_metadata::MetadataCommand;
use domain::entry::{AccessMethod, Entry, OpenType, Provenance};
use domain::ids::EntryId;
use domain::policy::Action;
use domain::refused::Refused;
use domain::rules::RULES;
use domain::suspension::Door;
use http::StatusCode;

use crate::house::{body, metadata, on_each_database};

/// Every name of a function below a folder.
fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for item in fs::read_dir(folder).unwrap().flatten() {
        let path = item.path();
        if path.is_dir() {
            functions(&path, names);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let after = text.split("fn ").skip(1);
            names.extend(
                after
                    .filter_map(|rest| rest.split_once('('))
                    .map(|(name, _)| name.to_owned()),
            );
        }
    }
}

#[test]
fn every_rule_in_force_is_named_by_a_test_through_the_portal() {
    let root = MetadataCommand::new().no_deps().exec().unwrap().workspace_root;
    let mut names = BTreeSet::new();
    functions(root.join("tests/portal").as_std_path(), &mut names);
    for rule in RULES {
        for id in std::iter::once(&rule.id).chain(rule.also) {
            let wanted = format!("_{}_", id.to_lowercase().replace('-', "_"));
            let found = names.iter().any(|name| format!("_{name}_").contains(&wanted));
            assert!(found, "no test of the portal names {id}");
        }
    }
}

#[test]
fn every_refusal_under_a_rule_names_one_in_force() {
    let text = include_str!("../../domain/src/refused.rs");
    let named = text.split("Some(\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let named: BTreeSet<&str> = named.map(|(id, _)| id).filter(|id| id.contains('-')).collect();
    assert!(named.len() > 5, "{named:?}");
    assert_eq!(named.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn o21_12d_an_entry_that_is_not_published_is_seen_by_nobody() {
    on_each_database(|house| async move {
        house.list("parking", "停车场", OpenType::Unconditional).await;
        let console = house.console();
        let granted = console.permit(Action::WriteEntry).unwrap();
        let entry = Entry {
            id: EntryId::new("unpublished"),
            slug: "draft".parse().unwrap(),
            body: body().id,
            metadata: metadata("公交站点草稿", OpenType::Unconditional),
            revision: 1,
            issued: None,
            modified: None,
        };
        let row = Row {
            entry,
            published: false,
            due: None,
            stated_rows: None,
            door: Door::Open,
        };
        let mut tx = house.backend.db.begin(&granted).await.unwrap();
        entries::insert(&mut tx, &row).await.unwrap();
        backend::store::outbox::queue(&mut tx, &row.entry.id, console.now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.until_found("parking").await;

        for address in [
            "/datasets/draft",
            "/api/v1/datasets/draft",
            "/api/v1/datasets/draft/versions",
            "/api/v1/datasets/draft/preview",
            "/datasets/draft/versions/1/all.zip",
        ] {
            assert_eq!(house.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        for address in [
            "/api/v1/datasets",
            "/datasets",
            "/open-list",
            "/open-list.csv",
            "/api/v1/suggest?q=公交",
        ] {
            let answer = house.get(address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert!(!answer.holds("草稿"), "{address} shows an entry that is not published");
        }
    });
}

#[test]
fn o21_12b_o9_31_bs_30_shared_or_negotiated_data_cannot_be_published() {
    on_each_database(|house| async move {
        publishing::save_body(&house.backend, &house.console(), &body())
            .await
            .unwrap();
        for provenance in [Provenance::Shared, Provenance::Negotiated] {
            let mut metadata = metadata("共享得来", OpenType::Unconditional);
            metadata.provenance = Some(provenance);
            let refused = publish(&house, "shared", metadata).await.unwrap_err();
            assert_eq!(refused.rule(), Some("O21-12b"));
            assert_eq!(house.get("/datasets/shared").await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn o21_12a_an_incomplete_entry_cannot_be_published() {
    on_each_database(|house| async move {
        publishing::save_body(&house.backend, &house.console(), &body())
            .await
            .unwrap();
        let mut metadata = metadata("不完整", OpenType::Unconditional);
        (metadata.theme, metadata.frequency) = (None, None);
        let refused = publish(&house, "incomplete", metadata).await.unwrap_err();
        assert_eq!(refused.rule(), Some("O21-12a"));
        let Refused::Incomplete { missing } = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(missing.len(), 2, "every missing item is named at once: {missing:?}");
    });
}

#[test]
fn o21_15c_a_method_that_the_entry_does_not_offer_is_refused() {
    on_each_database(|house| async move {
        publishing::save_body(&house.backend, &house.console(), &body())
            .await
            .unwrap();
        let mut metadata = metadata("只可下载", OpenType::Unconditional);
        metadata.access = vec![AccessMethod::Download];
        publish(&house, "by-download", metadata).await.unwrap();
        let file = house.add("by-download", "stops.csv", b"a,b\n1,2\n").await.files[0]
            .id
            .clone();
        let by_api = house.get(&format!("/api/v1/datasets/by-download/files/{file}")).await;
        assert_eq!(by_api.status, StatusCode::FORBIDDEN);
        assert!(by_api.holds("O21-15c"));
        let by_page = house
            .get(&format!("/datasets/by-download/files/{file}/stops.csv"))
            .await;
        assert_eq!(by_page.status, StatusCode::OK);
    });
}

async fn publish(house: &crate::house::House, slug: &str, metadata: domain::entry::Metadata) -> Result<Entry, Refused> {
    let new = NewEntry {
        slug: slug.parse().unwrap(),
        body: body().id,
        metadata,
        issued: None,
    };
    match publishing::publish(&house.backend, &house.console(), new).await {
        Ok(entry) => Ok(entry),
        Err(backend::Error::Refused(refused)) => Err(refused),
        Err(error) => panic!("{error:?}"),
    }
}
