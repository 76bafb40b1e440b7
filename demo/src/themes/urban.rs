//! 城市建设

use super::prelude::*;
use crate::cell::{Cell, Position};

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("district-outlines", "planning-bureau", Theme::Urban, Once)
            .title("行政区示意范围", "Districts, schematic outlines")
            .about(
                "16 个行政区的示意范围，仅用于演示专题地图，不代表行政区域界线。",
                "Schematic outlines of the 16 districts for thematic maps; they are not the administrative borders.",
            )
            .words("行政区, 区划, 边界, 地图, 区县, district, boundary map")
            .items(items! {
                district_code Code "行政区划代码" "Division code", "六位行政区划代码" "Six-digit code of the division";
                district_name Text "行政区" "District", "行政区名称" "Name of the district";
                population Integer "常住人口" "Residents", "常住人口概数" "Residents, rounded", unit "万人";
            })
            .shape()
            .issued(2021, 8, 16)
            .uses(520, Steady)
            .version(&[GeoJson], "一次性发布，不再更新。", "Released once; no updates will follow.")
            .files("演示_行政区示意范围", district_outlines),
        entry("house-sales", "housing-commission", Theme::Urban, Monthly)
            .title("房屋交易月度统计", "Monthly sales of houses and flats")
            .about("各区新建商品房和存量房屋的成交套数、面积和均价。", "Sales, area and mean price of new and existing homes in every district.")
            .words("房屋, 房价, 商品房, 二手房, 成交, house prices, property sales")
            .items(items! {
                month Text "月份" "Month", "成交月份" "Month of the sale";
                district Text "行政区" "District", "房屋所在区" "Where the homes are";
                kind Code "类型" "Kind", "房屋类型" "Kind of home", codes "1 新建商品住房；2 存量住房" "1 new; 2 existing";
                units Integer "成交套数" "Sales", "网签套数" "Contracts signed online", unit "套";
                area Decimal "成交面积" "Area", "建筑面积" "Floor area", unit "m²";
                price Integer "成交均价" "Mean price", "按建筑面积计算的均价" "Mean price of floor area", unit "元/m²";
            })
            .issued(2020, 9, 9)
            .covers((2024, 11, 1), (2026, 10, 31))
            .uses(980, Rising)
            .version(&[Csv, Xlsx], "截至 2026 年 10 月。", "To October 2026.")
            .files("演示_房屋交易统计", house_sales),
        entry("building-permits", "housing-commission", Theme::Urban, Weekly)
            .title("建筑工程施工许可", "Building permits")
            .about("已核发施工许可的建设项目名称、地点、规模和合同工期。", "Name, place, size and term of the projects that got a building permit.")
            .words("施工许可, 建设项目, 工程, 行政许可, building permit, construction")
            .items(items! {
                permit_no Code "许可证号" "Permit", "施工许可证编号" "Number of the permit";
                project Text "项目名称" "Project", "建设项目名称" "Name of the project";
                kind Text "工程类别" "Kind", "工程类别" "Kind of work";
                area Decimal "建筑面积" "Floor area", "建筑面积，市政工程为空" "Floor area; empty for civil works", unit "m²";
                cost Decimal "合同价" "Contract", "合同价款" "Price of the contract", unit "万元";
                issued_on Date "发证日期" "Issued", "发证日期" "Day of issue";
                days Integer "合同工期" "Term", "日历天" "Calendar days", unit "d";
            })
            .address()
            .issued(2021, 4, 7)
            .covers((2026, 1, 1), (2026, 11, 20))
            .version(&[Csv], "新增 11 月第三周核发的许可。", "With the permits of the third week of November.")
            .files("演示_施工许可", building_permits),
        entry("greenways", "greening-bureau", Theme::Urban, Yearly)
            .title("城市绿道示意线路", "Greenways, schematic lines")
            .about("城市绿道的名称、长度、铺装和示意线路，适合步行和骑行。", "Name, length, surface and schematic line of paths for walking and cycling.")
            .words("绿道, 步道, 骑行, 滨江, greenway, walking path")
            .items(items! {
                way_code Code "绿道编码" "Code", "绿道编码" "Code of the path";
                way_name Text "绿道名称" "Name", "绿道名称" "Name of the path";
                length Decimal "长度" "Length", "线路长度" "Length of the line", unit "km";
                surface Text "铺装" "Surface", "路面材料" "What it is paved with";
                cycling Boolean "可骑行" "Cycling", "是否可骑行" "Whether bicycles may use it";
            })
            .district()
            .items(items! { geometry Geometry "示意线路" "Schematic line", "示意性线路，仅供演示" "A schematic line for the demo"; })
            .issued(2022, 5, 17)
            .version(&[GeoJson], "收录 2025 年底建成的绿道。", "Paths built by the end of 2025.")
            .files("演示_城市绿道", greenways),
        entry("geological-boreholes", "planning-bureau", Theme::Urban, Irregular)
            .title("工程地质钻孔资料", "Geological boreholes")
            .about("工程地质钻孔的分层、埋深和土性描述，有条件开放给具备相应能力的单位。", "Layers, depth and soil of boreholes, open under conditions to those qualified to use them.")
            .words("地质, 钻孔, 土层, 勘察, 地下, geology, borehole")
            .items(items! {
                hole_code Code "钻孔编号" "Borehole", "钻孔编号" "Number of the borehole";
                layer Integer "层序" "Layer", "自上而下的层序" "Order from the top";
                soil Text "土层名称" "Soil", "土层名称" "Name of the soil";
                depth Decimal "层底埋深" "Depth", "层底埋深" "Depth of the layer's base", unit "m", important;
                density Decimal "重度" "Unit weight", "天然重度" "Natural unit weight", unit "kN/m³";
                cohesion Decimal "黏聚力" "Cohesion", "固结快剪黏聚力，未试验为空" "Consolidated quick shear; empty when not tested", unit "kPa";
                district Text "行政区" "District", "所在的行政区" "The district it stands in";
            })
            .collected()
            .conditional(&[Download], [
                conditions::survey_qualification(),
                conditions::officer(),
                conditions::keep_and_delete(),
            ])
            .issued(2023, 2, 14)
            .uses(21, Steady)
            .version(&[Csv], "首批 240 个钻孔。", "The first 240 boreholes.")
            .files("demo_boreholes", boreholes),
        entry("public-toilets", "greening-bureau", Theme::Urban, Quarterly)
            .title("公共厕所信息", "Public toilets")
            .about("环卫公共厕所的位置、开放时间、无障碍设施和第三卫生间。", "Position, hours, step-free access and family rooms of public toilets.")
            .words("厕所, 公厕, 卫生间, 无障碍, 母婴, public toilet, restroom")
            .items(items! {
                toilet_code Code "公厕编码" "Code", "公厕编码" "Code of the toilet";
                toilet_name Text "名称" "Name", "公厕名称" "Name of the toilet";
                hours Text "开放时间" "Hours", "开放时间" "Hours";
                accessible Boolean "无障碍" "Accessible", "是否有无障碍厕位" "Whether it is accessible";
                family_room Boolean "第三卫生间" "Family room", "是否有第三卫生间" "Whether there is a family room";
                stalls Integer "厕位数" "Stalls", "厕位总数" "All stalls", unit "个";
            })
            .address()
            .point()
            .api()
            .issued(2020, 11, 19)
            .uses(430, Steady)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, GeoJson], "新增 15 座公厕，增加 GeoJSON 格式。", "15 toilets added; GeoJSON is new.")
            .files("演示_公共厕所", toilets),
    ]
}

