//! 能源资源

use super::prelude::*;
use chrono::Datelike;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("ev-chargers", "power-company", Theme::Energy, Monthly)
            .title("公共充电桩信息", "Public charging points")
            .about("公共充电站的位置、快慢充桩数、功率、服务费和开放情况。", "Position, fast and slow points, power, fee and access of public charging stations.")
            .words("充电桩, 充电站, 新能源汽车, 快充, 电动车, charging point, electric vehicle")
            .items(items! {
                station_code Code "充电站编码" "Code", "充电站编码，前导零有意义" "Code of the station; leading zeros matter";
                station_name Text "充电站名称" "Station", "充电站名称" "Name of the station";
                fast Integer "快充桩" "Fast", "直流快充桩数" "Direct-current points", unit "个";
                slow Integer "慢充桩" "Slow", "交流慢充桩数" "Alternating-current points", unit "个";
                power Integer "最大功率" "Power", "单桩最大功率" "Highest power of a point", unit "kW";
                fee Decimal "服务费" "Fee", "每千瓦时服务费，不含电费" "Fee for a kilowatt-hour, without the electricity", unit "元/kWh";
                open Boolean "对外开放" "Open", "是否对社会车辆开放" "Whether everyone may use it";
            })
            .address()
            .point()
            .api()
            .priority()
            .issued(2022, 3, 28)
            .uses(790, Rising)
            .version(&[Csv], "2026 年 9 月。", "September 2026.")
            .version(&[Csv, GeoJson], "2026 年 10 月，新增 26 座充电站，增加 GeoJSON 格式。", "October 2026 with 26 more stations; GeoJSON is new.")
            .files("演示_公共充电桩", chargers),
        entry("power-load", "power-company", Theme::Energy, Daily)
            .title("全市电力负荷（小时）", "Electric load of the city by hour")
            .about("全市每小时统调用电负荷、最高负荷和气温，不涉及单个用户。", "Load of the city's grid for every hour with the temperature; no single customer is in it.")
            .words("电力负荷, 用电, 用电量, 电网, 迎峰度夏, power load, electricity")
            .items(items! {
                hour Time "时间" "Hour", "统计小时的开始" "Start of the hour";
                load Integer "平均负荷" "Load", "小时平均负荷" "Mean of the hour", unit "MW";
                peak Integer "最高负荷" "Peak", "小时内最高负荷" "Highest within the hour", unit "MW";
                temperature Decimal "气温" "Temperature", "徐家汇站气温，缺测为空" "At Xujiahui; empty when not measured", unit "°C";
                workday Boolean "工作日" "Working day", "是否周一至周五" "Monday to Friday";
            })
            .api()
            .issued(2022, 7, 1)
            .covers((2025, 11, 21), (2026, 11, 20))
            .uses(360, Steady)
            .version(&[Csv], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_电力负荷", power_load),
        entry("tap-water-quality", "water-company", Theme::Energy, Monthly)
            .title("供水水质月报", "Quality of tap water")
            .about("水厂出厂水和管网水的浑浊度、余氯、菌落总数等指标。", "Turbidity, chlorine, bacteria and more in water leaving the works and in the network.")
            .words("供水, 自来水, 水质, 余氯, 水厂, tap water, water quality")
            .items(items! {
                month Text "月份" "Month", "检测月份" "Month of the test";
                works Text "水厂" "Works", "水厂名称" "Name of the works";
                point Code "取样点" "Point", "取样位置" "Where it was taken", codes "1 出厂水；2 管网水" "1 leaving the works; 2 network";
                turbidity Decimal "浑浊度" "Turbidity", "月均值" "Mean of the month", unit "NTU";
                chlorine Decimal "总氯" "Total chlorine", "月均值" "Mean of the month", unit "mg/L";
                bacteria Integer "菌落总数" "Bacteria", "月最大值" "Highest of the month", unit "CFU/mL";
                passed Decimal "合格率" "Passed", "综合合格率" "Share of tests passed", unit "%";
            })
            .issued(2021, 3, 22)
            .covers((2025, 11, 1), (2026, 10, 31))
            .version(&[Csv], "截至 2026 年 10 月。", "To October 2026.")
            .files("演示_供水水质", tap_water),
        entry("gas-use", "gas-company", Theme::Energy, Monthly)
            .title("燃气用量（按街镇和用户类别汇总）", "Gas use by neighbourhood and kind of customer")
            .about("按街镇和用户类别汇总的每月燃气用量，有条件开放用于节能研究。", "Monthly gas use by neighbourhood and kind of customer, open under conditions for research on saving energy.")
            .words("燃气, 天然气, 用气量, 能耗, gas use, energy")
            .items(items! {
                month Text "月份" "Month", "抄表月份" "Month of the reading";
                area_code Code "区域编码" "Area", "街镇编码" "Code of the neighbourhood";
                customer Code "用户类别" "Customer", "用户类别" "Kind of customer", codes "1 居民；2 商业；3 工业" "1 household; 2 trade; 3 industry";
                customers Integer "户数" "Customers", "少于 10 户的为空" "Empty where fewer than ten", unit "户", important;
                volume Decimal "用气量" "Volume", "少于 10 户的为空" "Empty where fewer than ten customers", unit "m³", important;
            })
            .conditional(&[Download], [
                conditions::research(),
                conditions::no_reidentification(),
                conditions::keep_and_delete(),
            ])
            .issued(2024, 11, 8)
            .uses(19, Steady)
            .version(&[Csv], "2026 年 8 月至 10 月。", "August to October 2026.")
            .files("demo_gas_use", gas),
        entry("transformer-load", "power-company", Theme::Energy, Weekly)
            .title("配电变压器负载率", "Load of distribution transformers")
            .about("公用配电变压器每日最高负载率，关系电网安全，有条件开放给充电和光伏规划使用。", "Daily peak load of distribution transformers. It bears on the grid's safety and is open under conditions for planning charging and solar power.")
            .words("变压器, 配电, 负载率, 电力负荷, 光伏, transformer, grid capacity")
            .items(items! {
                date Date "日期" "Date", "日期" "Day";
                transformer_code Code "配变编码" "Transformer", "配变编码" "Code of the transformer", important;
                capacity Integer "容量" "Capacity", "额定容量" "Rated capacity", unit "kVA", important;
                peak_load Decimal "最高负载率" "Peak load", "当日最高负载率，通信中断为空" "Highest of the day; empty when not connected", unit "%", important;
                district Text "行政区" "District", "所在的行政区" "The district it stands in";
            })
            .conditional(&[Download, Sandbox], [
                conditions::team(),
                conditions::protection_level(3),
                conditions::officer(),
                conditions::access_log(),
            ])
            .issued(2025, 2, 19)
            .uses(26, Rising)
            .version(&[Csv], "11 月 7 日至 20 日。", "7 to 20 November.")
            .files("demo_transformer_load", transformers),
    ]
}

