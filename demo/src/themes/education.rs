//! 教育文化

use super::prelude::*;

pub(super) fn entries() -> Vec<DemoEntry> {
    vec![
        entry("schools", "education-commission", Theme::Education, Yearly)
            .title("中小学校名录", "Primary and secondary schools")
            .about("全市小学、初中、高中的名称、地址、办学性质和班级数。", "Name, address, founder and classes of primary, middle and high schools.")
            .words("学校, 小学, 中学, 高中, 义务教育, school, primary school")
            .items(items! {
                school_code Code "学校代码" "School code", "学校标识码，前导零有意义" "Code of the school; leading zeros matter";
                school_name Text "学校名称" "School", "学校名称" "Name of the school";
                stage Code "学段" "Stage", "办学学段" "Stage of education", codes "1 小学；2 初中；3 高中；4 九年一贯制" "1 primary; 2 middle; 3 high; 4 nine-year";
                public Boolean "公办" "Public", "是否公办" "Whether it is a public school";
                classes Integer "班级数" "Classes", "本学年班级数" "Classes of this school year", unit "个";
                pupils Integer "在校生数" "Pupils", "本学年在校学生" "Pupils of this school year", unit "人";
            })
            .address()
            .point()
            .api()
            .issued(2020, 9, 21)
            .covers((2026, 9, 1), (2027, 6, 30))
            .uses(870, Steady)
            .version(&[Csv], "2025 学年名录。", "School year 2025.")
            .version(&[Csv, GeoJson, Xlsx], "2026 学年名录，新增 9 所，增加 GeoJSON 和 XLSX 格式。", "School year 2026 with nine new schools; GeoJSON and XLSX are new.")
            .files("演示_中小学校名录", schools),
        entry("school-enrolment", "education-commission", Theme::Education, Yearly)
            .title("各区各级学校在校生统计", "Pupils and students by district and stage")
            .about("2021 至 2025 学年各区各学段的学校数、在校生数和专任教师数。", "Schools, pupils and teachers by district and stage, school years 2021 to 2025.")
            .words("在校生, 学校, 教师, 教育统计, 学生, enrolment, pupils")
            .items(items! {
                year Integer "学年" "School year", "学年开始的年份" "Year in which the school year begins";
                district Text "行政区" "District", "行政区" "District";
                stage Text "学段" "Stage", "学段" "Stage of education";
                schools Integer "学校数" "Schools", "学校数" "Schools", unit "所";
                pupils Integer "在校生数" "Pupils", "在校生数" "Pupils", unit "人";
                teachers Integer "专任教师数" "Teachers", "专任教师数" "Teachers", unit "人";
            })
            .issued(2022, 2, 22)
            .covers((2021, 9, 1), (2026, 6, 30))
            .version(&[Xlsx], "补充 2025 学年。", "School year 2025 added.")
            .files("演示_在校生统计", enrolment),
        entry("libraries", "culture-bureau", Theme::Education, Halfyearly)
            .title("公共图书馆信息", "Public libraries")
            .about("市、区、街镇图书馆的位置、开放时间、藏书量和阅览座席。", "Position, hours, books and seats of city, district and community libraries.")
            .words("图书馆, 阅览室, 借书, 公共文化, library, reading room")
            .items(items! {
                library_code Code "馆代码" "Code", "图书馆代码" "Code of the library";
                library_name Text "馆名" "Library", "图书馆名称" "Name of the library";
                level Code "级别" "Level", "图书馆级别" "Level of the library", codes "1 市级；2 区级；3 街镇级" "1 city; 2 district; 3 community";
                hours Text "开放时间" "Hours", "开放时间" "Hours";
                closed_on Text "闭馆日" "Closed on", "每周闭馆日，全周开放为空" "Day of the week it is closed; empty where none";
                books Integer "藏书量" "Books", "纸质文献册数" "Printed items", unit "册";
                seats Integer "阅览座席" "Seats", "阅览座席" "Seats for readers", unit "席";
            })
            .address()
            .point()
            .api()
            .issued(2020, 12, 10)
            .uses(390, Rising)
            .version(&[Csv], "首次发布。", "First release.")
            .version(&[Csv, GeoJson], "更新开放时间，增加 GeoJSON 格式。", "Hours brought up to date; GeoJSON is new.")
            .files("演示_公共图书馆", libraries),
    ]
}

fn schools(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const NAMES: [&str; 4] = ["小学", "初级中学", "高级中学", "学校"];
    for mut site in sites("school", 460 - 9 * edition.back) {
        let stage = site.rng.mostly(&[1_usize, 2, 3, 4]);
        let (public, classes) = (site.rng.chance(89), site.rng.int(12, 46));
        let pupils = classes * site.rng.int(29, 42);
        let name = format!("{}{}", site.word(), NAMES[stage - 1]);
        out.row(cells![
            format!("0{:06}", site.no * 31 + 4_210),
            name,
            stage.to_string(),
            public,
            classes,
            pupils,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}

fn enrolment(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    const STAGES: [(&str, i64, i64); 4] = [
        ("幼儿园", 210, 13),
        ("小学", 330, 15),
        ("初中", 205, 12),
        ("高中", 82, 10),
    ];
    for year in edition.year() - 4..=edition.year() {
        for district in &DISTRICTS {
            for (stage, per_10_000, per_teacher) in STAGES {
                let mut rng = Rng::of(district.code).fork(year as usize * 7 + per_teacher as usize);
                let pupils = district.people * per_10_000 * rng.int(94, 106) / 100;
                out.row(cells![
                    year,
                    district.zh,
                    stage,
                    (pupils / 760).max(2),
                    pupils,
                    pupils / per_teacher
                ])?;
            }
        }
    }
    Ok(())
}

fn libraries(edition: Edition, out: &mut dyn Sink) -> io::Result<()> {
    for mut site in sites("library", 232) {
        let level = if site.no <= 2 {
            1
        } else if site.no <= 24 {
            2
        } else {
            3
        };
        let evening = site.rng.chance(35) && edition.back == 0;
        let hours = if evening { "08:30-21:00" } else { "09:00-17:30" };
        let closed = site.rng.chance(60).then_some("周一");
        let size = [0, 2_600_000, 420_000, 36_000][level as usize];
        let books = size * site.rng.int(70, 130) / 100;
        let name = match level {
            1 => format!("市{}图书馆", site.word()),
            2 => format!("{}图书馆{}馆", site.district.zh, site.word()),
            _ => format!("{}街道图书馆", site.word()),
        };
        out.row(cells![
            format!("T{:04}", site.no),
            name,
            level.to_string(),
            hours,
            closed,
            books,
            books / 900 + 24,
            site.district.zh,
            site.address(),
            site.lon(),
            site.lat()
        ])?;
    }
    Ok(())
}
