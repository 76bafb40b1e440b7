//! 生态环境

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("air-quality-hourly", "ecology-bureau", Theme::Environment, Hourly)
            .title("空气质量监测点小时数据", "Hourly air quality at the monitoring stations")
            .about(
                "各空气质量监测点每小时的 PM2.5、PM10、臭氧、二氧化氮浓度和空气质量指数。",
                "Hourly PM2.5, PM10, ozone and nitrogen dioxide and the air quality index at every monitoring station.",
            )
            .words("空气质量, 空气, PM2.5, 臭氧, 雾霾, air quality, AQI")
            .items(items! {
                measured_at Time "监测时间" "Time", "小时均值的开始时间" "Start of the hour";
                station_code Code "点位编码" "Station code", "与空气质量监测点位一致" "As in the list of stations";
                station_name Text "点位名称" "Station", "监测点名称" "Name of the station";
                aqi Integer "空气质量指数" "Air quality index", "AQI，设备维护时为空" "AQI; empty during maintenance";
                pm25 Integer "细颗粒物" "PM2.5", "PM2.5 小时均值" "Hourly mean of PM2.5", unit "µg/m³";
                pm10 Integer "可吸入颗粒物" "PM10", "PM10 小时均值" "Hourly mean of PM10", unit "µg/m³";
                o3 Integer "臭氧" "Ozone", "O₃ 小时均值" "Hourly mean of ozone", unit "µg/m³";
                no2 Integer "二氧化氮" "Nitrogen dioxide", "NO₂ 小时均值" "Hourly mean of NO₂", unit "µg/m³";
            })
            .collected()
            .api()
            .priority()
            .issued(2019, 12, 2)
            .covers((2026, 11, 7), (2026, 11, 20))
            .uses(1710, Rising)
            .version(&[Csv, Json], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_空气质量小时数据", air_hourly),
        entry("air-quality-stations", "ecology-bureau", Theme::Environment, Yearly)
            .title("空气质量监测点位", "Air quality monitoring stations")
            .about("空气质量自动监测点的位置、类型和监测项目。", "Position, kind and measured pollutants of the automatic air quality stations.")
            .words("空气质量, 监测站, 点位, 空气, air quality station, monitoring")
            .items(items! {
                station_code Code "点位编码" "Station code", "监测点编码" "Code of the station";
                station_name Text "点位名称" "Station", "监测点名称" "Name of the station";
                kind Code "点位类型" "Kind", "监测点的作用" "What the station is for", codes "1 评价点；2 交通点；3 背景点" "1 assessment; 2 traffic; 3 background";
                height Decimal "采样高度" "Inlet height", "采样口离地高度" "Height of the inlet above ground", unit "m";
            })
            .district()
            .point()
            .issued(2019, 12, 2)
            .version(&[Csv, GeoJson], "新增 2 个交通点。", "Two traffic stations added.")
            .files("演示_空气质量监测点位", air_stations),
        entry("surface-water-quality", "ecology-bureau", Theme::Environment, Monthly)
            .title("地表水水质监测月报", "Monthly quality of surface water")
            .about(
                "主要河湖断面每月的水质类别、溶解氧、高锰酸盐指数、氨氮和总磷。",
                "Monthly class, dissolved oxygen, permanganate index, ammonia and phosphorus at sections of rivers and lakes.",
            )
            .words("水质, 地表水, 河道, 断面, 氨氮, water quality, river")
            .items(items! {
                month Text "月份" "Month", "监测月份" "Month of the sample";
                section_code Code "断面编码" "Section code", "监测断面编码" "Code of the section";
                section_name Text "断面名称" "Section", "河流和断面" "River and section";
                class Code "水质类别" "Class", "按 GB 3838 评价的类别" "Class by GB 3838", codes "II III IV V 劣V" "II III IV V below V";
                oxygen Decimal "溶解氧" "Dissolved oxygen", "月均值" "Mean of the month", unit "mg/L";
                permanganate Decimal "高锰酸盐指数" "Permanganate index", "月均值" "Mean of the month", unit "mg/L";
                ammonia Decimal "氨氮" "Ammonia", "月均值" "Mean of the month", unit "mg/L";
                phosphorus Decimal "总磷" "Phosphorus", "月均值" "Mean of the month", unit "mg/L";
            })
            .collected()
            .issued(2020, 1, 15)
            .covers((2025, 11, 1), (2026, 10, 31))
            .uses(270, Steady)
            .version(&[Csv, Xlsx], "截至 10 月。", "To October.")
            .files("演示_地表水水质", surface_water),
        entry("waste-sorting-points", "greening-bureau", Theme::Environment, Quarterly)
            .title("生活垃圾分类投放点", "Household waste sorting points")
            .about("生活垃圾分类投放点的位置、投放时段和可投放的垃圾种类。", "Position, hours and kinds of waste of the sorting points.")
            .words("垃圾分类, 投放点, 可回收物, 垃圾, 湿垃圾, waste sorting, recycling")
            .items(items! {
                point_code Code "投放点编码" "Point code", "投放点编码" "Code of the point";
                point_name Text "投放点名称" "Point", "小区或道路名称" "Name of the estate or road";
                hours Text "投放时段" "Hours", "定时投放的时段" "Hours in which waste is taken";
                kinds Text "垃圾种类" "Kinds", "可投放的种类，以分号分隔" "Kinds taken, separated by semicolons";
                bulky Boolean "大件垃圾" "Bulky waste", "是否接收大件垃圾" "Whether bulky waste is taken";
            })
            .address()
            .point()
            .issued(2020, 7, 1)
            .uses(350, Falling)
            .version(&[Csv, GeoJson], "首次发布。", "First release.")
            .files("演示_垃圾分类投放点", waste_points),
        entry("noise-zones", "ecology-bureau", Theme::Environment, Irregular)
            .title("声环境功能区示意图", "Noise zones, schematic")
            .about("各类声环境功能区的示意范围和昼夜限值。", "Schematic outlines of noise zones and their limits by day and night.")
            .words("噪声, 噪音, 声环境, 功能区, noise zone")
            .items(items! {
                zone_code Code "功能区编码" "Zone code", "功能区编码" "Code of the zone";
                zone_class Code "类别" "Class", "按 GB 3096 划分的类别" "Class by GB 3096", codes "0 1 2 3 4" "0 1 2 3 4";
                day_limit Integer "昼间限值" "Limit by day", "等效声级限值" "Limit of the equivalent level", unit "dB(A)";
                night_limit Integer "夜间限值" "Limit by night", "等效声级限值" "Limit of the equivalent level", unit "dB(A)";
            })
            .district()
            .shape()
            .issued(2021, 5, 28)
            .version(&[GeoJson], "首次发布示意图。", "First release.")
            .files("演示_声环境功能区", noise_zones),
        entry("enterprise-emissions", "ecology-bureau", Theme::Environment, Daily)
            .title("重点排污单位自动监测数据", "Automatic emission readings of key polluters")
            .about(
                "重点排污单位排放口自动监测的日均浓度和排放量，有条件开放给研究和环境治理使用。",
                "Daily concentration and load at the outlets of key polluters, open under conditions for research and environmental work.",
            )
            .words("排污, 排放, 自动监测, 污染源, 企业, emissions, pollution source")
            .items(items! {
                reading_date Date "日期" "Date", "监测日期" "Day of the reading";
                outlet_code Code "排放口编码" "Outlet code", "排污许可证载明的排放口" "Outlet as on the permit", important;
                industry Text "行业" "Industry", "国民经济行业大类" "Industry";
                pollutant Text "污染物" "Pollutant", "监测项目" "What is measured";
                concentration Decimal "日均浓度" "Concentration", "有效日均值，停产时为空" "Valid daily mean; empty when idle", unit "mg/m³", important;
                load Decimal "排放量" "Load", "当日排放量" "Load of the day", unit "kg", important;
                over_limit Boolean "是否超标" "Over the limit", "日均值是否超过许可限值" "Whether the mean is over the permitted limit";
            })
            .collected()
            .conditional(&[Download, Api], [
                conditions::team(),
                conditions::officer(),
                conditions::keep_and_delete(),
            ])
            .issued(2023, 6, 5)
            .covers((2026, 10, 22), (2026, 11, 20))
            .uses(38, Steady)
            .version(&[Csv], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_重点排污单位监测", emissions),
    ]
}

