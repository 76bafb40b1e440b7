//! 文旅体育

use super::prelude::*;
use crate::cell::Cell;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("parks", "greening-bureau", Theme::Leisure, Halfyearly)
            .title("城市公园名录和示意范围", "City parks with schematic outlines")
            .about("城市公园的名称、开放时间、面积、设施和示意范围。", "Name, hours, area, facilities and schematic outline of city parks.")
            .words("公园, 绿地, 游园, 开放时间, park, green space")
            .items(items! {
                park_code Code "公园编码" "Code", "公园编码" "Code of the park";
                park_name Text "公园名称" "Park", "公园名称" "Name of the park";
                hours Text "开放时间" "Hours", "开放时间" "Hours";
                area Decimal "面积" "Area", "公园面积" "Area", unit "公顷";
                playground Boolean "儿童游乐" "Playground", "是否有儿童游乐设施" "Whether there is a playground";
                dogs Boolean "宠物区" "Dogs", "是否设宠物活动区" "Whether dogs have a place";
            })
            .district()
            .shape()
            .api()
            .issued(2020, 4, 22)
            .uses(730, Rising)
            .version(&[GeoJson], "收录 228 座公园。", "228 parks.")
            .version(&[GeoJson, Csv], "新增 12 座公园，增加不含范围的 CSV 格式。", "12 parks added; CSV without the outline is new.")
            .files("演示_城市公园", city_parks),
        entry("sports-venues", "sports-bureau", Theme::Leisure, Quarterly)
            .title("公共体育场馆信息", "Public sports venues")
            .about("公共体育场馆的项目、开放时段、收费和公益开放时段。", "Sports, hours, fees and free hours of public sports venues.")
            .words("体育场馆, 游泳馆, 健身, 球场, 体育, sports venue, swimming pool")
            .items(items! {
                venue_code Code "场馆编码" "Code", "场馆编码" "Code of the venue";
                venue_name Text "场馆名称" "Venue", "场馆名称" "Name of the venue";
                sport Text "项目" "Sport", "主要项目" "Main sport";
                hours Text "开放时间" "Hours", "开放时间" "Hours";
                fee Decimal "单次收费" "Fee", "单次参考收费，免费为 0" "Fee for a visit; 0 where free", unit "元";
                free_hours Text "公益时段" "Free hours", "免费或低收费时段，没有为空" "Hours that are free or cheap; empty where none";
            })
            .address()
            .point()
            .api()
            .issued(2021, 8, 8)
            .uses(320, Rising)
            .version(&[Csv, GeoJson], "更新公益时段。", "Free hours brought up to date.")
            .files("演示_体育场馆", venues),
        entry("scenic-visitors", "culture-bureau", Theme::Leisure, Daily)
            .title("主要景区每日客流", "Daily visitors of scenic spots")
            .about("主要景区每日接待人次、最大承载量和舒适度。", "Visitors, capacity and comfort of scenic spots for every day.")
            .words("景区, 客流, 旅游, 舒适度, scenic spot, tourism")
            .items(items! {
                date Date "日期" "Date", "日期" "Day";
                spot_code Code "景区编码" "Code", "景区编码" "Code of the spot";
                spot_name Text "景区名称" "Spot", "景区名称" "Name of the spot";
                visitors Integer "接待人次" "Visitors", "当日接待人次，闭园为空" "Visitors of the day; empty when closed", unit "人次";
                capacity Integer "最大承载量" "Capacity", "日最大承载量" "Most it takes in a day", unit "人次";
                comfort Code "舒适度" "Comfort", "由客流得出，闭园为空" "Derived from the visitors; empty when closed", codes "1 舒适；2 较舒适；3 一般；4 拥挤" "1 comfortable; 2 fair; 3 busy; 4 crowded";
            })
            .collected()
            .issued(2020, 9, 28)
            .covers((2026, 8, 23), (2026, 11, 20))
            .uses(380, Falling)
            .version(&[Csv], "截至 11 月 20 日。", "To 20 November.")
            .files("演示_景区客流", visitors),
        entry("heritage-sites", "culture-bureau", Theme::Leisure, Yearly)
            .title("不可移动文物名录", "Register of heritage sites")
            .about("文物保护单位和文物保护点的名称、级别、年代和位置。", "Name, rank, age and position of protected heritage sites.")
            .words("文物, 文物保护单位, 历史建筑, 古迹, 博物馆, heritage, monument")
            .items(items! {
                编号 Code "编号" "Code", "文物编号" "Code of the site";
                名称 Text "名称" "Name", "文物名称" "Name of the site";
                级别 Text "级别" "Rank", "保护级别" "Rank of protection";
                年代 Text "年代" "Age", "年代" "Age";
                类别 Text "类别" "Kind", "文物类别" "Kind of heritage";
                开放 Boolean "对外开放" "Open", "是否对公众开放" "Whether the public may enter";
                行政区 Text "行政区" "District", "所在的行政区" "The district it stands in";
                经度 Decimal "经度" "Longitude", "CGCS2000 坐标系经度" "Longitude in CGCS2000", unit "°";
                纬度 Decimal "纬度" "Latitude", "CGCS2000 坐标系纬度" "Latitude in CGCS2000", unit "°";
            })
            .issued(2021, 6, 12)
            .uses(260, Steady)
            .version(&[Csv, GeoJson], "收录第六批区级文物保护点。", "With the sixth group of district sites.")
            .files("演示_不可移动文物", heritage),
        entry("historic-houses-huangpu", "huangpu", Theme::Leisure, Irregular)
            .title("黄浦区优秀历史建筑", "Historic houses in Huangpu")
            .about("黄浦区优秀历史建筑的名称、建成年代、原用途和现用途。", "Name, year, former and present use of historic houses in Huangpu.")
            .words("历史建筑, 老洋房, 石库门, 文物, 风貌, historic house, architecture")
            .items(items! {
                house_code Code "编号" "Code", "建筑编号" "Code of the house";
                house_name Text "名称" "House", "建筑名称" "Name of the house";
                built Integer "建成年份" "Built", "建成年份，不详为空" "Year; empty when unknown";
                former_use Text "原用途" "Former use", "原用途" "What it was built for";
                present_use Text "现用途" "Present use", "现用途" "What it is used for";
            })
            .address()
            .point()
            .spatial("上海市黄浦区", "Huangpu District, Shanghai")
            .issued(2022, 9, 30)
            .version(&[Csv], "首次发布。", "First release.")
            .files("演示_黄浦历史建筑", houses),
        entry("cultural-events", "culture-bureau", Theme::Leisure, Weekly)
            .title("公共文化活动预告", "Public cultural events")
            .about("演出、展览、讲座等公共文化活动的时间、地点和预约方式。", "Time, place and booking of performances, exhibitions and talks.")
            .words("文化活动, 演出, 展览, 讲座, 免费, event, exhibition")
            .items(items! {
                event_no Code "活动编号" "Event", "活动编号" "Number of the event";
                title Text "活动名称" "Title", "活动名称" "Title of the event";
                kind Text "类型" "Kind", "活动类型" "Kind of event";
                starts_at Time "开始时间" "Starts", "开始时间" "When it starts";
                venue Text "地点" "Venue", "活动场馆" "Where it is";
                free Boolean "免费" "Free", "是否免费" "Whether it is free";
                places Integer "名额" "Places", "可预约名额，无需预约为空" "Places to book; empty where none are needed", unit "人";
            })
            .district()
            .issued(2023, 5, 18)
            .version(&[Json], "11 月第四周活动。", "Events of the fourth week of November.")
            .files("demo_cultural_events", events),
    ]
}

