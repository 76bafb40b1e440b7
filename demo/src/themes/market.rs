//! 市场监管

use super::credit::company;
use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("business-registrations", "market-bureau", Theme::Market, Daily)
            .title("企业登记信息（新设）", "New business registrations")
            .about("每日新设企业的名称、类型、行业、注册资本和登记机关，不含自然人信息。", "Name, form, industry, capital and registrar of newly registered enterprises, without natural persons.")
            .words("企业登记, 工商注册, 新设企业, 营业执照, business registration, company")
            .items(items! {
                registration_no Code "注册号" "Registration", "演示用虚构注册号，前导零有意义" "Invented for the demo; leading zeros matter";
                name Text "企业名称" "Enterprise", "登记名称" "Name as registered";
                form Code "企业类型" "Form", "企业类型" "Legal form", codes "1 有限责任公司；2 个人独资；3 合伙；4 外商投资" "1 limited; 2 sole owner; 3 partnership; 4 foreign-invested";
                industry Text "行业" "Industry", "行业门类" "Industry";
                capital Decimal "注册资本" "Capital", "认缴注册资本" "Subscribed capital", unit "万元";
                registered_on Date "成立日期" "Registered", "成立日期" "Day of registration";
                registrar Text "登记机关" "Registrar", "登记机关所在区" "District of the registrar";
            })
            .api()
            .priority()
            .issued(2020, 5, 27)
            .covers((2026, 10, 22), (2026, 11, 20))
            .uses(1050, Rising)
            .version(&[Csv], "截至 11 月 19 日。", "To 19 November.")
            .version(&[Csv, Json], "截至 11 月 20 日，增加 JSON 格式。", "To 20 November; JSON is new.")
            .files("演示_企业登记", registrations),
        entry("food-inspections", "market-bureau", Theme::Market, Weekly)
            .title("食品抽检结果", "Food inspection results")
            .about("食品安全监督抽检的样品、检验项目和结论，不合格的列明原因。", "Samples, tests and conclusions of food inspections, with the reason where a sample failed.")
            .words("食品抽检, 食品安全, 抽检, 不合格, 餐饮, food safety, inspection")
            .items(items! {
                抽样编号 Code "抽样编号" "Sample", "抽样编号" "Number of the sample";
                食品名称 Text "食品名称" "Food", "样品名称" "Name of the sample";
                食品大类 Text "食品大类" "Group", "食品大类" "Food group";
                被抽样单位 Text "被抽样单位" "Seller", "被抽样单位名称" "Where it was taken";
                行政区 Text "行政区" "District", "被抽样单位所在区" "District of the seller";
                抽样日期 Date "抽样日期" "Taken on", "抽样日期" "Day of the sample";
                结论 Code "结论" "Conclusion", "检验结论" "Conclusion of the test", codes "合格 不合格" "passed failed";
                不合格项目 Text "不合格项目" "Reason", "不合格的检验项目，合格为空" "What failed; empty when passed";
            })
            .issued(2020, 8, 3)
            .covers((2026, 5, 1), (2026, 11, 20))
            .uses(540, Steady)
            .version(&[Csv], "2026 年第 45 期。", "Issue 45 of 2026.")
            .version(&[Csv], "2026 年第 46 期，新增 32 批次。", "Issue 46 of 2026 with 32 more samples.")
            .files("演示_食品抽检结果", food),
        entry("market-prices", "market-bureau", Theme::Market, Weekly)
            .title("居民生活必需品物价监测", "Prices of everyday goods")
            .about("粮油、肉禽蛋、蔬菜等生活必需品在超市和菜场的每周均价。", "Weekly mean prices of grain, oil, meat, eggs, vegetables and other goods in supermarkets and markets.")
            .words("物价, 菜价, 价格监测, 超市, 生活必需品, prices, cost of living")
            .items(items! {
                week_of Date "周" "Week", "周一的日期" "Monday of the week";
                goods Text "品种" "Goods", "监测品种" "What is priced";
                place Text "场所" "Place", "采价场所类型" "Kind of place";
                unit Text "单位" "Per", "计价单位" "What the price is for";
                price Decimal "均价" "Price", "各采价点均价" "Mean over the places", unit "元";
                change Decimal "环比" "Change", "较上周变化，首周为空" "Against the week before; empty in the first week", unit "%";
            })
            .collected()
            .api()
            .issued(2021, 7, 12)
            .covers((2025, 11, 24), (2026, 11, 20))
            .uses(470, Rising)
            .version(&[Csv], "截至 11 月 16 日当周。", "To the week of 16 November.")
            .files("演示_生活必需品价格", prices),
        entry("pharmacies", "market-bureau", Theme::Market, Quarterly)
            .title("零售药店信息", "Pharmacies")
            .about("持证零售药店的位置、营业时间、执业药师和夜间售药情况。", "Position, hours, pharmacists and night service of licensed pharmacies.")
            .words("药店, 药房, 买药, 医保药店, pharmacy, drugstore")
            .items(items! {
                licence_no Code "许可证号" "Licence", "药品经营许可证号" "Number of the licence";
                pharmacy Text "药店名称" "Pharmacy", "药店名称" "Name of the pharmacy";
                hours Text "营业时间" "Hours", "营业时间" "Hours";
                night Boolean "夜间售药" "Night service", "是否提供夜间售药" "Whether it sells at night";
                insured Boolean "医保定点" "Insurance", "是否医保定点" "Whether it takes public insurance";
            })
            .address()
            .point()
            .issued(2021, 12, 6)
            .version(&[Csv], "2026 年三季度。", "Third quarter of 2026.")
            .files("演示_零售药店", pharmacies),
        entry("consumer-complaints", "market-bureau", Theme::Market, Monthly)
            .title("消费投诉统计", "Consumer complaints")
            .about("按商品服务类别和问题类别汇总的投诉件数和办结率。", "Complaints by goods or service and by problem, and how many were settled.")
            .words("消费投诉, 12315, 维权, 退货, consumer complaint")
            .items(items! {
                month Text "月份" "Month", "登记月份" "Month of the complaint";
                goods Text "类别" "Goods", "商品或服务类别" "Goods or service";
                problem Text "问题" "Problem", "问题类别" "Kind of problem";
                complaints Integer "件数" "Complaints", "登记件数" "Complaints registered", unit "件";
                settled_rate Decimal "办结率" "Settled", "按期办结率" "Share settled in time", unit "%";
            })
            .issued(2023, 3, 15)
            .covers((2025, 9, 1), (2026, 8, 31))
            .late(26)
            .version(&[Json], "截至 2026 年 8 月。", "To August 2026.")
            .files("demo_consumer_complaints", complaints),
    ]
}

