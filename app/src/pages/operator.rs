//! The operator's pages: accounts and organisations, the people of the platform, and mail.

use backend::service::letters;
use backend::service::people::Found;
use backend::store::letters::Letter;
use domain::actor::PlaceKind;
use domain::person::Organisation;
use domain::policy::{Action, Object, may};
use leptos::prelude::*;

use super::account::place_name;
use crate::api;
use crate::api::params::Params;
use crate::api::people::Everybody;
use crate::components::{Html, Team, crumbs, own_head, page, section_head, team};
use crate::forms::Form;
use crate::here::Here;
use crate::text::{Named, dates};

/// Where the operator's pages are.
#[component]
pub fn OperatorPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let waiting = letters::waiting(&backend, &ctx).await?;
        let people = may(&ctx.actor, Action::KeepPeople, Object::Portal);
        Ok(overview(&here, waiting, people))
    })
}

fn overview(here: &Here, waiting: i64, people: bool) -> AnyView {
    let words = &here.words().operator;
    let row = |path: &str, name: &'static str, about: String| {
        view! {
            <li>
                <a class="name" href=here.href(path)>
                    {name}
                </a>
                <span class="about">{about}</span>
            </li>
        }
    };
    let people = people.then(|| row("/operator/people", words.people, words.people_about.to_owned()));
    let mail = row("/operator/mail", words.mail, (words.mail_about)(waiting));
    view! {
        {own_head(words.title, words.lead)}
        <div class="wrap account">
            <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
            </header> <ul class="rows">{people} {mail}</ul>
        </div>
    }
    .into_any()
}

fn steps(here: &Here, last: &'static str) -> AnyView {
    let words = &here.words().operator;
    crumbs(
        here,
        vec![
            (words.title.to_owned(), Some("/operator".to_owned())),
            (last.to_owned(), None),
        ],
    )
}

/// The page of accounts, organisations and the people of the platform.
#[component]
pub fn PeoplePage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let mut params = Params::of_query(&here.query);
        let text = params.text("q").unwrap_or_default();
        params.faults()?;
        let everybody = api::people::everybody(&backend, &ctx, &text).await?;
        Ok(people(&here, &text, &everybody))
    })
}

fn people(here: &Here, text: &str, everybody: &Everybody) -> AnyView {
    let words = &here.words().operator;
    let found = everybody
        .found
        .iter()
        .map(|found| account(here, found))
        .collect::<Vec<_>>();
    let found = if found.is_empty() {
        view! { <p>{words.none}</p> }.into_any()
    } else {
        view! { <ul class="people">{found}</ul> }.into_any()
    };
    let organisations = everybody
        .organisations
        .iter()
        .enumerate()
        .map(|(row, organisation)| verifying(here, row, organisation))
        .collect::<Vec<_>>();
    let organisations = if organisations.is_empty() {
        view! { <p>{words.no_organisations}</p> }.into_any()
    } else {
        view! {
            <p>{words.organisations_note}</p>
            <ul class="people">{organisations}</ul>
        }
        .into_any()
    };
    let office = team(
        here,
        Team {
            kind: PlaceKind::Platform,
            members: &everybody.office,
            keeps: true,
        },
    );
    view! {
        {own_head(words.people, words.people_about)}
        <div class="wrap account">
            {steps(here, words.people)} <header class="page-head">
                <h1>{words.people}</h1>
                <p class="lead">{words.people_about}</p>
            </header> <section class="section" aria-labelledby="organisations">
                {section_head("organisations", words.organisations, ())}
                <div class="section-body">{organisations}</div>
            </section> <section class="section" aria-labelledby="office">
                {section_head("office", words.office, ())} <div class="section-body">{office}</div>
            </section> <section class="section" aria-labelledby="found">
                {section_head("found", words.search, ())} <div class="section-body">
                    <form class="form" method="get" action=here.href("/operator/people") role="search">
                        <div class="field">
                            <label for="q">{words.search_label}</label>
                            <input class="input" id="q" name="q" type="search" value=text.to_owned() autocomplete="off" />
                        </div>
                        <button class="button" type="submit">
                            {words.search_submit}
                        </button>
                    </form>
                    <h3>{words.found}</h3>
                    {found}
                </div>
            </section>
        </div>
    }
    .into_any()
}

