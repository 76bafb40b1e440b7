//! The pages of datasets, of the open list, of bodies and themes, as a visitor without a script reads them.

use backend::service::suspension;
use domain::entry::OpenType;
use http::{StatusCode, header};

use crate::house::{PLANTED, on_each_database};

#[test]
fn o21_14_an_unconditional_dataset_is_looked_at_and_taken_without_an_account() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let page = house.get("/datasets/bus-stops").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header(header::CACHE_CONTROL), "no-cache");
        for text in [
            "<h1>公交站点</h1>",
            PLANTED,
            // A column is headed by what its data item is called, over its name in the file.
            "站点编码<code>stop_id</code>",
            "0164A",
            // A quote in a cell is text.
            "豫园&quot;老街&quot;",
            "2026.11.22",
        ] {
            assert!(page.holds(text), "the page lacks {text}");
        }
        let file = &version.files[0];
        assert!(page.holds(&format!("/datasets/bus-stops/files/{}/", file.id)));
        assert!(page.holds(&format!("/api/v1/datasets/bus-stops/files/{}", file.id)));
        let english = house.get("/en/datasets/bus-stops").await;
        assert!(english.holds("lang=\"en\"") && english.holds("Data items") && english.holds(PLANTED));
    });
}

#[test]
fn o21_15_a_conditional_dataset_shows_its_conditions_and_no_row() {
    on_each_database(|house| async move {
        house.list("taxi-trips", "出租车行程", OpenType::Conditional).await;
        house
            .add("taxi-trips", "行程.csv", "stop_id,name\n1,静安寺\n".as_bytes())
            .await;
        let page = house.get("/datasets/taxi-trips").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in [
            "c1",
            "安全保障措施",
            "通过等级保护二级测评",
            "测评报告",
            "必备",
            "第十五条",
        ] {
            assert!(page.holds(text), "the page lacks {text}");
        }
        assert!(!page.holds(PLANTED), "a row of conditional data stands on the page");
        assert!(
            !page.holds("/datasets/taxi-trips/files/"),
            "the page offers a download that is refused"
        );
    });
}

#[test]
fn o21_11b_a_dataset_that_is_not_open_says_which_items_are_protected() {
    on_each_database(|house| async move {
        house.list("household", "户籍登记", OpenType::NotOpen).await;
        let version = house
            .add("household", "户籍.csv", "stop_id,name\n1,静安寺\n".as_bytes())
            .await;
        let page = house.get("/datasets/household").await;
        for text in ["为什么不开放", "个人信息", "第十一条"] {
            assert!(page.holds(text), "the page lacks {text}");
        }
        let digest = version.files[0].digest.as_str();
        for text in [PLANTED, digest, "/datasets/household/files/"] {
            assert!(!page.holds(text), "the page gives away {text}");
        }
    });
}

#[test]
fn o21_22_the_page_of_a_suspended_dataset_keeps_its_description() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        // Read once, so that a table that was written before is in memory when the door closes.
        assert!(house.get("/datasets/bus-stops").await.holds(PLANTED));
        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实个人信息")
            .await
            .unwrap();
        let page = house.get("/datasets/bus-stops").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in [
            "id=\"notice\"",
            "核实个人信息",
            "第二十二条",
            "站点编码",
            "暂不提供",
            "原为无条件开放",
        ] {
            assert!(page.holds(text), "the page lacks {text}");
        }
        for text in [PLANTED, "/datasets/bus-stops/files/", "all.zip", "填充率"] {
            assert!(!page.holds(text), "the page still has {text}");
        }
    });
}

#[test]
fn the_open_list_is_narrowed_by_its_filters_and_refuses_what_is_none() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.list("taxi-trips", "出租车行程", OpenType::Conditional).await;
        let all = house.get("/open-list").await;
        assert!(all.holds("公交站点") && all.holds("出租车行程"));
        let narrowed = house.get("/open-list?open=conditional&body=transport-commission").await;
        assert!(narrowed.holds("出租车行程") && !narrowed.holds("公交站点"));
        assert!(narrowed.holds("/open-list.csv?open=conditional&amp;body=transport-commission"));
        // Beyond its end stands its last page, not an empty one.
        assert!(house.get("/open-list?page=1000").await.holds("公交站点"));
        for bad in [
            "open=wide",
            "theme=magic",
            "body=nobody",
            "body=..%2Fetc",
            "page=0",
            "page=x",
        ] {
            let answer = house.get(&format!("/open-list?{bad}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad}");
        }
    });
}

#[test]
fn bodies_and_themes_lead_to_their_datasets() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        house.until_found("bus-stops").await;
        let bodies = house.get("/bodies").await;
        assert!(bodies.holds("/bodies/transport-commission") && bodies.holds("100%"));
        for (address, text) in [
            ("/bodies/transport-commission", "上海市交通委员会"),
            ("/themes/transport", "交通出行"),
            ("/en/themes/transport", "Transport"),
        ] {
            let page = house.get(address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(page.holds(text) && page.holds("datasets/bus-stops"), "{address}");
        }
        for nowhere in ["/bodies/nobody", "/themes/magic", "/datasets/nothing", "/datasets/公交"] {
            assert_eq!(house.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}
