//! 政务服务

use super::credit::company;
use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("administrative-licences", "data-centre", Theme::Government, Daily)
            .title("行政许可公示信息", "Administrative licences")
            .about("各部门作出的法人行政许可决定，7 个工作日内公示。", "Licences that departments have granted to legal persons, published within seven working days.")
            .words("行政许可, 许可公示, 审批, 一网通办, 双公示, licence, permit")
            .items(items! {
                decision_no Code "决定书文号" "Decision", "行政许可决定书文号" "Number of the decision";
                holder Text "行政相对人" "Holder", "法人名称" "Name of the holder";
                licence Text "许可事项" "Licence", "许可事项名称" "What is licensed";
                department Text "许可机关" "Department", "作出许可的机关" "Who granted it";
                granted_on Date "许可日期" "Granted", "作出决定的日期" "Day of the decision";
                valid_until Date "有效期至" "Valid until", "有效期，长期有效为空" "End; empty when it has none";
            })
            .collected()
            .api()
            .issued(2020, 1, 8)
            .covers((2026, 10, 22), (2026, 11, 20))
            .uses(480, Steady)
            .version(&[Csv, Json], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_行政许可公示", licences),
        entry("service-centres", "data-centre", Theme::Government, Quarterly)
            .title("政务服务中心和社区事务受理中心", "Government service centres")
            .about("政务服务中心和社区事务受理服务中心的位置、办理时间和自助设备。", "Position, hours and self-service machines of government service centres.")
            .words("政务服务中心, 社区事务受理, 办事, 窗口, 自助, service centre")
            .items(items! {
                centre_code Code "中心编码" "Code", "中心编码" "Code of the centre";
                centre_name Text "中心名称" "Centre", "中心名称" "Name of the centre";
                hours Text "办理时间" "Hours", "办理时间" "Hours";
                saturday Boolean "周六办理" "Saturday", "周六是否办理" "Whether it opens on Saturdays";
                machines Integer "自助终端" "Machines", "自助终端数" "Self-service machines", unit "台";
                windows Integer "综合窗口" "Windows", "综合窗口数" "Windows for every service", unit "个";
            })
            .address()
            .point()
            .api()
            .issued(2021, 5, 7)
            .uses(210, Steady)
            .version(&[Csv, GeoJson], "2026 年三季度。", "Third quarter of 2026.")
            .files("演示_政务服务中心", centres),
        entry("hotline-tickets", "data-centre", Theme::Government, Weekly)
            .title("12345 热线诉求分类统计", "Requests to the 12345 hotline")
            .about("12345 市民服务热线诉求的类别、区域、件数、先行联系率和满意率，不含来电人信息。", "Requests to the citizens' hotline by kind and district, with response and satisfaction, without callers.")
            .words("12345, 市民热线, 诉求, 投诉, 满意率, hotline, complaint")
            .items(items! {
                week_of Date "周" "Week", "周一的日期" "Monday of the week";
                district Text "行政区" "District", "诉求所在区" "District of the request";
                kind Text "诉求类别" "Kind", "诉求类别" "Kind of request";
                tickets Integer "件数" "Tickets", "受理件数" "Requests taken", unit "件";
                contacted_rate Decimal "先行联系率" "Contacted", "按时先行联系率" "Share contacted in time", unit "%";
                satisfied_rate Decimal "满意率" "Satisfied", "回访满意率" "Share of callers satisfied", unit "%";
            })
            .priority()
            .issued(2022, 12, 12)
            .covers((2026, 9, 28), (2026, 11, 15))
            .uses(300, Rising)
            .version(&[Csv], "截至 11 月第二周。", "To the second week of November.")
            .files("演示_12345热线诉求", tickets),
        entry("service-guides-baoshan", "baoshan", Theme::Government, Irregular)
            .title("宝山区政务服务事项清单", "Government services in Baoshan")
            .about("宝山区政务服务事项的名称、办理时限、跑动次数和是否全程网办。", "Name, time limit, visits and online handling of government services in Baoshan.")
            .words("办事指南, 服务事项, 全程网办, 一网通办, service guide")
            .items(items! {
                service_code Code "事项编码" "Code", "事项编码" "Code of the service";
                service Text "事项名称" "Service", "事项名称" "Name of the service";
                for_whom Code "服务对象" "For", "服务对象" "For whom", codes "1 个人；2 法人" "1 persons; 2 legal persons";
                legal_days Integer "法定时限" "Legal limit", "法定办结时限，即办为空" "Working days by law; empty when done at once", unit "工作日";
                promised_days Integer "承诺时限" "Promised", "承诺办结时限" "Working days promised", unit "工作日";
                visits Integer "跑动次数" "Visits", "到场次数" "Visits needed", unit "次";
                online Boolean "全程网办" "Online", "是否全程网办" "Whether it is done online throughout";
            })
            .spatial("上海市宝山区", "Baoshan District, Shanghai")
            .issued(2023, 11, 1)
            .version(&[Json], "首次发布。", "First release.")
            .version(&[Json], "压缩多数事项的承诺时限。", "Promised times of most services cut.")
            .files("演示_宝山政务服务事项", guides),
    ]
}

