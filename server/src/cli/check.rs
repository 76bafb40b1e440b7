//! `kaicang check`: reads every stored object and compares it with its digest, and asks the database whether it is sound.

use backend::service::check::{self, Finding, Index};
use backend::{Backend, Ctx};
use domain::text::Lang;
use indicatif::{ProgressBar, ProgressStyle};

use super::run::{Failure, say};
use super::say::Say;

/// Checks, prints each fault, and fails when there is one.
pub async fn check(backend: &Backend, ctx: &Ctx, lang: Lang) -> Result<(), Failure> {
    let objects = check::objects(backend, ctx)
        .await
        .map_err(|error| Failure::of(error, lang))?;
    let bar = ProgressBar::new(objects.len() as u64).with_style(style());
    bar.set_message(Say::Checking(objects.len()).to(lang));
    let mut faults = 0;
    let mut told = |finding: &Finding| {
        faults += 1;
        bar.suspend(|| say(lang, &sentence(finding)));
    };
    for (digest, name) in &objects {
        let finding = check::object(backend, ctx, digest, name)
            .await
            .map_err(|error| Failure::of(error, lang))?;
        if let Some(finding) = finding {
            told(&finding);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for finding in check::database(backend, ctx)
        .await
        .map_err(|error| Failure::of(error, lang))?
    {
        told(&finding);
    }
    let index = check::index(backend, ctx)
        .await
        .map_err(|error| Failure::of(error, lang))?;
    say(lang, &Say::Index(&index));
    faults += usize::from(index == Index::Ahead);
    if faults == 0 {
        say(lang, &Say::Sound(objects.len()));
        Ok(())
    } else {
        say(lang, &Say::Faults(faults));
        Err(Failure::Said)
    }
}

fn sentence(finding: &Finding) -> Say<'_> {
    match finding {
        Finding::Damaged { digest, name } => Say::Damaged {
            digest: digest.as_str(),
            name,
            why: None,
        },
        Finding::Unreadable { digest, name, why } => Say::Damaged {
            digest: digest.as_str(),
            name,
            why: Some(why),
        },
        Finding::Database { fault } => Say::DatabaseFault(fault),
    }
}

/// How progress looks.
pub fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} [{wide_bar}] {pos}/{len} {eta}").expect("the template is well formed")
}
