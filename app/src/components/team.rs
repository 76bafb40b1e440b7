//! The people of a place: who belongs to it, in which roles, and, for who keeps them, the forms that change that.

use backend::store::people::Member;
use domain::actor::{PlaceKind, Role};
use leptos::prelude::*;

use crate::forms::{Field, Form};
use crate::here::Here;
use crate::text::Named;

/// The people of a place.
#[derive(Debug, Clone, Copy)]
pub struct Team<'a> {
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// Its people.
    pub members: &'a [Member],
    /// Whether the reader may invite, change and remove them.
    pub keeps: bool,
}

/// Who belongs to the place, and the forms where the reader may use them. It stands in a section of its own.
pub fn team(here: &Here, team: Team<'_>) -> AnyView {
    let rows = team
        .members
        .iter()
        .enumerate()
        .map(|(row, member)| person(here, team, row, member))
        .collect::<Vec<_>>();
    let words = &here.words().members;
    let list = if rows.is_empty() {
        view! { <p>{words.nobody}</p> }.into_any()
    } else {
        view! { <ul class="people">{rows}</ul> }.into_any()
    };
    let invite = team.keeps.then(|| invite(here, team));
    view! { {list} {invite} }.into_any()
}

/// Roles as badges.
pub fn roles(here: &Here, roles: &[Role]) -> impl IntoView + use<> {
    let lang = here.lang;
    roles
        .iter()
        .map(|role| view! { <span class="badge">{role.name(lang)}</span> })
        .collect::<Vec<_>>()
}

fn person(here: &Here, team: Team<'_>, row: usize, member: &Member) -> impl IntoView + use<> {
    let (words, lang) = (&here.words().members, here.lang);
    let account = &member.account;
    let second = if member.second_factor {
        words.second_on
    } else {
        words.second_off
    };
    let change = team.keeps.then(|| {
        let form = Form::of_row(here, "roles", row, "person", account.id.as_str());
        let open = form.refused().is_some();
        let held: Vec<&str> = member.roles.iter().map(|role| role.as_str()).collect();
        let field = Field::boxes("role", words.roles, options(here, team.kind))
            .hint(words.roles_hint)
            .holding(&held);
        let about = format!(" {}", account.name);
        view! {
            <details class="change" open=open>
                <summary class="button">
                    {words.change}
                    <span class="unseen">{about}</span>
                </summary>
                {form.quiet().view(vec![field], words.save)}
            </details>
        }
    });
    view! {
        <li>
            <h3>{account.name.clone()}</h3>
            <p class="badges">{roles(here, &member.roles)}</p>
            <ul class="facts">
                <li>{account.email.to_string()}</li>
                <li>{account.level.name(lang)}</li>
                <li>{second}</li>
            </ul>
            {change}
        </li>
    }
}

fn invite(here: &Here, team: Team<'_>) -> impl IntoView + use<> {
    let words = &here.words().members;
    let fields = vec![
        Field::email(words.email, "off").hint(words.email_hint),
        Field::boxes("role", words.roles, options(here, team.kind)),
        Field::language(words.lang, here.lang),
    ];
    view! {
        <section class="part" aria-labelledby="invite">
            <h3 id="invite">{words.invite}</h3>
            <p>{words.invite_note}</p>
            {Form::named(here, "invite").view(fields, words.send)}
        </section>
    }
}

fn options(here: &Here, kind: PlaceKind) -> Vec<(String, String)> {
    let named = |role: &Role| (role.to_string(), role.name(here.lang).to_owned());
    Role::of(kind).iter().map(named).collect()
}
