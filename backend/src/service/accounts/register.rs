//! Opening an account: a name, an address and a password, then a letter whose link shows that the address is theirs.

use domain::ids::PersonId;
use domain::person::{self, Account, Email, Faults, Level};
use domain::policy::Action;
use domain::refused::{Refused, Why};
use domain::text::Lang;

use super::{Client, make_link, password, take_link, throttle, whose_link};
use crate::mail::{self, Letter};
use crate::store::sessions::{self, LinkKind};
use crate::store::{Tx, people};
use crate::{Backend, Ctx, Error};

/// What the form asks for.
#[derive(Debug, Clone, Default)]
pub struct NewAccount {
    /// How they want to be called.
    pub name: String,
    /// Where mail goes.
    pub email: String,
    /// The password.
    pub password: String,
    /// The language of mail.
    pub lang: Option<Lang>,
}

/// Takes the form and sends a letter: to confirm the address, or, where it has an account already, to say so. The
/// answer is the same.
pub async fn register(backend: &Backend, ctx: &Ctx, client: &Client, new: &NewAccount) -> Result<(), Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let mut faults = Faults::default();
    let name = faults.take(person::name("name", &new.name));
    let email = faults.take(person::email("email", &new.email));
    let about = [new.name.as_str(), new.email.as_str()];
    faults.take(password::check("password", &new.password, &about, false));
    let (name, email) = faults.all(name.zip(email))?;
    // Every letter counts, so that nobody has the portal write to a stranger again and again.
    let attempt = throttle::Attempt::new(backend, client, &email.key(), "letters to");
    attempt.begin(backend, &granted).await?;
    let hash = password::hash(&new.password).await?;
    let mut tx = backend.db.begin(&granted).await?;
    let lang = new.lang.unwrap_or(Lang::Zh);
    let account = Account {
        id: PersonId::new(crate::fresh_id()),
        email,
        name,
        lang,
        level: Level::Unconfirmed,
        created: ctx.now,
    };
    write(backend, ctx, &mut tx, account, &hash).await?;
    tx.commit().await?;
    Ok(())
}

async fn write(backend: &Backend, ctx: &Ctx, tx: &mut Tx, account: Account, hash: &str) -> Result<(), Error> {
    let known = people::by_email_for_change(tx, &account.email).await?;
    let account = match known {
        Some(known) if known.account.level > Level::Unconfirmed => {
            let letter = Letter::has_account(&backend.settings, account.lang);
            return mail::send(tx, ctx, &known.account.email, letter).await;
        }
        // Nobody has shown that the address is theirs: whoever comes last gets the letter, and earlier links are void.
        Some(known) => {
            let id = known.account.id;
            people::set_name(tx, &id, &account.name, account.lang).await?;
            people::set_password(tx, &id, hash, ctx.now).await?;
            sessions::end_links(tx, &id, LinkKind::Confirm).await?;
            Account { id, ..account }
        }
        None => {
            people::insert(tx, &account, Some(hash)).await?;
            account
        }
    };
    let secret = make_link(backend, tx, LinkKind::Confirm, Some(&account.id), &(), ctx.now).await?;
    let letter = Letter::confirm(&backend.settings, account.lang, &account.name, &secret);
    mail::send(tx, ctx, &account.email, letter).await
}

/// Confirms an address by the link of the letter and the password that was chosen: somebody else may have registered the
/// address with a password of their own, and hope that its owner opens the link.
pub async fn confirm(backend: &Backend, ctx: &Ctx, client: &Client, secret: &str, given: &str) -> Result<Email, Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let row = whose_link(backend, LinkKind::Confirm, secret, ctx.now).await?;
    let id = &row.account.id;
    let attempt = throttle::Attempt::new(backend, client, &row.account.email.key(), "password of");
    attempt.begin(backend, &granted).await?;
    if !password::verify(given, row.password.as_deref()).await? {
        return Err(Refused::invalid("password", Why::NotThePassword).into());
    }
    let mut tx = backend.db.begin(&granted).await?;
    take_link::<()>(backend, &mut tx, LinkKind::Confirm, secret, ctx.now).await?;
    let still = people::by_id_for_change(&mut tx, id).await?;
    let still = still
        .filter(|still| still.password == row.password)
        .ok_or(Refused::LinkSpent)?;
    if still.account.level == Level::Unconfirmed {
        people::set_level(&mut tx, id, Level::Email).await?;
    }
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(row.account.email)
}