fn city_parks(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("park", 240 - 12 * edition.back) {
        let hours = site.rng.mostly(&["00:00-24:00", "05:00-21:00", "06:00-18:00"]);
        let (size, playground, dogs) = (site.rng.real(0.002, 0.009), site.rng.chance(58), site.rng.chance(12));
        let outline = site.outline(size);
        out.row(cells![
            format!("G{:04}", site.no),
            format!("{}公园", site.word()),
            hours,
            dec(size * size * 790_000.0, 2),
            playground,
            dogs,
            site.district.zh,
            Cell::Polygon(&outline)
        ])?;
    }
    Ok(())
}

fn venues(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const SPORTS: [&str; 7] = ["游泳", "羽毛球", "篮球", "足球", "乒乓球", "网球", "综合健身"];
    for mut site in sites("sports-venue", 296) {
        let sport = site.rng.pick(&SPORTS);
        let hours = site.rng.pick(&["08:00-22:00", "09:00-21:00", "06:30-21:30"]);
        let fee = site.rng.pick(&[0.0, 20.0, 30.0, 40.0, 50.0]);
        let cheap = site.rng.chance(63).then_some("周一至周五 09:00-11:00");
        let name = format!("{}{sport}馆", site.word());
        out.row(cells![
            format!("T{:04}", site.no),
            name,
            sport,
            hours,
            dec(fee, 1),
            cheap,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn visitors(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for date in edition.days(90) {
        // The week of the national holiday.
        let holiday = chrono::Datelike::month(&date) == 10 && chrono::Datelike::day(&date) <= 7;
        let crowd = if holiday {
            0.78
        } else if weekend(date) {
            0.48
        } else {
            0.21
        };
        for spot in 0..28 {
            let mut fixed = Rng::of("scenic-spot").fork(spot);
            let capacity = fixed.int(4, 90) * 1_000;
            let mut rng = fixed.fork(chrono::Datelike::ordinal(&date) as usize);
            let share = (crowd * rng.real(0.6, 1.4)).min(1.0);
            let open = !(spot % 4 == 1 && chrono::Datelike::weekday(&date) == chrono::Weekday::Mon && !holiday);
            out.row(cells![
                date,
                format!("J{:03}", spot + 1),
                format!("{}景区", place::word(spot * 3)),
                open.then_some((capacity as f64 * share) as i64),
                capacity,
                open.then(|| (1 + (share * 4.0) as i64).min(4).to_string())
            ])?;
        }
    }
    Ok(())
}

fn heritage(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("heritage", 310) {
        let rank = site.rng.mostly(&[
            "文物保护点",
            "区级文物保护单位",
            "市级文物保护单位",
            "全国重点文物保护单位",
        ]);
        let age = site.rng.mostly(&["民国", "清", "明", "近现代", "宋"]);
        let (kind, ending) = site.rng.pick(&[
            ("古建筑", "桥"),
            ("近现代建筑", "旧居"),
            ("古建筑", "庙"),
            ("古墓葬", "墓"),
            ("古遗址", "遗址"),
        ]);
        let open = site.rng.chance(47);
        out.row(cells![
            format!("310-{:04}", site.no),
            format!("{}{ending}", site.word()),
            rank,
            age,
            kind,
            open,
            site.district.zh,
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn houses(_: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites_in(place::named("黄浦区"), "historic-house", 96) {
        let built = (!site.rng.chance(14)).then(|| site.rng.int(1873, 1948));
        let former = site.rng.mostly(&["里弄住宅", "花园住宅", "银行", "公寓", "影院"]);
        let present = site.rng.mostly(&["住宅", "办公", "商业", "展览", "社区服务"]);
        let name = format!("{}里", site.word());
        out.row(cells![
            format!("HP{:03}", site.no),
            name,
            built,
            former,
            present,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn events(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("event", 130) {
        let kind = site
            .rng
            .mostly(&["讲座", "展览", "音乐会", "沪剧演出", "亲子活动", "读书会"]);
        let start = edition.day() + chrono::Days::new(site.rng.int(1, 7) as u64);
        let hour = site.rng.int(9, 19) as u32;
        let free = site.rng.chance(76);
        let places = site.rng.chance(64).then(|| site.rng.int(2, 30) * 10);
        out.row(cells![
            format!("WH{:05}", site.no * 3),
            format!("{}{kind}", site.word()),
            kind,
            at(start, hour, 30),
            format!("{}文化活动中心", site.word()),
            free,
            places,
            site.district.zh
        ])?;
    }
    Ok(())
}
