//! What catalogues call themes, formats and frequencies, in codes of the portal. Only words whose meaning is clear are
//! here; every other word stays as the source has it.

use domain::entry::{Licence, OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;

/// Formats with a code, and the words that have none.
pub(super) fn formats(said: &[&str]) -> (Vec<Format>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for word in said {
        let word = word.trim_matches(['"', ' ', '.']);
        match format(word) {
            Some(format) if known.contains(&format) => {}
            Some(format) => known.push(format),
            None if word.is_empty() || unknown.iter().any(|other| other == word) => {}
            None => unknown.push(word.to_owned()),
        }
    }
    (known, unknown)
}

fn format(word: &str) -> Option<Format> {
    Some(match word.to_ascii_lowercase().as_str() {
        "csv" | "text/csv" | "csv file" => Format::Csv,
        "json" | "application/json" | "application/vnd.api+json" => Format::Json,
        "xlsx" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Format::Xlsx,
        "geojson" | "application/geo+json" | "application/vnd.geo+json" => Format::GeoJson,
        "xml" | "application/xml" | "text/xml" => Format::Xml,
        "parquet" => Format::Parquet,
        "shp" | "shapefile" => Format::Shp,
        "kml" | "application/vnd.google-earth.kml+xml" => Format::Kml,
        "xls" | "application/vnd.ms-excel" => Format::Xls,
        "doc" | "docx" | "odt" | "application/msword" => Format::Doc,
        "pdf" | "application/pdf" => Format::Pdf,
        "txt" | "text/plain" | "text" => Format::Txt,
        "jpeg" | "jpg" | "png" | "gif" | "tiff" | "image/tiff" | "image/jpeg" | "image/png" => Format::Image,
        "zip" | "application/zip" => Format::Zip,
        "html" | "htm" | "text/html" => Format::Html,
        "api" | "webservice" | "webservices" => Format::Api,
        "rdf" | "application/rdf+xml" | "ttl" => Format::Rdf,
        _ => return None,
    })
}

/// The frequency that a phrase names, in Chinese, Japanese, English or ISO 8601 (`R/P1M`). What a phrase says in brackets,
/// such as the month, does not change how often.
pub(super) fn frequency(said: &str) -> Option<Frequency> {
    let plain: String = said.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.split('(').next().filter(|plain| !plain.is_empty())?;
    Some(match plain {
        "实时" | "即時" | "即时" | "1分鐘" | "每分鐘" | "每5分鐘" | "每10分鐘" | "每15分鐘" | "30秒" | "R/PT1S"
        | "continuous" => Frequency::Realtime,
        "每小时" | "每小時" | "毎時" | "R/PT1H" | "hourly" => Frequency::Hourly,
        "每天" | "每日" | "一天" | "毎日" | "日ごと" | "毎日8:30更新" | "R/P1D" | "daily" => {
            Frequency::Daily
        }
        "每周" | "每週" | "每周一次" | "毎週" | "R/P1W" | "R/P7D" | "weekly" => Frequency::Weekly,
        "每月" | "每個月" | "月" | "每月1次" | "每月更新" | "每月更新1次" | "每月定期" | "每月下旬" | "按月更新"
        | "1次/月" | "毎月" | "月次" | "月1回" | "月1回予定" | "1回/月" | "1か月ごと" | "1月ごと" | "一月ごと"
        | "1か月に1回" | "R/P1M" | "monthly" => Frequency::Monthly,
        "每季" | "每季度" | "每季1次" | "季" | "季刊" | "3個月" | "3か月" | "3か月ごと" | "3月ごと" | "四半期ごと"
        | "四半期に一回" | "4回/年" | "年4回" | "R/P3M" | "quarterly" => Frequency::Quarterly,
        "每半年" | "半年" | "6個月" | "每年2次" | "半年ごと" | "年2回" | "年に2回程度" | "1年に2回程度"
        | "2回/年度" | "R/P6M" | "semiannual" => Frequency::Halfyearly,
        "每年"
        | "年"
        | "1年"
        | "每年1次"
        | "每年一次"
        | "每年3月"
        | "每年2月底"
        | "毎年"
        | "年次"
        | "年1回"
        | "年一回"
        | "1回/年"
        | "1回/年度"
        | "1年ごと"
        | "1年毎"
        | "1年ごとの公開"
        | "1年に1回"
        | "1年に1回程度"
        | "年に1回程度"
        | "概ね1年ごと"
        | "概ね一年ごと"
        | "毎年7月頃更新"
        | "R/P1Y"
        | "annual"
        | "yearly" => Frequency::Yearly,
        "不定期"
        | "不定時"
        | "不定期更新"
        | "異動時更新"
        | "連結變更時更新"
        | "随時"
        | "隨時"
        | "適宜"
        | "必要に応じて"
        | "必要な都度更新"
        | "変更の都度"
        | "変更時"
        | "調査結果更新の都度"
        | "irregular" => Frequency::Irregular,
        "不更新" | "不需更新" | "永不" | "單次" | "更新無" | "更新なし" | "更新予定なし" | "公開時のみ"
        | "初回のみ" | "无更新" => Frequency::Once,
        _ => return None,
    })
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' | '／' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        'ヶ' | 'カ' | 'ケ' => 'か',
        _ => c,
    }
}

