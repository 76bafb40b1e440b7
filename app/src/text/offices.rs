//! Words of the people of places: members, organisations, the operator's pages, and the rules that bind them.

use super::figures::number;

/// The people of a place.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Members {
    pub title: &'static str,
    pub nobody: &'static str,
    pub second_on: &'static str,
    pub second_off: &'static str,
    pub change: &'static str,
    pub roles: &'static str,
    pub roles_hint: &'static str,
    pub save: &'static str,
    pub invite: &'static str,
    pub invite_note: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub lang: &'static str,
    pub send: &'static str,
    pub staff: &'static str,
    pub staff_lead: &'static str,
    pub staff_link: &'static str,
}

/// Organisations that use data.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Organisation {
    pub title: &'static str,
    pub lead: &'static str,
    pub others: &'static str,
    pub enter: &'static str,
    pub enter_note: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub uscc: &'static str,
    pub uscc_hint: &'static str,
    pub submit: &'static str,
    pub verified: &'static str,
    pub unverified: &'static str,
    pub unverified_note: &'static str,
    pub since: &'static str,
}

/// The operator's pages.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Operator {
    pub title: &'static str,
    pub lead: &'static str,
    pub people: &'static str,
    pub people_about: &'static str,
    pub mail: &'static str,
    pub mail_about: fn(i64) -> String,
    pub search: &'static str,
    pub search_label: &'static str,
    pub search_submit: &'static str,
    pub found: &'static str,
    pub none: &'static str,
    pub no_places: &'static str,
    pub organisations: &'static str,
    pub organisations_note: &'static str,
    pub no_organisations: &'static str,
    pub verify: &'static str,
    pub unverify: &'static str,
    pub office: &'static str,
    pub mail_lead: &'static str,
    pub no_mail: &'static str,
    pub mail_table: &'static str,
    pub to: &'static str,
    pub subject: &'static str,
    pub queued: &'static str,
    pub state: &'static str,
    pub sent: fn(&str) -> String,
    pub waits: fn(&str) -> String,
    pub failed: fn(i64, &str) -> String,
}

/// The registry of rules and the table of rights.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Rules {
    pub title: &'static str,
    pub lead: fn(usize) -> String,
    pub rules: &'static str,
    pub rules_table: &'static str,
    pub rule: &'static str,
    pub asks: &'static str,
    pub also: &'static str,
    pub enforced_by: &'static str,
    pub rights: &'static str,
    pub rights_lead: &'static str,
    pub rights_table: &'static str,
    pub action: &'static str,
    pub visitor: &'static str,
    pub user: &'static str,
    pub console: &'static str,
    pub jobs: &'static str,
    pub in_place: fn(&str, &str) -> String,
    pub all: &'static str,
    pub own: &'static str,
    pub nothing: &'static str,
}

/// Members in Chinese.
pub const MEMBERS_ZH: Members = Members {
    title: "成员",
    nobody: "还没有成员。",
    second_on: "已开启两步验证",
    second_off: "未开启两步验证",
    change: "改角色",
    roles: "角色",
    roles_hint: "一个都不选，就是移出。改动后，这个人要重新登录才能再代表这里。",
    save: "保存角色",
    invite: "邀请",
    invite_note: "对方会收到一封邮件，用受邀的邮箱登录后接受。链接 7 天内有效。",
    email: "邮箱",
    email_hint: "只有用这个邮箱的账号能接受。",
    lang: "邮件用的语言",
    send: "发送邀请",
    staff: "人员",
    staff_lead: "谁在为这个数据开放主体办事，各是什么角色。",
    staff_link: "看人员与角色",
};

/// Members in English.
pub const MEMBERS_EN: Members = Members {
    title: "Members",
    nobody: "There are no members yet.",
    second_on: "two-step sign-in on",
    second_off: "two-step sign-in off",
    change: "Change roles",
    roles: "Roles",
    roles_hint: "With none ticked, the person is removed. After a change they sign in again to act for this place.",
    save: "Save the roles",
    invite: "Invite somebody",
    invite_note: "They get a letter, sign in with the invited address, and accept. The link holds for 7 days.",
    email: "E-mail address",
    email_hint: "Only an account with this address can accept.",
    lang: "Language of the letter",
    send: "Send the invitation",
    staff: "People",
    staff_lead: "Who works for this data-opening body, and in which roles.",
    staff_link: "People and roles",
};

/// Organisations in Chinese.
pub const ORGANISATION_ZH: Organisation = Organisation {
    title: "单位与成员",
    lead: "登记单位后，可以邀请同事一起使用数据，以单位的名义办事。",
    others: "你属于的单位在账号页上，选择代表它之后，这里显示它的成员。",
    enter: "登记单位",
    enter_note: "登记的人成为签署人。平台运营方会核实单位是否属实，核实之前就可以邀请成员。",
    name: "单位全称",
    name_hint: "与营业执照或登记证书一致。",
    uscc: "统一社会信用代码",
    uscc_hint: "18 位，在营业执照或登记证书上。",
    submit: "登记",
    verified: "已核实",
    unverified: "等待核实",
    unverified_note: "平台运营方核实后，成员的实名等级会随之提高。",
    since: "登记于",
};

