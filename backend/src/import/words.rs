//! What catalogues call themes, formats and frequencies, in codes of the portal. Only words whose meaning is clear are
//! here; every other word stays as the source has it.

use domain::entry::Theme;
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
        "csv" | "text/csv" => Format::Csv,
        "json" | "application/json" => Format::Json,
        "xlsx" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Format::Xlsx,
        "geojson" | "application/geo+json" | "application/vnd.geo+json" => Format::GeoJson,
        "xml" | "application/xml" | "text/xml" => Format::Xml,
        "parquet" => Format::Parquet,
        "shp" | "shapefile" => Format::Shp,
        "kml" | "kmz" | "application/vnd.google-earth.kml+xml" | "application/vnd.google-earth.kmz" => Format::Kml,
        "xls" | "application/vnd.ms-excel" => Format::Xls,
        "doc" | "docx" | "application/msword" => Format::Doc,
        "pdf" | "application/pdf" => Format::Pdf,
        "txt" | "text/plain" => Format::Txt,
        "jpeg" | "jpg" | "png" | "gif" | "tiff" | "image/tiff" | "image/jpeg" | "image/png" => Format::Image,
        "zip" | "application/zip" => Format::Zip,
        "html" | "text/html" => Format::Html,
        "api" | "application/vnd.api+json" => Format::Api,
        "rdf" | "application/rdf+xml" | "ttl" => Format::Rdf,
        _ => return None,
    })
}

/// The frequency that a phrase names, in Chinese, Japanese, English or ISO 8601 (`R/P1M`).
pub(super) fn frequency(said: &str) -> Option<Frequency> {
    let plain: String = said.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    Some(match plain.as_str() {
        "实时" | "即時" | "即时" | "R/PT1S" | "continuous" => Frequency::Realtime,
        "每小时" | "每小時" | "毎時" | "R/PT1H" | "hourly" => Frequency::Hourly,
        "每天" | "每日" | "毎日" | "R/P1D" | "daily" => Frequency::Daily,
        "每周" | "每週" | "毎週" | "R/P1W" | "R/P7D" | "weekly" => Frequency::Weekly,
        "每月" | "毎月" | "月次" | "月1回" | "1回/月" | "1か月ごと" | "1月ごと" | "每月1次" | "R/P1M" | "monthly" => {
            Frequency::Monthly
        }
        "每季" | "每季度" | "3か月ごと" | "4回/年" | "年4回" | "R/P3M" | "quarterly" => {
            Frequency::Quarterly
        }
        "每半年" | "半年ごと" | "R/P6M" | "semiannual" => Frequency::Halfyearly,
        "每年" | "毎年" | "年次" | "年1回" | "1回/年" | "1年ごと" | "1年に1回" | "每年1次" | "R/P1Y" | "annual"
        | "yearly" => Frequency::Yearly,
        "不定期" | "不定時" | "不定期更新" | "随時" | "適宜" | "変更の都度" | "変更時" | "公開時のみ" | "irregular" => {
            Frequency::Irregular
        }
        "不更新" | "不需更新" | "更新無" | "更新予定なし" | "无更新" => Frequency::Once,
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
        "まちづくり" | "城建住房" | "房屋住宅" | "購屋及遷徒" | "購屋及遷徙" | "地理空间" | "geospatial"
        | "Real Estate" => Theme::Urban,
        "教育文化" | "教育科研" | "求學及進修" => Theme::Education,
        "医疗卫生" | "医疗健康" | "医療・福祉" | "就醫" | "生育保健" | "Medicare" => Theme::Health,
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
        "政府机构与社会团体" | "机构团体" | "法律服务" => Theme::Government,
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
