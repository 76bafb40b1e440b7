//! What stands in letters, in the reader's language. Each says who writes, why, what to do, and until when.

use domain::actor::Role;
use domain::text::Lang;

use crate::Settings;

/// A letter to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is about: with the request and the address, what keeps it from being sent twice.
    pub about: &'static str,
    /// What stands on it.
    pub subject: String,
    /// What stands in it.
    pub text: String,
    /// Where the reader leaves what it was sent for, without signing in.
    pub leave: Option<String>,
}

impl Letter {
    fn new(settings: &Settings, lang: Lang, about: &'static str, subject: &str, text: &str) -> Self {
        let name = settings.name.get(lang);
        let end = match lang {
            Lang::Zh => format!("{name}\n{}\n\n这是系统自动发出的邮件，请勿直接回复。", settings.origin),
            Lang::En => format!(
                "{name}\n{}\n\nThis letter was sent by the portal itself; replies are not read.",
                settings.origin
            ),
        };
        Self {
            about,
            subject: match lang {
                Lang::Zh => format!("【{name}】{subject}"),
                Lang::En => format!("{subject} – {name}"),
            },
            text: format!("{text}\n\n-- \n{end}\n"),
            leave: None,
        }
    }

    /// To somebody who opens an account: the link that shows that the address is theirs.
    pub fn confirm(settings: &Settings, lang: Lang, name: &str, secret: &str) -> Self {
        let link = link(settings, lang, "/register/confirm", secret);
        let (subject, text) = match lang {
            Lang::Zh => (
                "请确认您的邮箱",
                format!(
                    "{name}，您好：\n\n您正在开放数据门户注册账号。请在 7 日内打开以下链接确认邮箱：\n\n{link}\n\n如果不是您本人操作，请忽略本邮件，账号不会启用。"
                ),
            ),
            Lang::En => (
                "Please confirm your address",
                format!(
                    "Dear {name},\n\nyou are opening an account at the open-data portal. Please confirm your address within 7 days:\n\n{link}\n\nIf it was not you, do nothing: the account will not be opened."
                ),
            ),
        };
        Self::new(settings, lang, "confirm", subject, &text)
    }

    /// To somebody with an account, at whose address another one was to be opened.
    pub fn has_account(settings: &Settings, lang: Lang) -> Self {
        let (sign_in, reset) = (page(settings, lang, "/login"), page(settings, lang, "/login/forgotten"));
        let (subject, text) = match lang {
            Lang::Zh => (
                "您已有账号",
                format!(
                    "您好：\n\n有人用这个邮箱注册账号，但它已有账号。如果是您本人，请直接登录：\n\n{sign_in}\n\n忘记密码请打开：\n\n{reset}\n\n如果不是您本人操作，无需处理。"
                ),
            ),
            Lang::En => (
                "You have an account already",
                format!(
                    "Hello,\n\nsomebody wanted to open an account with this address, which has one already. If it was you, please sign in:\n\n{sign_in}\n\nIf you have forgotten the password:\n\n{reset}\n\nIf it was not you, there is nothing to do."
                ),
            ),
        };
        Self::new(settings, lang, "has-account", subject, &text)
    }

    /// To somebody who has forgotten their password.
    pub fn reset(settings: &Settings, lang: Lang, name: &str, secret: &str) -> Self {
        let link = link(settings, lang, "/login/new-password", secret);
        let (subject, text) = match lang {
            Lang::Zh => (
                "重设密码",
                format!(
                    "{name}，您好：\n\n请在 1 小时内打开以下链接设置新密码：\n\n{link}\n\n如果不是您本人操作，请忽略本邮件，密码不会改变。"
                ),
            ),
            Lang::En => (
                "Set a new password",
                format!(
                    "Dear {name},\n\nplease set a new password within an hour:\n\n{link}\n\nIf it was not you, do nothing: the password stays as it is."
                ),
            ),
        };
        Self::new(settings, lang, "reset", subject, &text)
    }