fn stations() -> impl Iterator<Item = Site> {
    sites("air-station", 38)
}

fn station_name(site: &Site) -> String {
    format!("{}{}监测站", site.district.zh.trim_end_matches('区'), site.word())
}

fn air_stations(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in stations() {
        let kind = site.rng.mostly(&["1", "2", "3"]);
        let height = site.rng.real(3.5, 20.0);
        out.row(cells![
            format!("A{:03}", site.no),
            station_name(&site),
            kind,
            dec(height, 1),
            site.district.zh,
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn air_hourly(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let stations: Vec<Site> = stations().collect();
    let mut haze = Rng::of("haze");
    let mut level = 42.0;
    for date in edition.days(14) {
        for hour in 0..24 {
            level = (level + 4.0 * haze.bell() + (38.0 - level) * 0.04).clamp(6.0, 160.0);
            for site in &stations {
                let mut rng = site
                    .rng
                    .fork(hour as usize + 24 * chrono::Datelike::ordinal(&date) as usize);
                let pm25 = (level * rng.real(0.8, 1.2) + 4.0 * busy(date, hour)).max(2.0) as i64;
                let ozone = (58.0 + 46.0 * sun(hour) + 8.0 * rng.bell()).max(3.0) as i64;
                let no2 = (24.0 + 12.0 * busy(date, hour) + 5.0 * rng.bell()).max(2.0) as i64;
                let works = !rng.chance(1);
                out.row(cells![
                    at(date, hour, 0),
                    format!("A{:03}", site.no),
                    station_name(site),
                    works.then_some((pm25 * 4 / 3).max(ozone / 2)),
                    works.then_some(pm25),
                    works.then_some(pm25 * rng.int(130, 190) / 100),
                    works.then_some(ozone),
                    works.then_some(no2)
                ])?;
            }
        }
    }
    Ok(())
}

fn surface_water(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const RIVERS: [&str; 10] = [
        "黄浦江",
        "苏州河",
        "蕰藻浜",
        "川杨河",
        "大治河",
        "淀浦河",
        "金汇港",
        "淀山湖",
        "太浦河",
        "浦东运河",
    ];
    for month in edition.months(12) {
        let cold = 1.0 - warmth(month) / 40.0;
        for section in 0..40 {
            let mut rng = Rng::of("water-section").fork(section);
            let dirt = rng.real(0.3, 1.3);
            let mut rng = rng.fork(chrono::Datelike::month(&month) as usize);
            let ammonia = (0.55 * dirt + 0.12 * rng.bell()).max(0.03);
            let class = match ammonia {
                low if low <= 0.5 => "II",
                low if low <= 0.75 => "III",
                low if low <= 1.0 => "IV",
                _ => "V",
            };
            out.row(cells![
                month_of(month),
                format!("S{:03}", section + 1),
                format!("{}{}断面", RIVERS[section % 10], place::word(section)),
                class,
                dec(5.2 + 4.5 * cold + 0.4 * rng.bell(), 2),
                dec(3.1 * dirt + 0.9 + 0.2 * rng.bell(), 2),
                dec(ammonia, 2),
                dec(0.08 + 0.07 * dirt + 0.01 * rng.bell(), 3)
            ])?;
        }
    }
    Ok(())
}

fn waste_points(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("waste-point", 640) {
        let hours = site
            .rng
            .pick(&["06:30-09:00;18:00-20:30", "07:00-09:00;18:00-20:00", "06:00-22:00"]);
        let kinds = site
            .rng
            .mostly(&["可回收物;有害垃圾;湿垃圾;干垃圾", "湿垃圾;干垃圾", "可回收物"]);
        let bulky = site.rng.chance(24);
        let name = format!("{}小区投放点", site.word());
        out.row(cells![
            format!("{:06}", site.no * 11 + 320),
            name,
            hours,
            kinds,
            bulky,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn noise_zones(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const LIMITS: [(i64, i64); 5] = [(50, 40), (55, 45), (60, 50), (65, 55), (70, 55)];
    for mut site in sites("noise-zone", 64) {
        let class = site.rng.int(0, 4);
        let (by_day, by_night) = LIMITS[class as usize];
        let outline = site.outline(0.018);
        out.row(cells![
            format!("N{:03}", site.no),
            class.to_string(),
            by_day,
            by_night,
            site.district.zh,
            crate::cell::Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}

fn emissions(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INDUSTRIES: [&str; 6] = [
        "化学原料制造",
        "黑色金属冶炼",
        "电力热力生产",
        "汽车制造",
        "造纸",
        "污水处理",
    ];
    const POLLUTANTS: [(&str, f64, f64); 3] = [
        ("二氧化硫", 18.0, 35.0),
        ("氮氧化物", 31.0, 50.0),
        ("颗粒物", 5.5, 10.0),
    ];
    for date in edition.days(30) {
        for outlet in 0..36_usize {
            let mut rng = Rng::of("outlet")
                .fork(outlet)
                .fork(chrono::Datelike::ordinal(&date) as usize);
            let (pollutant, usual, limit) = POLLUTANTS[outlet % 3];
            let running = !rng.chance(4);
            let value = (usual * (1.0 + 0.32 * rng.bell())).max(0.4);
            out.row(cells![
                date,
                format!("DA{:04}", outlet * 13 + 7),
                INDUSTRIES[outlet % 6],
                pollutant,
                running.then_some(dec(value, 2)),
                dec(if running { value * rng.real(1.5, 2.2) } else { 0.0 }, 2),
                running && value > limit
            ])?;
        }
    }
    Ok(())
}