fn registrations(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const INDUSTRIES: [&str; 8] = [
        "批发零售",
        "信息技术",
        "商务服务",
        "科研服务",
        "建筑",
        "住宿餐饮",
        "制造",
        "文化体育",
    ];
    for date in edition.days(30) {
        let mut rng = Rng::of("registration").fork(chrono::Datelike::ordinal(&date) as usize);
        let count = if weekend(date) { rng.int(2, 9) } else { rng.int(46, 74) };
        for _ in 0..count {
            let index = rng.int(0, 719) as usize;
            let capital = rng.mostly(&[10.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 5_000.0]);
            out.row(cells![
                format!("00{:011}", rng.int(1, 99_999_999_999)),
                company(index),
                rng.mostly(&["1", "2", "3", "4"]),
                rng.mostly(&INDUSTRIES),
                dec(capital, 2),
                date,
                rng.pick(&DISTRICTS.each_ref()).zh
            ])?;
        }
    }
    Ok(())
}

fn food(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const FOODS: [(&str, &str, &str); 12] = [
        ("鲜鸡蛋", "食用农产品", "恩诺沙星"),
        ("韭菜", "食用农产品", "腐霉利"),
        ("豇豆", "食用农产品", "克百威"),
        ("活鲫鱼", "食用农产品", "孔雀石绿"),
        ("鲜肉月饼", "糕点", "菌落总数"),
        ("蝴蝶酥", "糕点", "过氧化值"),
        ("酱鸭", "肉制品", "苯甲酸"),
        ("包装饮用水", "饮料", "铜绿假单胞菌"),
        ("花生油", "食用油", "黄曲霉毒素 B₁"),
        ("黄酒", "酒类", "酒精度"),
        ("餐饮具", "餐饮食品", "大肠菌群"),
        ("辣椒酱", "调味品", "山梨酸"),
    ];
    for sample in 0..900 - 32 * edition.back {
        let mut rng = Rng::of("food").fork(sample);
        let (food, group, fault) = rng.pick(&FOODS);
        let failed = rng.chance(3);
        out.row(cells![
            format!("XC26310{:06}", sample * 11 + 204),
            food,
            group,
            company(rng.int(0, 700) as usize),
            rng.pick(&DISTRICTS.each_ref()).zh,
            day(2026, 5, 1) + chrono::Days::new(sample as u64 * 203 / 900),
            if failed { "不合格" } else { "合格" },
            failed.then_some(fault)
        ])?;
    }
    Ok(())
}

