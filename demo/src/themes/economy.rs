//! 经济产业

use super::prelude::*;
use crate::cell::Cell;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("gdp-by-quarter", "statistics-bureau", Theme::Economy, Quarterly)
            .title("地区生产总值季度核算", "Quarterly gross domestic product")
            .about("按产业和主要行业核算的地区生产总值和可比增速。", "Gross domestic product by sector and main industry, with growth at constant prices.")
            .words("GDP, 生产总值, 经济增长, 统计, 产业, gross domestic product, economy")
            .items(items! {
                quarter Text "季度" "Quarter", "当年累计到的季度" "Quarter to which the year is added up";
                industry Text "行业" "Industry", "产业或行业" "Sector or industry";
                value Decimal "增加值" "Value added", "年初至季末累计，现价" "From January to the quarter's end, current prices", unit "亿元";
                growth Decimal "可比增长" "Growth", "比上年同期，可比价" "Against the year before, constant prices", unit "%";
            })
            .issued(2020, 4, 30)
            .covers((2023, 1, 1), (2026, 9, 30))
            .uses(450, Steady)
            .version(&[Xlsx], "补充 2026 年前三季度。", "First three quarters of 2026 added.")
            .files("演示_生产总值季度核算", gdp),
        entry("industrial-output", "statistics-bureau", Theme::Economy, Monthly)
            .title("规模以上工业产值和产量", "Output of industry")
            .about("主要行业的工业总产值和主要产品产量。", "Output value of the main industries.")
            .words("工业, 产值, 制造业, 集成电路, 汽车, industrial output, manufacturing")
            .items(items! {
                month Text "月份" "Month", "统计月份" "Month";
                industry Text "行业" "Industry", "行业大类" "Industry";
                output Decimal "总产值" "Output", "当月总产值" "Output of the month", unit "亿元";
                growth Decimal "同比" "Growth", "比上年同月" "Against the same month of the year before", unit "%";
                sales_rate Decimal "产销率" "Sales rate", "销售产值占总产值" "Share of the output sold", unit "%";
            })
            .issued(2020, 7, 22)
            .covers((2024, 11, 1), (2026, 10, 31))
            .version(&[Csv], "补充 2026 年 10 月。", "October 2026 added.")
            .files("演示_工业产值", output),
        entry("industrial-parks", "development-commission", Theme::Economy, Yearly)
            .title("产业园区示意范围", "Industrial parks, schematic outlines")
            .about("产业园区的名称、主导产业、企业数和示意范围。", "Name, main industry, enterprises and schematic outline of industrial parks.")
            .words("产业园区, 工业园, 开发区, 招商, industrial park")
            .items(items! {
                park_code Code "园区编码" "Code", "园区编码" "Code of the park";
                park_name Text "园区名称" "Park", "园区名称" "Name of the park";
                industry Text "主导产业" "Industry", "主导产业" "Main industry";
                enterprises Integer "企业数" "Enterprises", "入驻企业数" "Enterprises in the park", unit "家";
                area Decimal "规划面积" "Area", "规划面积" "Planned area", unit "km²";
            })
            .district()
            .shape()
            .issued(2022, 1, 26)
            .version(&[GeoJson], "2025 年底情况。", "As of the end of 2025.")
            .files("演示_产业园区", parks),
        entry("industrial-parks-songjiang", "songjiang", Theme::Economy, Halfyearly)
            .title("松江区标准厂房和楼宇招商信息", "Workshops and offices to let in Songjiang")
            .about("松江区可租售标准厂房、研发楼宇的位置、面积和层高。", "Position, area and height of workshops and research buildings to let in Songjiang.")
            .words("厂房, 招商, 楼宇, 租赁, 产业园区, workshop, office to let")
            .items(items! {
                listing_no Code "房源编号" "Listing", "房源编号" "Number of the listing";
                name Text "名称" "Name", "厂房或楼宇名称" "Name of the building";
                kind Text "类型" "Kind", "类型" "Kind";
                area Decimal "可租面积" "Area", "可租建筑面积" "Floor area to let", unit "m²";
                height Decimal "层高" "Height", "首层层高" "Height of the ground floor", unit "m";
                rent Decimal "参考租金" "Rent", "每平方米每天，面议为空" "For a square metre and day; empty where negotiable", unit "元";
            })
            .address()
            .point()
            .spatial("上海市松江区", "Songjiang District, Shanghai")
            .issued(2024, 3, 5)
            .version(&[Csv, GeoJson], "2026 年上半年房源。", "Listings of the first half of 2026.")
            .files("演示_松江厂房楼宇", listings),
    ]
}

