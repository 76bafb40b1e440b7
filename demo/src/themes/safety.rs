//! 公共安全

use super::prelude::*;
use crate::cell::Cell;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("fire-stations", "emergency-bureau", Theme::Safety, Yearly)
            .title("消防救援站信息", "Fire stations")
            .about("消防救援站的位置、类型和责任区面积。", "Position, kind and area of fire stations.")
            .words("消防, 消防站, 救援, 火灾, fire station, rescue")
            .items(items! {
                station_code Code "站点编码" "Code", "消防站编码" "Code of the station";
                station_name Text "站点名称" "Station", "消防站名称" "Name of the station";
                kind Code "类型" "Kind", "消防站类型" "Kind of station", codes "1 一级站；2 二级站；3 小型站；4 特勤站" "1 first class; 2 second class; 3 small; 4 special";
                area Decimal "责任区" "Area", "责任区面积" "Area it answers for", unit "km²";
            })
            .address()
            .point()
            .issued(2021, 11, 9)
            .version(&[Csv, GeoJson], "新增 3 座消防站。", "Three stations added.")
            .files("演示_消防救援站", fire_stations),
        entry("emergency-shelters", "emergency-bureau", Theme::Safety, Irregular)
            .title("应急避难场所", "Emergency shelters")
            .about("应急避难场所的类型、可容纳人数和示意范围。", "Kind, capacity and schematic outline of emergency shelters.")
            .words("应急避难, 避难场所, 防灾, 地震, 疏散, emergency shelter")
            .items(items! {
                shelter_code Code "编码" "Code", "避难场所编码" "Code of the shelter";
                shelter_name Text "名称" "Shelter", "避难场所名称" "Name of the shelter";
                kind Code "类型" "Kind", "避难时长" "How long it can be used", codes "1 紧急；2 短期；3 长期" "1 immediate; 2 short; 3 long";
                capacity Integer "可容纳人数" "Capacity", "可容纳人数" "People it takes", unit "人";
                water Boolean "应急供水" "Water", "是否有应急供水" "Whether there is emergency water";
            })
            .district()
            .shape()
            .priority()
            .issued(2022, 5, 12)
            .uses(160, Rising)
            .version(&[GeoJson], "首次发布。", "First release.")
            .version(&[GeoJson], "新增 6 处场所。", "Six shelters added.")
            .files("演示_应急避难场所", shelters),
        entry("traffic-accidents", "public-security-bureau", Theme::Safety, Monthly)
            .title("道路交通事故统计", "Road accidents")
            .about("按区、道路类型和事故形态汇总的交通事故起数和伤亡人数。", "Accidents and casualties by district, kind of road and kind of accident.")
            .words("交通事故, 道路安全, 伤亡, 交警, road accident, traffic safety")
            .items(items! {
                month Text "月份" "Month", "事故月份" "Month of the accident";
                district Text "行政区" "District", "事故所在区" "Where it happened";
                road Text "道路类型" "Road", "道路类型" "Kind of road";
                form Text "事故形态" "Form", "事故形态" "Kind of accident";
                accidents Integer "事故起数" "Accidents", "事故起数" "Accidents", unit "起";
                injured Integer "受伤人数" "Injured", "受伤人数" "People injured", unit "人";
                killed Integer "死亡人数" "Killed", "死亡人数" "People killed", unit "人";
            })
            .issued(2021, 12, 2)
            .covers((2026, 5, 1), (2026, 10, 31))
            .uses(280, Steady)
            .version(&[Csv], "截至 2026 年 10 月。", "To October 2026.")
            .files("演示_道路交通事故", accidents),
        entry("fire-hydrants", "emergency-bureau", Theme::Safety, Monthly)
            .title("市政消火栓位置和压力", "Fire hydrants: position and pressure")
            .about("市政消火栓的位置、口径和水压，涉及公共设施安全，有条件开放。", "Position, size and pressure of fire hydrants; open under conditions because they are part of the city's safety.")
            .words("消火栓, 消防, 水压, 市政设施, fire hydrant")
            .items(items! {
                hydrant_code Code "编码" "Code", "消火栓编码" "Code of the hydrant";
                diameter Integer "口径" "Diameter", "公称口径" "Nominal diameter", unit "mm";
                pressure Decimal "水压" "Pressure", "静水压，未测为空" "Static pressure; empty when not measured", unit "MPa", important;
                checked_on Date "检查日期" "Checked", "最近检查日期" "Day of the last check";
                working Boolean "完好" "Working", "是否完好" "Whether it works", important;
            })
            .address()
            .items(items! {
                lon Decimal "经度" "Longitude", "CGCS2000 坐标系经度" "Longitude in CGCS2000", unit "°", important;
                lat Decimal "纬度" "Latitude", "CGCS2000 坐标系纬度" "Latitude in CGCS2000", unit "°", important;
            })
            .collected()
            .conditional(&[Download], [
                conditions::protection_level(2),
                conditions::officer(),
                conditions::keep_and_delete(),
            ])
            .issued(2023, 8, 18)
            .uses(24, Falling)
            .version(&[Csv], "2026 年 10 月检查结果。", "Checks of October 2026.")
            .files("demo_fire_hydrants", hydrants),
        entry("police-calls", "public-security-bureau", Theme::Safety, Realtime)
            .title("110 接报警情记录", "Emergency calls to the police")
            .about("接报警情的时间、地点和处置情况，含报警人信息，不予开放。", "Time, place and handling of calls to the police. They hold information about callers and are not open.")
            .words("110, 警情, 报警, 公安, police call")
            .items(items! {
                call_no Code "警情编号" "Call", "警情编号" "Number of the call";
                received_at Time "接报时间" "Received", "接报时间" "When it was received";
                kind Text "警情类别" "Kind", "警情类别" "Kind of call";
                caller Text "报警人" "Caller", "报警人称谓，演示数据已隐去" "The caller; hidden in the demo", personal;
                place Text "警情地点" "Place", "警情地点" "Where it happened", personal;
            })
            .not_open()
            .issued(2023, 8, 18)
            .late(3)
            .version(&[Csv], "登记数据结构与样例。", "Structure and sample registered.")
            .files("demo_police_calls", calls),
    ]
}