fn prices(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const GOODS: [(&str, &str, f64); 14] = [
        ("粳米", "500 克", 3.1),
        ("面粉", "500 克", 2.9),
        ("大豆油", "5 升", 58.0),
        ("猪腿肉", "500 克", 16.8),
        ("牛腿肉", "500 克", 42.5),
        ("鸡蛋", "500 克", 5.6),
        ("草鱼", "500 克", 11.2),
        ("青菜", "500 克", 3.6),
        ("番茄", "500 克", 5.2),
        ("土豆", "500 克", 2.8),
        ("黄瓜", "500 克", 4.9),
        ("苹果", "500 克", 6.9),
        ("鲜牛奶", "950 毫升", 14.5),
        ("食盐", "400 克", 2.2),
    ];
    for (no, (goods, unit, usual)) in GOODS.into_iter().enumerate() {
        for (place, dear) in [("超市", 1.06), ("菜市场", 0.97)] {
            let mut rng = Rng::of(place).fork(no);
            let mut level = 1.0;
            let mut before: Option<f64> = None;
            for week in 0..52 {
                let monday = day(2025, 11, 24) + chrono::Days::new(7 * week);
                level = (level + 0.02 * rng.bell() + (1.0 - level) * 0.1).clamp(0.75, 1.35);
                let price = usual * dear * level;
                let change = before.map(|before| dec(100.0 * (price - before) / before, 1));
                before = Some(price);
                out.row(cells![monday, goods, place, unit, dec(price, 2), change])?;
            }
        }
    }
    Ok(())
}

fn pharmacies(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("pharmacy", 410) {
        let night = site.rng.chance(17);
        let hours = if night {
            "00:00-24:00"
        } else {
            site.rng.pick(&["08:00-21:30", "08:30-21:00", "09:00-20:30"])
        };
        let insured = site.rng.chance(81);
        let name = format!("{}大药房", site.word());
        out.row(cells![
            format!("沪D{:06}", site.no * 23),
            name,
            hours,
            night,
            insured,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn complaints(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for month in edition.behind(2).months(12) {
        for goods in [
            "食品",
            "服装鞋帽",
            "家用电子电器",
            "网络购物",
            "餐饮服务",
            "教育培训",
            "健身美容",
        ] {
            for (problem, share) in [
                ("质量", 0.9),
                ("售后服务", 1.2),
                ("合同", 0.8),
                ("广告", 0.4),
                ("价格", 0.3),
            ] {
                let mut rng = Rng::of(goods)
                    .fork(chrono::Datelike::month(&month) as usize)
                    .fork(problem.len());
                let many = (rng.real(180.0, 900.0) * share) as i64;
                out.row(cells![
                    month_of(month),
                    goods,
                    problem,
                    many,
                    dec(rng.real(91.0, 99.6), 1)
                ])?;
            }
        }
    }
    Ok(())
}
