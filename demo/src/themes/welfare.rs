//! 社会保障

use super::prelude::*;
use chrono::Datelike;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("elderly-care-homes", "civil-affairs-bureau", Theme::Welfare, Quarterly)
            .title("养老机构信息", "Care homes for the elderly")
            .about("养老机构的位置、床位、收费区间、护理等级和医养结合情况。", "Position, beds, fees, levels of care and medical services of care homes.")
            .words("养老机构, 养老院, 敬老院, 床位, 老年人, care home, elderly")
            .items(items! {
                home_code Code "机构编码" "Code", "养老机构编码" "Code of the home";
                home_name Text "机构名称" "Home", "养老机构名称" "Name of the home";
                beds Integer "核定床位" "Beds", "核定床位" "Approved beds", unit "张";
                free_beds Integer "空余床位" "Free beds", "季末空余床位，未报送为空" "Free at the end of the quarter; empty when not reported", unit "张";
                fee_from Integer "最低月费" "Fee from", "每月床位费、护理费、餐费合计下限" "Lowest monthly fee with care and meals", unit "元";
                fee_to Integer "最高月费" "Fee to", "上限" "Highest monthly fee", unit "元";
                medical Boolean "医养结合" "Medical care", "是否内设医疗机构" "Whether there is a clinic inside";
            })
            .address()
            .point()
            .api()
            .priority()
            .issued(2020, 10, 25)
            .uses(610, Rising)
            .version(&[Csv], "2026 年二季度。", "Second quarter of 2026.")
            .version(&[Csv, GeoJson], "2026 年三季度，增加 GeoJSON 格式。", "Third quarter of 2026; GeoJSON is new.")
            .files("演示_养老机构", care_homes),
        entry("community-canteens-xuhui", "xuhui", Theme::Welfare, Halfyearly)
            .title("徐汇区社区食堂和助餐点", "Community canteens in Xuhui")
            .about("徐汇区社区长者食堂、助餐点的位置、供餐时段和价格。", "Position, hours and prices of community canteens and meal points in Xuhui.")
            .words("社区食堂, 助餐点, 老年人, 长者食堂, 养老, canteen, meals")
            .items(items! {
                编号 Code "编号" "Code", "助餐点编号" "Code of the meal point";
                名称 Text "名称" "Name", "助餐点名称" "Name of the meal point";
                类型 Text "类型" "Kind", "社区长者食堂或老年助餐点" "Canteen or meal point";
                供餐时段 Text "供餐时段" "Meals", "供应的餐次" "Which meals are served";
                午餐均价 Decimal "午餐均价" "Lunch", "午餐平均价格" "Mean price of lunch", unit "元";
                送餐上门 Boolean "送餐上门" "Delivery", "是否送餐上门" "Whether meals are brought home";
                地址 Text "地址" "Address", "门牌地址" "Street address";
                经度 Decimal "经度" "Longitude", "CGCS2000 坐标系经度" "Longitude in CGCS2000", unit "°";
                纬度 Decimal "纬度" "Latitude", "CGCS2000 坐标系纬度" "Latitude in CGCS2000", unit "°";
            })
            .spatial("上海市徐汇区", "Xuhui District, Shanghai")
            .issued(2023, 3, 9)
            .version(&[Csv], "首次发布。", "First release.")
            .files("演示_徐汇社区食堂", canteens),
        entry("social-insurance", "labour-bureau", Theme::Welfare, Quarterly)
            .title("社会保险参保和待遇统计", "Social insurance: insured persons and benefits")
            .about("养老、医疗、失业、工伤、生育保险的参保人数、基金收入和支出。", "Insured persons, income and spending of pension, medical, unemployment, injury and maternity insurance.")
            .words("社保, 社会保险, 参保, 养老保险, 失业保险, social insurance, pension")
            .items(items! {
                quarter Text "季度" "Quarter", "统计季度" "Quarter";
                insurance Text "险种" "Insurance", "保险种类" "Kind of insurance";
                insured Decimal "参保人数" "Insured", "期末参保人数" "Insured at the end", unit "万人";
                income Decimal "基金收入" "Income", "当季基金收入" "Income of the quarter", unit "亿元";
                spending Decimal "基金支出" "Spending", "当季基金支出" "Spending of the quarter", unit "亿元";
            })
            .issued(2021, 3, 31)
            .covers((2023, 1, 1), (2026, 9, 30))
            .version(&[Csv], "补充 2026 年三季度。", "Third quarter of 2026 added.")
            .files("演示_社会保险统计", insurance),
        entry("assistance-recipients", "civil-affairs-bureau", Theme::Welfare, Monthly)
            .title("社会救助对象名册", "Register of people receiving assistance")
            .about(
                "社会救助对象的姓名、证件号码、联系方式和救助金额，属于个人信息，不予开放。演示中的人员全部虚构。",
                "Name, identity number, telephone and benefit of people receiving assistance: personal information, not open. Everyone in this demo is invented.",
            )
            .words("社会救助, 低保, 救助对象, 名册, 个人信息, social assistance")
            .items(items! {
                case_no Code "救助编号" "Case", "救助编号" "Number of the case";
                name Text "姓名" "Name", "救助对象姓名" "Name of the person", personal;
                sex Code "性别" "Sex", "性别" "Sex", codes "1 男；2 女" "1 male; 2 female", personal;
                id_number Code "公民身份号码" "Identity number", "十八位公民身份号码" "18-digit identity number", personal;
                phone Code "手机号码" "Mobile", "联系电话" "Telephone", personal;
                address Text "居住地址" "Address", "居住地址" "Home address", personal;
                benefit Decimal "月救助金额" "Benefit", "当月发放金额" "Paid this month", unit "元";
                approved_on Date "批准日期" "Approved", "批准日期" "Day of approval";
            })
            .collected()
            .not_open()
            .issued(2022, 12, 1)
            .covers((2026, 10, 1), (2026, 10, 31))
            .version(&[Csv], "2026 年 10 月名册。", "Register of October 2026.")
            .files("演示_社会救助对象名册", recipients),
    ]
}

