//! 科技创新

use super::credit::company;
use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("research-facilities", "science-commission", Theme::Science, Quarterly)
            .title("大型科研设施和仪器共享目录", "Shared research facilities and instruments")
            .about("向社会开放共享的大型科研设施和仪器的名称、管理单位、用途和收费。", "Name, owner, use and fee of research facilities and instruments that are shared.")
            .words("科研设施, 大型仪器, 仪器共享, 实验室, research facility, instrument")
            .items(items! {
                instrument_code Code "仪器编码" "Code", "仪器编码，前导零有意义" "Code of the instrument; leading zeros matter";
                instrument Text "名称" "Instrument", "仪器名称" "Name of the instrument";
                field Text "学科" "Field", "主要学科领域" "Field of research";
                owner Text "管理单位" "Owner", "管理单位" "Who runs it";
                value Decimal "原值" "Value", "购置原值" "Price when bought", unit "万元";
                hours Integer "年共享机时" "Shared hours", "上年对外服务机时，未报送为空" "Hours for others last year; empty when not reported", unit "h";
                fee Decimal "参考收费" "Fee", "每小时参考收费" "Fee for an hour", unit "元/h";
            })
            .district()
            .api()
            .priority()
            .issued(2021, 10, 15)
            .uses(150, Rising)
            .version(&[Csv], "2026 年三季度目录。", "Third quarter of 2026.")
            .files("演示_科研设施仪器", facilities),
        entry("incubators", "science-commission", Theme::Science, Yearly)
            .title("科技企业孵化器名录", "Incubators for technology firms")
            .about("孵化器和众创空间的位置、面积、在孵企业和运营单位。", "Position, area, firms and operator of incubators and co-working spaces.")
            .words("孵化器, 众创空间, 创业, 科技企业, incubator, start-up")
            .items(items! {
                incubator_code Code "编码" "Code", "孵化器编码" "Code of the incubator";
                name Text "名称" "Name", "孵化器名称" "Name of the incubator";
                level Code "级别" "Level", "级别" "Level", codes "国家级 市级 区级" "national city district";
                firms Integer "在孵企业" "Firms", "在孵企业数" "Firms inside", unit "家";
                area Integer "面积" "Area", "孵化面积" "Floor area", unit "m²";
            })
            .address()
            .point()
            .issued(2022, 6, 21)
            .version(&[Csv, GeoJson], "2025 年度名录。", "The list of 2025.")
            .files("演示_科技孵化器", incubators),
        entry("enterprise-research-spending", "science-commission", Theme::Science, Yearly)
            .title("科技企业研发投入明细", "Research spending of technology firms")
            .about("科技企业申报的研发费用和在研项目，含商业秘密，不予开放；汇总结果另行公布。", "Research costs and projects that firms report. They hold trade secrets and are not open; totals are published elsewhere.")
            .words("研发费用, 科技企业, 商业秘密, 加计扣除, research spending, trade secret")
            .items(items! {
                filing_no Code "申报号" "Filing", "申报编号" "Number of the filing";
                firm Text "企业名称" "Firm", "企业名称" "Name of the firm";
                year Integer "年度" "Year", "申报年度" "Year";
                spending Decimal "研发费用" "Spending", "当年研发费用" "Research spending of the year", unit "万元", secret;
                project Text "在研项目" "Project", "主要在研项目" "Main project under way", secret;
            })
            .collected()
            .not_open()
            .issued(2024, 5, 30)
            .version(&[Csv], "2025 年度申报。", "Filings of 2025.")
            .files("demo_research_spending", spending),
    ]
}

const FIELDS: [&str; 6] = ["生物医药", "集成电路", "人工智能", "先进材料", "能源环保", "高端装备"];

fn facilities(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INSTRUMENTS: [&str; 10] = [
        "透射电子显微镜",
        "核磁共振波谱仪",
        "液相色谱质谱联用仪",
        "激光共聚焦显微镜",
        "X 射线衍射仪",
        "流式细胞仪",
        "扫描电子显微镜",
        "电波暗室",
        "环境风洞",
        "基因测序仪",
    ];
    for mut site in sites("instrument", 540) {
        let owner = site.rng.pick(&[
            "大学分析测试中心",
            "材料研究所",
            "生命科学研究院",
            "检测技术公司",
            "微系统研究所",
        ]);
        let value = 50.0 + 1_900.0 * site.rng.unit() * site.rng.unit();
        let hours = (!site.rng.chance(9)).then(|| site.rng.int(60, 4_200));
        let (instrument, field) = (site.rng.pick(&INSTRUMENTS), site.rng.pick(&FIELDS));
        let fee = site.rng.int(4, 120) as f64 * 10.0;
        let owner = format!("{}{owner}", place::word(site.no % 45 * 3));
        out.row(cells![
            format!("0{:06}", site.no * 43),
            instrument,
            field,
            owner,
            dec(value, 1),
            hours,
            dec(fee, 1),
            site.district.zh
        ])?;
    }
    Ok(())
}

fn incubators(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("incubator", 164) {
        let level = site.rng.mostly(&["区级", "市级", "国家级"]);
        let (firms, area) = (site.rng.int(12, 160), site.rng.int(8, 240) * 100);
        let name = format!(
            "{}{}",
            site.word(),
            site.rng.pick(&["科技孵化器", "众创空间", "创业苗圃"])
        );
        out.row(cells![
            format!("K{:03}", site.no),
            name,
            level,
            firms,
            area,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn spending(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for filing in 0..300 {
        let mut rng = Rng::of("research-spending").fork(filing);
        let spending = 40.0 + 9_000.0 * rng.unit() * rng.unit() * rng.unit();
        let project = format!(
            "{}{}研发",
            rng.pick(&FIELDS),
            rng.pick(&["关键部件", "新工艺", "检测方法", "控制软件"])
        );
        out.row(cells![
            format!("YF{:05}", filing * 17 + 9),
            company(filing * 2),
            edition.year(),
            dec(spending, 2),
            project
        ])?;
    }
    Ok(())
}
