//! The organisation that the reader acts for and its members, or the form that enters one; and the people of a body.

use domain::actor::PlaceKind;
use domain::policy::{Action, Object, may};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api;
use crate::api::people::{OwnOrganisation, Staff};
use crate::components::{Team, crumbs, fact, own_head, page, said, section_head, team};
use crate::forms::{Field, Form};
use crate::here::Here;
use crate::text::dates;

/// The page of one's organisation.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let enters = may(&ctx.actor, Action::EnterOrganisation, Object::Portal);
        match api::people::own_organisation(&backend, &ctx).await? {
            Some(own) => Ok(organisation(&here, &own)),
            None => Ok(none(&here, enters)),
        }
    })
}

/// The head of both.
fn top(here: &Here, title: String, lead: &'static str) -> AnyView {
    let words = &here.words().organisation;
    let steps = vec![
        (here.words().account.own_title.to_owned(), Some("/me".to_owned())),
        (words.title.to_owned(), None),
    ];
    let lead = (!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> });
    view! {
        {own_head(&title, words.lead)}
        {crumbs(here, steps)}
        <header class="page-head">
            <h1>{title}</h1>
            {lead}
        </header>
    }
    .into_any()
}

fn organisation(here: &Here, own: &OwnOrganisation) -> AnyView {
    let (words, lang) = (&here.words().organisation, here.lang);
    let organisation = &own.organisation;
    let (state, lead) = if organisation.verified {
        (words.verified, "")
    } else {
        (words.unverified, words.unverified_note)
    };
    let members = team(
        here,
        Team {
            kind: PlaceKind::Organisation,
            members: &own.members,
            keeps: own.keeps,
        },
    );
    let code = view! { <code>{organisation.uscc.to_string()}</code> };
    view! {
        <div class="wrap account">
            {top(here, organisation.name.clone(), lead)} <dl class="key-facts">
                {fact(words.uscc, Some(code), lang)} {fact(here.words().operator.state, Some(state), lang)}
                {fact(words.since, Some(dates::full_day(organisation.created.day(), lang)), lang)}
            </dl> <section class="section" aria-labelledby="members">
                {section_head("members", here.words().members.title, ())}
                <div class="section-body">{members}</div>
            </section>
        </div>
    }
    .into_any()
}

/// What stands there for who acts for no organisation.
fn none(here: &Here, enters: bool) -> AnyView {
    let words = &here.words().organisation;
    let body = if enters {
        let fields = vec![
            Field::text("name", words.name, "organization").hint(words.name_hint),
            Field::text("uscc", words.uscc, "off").hint(words.uscc_hint),
        ];
        Form::named(here, "enter").view(fields, words.submit)
    } else {
        view! { <p>{here.words().keys.confirm_first}</p> }.into_any()
    };
    view! {
        <div class="wrap account">
            {top(here, words.title.to_owned(), words.lead)} <p>
                {words.others} " " <a href=here.href("/account")>{here.words().account.title}</a>
            </p> <section class="section" aria-labelledby="enter">
                {section_head("enter", words.enter, ())} <div class="section-body">
                    <p>{words.enter_note}</p>
                    {body}
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// The page of the people of a body.
#[component]
pub fn StaffPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let found = api::people::staff(&backend, &ctx, &slug).await?;
        Ok(staff(&here, &found))
    })
}

fn staff(here: &Here, found: &Staff) -> AnyView {
    let words = &here.words().members;
    let (name, name_lang) = said(&found.body.name, here.lang);
    let slug = found.body.slug.as_str();
    let steps = vec![
        (here.words().bodies.title.to_owned(), Some("/bodies".to_owned())),
        (
            found.body.short.get(here.lang).to_owned(),
            Some(format!("/bodies/{slug}")),
        ),
        (words.staff.to_owned(), None),
    ];
    let people = team(
        here,
        Team {
            kind: PlaceKind::Body,
            members: &found.members,
            keeps: found.keeps,
        },
    );
    view! {
        {own_head(words.staff, words.staff_lead)}
        <div class="wrap account">
            {crumbs(here, steps)} <header class="page-head">
                <h1 lang=name_lang>{name}</h1>
                <p class="lead">{words.staff_lead}</p>
            </header> <section class="section" aria-labelledby="members">
                {section_head("members", words.staff, ())} <div class="section-body">{people}</div>
            </section>
        </div>
    }
    .into_any()
}