fn care_homes(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("care-home", 286) {
        let beds = site.rng.int(6, 52) * 10;
        let mut quarter = site.rng.fork(edition.back);
        let empty = (!quarter.chance(7)).then(|| beds * quarter.int(0, 45) / 100);
        let fee = site.rng.int(28, 66) * 100;
        let top = fee + site.rng.int(8, 90) * 100;
        let medical = site.rng.chance(41);
        let name = format!(
            "{}{}",
            site.word(),
            site.rng.pick(&["养护院", "敬老院", "护理院", "老年公寓"])
        );
        out.row(cells![
            format!("Y{:04}", site.no),
            name,
            beds,
            empty,
            fee,
            top,
            medical,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn canteens(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites_in(place::named("徐汇区"), "canteen", 64) {
        let kind = site.rng.mostly(&["老年助餐点", "社区长者食堂"]);
        let meals = site.rng.pick(&["午餐", "午餐、晚餐", "早餐、午餐、晚餐"]);
        let price = site.rng.real(12.0, 19.0);
        let delivery = site.rng.chance(66);
        let name = format!("{}{kind}", site.word());
        out.row(cells![
            format!("XH{:03}", site.no),
            name,
            kind,
            meals,
            dec(price, 1),
            delivery,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn insurance(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const KINDS: [(&str, f64, f64); 5] = [
        ("城镇职工基本养老保险", 1_680.0, 920.0),
        ("职工基本医疗保险", 1_640.0, 470.0),
        ("失业保险", 1_060.0, 28.0),
        ("工伤保险", 1_110.0, 16.0),
        ("生育保险", 1_090.0, 24.0),
    ];
    for (no, (year, quarter)) in edition.quarters(15).enumerate() {
        for (kind, insured, income) in KINDS {
            let mut rng = Rng::of(kind).fork(no);
            let growth = 1.0 + 0.006 * no as f64;
            let income = income * growth * rng.real(0.97, 1.03);
            out.row(cells![
                format!("{year}Q{quarter}"),
                kind,
                dec(insured * (1.0 + 0.002 * no as f64), 2),
                dec(income, 2),
                dec(income * rng.real(0.82, 0.99), 2)
            ])?;
        }
    }
    Ok(())
}

/// People who do not exist: 310199 is the code of no district, and numbers that begin with 154 are given to nobody.
fn recipients(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const FAMILY: [&str; 20] = [
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭",
        "马", "罗",
    ];
    const GIVEN: [&str; 24] = [
        "建国", "秀英", "桂兰", "志强", "丽华", "玉梅", "海涛", "晓明", "文静", "国华", "淑珍", "俊杰", "雪芬", "永康",
        "美玲", "德明", "佳怡", "子涵", "宝根", "阿娣", "立新", "红霞", "伟民", "慧敏",
    ];
    for mut site in sites("recipient", 800) {
        let rng = &mut site.rng;
        let name = format!("{}{}", rng.pick(&FAMILY), rng.pick(&GIVEN));
        let born = day(1936, 1, 1) + chrono::Days::new(rng.int(0, 26_000) as u64);
        let order = rng.int(1, 998);
        let id = identity_number(born, order);
        let phone = (!rng.chance(11)).then(|| format!("154{:08}", rng.int(0, 99_999_999)));
        let benefit = rng.int(42, 310) as f64 * 5.0;
        let approved = day(2026, 10, 20) - chrono::Days::new(rng.int(0, 2_900) as u64);
        out.row(cells![
            format!("JZ{:06}", site.no * 19),
            name,
            if order % 2 == 1 { "1" } else { "2" },
            id,
            phone,
            site.address(),
            dec(benefit, 2),
            approved
        ])?;
    }
    Ok(())
}

/// A number of the right form with the check digit of GB 11643.
fn identity_number(born: chrono::NaiveDate, order: i64) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let body = format!("310199{:04}{:02}{:02}{order:03}", born.year(), born.month(), born.day());
    let sum: u32 = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", CHECKS[(sum % 11) as usize])
}
