//! Sentences of problems that the server itself finds. Refusals have theirs in the app.

use app::text::{self, Sentence};
use domain::text::Lang;

use super::{Kind, Problem};

fn sentence(title: &str, what: String, next: &str) -> Sentence {
    Sentence {
        title: title.to_owned(),
        what,
        why: String::new(),
        next: next.to_owned(),
    }
}

/// The sentence of a problem.
pub fn of(problem: &Problem, lang: Lang) -> Sentence {
    match (&problem.kind, lang) {
        (Kind::Refused(refused), _) => text::refused(refused, lang),
        (Kind::NoSuchPage, _) => text::refused(&domain::refused::Refused::NotPublished, lang),
        (Kind::Internal, _) => text::internal(lang),
        (kind, Lang::Zh) => zh(kind),
        (kind, Lang::En) => en(kind),
    }
}

/// Parts of a sentence in one line, each with its full stop.
pub fn told<'a>(parts: impl IntoIterator<Item = &'a String>, lang: Lang) -> String {
    let mut line = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if lang == Lang::En && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
        if !part.ends_with(['。', '！', '？', '.', '!', '?']) {
            line.push_str(if lang == Lang::Zh { "。" } else { "." });
        }
    }
    line
}

fn zh(kind: &Kind) -> Sentence {
    match kind {
        Kind::MethodNotAllowed => sentence(
            "这个地址不支持这种请求方法",
            "允许的方法列在 Allow 头中。".to_owned(),
            "换用允许的方法再试。",
        ),
        Kind::BodyTooLarge { max } => sentence(
            "请求体太大",
            format!("请求体不得超过 {max} 字节。"),
            "减小请求体后再试。",
        ),
        Kind::RangeNotSatisfiable { size } => sentence(
            "所请求的范围不在文件之内",
            format!("文件共有 {size} 字节。"),
            "改正 Range 头，或去掉它以取得整个文件。",
        ),
        Kind::PreconditionFailed => sentence(
            "文件与所期望的不同",
            "If-Match 或 If-Unmodified-Since 所说的内容与现有文件不符。".to_owned(),
            "重新取得文件及其 ETag。",
        ),
        Kind::CrossSite => sentence(
            "这个请求不是从本平台的页面发出的",
            "为防止他人冒用，改变设置的请求只接受来自本平台页面的。".to_owned(),
            "回到本平台的页面再操作一次。",
        ),
        Kind::Conflict => sentence(
            "刚刚有人做了修改",
            "在处理期间，对象已被他人修改。".to_owned(),
            "重新载入后再试。",
        ),
        Kind::TimedOut => sentence(
            "未能及时应答",
            "服务器现在很忙，没有在时限内完成这个请求。".to_owned(),
            "过一会儿再试。",
        ),
        Kind::Refused(_) | Kind::NoSuchPage | Kind::Internal => text::internal(Lang::Zh),
    }
}

fn en(kind: &Kind) -> Sentence {
    match kind {
        Kind::MethodNotAllowed => sentence(
            "This address does not take that method",
            "The methods that it takes stand in the Allow header.".to_owned(),
            "Use one of them.",
        ),
        Kind::BodyTooLarge { max } => sentence(
            "The request is too large",
            format!("Its body may have at most {max} bytes."),
            "Send less and try again.",
        ),
        Kind::RangeNotSatisfiable { size } => sentence(
            "The range lies outside the file",
            format!("The file has {size} bytes."),
            "Correct the Range header, or leave it out to get the whole file.",
        ),
        Kind::PreconditionFailed => sentence(
            "The file is not the one you expect",
            "What If-Match or If-Unmodified-Since names is not what stands here now.".to_owned(),
            "Fetch the file and its ETag again.",
        ),
        Kind::CrossSite => sentence(
            "This request did not come from a page of this portal",
            "So that nobody can act in your name, changes are taken from the portal’s own pages only.".to_owned(),
            "Go back to the page on this portal and do it there.",
        ),
        Kind::Conflict => sentence(
            "Somebody has just changed this",
            "It was changed by somebody else while your request ran.".to_owned(),
            "Load it again and retry.",
        ),
        Kind::TimedOut => sentence(
            "No answer in time",
            "The server is busy and did not finish this request within its limit.".to_owned(),
            "Try again in a while.",
        ),
        Kind::Refused(_) | Kind::NoSuchPage | Kind::Internal => text::internal(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_with_their_full_stop() {
        let parts = ["理由：核实".to_owned(), String::new(), "请稍后再试。".to_owned()];
        assert_eq!(told(&parts, Lang::Zh), "理由：核实。请稍后再试。");
        let parts = ["Reason: a check".to_owned(), "Try again.".to_owned()];
        assert_eq!(told(&parts, Lang::En), "Reason: a check. Try again.");
    }
}
