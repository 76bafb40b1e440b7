//! 人口就业

use super::credit::company;
use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("population-by-district", "statistics-bureau", Theme::Population, Yearly)
            .title("各区常住人口和年龄构成", "Residents of the districts by age")
            .about("2021 至 2025 年各区常住人口的年龄、性别构成和人口密度。", "Residents of every district by age and sex, 2021 to 2025.")
            .words("人口, 常住人口, 年龄, 老龄化, 性别, population, residents")
            .items(items! {
                year Integer "年份" "Year", "年末" "End of the year";
                district Text "行政区" "District", "行政区" "District";
                age_group Text "年龄组" "Age", "年龄组" "Age group";
                men Integer "男性" "Men", "男性人口" "Men", unit "人";
                women Integer "女性" "Women", "女性人口" "Women", unit "人";
            })
            .issued(2021, 6, 3)
            .covers((2021, 1, 1), (2025, 12, 31))
            .uses(590, Steady)
            .version(&[Csv, Xlsx], "补充 2025 年。", "2025 added.")
            .files("演示_常住人口年龄构成", residents),
        entry("job-openings", "labour-bureau", Theme::Population, Weekly)
            .title("公共就业招聘岗位", "Job openings of the public employment service")
            .about("公共就业服务机构发布的招聘岗位、薪酬区间和学历要求。", "Openings, pay and education asked for, from the public employment service.")
            .words("就业, 招聘, 岗位, 找工作, 求职, job openings, employment")
            .items(items! {
                opening_no Code "岗位编号" "Opening", "岗位编号" "Number of the opening";
                job Text "岗位名称" "Job", "岗位名称" "Name of the job";
                employer Text "招聘单位" "Employer", "招聘单位" "Employer";
                places Integer "招聘人数" "Places", "招聘人数" "People wanted", unit "人";
                pay_from Integer "月薪下限" "Pay from", "月薪下限，面议为空" "Lowest monthly pay; empty where negotiable", unit "元";
                pay_to Integer "月薪上限" "Pay to", "月薪上限，面议为空" "Highest monthly pay; empty where negotiable", unit "元";
                education Text "学历要求" "Education", "最低学历" "Lowest education";
                posted_on Date "发布日期" "Posted", "发布日期" "Day it was posted";
            })
            .district()
            .api()
            .priority()
            .issued(2021, 8, 30)
            .covers((2026, 11, 7), (2026, 11, 20))
            .uses(670, Rising)
            .version(&[Csv], "11 月第二周岗位。", "Second week of November.")
            .version(&[Csv], "11 月第三周岗位。", "Third week of November.")
            .files("演示_招聘岗位", openings),
        entry("employment-figures", "labour-bureau", Theme::Population, Monthly)
            .title("城镇就业主要指标", "Main figures of employment")
            .about("各区城镇新增就业、登记失业和帮扶就业困难人员数。", "New jobs, registered unemployed and people helped into work in every district.")
            .words("就业, 失业率, 新增就业, 登记失业, employment, unemployment")
            .items(items! {
                month Text "月份" "Month", "统计月份" "Month";
                district Text "行政区" "District", "行政区" "District";
                new_jobs Integer "新增就业" "New jobs", "当月城镇新增就业" "New jobs of the month", unit "人";
                unemployed Integer "登记失业" "Unemployed", "期末登记失业人数" "Registered at the month's end", unit "人";
                helped Integer "帮扶就业" "Helped", "帮扶就业困难人员" "People helped into work", unit "人";
            })
            .issued(2021, 10, 29)
            .covers((2025, 11, 1), (2026, 10, 31))
            .uses(140, Falling)
            .version(&[Csv], "截至 2026 年 10 月。", "To October 2026.")
            .files("演示_城镇就业指标", employment),
        entry("commuting-flows", "transport-commission", Theme::Population, Halfyearly)
            .title("职住通勤流量（按网格汇总）", "Commuting between home and work, by grid cell")
            .about("由多源数据推算的居住地与工作地之间通勤人数，按 2 公里网格汇总，少于 20 人的不提供。", "Estimated commuters between home and work on a 2 km grid; flows of fewer than 20 are left out.")
            .words("通勤, 职住, 流动, 人口流动, 上班, commuting, mobility")
            .items(items! {
                home_cell Code "居住网格" "Home", "2 公里网格编码" "Code of the 2 km cell", important;
                work_cell Code "工作网格" "Work", "2 公里网格编码" "Code of the 2 km cell", important;
                commuters Integer "通勤人数" "Commuters", "推算人数" "Estimated people", unit "人", important;
                minutes Decimal "平均时长" "Minutes", "单程平均时长" "Mean time one way", unit "min";
                transit_share Decimal "公共交通占比" "Transit", "公共交通出行占比，样本不足为空" "Share by public transport; empty where the sample is small", unit "%";
            })
            .conditional(&[Sandbox], [
                conditions::research(),
                conditions::sandbox_only(),
                conditions::no_reidentification(),
                conditions::capacity("能够在沙箱内使用 SQL 或 Python 完成分析", "able to do the analysis in SQL or Python inside the sandbox"),
            ])
            .issued(2024, 7, 26)
            .uses(41, Rising)
            .version(&[Csv], "2026 年上半年。", "First half of 2026.")
            .files("demo_commuting_flows", commuting),
        entry("household-register", "public-security-bureau", Theme::Population, Daily)
            .title("户籍登记基础信息", "Household register")
            .about("户籍人口登记信息，属于个人信息，不予开放；汇总统计见人口数据。", "The register of households: personal information, not open. Totals stand in the population data.")
            .words("户籍, 户口, 人口, 个人信息, household register")
            .items(items! {
                register_no Code "登记号" "Register", "登记编号" "Number in the register";
                household_no Code "户号" "Household", "户号" "Number of the household", personal;
                birth_year Integer "出生年份" "Born", "出生年份" "Year of birth", personal;
                relation Text "与户主关系" "Relation", "与户主关系" "Relation to the head", personal;
                district Text "行政区" "District", "户籍所在区" "District of the register";
            })
            .not_open()
            .issued(2023, 8, 18)
            .version(&[Csv], "登记数据结构与样例。", "Structure and sample registered.")
            .files("demo_household_register", households),
    ]
}