/// The open type that an access level names. `restricted public` and `non-public` are levels of Project Open Data: under
/// restrictions, and not for the public.
pub(super) fn open_type(access: &str) -> Option<OpenType> {
    Some(match access {
        "public" | "无条件开放" => OpenType::Unconditional,
        "restricted public" | "有条件开放" => OpenType::Conditional,
        "non-public" | "不予开放" => OpenType::NotOpen,
        _ => return None,
    })
}

/// The licence that a name or an address stands for.
pub(super) fn licence(said: &str) -> Option<Licence> {
    let said = said.to_ascii_lowercase();
    let address = said
        .split_once("://")
        .map_or(said.as_str(), |(_, address)| address)
        .trim_end_matches('/');
    Some(match address {
        "cc-by-4.0" | "creativecommons.org/licenses/by/4.0" => Licence::CcBy4,
        "data.gov.tw/license" => Licence::Ogdl1,
        "www.usa.gov/government-works"
        | "www.usa.gov/publicdomain/label/1.0"
        | "creativecommons.org/publicdomain/zero/1.0"
        | "creativecommons.org/publicdomain/mark/1.0"
        | "creativecommons.org/publicdomain/mark/1.0/other-pd"
        | "opendatacommons.org/licenses/pddl"
        | "opendatacommons.org/licenses/pddl/1.0"
        | "opendefinition.org/licenses/cc-zero" => Licence::PublicDomain,
        words if words.contains("政府資料開放授權條款") && words.contains("第1版") => Licence::Ogdl1,
        _ => return None,
    })
}

/// Keywords without the quotation marks that a bad export left on them, each once. `none` is no keyword.
pub(super) fn keywords(said: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in said {
        let word = word.trim_matches(|c: char| c.is_whitespace() || c == '"');
        if !word.is_empty() && !word.eq_ignore_ascii_case("none") && !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The theme that a topic names.
pub(super) fn theme(topic: &str) -> Option<Theme> {
    Some(match topic {
        "交通及通訊" | "交通資訊" | "交通运输" | "交通服务" | "交通情報" | "Travel and Transportation" => {
            Theme::Transport
        }
        "環境" | "生态环境" | "环境与资源保护" | "environment" => Theme::Environment,
        "经济建设" | "工业农业" | "企业服务" | "商贸流通" | "商业服务" | "産業雇用創出" | "開創事業" => {
            Theme::Economy
        }
        "まちづくり" | "城建住房" | "房屋住宅" | "購屋及遷徒" | "購屋及遷徙" | "Real Estate" => {
            Theme::Urban
        }
        "教育文化" | "教育科研" | "求學及進修" => Theme::Education,
        "医疗卫生" | "医疗健康" | "医療・福祉" | "就醫" | "生育保健" | "Medicare" | "Medicaid" => {
            Theme::Health
        }
        "社会保障" | "社保就业" | "社会救助" | "老年安養" => Theme::Welfare,
        "信用服务" => Theme::Credit,
        "财税金融" | "税金" | "投資理財" => Theme::Finance,
        "市场监管" => Theme::Market,
        "公共安全" | "安全生产" | "生活安全" | "生活安全及品質" | "治安" | "防災・災害計画" => {
            Theme::Safety
        }
        "气象服务" => Theme::Weather,
        "文体娱乐" | "旅游住宿" | "休閒旅遊" | "観光" | "芸術文化" | "オリンピック・パラリンピック" => {
            Theme::Leisure
        }
        "农业农村" => Theme::Agriculture,
        "科技创新" => Theme::Science,
        "资源能源" | "energy" => Theme::Energy,
        "政府机构与社会团体" | "政府机构于社会团体" | "机构团体" | "法律服务" => {
            Theme::Government
        }
        "人口減少・少子高齢化" | "劳动就业" | "求職及就業" => Theme::Population,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o21_17_phrases_in_three_languages_name_the_same_frequency() {
        for yearly in ["每年", "１年ごと", "年1回", "R/P1Y", "1 年 ごと"] {
            assert_eq!(frequency(yearly), Some(Frequency::Yearly), "{yearly}");
        }
        assert_eq!(frequency("１か月ごと"), Some(Frequency::Monthly));
        assert_eq!(
            frequency("５年ごと"),
            None,
            "five years have no code and stay in the source's words"
        );
    }

    #[test]
    fn o21_17_formats_are_told_from_words_around_them() {
        let (known, unknown) = formats(&["text/csv", "CSV\"", "xls", "utf-8", "utf-8", ""]);
        assert_eq!(known, [Format::Csv, Format::Xls]);
        assert_eq!(unknown, ["utf-8"]);
    }
}
