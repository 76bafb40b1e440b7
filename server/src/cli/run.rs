//! Runs a command.

use std::path::Path;
use std::process::ExitCode;

use backend::jobs::Jobs;
use backend::service::{indexing, suspension};
use backend::{Backend, Ctx, Error};
use domain::actor::Actor;
use domain::text::Lang;
use indicatif::ProgressBar;

use super::say::Say;
use super::{Admin, Cli, Command, Import, LedgerCommand, admin, check, import, ledger};
use crate::config::{Config, print};
use crate::problem::{Problem, sentence};
use crate::state::App;
use crate::{demo_people, logs, open, routes, seed, serve};

/// Why a command ends with an exit code that is not zero.
#[derive(Debug)]
pub enum Failure {
    /// What people are told.
    Told(String),
    /// What it had to say has been said.
    Said,
}

impl Failure {
    /// An error of a use case, for people; faults of ours are shown with their chain, because who works at the command
    /// line is who mends them.
    pub fn of(error: Error, lang: Lang) -> Self {
        Self::Told(match error {
            Error::Internal(error) => format!("{error:#}"),
            error => {
                let said = sentence::of(&Problem::from(error), lang);
                sentence::told([&said.title, &said.what, &said.why, &said.next], lang)
            }
        })
    }
}

impl Failure {
    /// A file that is named and not there.
    pub fn no_file(path: &Path, lang: Lang) -> Self {
        Self::Told(match lang {
            Lang::Zh => format!("没有文件 {}", path.display()),
            Lang::En => format!("there is no file {}", path.display()),
        })
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Told(format!("{error:#}"))
    }
}

/// Runs the command of the process.
pub fn run(cli: &Cli) -> ExitCode {
    let lang = cli.lang();
    let outcome = match cli.settings() {
        Ok((config, figment)) => {
            if matches!(cli.command, Command::Config) {
                print!("{}", print::print(&figment, lang));
                return ExitCode::SUCCESS;
            }
            logs::start(&config.log);
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            match runtime {
                Ok(runtime) => runtime.block_on(command(cli, config, lang)),
                Err(error) => Err(Failure::Told(error.to_string())),
            }
        }
        Err(error) => Err(Failure::Told(error.say(lang))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::FAILURE,
        Err(Failure::Told(why)) => {
            eprintln!("{}", Say::Failed(&why).to(lang));
            ExitCode::FAILURE
        }
    }
}

async fn command(cli: &Cli, config: Config, lang: Lang) -> Result<(), Failure> {
    match &cli.command {
        // Those who check the portal have no database of it.
        Command::Witness(_) => return ledger::witness(&config, lang).await,
        Command::Ledger(LedgerCommand::Verify(options)) => return ledger::verify(options, lang).await,
        _ => {}
    }
    let backend = open::backend(&config).await?;
    let ctx = backend.ctx(Actor::Console);
    let done = match &cli.command {
        Command::Serve(_) => return serve(backend, config, lang).await,
        Command::Config | Command::Witness(_) => Ok(()),
        Command::Ledger(command) => ledger::own(&backend, &ctx, &config, command, lang).await,
        Command::Migrate => {
            say(lang, &Say::Migrated(&print::without_password(&config.database_url())));
            Ok(())
        }
        Command::Seed => seed(&backend, &ctx, lang).await,
        Command::Import(Import::Catalogue { file }) => import::catalogue(&backend, &ctx, file, lang).await,
        Command::Import(Import::Version { slug, files, note }) => {
            import::version(&backend, &ctx, slug, files, note, lang).await
        }
        Command::Reindex => reindex(&backend, &ctx, lang).await,
        Command::Admin(Admin::Body(body)) => admin::body(&backend, &ctx, body, lang).await,
        Command::Admin(Admin::Person(person)) => admin::person(&backend, &ctx, person, lang).await,
        Command::Check => check::check(&backend, &ctx, lang).await,
        Command::Suspend(suspend) => {
            let done = suspension::suspend(&backend, &ctx, &suspend.slug, &suspend.article, &suspend.reason).await;
            done.map(|_| say(lang, &Say::Suspended(&suspend.slug)))
                .map_err(|error| Failure::of(error, lang))
        }
        Command::Restore { slug } => restore(&backend, &ctx, slug, lang).await,
    };
    backend.db.close().await;
    done
}

async fn restore(backend: &Backend, ctx: &Ctx, slug: &str, lang: Lang) -> Result<(), Failure> {
    let done = suspension::restore(backend, ctx, slug).await;
    done.map(|_| say(lang, &Say::Restored(slug)))
        .map_err(|error| Failure::of(error, lang))
}

async fn seed(backend: &Backend, ctx: &Ctx, lang: Lang) -> Result<(), Failure> {
    if !seed::is_wanted(backend, ctx).await? {
        say(lang, &Say::NotSeeded);
        return Ok(());
    }
    let bar = ProgressBar::new(0).with_style(check::style());
    bar.set_message(Say::Seeding.to(lang));
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    seed::demo(backend, ctx, progress).await?;
    bar.finish_and_clear();
    say(lang, &Say::Seeded);
    Ok(())
}

/// A running portal rebuilds its own index, which it holds; without one the index is rebuilt here.
async fn reindex(backend: &Backend, ctx: &Ctx, lang: Lang) -> Result<(), Failure> {
    let told = |error| Failure::of(error, lang);
    if indexing::is_served(backend).await.map_err(told)? {
        say(lang, &Say::RebuildAsked);
        indexing::ask_for_rebuild(backend, ctx).await.map_err(told)?;
        say(lang, &Say::Rebuilt);
    } else {
        let count = indexing::rebuild(backend, ctx).await.map_err(told)?;
        say(lang, &Say::RebuiltHere(count));
    }
    Ok(())
}

/// Prints a sentence for people.
pub fn say(lang: Lang, what: &Say<'_>) {
    println!("{}", what.to(lang));
}

async fn serve(backend: Backend, config: Config, lang: Lang) -> Result<(), Failure> {
    let console = backend.ctx(Actor::Console);
    if config.demo && seed::is_wanted(&backend, &console).await? {
        seed(&backend, &console, lang).await?;
    }
    if config.demo {
        for person in demo_people::ensure(&backend, &console, &config.data).await? {
            say(lang, &Say::DemoPerson(&person.email, &person.password));
        }
    } else {
        demo_people::refuse_outside_the_demo(&backend, &console).await?;
    }
    let setup = config.ledger_setup().map_err(|error| Failure::Told(error.say(lang)))?;
    backend.ledger.keep(setup)?;
    let jobs = Jobs::start(&backend, open::post(&config)?).await?;
    let listener = serve::listen(config.listen, &config.limits)
        .map_err(|error| Failure::Told(format!("{}: {error}", config.listen)))?;
    let listen = listener.local_addr().map_err(anyhow::Error::from)?;
    if !config.site.join("build-id").is_file() {
        say(lang, &Say::NoSite(&config.site.display().to_string()));
    }
    say(lang, &Say::Serving(&config.base_url(), listen));
    let limits = config.limits.clone();
    let app = App::new(backend.clone(), config);
    let metrics = app.metrics.clone();
    let router = routes::router(app);
    tokio::select! {
        () = serve::serve(listener, router, limits, metrics.clone(), serve::asked_to_stop()) => {}
        () = metrics.kept_up() => {}
    }
    jobs.stop().await;
    backend.db.close().await;
    Ok(())
}
