//! Forms of places: organisations, bodies, and the invitation to one.

use app::forms::Shown;
use backend::Error;
use backend::service::{catalogue, places};
use domain::actor::{Place, Role};
use domain::ids::PersonId;
use domain::refused::Refused;

use super::accounts::unknown_form;
use super::{Acted, Sent, Taken};

/// Accepts an invitation.
pub fn accept(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let opened = places::accept(&sent.app.backend, &sent.ctx, sent.field("key")).await?;
        let cookie = sent.app.config.session_cookie(&opened, sent.ctx.now);
        Ok(Taken::go(sent.href("/account")).with(cookie))
    })
}

/// The forms of the page of one's organisation.
pub fn organisation(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        if sent.field("form") == "enter" {
            let (name, uscc) = (sent.field("name"), sent.field("uscc"));
            let (_, opened) = places::enter(&sent.app.backend, &sent.ctx, name, uscc).await?;
            let cookie = sent.app.config.session_cookie(&opened, sent.ctx.now);
            return Ok(Taken::go(sent.href("/me/organisation")).with(cookie));
        }
        let person = sent.ctx.actor.person().ok_or(Refused::NotSignedIn)?;
        let place = person
            .place
            .as_ref()
            .filter(|place| matches!(place, Place::Organisation(_)));
        people(sent, place.ok_or_else(Error::not_found)?, "/me/organisation").await
    })
}

/// The forms of the page of a body's people.
pub fn staff(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let slug = sent.part(1);
        let view = catalogue::body(&sent.app.backend, &sent.ctx, slug).await?;
        people(sent, &Place::Body(view.body.id), &format!("/bodies/{slug}/staff")).await
    })
}

/// Invites somebody, or changes somebody's roles.
pub(super) async fn people(sent: &Sent, place: &Place, page: &str) -> Result<Taken, Error> {
    let (backend, ctx) = (&sent.app.backend, &sent.ctx);
    let roles: Vec<Role> = sent.codes("role")?;
    match sent.field("form") {
        "invite" => {
            let lang = sent.field("lang").parse().unwrap_or(sent.asked.lang);
            places::invite(backend, ctx, &sent.client, place, sent.field("email"), &roles, lang).await?;
            Ok(Taken::show(Shown::LetterSent))
        }
        "roles" => {
            let person = PersonId::new(sent.field("person"));
            places::set_roles(backend, ctx, place, &person, &roles).await?;
            Ok(Taken::go(sent.href(page)))
        }
        _ => Err(unknown_form()),
    }
}