fn account(here: &Here, found: &Found) -> impl IntoView + use<> {
    let (words, lang) = (&here.words().operator, here.lang);
    let members = &here.words().members;
    let account = &found.account;
    let second = if found.second_factor {
        members.second_on
    } else {
        members.second_off
    };
    let places: Vec<String> = found
        .places
        .iter()
        .map(|place| {
            let roles: Vec<&str> = place.membership.roles.iter().map(|role| role.name(lang)).collect();
            let roles = roles.join(here.words().search.between);
            format!("{} · {roles}", place_name(here, place))
        })
        .collect();
    let places = if places.is_empty() {
        view! { <p class="hint">{words.no_places}</p> }.into_any()
    } else {
        let places = places
            .into_iter()
            .map(|place| view! { <li>{place}</li> })
            .collect::<Vec<_>>();
        view! { <ul>{places}</ul> }.into_any()
    };
    view! {
        <li>
            <h4>{account.name.clone()}</h4>
            <ul class="facts">
                <li>{account.email.to_string()}</li>
                <li>{account.level.name(lang)}</li>
                <li>{second}</li>
                <li>{dates::full_day(account.created.day(), lang)}</li>
            </ul>
            {places}
        </li>
    }
}

fn verifying(here: &Here, row: usize, organisation: &Organisation) -> impl IntoView + use<> {
    let (words, own, lang) = (&here.words().operator, &here.words().organisation, here.lang);
    let (state, value, word) = if organisation.verified {
        (own.verified, "0", words.unverify)
    } else {
        (own.unverified, "1", words.verify)
    };
    let form = Form::of_row(here, "verify", row, "id", organisation.id.as_str())
        .hold("verified", value)
        .inline(organisation.name.clone())
        .view(Vec::new(), word);
    view! {
        <li>
            <h3>{organisation.name.clone()}</h3>
            <p class="badges">
                <span class="badge">{state}</span>
            </p>
            <ul class="facts">
                <li>{own.uscc} " " <code>{organisation.uscc.to_string()}</code></li>
                <li>{own.since} " " {dates::full_day(organisation.created.day(), lang)}</li>
            </ul>
            {form}
        </li>
    }
}

/// The page of mail.
#[component]
pub fn MailPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let newest = letters::newest(&backend, &ctx).await?;
        Ok(mail(&here, &newest))
    })
}

fn mail(here: &Here, newest: &[Letter]) -> AnyView {
    let words = &here.words().operator;
    let body = if newest.is_empty() {
        view! { <p>{words.no_mail}</p> }.into_any()
    } else {
        table(here, newest).view().into_any()
    };
    view! {
        {own_head(words.mail, words.mail_lead)}
        <div class="wrap account">
            {steps(here, words.mail)} <header class="page-head">
                <h1>{words.mail}</h1>
                <p class="lead">{words.mail_lead}</p>
            </header> {body}
        </div>
    }
    .into_any()
}

fn table(here: &Here, newest: &[Letter]) -> Html {
    let (words, lang) = (&here.words().operator, here.lang);
    let mut html = Html::with_room(600 + 400 * newest.len());
    html.tag(r#"<div class="table-region" role="group" tabindex="0" aria-label=""#)
        .text(words.mail_table);
    html.tag(r#""><table class="table"><thead><tr>"#);
    for head in [words.to, words.subject, words.queued, words.state] {
        html.tag(r#"<th scope="col">"#).text(head).tag("</th>");
    }
    html.tag("</tr></thead><tbody>");
    for letter in newest {
        let state = match (letter.sent, &letter.fault) {
            (Some(sent), _) => (words.sent)(&dates::exact(sent, lang)),
            (None, Some(fault)) => (words.failed)(letter.tries, fault),
            (None, None) => (words.waits)(&dates::exact(letter.due, lang)),
        };
        html.tag(r#"<tr><th scope="row">"#)
            .text(&letter.address)
            .tag("</th><td>")
            .text(&letter.subject);
        html.tag("</td><td>")
            .text(dates::exact(letter.queued, lang))
            .tag("</td><td>")
            .text(state)
            .tag("</td></tr>");
    }
    html.tag("</tbody></table></div>");
    html
}
