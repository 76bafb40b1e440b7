//! Reading the open list: datasets, bodies and the list itself, as pages and interfaces show them.

use std::collections::HashMap;

use domain::body::Body;
use domain::card::Card;
use domain::entry::{AccessMethod, Entry, OpenType, Theme};
use domain::frequency::{Freshness, freshness};
use domain::gate::{self, Channel, Facts, Subject};
use domain::ids::Slug;
use domain::policy::Action;
use domain::quality::Quality;
use domain::refused::Refused;
use domain::suspension::Door;
use domain::time::Moment;
use domain::version::Version;

use crate::store::entries::{Filter, Row};
use crate::store::{bodies, entries, uses as uses_rows, versions};
use crate::{Backend, Ctx, Error, uses};

/// All that stands on a dataset's page except its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetView {
    /// The entry.
    pub entry: Entry,
    /// The body that answers for it.
    pub body: Body,
    /// Whether its data may leave.
    pub door: Door,
    /// Its versions with their files, newest first; empty when it has none.
    pub versions: Vec<Version>,
    /// Whether it was updated in time.
    pub freshness: Freshness,
    /// When the next update falls due.
    pub due: Option<Moment>,
    /// Its quality score.
    pub quality: Quality,
    /// Downloads and calls in each of the last 12 weeks, oldest first.
    pub weekly: Vec<i64>,
    /// Rows that the source states, for harvested entries without files.
    pub stated_rows: Option<i64>,
}

impl DatasetView {
    /// What the gate would say to a visitor on a channel, so that nothing is offered that is refused. The gate itself
    /// decides again when the offer is taken.
    pub fn offer(&self, channel: Channel) -> Result<(), Refused> {
        let metadata = &self.entry.metadata;
        let facts = Facts {
            published: true,
            door: self.door.clone(),
            open_type: metadata.open_type,
            access: metadata.access.clone(),
        };
        gate::decide(Subject::Visitor, channel, &facts)
    }

    /// Whether people are told what reading the content has shown: columns, how full they are, rows that do not fit.
    pub fn tells_profile(&self) -> bool {
        self.offer(Channel::Preview).is_ok()
    }

    /// Whether people are told the digests of its files. What a file that nobody gets might hold could be guessed and
    /// checked against its digest.
    pub fn tells_digests(&self) -> bool {
        self.entry.metadata.open_type != Some(OpenType::NotOpen)
    }
}

/// A body with what it opens, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyView {
    /// The body.
    pub body: Body,
    /// Published entries.
    pub entries: i64,
    /// Of these, entries with an update due at some time.
    pub promised: i64,
    /// Of these, entries whose update is overdue.
    pub overdue: i64,
    /// Entries whose door is closed.
    pub closed: i64,
}

/// A row of the open list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The entry.
    pub entry: Entry,
    /// The body that answers for it.
    pub body: Body,
    /// The door.
    pub door: Door,
    /// When the next update falls due.
    pub due: Option<Moment>,
}

/// A dataset by its address.
pub async fn dataset(backend: &Backend, ctx: &Ctx, slug: &str) -> Result<DatasetView, Error> {
    ctx.permit(Action::ReadList)?;
    let slug: Slug = slug.parse().map_err(|_| Error::not_found())?;
    let row = entries::by_slug(&backend.db, &slug)
        .await?
        .filter(|row| row.published)
        .ok_or_else(Error::not_found)?;
    let versions = versions::of_entry(&backend.db, &row.entry.id).await?;
    let days = uses_rows::of_entry(&backend.db, &row.entry.id, uses::before_weeks(ctx.now)).await?;
    let body = bodies::by_id(&backend.db, &row.entry.body)
        .await?
        .ok_or_else(|| anyhow::anyhow!("an entry without its body"))?;
    let Row {
        entry,
        door,
        due,
        stated_rows,
        ..
    } = row;
    let freshness = freshness(due, ctx.now);
    let files = versions.first().map_or(&[][..], |version| &version.files);
    let quality = Quality::of(&entry.metadata, files, freshness);
    Ok(DatasetView {
        body,
        door,
        freshness,
        due,
        quality,
        weekly: uses::weekly(days, ctx.now),
        stated_rows,
        versions,
        entry,
    })
}

