//! 气象水文

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("rainfall-hourly", "weather-bureau", Theme::Weather, Hourly)
            .title("自动站逐小时雨量", "Hourly rainfall at automatic stations")
            .about("全市自动雨量站每小时降水量，可用于防汛和排水调度。", "Rainfall of every hour at the automatic stations, for flood control and drainage.")
            .words("雨量, 降水, 降雨, 暴雨, 防汛, rainfall, precipitation")
            .items(items! {
                measured_at Time "时间" "Time", "统计小时的开始" "Start of the hour";
                station_code Code "站号" "Station code", "五位站号" "Five-character station code";
                station_name Text "站名" "Station", "雨量站名称" "Name of the station";
                district Text "行政区" "District", "所在的行政区" "The district it stands in";
                rainfall Decimal "小时雨量" "Rainfall", "降水量，缺测为空" "Rainfall; empty when not measured", unit "mm";
            })
            .collected()
            .api()
            .issued(2020, 6, 1)
            .covers((2026, 11, 11), (2026, 11, 20))
            .uses(410, Steady)
            .version(&[Csv], "最近 10 天数据。", "The last ten days.")
            .files("演示_逐小时雨量", rainfall),
        entry("daily-weather", "weather-bureau", Theme::Weather, Daily)
            .title("国家站逐日气象观测", "Daily observations of the national weather stations")
            .about("每日最高、最低、平均气温，相对湿度、风速、日照和降水。", "Highest, lowest and mean temperature, humidity, wind, sunshine and rain of every day.")
            .words("天气, 气温, 湿度, 风速, 气象, weather, temperature")
            .items(items! {
                date Date "日期" "Date", "观测日" "Day of observation";
                station_code Code "站号" "Station code", "国家站站号" "Code of the national station";
                station_name Text "站名" "Station", "气象站名称" "Name of the station";
                high Decimal "最高气温" "High", "日最高气温" "Highest temperature", unit "°C";
                low Decimal "最低气温" "Low", "日最低气温" "Lowest temperature", unit "°C";
                mean Decimal "平均气温" "Mean", "日平均气温" "Mean temperature", unit "°C";
                humidity Integer "相对湿度" "Humidity", "日平均相对湿度" "Mean relative humidity", unit "%";
                wind Decimal "平均风速" "Wind", "10 分钟平均风速" "Mean ten-minute wind", unit "m/s";
                sunshine Decimal "日照时数" "Sunshine", "当日日照" "Hours of sunshine", unit "h";
                rain Decimal "降水量" "Rain", "20 时至 20 时降水量" "Rain from 20:00 to 20:00", unit "mm";
            })
            .collected()
            .api()
            .issued(2019, 11, 20)
            .covers((2025, 11, 21), (2026, 11, 20))
            .uses(690, Rising)
            .version(&[Csv], "截至 11 月 19 日。", "To 19 November.")
            .version(&[Csv, Json], "截至 11 月 20 日，订正 11 月 16 日降水，增加 JSON 格式。", "To 20 November; rain of 16 November corrected; JSON is new.")
            .files("演示_逐日气象观测", daily_weather),
        entry("water-levels", "water-bureau", Theme::Weather, Daily)
            .title("河湖水位日报", "Daily water levels of rivers and lakes")
            .about("主要河湖水位站每日 8 时水位、最高水位和警戒水位。", "Level at 8:00, highest level and warning level at the gauges of rivers and lakes.")
            .words("水位, 潮位, 河道, 防汛, 警戒水位, water level, river gauge")
            .items(items! {
                date Date "日期" "Date", "观测日" "Day of observation";
                gauge_code Code "站码" "Gauge code", "水位站编码" "Code of the gauge";
                gauge_name Text "站名" "Gauge", "河流和站名" "River and gauge";
                level_8 Decimal "8 时水位" "Level at 8:00", "上海吴淞高程" "Above Wusong datum", unit "m";
                level_max Decimal "最高水位" "Highest level", "当日最高水位" "Highest of the day", unit "m";
                warning Decimal "警戒水位" "Warning level", "警戒水位" "Level of warning", unit "m";
                tidal Boolean "感潮" "Tidal", "是否受潮汐影响" "Whether the tide reaches it";
            })
            .collected()
            .issued(2021, 6, 15)
            .covers((2026, 9, 12), (2026, 11, 10))
            .late(9)
            .version(&[Csv], "截至 11 月 10 日。", "To 10 November.")
            .files("演示_河湖水位", water_levels),
        entry("weather-warnings", "weather-bureau", Theme::Weather, Irregular)
            .title("灾害性天气预警信号记录", "Severe weather warnings")
            .about("2026 年发布的各类预警信号的类型、级别、发布和解除时间。", "Kind, level, issue and end of the warnings of 2026.")
            .words("预警, 台风, 暴雨预警, 高温, 寒潮, weather warning, typhoon")
            .items(items! {
                warning_id Code "编号" "Number", "预警编号" "Number of the warning";
                kind Text "类型" "Kind", "灾害性天气类型" "Kind of weather";
                level Code "级别" "Level", "预警颜色" "Colour of the warning", codes "蓝 黄 橙 红" "blue yellow orange red";
                issued_at Time "发布时间" "Issued", "发布时间" "When it was issued";
                lifted_at Time "解除时间" "Lifted", "解除时间，生效中为空" "When it ended; empty while in force";
                area Text "范围" "Area", "预警范围" "Where it applies";
            })
            .issued(2022, 3, 23)
            .covers((2026, 1, 1), (2026, 11, 20))
            .uses(180, Falling)
            .version(&[Json, Csv], "截至 11 月 20 日。", "To 20 November.")
            .files("demo_weather_warnings", warnings),
    ]
}

