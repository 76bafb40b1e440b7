//! 交通出行: parking, traffic, taxis and bicycles.

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("parking-lots", "transport-commission", Theme::Transport, Monthly)
            .title("公共停车场（库）信息", "Public car parks")
            .about(
                "全市经营性公共停车场（库）的位置、泊位数、充电泊位和收费标准，可用于停车诱导。",
                "Position, spaces, charging spaces and tariff of public car parks, for guiding drivers to free spaces.",
            )
            .words("停车场, 停车库, 泊位, 停车收费, parking, car park")
            .items(items! {
                lot_code Code "停车场编码" "Car park code", "备案编码，前导零有意义" "Filing number; leading zeros matter";
                lot_name Text "停车场名称" "Name", "备案名称" "Name as filed";
                kind Code "类型" "Kind", "停车设施类型" "Kind of facility", codes "1 路外地面；2 地下车库；3 立体车库" "1 off-street; 2 underground; 3 multi-storey";
                spaces Integer "泊位数" "Spaces", "对社会开放的泊位" "Spaces open to the public", unit "个";
                charging_spaces Integer "充电泊位" "Charging spaces", "带充电设施的泊位" "Spaces with a charging point", unit "个";
                hourly_fee Decimal "小时费率" "Hourly fee", "白天每小时收费，免费时为 0" "Fee for an hour by day; 0 where free", unit "元/小时";
                open_hours Text "开放时间" "Hours", "每日开放时段" "Hours of the day";
            })
            .address()
            .point()
            .api()
            .issued(2020, 6, 30)
            .uses(640, Rising)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, GeoJson], "新增 12 处停车场，增加 GeoJSON 格式。", "12 car parks added; GeoJSON is new.")
            .files("演示_公共停车场", parking_lots),
        entry("traffic-index", "transport-commission", Theme::Transport, Hourly)
            .title("道路交通拥堵指数", "Road congestion index")
            .about(
                "快速路和主要道路每小时的平均车速和拥堵指数。",
                "Mean speed and congestion index of expressways and main roads for every hour.",
            )
            .words("交通拥堵, 道路, 车速, 快速路, congestion, traffic speed")
            .items(items! {
                measured_at Time "时间" "Time", "统计小时的开始" "Start of the hour";
                road_code Code "道路编码" "Road code", "路段编码" "Code of the stretch";
                road_name Text "道路名称" "Road", "道路或路段名称" "Name of the road or stretch";
                speed Decimal "平均车速" "Mean speed", "机动车平均行程车速" "Mean travel speed of motor vehicles", unit "km/h";
                index Decimal "拥堵指数" "Index", "0 至 100，越大越拥堵" "0 to 100, higher is worse";
                level Code "拥堵等级" "Level", "由指数得出" "Derived from the index", codes "1 畅通；2 较畅通；3 拥堵；4 堵塞" "1 free; 2 fair; 3 slow; 4 jammed";
            })
            .collected()
            .api()
            .priority()
            .issued(2021, 9, 10)
            .covers((2026, 11, 14), (2026, 11, 20))
            .uses(830, Steady)
            .version(&[Csv], "最近 7 天数据。", "The last seven days.")
            .files("演示_道路交通指数", traffic_index),
        entry("taxi-trips", "transport-commission", Theme::Transport, Monthly)
            .title("出租汽车载客行程（抽样）", "Taxi trips, sampled")
            .about(
                "出租汽车载客行程的起讫网格、时间和里程，按 1% 抽样并将位置归入 500 米网格，不含车牌和驾驶员信息。",
                "Origin and destination cell, time and distance of taxi trips: a 1 % sample on a 500 m grid, without plates or drivers.",
            )
            .words("出租车, 行程, 轨迹, 起讫点, taxi trips, origin destination")
            .items(items! {
                trip_id Code "行程序号" "Trip", "随机序号，各月之间无法关联" "Random number that cannot be linked between months";
                started_at Time "上车时间" "Start", "取整到 5 分钟" "Rounded to five minutes", important;
                from_cell Code "上车网格" "Origin cell", "500 米网格编码" "Code of the 500 m cell", important;
                to_cell Code "下车网格" "Destination cell", "500 米网格编码" "Code of the 500 m cell", important;
                distance Decimal "载客里程" "Distance", "计价器里程" "Distance by the meter", unit "km";
                minutes Integer "载客时长" "Duration", "载客时间" "Time with passengers", unit "min";
                fare Decimal "金额" "Fare", "计价器金额" "Fare by the meter", unit "元";
            })
            .conditional(&[Download, Sandbox], [
                conditions::team(),
                conditions::protection_level(3),
                conditions::no_reidentification(),
                conditions::keep_and_delete(),
            ])
            .issued(2022, 11, 3)
            .covers((2026, 10, 1), (2026, 10, 31))
            .uses(46, Rising)
            .version(&[Csv], "发布 10 月样本。", "The sample of October.")
            .files("demo_taxi_trips", taxi_trips),
        entry("bicycle-parking-pudong", "pudong", Theme::Transport, Halfyearly)
            .title("浦东新区共享单车停放区", "Shared bicycle parking zones in Pudong")
            .about(
                "浦东新区共享单车推荐停放区和禁停区的示意范围与容量。",
                "Schematic outline and capacity of zones where shared bicycles should or must not be parked in Pudong.",
            )
            .words("共享单车, 自行车, 停放区, 非机动车, bicycle, bike sharing")
            .items(items! {
                zone_code Code "区域编码" "Zone code", "停放区编码" "Code of the zone";
                zone_name Text "区域名称" "Zone", "停放区名称" "Name of the zone";
                rule Code "停放要求" "Rule", "是否可停放" "Whether bicycles may be parked", codes "1 推荐停放；2 禁止停放" "1 recommended; 2 forbidden";
                capacity Integer "容量" "Capacity", "可停放车辆数，禁停区为空" "Bicycles it holds; empty where forbidden", unit "辆";
            })
            .shape()
            .spatial("上海市浦东新区", "Pudong New Area, Shanghai")
            .issued(2023, 4, 20)
            .version(&[GeoJson], "首次发布。", "First release.")
            .version(&[GeoJson], "新增 8 个停放区。", "Eight zones added.")
            .files("演示_浦东共享单车停放区", bicycle_zones),
    ]
}