fn gdp(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INDUSTRIES: [(&str, f64, f64); 9] = [
        ("地区生产总值", 11_900.0, 5.0),
        ("第一产业", 21.0, 0.8),
        ("第二产业", 2_760.0, 3.6),
        ("工业", 2_450.0, 3.9),
        ("第三产业", 9_120.0, 5.5),
        ("批发和零售业", 1_400.0, 3.1),
        ("金融业", 2_090.0, 6.4),
        ("信息传输软件业", 1_320.0, 9.8),
        ("房地产业", 930.0, 1.2),
    ];
    for (no, (year, quarter)) in edition.quarters(15).enumerate() {
        for (industry, one, growth) in INDUSTRIES {
            let mut rng = Rng::of(industry).fork(no);
            let value = one * f64::from(quarter) * (1.0 + 0.05 * f64::from(year - 2024)) * rng.real(0.99, 1.01);
            out.row(cells![
                format!("{year}Q{quarter}"),
                industry,
                dec(value, 2),
                dec(growth + 0.6 * rng.bell(), 1)
            ])?;
        }
    }
    Ok(())
}

fn output(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INDUSTRIES: [(&str, f64, f64); 10] = [
        ("汽车制造", 640.0, 2.1),
        ("计算机通信电子", 520.0, 7.5),
        ("集成电路", 290.0, 14.2),
        ("生物医药", 170.0, 6.8),
        ("成套设备", 430.0, 3.0),
        ("精品钢材", 130.0, -2.4),
        ("石油化工", 310.0, -0.8),
        ("新能源", 150.0, 18.0),
        ("食品", 110.0, 1.9),
        ("船舶", 90.0, 12.5),
    ];
    for (no, month) in edition.months(24).enumerate() {
        // The new year's holidays shorten February.
        let season = if chrono::Datelike::month(&month) == 2 {
            0.78
        } else {
            1.0
        };
        for (industry, usual, growth) in INDUSTRIES {
            let mut rng = Rng::of(industry).fork(no);
            let value = usual * season * (1.0 + growth / 100.0 * no as f64 / 12.0) * rng.real(0.95, 1.05);
            out.row(cells![
                month_of(month),
                industry,
                dec(value, 2),
                dec(growth + 2.0 * rng.bell(), 1),
                dec(rng.real(97.0, 100.8), 1)
            ])?;
        }
    }
    Ok(())
}

fn parks(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INDUSTRIES: [&str; 7] = [
        "集成电路",
        "生物医药",
        "人工智能",
        "汽车及零部件",
        "精细化工",
        "航空航天",
        "时尚消费品",
    ];
    for mut site in sites("industrial-park", 58) {
        let industry = site.rng.pick(&INDUSTRIES);
        let (enterprises, size) = (site.rng.int(24, 860), site.rng.real(0.008, 0.024));
        let outline = site.outline(size);
        out.row(cells![
            format!("Q{:03}", site.no),
            format!("{}{industry}产业园", site.word()),
            industry,
            enterprises,
            dec(size * size * 7_900.0, 2),
            site.district.zh,
            Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}

fn listings(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites_in(place::named("松江区"), "listing", 72) {
        let kind = site.rng.pick(&["标准厂房", "研发楼宇", "仓储"]);
        let (area, height) = (site.rng.real(300.0, 18_000.0), site.rng.real(3.6, 9.5));
        let rent = (!site.rng.chance(25)).then(|| dec(site.rng.real(0.8, 3.4), 2));
        let name = format!("{}{kind}", site.word());
        out.row(cells![
            format!("SJ{:04}", site.no),
            name,
            kind,
            dec(area, 1),
            dec(height, 1),
            rent,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}
