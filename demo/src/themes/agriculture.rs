//! 农业农村

use super::prelude::*;
use crate::cell::Cell;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("produce-prices", "agriculture-commission", Theme::Agriculture, Daily)
            .title("农产品批发价格行情", "Wholesale prices of farm produce")
            .about("主要批发市场蔬菜、水果、肉禽和水产品的每日最高、最低和平均批发价。", "Highest, lowest and mean wholesale price of vegetables, fruit, meat and fish at the main markets every day.")
            .words("农产品价格, 菜价, 批发市场, 蔬菜, 行情, produce price, wholesale")
            .items(items! {
                date Date "日期" "Date", "行情日期" "Day";
                market Text "市场" "Market", "批发市场" "Market";
                produce Text "品种" "Produce", "农产品品种" "Produce";
                low Decimal "最低价" "Low", "当日最低价，无交易为空" "Lowest price; empty without trade", unit "元/kg";
                high Decimal "最高价" "High", "当日最高价，无交易为空" "Highest price; empty without trade", unit "元/kg";
                mean Decimal "平均价" "Mean", "当日平均价，无交易为空" "Mean price; empty without trade", unit "元/kg";
                volume Decimal "上市量" "Volume", "当日上市量" "Volume of the day", unit "t";
            })
            .collected()
            .api()
            .priority()
            .issued(2020, 11, 2)
            .covers((2026, 10, 22), (2026, 11, 20))
            .uses(440, Rising)
            .version(&[Csv], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_农产品批发价格", produce_prices),
        entry("crop-yields", "agriculture-commission", Theme::Agriculture, Yearly)
            .title("主要农作物面积和产量", "Area and yield of the main crops")
            .about("涉农区主要农作物的播种面积、单产和总产量。", "Sown area, yield and harvest of the main crops in the districts with farming.")
            .words("农作物, 水稻, 产量, 粮食, 播种面积, crop yield, rice")
            .items(items! {
                year Integer "年份" "Year", "统计年份" "Year";
                district Text "行政区" "District", "行政区" "District";
                crop Text "作物" "Crop", "作物种类" "Crop";
                area Decimal "播种面积" "Area", "播种面积" "Sown area", unit "公顷";
                harvest Decimal "总产量" "Harvest", "总产量" "Harvest", unit "t";
                yield_per_hectare Decimal "单产" "Yield", "每公顷产量" "Harvest of a hectare", unit "kg/公顷";
            })
            .issued(2021, 5, 20)
            .covers((2020, 1, 1), (2024, 12, 31))
            .late(41)
            .version(&[Xlsx], "补充 2024 年。", "2024 added.")
            .files("demo_crop_yields", crops),
        entry("farm-plots", "agriculture-commission", Theme::Agriculture, Yearly)
            .title("高标准农田地块（示意）", "High-standard farm plots, schematic")
            .about("高标准农田地块的示意范围、土壤和灌溉条件，有条件开放给农业科研和服务单位。", "Schematic outline, soil and irrigation of farm plots, open under conditions to farm research and services.")
            .words("农田, 地块, 高标准农田, 土壤, 耕地, farm plot, soil")
            .items(items! {
                plot_code Code "地块编码" "Plot", "地块编码" "Code of the plot";
                crop Text "种植作物" "Crop", "当季作物" "Crop of the season";
                soil Text "土壤类型" "Soil", "土壤类型" "Kind of soil";
                organic Decimal "有机质" "Organic matter", "耕层有机质含量，未测为空" "Organic matter of the topsoil; empty when not measured", unit "g/kg", important;
                irrigated Boolean "灌溉保障" "Irrigated", "是否有灌溉保障" "Whether it is irrigated";
            })
            .district()
            .shape()
            .collected()
            .conditional(&[Download, Api], [
                conditions::survey_qualification(),
                conditions::protection_level(2),
                conditions::keep_and_delete(),
            ])
            .issued(2024, 9, 22)
            .uses(17, Rising)
            .version(&[GeoJson], "2025 年地块。", "Plots of 2025.")
            .files("demo_farm_plots", plots),
    ]
}

