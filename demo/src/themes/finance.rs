//! 财税金融

use super::credit::company;
use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("city-budget", "finance-bureau", Theme::Finance, Yearly)
            .title("市级一般公共预算收支", "General public budget of the city")
            .about("市级一般公共预算收入和支出的预算数与执行数。", "Budget and outturn of the city's general public income and spending.")
            .words("预算, 财政, 决算, 收入, 支出, budget, public spending")
            .items(items! {
                year Integer "年度" "Year", "预算年度" "Budget year";
                side Code "收支" "Side", "收入或支出" "Income or spending", codes "1 收入；2 支出" "1 income; 2 spending";
                subject Text "科目" "Item", "预算科目" "Budget item";
                budget Decimal "预算数" "Budget", "人大批准的预算" "As approved", unit "亿元";
                outturn Decimal "执行数" "Outturn", "实际执行" "As carried out", unit "亿元";
            })
            .issued(2020, 3, 2)
            .covers((2021, 1, 1), (2025, 12, 31))
            .uses(310, Steady)
            .version(&[Xlsx], "补充 2025 年度。", "2025 added.")
            .files("演示_一般公共预算", budget),
        entry("government-purchases", "finance-bureau", Theme::Finance, Weekly)
            .title("政府采购中标公告", "Awards of government purchases")
            .about("政府采购项目的采购方式、中标供应商和成交金额。", "Procedure, supplier and price of government purchases.")
            .words("政府采购, 招标, 中标, 供应商, procurement, tender")
            .items(items! {
                notice_no Code "公告编号" "Notice", "公告编号" "Number of the notice";
                project Text "项目名称" "Project", "采购项目名称" "Name of the project";
                procedure Text "采购方式" "Procedure", "采购方式" "Procedure";
                supplier Text "中标供应商" "Supplier", "中标供应商，废标为空" "Supplier; empty when cancelled";
                price Decimal "成交金额" "Price", "成交金额" "Price", unit "万元";
                announced_on Date "公告日期" "Announced", "公告日期" "Day of the notice";
            })
            .api()
            .issued(2021, 1, 20)
            .covers((2026, 4, 1), (2026, 10, 31))
            .late(12)
            .version(&[Csv], "截至 10 月底。", "To the end of October.")
            .files("演示_政府采购中标", purchases),
        entry("small-business-loans", "finance-bureau", Theme::Finance, Monthly)
            .title("中小微企业政策性担保贷款（汇总）", "Guaranteed loans to small businesses, aggregated")
            .about("按行业和区汇总的担保贷款笔数、金额和不良率，有条件开放用于普惠金融。", "Loans, amounts and defaults by industry and district, open under conditions for inclusive finance.")
            .words("贷款, 担保, 小微企业, 普惠金融, small business loan, finance")
            .items(items! {
                month Text "月份" "Month", "统计月份" "Month";
                district Text "行政区" "District", "企业注册区" "Where the businesses are registered";
                industry Text "行业" "Industry", "行业门类" "Industry";
                loans Integer "笔数" "Loans", "新增笔数，少于 5 的为空" "New loans; empty where fewer than five", unit "笔", important;
                amount Decimal "金额" "Amount", "新增金额" "New loans", unit "万元", important;
                default_rate Decimal "代偿率" "Defaults", "累计代偿率" "Defaults so far", unit "%", important;
            })
            .conditional(&[Download, Sandbox], [
                conditions::team(),
                conditions::officer(),
                conditions::no_reidentification(),
            ])
            .issued(2024, 6, 28)
            .covers((2026, 5, 1), (2026, 10, 31))
            .uses(33, Steady)
            .version(&[Csv], "2026 年 5 月至 10 月。", "May to October 2026.")
            .files("demo_small_business_loans", loans),
    ]
}

fn budget(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const ITEMS: [(&str, &str, f64); 16] = [
        ("1", "增值税", 1_290.0),
        ("1", "企业所得税", 910.0),
        ("1", "个人所得税", 640.0),
        ("1", "契税", 250.0),
        ("1", "房产税", 210.0),
        ("1", "城市维护建设税", 190.0),
        ("1", "非税收入", 460.0),
        ("2", "教育支出", 580.0),
        ("2", "科学技术支出", 260.0),
        ("2", "社会保障和就业支出", 620.0),
        ("2", "卫生健康支出", 390.0),
        ("2", "节能环保支出", 150.0),
        ("2", "城乡社区支出", 720.0),
        ("2", "农林水支出", 230.0),
        ("2", "交通运输支出", 300.0),
        ("2", "公共安全支出", 270.0),
    ];
    for year in edition.year() - 4..=edition.year() {
        for (side, subject, amount) in ITEMS {
            let mut rng = Rng::of(subject).fork(year as usize);
            let budget = amount * (1.0 + 0.035 * f64::from(year - 2021)) * rng.real(0.98, 1.02);
            out.row(cells![
                year,
                side,
                subject,
                dec(budget, 1),
                dec(budget * rng.real(0.93, 1.05), 1)
            ])?;
        }
    }
    Ok(())
}

fn purchases(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const WORKS: [&str; 8] = [
        "信息系统运维",
        "物业管理服务",
        "办公设备",
        "绿化养护",
        "食堂食材配送",
        "道路标线",
        "课桌椅",
        "检验检测服务",
    ];
    for notice in 0..480 {
        let mut rng = Rng::of("purchase").fork(notice);
        let cancelled = rng.chance(5);
        let supplier = company(rng.int(0, 700) as usize);
        let district = rng.pick(&DISTRICTS.each_ref()).zh;
        out.row(cells![
            format!("ZC2026{:05}", notice * 3 + 101),
            format!("{district}{}采购项目", rng.pick(&WORKS)),
            rng.mostly(&["公开招标", "竞争性磋商", "询价", "单一来源"]),
            (!cancelled).then_some(supplier),
            (!cancelled).then_some(dec(4.0 + 900.0 * rng.unit() * rng.unit() * rng.unit(), 2)),
            day(2026, 4, 1) + chrono::Days::new(notice as u64 * 213 / 480)
        ])?;
    }
    Ok(())
}

fn loans(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for month in edition.months(6) {
        for district in &DISTRICTS {
            for (no, industry) in ["制造业", "批发零售", "信息技术", "餐饮住宿", "科研服务"]
                .iter()
                .enumerate()
            {
                let key = chrono::Datelike::month(&month) as usize * 8 + no;
                let mut rng = Rng::of(district.code).fork(key);
                let loans = district.people * rng.int(2, 30) / 100;
                let told = loans >= 5;
                let amount = loans as f64 * rng.real(120.0, 310.0);
                let rate = rng.real(0.6, 2.9);
                out.row(cells![
                    month_of(month),
                    district.zh,
                    industry,
                    told.then_some(loans),
                    told.then_some(dec(amount, 1)),
                    told.then_some(dec(rate, 2))
                ])?;
            }
        }
    }
    Ok(())
}
