//! Forms of the operator's pages.

use backend::service::places;
use domain::actor::Place;
use domain::ids::OrganisationId;

use super::places::people as people_of;
use super::{Acted, Sent, Taken};

/// The forms of the page of people: verifying organisations, and the roles of the platform.
pub fn people(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        const PAGE: &str = "/operator/people";
        if sent.field("form") == "verify" {
            let id = OrganisationId::new(sent.field("id"));
            let verified = sent.field("verified") == "1";
            places::verify(&sent.app.backend, &sent.ctx, &id, verified).await?;
            return Ok(Taken::go(sent.href(PAGE)));
        }
        people_of(sent, &Place::Platform, PAGE).await
    })
}
