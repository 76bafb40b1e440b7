//! The second factor: setting it up, its recovery codes, taking it away.

use backend::service::accounts::second::Enrolment;
use leptos::prelude::*;
use qrcode::{Color, QrCode};

use super::{Shown, part};
use crate::components::Html;
use crate::forms::{Field, Filled, Form, Shown as Once};
use crate::islands::Copy;

/// The section of the second factor.
pub(super) fn second(shown: &Shown) -> AnyView {
    let words = shown.words();
    let body = match &shown.account.enrolment {
        Some(enrolment) => set_up(shown, enrolment),
        None => keep(shown),
    };
    let codes = codes(shown);
    let body = view! { {codes} {body} };
    part("second", words.second, body.into_any())
}

/// Recovery codes, right after they were made.
fn codes(shown: &Shown) -> Option<AnyView> {
    let Some(Once::Codes(codes)) = Filled::current().shown else {
        return None;
    };
    let (here, words) = (&shown.here, shown.words());
    let marks = &here.words().marks;
    let all = codes.join("\n");
    let rows = codes
        .into_iter()
        .map(|code| view! { <li><code>{code}</code></li> })
        .collect::<Vec<_>>();
    let shown = view! {
        <div class="once" role="status" tabindex="-1" autofocus=true>
            <p class="label">{words.codes} " · " {here.words().forms.once}</p>
            <p>{words.codes_note}</p>
            <ul class="codes">{rows}</ul>
            <Copy
                text=all
                word=marks.copy.to_owned()
                done=marks.copied.to_owned()
                about=words.copy_codes.to_owned()
            />
        </div>
    };
    Some(shown.into_any())
}

fn set_up(shown: &Shown, enrolment: &Enrolment) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let form = Form::named(here, "totp");
    // A secret that was typed into an authenticator already must not change because something else was at fault.
    let secret = Some(form.value("secret"))
        .filter(|typed| is_base32(typed))
        .unwrap_or_else(|| enrolment.secret.clone());
    let address = enrolment.address.replace(&enrolment.secret, &secret);
    let picture = qr_code(&address, words.qr_code).map(Html::view);
    let steps = words
        .steps
        .iter()
        .map(|step| view! { <li>{*step}</li> })
        .collect::<Vec<_>>();
    let fields = vec![
        Field::text("code", words.code, "one-time-code").hint(words.code_hint),
        Field::password("password", words.present, "current-password").hint(words.password_why),
    ];
    let fours = in_fours(&secret);
    let form = form.hold("secret", secret).view(fields, words.turn_on);
    view! {
        <p>{words.second_why}</p>
        <ol>{steps}</ol>
        <div class="secret">
            {picture}
            <p>
                <span class="label">{words.secret}</span>
                <code>{fours}</code>
                <a href=address>{words.open_app}</a>
            </p>
        </div>
        {form}
    }
    .into_any()
}

/// The address as a picture that phones read, black on white in dark mode too, as they expect it; not at all should it ever
/// be too long for one.
fn qr_code(address: &str, label: &str) -> Option<Html> {
    /// The light frame that readers need, in squares (ISO/IEC 18004).
    const QUIET: usize = 4;
    let code = QrCode::new(address).ok()?;
    let (width, squares) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut html = Html::with_room(14 * squares.len());
    html.tag(r#"<svg class="qr" role="img" shape-rendering="crispEdges" aria-label=""#)
        .text(label);
    html.tag(r#"" viewBox="0 0 "#).text(format_args!("{side} {side}"));
    html.tag(r#""><path fill="white" d="M0 0h"#)
        .text(format_args!("{side}v{side}h-{side}z"));
    html.tag(r#""/><path fill="black" d=""#);
    for (at, color) in squares.into_iter().enumerate() {
        if color == Color::Dark {
            html.text(format_args!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
        }
    }
    html.tag(r#""/></svg>"#);
    Some(html)
}

fn keep(shown: &Shown) -> AnyView {
    let (here, words) = (&shown.here, shown.words());
    let password = || Field::password("password", words.present, "current-password").hint(words.password_why);
    let renew = Form::named(here, "codes").quiet();
    let remove = Form::named(here, "totp-remove").dangerous();
    let (renew_open, remove_open) = (renew.refused().is_some(), remove.refused().is_some());
    view! {
        <p>{(words.second_is_on)(shown.account.own.codes_left)}</p>
        <details class="change" open=renew_open>
            <summary class="button">{words.new_codes}</summary>
            <p>{words.new_codes_note}</p>
            {renew.view(vec![password()], words.new_codes)}
        </details>
        <details class="change" open=remove_open>
            <summary class="button">{words.turn_off}</summary>
            <p>{words.turn_off_note}</p>
            {remove.view(vec![password()], words.turn_off)}
        </details>
    }
    .into_any()
}

/// Whether a text can be a secret in base32 (RFC 4648) of the length that ours have.
fn is_base32(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b))
}

/// A secret as people type it.
fn in_fours(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().collect();
    let fours: Vec<String> = characters.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_fours_and_kept_only_if_it_is_one() {
        let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        assert!(is_base32(secret));
        assert_eq!(in_fours(secret), "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
        for other in [
            "",
            "JBSWY3DP",
            "jbswy3dpehpk3pxpjbswy3dpehpk3pxp",
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX1",
        ] {
            assert!(!is_base32(other), "{other}");
        }
    }
}