    /// To somebody whose password was changed.
    pub fn password_changed(settings: &Settings, lang: Lang, name: &str) -> Self {
        let reset = page(settings, lang, "/login/forgotten");
        let (subject, text) = match lang {
            Lang::Zh => (
                "密码已修改",
                format!(
                    "{name}，您好：\n\n您的密码已修改，其他设备已退出登录。如果不是您本人操作，请立即重设密码：\n\n{reset}"
                ),
            ),
            Lang::En => (
                "Your password was changed",
                format!(
                    "Dear {name},\n\nyour password was changed, and your other devices were signed out. If it was not you, set a new one at once:\n\n{reset}"
                ),
            ),
        };
        Self::new(settings, lang, "password-changed", subject, &text)
    }

    /// To somebody whose second factor was set up or taken away.
    pub fn second_factor(settings: &Settings, lang: Lang, name: &str, on: bool) -> Self {
        let reset = page(settings, lang, "/login/forgotten");
        let (subject, text) = match (lang, on) {
            (Lang::Zh, true) => (
                "已启用第二因素",
                format!(
                    "{name}，您好：\n\n您的账号已启用第二因素，登录时除密码外还需验证码。如果不是您本人操作，请立即重设密码：\n\n{reset}"
                ),
            ),
            (Lang::Zh, false) => (
                "已停用第二因素",
                format!("{name}，您好：\n\n您的账号已停用第二因素。如果不是您本人操作，请立即重设密码：\n\n{reset}"),
            ),
            (Lang::En, true) => (
                "A second factor was set up",
                format!(
                    "Dear {name},\n\nfrom now on signing in asks for a code besides the password. If it was not you, set a new password at once:\n\n{reset}"
                ),
            ),
            (Lang::En, false) => (
                "The second factor was taken away",
                format!(
                    "Dear {name},\n\nsigning in no longer asks for a code besides the password. If it was not you, set a new password at once:\n\n{reset}"
                ),
            ),
        };
        Self::new(settings, lang, "second-factor", subject, &text)
    }

    /// To somebody who is invited to act for a place.
    pub fn invite(settings: &Settings, lang: Lang, by: &str, place: &str, roles: &str, secret: &str) -> Self {
        let link = link(settings, lang, "/invited", secret);
        let (subject, text) = match lang {
            Lang::Zh => (
                "邀请您加入",
                format!(
                    "您好：\n\n{by}邀请您加入“{place}”，角色：{roles}。请在 7 日内打开以下链接，登录或注册后接受邀请：\n\n{link}\n\n如果您不认识邀请人，请忽略本邮件。"
                ),
            ),
            Lang::En => (
                "You are invited",
                format!(
                    "Hello,\n\n{by} invites you to act for \"{place}\" as {roles}. Please open the link within 7 days and sign in, or open an account, to accept:\n\n{link}\n\nIf you do not know who invites you, do nothing."
                ),
            ),
        };
        Self::new(settings, lang, "invite", subject, &text)
    }
}

/// The name of a role in letters.
pub fn role_name(role: Role, lang: Lang) -> &'static str {
    match (role, lang) {
        (Role::Signer, Lang::Zh) => "签署人",
        (Role::Signer, Lang::En) => "signer",
        (Role::Developer, Lang::Zh) => "开发者",
        (Role::Developer, Lang::En) => "developer",
        (Role::Manager, Lang::Zh) => "主体管理员",
        (Role::Manager, Lang::En) => "manager",
        (Role::Editor, Lang::Zh) => "编辑",
        (Role::Editor, Lang::En) => "editor",
        (Role::Handler, Lang::Zh) => "处理人",
        (Role::Handler, Lang::En) => "handler",
        (Role::Operator, Lang::Zh) => "平台运营方",
        (Role::Operator, Lang::En) => "platform operator",
        (Role::Authority, Lang::Zh) => "开放主管部门",
        (Role::Authority, Lang::En) => "open-data authority",
        (Role::Expert, Lang::Zh) => "专家",
        (Role::Expert, Lang::En) => "expert",
        (Role::Auditor, Lang::Zh) => "审计人员",
        (Role::Auditor, Lang::En) => "auditor",
    }
}

fn page(settings: &Settings, lang: Lang, path: &str) -> String {
    format!("{}{}", settings.origin, lang.href(path))
}

fn link(settings: &Settings, lang: Lang, path: &str, secret: &str) -> String {
    format!("{}?key={secret}", page(settings, lang, path))
}
