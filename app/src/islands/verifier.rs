//! Checks the ledger in the browser, with the same rules as everywhere: signatures, an event's proof, that the ledger grew
//! out of what this browser saw last time, and, when asked, everything that is published.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of the island, in the language of its page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field is named by what it says")]
pub struct VerifierWords {
    pub asleep: String,
    pub seq: String,
    pub one: String,
    pub all: String,
    pub working: String,
    pub signature: String,
    pub cosignature: String,
    pub leaf: String,
    pub inclusion: String,
    pub consistency: String,
    pub first_time: String,
    pub whole: String,
    pub wrong: String,
    pub unreachable: String,
}

#[cfg(feature = "ssr")]
impl From<&crate::text::ledger::Verifier> for VerifierWords {
    fn from(words: &crate::text::ledger::Verifier) -> Self {
        Self {
            asleep: words.asleep.to_owned(),
            seq: words.seq.to_owned(),
            one: words.one.to_owned(),
            all: words.all.to_owned(),
            working: words.working.to_owned(),
            signature: words.signature.to_owned(),
            cosignature: words.cosignature.to_owned(),
            leaf: words.leaf.to_owned(),
            inclusion: words.inclusion.to_owned(),
            consistency: words.consistency.to_owned(),
            first_time: words.first_time.to_owned(),
            whole: words.whole.to_owned(),
            wrong: words.wrong.to_owned(),
            unreachable: words.unreachable.to_owned(),
        }
    }
}

/// What was checked, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    holds: bool,
    said: String,
}

/// The form and its verdict. Without the wasm it says where else to check.
#[island]
pub fn Verifier(
    /// The words.
    words: VerifierWords,
    /// The log's public key.
    key_text: String,
    /// Public keys of its witnesses.
    witnesses: Vec<String>,
    /// The newest event, which the field holds at first.
    newest: i64,
) -> impl IntoView {
    let (awake, set_awake) = signal(false);
    Effect::new(move |_| set_awake.set(true));
    let seq = RwSignal::new(newest.to_string());
    let busy = RwSignal::new(false);
    let lines = RwSignal::new(Vec::<Line>::new());
    let task = StoredValue::new(Task {
        words: words.clone(),
        key: key_text,
        witnesses,
    });
    let run = move |whole: bool| {
        if !busy.get_untracked() {
            busy.set(true);
            lines.set(Vec::new());
            start(task.get_value(), whole, seq.get_untracked(), move |found| {
                lines.set(found);
                busy.set(false);
            });
        }
    };
    let verdict = move || {
        let shown = lines.get();
        let items = shown.into_iter().map(|line| {
            let mark = if line.holds { "✓ " } else { "✗ " };
            view! { <li class:wrong=!line.holds>{mark}{line.said}</li> }
        });
        items.collect::<Vec<_>>()
    };
    let working = words.working;
    view! {
        <p hidden=move || awake.get()>{words.asleep}</p>
        <form
            class="verifier"
            hidden=move || !awake.get()
            on:submit=move |event| {
                event.prevent_default();
                run(false);
            }
        >
            <div class="field">
                <label for="verify-seq">{words.seq}</label>
                <input
                    id="verify-seq"
                    class="input"
                    inputmode="numeric"
                    value=newest.to_string()
                    on:input=move |event| seq.set(event_target_value(&event))
                />
            </div>
            <div class="actions">
                <button class="button primary" disabled=move || busy.get()>
                    {words.one}
                </button>
                <button class="button" type="button" disabled=move || busy.get() on:click=move |_| run(true)>
                    {words.all}
                </button>
            </div>
        </form>
        <div role="status">
            <p hidden=move || !busy.get()>{working}</p>
            <ul class="verdict">{verdict}</ul>
        </div>
    }
}

/// What is to be checked, and the words for it.
#[derive(Debug, Clone)]
struct Task {
    words: VerifierWords,
    key: String,
    witnesses: Vec<String>,
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::ledger::checkpoint::Checkpoint;
    use domain::ledger::note::{Note, VerifyKey};
    use domain::ledger::tree::{self, Hash};
    use domain::ledger::verify::{self, Expected, Published};
    use gloo::net::http::Request;
    use leptos::task::spawn_local;
    use serde::Deserialize;

    use super::{Line, Task};

    /// Where this browser keeps the checkpoint that it saw last.
    const SEEN: &str = "ledger-checkpoint";

    /// Checks, then hands the verdict over.
    pub fn start(task: Task, whole: bool, seq: String, done: impl FnOnce(Vec<Line>) + 'static) {
        spawn_local(async move {
            let mut lines = Vec::new();
            if check(&task, whole, seq.trim(), &mut lines).await.is_none() {
                let said = task.words.unreachable.clone();
                lines.push(Line { holds: false, said });
            }
            done(lines);
        });
    }

