//! Why the portal says no, in sentences: what happened, why (the article or the limit), what to do.

use domain::refused::Refused;
use domain::suspension::Notice;
use domain::text::Lang;

use super::articles::article;
use super::codes::Named;
use super::dates;
pub use super::faults::fault;

/// A refusal for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// In a few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// Why: the article or the limit; empty where nothing but the address is at fault.
    pub why: String,
    /// What can be done.
    pub next: String,
}

fn sentence(title: &str, what: impl Into<String>, why: impl Into<String>, next: &str) -> Sentence {
    Sentence {
        title: title.to_owned(),
        what: what.into(),
        why: why.into(),
        next: next.to_owned(),
    }
}

/// The sentence of a refusal.
pub fn refused(refused: &Refused, lang: Lang) -> Sentence {
    let rule = refused.rule().map(|id| article(id, lang)).unwrap_or_default();
    match lang {
        Lang::Zh => zh(refused, rule),
        Lang::En => en(refused, rule),
    }
}

/// The sentence of a fault of ours.
pub fn internal(lang: Lang) -> Sentence {
    match lang {
        Lang::Zh => sentence(
            "这一页没能做出来",
            "服务器出了差错，已经记下。不是你的操作有误。",
            "",
            "过一会儿再试。如果一直这样，把下面的请求编号告诉平台运营方。",
        ),
        Lang::En => sentence(
            "We could not make this page",
            "Something went wrong on our side and was logged. It was nothing you did.",
            "",
            "Try again in a while. If it keeps happening, tell the operator the request id below.",
        ),
    }
}

fn zh(refused: &Refused, rule: String) -> Sentence {
    let lang = Lang::Zh;
    match refused {
        Refused::Incomplete { missing } => sentence(
            "清单条目还不完整",
            format!("缺少：{}。", list(missing.iter().map(|r| r.name(lang)), "、")),
            rule,
            "补齐后再提交。",
        ),
        Refused::NotTheBodysOwn { provenance } => sentence(
            "这份数据不能列入开放清单",
            format!("它的来源是“{}”，不是本单位的数据。", provenance.name(lang)),
            rule,
            "联系数据的来源单位，由它开放。",
        ),
        Refused::MustStayClosed { items } => sentence(
            "含受保护的数据项，只能列为非开放",
            format!("受保护的数据项：{}。", items.join("、")),
            rule,
            "脱敏并留下记录，或提交权利人同意后再改开放类型。",
        ),
        Refused::Withdrawn { notice } => sentence(
            "数据已撤回",
            closed(notice, lang),
            article(&notice.article, lang),
            "资料页仍可查看。可以搜索相近的数据集。",
        ),
        Refused::Suspended { notice } => sentence(
            "已中止开放，正在核实",
            closed(notice, lang),
            article(&notice.article, lang),
            "中止是暂时的，不代表异议成立。名称、说明和版本目录仍可查看；核实结束后再来取用。",
        ),
        Refused::NotPublished => sentence(
            "没有这一页",
            "这个地址下没有内容，可能是地址有误，也可能是内容尚未公布。",
            "",
            "检查地址，或搜索要找的数据。",
        ),
        Refused::NotOpen => sentence(
            "这个数据集不开放",
            "它列在开放清单上，但数据不对外提供。",
            rule,
            "资料页写明了它是什么、由谁负责，可以与数据开放主体联系。",
        ),
        Refused::OpenTypeUnknown => sentence(
            "开放类型未注明，数据不提供",
            "来源目录没有写明这个数据集能否开放。",
            rule,
            "到来源目录查看，或与数据开放主体联系。",
        ),
        Refused::SignInNeeded => sentence(
            "有条件开放的数据不能直接下载",
            "这个数据集只提供给签有数据利用协议的利用主体。",
            rule,
            "资料页列出了开放条件。",
        ),
        Refused::NoAgreement => sentence(
            "没有有效的数据利用协议",
            "现有协议不包含这个数据集或这种获取方式。",
            rule,
            "查看协议写明的数据集、获取方式和期限。",
        ),
        Refused::MethodNotOffered => sentence(
            "不提供这种获取方式",
            "这个数据集没有开放所请求的获取方式。",
            rule,
            "资料页列出了它提供的获取方式。",
        ),
        Refused::NotSignedIn => sentence(
            "要先登录",
            "这一页或这项操作只给登录的人。",
            "平台要知道是谁在操作，才能只让有权的人做。",
            "登录后会回到这里。还没有账号的，可以先注册。",
        ),
        Refused::Forbidden => sentence(
            "没有权限",
            "现在的身份不能做这项操作。",
            "每项操作只给特定的角色，权限表公开在“规则与权限”页上。",
            "如果你在某个单位有这个角色，到“账号”里选择代表它，并确认已开启两步验证。",
        ),
        Refused::WrongCredentials => sentence(
            "邮箱或密码不对",
            "没有用这个邮箱和这个密码都对得上的账号。",
            "为保护账号，不说明是哪一个不对。",
            "检查大小写和输入法后再试。忘了密码可以用邮件设新密码；刚注册的，先到邮箱里确认。",
        ),
        Refused::WrongCode => sentence(
            "验证码不对",
            "这个验证码不对，或已经用过。",
            "验证码每 30 秒换一个，每个只能用一次。",
            "等验证器显示下一个数字再输入，并确认手机的时间准确。也可以用恢复码。",
        ),
        Refused::LinkSpent => sentence(
            "链接已失效",
            "这个链接用过了、过期了，或没有复制完整。",
            "邮件里的链接只能用一次，过期作废。",
            "从头再申请一封邮件；邀请则请对方重发，并用受邀的邮箱登录。",
        ),
        Refused::SecondFactorNeeded => sentence(
            "须先开启两步验证",
            "这个账号没有两步验证。",
            "代表数据开放主体或平台办事，只有密码不够。",
            "到“账号”里开启两步验证，然后再来。",
        ),
        Refused::LastKeeper => sentence(
            "这里不能没有人管成员",
            "这是最后一个能管理成员的人，不能移出，也不能去掉这个角色。",
            "每个单位至少要有一个人能邀请和移出成员。",
            "先把这个角色交给另一个人，再来操作。",
        ),
        Refused::AlreadyMember => sentence(
            "已经是成员了",
            "这个账号在这里已经有这些角色。",
            "",
            "不需要再接受邀请。到“账号”里可以选择代表谁办事。",
        ),
        Refused::Enough { max } => sentence(
            "数量到了上限",
            format!("每个人最多有 {max} 个。"),
            "上限是为了让不用的东西不会越积越多。",
            "先停用不再需要的，再添新的。",
        ),
        Refused::AlreadySuspended => sentence(
            "已经中止开放",
            "这个数据集正处于中止开放状态。",
            rule,
            "不需要再次中止。",
        ),
        Refused::NotSuspended => sentence("没有中止开放", "这个数据集现在是开放的。", rule, "不需要恢复。"),
        Refused::Invalid { fields } => sentence(
            "有的条件看不懂",
            list(fields.iter().map(|wrong| fault(wrong, lang)), "；") + "。",
            "",
            "改正或去掉这些条件后再试。",
        ),
        Refused::TooMany { retry_after } => sentence(
            "请求太频繁",
            format!("来自同一地址的请求超过了上限，{retry_after} 秒后可以继续。"),
            "为了让所有人都能用，每个地址的请求次数有上限。",
            "稍等再试。批量取用请下载整个文件。",
        ),
        Refused::GateClosed => sentence(
            "暂时不能提供数据",
            "这台服务器与主数据库失去联系，既无法确认数据是否仍可开放，也无法记录数据的提供。",
            rule,
            "过一会儿再试。名称和说明仍可查看。",
        ),
    }
}