fn chargers(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("ev-charger", 620 - 26 * edition.back) {
        let (fast, slow) = (site.rng.int(0, 18), site.rng.int(2, 30));
        let power = if fast > 0 {
            site.rng.pick(&[60, 120, 120, 180, 480])
        } else {
            7
        };
        let fee = site.rng.int(8, 26) as f64 * 0.05;
        let open = site.rng.chance(86);
        let name = format!(
            "{}{}充电站",
            site.word(),
            site.rng.pick(&["广场", "大厦", "停车场", "产业园", "服务区"])
        );
        out.row(cells![
            format!("0{:05}", site.no * 29),
            name,
            fast,
            slow,
            power,
            dec(fee, 2),
            open,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn power_load(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const SHAPE: [f64; 24] = [
        0.74, 0.71, 0.69, 0.68, 0.68, 0.71, 0.77, 0.86, 0.95, 1.03, 1.08, 1.09, 1.06, 1.08, 1.10, 1.10, 1.10, 1.09,
        1.07, 1.08, 1.06, 1.01, 0.92, 0.81,
    ];
    for date in edition.days(365) {
        let mut weather = Rng::of("load-weather").fork(date.num_days_from_ce() as usize);
        let mood = 2.2 * weather.bell();
        for hour in 0..24 {
            let temperature = warmth(date) + mood + 3.2 * sun(hour);
            // Cooling takes more than heating.
            let climate = (temperature - 22.0).max(0.0) * 720.0 + (12.0 - temperature).max(0.0) * 310.0;
            let rest = if weekend(date) { 0.89 } else { 1.0 };
            let load = (16_800.0 * rest + climate) * SHAPE[hour as usize] * weather.real(0.99, 1.01);
            let peak = load * weather.real(1.005, 1.03);
            let measured = !weather.chance(1);
            out.row(cells![
                at(date, hour, 0),
                load as i64,
                peak as i64,
                measured.then(|| dec(temperature, 1)),
                !weekend(date)
            ])?;
        }
    }
    Ok(())
}

fn tap_water(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const WORKS: [&str; 10] = [
        "杨树浦",
        "南市",
        "长桥",
        "月浦",
        "临江",
        "金海",
        "南汇北",
        "闵行",
        "徐泾",
        "奉贤三",
    ];
    for month in edition.months(12) {
        for (no, works) in WORKS.iter().enumerate() {
            for point in 1..=2 {
                let mut rng = Rng::of(works).fork(month.month() as usize * 4 + point);
                let network = point as f64 - 1.0;
                out.row(cells![
                    month_of(month),
                    format!("{works}水厂"),
                    point.to_string(),
                    dec(0.05 + 0.06 * network + rng.real(0.0, 0.05), 2),
                    dec(1.25 - 0.5 * network + 0.08 * rng.bell(), 2),
                    rng.int(0, 4 + no as i64),
                    dec((99.9 + 0.1 * rng.bell()).min(100.0), 2)
                ])?;
            }
        }
    }
    Ok(())
}

fn gas(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for month in edition.months(3) {
        for district in &DISTRICTS {
            for area in 1..=9_usize {
                for (kind, share, each) in [("1", 1.0, 16.0), ("2", 0.02, 900.0), ("3", 0.0006, 42_000.0)] {
                    let mut rng = Rng::of(district.code)
                        .fork(area * 40 + month.month() as usize)
                        .fork(kind.len());
                    let many = (district.people as f64 * 380.0 * share * rng.real(0.3, 1.3)) as i64;
                    let volume = many as f64 * each * rng.real(0.8, 1.2);
                    out.row(cells![
                        month_of(month),
                        format!("{}{area:03}", district.code),
                        kind,
                        (many >= 10).then_some(many),
                        (many >= 10).then(|| dec(volume, 1))
                    ])?;
                }
            }
        }
    }
    Ok(())
}

fn transformers(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let fixed: Vec<Site> = sites("transformer", 240).collect();
    for date in edition.days(14) {
        for site in &fixed {
            let mut rng = site.rng.clone();
            let (capacity, usual) = (rng.pick(&[400, 630, 800, 1_000, 1_250]), rng.real(28.0, 71.0));
            let mut rng = rng.fork(date.ordinal() as usize);
            let connected = !rng.chance(2);
            let load = (usual + 7.0 * rng.bell()).clamp(5.0, 118.0);
            out.row(cells![
                date,
                format!("PB{:06}", site.no * 57),
                capacity,
                connected.then(|| dec(load, 1)),
                site.district.zh
            ])?;
        }
    }
    Ok(())
}
