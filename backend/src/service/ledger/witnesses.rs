//! Asking the witnesses to cosign (C2SP tlog-witness). One that cannot be reached is asked again; one that has seen another
//! history stops the sealing.

use std::sync::atomic::Ordering;

use anyhow::Context as _;
use domain::ledger::note::{Note, Signature};
use domain::ledger::tree::{self, Span};
use domain::ledger::witness::Request;

use super::keeper::{Keeper, Witness};
use super::seal::Fault;
use crate::Backend;
use crate::store::ledger::{self as rows, Signed};

/// Sends the newest checkpoint to every witness that has not cosigned it.
pub(super) async fn ask(backend: &Backend, keeper: &Keeper) -> Result<(), Fault> {
    let Some(last) = rows::last(backend.db.read()).await? else {
        keeper.agreed.store(0, Ordering::SeqCst);
        return Ok(());
    };
    for witness in &keeper.witnesses {
        let cosigned = rows::cosigned_by(&backend.db, witness.key.name()).await?;
        if cosigned == Some(last.size) && !keeper.has_to_ask() {
            continue;
        }
        match cosign(backend, keeper, witness, &last, cosigned.unwrap_or(0) as u64).await {
            Ok(()) => {}
            Err(Fault::Failed(error)) => tracing::warn!(
                witness = witness.key.name(),
                error = format!("{error:#}"),
                "a witness did not cosign and is asked again"
            ),
            Err(fault) => {
                // Before anything else is signed the witnesses have to agree.
                keeper.agreed.store(-1, Ordering::SeqCst);
                return Err(fault);
            }
        }
    }
    keeper.agreed.store(last.size, Ordering::SeqCst);
    Ok(())
}

/// What a witness answers.
enum Answer {
    /// Its lines for the note.
    Lines(String),
    /// The size that it has cosigned last.
    Conflict(u64),
}

async fn cosign(
    backend: &Backend,
    keeper: &Keeper,
    witness: &Witness,
    last: &Signed,
    cosigned: u64,
) -> Result<(), Fault> {
    let size = last.size as u64;
    let fault = |why: String| Fault::Witness {
        name: witness.key.name().to_owned(),
        why,
    };
    let lines = match send(backend, keeper, witness, last, cosigned.min(size)).await? {
        Answer::Lines(lines) => lines,
        Answer::Conflict(seen) if seen > size => {
            return Err(fault(format!("it has cosigned {seen} events, and there are {size}")));
        }
        Answer::Conflict(seen) if seen == size && cosigned == size => {
            return Err(fault(format!("it has cosigned another root of {size} events")));
        }
        Answer::Conflict(seen) => match send(backend, keeper, witness, last, seen).await? {
            Answer::Lines(lines) => lines,
            Answer::Conflict(_) => return Err(fault(format!("it has cosigned another root of {seen} events"))),
        },
    };
    let note: Note = last.note.parse().context("the last checkpoint is no note")?;
    for line in lines.lines() {
        let signature: Signature = line.parse().context("a witness answers with no signature")?;
        if witness.key.is_of(&signature) {
            witness
                .key
                .check_line(&note.text, &signature)
                .context("a witness answers with a signature that does not hold")?;
            rows::cosign(&backend.db, last.size, witness.key.name(), line).await?;
            return Ok(());
        }
    }
    Err(Fault::Failed(anyhow::anyhow!(
        "a witness answers with another key's signature"
    )))
}

async fn send(backend: &Backend, keeper: &Keeper, witness: &Witness, last: &Signed, old: u64) -> Result<Answer, Fault> {
    let size = last.size as u64;
    let spans = tree::consistency(old, size);
    let mut wanted = spans.clone();
    wanted.push(Span::tree(size));
    let tiles = super::tiles(backend, &wanted, size).await?;
    let request = Request {
        old,
        proof: tree::prove(&tiles, &spans).ok_or(Fault::Changed { size })?,
        note: last.note.parse().context("the last checkpoint is no note")?,
    };
    let address = format!("{}/add-checkpoint", witness.url.trim_end_matches('/'));
    let response = keeper.client.post(&address).body(request.write()).send().await;
    let response = response.with_context(|| format!("cannot reach {address}"))?;
    let status = response.status().as_u16();
    let body = response.text().await.context("a witness's answer broke off")?;
    match status {
        200 => Ok(Answer::Lines(body)),
        409 => {
            let size = body.trim().parse().context("a witness names no size")?;
            Ok(Answer::Conflict(size))
        }
        422 => Err(Fault::Witness {
            name: witness.key.name().to_owned(),
            why: format!("{size} events do not begin with the {old} that it has cosigned"),
        }),
        _ => Err(Fault::Failed(anyhow::anyhow!(
            "{address} answers {status}: {}",
            body.trim()
        ))),
    }
}
