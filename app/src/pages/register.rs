//! Opening an account, confirming an address, accepting an invitation.

use backend::service::places::{self, Invitation};
use leptos::prelude::*;

use super::sign_in::{key, new_password, sent};
use crate::api;
use crate::components::{fact, own_head, page};
use crate::forms::{Field, Form, Shown};
use crate::here::{Here, Site};
use crate::text::Named;

/// The page on which an account is opened.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().sign_in;
    let form = Form::only(&here);
    if matches!(form.shown(), Some(Shown::LetterSent)) {
        return sent(&here, words.registered_title, words.registered);
    }
    let fields = vec![
        Field::text("name", words.name, "name").hint(words.name_hint),
        Field::email(words.email, "username").hint(words.email_hint),
        new_password(&here, "password", words.password),
    ];
    let form = form.hold("lang", here.lang.as_str());
    view! {
        {own_head(words.register_title, words.register_lead)}
        <div class="wrap gate">
            <h1>{words.register_title}</h1> <p>{words.register_lead}</p>
            {form.view(fields, words.register_submit)} <p class="hint">{words.kept}</p>
            <p>{words.have_account} " " <a href=here.href("/login")>{words.title}</a></p>
        </div>
    }
    .into_any()
}

/// The page of a link that confirms an address. Opening it confirms nothing: programs that look for bad links open it too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().sign_in;
    let form = Form::only(&here);
    let key = key(&here, &form);
    let again = form.refused().map(|_| {
        view! {
            <p>
                <a href=here.href("/register")>{words.register_again}</a>
            </p>
        }
    });
    let form = form.hold("key", key);
    let password = Field::password("password", words.password, "current-password");
    view! {
        {own_head(words.confirm_title, words.confirm_lead)}
        <div class="wrap gate">
            <h1>{words.confirm_title}</h1> <p>{words.confirm_lead}</p>
            {form.view(vec![password], words.confirm_submit)} {again}
        </div>
    }
}

/// The page of an invitation.
#[component]
pub fn InvitedPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let form = Form::only(&here);
        let key = key(&here, &form);
        let (invitation, name) = places::invitation(&backend, &ctx, &key).await?;
        let name = if name.is_empty() {
            Site::current().name.get(here.lang).to_owned()
        } else {
            name
        };
        Ok(invited(&here, form.hold("key", key), &invitation, &name))
    })
}

fn invited(here: &Here, form: Form<'_>, invitation: &Invitation, name: &str) -> AnyView {
    let (words, lang) = (&here.words().sign_in, here.lang);
    let title = (words.invited_title)(name);
    let roles: Vec<&str> = invitation.roles.iter().map(|role| role.name(lang)).collect();
    let roles = roles.join(here.words().search.between);
    let next = match &here.signed_in {
        None => view! {
            <p class="actions">
                <a class="button primary" href=here.sign_in()>
                    {words.invited_sign_in}
                </a>
                <a class="button" href=here.with_back("/register")>
                    {words.invited_register}
                </a>
            </p>
        }
        .into_any(),
        Some(signed_in) if signed_in.account.email.key() != invitation.email => {
            view! { <p class="note">{(words.invited_other)(signed_in.account.email.as_str())}</p> }.into_any()
        }
        Some(_) => form.view(Vec::new(), words.accept),
    };
    view! {
        {own_head(&title, words.invited_lead)}
        <div class="wrap gate">
            <h1>{title}</h1> <p>{words.invited_lead}</p> <dl class="key-facts">
                {fact(words.invited_place, Some(name.to_owned()), lang)}
                {fact(words.invited_roles, Some(roles), lang)}
                {fact(words.invited_email, Some(invitation.email.clone()), lang)}
            </dl> {next}
        </div>
    }
    .into_any()
}