const RURAL: [&str; 8] = [
    "崇明区",
    "浦东新区",
    "金山区",
    "松江区",
    "青浦区",
    "奉贤区",
    "嘉定区",
    "宝山区",
];

fn produce_prices(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const PRODUCE: [(&str, f64); 16] = [
        ("青菜", 3.1),
        ("大白菜", 1.8),
        ("番茄", 5.4),
        ("黄瓜", 5.0),
        ("土豆", 2.9),
        ("茄子", 5.6),
        ("生菜", 4.7),
        ("西兰花", 6.2),
        ("苹果", 8.3),
        ("蜜橘", 5.1),
        ("香蕉", 5.8),
        ("白条猪", 17.4),
        ("三黄鸡", 21.5),
        ("鸡蛋", 9.4),
        ("草鱼", 15.6),
        ("南美白对虾", 52.0),
    ];
    for date in edition.days(30) {
        let ordinal = chrono::Datelike::ordinal(&date) as usize;
        for market in ["江桥批发市场", "西郊国际", "上农批", "江杨市场"] {
            for (no, (produce, usual)) in PRODUCE.into_iter().enumerate() {
                let wave = Rng::of(produce).fork(ordinal / 5).real(0.9, 1.12);
                let mut rng = Rng::of(market).fork(ordinal * 20 + no);
                let mean = usual * wave * rng.real(0.95, 1.05);
                let (low, high) = (mean * rng.real(0.82, 0.95), mean * rng.real(1.05, 1.2));
                let traded = !rng.chance(3);
                let volume = if traded { rng.real(4.0, 260.0) } else { 0.0 };
                out.row(cells![
                    date,
                    market,
                    produce,
                    traded.then(|| dec(low, 2)),
                    traded.then(|| dec(high, 2)),
                    traded.then(|| dec(mean, 2)),
                    dec(volume, 1)
                ])?;
            }
        }
    }
    Ok(())
}

fn crops(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const CROPS: [(&str, f64, f64); 5] = [
        ("水稻", 9_400.0, 8_650.0),
        ("小麦", 900.0, 5_900.0),
        ("蔬菜", 4_300.0, 31_000.0),
        ("瓜果", 1_200.0, 24_000.0),
        ("油菜", 150.0, 2_450.0),
    ];
    let last = edition.behind(1).year();
    for year in last - 4..=last {
        for (no, district) in RURAL.iter().enumerate() {
            for (crop, area, per_hectare) in CROPS {
                let mut rng = Rng::of(district).fork(year as usize * 8 + crop.len());
                let area = area * (1.3 - 0.13 * no as f64) * rng.real(0.93, 1.05);
                let per_hectare = per_hectare * rng.real(0.94, 1.05);
                out.row(cells![
                    year,
                    district,
                    crop,
                    dec(area, 1),
                    dec(area * per_hectare / 1_000.0, 1),
                    dec(per_hectare, 1)
                ])?;
            }
        }
    }
    Ok(())
}

fn plots(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for district in RURAL {
        for mut site in sites_in(place::named(district), "farm-plot", 30) {
            let (crop, soil) = (
                site.rng.mostly(&["水稻", "蔬菜", "瓜果"]),
                site.rng.pick(&["青紫泥", "黄泥土", "潮土", "滩潮土"]),
            );
            let organic = (!site.rng.chance(20)).then(|| dec(site.rng.real(14.0, 38.0), 1));
            let irrigated = site.rng.chance(91);
            let outline = site.outline(0.006);
            out.row(cells![
                format!("{}N{:03}", site.district.code, site.no),
                crop,
                soil,
                organic,
                irrigated,
                site.district.zh,
                Cell::Polygon(&outline)
            ])?;
        }
    }
    Ok(())
}
