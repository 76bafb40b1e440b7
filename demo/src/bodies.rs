//! The demo's data-opening bodies.

use domain::body::{Body, Level};
use domain::entry::Contact;
use domain::ids::{BodyId, Slug};
use domain::text::Text;

struct Row {
    slug: &'static str,
    level: Level,
    name: (&'static str, &'static str),
    short: (&'static str, &'static str),
    about: (&'static str, &'static str),
}

const fn row(
    level: Level,
    slug: &'static str,
    name: (&'static str, &'static str),
    short: (&'static str, &'static str),
    about: (&'static str, &'static str),
) -> Row {
    Row {
        slug,
        level,
        name,
        short,
        about,
    }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Level::City, "transport-commission", ("上海市交通委员会", "Shanghai Transport Commission"), ("市交通委", "Transport Commission"),
        ("负责全市道路、公共交通、停车和交通行业管理。", "Looks after the city's roads, public transport, parking and transport trades.")),
    row(Level::City, "ecology-bureau", ("上海市生态环境局", "Shanghai Bureau of Ecology and Environment"), ("市生态环境局", "Ecology Bureau"),
        ("监测并管理空气、水、土壤和噪声环境质量。", "Watches and manages the quality of air, water, soil and noise.")),
    row(Level::City, "planning-bureau", ("上海市规划和自然资源局", "Shanghai Bureau of Planning and Natural Resources"), ("市规划资源局", "Planning Bureau"),
        ("负责城市规划、土地、测绘和地质工作。", "Plans the city and answers for land, surveying and geology.")),
    row(Level::City, "housing-commission", ("上海市住房和城乡建设管理委员会", "Shanghai Commission of Housing and Urban Development"), ("市住建委", "Housing Commission"),
        ("管理工程建设、房屋和城市设施。", "Manages construction, housing and the city's facilities.")),
    row(Level::City, "greening-bureau", ("上海市绿化和市容管理局", "Shanghai Bureau of Greening and Public Spaces"), ("市绿化市容局", "Greening Bureau"),
        ("管理公园绿地、公共厕所和生活垃圾分类。", "Manages parks, public toilets and the sorting of household waste.")),
    row(Level::City, "health-commission", ("上海市卫生健康委员会", "Shanghai Health Commission"), ("市卫生健康委", "Health Commission"),
        ("负责医疗机构、公共卫生和疾病预防。", "Answers for medical institutions, public health and the prevention of disease.")),
    row(Level::City, "education-commission", ("上海市教育委员会", "Shanghai Education Commission"), ("市教委", "Education Commission"),
        ("管理从幼儿园到高校的教育工作。", "Runs education from kindergartens to universities.")),
    row(Level::City, "civil-affairs-bureau", ("上海市民政局", "Shanghai Civil Affairs Bureau"), ("市民政局", "Civil Affairs Bureau"),
        ("负责养老服务、社会救助和社区治理。", "Provides for the elderly, for people in need and for neighbourhoods.")),
    row(Level::City, "market-bureau", ("上海市市场监督管理局", "Shanghai Administration for Market Regulation"), ("市市场监管局", "Market Regulator"),
        ("负责企业登记、食品药品、价格和质量监管。", "Registers businesses and watches over food, medicines, prices and quality.")),
    row(Level::City, "culture-bureau", ("上海市文化和旅游局", "Shanghai Bureau of Culture and Tourism"), ("市文化旅游局", "Culture Bureau"),
        ("负责公共文化、文物保护和旅游管理。", "Answers for public culture, heritage and tourism.")),
    row(Level::City, "sports-bureau", ("上海市体育局", "Shanghai Sports Bureau"), ("市体育局", "Sports Bureau"),
        ("负责全民健身、体育场馆和赛事。", "Answers for fitness for all, sports venues and competitions.")),
    row(Level::City, "weather-bureau", ("上海市气象局", "Shanghai Meteorological Bureau"), ("市气象局", "Weather Bureau"),
        ("负责气象观测、预报和灾害预警。", "Observes and forecasts the weather and warns of its dangers.")),
    row(Level::City, "water-bureau", ("上海市水务局", "Shanghai Water Bureau"), ("市水务局", "Water Bureau"),
        ("负责供水、排水、河道和防汛。", "Answers for water supply, drainage, rivers and floods.")),
    row(Level::City, "public-security-bureau", ("上海市公安局", "Shanghai Public Security Bureau"), ("市公安局", "Public Security Bureau"),
        ("负责社会治安、道路交通安全和户籍管理。", "Answers for public order, road safety and household registration.")),
    row(Level::City, "emergency-bureau", ("上海市应急管理局", "Shanghai Emergency Management Bureau"), ("市应急局", "Emergency Bureau"),
        ("负责安全生产、消防和应急避难。", "Answers for work safety, fire protection and shelter in emergencies.")),
    row(Level::City, "labour-bureau", ("上海市人力资源和社会保障局", "Shanghai Human Resources and Social Security Bureau"), ("市人社局", "Labour Bureau"),
        ("负责就业、职业培训和社会保险。", "Answers for employment, training and social insurance.")),
    row(Level::City, "finance-bureau", ("上海市财政局", "Shanghai Finance Bureau"), ("市财政局", "Finance Bureau"),
        ("负责预算、决算和政府采购。", "Answers for budgets, accounts and government purchases.")),
    row(Level::City, "statistics-bureau", ("上海市统计局", "Shanghai Statistics Bureau"), ("市统计局", "Statistics Bureau"),
        ("开展经济、人口和社会统计。", "Counts the economy, the people and their lives.")),
    row(Level::City, "science-commission", ("上海市科学技术委员会", "Shanghai Science and Technology Commission"), ("市科委", "Science Commission"),
        ("推动科技创新、科研设施共享和成果转化。", "Furthers innovation, shared research facilities and the use of results.")),
    row(Level::City, "agriculture-commission", ("上海市农业农村委员会", "Shanghai Agriculture and Rural Affairs Commission"), ("市农业农村委", "Agriculture Commission"),
        ("负责农业生产、农产品市场和乡村建设。", "Answers for farming, the markets for its produce and the villages.")),
    row(Level::City, "development-commission", ("上海市发展和改革委员会", "Shanghai Development and Reform Commission"), ("市发展改革委", "Development Commission"),
        ("负责能源、价格、公共信用和重大项目。", "Answers for energy, prices, public credit and major projects.")),
    row(Level::City, "data-centre", ("上海市大数据中心", "Shanghai Big Data Centre"), ("市大数据中心", "Big Data Centre"),
        ("运营城市数据平台和政务服务一网通办。", "Runs the city's data platform and its one-stop government services.")),
    row(Level::District, "pudong", ("上海市浦东新区人民政府", "Pudong New Area Government"), ("浦东新区", "Pudong"),
        ("浦东新区的公共管理和服务。", "Public administration and services in Pudong New Area.")),
    row(Level::District, "huangpu", ("上海市黄浦区人民政府", "Huangpu District Government"), ("黄浦区", "Huangpu"),
        ("黄浦区的公共管理和服务。", "Public administration and services in Huangpu District.")),
    row(Level::District, "xuhui", ("上海市徐汇区人民政府", "Xuhui District Government"), ("徐汇区", "Xuhui"),
        ("徐汇区的公共管理和服务。", "Public administration and services in Xuhui District.")),
    row(Level::District, "baoshan", ("上海市宝山区人民政府", "Baoshan District Government"), ("宝山区", "Baoshan"),
        ("宝山区的公共管理和服务。", "Public administration and services in Baoshan District.")),
    row(Level::District, "songjiang", ("上海市松江区人民政府", "Songjiang District Government"), ("松江区", "Songjiang"),
        ("松江区的公共管理和服务。", "Public administration and services in Songjiang District.")),
    row(Level::Utility, "metro-company", ("上海申通地铁集团有限公司", "Shanghai Shentong Metro Group"), ("申通地铁", "Shentong Metro"),
        ("建设和运营城市轨道交通。", "Builds and runs the metro.")),
    row(Level::Utility, "bus-company", ("上海久事公共交通集团有限公司", "Shanghai Jiushi Public Transport Group"), ("久事公交", "Jiushi Bus"),
        ("运营公交线路和站点设施。", "Runs bus routes and their stops.")),
    row(Level::Utility, "power-company", ("国网上海市电力公司", "State Grid Shanghai Electric Power"), ("市电力公司", "Electric Power"),
        ("向全市供电并运营充电设施。", "Supplies the city with electricity and runs charging points.")),
    row(Level::Utility, "gas-company", ("上海燃气有限公司", "Shanghai Gas"), ("上海燃气", "Shanghai Gas"),
        ("向居民和企业供应燃气。", "Supplies households and businesses with gas.")),
    row(Level::Utility, "water-company", ("上海城投水务(集团)有限公司", "Shanghai Chengtou Water Group"), ("城投水务", "Chengtou Water"),
        ("供水、排水和污水处理。", "Supplies water and treats what flows back.")),
];

fn mailbox(slug: &str) -> String {
    format!("data@{slug}.example")
}

/// The bodies of the demo: city departments, districts and utilities.
pub fn bodies() -> Vec<Body> {
    let body = |row: &Row| Body {
        id: BodyId::new(format!("body-{}", row.slug)),
        slug: row.slug.parse::<Slug>().expect("the table holds well-formed slugs"),
        name: Text::both(row.name.0, row.name.1),
        short: Text::both(row.short.0, row.short.1),
        about: Text::both(row.about.0, row.about.1),
        level: row.level,
        contact: Some(mailbox(row.slug)),
        demo: true,
    };
    ROWS.iter().map(body).collect()
}

/// The contact that a body's entries name.
pub(crate) fn contact(slug: &str) -> Contact {
    let row = ROWS
        .iter()
        .find(|row| row.slug == slug)
        .expect("every entry's body stands in the table");
    Contact {
        name: Text::both(
            format!("{}数据开放联络组", row.short.0),
            format!("Open data contact, {}", row.short.1),
        ),
        email: Some(mailbox(slug)),
        phone: None,
    }
}
