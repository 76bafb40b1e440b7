//! 交通出行: buses.

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("bus-stops", "transport-commission", Theme::Transport, Monthly)
            .title("公共交通公交站点信息", "Bus stops of public transport")
            .about(
                "全市公交站点的编码、名称、位置、途经线路和设施情况，可用于出行导航和站点覆盖分析。",
                "Code, name, position, lines and equipment of every bus stop in the city, for navigation and studies of coverage.",
            )
            .words("公交站, 公共交通, 公交, 站点, 巴士, 公共运输, bus stop, public transport")
            .items(items! {
                stop_code Code "站点编码" "Stop code", "全市唯一的六位编码，前导零有意义" "Six digits, unique in the city; leading zeros matter";
                stop_name Text "站点名称" "Stop name", "站牌上的名称" "The name on the sign";
                lines Text "途经线路" "Lines", "途经线路的编码，以分号分隔" "Codes of the lines that call here, separated by semicolons";
                shelter Boolean "候车亭" "Shelter", "是否有候车亭" "Whether there is a shelter";
                e_sign Boolean "电子站牌" "Electronic sign", "是否有显示到站时间的电子站牌" "Whether a sign shows arrival times";
            })
            .address()
            .point()
            .api()
            .priority()
            .issued(2020, 3, 18)
            .covers((2020, 1, 1), (2026, 10, 31))
            .uses(1480, Rising)
            .version(&[Csv], "首次发布站点清单。", "First release of the list of stops.")
            .version(&[Csv, GeoJson], "新增 2 条线路的 50 个站点，增加 GeoJSON 格式。", "50 stops of two new lines added; GeoJSON is new.")
            .version(&[Csv, GeoJson], "再新增 2 条线路的 50 个站点，更新电子站牌信息。", "50 stops of two more lines added, electronic signs brought up to date.")
            .files("演示_公交站点", bus_stops),
        entry("bus-lines", "bus-company", Theme::Transport, Monthly)
            .title("公共交通公交线路信息", "Bus lines of public transport")
            .about(
                "公交线路的编码、起讫站、首末班时间、票价和配车数。",
                "Code, termini, first and last departures, fare and vehicles of every bus line.",
            )
            .words("公交线路, 公共交通, 公交, 首末班, 公共运输, bus line, timetable")
            .items(items! {
                line_code Code "线路编码" "Line code", "四位数字，可带区间车后缀字母，如 0164A" "Four digits, with a letter for short workings, such as 0164A";
                line_name Text "线路名称" "Line name", "对外公布的名称" "The name shown to passengers";
                from_stop Text "起点站" "First stop", "上行起点站名称" "Where the outbound direction begins";
                to_stop Text "终点站" "Last stop", "上行终点站名称" "Where the outbound direction ends";
                first_bus Time "首班时间" "First bus", "上行首班发车时间" "First outbound departure";
                last_bus Time "末班时间" "Last bus", "上行末班发车时间" "Last outbound departure";
                headway_peak Integer "高峰间隔" "Peak headway", "高峰时段平均发车间隔" "Mean interval at peak times", unit "min";
                fare Decimal "票价" "Fare", "全程票价" "Fare for the whole line", unit "元";
                vehicles Integer "配车数" "Vehicles", "线路配属车辆数" "Vehicles of the line", unit "辆";
                zero_emission Boolean "新能源" "Zero emission", "是否全部为新能源车辆" "Whether all vehicles are zero-emission";
            })
            .issued(2020, 5, 6)
            .uses(760, Steady)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, Xlsx], "调整 6 条线路的末班时间，增加 XLSX 格式。", "Last departures of six lines changed; XLSX is new.")
            .files("演示_公交线路", bus_lines),
        entry("transit-card-15min", "transport-commission", Theme::Transport, Monthly)
            .title("公共交通刷卡客流（15 分钟汇总）", "Public transport card taps in 15-minute slots")
            .about(
                "25 条公交骨干线路每个站点每 15 分钟的上下车刷卡人次，已汇总，不含卡号。共 100 万行，适合客流预测和线网优化研究。",
                "Card taps on and off at every stop of 25 trunk bus lines in 15-minute slots, aggregated and without card numbers. One million rows, for forecasts and network studies.",
            )
            .words("公共交通, 公交, 刷卡, 客流, 交通卡, 公共运输, bus ridership, smart card")
            .items(items! {
                service_date Date "运营日期" "Service date", "运营日" "Day of service";
                slot_start Text "时段开始" "Slot start", "15 分钟时段的开始时间" "Start of the 15-minute slot";
                line_code Code "线路编码" "Line code", "与公交线路信息一致" "As in the list of bus lines";
                stop_code Code "站点编码" "Stop code", "与公交站点信息一致" "As in the list of bus stops";
                stop_name Text "站点名称" "Stop name", "站牌上的名称" "The name on the sign";
                boardings Integer "上车人次" "Boardings", "时段内上车刷卡人次" "Taps on in the slot", unit "人次";
                alightings Integer "下车人次" "Alightings", "时段内下车刷卡人次；下车不刷卡的线路为估算" "Taps off in the slot; estimated where none is needed", unit "人次";
                transfers Integer "换乘人次" "Transfers", "上车人次中享受换乘优惠的人次" "Boardings that were transfers", unit "人次";
                load_rate Decimal "满载率" "Load", "离站时平均满载率" "Mean load on leaving the stop", unit "%";
            })
            .api()
            .priority()
            .issued(2023, 9, 1)
            .covers((2026, 10, 9), (2026, 11, 2))
            .uses(920, Rising)
            .version(&[Csv], "发布 2026 年 10 月 9 日至 11 月 2 日数据。", "Data from 9 October to 2 November 2026.")
            .files("演示_公共交通刷卡客流_15分钟", card_taps),
        entry("bus-arrivals", "bus-company", Theme::Transport, Realtime)
            .title("公交车辆实时到站信息", "Live bus arrivals")
            .about(
                "公交车辆预计到站时间的接口样例快照，有条件开放给提供出行服务的平台。",
                "A snapshot of the feed of predicted bus arrivals, open under conditions to services that inform travellers.",
            )
            .words("公交到站, 实时公交, 公共交通, 公共运输, live bus arrivals")
            .items(items! {
                line_code Code "线路编码" "Line code", "与公交线路信息一致" "As in the list of bus lines";
                stop_code Code "站点编码" "Stop code", "与公交站点信息一致" "As in the list of bus stops";
                vehicle_no Code "车辆自编号" "Fleet number", "企业内部车辆编号" "The operator's number of the vehicle", important;
                stops_away Integer "距站数" "Stops away", "距本站的站数" "Stops before this one", unit "站";
                arrives_at Time "预计到站" "Predicted arrival", "预计到站时间" "When it should arrive";
                on_time Boolean "是否准点" "On time", "与计划相差不超过 2 分钟" "Within two minutes of the timetable";
            })
            .conditional(&[Api], [
                conditions::capacity("支持每 15 秒一次的持续调用并有降级方案", "calls every 15 seconds without end, with a plan for failures"),
                conditions::protection_level(2),
                conditions::access_log(),
            ])
            .issued(2024, 4, 12)
            .uses(310, Rising)
            .version(&[Json], "样例快照，字段与接口一致。", "A snapshot with the fields of the feed.")
            .files("demo_bus_arrivals", bus_arrivals),
    ]
}

