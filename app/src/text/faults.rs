//! What is wrong with a field, and what would do.

use domain::refused::{Fault, Why};
use domain::text::Lang;

use super::codes::Named;
use super::figures;

/// What is wrong with one field, and what would do; the field is named as the address names it.
pub fn fault(fault: &Fault, lang: Lang) -> String {
    fault_of(&fault.field, &fault.why, lang)
}

/// The same with the field named as people call it.
pub fn fault_of(name: &str, reason: &Why, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{name}：{}", why(reason, lang)),
        Lang::En => format!("{name}: {}", why(reason, lang)),
    }
}

/// What is wrong and what would do, where the name of the field stands beside it.
pub fn why(why: &Why, lang: Lang) -> String {
    match lang {
        Lang::Zh => why_zh(why),
        Lang::En => why_en(why),
    }
}

fn why_zh(why: &Why) -> String {
    match why {
        Why::Missing => "没有填写".to_owned(),
        Why::TooLong { max } => format!("超过 {max} 个字符"),
        Why::TooShort { min } => format!("太短，至少要 {min} 个字符"),
        Why::Guessable => "太容易猜到。换成几个不相干的词，不要用名字、日期和常见密码".to_owned(),
        Why::NotThePassword => "不是现在的密码".to_owned(),
        Why::Taken => "已经有人登记过".to_owned(),
        Why::NotInRange { min, max } => format!("应为 {min} 到 {max} 的整数"),
        Why::UnknownCode { given, known } if known.is_empty() => format!("没有“{given}”"),
        Why::UnknownCode { given, known } => format!("没有“{given}”，可用 {}", known.join("、")),
        Why::Malformed { expected } => format!("写法应如 {expected}"),
        Why::WrongContent { named, found } => format!("文件名说是 {named}，内容却是 {found}"),
        Why::Unreadable { line: Some(line), flaw } => format!("第 {line} 行{}", flaw.name(Lang::Zh)),
        Why::Unreadable { line: None, flaw } => flaw.name(Lang::Zh).to_owned(),
        Why::TooLarge { max } => format!("大于 {}", figures::bytes(*max as i64)),
    }
}

fn why_en(why: &Why) -> String {
    match why {
        Why::Missing => "nothing given".to_owned(),
        Why::TooLong { max } => format!("longer than {max} characters"),
        Why::TooShort { min } => format!("too short; it needs at least {min} characters"),
        Why::Guessable => {
            "too easy to guess; use a few unrelated words, and no names, dates or common passwords".to_owned()
        }
        Why::NotThePassword => "not the present password".to_owned(),
        Why::Taken => "registered by somebody else already".to_owned(),
        Why::NotInRange { min, max } => format!("must be a whole number from {min} to {max}"),
        Why::UnknownCode { given, known } if known.is_empty() => format!("there is no “{given}”"),
        Why::UnknownCode { given, known } => format!("there is no “{given}”; use {}", known.join(", ")),
        Why::Malformed { expected } => format!("write it like {expected}"),
        Why::WrongContent { named, found } => format!("its name says {named}, its content is {found}"),
        Why::Unreadable { line: Some(line), flaw } => format!("{} on line {line}", flaw.name(Lang::En)),
        Why::Unreadable { line: None, flaw } => flaw.name(Lang::En).to_owned(),
        Why::TooLarge { max } => format!("larger than {}", figures::bytes(*max as i64)),
    }
}
