//! The registry of rules: every rule that the code enforces, with the article it comes from and what enforces it.

/// A rule of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `O21` Order 21 of 2019, `O9` Order 9 of 2018, `BS` Baoshan 2023, then the article.
    pub id: &'static str,
    /// Ids of other articles that ask for the same.
    pub also: &'static [&'static str],
    /// What it asks, in Chinese.
    pub zh: &'static str,
    /// What it asks, in English.
    pub en: &'static str,
    /// What in the code enforces it.
    pub enforced_by: &'static str,
}

/// All rules in force.
pub const RULES: &[Rule] = &[
    Rule {
        id: "O21-9",
        also: &["BS-28"],
        zh: "每个清单条目都写明数据开放主体",
        en: "Every list entry names its data-opening body",
        enforced_by: "domain::entry::Entry::body",
    },
    Rule {
        id: "O21-11b",
        also: &["O9-30", "BS-32"],
        zh: "含个人信息或商业秘密的数据项，条目列为非开放",
        en: "An entry with personal information or trade secrets stays closed",
        enforced_by: "domain::entry::check",
    },
    Rule {
        id: "O21-12a",
        also: &[],
        zh: "条目须写明领域、摘要、数据项、格式、开放类型等各项",
        en: "An entry states theme, abstract, items, formats, open type and the rest",
        enforced_by: "domain::entry::missing",
    },
    Rule {
        id: "O21-12b",
        also: &["O9-31", "BS-30"],
        zh: "共享或协商获取的数据不纳入开放清单",
        en: "Shared or negotiated data is not listed",
        enforced_by: "domain::entry::check",
    },
    Rule {
        id: "O21-12d",
        also: &[],
        zh: "只有已公布的条目对外可见",
        en: "Only published entries are visible",
        enforced_by: "domain::gate::decide",
    },
    Rule {
        id: "O21-14",
        also: &["O9-30", "BS-33"],
        zh: "无条件开放的数据不需账号即可获取",
        en: "Unconditional data is for everyone, without an account",
        enforced_by: "domain::gate::decide",
    },
    Rule {
        id: "O21-15b",
        also: &[],
        zh: "有条件开放的数据只在有效协议下提供",
        en: "Conditional data flows only under an effective agreement",
        enforced_by: "domain::gate::decide",
    },
    Rule {
        id: "O21-15c",
        also: &[],
        zh: "条目没有提供的获取方式不能使用",
        en: "A method that the entry does not offer is refused",
        enforced_by: "domain::gate::decide",
    },
    Rule {
        id: "O21-16b",
        also: &[],
        zh: "按更新频率计算下次更新期限，逾期公开",
        en: "The update frequency sets the next due date; overdue is public",
        enforced_by: "domain::frequency::next_due",
    },
    Rule {
        id: "O21-17",
        also: &[],
        zh: "已有渠道的目录可以导入清单，并与来源保持一致",
        en: "Catalogues of existing channels are taken into the list and stay in step with their source",
        enforced_by: "backend::service::import",
    },
    Rule {
        id: "O21-18b",
        also: &[],
        zh: "查询、预览和获取",
        en: "Search, preview and get",
        enforced_by: "backend::service::gate",
    },
    Rule {
        id: "O21-19",
        also: &[],
        zh: "平台处理数据的过程可由各方核验",
        en: "What the platform does with data can be checked by every party",
        enforced_by: "domain::ledger::verify, server::ledger",
    },
    Rule {
        id: "O21-20a",
        also: &[],
        zh: "开放、变更、提供、中止数据的每一行为都留下不可更改的记录，否则不生效",
        en: "Every act that opens, changes, gives out or closes data leaves an event that cannot be changed, or does not happen",
        enforced_by: "backend::store::ledger::append, backend::service::ledger::seal",
    },
    Rule {
        id: "O21-22",
        also: &[],
        zh: "中止开放立即在所有渠道生效",
        en: "A suspension takes effect on every channel at once",
        enforced_by: "domain::gate::decide, backend::service::gate",
    },
    Rule {
        id: "O21-25b",
        also: &[],
        zh: "每次下载和接口返回都带来源和许可",
        en: "Every download and answer carries source and licence",
        enforced_by: "server::rest",
    },
    Rule {
        id: "O9-24",
        also: &[],
        zh: "数据开放全程可记录、可追溯，个人信息不进入公开记录",
        en: "Opening data can be traced from end to end, and no person stands in what everyone may read",
        enforced_by: "domain::ledger::event::write",
    },
    Rule {
        id: "BS-39",
        also: &[],
        zh: "记录由平台之外的见证方副署，任何人可以核验",
        en: "A witness outside the platform cosigns the ledger, and anyone can check it",
        enforced_by: "domain::ledger::witness, server::witness",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_once_and_in_the_order_of_their_articles() {
        let place = |rule: &Rule| -> (usize, u32, String) {
            let (order, article) = rule.id.split_once('-').expect("an id is an order and an article");
            let order = ["O21", "O9", "BS"].iter().position(|known| *known == order);
            let digits: String = article.chars().take_while(char::is_ascii_digit).collect();
            (
                order.expect("a known order"),
                digits.parse().expect("an article has a number"),
                article.to_owned(),
            )
        };
        assert!(RULES.is_sorted_by(|a, b| place(a) < place(b)));
    }
}