/// All bodies that have a published entry, those with the most entries first.
pub async fn all_bodies(backend: &Backend, ctx: &Ctx) -> Result<Vec<BodyView>, Error> {
    ctx.permit(Action::ReadList)?;
    let mut known: HashMap<String, Body> = bodies::all(&backend.db)
        .await?
        .into_iter()
        .map(|body| (body.id.as_str().to_owned(), body))
        .collect();
    let counts = bodies::counts(&backend.db, ctx.now.micros()).await?;
    let mut views: Vec<BodyView> = counts
        .into_iter()
        .filter_map(|counts| {
            let bodies::Counts {
                body,
                entries,
                promised,
                overdue,
                closed,
            } = counts;
            known.remove(&body).map(|body| BodyView {
                body,
                entries,
                promised,
                overdue,
                closed,
            })
        })
        .collect();
    views.sort_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.body.slug.cmp(&b.body.slug)));
    Ok(views)
}

/// A body by its address; its datasets come from a search that names it.
pub async fn body(backend: &Backend, ctx: &Ctx, slug: &str) -> Result<BodyView, Error> {
    ctx.permit(Action::ReadList)?;
    let slug: Slug = slug.parse().map_err(|_| Error::not_found())?;
    let body = bodies::by_slug(&backend.db, &slug)
        .await?
        .ok_or_else(Error::not_found)?;
    let counts = bodies::counts_of(&backend.db, &body.id, ctx.now.micros()).await?;
    let bodies::Counts {
        entries,
        promised,
        overdue,
        closed,
        ..
    } = counts;
    Ok(BodyView {
        body,
        entries,
        promised,
        overdue,
        closed,
    })
}

/// How many entries of the open list a filter leaves.
pub async fn open_list_total(backend: &Backend, ctx: &Ctx, filter: &Filter) -> Result<i64, Error> {
    ctx.permit(Action::ReadList)?;
    Ok(entries::count_listed(&backend.db, filter).await?)
}

/// A page of the open list in the order of addresses.
pub async fn open_list(
    backend: &Backend,
    ctx: &Ctx,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Listed>, Error> {
    ctx.permit(Action::ReadList)?;
    let rows = entries::listed(&backend.db, filter, limit, offset).await?;
    let mut known = BodyNames::default();
    let mut listed = Vec::with_capacity(rows.len());
    for Row { entry, door, due, .. } in rows {
        let body = known.get(backend, &entry).await?;
        listed.push(Listed { entry, body, door, due });
    }
    Ok(listed)
}

/// The card of an entry: what lists and the index hold of it.
pub fn card(row: &Row, body: &Body, latest: Option<&Version>, weekly: Vec<i64>, now: Moment) -> Card {
    let metadata = &row.entry.metadata;
    let files = latest.map_or(&[][..], |version| &version.files);
    Card {
        id: row.entry.id.clone(),
        slug: row.entry.slug.clone(),
        title: metadata.title.clone(),
        summary: metadata.summary.clone(),
        open_type: metadata.open_type,
        theme: metadata.theme,
        body: body.slug.clone(),
        body_name: body.name.clone(),
        body_short: body.short.clone(),
        level: body.level,
        formats: metadata.formats.clone(),
        frequency: metadata.frequency,
        has_api: metadata.access.contains(&AccessMethod::Api),
        modified: row.entry.modified,
        due: row.due,
        rows: latest.and_then(Version::rows).or(row.stated_rows),
        quality: Quality::of(metadata, files, freshness(row.due, now)).score(),
        weekly,
        priority: metadata.priority,
        source: metadata.source.as_ref().map(|source| source.catalogue.clone()),
        demo: metadata.demo,
    }
}

/// Bodies met while walking over entries, each read once.
#[derive(Debug, Default)]
pub(crate) struct BodyNames(HashMap<String, Body>);

impl BodyNames {
    /// The body of an entry.
    pub(crate) async fn get(&mut self, backend: &Backend, entry: &Entry) -> Result<Body, Error> {
        if let Some(body) = self.0.get(entry.body.as_str()) {
            return Ok(body.clone());
        }
        let body = bodies::by_id(&backend.db, &entry.body)
            .await?
            .ok_or_else(|| anyhow::anyhow!("an entry without its body"))?;
        self.0.insert(entry.body.as_str().to_owned(), body.clone());
        Ok(body)
    }
}

/// How the portal shows a theme: its address is its code.
pub fn theme(code: &str) -> Result<Theme, Error> {
    code.parse().map_err(|_| Error::not_found())
}
