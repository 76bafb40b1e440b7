//! 交通出行: metro.

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("metro-stations", "metro-company", Theme::Transport, Quarterly)
            .title("地铁车站信息", "Metro stations")
            .about(
                "轨道交通车站的编码、所属线路、位置、出入口和无障碍设施。",
                "Code, line, position, exits and step-free access of metro stations.",
            )
            .words("地铁, 轨道交通, 车站, 公共交通, 公共运输, 无障碍, metro, subway station")
            .items(items! {
                station_code Code "车站编码" "Station code", "线路号加站序，如 0203" "Line and order along it, such as 0203";
                station_name Text "车站名称" "Station name", "对外公布的名称" "The name shown to passengers";
                line_code Code "线路" "Line", "两位线路号" "Two-digit line number";
                opened Date "开通日期" "Opened", "首次开通运营日期" "First day of service";
                exits Integer "出入口数" "Exits", "对外开放的出入口" "Exits in use", unit "个";
                lifts Integer "无障碍电梯数" "Lifts", "可到站台的无障碍电梯" "Lifts to the platforms", unit "部";
                toilet Boolean "厕所" "Toilet", "站内是否有公共厕所" "Whether there is a public toilet";
            })
            .district()
            .point()
            .api()
            .issued(2020, 3, 18)
            .uses(1130, Steady)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, GeoJson], "新增 3 座车站，增加 GeoJSON 格式。", "Three stations added; GeoJSON is new.")
            .files("演示_地铁车站", metro_stations),
        entry("metro-ridership-daily", "metro-company", Theme::Transport, Daily)
            .title("地铁客流日统计", "Daily metro ridership")
            .about(
                "各地铁车站每日进站、出站和换乘客流量，用于客流预测和周边商业分析。",
                "Passengers entering, leaving and changing at every metro station each day, for forecasts and studies of the neighbourhood.",
            )
            .words("地铁客流, 轨道交通, 公共交通, 公共运输, 进站, metro ridership")
            .items(items! {
                service_date Date "日期" "Date", "运营日" "Day of service";
                station_code Code "车站编码" "Station code", "与地铁车站信息一致" "As in the list of metro stations";
                station_name Text "车站名称" "Station name", "对外公布的名称" "The name shown to passengers";
                line_code Code "线路" "Line", "两位线路号" "Two-digit line number";
                entries Integer "进站量" "Entries", "进站闸机刷卡人次" "Passengers through the entry gates", unit "人次";
                exits Integer "出站量" "Exits", "出站闸机刷卡人次" "Passengers through the exit gates", unit "人次";
                transfers Integer "换乘量" "Transfers", "站内换乘人次，非换乘站为空" "Passengers changing lines; empty where only one line calls", unit "人次";
            })
            .api()
            .priority()
            .issued(2021, 1, 11)
            .covers((2026, 10, 20), (2026, 11, 20))
            .uses(1320, Rising)
            .version(&[Csv, Json], "更新至 11 月 20 日。", "Data to 20 November.")
            .files("演示_地铁客流", metro_ridership),
    ]
}

/// The districts that each metro line crosses, in order; five stations in each.
#[rustfmt::skip]
const METRO: [[&str; 4]; 18] = [
    ["闵行区", "徐汇区", "静安区", "宝山区"], ["青浦区", "长宁区", "黄浦区", "浦东新区"],
    ["徐汇区", "长宁区", "虹口区", "宝山区"], ["徐汇区", "黄浦区", "浦东新区", "杨浦区"],
    ["闵行区", "闵行区", "奉贤区", "奉贤区"], ["浦东新区", "浦东新区", "浦东新区", "浦东新区"],
    ["浦东新区", "普陀区", "静安区", "宝山区"], ["闵行区", "黄浦区", "虹口区", "杨浦区"],
    ["松江区", "徐汇区", "黄浦区", "浦东新区"], ["闵行区", "长宁区", "虹口区", "杨浦区"],
    ["嘉定区", "普陀区", "徐汇区", "浦东新区"], ["闵行区", "静安区", "虹口区", "浦东新区"],
    ["嘉定区", "普陀区", "静安区", "浦东新区"], ["嘉定区", "普陀区", "黄浦区", "浦东新区"],
    ["宝山区", "普陀区", "徐汇区", "闵行区"], ["浦东新区", "浦东新区", "浦东新区", "浦东新区"],
    ["青浦区", "青浦区", "长宁区", "长宁区"], ["宝山区", "杨浦区", "浦东新区", "浦东新区"],
];
const STATIONS_PER_PART: usize = 5;

struct Station {
    site: Site,
    line: usize,
    code: String,
    name: String,
    interchange: bool,
}

fn stations() -> Vec<Station> {
    let mut stations = Vec::new();
    for (line, parts) in (1..).zip(METRO) {
        let mut order = 0;
        for (part, district) in parts.into_iter().enumerate() {
            let key = format!("metro-{line}-{part}");
            let mut along: Vec<Site> = sites_in(place::named(district), &key, STATIONS_PER_PART).collect();
            along.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
            for mut site in along {
                order += 1;
                let ending = site.rng.pick(&["路", "路", "路", "公园", "大道", "新村", "广场"]);
                stations.push(Station {
                    line,
                    code: format!("{line:02}{order:02}"),
                    name: format!("{}{ending}", place::word(stations.len())),
                    interchange: site.rng.chance(22),
                    site,
                });
            }
        }
    }
    stations
}

fn metro_stations(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for station in stations() {
        // The newest version brought the last stations of three lines.
        if edition.back > 0 && ["1620", "1720", "1820"].contains(&station.code.as_str()) {
            continue;
        }
        let mut rng = station.site.rng.clone();
        let year = (1995 + station.line as i64 + rng.int(0, 8)).min(2025);
        let opened = day(year as i32, rng.int(1, 12) as u32, rng.int(1, 28) as u32);
        out.row(cells![
            &station.code,
            &station.name,
            format!("{:02}", station.line),
            opened,
            rng.int(2, 8),
            rng.int(1, 4),
            rng.chance(93),
            station.site.district.zh,
            station.site.lon(),
            station.site.lat()
        ])?;
    }
    Ok(())
}

fn metro_ridership(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let stations = stations();
    for date in edition.days(32) {
        let rest = if weekend(date) { 0.68 } else { 1.0 };
        for station in &stations {
            let mut rng = station.site.rng.fork(chrono::Datelike::ordinal(&date) as usize);
            let size = 6_000.0 + 52_000.0 * station.site.rng.clone().unit() * (1.0 / station.line as f64 + 0.2);
            let entries = (size * rest * (1.0 + 0.05 * rng.bell())) as i64;
            let exits = entries + (entries as f64 * 0.02 * rng.bell()) as i64;
            let transfers = station.interchange.then(|| entries * rng.int(60, 140) / 100);
            out.row(cells![
                date,
                &station.code,
                &station.name,
                format!("{:02}", station.line),
                entries,
                exits,
                transfers
            ])?;
        }
    }
    Ok(())
}
