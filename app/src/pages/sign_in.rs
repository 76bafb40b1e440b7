//! Signing in: address and password, the second factor, and a new password for who has forgotten it.

use backend::service::accounts::reset;
use domain::person::PASSWORD_MIN;
use domain::refused::Refused;
use leptos::prelude::*;

use crate::api;
use crate::api::params::Params;
use crate::components::{own_head, page};
use crate::forms::{Field, Form, Shown};
use crate::here::Here;

/// The page of address and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().sign_in;
    let mut params = Params::of_query(&here.query);
    let form = Form::only(&here);
    let typed = form.value("back");
    let back = if typed.is_empty() {
        params.text("back").unwrap_or_default()
    } else {
        typed
    };
    let done = params.text("done").and_then(|done| (words.done)(&done));
    let done = done.filter(|_| form.refused().is_none()).map(|done| {
        view! {
            <p class="done" role="status">
                {done}
            </p>
        }
    });
    let already = here.signed_in.as_ref().map(|signed_in| {
        view! {
            <p>
                {(words.already)(&signed_in.account.name)} " " <a href=here.href("/account")>{words.to_account}</a>
            </p>
        }
    });
    let fields = vec![
        Field::email(words.email, "username"),
        Field::password("password", words.password, "current-password"),
    ];
    let form = if back.is_empty() { form } else { form.hold("back", back) };
    view! {
        {own_head(words.title, words.lead)}
        <div class="wrap gate">
            <h1>{words.title}</h1> {done} {already} {form.view(fields, words.submit)}
            <p>
                <a href=here.href("/login/forgotten")>{words.forgotten}</a>
            </p> <p>{words.no_account} " " <a href=here.href("/register")>{words.register_title}</a></p>
            <p class="hint">{words.lead}</p>
        </div>
    }
}

/// The page of the second factor. What stands for the password meanwhile, the browser holds.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().sign_in;
    let form = Form::only(&here);
    let again = here.href("/login");
    let body = if matches!(form.refused(), Some(Refused::LinkSpent)) {
        view! {
            <p role="alert">{words.second_over}</p>
            <p>
                <a class="button primary" href=again>
                    {words.again}
                </a>
            </p>
        }
        .into_any()
    } else {
        let code = Field::text("code", words.code, "one-time-code").hint(words.code_hint);
        view! {
            <p>{words.second_lead}</p>
            {form.view(vec![code], words.second_submit)}
            <p>
                <a href=again>{words.again}</a>
            </p>
        }
        .into_any()
    };
    view! {
        {own_head(words.second_title, words.second_lead)}
        <div class="wrap gate"><h1>{words.second_title}</h1> {body}</div>
    }
}

/// The page on which a letter with a link for a new password is asked for.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().sign_in;
    let form = Form::only(&here);
    if matches!(form.shown(), Some(Shown::LetterSent)) {
        return sent(&here, words.sent_title, words.sent);
    }
    let fields = vec![Field::email(words.email, "username")];
    view! {
        {own_head(words.forgotten_title, words.forgotten_lead)}
        <div class="wrap gate">
            <h1>{words.forgotten_title}</h1> <p>{words.forgotten_lead}</p>
            {form.view(fields, words.forgotten_submit)} <p>
                <a href=here.href("/login")>{words.title}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What stands instead of a form once its letter is on its way. It is the same whether the address is known or not.
pub fn sent(here: &Here, title: &'static str, lead: &'static str) -> AnyView {
    let words = &here.words().sign_in;
    view! {
        {own_head(title, lead)}
        <div class="wrap gate">
            <h1>{title}</h1> <p role="status">{lead}</p> <p>{words.not_come}</p> <p>
                <a href=here.href("/login")>{words.title}</a>
            </p>
        </div>
    }
    .into_any()
}

/// The page of a link for a new password. A link that no longer holds is told before anybody thinks of a password.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let form = Form::only(&here);
        let key = key(&here, &form);
        reset::holds(&backend, &ctx, &key).await?;
        let words = &here.words().sign_in;
        let fields = vec![new_password(&here, "password", words.new_password)];
        let form = form.hold("key", key);
        Ok(view! {
            {own_head(words.new_title, words.new_lead)}
            <div class="wrap gate">
                <h1>{words.new_title}</h1> <p>{words.new_lead}</p>
                {form.view(fields, words.new_submit)}
            </div>
        }
        .into_any())
    })
}

/// The key of a letter's link: from the address, or from the form that carries it on.
pub fn key(here: &Here, form: &Form<'_>) -> String {
    match form.value("key") {
        typed if typed.is_empty() => Params::of_query(&here.query).text("key").unwrap_or_default(),
        typed => typed,
    }
}

/// The field of a new password, with what is asked of one.
pub fn new_password(here: &Here, name: &'static str, label: &'static str) -> Field {
    let (alone, beside) = PASSWORD_MIN;
    Field::password(name, label, "new-password").hint((here.words().sign_in.password_hint)(alone, beside))
}
