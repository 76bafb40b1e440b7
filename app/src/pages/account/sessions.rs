//! Where one is signed in, and how to end it there.

use backend::store::sessions::Session;
use leptos::prelude::*;

use super::{Shown, part};
use crate::components::when;
use crate::forms::Form;

/// The section of the sessions.
pub(super) fn sessions(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let all = &shown.account.sessions;
    let rows = all
        .iter()
        .enumerate()
        .map(|(row, session)| one(shown, row, session))
        .collect::<Vec<_>>();
    let others = (all.len() > 1).then(|| {
        Form::of_row(here, "session-end", all.len(), "id", "")
            .quiet()
            .view(Vec::new(), words.sign_out_others)
    });
    let body = view! {
        <p>{words.sessions_note}</p>
        <ul class="people">{rows}</ul>
        {others}
    };
    part("sessions", words.sessions, body.into_any())
}

fn one(shown: &Shown, row: usize, session: &Session) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let own = here.signed_in.as_ref().map(|signed_in| &signed_in.session.id);
    let is_own = own == Some(&session.id);
    let name = program(&session.agent).unwrap_or_else(|| words.unknown_program.to_owned());
    let this = is_own.then(|| view! { <span class="badge">{words.this_device}</span> });
    let end = (!is_own).then(|| {
        Form::of_row(here, "session-end", row, "id", session.id.as_str())
            .inline(name.clone())
            .view(Vec::new(), words.sign_out)
    });
    view! {
        <li>
            <h3 title=session.agent.clone()>{name.clone()}</h3>
            {this}
            <ul class="facts">
                <li>{words.last_used} " " {when(session.seen, here.now, here.lang)}</li>
                <li>{words.signed_in} " " {when(session.created, here.now, here.lang)}</li>
            </ul>
            {end}
        </li>
    }
    .into_any()
}

/// What a browser calls itself, in two words that its owner knows it by.
fn program(agent: &str) -> Option<String> {
    // Browsers name those whose pages they can read too: the particular comes before what it is built from.
    const PROGRAMS: [(&str, &str); 8] = [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("HuaweiBrowser", "Huawei Browser"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    match (named(agent, &PROGRAMS), named(agent, &SYSTEMS)) {
        (Some(program), Some(system)) => Some(format!("{program} · {system}")),
        (Some(name), None) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => {
            let first: String = agent.split_whitespace().next()?.chars().take(40).collect();
            Some(first)
        }
    }
}

/// The first name whose sign stands in the text.
fn named(agent: &str, known: &[(&str, &'static str)]) -> Option<&'static str> {
    let found = known.iter().find(|(sign, _)| agent.contains(*sign));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn programs_are_known_by_two_words() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36";
        assert_eq!(program(chrome).as_deref(), Some("Chrome · Linux"));
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0";
        assert_eq!(program(edge).as_deref(), Some("Edge · Windows"));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1";
        assert_eq!(program(phone).as_deref(), Some("Safari · iPhone"));
        assert_eq!(program("curl/8.5.0").as_deref(), Some("curl"));
        assert_eq!(program("Test/1.0 more").as_deref(), Some("Test/1.0"));
        assert_eq!(program(""), None);
    }
}
