//! `kaicang admin`: looks after bodies, and appoints the first people.

use backend::service::accounts::appoint;
use backend::service::publishing;
use backend::{Backend, Ctx, Error};
use domain::actor::{Place, Role};
use domain::body::{Body, Level};
use domain::ids::{BodyId, Slug};
use domain::refused::{Refused, Why};
use domain::text::{Lang, Text};

use super::run::{Failure, say};
use super::say::Say;
use super::{BodyCommand, PersonCommand};

/// Adds, changes or lists bodies.
pub async fn body(backend: &Backend, ctx: &Ctx, command: &BodyCommand, lang: Lang) -> Result<(), Failure> {
    let told = |error| Failure::of(error, lang);
    let saved = publishing::saved_bodies(backend, ctx).await.map_err(told)?;
    match command {
        BodyCommand::List => {
            for body in saved {
                println!("{}\t{}\t{}", body.slug, body.level, body.name.get(lang));
            }
        }
        BodyCommand::Add { .. } => {
            let body = read(command, &saved).map_err(|refused| told(refused.into()))?;
            publishing::save_body(backend, ctx, &body).await.map_err(told)?;
            say(lang, &Say::BodySaved(body.slug.as_str()));
        }
    }
    Ok(())
}

/// Gives somebody a role.
pub async fn person(backend: &Backend, ctx: &Ctx, command: &PersonCommand, lang: Lang) -> Result<(), Failure> {
    let told = |error| Failure::of(error, lang);
    let place = match &command.body {
        Some(slug) => {
            let bodies = publishing::saved_bodies(backend, ctx).await.map_err(told)?;
            let body = bodies.into_iter().find(|body| body.slug.as_str() == slug);
            Place::Body(body.ok_or_else(|| told(Error::not_found()))?.id)
        }
        None => Place::Platform,
    };
    let known = Role::of(place.kind());
    let role = command
        .role
        .parse()
        .ok()
        .filter(|role| known.contains(role))
        .ok_or_else(|| {
            let given = command.role.chars().take(60).collect();
            let known = known.iter().map(Role::to_string).collect();
            told(Refused::invalid("role", Why::UnknownCode { given, known }).into())
        })?;
    let who = (command.email.as_str(), command.name.as_str());
    let password = appoint::appoint(backend, ctx, who, (&place, role), None)
        .await
        .map_err(told)?;
    say(lang, &Say::Appointed(&command.email, password.as_deref()));
    Ok(())
}

/// The body that the flags describe; one that is there already keeps its id and what no flag speaks of.
fn read(command: &BodyCommand, saved: &[Body]) -> Result<Body, Refused> {
    let BodyCommand::Add {
        slug,
        name,
        name_en,
        short,
        short_en,
        level,
        contact,
    } = command
    else {
        return Err(Refused::invalid("slug", Why::Missing));
    };
    let expected = "transport-commission".to_owned();
    let slug: Slug = slug
        .parse()
        .map_err(|_| Refused::invalid("slug", Why::Malformed { expected }))?;
    let level: Level = level.parse().map_err(|_| {
        let given = level.chars().take(60).collect();
        let known = Level::ALL.iter().map(Level::to_string).collect();
        Refused::invalid("level", Why::UnknownCode { given, known })
    })?;
    if name.trim().is_empty() {
        return Err(Refused::invalid("name", Why::Missing));
    }
    let before = saved.iter().find(|body| body.slug == slug);
    let text = |zh: &str, en: &Option<String>| Text {
        zh: Some(zh.to_owned()),
        en: en.clone(),
        other: None,
    };
    Ok(Body {
        id: before.map_or_else(|| BodyId::new(backend::fresh_id()), |body| body.id.clone()),
        name: text(name, name_en),
        short: text(short.as_deref().unwrap_or(name), short_en),
        about: before.map(|body| body.about.clone()).unwrap_or_default(),
        level,
        contact: contact.clone().or_else(|| before.and_then(|body| body.contact.clone())),
        demo: before.is_some_and(|body| body.demo),
        slug,
    })
}
