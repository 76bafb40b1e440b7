//! Words of forms, and of registering and signing in.

/// What forms have in common.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Forms {
    pub done: &'static str,
    pub letter_sent: &'static str,
    pub once: &'static str,
}

/// Registering and signing in.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct SignIn {
    pub title: &'static str,
    pub lead: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub submit: &'static str,
    pub forgotten: &'static str,
    pub no_account: &'static str,
    pub done: fn(&str) -> Option<&'static str>,
    pub already: fn(&str) -> String,
    pub to_account: &'static str,
    pub second_title: &'static str,
    pub second_lead: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub second_submit: &'static str,
    pub second_over: &'static str,
    pub again: &'static str,
    pub forgotten_title: &'static str,
    pub forgotten_lead: &'static str,
    pub forgotten_submit: &'static str,
    pub sent_title: &'static str,
    pub sent: &'static str,
    pub not_come: &'static str,
    pub new_title: &'static str,
    pub new_lead: &'static str,
    pub new_password: &'static str,
    pub password_hint: fn(u64, u64) -> String,
    pub new_submit: &'static str,
    pub register_title: &'static str,
    pub register_lead: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub email_hint: &'static str,
    pub kept: &'static str,
    pub register_submit: &'static str,
    pub have_account: &'static str,
    pub registered_title: &'static str,
    pub registered: &'static str,
    pub confirm_title: &'static str,
    pub confirm_lead: &'static str,
    pub confirm_submit: &'static str,
    pub register_again: &'static str,
    pub invited_title: fn(&str) -> String,
    pub invited_roles: &'static str,
    pub invited_place: &'static str,
    pub invited_email: &'static str,
    pub invited_lead: &'static str,
    pub invited_other: fn(&str) -> String,
    pub accept: &'static str,
    pub invited_sign_in: &'static str,
    pub invited_register: &'static str,
}

/// What forms have in common, in Chinese.
pub const FORMS_ZH: Forms = Forms {
    done: "已保存。",
    letter_sent: "邮件已发出。",
    once: "只显示这一次",
};

/// What forms have in common, in English.
pub const FORMS_EN: Forms = Forms {
    done: "Saved.",
    letter_sent: "The letter is on its way.",
    once: "Shown this once",
};

/// Signing in, in Chinese.
pub const SIGN_IN_ZH: SignIn = SignIn {
    title: "登录",
    lead: "查找和下载无条件开放的数据不用登录。登录后可以管理接口密钥，也可以代表单位办事。",
    email: "邮箱",
    password: "密码",
    submit: "登录",
    forgotten: "忘了密码",
    no_account: "还没有账号？",
    done: |what| match what {
        "confirmed" => Some("邮箱已确认，现在可以登录。"),
        "password" => Some("新密码已经设好，所有设备都已退出。用新密码登录。"),
        _ => None,
    },
    already: |name| format!("现在登录的是{name}。用别的账号登录会换成那个账号。"),
    to_account: "到我的账号",
    second_title: "输入验证码",
    second_lead: "这个账号开启了两步验证。打开手机上的身份验证器，看它现在显示的数字。",
    code: "验证码",
    code_hint: "6 位数字。手机不在身边时，可以用一个恢复码，每个恢复码只能用一次。",
    second_submit: "继续",
    second_over: "输入密码后过了 10 分钟，要从密码重新开始。",
    again: "重新登录",
    forgotten_title: "忘了密码",
    forgotten_lead: "填写注册时用的邮箱。邮件里的链接一小时内有效，打开后设新密码。",
    forgotten_submit: "发送邮件",
    sent_title: "看看邮箱",
    sent: "如果这个邮箱有账号，邮件几分钟内就到。链接一小时内有效。",
    not_come: "没有收到时，看看垃圾邮件，并检查邮箱有没有写对。",
    new_title: "设新密码",
    new_lead: "设好后，所有设备都会退出登录。两步验证保持不变。",
    new_password: "新密码",
    password_hint: |alone, beside| {
        format!(
            "至少 {alone} 个字符；已开启两步验证的，至少 {beside} 个。几个不相干的词连起来，又长又好记。名字、日期和常见密码不行。"
        )
    },
    new_submit: "保存新密码",
    register_title: "注册账号",
    register_lead: "下载无条件开放的数据不用账号。要用接口密钥，或代表单位办事，才需要注册。",
    name: "称呼",
    name_hint: "姓名或昵称。邮件里这样称呼你，同一单位的成员也看得到。",
    email_hint: "确认邮件发到这里，登录时也用它。",
    kept: "平台保存称呼、邮箱、不能还原的密码散列，以及登录的时间和程序。可以随时导出，也可以注销。",
    register_submit: "注册",
    have_account: "已有账号？",
    registered_title: "还差一步：确认邮箱",
    registered: "邮件已发到你填的邮箱。打开里面的链接并确认后，就能登录。链接 7 天内有效。",
    confirm_title: "确认邮箱",
    confirm_lead: "填入注册时设的密码，确认这个邮箱是你的。只打开链接不算确认：有的邮件系统会自动打开链接，别人也可能拿你的邮箱来注册。",
    confirm_submit: "确认邮箱",
    register_again: "重新注册",
    invited_title: |place| format!("邀请加入{place}"),
    invited_roles: "角色",
    invited_place: "单位",
    invited_email: "受邀邮箱",
    invited_lead: "接受后，你可以按下面的角色代表它办事。可以随时在账号页换回自己。",
    invited_other: |own| {
        format!("你现在用 {own} 登录，不是受邀的邮箱。先退出，再用受邀的邮箱登录，然后打开邮件里的链接。")
    },
    accept: "接受邀请",
    invited_sign_in: "登录后接受",
    invited_register: "先注册",
};