fn licences(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const LICENCES: [(&str, &str, bool); 8] = [
        ("食品经营许可", "市市场监管局", true),
        ("道路货物运输经营许可", "市交通委", true),
        ("建筑业企业资质", "市住建委", true),
        ("人力资源服务许可", "市人社局", true),
        ("排水许可", "市水务局", true),
        ("公共场所卫生许可", "市卫生健康委", true),
        ("特种设备使用登记", "市市场监管局", false),
        ("旅行社设立许可", "市文化旅游局", false),
    ];
    for date in edition.days(30).filter(|date| !weekend(*date)) {
        let mut rng = Rng::of("licence").fork(chrono::Datelike::ordinal(&date) as usize);
        for _ in 0..rng.int(34, 60) {
            let (licence, department, ends) = rng.pick(&LICENCES);
            let until = date + chrono::Months::new(rng.pick(&[12, 36, 60]));
            out.row(cells![
                format!("沪许〔2026〕{:07}号", rng.int(1, 9_999_999)),
                company(rng.int(0, 719) as usize),
                licence,
                department,
                date,
                ends.then_some(until)
            ])?;
        }
    }
    Ok(())
}

fn centres(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("service-centre", 238) {
        let saturday = site.rng.chance(83);
        let hours = site.rng.pick(&["08:30-17:30", "09:00-17:00", "08:30-16:30"]);
        let (machines, windows) = (site.rng.int(2, 12), site.rng.int(6, 28));
        let name = format!("{}街道社区事务受理服务中心", site.word());
        out.row(cells![
            format!("Z{:04}", site.no),
            name,
            hours,
            saturday,
            machines,
            windows,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn tickets(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for week in 0..7 {
        let monday = day(2026, 9, 28) + chrono::Days::new(7 * week);
        for district in &DISTRICTS {
            for (kind, per_10_000) in [
                ("噪声扰民", 0.9),
                ("物业服务", 1.4),
                ("违法停车", 1.1),
                ("消费纠纷", 1.6),
                ("公共交通", 0.4),
                ("环境卫生", 0.7),
            ] {
                let mut rng = Rng::of(district.code)
                    .fork(chrono::Datelike::ordinal(&monday) as usize)
                    .fork(kind.len() + (per_10_000 * 10.0) as usize);
                let many = (district.people as f64 * per_10_000 * rng.real(0.75, 1.25)) as i64;
                out.row(cells![
                    monday,
                    district.zh,
                    kind,
                    many,
                    dec((98.2 + 0.8 * rng.bell()).min(100.0), 1),
                    dec((86.0 + 4.0 * rng.bell()).min(100.0), 1)
                ])?;
            }
        }
    }
    Ok(())
}

fn guides(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const SERVICES: [&str; 10] = [
        "户口登记",
        "残疾人证办理",
        "老年综合津贴申领",
        "灵活就业登记",
        "居住证办理",
        "民办非企业单位登记",
        "临时占用绿地许可",
        "户外招牌备案",
        "公租房申请",
        "就业创业补贴申领",
    ];
    for (no, service) in SERVICES.into_iter().enumerate() {
        for (step, action) in ["新办", "变更", "补办", "注销"].iter().enumerate() {
            let mut rng = Rng::of("service-guide").fork(no * 4 + step);
            let legal = (!rng.chance(22)).then(|| rng.int(5, 30));
            let promised = legal.map(|days| days / 2);
            let cut = promised.map(|days| if edition.back == 0 { days * 2 / 3 } else { days });
            let online = rng.chance(70);
            out.row(cells![
                format!("3101130{:05}", no * 100 + step),
                format!("{service}（{action}）"),
                if no < 5 { "1" } else { "2" },
                legal,
                cut,
                i32::from(!online),
                online
            ])?;
        }
    }
    Ok(())
}