fn residents(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const AGES: [(&str, f64); 7] = [
        ("0-14 岁", 0.097),
        ("15-24 岁", 0.092),
        ("25-34 岁", 0.178),
        ("35-44 岁", 0.172),
        ("45-59 岁", 0.225),
        ("60-74 岁", 0.172),
        ("75 岁以上", 0.064),
    ];
    for year in edition.year() - 4..=edition.year() {
        for district in &DISTRICTS {
            for (no, (age, share)) in AGES.into_iter().enumerate() {
                let mut rng = Rng::of(district.code).fork(no);
                // Every year a little older.
                let drift = 1.0 + (f64::from(year) - 2023.0) * (no as f64 - 3.0) * 0.008;
                let people = district.people as f64 * 10_000.0 * share * drift * rng.real(0.92, 1.08);
                let men = people * (0.515 - 0.006 * no as f64);
                out.row(cells![year, district.zh, age, men as i64, (people - men) as i64])?;
            }
        }
    }
    Ok(())
}

fn openings(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const JOBS: [(&str, i64); 12] = [
        ("仓储管理员", 6),
        ("护理员", 6),
        ("软件测试工程师", 13),
        ("数控操作工", 8),
        ("餐厅服务员", 5),
        ("会计", 8),
        ("客服专员", 6),
        ("公交驾驶员", 9),
        ("社区工作者", 7),
        ("电工", 8),
        ("幼儿教师", 8),
        ("快递员", 9),
    ];
    for mut site in sites("job-opening", 760) {
        let (job, thousand) = site.rng.pick(&JOBS);
        let mut week = site.rng.fork(edition.back);
        let told = !week.chance(11);
        let from = (thousand * 1_000 * week.int(85, 115) / 100) / 100 * 100;
        let to = from + week.int(5, 40) * 100;
        let posted = edition.day() - chrono::Days::new(week.int(0, 6) as u64 + 7 * edition.back as u64);
        out.row(cells![
            format!("ZP{:06}", site.no * 13 + edition.number * 100_000),
            job,
            company(week.int(0, 719) as usize),
            week.int(1, 20),
            told.then_some(from),
            told.then_some(to),
            week.mostly(&["不限", "高中", "大专", "本科"]),
            posted,
            site.district.zh
        ])?;
    }
    Ok(())
}

fn employment(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for month in edition.months(12) {
        for district in &DISTRICTS {
            let mut rng = Rng::of(district.code).fork(chrono::Datelike::month(&month) as usize + 50);
            let new = district.people * rng.int(16, 27);
            let unemployed = district.people * rng.int(48, 62);
            out.row(cells![
                month_of(month),
                district.zh,
                new,
                unemployed,
                district.people * rng.int(1, 5) / 2
            ])?;
        }
    }
    Ok(())
}

fn commuting(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let homes: Vec<Site> = sites("commute-home", 160).collect();
    let works: Vec<Site> = sites("commute-work", 60).collect();
    let cell = |site: &Site| {
        format!(
            "C{:03}{:03}",
            ((site.at.0 - 120.8) * 47.0) as i64,
            ((site.at.1 - 30.6) * 55.0) as i64
        )
    };
    for home in &homes {
        for work in &works {
            let distance = (home.at.0 - work.at.0).abs() * 95.0 + (home.at.1 - work.at.1).abs() * 111.0;
            let mut rng = home.rng.fork(work.no);
            let commuters = (2_600.0 / (2.0 + distance) * rng.real(0.2, 1.8)) as i64;
            if commuters < 20 || distance > 55.0 {
                continue;
            }
            let share = (commuters >= 60).then(|| dec(rng.real(22.0, 71.0), 1));
            out.row(cells![
                cell(home),
                cell(work),
                commuters,
                dec(12.0 + distance * 1.7 + 2.0 * rng.bell(), 1),
                share
            ])?;
        }
    }
    Ok(())
}

fn households(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    let mut person = 0;
    for household in 0..150 {
        let mut rng = Rng::of("household").fork(household);
        let district = rng.pick(&DISTRICTS.each_ref()).zh;
        let head = rng.int(1945, 1996);
        let mut family = vec![("户主", head)];
        if rng.chance(72) {
            family.push(("配偶", head + rng.int(-4, 4)));
        }
        for _ in 0..rng.int(0, 2) {
            family.push(("子女", (head + rng.int(24, 34)).min(2025)));
        }
        for (relation, born) in family {
            person += 1;
            out.row(cells![
                format!("HJ{:07}", person * 31 + 5),
                format!("H{:06}", household * 7 + 3),
                born,
                relation,
                district
            ])?;
        }
    }
    Ok(())
}