fn fire_stations(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("fire-station", 172) {
        let kind = site.rng.int(1, 4).to_string();
        let area = site.rng.real(3.5, 26.0);
        let name = format!("{}消防救援站", site.word());
        out.row(cells![
            format!("F{:03}", site.no),
            name,
            kind,
            dec(area, 1),
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn shelters(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("shelter", 118 - 6 * edition.back) {
        let (kind, capacity, water) = (site.rng.int(1, 3), site.rng.int(4, 180) * 50, site.rng.chance(74));
        let name = format!("{}{}", site.word(), site.rng.pick(&["绿地", "学校", "体育场", "广场"]));
        let outline = site.outline(0.0035);
        out.row(cells![
            format!("B{:03}", site.no),
            name,
            kind.to_string(),
            capacity,
            water,
            site.district.zh,
            Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}

fn accidents(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for month in edition.months(6) {
        for district in &DISTRICTS {
            for (road, share) in [("城市道路", 1.0), ("公路", 0.5), ("快速路", 0.3)] {
                for form in ["机动车相撞", "机动车与非机动车", "机动车与行人", "单车事故"] {
                    let key = chrono::Datelike::month(&month) as usize * 100 + road.len() * 7 + form.len();
                    let mut rng = Rng::of(district.code).fork(key);
                    let many = (district.people as f64 * share * rng.real(0.02, 0.11)) as i64;
                    let injured = many * rng.int(55, 120) / 100;
                    let killed = i64::from(many > 0 && rng.chance(9));
                    out.row(cells![month_of(month), district.zh, road, form, many, injured, killed])?;
                }
            }
        }
    }
    Ok(())
}

fn hydrants(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("hydrant", 860) {
        let pressure = (!site.rng.chance(6)).then(|| dec(site.rng.real(0.14, 0.38), 2));
        let checked = edition.month() + chrono::Days::new(site.rng.int(0, 29) as u64);
        let working = site.rng.chance(97);
        out.row(cells![
            format!("XH{:05}", site.no * 7),
            site.rng.pick(&[100, 100, 150]),
            pressure,
            checked,
            working,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn calls(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("police-call", 240) {
        let when = at(edition.day(), site.rng.int(0, 23) as u32, site.rng.int(0, 59) as u32);
        let kind = site.rng.mostly(&["求助", "交通", "纠纷", "噪声扰民", "走失"]);
        let caller = site.rng.pick(&["先生", "女士"]);
        out.row(cells![
            format!("J{:07}", site.no * 41),
            when,
            kind,
            format!("某{caller}"),
            site.address()
        ])?;
    }
    Ok(())
}