fn parking_lots(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("parking-lot", 420 - 12 * edition.back) {
        let rng = &mut site.rng;
        let kind = rng.int(1, 3);
        let spaces = rng.int(24, 160) * kind;
        let charging = if rng.chance(68) {
            spaces * rng.int(5, 25) / 100
        } else {
            0
        };
        let fee = rng.pick(&[0.0, 5.0, 6.0, 8.0, 10.0, 10.0, 15.0]);
        let hours = rng.pick(&["00:00-24:00", "00:00-24:00", "06:00-23:00", "07:00-22:00"]);
        let ending = ["停车场", "地下车库", "立体停车库"][kind as usize - 1];
        let name = format!("{}{ending}", site.word());
        out.row(cells![
            format!("{:05}", site.no * 7 + 16),
            name,
            kind.to_string(),
            spaces,
            charging,
            dec(fee, 1),
            hours,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn traffic_index(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const ROADS: [(&str, f64); 16] = [
        ("内环高架（内圈）", 62.0),
        ("内环高架（外圈）", 61.0),
        ("中环路（内圈）", 68.0),
        ("中环路（外圈）", 67.0),
        ("外环高速（内圈）", 78.0),
        ("外环高速（外圈）", 77.0),
        ("延安高架（东向西）", 58.0),
        ("延安高架（西向东）", 57.0),
        ("南北高架（北向南）", 56.0),
        ("南北高架（南向北）", 57.0),
        ("沪闵高架", 63.0),
        ("逸仙高架", 66.0),
        ("世纪大道", 42.0),
        ("四平路", 36.0),
        ("漕溪北路", 34.0),
        ("共和新路", 38.0),
    ];
    for date in edition.days(7) {
        for hour in 0..24 {
            for (no, (road, free)) in ROADS.iter().enumerate() {
                let mut rng = Rng::of(road).fork(hour as usize + 24 * chrono::Datelike::ordinal(&date) as usize);
                let index = (busy(date, hour) * 27.0 + rng.real(-5.0, 9.0)).clamp(0.0, 100.0);
                let speed = free * (1.0 - index / 150.0);
                let level = 1 + (index / 25.0) as i64;
                out.row(cells![
                    at(date, hour, 0),
                    format!("R{:03}", no + 1),
                    road,
                    dec(speed, 1),
                    dec(index, 1),
                    level.min(4).to_string()
                ])?;
            }
        }
    }
    Ok(())
}

fn taxi_trips(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let mut rng = Rng::of("taxi-trips").fork(edition.back);
    let cell = |site: &Site| {
        format!(
            "G{:03}{:03}",
            ((site.at.0 - 120.8) * 190.0) as i64,
            ((site.at.1 - 30.6) * 222.0) as i64
        )
    };
    let ends: Vec<Site> = sites("taxi-cell", 600).collect();
    for _ in 0..3_000 {
        let date = edition.month() + chrono::Days::new(rng.int(0, 29) as u64);
        let hour = rng.int(0, 23) as u32;
        if rng.unit() * 2.6 > busy(date, hour) {
            continue;
        }
        let (from, to) = (&ends[rng.int(0, 599) as usize], &ends[rng.int(0, 599) as usize]);
        let (east, north) = ((from.at.0 - to.at.0) * 95.0, (from.at.1 - to.at.1) * 111.0);
        let distance = (east.abs() + north.abs()).clamp(1.2, 60.0);
        let minutes = (distance * rng.real(1.7, 3.4)) as i64 + 3;
        out.row(cells![
            format!("{:08X}", rng.next() as u32),
            at(date, hour, rng.int(0, 11) as u32 * 5),
            cell(from),
            cell(to),
            dec(distance, 1),
            minutes,
            dec(14.0 + (distance - 3.0).max(0.0) * 2.7, 1)
        ])?;
    }
    Ok(())
}

fn bicycle_zones(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites_in(place::named("浦东新区"), "bicycle-zone", 96 - 8 * edition.back) {
        let allowed = site.rng.chance(78);
        let capacity = allowed.then(|| site.rng.int(3, 24) * 10);
        let outline = site.outline(0.0016);
        out.row(cells![
            format!("PD{:04}", site.no),
            format!("{}{}停放区", site.road, site.word()),
            if allowed { "1" } else { "2" },
            capacity,
            crate::cell::Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}
