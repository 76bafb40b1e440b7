//! 信用服务

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("administrative-penalties", "market-bureau", Theme::Credit, Weekly)
            .title("法人行政处罚公示信息", "Administrative penalties on legal persons")
            .about("依法公示的对法人和其他组织的行政处罚决定。", "Decisions on penalties against legal persons, made public as the law asks.")
            .words("行政处罚, 处罚公示, 信用, 违法, penalty, credit")
            .items(items! {
                decision_no Code "决定书文号" "Decision", "行政处罚决定书文号" "Number of the decision";
                party Text "当事人" "Party", "被处罚单位名称" "Name of the party";
                ground Text "违法行为类型" "Ground", "违法行为类型" "Kind of offence";
                measure Text "处罚种类" "Measure", "处罚种类" "Kind of penalty";
                fine Decimal "罚款金额" "Fine", "罚款金额，未罚款为空" "Fine; empty where none", unit "元";
                decided_on Date "决定日期" "Decided", "作出决定的日期" "Day of the decision";
                until Date "公示截止" "Public until", "公示截止日期" "Last day of publication";
            })
            .issued(2020, 12, 30)
            .covers((2026, 6, 1), (2026, 11, 20))
            .uses(240, Steady)
            .version(&[Csv], "截至 11 月第三周。", "To the third week of November.")
            .files("演示_行政处罚公示", penalties),
        entry("trustworthy-enterprises", "development-commission", Theme::Credit, Yearly)
            .title("守信激励企业名单", "Enterprises commended for trustworthiness")
            .about("各领域守信激励对象名单，含纳税信用 A 级和海关高级认证企业。", "Enterprises commended in taxes, customs and other fields.")
            .words("守信, 红名单, 纳税信用, 企业信用, 信用, trustworthy enterprise, credit")
            .items(items! {
                enterprise Text "企业名称" "Enterprise", "企业名称" "Name of the enterprise";
                credit_code Code "统一社会信用代码" "Credit code", "演示用虚构代码" "Invented for the demo";
                field Text "领域" "Field", "认定领域" "Field";
                year Integer "认定年度" "Year", "认定年度" "Year";
            })
            .district()
            .issued(2022, 7, 8)
            .version(&[Json], "2025 年度名单。", "The list of 2025.")
            .files("演示_守信激励企业", trustworthy),
        entry("enterprise-credit-profiles", "development-commission", Theme::Credit, Quarterly)
            .title("企业公共信用综合评价", "Public credit assessment of enterprises")
            .about("企业公共信用综合评价等级和分项得分，有条件开放给信用服务和金融机构。", "Grade and partial scores of enterprises' public credit, open under conditions to credit and financial institutions.")
            .words("公共信用, 信用评价, 企业信用, 征信, enterprise credit, credit rating")
            .items(items! {
                subject_no Code "主体序号" "Subject", "去标识化的主体序号" "Number without the name";
                industry Text "行业" "Industry", "行业门类" "Industry";
                size Code "规模" "Size", "企业规模" "Size of the enterprise", codes "L M S X" "large medium small micro";
                grade Code "评价等级" "Grade", "综合评价等级" "Overall grade", codes "A B C D" "A B C D", important;
                compliance Integer "守法得分" "Compliance", "0 至 100" "0 to 100", important;
                performance Integer "履约得分" "Performance", "0 至 100，无记录为空" "0 to 100; empty without record", important;
            })
            .conditional(&[Api, Sandbox], [
                conditions::team(),
                conditions::protection_level(3),
                conditions::no_reidentification(),
                conditions::access_log(),
            ])
            .issued(2024, 1, 18)
            .uses(57, Rising)
            .version(&[Csv], "2026 年三季度评价结果。", "Assessment of the third quarter of 2026.")
            .files("demo_credit_profiles", profiles),
    ]
}

/// An invented company; the word in brackets says so.
pub(super) fn company(index: usize) -> String {
    const TRADES: [&str; 12] = [
        "贸易",
        "餐饮管理",
        "信息科技",
        "建筑工程",
        "物流",
        "食品",
        "机械设备",
        "文化传播",
        "生物医药",
        "电子商务",
        "环保科技",
        "汽车服务",
    ];
    format!(
        "{}{}（演示）有限公司",
        place::word(index),
        TRADES[(index / 5 + index) % TRADES.len()]
    )
}

fn penalties(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const GROUNDS: [&str; 8] = [
        "虚假宣传",
        "无证经营",
        "食品标签不合规",
        "价格标示不规范",
        "计量器具超期",
        "特种设备未检验",
        "消防设施失效",
        "环境违法",
    ];
    for case in 0..520 {
        let mut rng = Rng::of("penalty").fork(case);
        let decided = day(2026, 6, 1) + chrono::Days::new(case as u64 * 172 / 520);
        let fine = (!rng.chance(21)).then(|| dec(rng.int(1, 40) as f64 * 500.0, 2));
        let until = decided + chrono::Months::new(rng.pick(&[3, 12, 36]));
        out.row(cells![
            format!("沪市监处〔2026〕{:06}号", case * 7 + 1_200),
            company(rng.int(0, 700) as usize),
            rng.mostly(&GROUNDS),
            if fine.is_some() { "罚款" } else { "警告" },
            fine,
            decided,
            until
        ])?;
    }
    Ok(())
}

fn trustworthy(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("trustworthy", 260) {
        let field = site
            .rng
            .mostly(&["纳税信用 A 级", "劳动关系和谐企业", "海关高级认证", "工程建设诚信单位"]);
        out.row(cells![
            company(site.no * 2),
            format!("00DEMO{:012}", site.no * 7_919),
            field,
            edition.year(),
            site.district.zh
        ])?;
    }
    Ok(())
}

fn profiles(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for subject in 0..900 {
        let mut rng = Rng::of("credit-profile").fork(subject);
        let compliance = (84.0 + 11.0 * rng.bell()).clamp(20.0, 100.0) as i64;
        let performance = (!rng.chance(18)).then(|| (78.0 + 12.0 * rng.bell()).clamp(15.0, 100.0) as i64);
        let grade = match compliance {
            90.. => "A",
            75..90 => "B",
            60..75 => "C",
            _ => "D",
        };
        out.row(cells![
            format!("{:06}", subject * 13 + 77),
            rng.pick(&["批发零售", "制造", "信息技术", "建筑", "餐饮住宿", "交通运输"]),
            rng.pick(&["L", "M", "S", "S", "X", "X"]),
            grade,
            compliance,
            performance
        ])?;
    }
    Ok(())
}