fn district_outlines(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for district in &DISTRICTS {
        let outline = crate::outline::of(district.code);
        out.row(cells![
            district.code,
            district.zh,
            district.people,
            Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}

fn house_sales(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for (no, month) in edition.months(24).enumerate() {
        // Spring and autumn sell, the new year does not.
        const SEASON: [f64; 12] = [0.8, 0.5, 1.3, 1.1, 1.0, 1.0, 0.9, 0.9, 1.1, 1.1, 1.1, 1.2];
        for district in &DISTRICTS {
            for kind in 1..=2 {
                let mut rng = Rng::of(district.code).fork(no * 2 + kind);
                let season = SEASON[chrono::Datelike::month0(&month) as usize];
                let many = district.people as f64 * if kind == 1 { 2.1 } else { 6.4 };
                let units = (many * season * rng.real(0.8, 1.2)) as i64;
                let distance = (district.centre.0 - 121.47).abs() + (district.centre.1 - 31.23).abs();
                let price = (128_000.0 - 190_000.0 * distance).max(19_000.0) * rng.real(0.93, 1.07);
                out.row(cells![
                    month_of(month),
                    district.zh,
                    kind.to_string(),
                    units,
                    dec(units as f64 * rng.real(78.0, 112.0), 1),
                    price as i64
                ])?;
            }
        }
    }
    Ok(())
}

fn building_permits(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const KINDS: [&str; 5] = ["房屋建筑", "装饰装修", "市政道路", "园林绿化", "轨道交通"];
    for mut site in sites("building-permit", 420) {
        let rng = &mut site.rng;
        let kind = rng.mostly(&KINDS);
        let area = (kind == KINDS[0] || kind == KINDS[1]).then(|| dec(rng.real(600.0, 86_000.0), 1));
        let cost = rng.real(180.0, 52_000.0);
        let issued = day(2026, 1, 1) + chrono::Days::new((site.no as u64 * 322) / 420);
        let days = rng.int(4, 72) * 15;
        out.row(cells![
            format!("3101{:02}2026{:04}", site.no % 16 + 1, site.no),
            format!("{}{kind}工程", site.word()),
            kind,
            area,
            dec(cost, 2),
            issued,
            days,
            site.district.zh,
            site.address()
        ])?;
    }
    Ok(())
}

fn greenways(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("greenway", 46) {
        let rng = &mut site.rng;
        let (east, north) = (rng.real(-0.9, 0.9), rng.real(-0.9, 0.9));
        let (mut lon, mut lat) = site.at;
        let mut line: Vec<Position> = vec![(lon, lat)];
        for _ in 0..rng.int(5, 11) {
            lon += 0.002 * (east + rng.real(-0.5, 0.5));
            lat += 0.002 * (north + rng.real(-0.5, 0.5));
            line.push((lon, lat));
        }
        let length = line.len() as f64 * rng.real(0.21, 0.27);
        let surface = rng.pick(&["透水混凝土", "沥青", "石材", "木栈道"]);
        let cycling = rng.chance(62);
        out.row(cells![
            format!("L{:03}", site.no),
            format!("{}{}绿道", site.road.trim_end_matches('路'), site.word()),
            dec(length, 2),
            surface,
            cycling,
            site.district.zh,
            Cell::Line(&line)
        ])?;
    }
    Ok(())
}

fn boreholes(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const SOILS: [(&str, f64); 8] = [
        ("杂填土", 1.6),
        ("褐黄色粉质黏土", 2.1),
        ("灰色淤泥质粉质黏土", 5.5),
        ("灰色淤泥质黏土", 8.5),
        ("灰色黏土", 6.0),
        ("暗绿色粉质黏土", 4.0),
        ("草黄色砂质粉土", 7.5),
        ("灰色粉细砂", 14.0),
    ];
    for mut site in sites("borehole", 240) {
        let mut depth = 0.0;
        for (layer, (soil, thick)) in (1..).zip(SOILS) {
            depth += thick * site.rng.real(0.7, 1.3);
            let tested = site.rng.chance(82);
            let weight = 17.2 + 0.25 * f64::from(layer) + 0.2 * site.rng.bell();
            let cohesion = 10.0 + 4.0 * f64::from(layer) + 2.0 * site.rng.bell();
            out.row(cells![
                format!("ZK{:04}", site.no),
                layer,
                soil,
                dec(depth, 2),
                dec(weight, 1),
                tested.then_some(dec(cohesion, 1)),
                site.district.zh
            ])?;
        }
    }
    Ok(())
}

fn toilets(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("toilet", 380 - 15 * edition.back) {
        let hours = site.rng.mostly(&["00:00-24:00", "05:00-23:00", "06:00-22:00"]);
        let (accessible, family, stalls) = (site.rng.chance(88), site.rng.chance(46), site.rng.int(4, 26));
        let name = format!("{}公共厕所", site.road);
        out.row(cells![
            format!("{:05}", site.no + 120),
            name,
            hours,
            accessible,
            family,
            stalls,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}