fn rainfall(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let stations: Vec<Site> = sites("rain-gauge", 72).collect();
    let mut sky = Rng::of("rain-sky");
    let mut wet: f64 = 0.0;
    for date in edition.days(10) {
        for hour in 0..24 {
            // Rain comes in spells: it starts seldom and fades away.
            wet = if sky.chance(5) { sky.real(2.0, 14.0) } else { wet * 0.72 };
            for site in &stations {
                let mut rng = site
                    .rng
                    .fork(hour as usize + 24 * chrono::Datelike::ordinal(&date) as usize);
                let amount = if wet < 0.3 {
                    0.0
                } else {
                    (wet * rng.real(0.3, 1.6) - 0.4).max(0.0)
                };
                let works = !(site.no % 29 == 7 && rng.chance(40));
                out.row(cells![
                    at(date, hour, 0),
                    format!("B{:04}", site.no * 9),
                    format!("{}站", site.word()),
                    site.district.zh,
                    works.then_some(dec(amount, 1))
                ])?;
            }
        }
    }
    Ok(())
}

fn daily_weather(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const STATIONS: [(&str, &str); 11] = [
        ("58361", "闵行"),
        ("58362", "宝山"),
        ("58365", "嘉定"),
        ("58366", "崇明"),
        ("58367", "徐家汇"),
        ("58369", "惠南"),
        ("58370", "浦东"),
        ("58460", "金山"),
        ("58461", "青浦"),
        ("58462", "松江"),
        ("58463", "奉贤"),
    ];
    for date in edition.days(365) {
        let ordinal = chrono::Datelike::num_days_from_ce(&date) as usize;
        let mut sky = Rng::of("sky").fork(ordinal);
        let (cloud, mood) = (sky.unit(), 2.4 * sky.bell());
        for (no, (code, name)) in STATIONS.iter().enumerate() {
            let mut rng = Rng::of(code).fork(ordinal);
            let mean = warmth(date) + mood + 0.4 * rng.bell() - 0.1 * no as f64;
            let swing = 3.0 + 3.5 * (1.0 - cloud) + 0.4 * rng.unit();
            let rain = if cloud > 0.68 {
                (cloud - 0.66) * rng.real(10.0, 130.0)
            } else {
                0.0
            };
            // The first version had a wrong day; the note of the second tells.
            let wrong = edition.back == 1 && date == day(2026, 11, 16);
            out.row(cells![
                date,
                code,
                name,
                dec(mean + swing, 1),
                dec(mean - swing, 1),
                dec(mean, 1),
                (58.0 + 34.0 * cloud + 3.0 * rng.bell()).clamp(20.0, 100.0) as i64,
                dec((2.6 + 0.9 * rng.bell()).max(0.2), 1),
                dec((11.5 * (1.0 - cloud) * rng.real(0.85, 1.0)).max(0.0), 1),
                dec(if wrong { rain + 10.0 } else { rain }, 1)
            ])?;
        }
    }
    Ok(())
}

fn water_levels(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const GAUGES: [(&str, f64, bool); 12] = [
        ("黄浦江吴淞口", 3.1, true),
        ("黄浦江黄浦公园", 3.0, true),
        ("黄浦江米市渡", 2.7, true),
        ("苏州河北新泾", 2.6, false),
        ("蕰藻浜东闸", 2.8, true),
        ("淀山湖商榻", 2.7, false),
        ("太浦河练塘", 2.7, false),
        ("大治河东闸", 2.6, false),
        ("川杨河三甲港", 2.7, true),
        ("金汇港南闸", 2.7, false),
        ("浦南运河南桥", 2.5, false),
        ("南横引河堡镇", 2.6, false),
    ];
    for date in edition.behind(10).days(60) {
        for (no, (name, usual, tidal)) in GAUGES.iter().enumerate() {
            let ordinal = chrono::Datelike::ordinal(&date) as usize;
            let mut rng = Rng::of(name).fork(ordinal);
            // Spring tides come every fifteen days.
            let spring = if *tidal {
                0.5 - ((ordinal % 15) as f64 - 7.0).abs() / 14.0
            } else {
                0.0
            };
            let level = usual + 0.06 * rng.bell() + spring * 0.3;
            let highest = level + if *tidal { 0.6 + spring * 0.5 } else { 0.04 } + 0.05 * rng.unit();
            out.row(cells![
                date,
                format!("W{:03}", no + 1),
                name,
                dec(level, 2),
                dec(highest, 2),
                dec(usual + 1.0, 2),
                *tidal
            ])?;
        }
    }
    Ok(())
}

fn warnings(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let mut rng = Rng::of("weather-warnings");
    let mut number = 0;
    for month in 1..=11 {
        let kinds: &[&str] = match month {
            1 | 2 => &["寒潮", "低温", "大雾", "道路结冰"],
            3..=5 => &["大风", "雷电", "大雾"],
            6 | 7 => &["暴雨", "高温", "雷电"],
            8 | 9 => &["台风", "暴雨", "高温"],
            _ => &["大风", "大雾", "寒潮"],
        };
        let mut days: Vec<i64> = (0..rng.int(4, 9)).map(|_| rng.int(1, 20)).collect();
        days.sort_unstable();
        for date in days {
            number += 1;
            let issued = at(
                day(2026, month, date as u32),
                rng.int(0, 23) as u32,
                rng.int(0, 59) as u32,
            );
            let lifted = issued + chrono::Duration::minutes(rng.int(90, 2_600));
            let area = rng.mostly(&["全市", "中心城区", "沿江沿海地区", "浦东新区", "崇明区"]);
            out.row(cells![
                format!("2026{number:03}"),
                rng.pick(kinds),
                rng.mostly(&["蓝", "黄", "橙", "红"]),
                issued,
                lifted,
                area
            ])?;
        }
    }
    Ok(())
}
