//! Taking a catalogue of other portals into the list (O21-17): idempotent by source and id, with gaps left as gaps.

use std::collections::{HashMap, HashSet};

use domain::body::{Body, Level};
use domain::entry::{Entry, Metadata};
use domain::frequency::next_due;
use domain::ids::{BodyId, EntryId, Slug};
use domain::ledger::event::{Act, EventKind, ObjectKind};
use domain::policy::Action;
use domain::suspension::Door;
use domain::text::Text;
use domain::time::Moment;
use sha2::{Digest as _, Sha256};

use crate::ctx::Granted;
use crate::import::catalogue::Parsed;
use crate::import::{Reason, Unusable};
use crate::store::entries::Row;
use crate::store::{Tx, bodies, entries, ledger, outbox, versions};
use crate::{Backend, Ctx, Error};

/// How many entries of a batch went which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// New on the list.
    pub added: u64,
    /// On the list, and revised because the source says something else now.
    pub revised: u64,
    /// On the list already, word for word.
    pub unchanged: u64,
}

impl Taken {
    /// All of them.
    pub const fn total(&self) -> u64 {
        self.added + self.revised + self.unchanged
    }
}

impl std::ops::AddAssign for Taken {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.revised += other.revised;
        self.unchanged += other.unchanged;
    }
}

/// One import under way: what it has met so far.
#[derive(Debug, Default)]
pub struct Import {
    /// Bodies that are saved already.
    known: HashSet<BodyId>,
    /// The line on which each address was met first.
    seen: HashMap<Slug, u64>,
}

impl Import {
    /// Takes a batch of lines in one transaction, and tells which lines repeat an earlier one. What a line says twice is
    /// taken once, so that a second import changes nothing.
    pub async fn take(
        &mut self,
        backend: &Backend,
        ctx: &Ctx,
        batch: Vec<(u64, Parsed)>,
    ) -> Result<(Taken, Vec<(u64, Unusable)>), Error> {
        let granted = ctx.permit(Action::WriteEntry)?;
        let mut taken = Taken::default();
        let mut repeats = Vec::new();
        let mut acts = Vec::new();
        let mut tx = backend.db.begin(&granted).await?;
        for (number, parsed) in batch {
            if let Some(first) = self.seen.get(&parsed.slug) {
                repeats.push((
                    number,
                    Unusable {
                        field: None,
                        reason: Reason::Repeats(*first),
                    },
                ));
                continue;
            }
            self.seen.insert(parsed.slug.clone(), number);
            let body = body_of(&parsed);
            let is_met_first = self.known.insert(body.id.clone());
            if is_met_first && bodies::by_id(&backend.db, &body.id).await?.as_ref() != Some(&body) {
                bodies::save(&mut tx, &body).await?;
                acts.push(Act::on(EventKind::SaveBody, ObjectKind::Body, &body.slug));
            }
            let act = take_one(&mut tx, &granted, parsed, body.id, &mut taken).await?;
            acts.extend(act);
        }
        if !acts.is_empty() {
            ledger::append_all(&mut tx, &granted, acts).await?;
        }
        tx.commit().await?;
        Ok((taken, repeats))
    }
}

async fn take_one(
    tx: &mut Tx,
    granted: &Granted<'_>,
    parsed: Parsed,
    body: BodyId,
    taken: &mut Taken,
) -> Result<Option<Act>, Error> {
    let Parsed {
        slug,
        metadata,
        issued,
        modified,
        rows,
        ..
    } = parsed;
    let source = metadata
        .source
        .as_ref()
        .ok_or_else(|| anyhow::anyhow!("a harvested entry names no source"))?;
    let act = |slug: &Slug, change| {
        let act = Act::on_dataset(EventKind::Import, slug).ground("O21-17");
        act.detail("change", change).detail("source", &source.catalogue)
    };
    let found = entries::by_source(tx, &source.catalogue, &source.id).await?;
    let (id, act) = if let Some(row) = found {
        // The source's date of change stands in the metadata: the entry's own one also moves with versions added here.
        let same = row.entry.metadata == metadata
            && row.entry.body == body
            && row.entry.issued == issued
            && row.stated_rows == rows;
        if same {
            taken.unchanged += 1;
            return Ok(None);
        }
        let act = act(&row.entry.slug, "revised");
        let modified = modified.max(versions::last_published(tx, &row.entry.id).await?);
        let due = due(&metadata, modified);
        let entry = Entry {
            body,
            metadata,
            issued,
            modified,
            ..row.entry
        };
        let row = Row {
            entry,
            due,
            stated_rows: rows,
            ..row
        };
        if !entries::revise(tx, &row).await? {
            return Err(Error::Conflict);
        }
        taken.revised += 1;
        (row.entry.id, act)
    } else {
        let act = act(&slug, "added");
        let due = due(&metadata, modified);
        let entry = Entry {
            id: EntryId::new(crate::fresh_id()),
            slug,
            body,
            metadata,
            revision: 1,
            issued,
            modified,
        };
        let row = Row {
            entry,
            published: true,
            due,
            stated_rows: rows,
            door: Door::Open,
        };
        entries::insert(tx, &row).await?;
        taken.added += 1;
        (row.entry.id, act)
    };
    outbox::queue(tx, &id, granted.ctx().now).await?;
    Ok(Some(act))
}

/// O21-16b: a source that states how often it updates and when it last did has made a promise. A source that states one
/// of the two has made none, and none is invented for it.
fn due(metadata: &Metadata, modified: Option<Moment>) -> Option<Moment> {
    next_due(metadata.frequency, modified?)
}

/// The publisher as a body of its own; where the source names none, the catalogue itself answers (O21-9).
fn body_of(parsed: &Parsed) -> Body {
    let catalogue = parsed
        .metadata
        .source
        .as_ref()
        .map_or("", |source| source.catalogue.as_str());
    let name = parsed
        .publisher
        .clone()
        .unwrap_or_else(|| Text::both(catalogue, catalogue));
    let mut hash = Sha256::new();
    hash.update(catalogue);
    hash.update([0]);
    hash.update(name.all().next().unwrap_or(""));
    let digest = domain::ids::Digest::from_bytes(&hash.finalize().into());
    let short = &digest.as_str()[..10];
    let prefix: String = catalogue
        .chars()
        .take(60)
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let slug = format!("{}-{short}", prefix.trim_matches('-'))
        .trim_start_matches('-')
        .to_owned();
    Body {
        id: BodyId::new(format!("external-{}", &digest.as_str()[..32])),
        slug: slug
            .parse()
            .expect("letters, digits and inner hyphens, ending in a digest"),
        short: name.clone(),
        name,
        about: Text::default(),
        level: Level::External,
        contact: None,
        demo: false,
    }
}
