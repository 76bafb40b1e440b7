//! Where things stand: the city's districts with a box well inside each, its roads, and sites scattered over them.

use crate::cell::{Dec, Position, dec};
use crate::rng::Rng;

/// A district.
#[derive(Debug)]
pub struct District {
    /// Its administrative division code.
    pub code: &'static str,
    /// Its name.
    pub zh: &'static str,
    /// People living there, in 10,000.
    pub people: i64,
    /// The middle of its box.
    pub centre: Position,
    /// Half the box, in degrees.
    pub half: Position,
    roads: &'static [&'static str],
}

const fn district(
    code: &'static str,
    zh: &'static str,
    people: i64,
    centre: Position,
    half: Position,
    roads: &'static [&'static str],
) -> District {
    District {
        code,
        zh,
        people,
        centre,
        half,
        roads,
    }
}

/// The 16 districts. The boxes are drawn small, so that every site is on land and on the right side of the border.
#[rustfmt::skip]
pub static DISTRICTS: [District; 16] = [
    district("310101", "黄浦区", 66, (121.486, 31.217), (0.014, 0.014), &["西藏南路", "淮海中路", "复兴中路", "中华路", "河南南路", "蒙自路"]),
    district("310104", "徐汇区", 111, (121.436, 31.158), (0.020, 0.028), &["漕溪北路", "龙华路", "钦州路", "宜山路", "天钥桥路", "华泾路"]),
    district("310105", "长宁区", 69, (121.375, 31.207), (0.028, 0.012), &["仙霞路", "天山路", "虹桥路", "长宁路", "北新泾街", "哈密路"]),
    district("310106", "静安区", 98, (121.447, 31.275), (0.010, 0.026), &["共和新路", "平型关路", "江场路", "延长中路", "汶水路", "场中路"]),
    district("310107", "普陀区", 124, (121.400, 31.249), (0.020, 0.016), &["真北路", "金沙江路", "曹杨路", "铜川路", "梅川路", "武宁路"]),
    district("310109", "虹口区", 76, (121.489, 31.265), (0.009, 0.014), &["四川北路", "大连西路", "曲阳路", "临平路", "广中路", "东江湾路"]),
    district("310110", "杨浦区", 124, (121.528, 31.295), (0.020, 0.020), &["长阳路", "控江路", "黄兴路", "政立路", "翔殷路", "国和路"]),
    district("310112", "闵行区", 265, (121.430, 31.080), (0.045, 0.030), &["沪闵路", "都市路", "莘松路", "剑川路", "东川路", "浦江路"]),
    district("310113", "宝山区", 224, (121.408, 31.377), (0.050, 0.045), &["友谊路", "牡丹江路", "蕰川路", "宝安公路", "月罗路", "潘泾路"]),
    district("310114", "嘉定区", 184, (121.238, 31.342), (0.075, 0.060), &["清河路", "博乐路", "曹安公路", "宝安公路", "墨玉路", "白银路"]),
    district("310115", "浦东新区", 568, (121.650, 31.140), (0.090, 0.090), &["世纪大道", "张杨路", "杨高中路", "川沙路", "秀浦路", "祖冲之路", "浦东大道", "沪南公路"]),
    district("310116", "金山区", 82, (121.250, 30.825), (0.075, 0.050), &["卫清西路", "龙胜路", "亭卫公路", "朱泾大街", "枫湾路", "蒙山路"]),
    district("310117", "松江区", 192, (121.208, 31.005), (0.080, 0.055), &["人民北路", "文诚路", "广富林路", "新松江路", "九亭大街", "泗宝路"]),
    district("310118", "青浦区", 128, (121.110, 31.140), (0.050, 0.040), &["公园路", "盈港路", "外青松公路", "华徐公路", "崧泽大道", "沪青平公路"]),
    district("310120", "奉贤区", 115, (121.520, 30.905), (0.085, 0.055), &["南奉公路", "航南公路", "环城东路", "望园路", "金海公路", "解放中路"]),
    district("310151", "崇明区", 64, (121.434, 31.695), (0.060, 0.045), &["鼓浪屿路", "陈海公路", "北门路", "育麟桥路", "港东公路", "人民路"]),
];

/// A district by its name.
pub fn named(zh: &str) -> &'static District {
    DISTRICTS
        .iter()
        .find(|district| district.zh == zh)
        .expect("the tables name districts that exist")
}