fn en(refused: &Refused, rule: String) -> Sentence {
    let lang = Lang::En;
    match refused {
        Refused::Incomplete { missing } => sentence(
            "The list entry is not complete",
            format!("Missing: {}.", list(missing.iter().map(|r| r.name(lang)), ", ")),
            rule,
            "Fill in what is missing and submit again.",
        ),
        Refused::NotTheBodysOwn { provenance } => sentence(
            "This data cannot go on the open list",
            format!("It is not the body’s own: {}.", provenance.name(lang).to_lowercase()),
            rule,
            "Ask the body that it comes from to open it.",
        ),
        Refused::MustStayClosed { items } => sentence(
            "Protected data items keep this entry closed",
            format!("Protected data items: {}.", items.join(", ")),
            rule,
            "Desensitise them on record, or file the right holder’s consent, then change the open type.",
        ),
        Refused::Withdrawn { notice } => sentence(
            "The data was withdrawn",
            closed(notice, lang),
            article(&notice.article, lang),
            "Its page still says what it was. You can search for similar datasets.",
        ),
        Refused::Suspended { notice } => sentence(
            "Suspended while we check",
            closed(notice, lang),
            article(&notice.article, lang),
            "This is temporary and no finding. Title, description and versions stay visible; come back for the data \
             when the check is over.",
        ),
        Refused::NotPublished => sentence(
            "There is no such page",
            "Nothing stands at this address. It may be mistyped, or not published yet.",
            "",
            "Check the address, or search for what you need.",
        ),
        Refused::NotOpen => sentence(
            "This dataset is not open",
            "It stands on the open list, but its data is not given out.",
            rule,
            "Its page says what it is and who answers for it.",
        ),
        Refused::OpenTypeUnknown => sentence(
            "Open type not stated, so no data is given out",
            "The source catalogue does not say whether this dataset is open.",
            rule,
            "Look at the source catalogue, or ask the body.",
        ),
        Refused::SignInNeeded => sentence(
            "Conditional data cannot be downloaded directly",
            "This dataset is only for data users with an agreement.",
            rule,
            "Its page lists the conditions.",
        ),
        Refused::NoAgreement => sentence(
            "No effective agreement covers this",
            "Your agreement does not name this dataset or this way of getting it.",
            rule,
            "Check the datasets, methods and term in your agreement.",
        ),
        Refused::MethodNotOffered => sentence(
            "This access method is not offered",
            "The dataset cannot be got in the way that was asked for.",
            rule,
            "Its page lists the methods that it offers.",
        ),
        Refused::NotSignedIn => sentence(
            "Sign in first",
            "This page or action is for people who are signed in.",
            "The portal has to know who acts, so that only those who may do so can.",
            "Sign in, and you will come back here. Without an account, open one first.",
        ),
        Refused::Forbidden => sentence(
            "You may not do this",
            "As you act now, you have no right to this.",
            "Every action is for certain roles only; the table stands on the page “Rules and rights”.",
            "If you have the role in some place, choose on your account page to act for it, and check that two-step \
             sign-in is on.",
        ),
        Refused::WrongCredentials => sentence(
            "Address or password is wrong",
            "No account has this address with this password.",
            "To protect accounts, we do not say which of the two is wrong.",
            "Check capitals and keyboard, then try again. If you forgot the password, set a new one by mail; if you \
             have just registered, confirm your address first.",
        ),
        Refused::WrongCode => sentence(
            "The code is wrong",
            "This code is not right, or was used before.",
            "A code holds for 30 seconds and works once.",
            "Wait for the next code, and check that the clock of your phone is right. A recovery code works too.",
        ),
        Refused::LinkSpent => sentence(
            "This link no longer works",
            "It was used, has run out, or was not copied whole.",
            "Links in letters work once and for a limited time.",
            "Ask for a new letter. If it is an invitation, ask for another one and sign in with the invited address.",
        ),
        Refused::SecondFactorNeeded => sentence(
            "Turn on two-step sign-in first",
            "This account has no second factor.",
            "To act for a data-opening body or the platform, a password alone is not enough.",
            "Turn it on on your account page, then come back.",
        ),
        Refused::LastKeeper => sentence(
            "Somebody has to keep the members",
            "This is the last person who can manage members, so they cannot leave or lose this role.",
            "Every place needs at least one person who can invite and remove people.",
            "Give the role to somebody else first.",
        ),
        Refused::AlreadyMember => sentence(
            "Already a member",
            "This account has these roles here already.",
            "",
            "There is nothing to accept. On your account page you can choose whom you act for.",
        ),
        Refused::Enough { max } => sentence(
            "The limit is reached",
            format!("One person can have {max} at most."),
            "The limit keeps what nobody uses from piling up.",
            "End one that you no longer need, then add the new one.",
        ),
        Refused::AlreadySuspended => sentence(
            "Already suspended",
            "This dataset is suspended at the moment.",
            rule,
            "There is no need to suspend it again.",
        ),
        Refused::NotSuspended => sentence(
            "Not suspended",
            "This dataset is open at the moment.",
            rule,
            "There is nothing to restore.",
        ),
        Refused::Invalid { fields } => sentence(
            "We do not understand part of this",
            list(fields.iter().map(|wrong| fault(wrong, lang)), "; ") + ".",
            "",
            "Change or remove it and try again.",
        ),
        Refused::TooMany { retry_after } => sentence(
            "Too many requests",
            format!("Your address has reached its limit. It can go on in {retry_after} seconds."),
            "Each address has a limit, so that the portal stays quick for everyone.",
            "Wait a moment. For bulk use, download whole files.",
        ),
        Refused::GateClosed => sentence(
            "No data at the moment",
            "This server has lost touch with the main database, and can neither tell whether the data may still leave nor record that it did.",
            rule,
            "Try again in a while. Titles and descriptions stay visible.",
        ),
    }
}

