//! 医疗卫生

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("hospitals", "health-commission", Theme::Health, Quarterly)
            .title("医疗机构信息", "Hospitals and clinics")
            .about("医院和社区卫生服务中心的名称、等级、床位、急诊和医保定点情况。", "Name, grade, beds, emergency room and insurance status of hospitals and community health centres.")
            .words("医院, 医疗机构, 社区卫生服务中心, 急诊, 医保, hospital, clinic")
            .items(items! {
                institution_code Code "机构代码" "Code", "医疗机构代码" "Code of the institution";
                institution_name Text "机构名称" "Name", "登记名称" "Name as registered";
                grade Code "等级" "Grade", "医院等级" "Grade of the hospital", codes "三甲 三乙 二甲 二乙 社区 未定级" "3A 3B 2A 2B community ungraded";
                beds Integer "床位" "Beds", "核定床位，无住院的为空" "Approved beds; empty without wards", unit "张";
                emergency Boolean "急诊" "Emergency", "是否设 24 小时急诊" "Whether there is an emergency room day and night";
                insured Boolean "医保定点" "Insurance", "是否为医保定点" "Whether it takes public insurance";
            })
            .address()
            .point()
            .api()
            .issued(2020, 2, 18)
            .uses(1240, Steady)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, GeoJson], "新增 6 家机构，增加 GeoJSON 格式。", "Six institutions added; GeoJSON is new.")
            .files("演示_医疗机构", hospitals),
        entry("vaccination-clinics", "health-commission", Theme::Health, Monthly)
            .title("疫苗接种门诊信息", "Vaccination clinics")
            .about("接种门诊的位置、接种日、预约方式和可接种疫苗。", "Position, days, booking and vaccines of vaccination clinics.")
            .words("疫苗, 接种, 预防接种, 门诊, 流感, vaccination, vaccine clinic")
            .items(items! {
                clinic_code Code "门诊编码" "Code", "接种门诊编码" "Code of the clinic";
                clinic_name Text "门诊名称" "Clinic", "接种门诊名称" "Name of the clinic";
                days Text "接种日" "Days", "每周接种日" "Days of the week";
                booking Code "预约方式" "Booking", "预约方式" "How to book", codes "1 网上；2 现场；3 均可" "1 online; 2 on site; 3 either";
                vaccines Text "疫苗种类" "Vaccines", "可接种疫苗，以分号分隔" "Vaccines given, separated by semicolons";
            })
            .address()
            .point()
            .api()
            .priority()
            .issued(2021, 2, 1)
            .uses(560, Rising)
            .version(&[Csv, GeoJson], "更新流感疫苗供应情况。", "Supply of flu vaccine brought up to date.")
            .files("演示_疫苗接种门诊", vaccination),
        entry("ambulance-stations", "health-commission", Theme::Health, Halfyearly)
            .title("院前急救站点", "Ambulance stations")
            .about("急救站的位置、值班车辆和覆盖半径。", "Position, vehicles on duty and radius of ambulance stations.")
            .words("急救站, 急救, 救护车, 120, ambulance, emergency")
            .items(items! {
                station_code Code "站点编码" "Code", "急救站编码" "Code of the station";
                station_name Text "站点名称" "Station", "急救站名称" "Name of the station";
                vehicles Integer "值班车辆" "Vehicles", "日间值班救护车" "Ambulances on duty by day", unit "辆";
                radius Decimal "服务半径" "Radius", "平均急救半径" "Mean radius it serves", unit "km";
            })
            .address()
            .point()
            .issued(2021, 11, 20)
            .version(&[Csv, GeoJson], "新增 4 个急救站。", "Four stations added.")
            .files("演示_急救站", ambulance),
        entry("notifiable-diseases", "health-commission", Theme::Health, Monthly)
            .title("法定传染病月度统计", "Notifiable diseases by month")
            .about("甲、乙、丙类法定传染病每月报告发病数和死亡数。", "Reported cases and deaths of notifiable diseases of classes A, B and C.")
            .words("传染病, 流感, 手足口病, 疫情, 公共卫生, infectious disease, epidemic")
            .items(items! {
                month Text "月份" "Month", "报告月份" "Month of the report";
                class Code "类别" "Class", "法定类别" "Legal class", codes "甲 乙 丙" "A B C";
                disease Text "病种" "Disease", "传染病名称" "Name of the disease";
                cases Integer "发病数" "Cases", "报告发病数" "Reported cases", unit "例";
                deaths Integer "死亡数" "Deaths", "报告死亡数" "Reported deaths", unit "例";
            })
            .issued(2020, 4, 15)
            .covers((2024, 10, 1), (2026, 9, 30))
            .late(17)
            .version(&[Csv], "截至 2026 年 9 月。", "To September 2026.")
            .files("演示_法定传染病统计", diseases),
        entry("outpatient-visits", "health-commission", Theme::Health, Monthly)
            .title("门急诊人次（按机构和科室汇总）", "Outpatient visits by institution and department")
            .about("各医疗机构各科室每月门急诊人次和平均候诊时间，有条件开放用于医疗服务研究。", "Monthly visits and mean waiting time by institution and department, open under conditions for research on services.")
            .words("门诊, 急诊, 候诊, 医院, 就诊, outpatient, waiting time")
            .items(items! {
                month Text "月份" "Month", "统计月份" "Month";
                institution_code Code "机构代码" "Code", "与医疗机构信息一致" "As in the list of hospitals";
                department Text "科室" "Department", "一级科室" "Department";
                visits Integer "人次" "Visits", "少于 10 的为空" "Empty where fewer than 10", unit "人次", important;
                waiting Integer "平均候诊" "Waiting", "挂号到就诊的平均时间" "Mean time from registration to the doctor", unit "min";
            })
            .collected()
            .conditional(&[Download, Sandbox], [
                conditions::research(),
                conditions::protection_level(3),
                conditions::no_reidentification(),
            ])
            .issued(2023, 10, 12)
            .covers((2026, 5, 1), (2026, 10, 31))
            .uses(29, Rising)
            .version(&[Csv], "2026 年 5 月至 10 月。", "May to October 2026.")
            .files("demo_outpatient_visits", outpatient),
        entry("patient-records", "health-commission", Theme::Health, Daily)
            .title("居民电子病历索引", "Index of residents' medical records")
            .about("居民就诊记录索引，含个人健康信息，不予开放；列入清单供公众知晓其存在。", "Index of residents' medical records. It holds personal health information and is not open; it is listed so that the public knows of it.")
            .words("电子病历, 就诊记录, 健康档案, 医院, medical records")
            .items(items! {
                record_no Code "记录号" "Record", "就诊记录编号" "Number of the record";
                patient_no Code "患者号" "Patient", "可关联到个人的患者编号" "Number that leads to a person", personal;
                visit_date Date "就诊日期" "Visit", "就诊日期" "Day of the visit", personal;
                diagnosis Text "诊断" "Diagnosis", "主要诊断" "Main diagnosis", personal;
                department Text "科室" "Department", "就诊科室" "Department";
            })
            .collected()
            .not_open()
            .issued(2023, 10, 12)
            .version(&[Csv], "登记数据结构与样例。", "Structure and sample registered.")
            .files("demo_medical_record_index", patients),
    ]
}