/// A place for something.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its number among its kind, from 1.
    pub no: usize,
    /// Its district.
    pub district: &'static District,
    /// Longitude and latitude.
    pub at: Position,
    /// Its road.
    pub road: &'static str,
    /// Its house number.
    pub number: i64,
    /// Chance for whatever else is known of it.
    pub rng: Rng,
    /// Where the names of its kind begin.
    pub first_word: usize,
}

impl Site {
    fn new(key: &Rng, index: usize, district: &'static District, mut rng: Rng) -> Self {
        let (half_lon, half_lat) = district.half;
        let lon = district.centre.0 + half_lon * rng.real(-1.0, 1.0);
        let lat = district.centre.1 + half_lat * rng.real(-1.0, 1.0);
        Self {
            no: index + 1,
            district,
            at: (lon, lat),
            road: rng.pick(district.roads),
            number: rng.int(1, 980),
            rng: key.fork(index + 1_000_000),
            first_word: key.clone().int(0, WORDS as i64 - 1) as usize,
        }
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("{}{}{}号", self.district.zh, self.road, self.number)
    }

    /// Longitude.
    pub fn lon(&self) -> Dec {
        dec(self.at.0, 6)
    }

    /// Latitude.
    pub fn lat(&self) -> Dec {
        dec(self.at.1, 6)
    }

    /// A name of its own among its kind.
    pub fn word(&self) -> String {
        word(self.first_word + self.no - 1)
    }

    /// A schematic outline around it, about `size` degrees wide.
    pub fn outline(&mut self, size: f64) -> Vec<Position> {
        ring(self.at, size, &mut self.rng)
    }
}

/// `count` sites over the whole city, more where more people live. The same key gives the same sites, and a larger
/// count adds sites without moving the ones before.
pub fn sites(key: &str, count: usize) -> impl Iterator<Item = Site> {
    let key = Rng::of(key);
    let people: i64 = DISTRICTS.iter().map(|district| district.people).sum();
    (0..count).map(move |index| {
        let mut rng = key.fork(index);
        let mut person = rng.int(1, people);
        let district = DISTRICTS.iter().find(|district| {
            person -= district.people;
            person <= 0
        });
        Site::new(&key, index, district.expect("a person lives somewhere"), rng)
    })
}

/// `count` sites in one district.
pub fn sites_in(district: &'static District, key: &str, count: usize) -> impl Iterator<Item = Site> {
    let key = Rng::of(key);
    (0..count).map(move |index| Site::new(&key, index, district, key.fork(index)))
}

const FIRST: [&str; 30] = [
    "康", "福", "安", "新", "金", "明", "华", "祥", "兴", "和", "锦", "春", "怡", "嘉", "瑞", "海", "云", "东", "广",
    "景", "秀", "鹤", "清", "沁", "梅", "枫", "银", "泰", "同", "望",
];
const SECOND: [&str; 24] = [
    "宁", "乐", "苑", "泽", "源", "桥", "塘", "江", "园", "庭", "林", "浦", "川", "湾", "星", "虹", "阳", "德", "辰",
    "舟", "溪", "禾", "堤", "岭",
];

const WORDS: usize = FIRST.len() * SECOND.len();

/// The `index`th of 720 different two-character names, and from the first again after them.
pub fn word(index: usize) -> String {
    let index = index % WORDS;
    let round = index / FIRST.len();
    format!(
        "{}{}",
        FIRST[index % FIRST.len()],
        SECOND[(round + index) % SECOND.len()]
    )
}

/// A closed ring of 12 corners around a point, uneven as borders are, counterclockwise as RFC 7946 asks.
pub fn ring(centre: Position, size: f64, rng: &mut Rng) -> Vec<Position> {
    const CIRCLE: [Position; 12] = [
        (1.0, 0.0),
        (0.866, 0.5),
        (0.5, 0.866),
        (0.0, 1.0),
        (-0.5, 0.866),
        (-0.866, 0.5),
        (-1.0, 0.0),
        (-0.866, -0.5),
        (-0.5, -0.866),
        (0.0, -1.0),
        (0.5, -0.866),
        (0.866, -0.5),
    ];
    let mut corners: Vec<Position> = CIRCLE
        .iter()
        .map(|(east, north)| {
            let reach = size / 2.0 * rng.real(0.75, 1.0);
            // A degree of latitude is longer than one of longitude here.
            (centre.0 + east * reach, centre.1 + north * reach * 0.86)
        })
        .collect();
    corners.push(corners[0]);
    corners
}