fn list<S: AsRef<str>>(parts: impl Iterator<Item = S>, between: &str) -> String {
    parts.fold(String::new(), |mut all, part| {
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(part.as_ref());
        all
    })
}

fn closed(notice: &Notice, lang: Lang) -> String {
    let since = dates::exact(notice.since, lang);
    match lang {
        Lang::Zh => format!("自 {since} 起不再提供数据。理由：{}", notice.reason),
        Lang::En => format!("No data has been given out since {since}. Reason: {}", notice.reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refused::Why;
    use domain::time::Moment;

    #[test]
    fn o21_22_a_suspension_names_its_law_and_guesses_no_outcome() {
        let notice = Notice {
            article: "O21-22".into(),
            reason: "有人提出权益异议".into(),
            since: Moment::from_micros(0),
        };
        let said = refused(&Refused::Suspended { notice }, Lang::Zh);
        assert_eq!(said.why, "《上海市公共数据开放暂行办法》第二十二条");
        assert!(said.next.contains("不代表异议成立"), "{said:?}");
        assert!(said.what.contains("有人提出权益异议"));
    }

    #[test]
    fn a_bad_parameter_is_told_with_the_values_that_would_do() {
        let refusal = Refused::invalid(
            "open",
            Why::UnknownCode {
                given: "<b>".into(),
                known: vec!["unconditional".into(), "conditional".into()],
            },
        );
        let said = refused(&refusal, Lang::En);
        assert_eq!(said.what, "open: there is no “<b>”; use unconditional, conditional.");
        let zh = refused(&refusal, Lang::Zh);
        assert_eq!(zh.what, "open：没有“<b>”，可用 unconditional、conditional。");
    }
}