const LINES: usize = 48;
const TRUNK_LINES: usize = 25;
const STOPS_PER_LINE: usize = 25;

fn line_code(line: usize) -> String {
    let suffix = if line % 8 == 3 { "A" } else { "" };
    format!("{:04}{suffix}", (line * 37 + 12) % 1000)
}

fn line_name(code: &str) -> String {
    match code.trim_start_matches('0').strip_suffix('A') {
        Some(number) => format!("{number}路区间"),
        None => format!("{}路", code.trim_start_matches('0')),
    }
}

fn stop_code(stop: usize) -> String {
    format!("{:06}", stop * 3 + 101)
}

fn stop_name(site: &Site) -> String {
    format!("{}{}路", site.road, place::word(site.no * 7))
}

/// The stops of the first lines. A line stays in its district and runs from west to east.
fn stops(lines: usize) -> impl Iterator<Item = Site> {
    (0..lines).flat_map(|line| {
        let home = sites("bus-line-home", line + 1)
            .last()
            .expect("a line has a home")
            .district;
        let mut along: Vec<Site> = sites_in(home, &format!("bus-line-{line}"), STOPS_PER_LINE).collect();
        along.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
        (line * STOPS_PER_LINE + 1..)
            .zip(along)
            .map(|(no, site)| Site { no, ..site })
    })
}

