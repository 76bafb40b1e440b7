//! One's own account: who one is here, whom one acts for, how one signs in, and how to leave.

mod second;
mod sessions;

use std::sync::Arc;

use backend::service::accounts::session::NamedPlace;
use leptos::prelude::*;

use super::sign_in::new_password;
use crate::api;
use crate::api::people::{OwnAccount, Ways};
use crate::components::{Icon, fact, icon, own_head, page, section_head};
use crate::forms::{Field, Form};
use crate::here::{Here, Site};
use crate::text::account::Account as Words;
use crate::text::{Named, dates};

/// What the parts of the page are made from.
struct Shown {
    here: Arc<Here>,
    account: OwnAccount,
    ways: Ways,
}

impl Shown {
    fn words(&self) -> &'static Words {
        &self.here.words().account
    }
}

/// The page of one's own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let account = api::people::account(&backend, &ctx).await?;
        let ways = api::people::ways(&backend, &ctx).await?;
        Ok(content(&Shown { here, account, ways }))
    })
}

fn content(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let name = shown.account.own.account.name.clone();
    view! {
        {own_head(words.title, words.own_lead)}
        <div class="wrap account">
            <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{name}</p>
            </header> {resting(shown)} <div class="with-facts">
                <div>
                    {places(shown)} {profile(shown)} {password(shown)} {second::second(shown)}
                    {sessions::sessions(shown)} {leaving(shown)}
                </div>
                <aside class="side">
                    {facts(shown)}
                    <section aria-labelledby="pages">
                        {section_head("pages", words.pages, ())} {ways(here, &shown.ways, false)}
                    </section>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// A part of the page.
fn part(id: &'static str, title: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            {section_head(id, title, ())} <div class="section-body">{body}</div>
        </section>
    }
    .into_any()
}

/// That one's roles rest, and what wakes them.
fn resting(shown: &Shown) -> Option<impl IntoView + use<>> {
    let words = shown.words();
    let rests = shown.here.signed_in.as_ref().is_some_and(|signed_in| signed_in.resting);
    (rests && !shown.account.own.second_factor).then(|| {
        view! {
            <p class="note-line">
                {icon(Icon::Flag)}
                <span>{words.resting} " " <a href="#second">{words.to_second}</a></span>
            </p>
        }
    })
}

fn facts(shown: &Shown) -> impl IntoView + use<> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let own = &shown.account.own;
    let second = if own.second_factor { words.on } else { words.off };
    view! {
        <section aria-labelledby="facts">
            {section_head("facts", words.facts, ())} <dl class="key-facts">
                {fact(words.email, Some(own.account.email.to_string()), lang)}
                {fact(words.level, Some(own.account.level.name(lang)), lang)}
                {fact(words.second, Some(second), lang)}
                {fact(words.since, Some(dates::full_day(own.account.created.day(), lang)), lang)}
            </dl>
        </section>
    }
}

/// Where one's own pages lead, as rows; `with_account` leads to the account too.
pub(super) fn ways(here: &Here, ways: &Ways, with_account: bool) -> AnyView {
    let words = &here.words().account;
    let staff = ways.staff.as_ref().map(|slug| format!("/bodies/{slug}/staff"));
    let all = [
        with_account.then(|| ("/account".to_owned(), words.title, words.account_about)),
        Some(("/me/keys".to_owned(), words.keys, words.keys_about)),
        Some((
            "/me/organisation".to_owned(),
            words.organisation,
            words.organisation_about,
        )),
        staff.map(|path| (path, words.staff, words.staff_about)),
        ways.operator
            .then(|| ("/operator".to_owned(), words.operator, words.operator_about)),
    ];
    let rows = all
        .into_iter()
        .flatten()
        .map(|(path, name, about)| {
            view! {
                <li>
                    <a class="name" href=here.href(&path)>
                        {name}
                    </a>
                    <span class="about">{about}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// The name of a place; the platform has that of the portal.
pub(super) fn place_name(here: &Here, place: &NamedPlace) -> String {
    if place.name.is_empty() {
        Site::current().name.get(here.lang).to_owned()
    } else {
        place.name.clone()
    }
}

/// Whom one acts for.
fn places(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let places = &shown.account.places;
    if places.is_empty() {
        let body = view! {
            <p>
                {words.no_places} " " <a href=here.href("/me/organisation")>{words.organisation}</a>
            </p>
        };
        return part("places", words.places, body.into_any());
    }
    let code = |place: &domain::actor::Place| format!("{}:{}", place.kind(), place.id());
    let mut options = vec![(String::new(), words.oneself.to_owned())];
    options.extend(places.iter().map(|place| {
        let roles: Vec<&str> = place.membership.roles.iter().map(|role| role.name(here.lang)).collect();
        let roles = roles.join(here.words().search.between);
        (
            code(&place.membership.place),
            format!("{} · {roles}", place_name(here, place)),
        )
    }));
    let acting = here
        .signed_in
        .as_ref()
        .and_then(|signed_in| signed_in.person.place.as_ref());
    let acting = acting.map(code).unwrap_or_default();
    let field = Field::choice("place", words.acting, options)
        .hint(words.places_note)
        .holding(&[acting.as_str()]);
    let form = Form::named(here, "place").quiet().view(vec![field], words.choose);
    part("places", words.places, form)
}

fn profile(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let account = &shown.account.own.account;
    let fields = vec![
        Field::text("name", words.name, "name").holding(&[account.name.as_str()]),
        Field::language(words.lang, account.lang),
    ];
    let form = Form::named(here, "profile").quiet().view(fields, words.save);
    part("profile", words.profile, form)
}

fn password(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let body = if shown.account.own.has_password {
        let fields = vec![
            Field::password("present", words.present, "current-password"),
            new_password(here, "password", words.new),
        ];
        let form = Form::named(here, "password").quiet().view(fields, words.change);
        view! {
            <p>{words.change_note}</p>
            {form}
        }
        .into_any()
    } else {
        view! { <p>{words.no_password}</p> }.into_any()
    };
    part("password", words.password, body)
}

/// Taking one's data along, and ending the account: what goes and what stays is said before.
fn leaving(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let list = |what: &'static [&'static str]| {
        let rows = what.iter().map(|what| view! { <li>{*what}</li> }).collect::<Vec<_>>();
        view! { <ul>{rows}</ul> }
    };
    let fields = vec![Field::password("password", words.present, "current-password").hint(words.password_why)];
    let form = Form::named(here, "end").dangerous().view(fields, words.end_submit);
    let export = view! {
        <p>{words.data_note}</p>
        <p>
            <a class="button" href=here.href("/account/export")>
                {icon(Icon::Down)}
                {words.export}
            </a>
        </p>
    };
    let end = view! {
        <h3>{words.erased}</h3>
        {list(words.erased_what)}
        <h3>{words.stays}</h3>
        {list(words.stays_what)}
        <p>{words.end_note}</p>
        {form}
    };
    view! { {part("data", words.data, export.into_any())} {part("end", words.end, end.into_any())} }.into_any()
}
