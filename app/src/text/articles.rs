//! The laws by their names: rule ids such as `O21-22` as an article that people can look up.

use domain::text::Lang;

use super::figures::chinese_number;

/// The article that a rule id names, for a reader; what is no rule id comes back as it was written.
pub fn article(id: &str, lang: Lang) -> String {
    let Some((law, number)) = id.split_once('-') else {
        return id.to_owned();
    };
    // `O21-12a` is a part of Article 12.
    let Ok(number) = number.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u32>() else {
        return id.to_owned();
    };
    let (zh, en) = match law {
        "O21" => ("《上海市公共数据开放暂行办法》", "Order 21 of 2019"),
        "O9" => ("《上海市公共数据和一网通办管理办法》", "Order 9 of 2018"),
        "BS" => ("《宝山区公共数据管理办法》", "Baoshan rules of 2023"),
        _ => return id.to_owned(),
    };
    match lang {
        Lang::Zh => format!("{zh}第{}条", chinese_number(number)),
        Lang::En => format!("{en}, Article {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_ids_become_articles() {
        assert_eq!(article("O21-22", Lang::Zh), "《上海市公共数据开放暂行办法》第二十二条");
        assert_eq!(article("O21-12a", Lang::En), "Order 21 of 2019, Article 12");
        assert_eq!(
            article("O9-48", Lang::Zh),
            "《上海市公共数据和一网通办管理办法》第四十八条"
        );
        assert_eq!(article("暂行办法第22条", Lang::Zh), "暂行办法第22条");
        assert_eq!(article("O21-", Lang::Zh), "O21-");
    }
}