fn bus_stops(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in stops(LINES - 2 * edition.back) {
        let stop = site.no - 1;
        let mut lines = line_code(stop / STOPS_PER_LINE);
        for _ in 0..site.rng.int(0, 2) {
            let other = line_code(site.rng.int(0, 43) as usize);
            if !lines.contains(&other) {
                lines = format!("{lines};{other}");
            }
        }
        let shelter = site.rng.chance(71);
        let e_sign = shelter && site.rng.chance(if edition.back == 0 { 58 } else { 51 });
        let name = stop_name(&site);
        out.row(cells![
            stop_code(stop),
            name,
            lines,
            shelter,
            e_sign,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn bus_lines(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let names: Vec<String> = stops(LINES).map(|site| stop_name(&site)).collect();
    for line in 0..LINES {
        let mut rng = Rng::of("bus-line").fork(line);
        let code = line_code(line);
        let first = format!("0{}:{:02}", rng.int(4, 6), rng.int(0, 5) * 10);
        let usual = rng.int(21, 22);
        let late = if edition.back == 0 && line % 8 == 1 { 23 } else { usual };
        let last = format!("{late}:{:02}", rng.int(0, 3) * 15);
        out.row(cells![
            &code,
            line_name(&code),
            &names[line * STOPS_PER_LINE],
            &names[line * STOPS_PER_LINE + STOPS_PER_LINE - 1],
            first,
            last,
            rng.int(4, 18),
            dec(if rng.chance(85) { 2.0 } else { 1.0 }, 1),
            rng.int(6, 38),
            rng.chance(88)
        ])?;
    }
    Ok(())
}

/// 25 days of 64 slots for 25 lines of 25 stops: one million rows.
fn card_taps(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const DAYS: u64 = 25;
    const SLOTS: u32 = 64;
    let stops: Vec<(String, String, String, f64)> = stops(TRUNK_LINES)
        .map(|mut site| {
            let stop = site.no - 1;
            let pull = 1.5 + 9.0 * site.rng.unit() * site.rng.unit();
            (
                line_code(stop / STOPS_PER_LINE),
                stop_code(stop),
                stop_name(&site),
                pull,
            )
        })
        .collect();
    let mut rng = Rng::of("card-taps");
    for date in (0..DAYS).map(|ahead| day(2026, 10, 9) + chrono::Days::new(ahead)) {
        for slot in 0..SLOTS {
            let (hour, minute) = (6 + slot / 4, slot % 4 * 15);
            let start = format!("{hour:02}:{minute:02}");
            let crowd = busy(date, hour);
            for (line, code, name, pull) in &stops {
                let on = (pull * crowd * rng.real(0.4, 1.6)) as i64;
                let off = (pull * crowd * rng.real(0.4, 1.6)) as i64;
                let load = (8.0 + 22.0 * crowd + rng.real(-6.0, 12.0)).clamp(0.0, 100.0);
                out.row(cells![
                    date,
                    &start,
                    line,
                    code,
                    name,
                    on,
                    off,
                    on * rng.int(0, 45) / 100,
                    dec(load, 1)
                ])?;
            }
        }
    }
    Ok(())
}

fn bus_arrivals(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let now = at(edition.day(), 17, 42);
    for site in stops(TRUNK_LINES).filter(|site| site.no % 5 == 0) {
        let mut rng = site.rng;
        for _ in 0..2 {
            let away = rng.int(1, 14);
            let due = now + chrono::Duration::seconds(away * 95 + rng.int(0, 60));
            out.row(cells![
                line_code((site.no - 1) / STOPS_PER_LINE),
                stop_code(site.no - 1),
                format!("S{:05}", rng.int(1, 9_999)),
                away,
                due,
                rng.chance(83)
            ])?;
        }
    }
    Ok(())
}