/// Organisations in English.
pub const ORGANISATION_EN: Organisation = Organisation {
    title: "Organisation and members",
    lead: "With your organisation entered, you can invite colleagues and act in its name.",
    others: "The organisations you belong to stand on your account page. Choose to act for one, and its members stand \
             here.",
    enter: "Enter an organisation",
    enter_note: "Whoever enters it becomes its signer. The platform operator verifies that it is who it says; you can \
                 invite members before that.",
    name: "Registered name",
    name_hint: "As on the business licence or the certificate of registration.",
    uscc: "Unified social credit code",
    uscc_hint: "18 characters, on the same paper.",
    submit: "Enter it",
    verified: "verified",
    unverified: "waiting to be verified",
    unverified_note: "When the platform operator has verified it, the real-name level of its members rises.",
    since: "Entered",
};

/// The operator's pages in Chinese.
pub const OPERATOR_ZH: Operator = Operator {
    title: "平台运营",
    lead: "账号、单位、平台角色和邮件。",
    people: "账号与单位",
    people_about: "查找账号，核实单位，分配平台角色",
    mail: "邮件",
    mail_about: |waiting| match waiting {
        0 => "没有等待发送的邮件".to_owned(),
        n => format!("{} 封等待发送", number(n)),
    },
    search: "查找账号",
    search_label: "称呼或邮箱的一部分",
    search_submit: "查找",
    found: "找到的账号",
    none: "没有这样的账号。",
    no_places: "不属于任何单位",
    organisations: "单位",
    organisations_note: "等待核实的在前。核实前，比对名称与统一社会信用代码。",
    no_organisations: "还没有单位登记。",
    verify: "核实无误",
    unverify: "撤销核实",
    office: "平台的人员",
    mail_lead: "最近的邮件：发给谁，是否发出。发出后不保存正文，因为里面的链接是密钥。",
    no_mail: "还没有邮件。",
    mail_table: "邮件，可以左右滚动",
    to: "收件人",
    subject: "标题",
    queued: "写于",
    state: "状态",
    sent: |when| format!("已发出，{when}"),
    waits: |when| format!("等待发送，{when}"),
    failed: |tries, fault| format!("失败 {tries} 次：{fault}"),
};

/// The operator's pages in English.
pub const OPERATOR_EN: Operator = Operator {
    title: "Platform operation",
    lead: "Accounts, organisations, roles of the platform, and mail.",
    people: "Accounts and organisations",
    people_about: "Find accounts, verify organisations, give roles of the platform",
    mail: "Mail",
    mail_about: |waiting| match waiting {
        0 => "No letter waits to be sent".to_owned(),
        1 => "One letter waits to be sent".to_owned(),
        n => format!("{} letters wait to be sent", number(n)),
    },
    search: "Find accounts",
    search_label: "Part of a name or address",
    search_submit: "Find",
    found: "Accounts found",
    none: "There is no such account.",
    no_places: "belongs to no place",
    organisations: "Organisations",
    organisations_note: "Those that wait come first. Compare name and unified social credit code before you verify one.",
    no_organisations: "No organisation has been entered yet.",
    verify: "Verify",
    unverify: "Take verification back",
    office: "People of the platform",
    mail_lead: "The newest letters: to whom, and whether they have left. Their text is not kept once they have, because \
                the links in them are secrets.",
    no_mail: "There are no letters yet.",
    mail_table: "Letters; the table scrolls sideways",
    to: "To",
    subject: "Subject",
    queued: "Written",
    state: "State",
    sent: |when| format!("sent {when}"),
    waits: |when| format!("waits, {when}"),
    failed: |tries, fault| format!("failed {tries} times: {fault}"),
};

/// Rules in Chinese.
pub const RULES_ZH: Rules = Rules {
    title: "规则与权限",
    lead: |n| format!("平台由程序执行的 {n} 条规则：出自哪一条，要求什么，由哪段程序执行。下面是权限表：谁能做什么。"),
    rules: "规则",
    rules_table: "规则表，可以左右滚动",
    rule: "条文",
    asks: "要求",
    also: "其他出处",
    enforced_by: "执行它的程序",
    rights: "权限表",
    rights_lead: "程序在每次操作前查这张表。表里没有的，一律不准。",
    rights_table: "权限表，可以左右滚动",
    action: "操作",
    visitor: "未登录",
    user: "登录用户",
    console: "命令行",
    jobs: "自动任务",
    in_place: |kind, role| format!("{kind}：{role}"),
    all: "可以",
    own: "自己的",
    nothing: "不可以",
};

/// Rules in English.
pub const RULES_EN: Rules = Rules {
    title: "Rules and rights",
    lead: |n| {
        format!(
            "The {n} rules that the portal's program enforces: where each comes from, what it asks, and which part \
             enforces it. Below them the table of rights: who may do what."
        )
    },
    rules: "Rules",
    rules_table: "Rules; the table scrolls sideways",
    rule: "Article",
    asks: "What it asks",
    also: "Also in",
    enforced_by: "Enforced by",
    rights: "Rights",
    rights_lead: "The program asks this table before every act. What it does not name is refused.",
    rights_table: "Rights; the table scrolls sideways",
    action: "Action",
    visitor: "Visitor",
    user: "Signed in",
    console: "Command line",
    jobs: "Own jobs",
    in_place: |kind, role| format!("{kind}: {role}"),
    all: "yes",
    own: "own",
    nothing: "no",
};