fn hospitals(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("hospital", 336 - 6 * edition.back) {
        let grade = site
            .rng
            .pick(&["三甲", "三乙", "二甲", "二乙", "社区", "社区", "社区", "未定级"]);
        let beds = match grade {
            "三甲" => Some(site.rng.int(70, 210) * 10),
            "三乙" => Some(site.rng.int(45, 90) * 10),
            "二甲" | "二乙" => Some(site.rng.int(18, 60) * 10),
            _ => None,
        };
        let emergency = beds.is_some() || site.rng.chance(9);
        let insured = site.rng.chance(94);
        let name = match grade {
            "社区" => format!("{}社区卫生服务中心", site.word()),
            "未定级" => format!("{}门诊部", site.word()),
            _ => format!("{}医院", site.word()),
        };
        out.row(cells![
            format!("H{:05}", site.no * 3 + 1_000),
            name,
            grade,
            beds,
            emergency,
            insured,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn vaccination(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("vaccination", 246) {
        let days = site
            .rng
            .pick(&["周一至周五", "周一、三、五", "周二、四、六", "周一至周六"]);
        let vaccines = site.rng.mostly(&[
            "流感疫苗;HPV 疫苗;带状疱疹疫苗;免疫规划疫苗",
            "流感疫苗;免疫规划疫苗",
            "流感疫苗;狂犬病疫苗",
            "免疫规划疫苗",
        ]);
        let booking = site.rng.int(1, 3).to_string();
        let name = format!("{}预防接种门诊", site.word());
        out.row(cells![
            format!("V{:04}", site.no),
            name,
            days,
            booking,
            vaccines,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn ambulance(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("ambulance", 184) {
        let (vehicles, radius) = (site.rng.int(1, 6), site.rng.real(1.8, 4.9));
        let name = format!("{}急救站", site.word());
        out.row(cells![
            format!("E{:03}", site.no),
            name,
            vehicles,
            dec(radius, 1),
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn diseases(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const DISEASES: [(&str, &str, f64); 9] = [
        ("乙", "病毒性肝炎", 640.0),
        ("乙", "肺结核", 410.0),
        ("乙", "梅毒", 520.0),
        ("乙", "猩红热", 130.0),
        ("乙", "登革热", 6.0),
        ("丙", "流行性感冒", 9_800.0),
        ("丙", "手足口病", 2_300.0),
        ("丙", "其他感染性腹泻病", 760.0),
        ("丙", "流行性腮腺炎", 90.0),
    ];
    for month in edition.behind(1).months(24) {
        let cold = 1.6 - warmth(month) / 22.0;
        for (class, disease, usual) in DISEASES {
            let mut rng = Rng::of(disease).fork(chrono::Datelike::num_days_from_ce(&month) as usize);
            let season = match disease {
                "流行性感冒" => cold * cold + 0.15,
                "手足口病" | "登革热" => (2.0 - cold).max(0.1),
                _ => 1.0,
            };
            let cases = (usual * season * rng.real(0.8, 1.2)) as i64;
            out.row(cells![month_of(month), class, disease, cases, i32::from(rng.chance(6))])?;
        }
    }
    Ok(())
}

fn outpatient(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const DEPARTMENTS: [(&str, i64); 8] = [
        ("内科", 9_200),
        ("外科", 5_100),
        ("儿科", 3_900),
        ("妇产科", 3_300),
        ("眼科", 2_500),
        ("口腔科", 2_900),
        ("中医科", 2_700),
        ("皮肤科", 2_200),
    ];
    for month in edition.months(6) {
        for hospital in 1..=60_usize {
            for (no, (department, usual)) in DEPARTMENTS.iter().enumerate() {
                let key = chrono::Datelike::month(&month) as usize * 8 + no;
                let mut rng = Rng::of("outpatient").fork(hospital).fork(key);
                let visits = usual * rng.int(1, 160) / 100 * i64::from(!rng.chance(12));
                let waiting = rng.int(9, 74);
                out.row(cells![
                    month_of(month),
                    format!("H{:05}", hospital * 3 + 1_000),
                    department,
                    (visits >= 10).then_some(visits),
                    (visits >= 10).then_some(waiting)
                ])?;
            }
        }
    }
    Ok(())
}

fn patients(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for record in 0..600 {
        let mut rng = Rng::of("patient").fork(record);
        out.row(cells![
            format!("R{:08}", record * 37 + 11_000),
            format!("P{:07}", rng.int(1, 9_999_999)),
            edition.day() - chrono::Days::new(rng.int(0, 60) as u64),
            rng.mostly(&[
                "急性上呼吸道感染",
                "高血压",
                "2 型糖尿病",
                "慢性胃炎",
                "腰椎间盘突出",
                "过敏性鼻炎"
            ]),
            rng.pick(&["内科", "外科", "全科", "耳鼻喉科"])
        ])?;
    }
    Ok(())
}