/// Signing in, in English.
pub const SIGN_IN_EN: SignIn = SignIn {
    title: "Sign in",
    lead: "Finding and downloading unconditional data needs no account. Sign in to keep API keys, or to act for an \
           organisation.",
    email: "E-mail address",
    password: "Password",
    submit: "Sign in",
    forgotten: "Forgot your password?",
    no_account: "No account yet?",
    done: |what| match what {
        "confirmed" => Some("Your address is confirmed. You can sign in now."),
        "password" => Some("The new password is set, and you were signed out everywhere. Sign in with it."),
        _ => None,
    },
    already: |name| format!("You are signed in as {name}. Signing in with another account takes its place."),
    to_account: "Go to my account",
    second_title: "Enter the code",
    second_lead: "This account has two-step sign-in. Open the authenticator on your phone and look at the code it shows \
                  now.",
    code: "Code",
    code_hint: "Six digits. Without your phone, use a recovery code; each of them works once.",
    second_submit: "Continue",
    second_over: "More than ten minutes have passed since you gave your password. Begin again.",
    again: "Sign in again",
    forgotten_title: "Forgotten password",
    forgotten_lead: "Enter the address you registered with. The letter has a link, good for an hour, to set a new \
                     password.",
    forgotten_submit: "Send the letter",
    sent_title: "Look into your mailbox",
    sent: "If this address has an account, a letter comes within minutes. Its link holds for an hour.",
    not_come: "If nothing comes, look into your spam folder and check how the address is written.",
    new_title: "Set a new password",
    new_lead: "You will be signed out on all devices. Two-step sign-in stays as it is.",
    new_password: "New password",
    password_hint: |alone, beside| {
        format!(
            "At least {alone} characters, or {beside} if two-step sign-in is on. A few unrelated words are long and \
             easy to remember. Names, dates and common passwords will not do."
        )
    },
    new_submit: "Save the new password",
    register_title: "Open an account",
    register_lead: "Downloading unconditional data needs no account. You need one for API keys, or to act for an \
                    organisation.",
    name: "Name",
    name_hint: "How we address you in letters. Members of the same organisation see it too.",
    email_hint: "A letter to confirm it goes there, and you sign in with it.",
    kept: "The portal keeps your name, your address, a hash of your password that cannot be turned back, and when and \
           with which program you signed in. You can take it all with you or end the account at any time.",
    register_submit: "Open the account",
    have_account: "Do you have an account?",
    registered_title: "One more step: confirm your address",
    registered: "A letter is on its way to the address you gave. Open its link and confirm, then you can sign in. The \
                 link holds for 7 days.",
    confirm_title: "Confirm your address",
    confirm_lead: "Enter the password that you chose, to confirm that this address is yours. Opening the link alone confirms nothing: \
                   some mail systems open links by themselves, and somebody else may have used your address.",
    confirm_submit: "Confirm the address",
    register_again: "Register again",
    invited_title: |place| format!("Invitation to {place}"),
    invited_roles: "Roles",
    invited_place: "Place",
    invited_email: "Invited address",
    invited_lead: "If you accept, you can act for it in these roles. On your account page you can go back to acting for \
                   yourself at any time.",
    invited_other: |own| {
        format!(
            "You are signed in with {own}, which is not the invited address. Sign out, sign in with the invited \
             address, then open the link in the letter again."
        )
    },
    accept: "Accept the invitation",
    invited_sign_in: "Sign in to accept",
    invited_register: "Open an account first",
};