    struct Portal;

    impl Published for Portal {
        async fn read(&self, path: &str) -> Result<Vec<u8>, String> {
            let response = Request::get(&format!("/ledger/{path}")).send().await;
            let response = response.map_err(|error| error.to_string())?;
            if !response.ok() {
                return Err(response.status().to_string());
            }
            response.binary().await.map_err(|error| error.to_string())
        }
    }

    #[derive(Deserialize)]
    struct Events {
        items: Vec<Event>,
    }

    #[derive(Deserialize)]
    struct Event {
        seq: u64,
        leaf: String,
    }

    #[derive(Deserialize)]
    struct Hashes {
        hashes: Vec<Hash>,
    }

    async fn get<T: serde::de::DeserializeOwned>(address: &str) -> Option<T> {
        Request::get(address).send().await.ok()?.json().await.ok()
    }

    /// `None` when something could not be fetched or read.
    async fn check(task: &Task, whole: bool, seq: &str, lines: &mut Vec<Line>) -> Option<()> {
        let words = &task.words;
        let mut say = |holds: bool, said: &str| {
            let said = if holds {
                said.to_owned()
            } else {
                format!("{}: {said}", words.wrong)
            };
            lines.push(Line { holds, said });
        };
        let log: VerifyKey = task.key.parse().ok()?;
        let bytes = Portal.read("checkpoint").await.ok()?;
        let note: Note = String::from_utf8(bytes).ok()?.parse().ok()?;
        let Ok(head) = Checkpoint::open(&note, &log) else {
            say(false, &words.signature);
            return Some(());
        };
        say(true, &words.signature);
        for witness in &task.witnesses {
            let witness: VerifyKey = witness.parse().ok()?;
            say(
                witness.check(&note).is_ok(),
                &format!("{} ({})", words.cosignature, witness.name()),
            );
        }
        let seen = seen(&log);
        let grown = match &seen {
            None => {
                say(true, &words.first_time);
                true
            }
            Some(seen) => {
                let holds = continues(seen, &head).await?;
                say(holds, &words.consistency);
                holds
            }
        };
        if whole {
            let expected = Expected {
                log: &log,
                witnesses: &[],
                earlier: seen.as_ref(),
            };
            let report = verify::verify(&Portal, &expected, |_| {}).await;
            let findings = report.map_or_else(|finding| vec![finding], |report| report.findings);
            for finding in findings.iter().take(10) {
                say(false, &finding.to_string());
            }
            if findings.is_empty() {
                say(true, &words.whole);
            }
        } else {
            let seq: u64 = seq.parse().ok()?;
            let after = seq as i64 - 1;
            let page: Events = get(&format!("/api/v1/ledger/events?after={after}&size=1")).await?;
            let event = page.items.first().filter(|event| event.seq == seq)?;
            let leaf = tree::leaf_hash(event.leaf.as_bytes());
            say(true, &words.leaf);
            let size = head.size;
            let proof: Hashes = get(&format!("/api/v1/ledger/proofs/inclusion?seq={seq}&size={size}")).await?;
            let holds = tree::check_inclusion(seq, size, leaf, head.root, &proof.hashes).is_ok();
            say(holds, &words.inclusion);
        }
        if grown {
            keep(&note);
        }
        Some(())
    }

    async fn continues(seen: &Checkpoint, head: &Checkpoint) -> Option<bool> {
        if seen.size > head.size {
            return Some(false);
        }
        let (from, to) = (seen.size, head.size);
        let proof: Hashes = get(&format!("/api/v1/ledger/proofs/consistency?from={from}&to={to}")).await?;
        Some(tree::check_consistency(from, to, seen.root, head.root, &proof.hashes).is_ok())
    }

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok()?
    }

    /// The checkpoint that this browser saw last, when the log has signed it.
    fn seen(log: &VerifyKey) -> Option<Checkpoint> {
        let note: Note = storage()?.get_item(SEEN).ok()??.parse().ok()?;
        Checkpoint::open(&note, log).ok()
    }

    fn keep(note: &Note) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(SEEN, &note.to_string());
        }
    }
}

/// On the server nothing is checked: handlers are never called there.
#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::{Line, Task};

    pub fn start(task: Task, _whole: bool, _seq: String, _done: impl FnOnce(Vec<Line>) + 'static) {
        let Task { words, key, witnesses } = task;
        let _ = (words, key, witnesses);
    }
}

use browser::start;
