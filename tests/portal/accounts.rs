//! Accounts: opening one, signing in, keeping it safe, acting with keys.

use domain::time::DAY;
use http::{Method, StatusCode, header};

use totp_rs::{Builder, Secret};

use crate::house::{Answer, House, on_each_database};
use crate::people::{Browser, PASSWORD, key_of};

/// The page without what differs from request to request.
fn plain(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let id = answer.header("x-request-id".parse().unwrap());
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    let (_, rest) = policy.split_once("'nonce-").expect("a page has scripts");
    let nonce = rest.split('\'').next().unwrap_or_default();
    text.replace(id, "").replace(nonce, "")
}

#[test]
fn somebody_opens_an_account_confirms_it_from_the_letter_signs_in_and_out() {
    on_each_database(|house| async move {
        let mut browser = Browser::new(&house);
        let fields = [("name", "Wang"), ("email", "wang@example.cn"), ("password", PASSWORD)];
        assert_eq!(browser.send("/en/register", &fields).await.status, StatusCode::OK);
        let sign_in = [("email", "Wang@Example.cn"), ("password", PASSWORD)];
        let early = browser.send("/login", &sign_in).await;
        assert_eq!(
            early.status,
            StatusCode::UNAUTHORIZED,
            "an address that nobody confirmed signs nobody in"
        );

        let key = key_of(&house.letter("wang@example.cn", "confirm").await);
        let others = browser
            .send(
                "/register/confirm",
                &[("key", &key), ("password", "somebody else's password")],
            )
            .await;
        assert_eq!(
            others.status,
            StatusCode::BAD_REQUEST,
            "who did not choose the password confirms nothing"
        );
        let looked = browser.get(&format!("/register/confirm?key={key}")).await;
        assert_eq!(looked.status, StatusCode::OK, "opening the link alone confirms nothing");
        assert_eq!(
            browser
                .send("/register/confirm", &[("key", &key), ("password", PASSWORD)])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let again = browser
            .send("/register/confirm", &[("key", &key), ("password", PASSWORD)])
            .await;
        assert_eq!(again.status, StatusCode::GONE, "a link is used once");

        house.clock.set(house.clock_after(60));
        let done = browser.send("/login", &sign_in).await;
        assert_eq!(
            (done.status, done.header(header::LOCATION)),
            (StatusCode::SEE_OTHER, "/account")
        );
        let account = browser.get("/account").await;
        assert!(account.status == StatusCode::OK && account.holds("Wang"), "{account:?}");
        assert_eq!(account.header(header::CACHE_CONTROL), "private, no-store");

        let secret = browser.cookie("session").unwrap().to_owned();
        assert_eq!(browser.send("/logout", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/account").await.status, StatusCode::UNAUTHORIZED);
        let stolen = house
            .get_with("/account", &[(header::COOKIE, &format!("session={secret}"))])
            .await;
        assert_eq!(
            stolen.status,
            StatusCode::UNAUTHORIZED,
            "a session that has ended is worth nothing"
        );
    });
}

#[test]
fn nobody_learns_whether_an_address_has_an_account() {
    on_each_database(|house| async move {
        Browser::new(&house).open_account("known@example.cn").await;
        let mut browser = Browser::new(&house);
        for (path, field) in [
            ("/login", "password"),
            ("/login/forgotten", "unused"),
            ("/register", "password"),
        ] {
            let mut answers = Vec::new();
            for email in ["known@example.cn", "nobody@example.cn"] {
                let fields = [("name", "Li"), ("email", email), (field, "玉兰 tram Suzhou creek 1909")];
                let answer = browser.send(path, &fields).await;
                answers.push((answer.status, plain(&answer).replace(email, "")));
            }
            assert_eq!(answers[0], answers[1], "{path} answers differently");
        }
        let told = house.letter("known@example.cn", "已有账号").await;
        assert!(
            !told.contains("key="),
            "no link is sent to somebody who did not ask: {told}"
        );
    });
}

#[test]
fn guessing_is_slowed_and_the_owner_is_not_locked_out() {
    on_each_database(|house| async move {
        let mut owner = Browser::signed_in(&house, "owner@example.cn").await;
        let mut stranger = Browser::new(&house);
        let mut last = StatusCode::OK;
        for _ in 0..8 {
            let guess = [
                ("email", "owner@example.cn"),
                ("password", "a wrong password of some length"),
            ];
            last = stranger.send("/login", &guess).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let right = [("email", "owner@example.cn"), ("password", PASSWORD)];
        let waits = stranger.send("/login", &right).await;
        assert_eq!(
            waits.status,
            StatusCode::TOO_MANY_REQUESTS,
            "from there not even the right one is tried"
        );
        assert!(
            !waits.header(header::RETRY_AFTER).is_empty() || waits.holds("秒"),
            "{waits:?}"
        );

        owner.forget("session");
        let done = owner.send("/login", &right).await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "a device of the owner's is not held back: {done:?}"
        );
        house.clock.set(house.clock_after(16 * 60));
        assert_eq!(
            stranger.send("/login", &right).await.status,
            StatusCode::SEE_OTHER,
            "waits have an end"
        );
    });
}

#[test]
fn a_form_keeps_what_was_typed_and_names_every_fault_but_no_secret() {
    on_each_database(|house| async move {
        let mut browser = Browser::new(&house);
        let fields = [
            ("name", "王小明"),
            ("email", "no address"),
            ("password", "short secret"),
        ];
        let answer = browser.send("/register", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(
            answer.holds("王小明") && answer.holds("no address") && answer.holds("15"),
            "{answer:?}"
        );
        assert!(!answer.holds("short secret"), "a password came back");
    });
}

#[test]
fn a_forgotten_password_is_set_anew_and_ends_every_session() {
    on_each_database(|house| async move {
        let mut before = Browser::signed_in(&house, "forgetful@example.cn").await;
        let mut browser = Browser::new(&house);
        browser
            .send("/login/forgotten", &[("email", "forgetful@example.cn")])
            .await;
        let key = key_of(&house.letter("forgetful@example.cn", "new-password").await);
        let weak = browser
            .send(
                "/login/new-password",
                &[("key", &key), ("password", "passwordpassword")],
            )
            .await;
        assert_eq!(weak.status, StatusCode::BAD_REQUEST, "and the link still holds");
        let new = "三月的桃花 opens at dawn";
        let done = browser
            .send("/login/new-password", &[("key", &key), ("password", new)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
        assert_eq!(before.get("/account").await.status, StatusCode::UNAUTHORIZED);
        let old = browser
            .send("/login", &[("email", "forgetful@example.cn"), ("password", PASSWORD)])
            .await;
        assert_eq!(old.status, StatusCode::UNAUTHORIZED);
        let done = browser
            .send("/login", &[("email", "forgetful@example.cn"), ("password", new)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_key_does_what_it_may_is_renewed_beside_the_old_one_and_ends_at_once() {
    on_each_database(|house| async move {
        let mut browser = Browser::signed_in(&house, "developer@example.cn").await;
        let asked = [
            ("form", "make"),
            ("name", "my program"),
            ("scope", "account"),
            ("days", "30"),
        ];
        let made = browser.send("/me/keys", &asked).await;
        assert_eq!(made.status, StatusCode::OK, "{made:?}");
        let key = key_in(&made);
        let me = |key: String| {
            let house = &house;
            async move {
                let value = format!("Bearer {key}");
                house.get_with("/api/v1/me", &[(header::AUTHORIZATION, &value)]).await
            }
        };
        let answer = me(key.clone()).await;
        assert!(
            answer.status == StatusCode::OK && answer.holds("Wang Xiaoming"),
            "{answer:?}"
        );
        assert!(!browser.get("/me/keys").await.holds(&key), "a secret is shown once");
        let value = format!("Bearer {key}");
        let data = house
            .get_with("/api/v1/datasets", &[(header::AUTHORIZATION, &value)])
            .await;
        assert_eq!(data.status, StatusCode::FORBIDDEN, "this key is not for data");
        assert_eq!(me("kc_not-a-key".into()).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(house.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);

        let id = id_in(&browser.get("/me/keys").await);
        let renewed = key_in(&browser.send("/me/keys", &[("form", "rotate"), ("id", &id)]).await);
        assert_ne!(renewed, key);
        for key in [&key, &renewed] {
            assert_eq!(me(key.clone()).await.status, StatusCode::OK, "both hold for a while");
        }
        house.clock.set(house.clock_after(8 * DAY / 1_000_000));
        assert_eq!(
            me(key).await.status,
            StatusCode::UNAUTHORIZED,
            "the old one has run out"
        );
        assert_eq!(me(renewed).await.status, StatusCode::OK);
    });
}

/// The secret of a key on the page that shows it.
fn key_in(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    // The prefix alone stands in the list; the secret is longer.
    let keys = text.split("kc_").skip(1).map(|rest| {
        let secret: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        format!("kc_{secret}")
    });
    keys.max_by_key(String::len).unwrap()
}

/// The id of the first key in the list.
fn id_in(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let (_, rest) = text
        .split_once("name=\"id\" value=\"")
        .expect("the list has a form for each key");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn an_account_is_taken_away_whole_and_ended_whole() {
    on_each_database(|house| async move {
        let mut browser = Browser::signed_in(&house, "leaving@example.cn").await;
        let export = browser.get("/account/export").await;
        assert!(
            export.status == StatusCode::OK && export.holds("leaving@example.cn"),
            "{export:?}"
        );
        let wrong = browser
            .send("/account", &[("form", "end"), ("password", "not the password at all")])
            .await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let done = browser
            .send("/account", &[("form", "end"), ("password", PASSWORD)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
        assert_eq!(browser.get("/account").await.status, StatusCode::UNAUTHORIZED);
        house.clock.set(house.clock_after(60));
        let gone = browser
            .send("/login", &[("email", "leaving@example.cn"), ("password", PASSWORD)])
            .await;
        assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
        Browser::new(&house).open_account("leaving@example.cn").await;
    });
}

#[test]
fn an_organisation_is_entered_and_its_members_invited_by_mail() {
    on_each_database(|house| async move {
        let mut signer = Browser::signed_in(&house, "signer@example.cn").await;
        let before = signer.cookie("session").unwrap().to_owned();
        let slip = [("form", "enter"), ("name", "某某科技"), ("uscc", "91350100M000100Y44")];
        assert_eq!(
            signer.send("/me/organisation", &slip).await.status,
            StatusCode::BAD_REQUEST
        );
        let enter = [("form", "enter"), ("name", "某某科技"), ("uscc", "91350100M000100Y43")];
        assert_eq!(
            signer.send("/me/organisation", &enter).await.status,
            StatusCode::SEE_OTHER
        );
        assert_ne!(
            signer.cookie("session").unwrap(),
            before,
            "a change of rights changes the secret"
        );
        assert!(signer.get("/me/organisation").await.holds("某某科技"));

        let invite = [
            ("form", "invite"),
            ("email", "dev@example.cn"),
            ("role", "developer"),
            ("lang", "en"),
        ];
        let invited = signer.send("/me/organisation", &invite).await;
        assert_eq!(invited.status, StatusCode::OK, "{invited:?}");
        let key = key_of(&house.letter("dev@example.cn", "invites").await);
        let mut other = Browser::signed_in(&house, "other@example.cn").await;
        let refused = other.send("/invited", &[("key", &key)]).await;
        assert_eq!(refused.status, StatusCode::GONE, "an invitation is for one address");

        let mut developer = Browser::signed_in(&house, "dev@example.cn").await;
        let done = developer.send("/invited", &[("key", &key)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
        let page = developer.get("/me/organisation").await;
        assert!(page.holds("某某科技"), "{page:?}");
        let invite = [("form", "invite"), ("email", "third@example.cn"), ("role", "developer")];
        let refused = developer.send("/me/organisation", &invite).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "developers invite nobody");
    });
}

#[test]
fn o21_12d_pages_of_people_are_for_people_alone() {
    on_each_database(|house| async move {
        house
            .list("bus-stops", "公交站点", domain::entry::OpenType::Unconditional)
            .await;
        for address in [
            "/account",
            "/me",
            "/me/keys",
            "/me/organisation",
            "/operator",
            "/operator/people",
            "/account/export",
        ] {
            assert_eq!(house.get(address).await.status, StatusCode::UNAUTHORIZED, "{address}");
        }
        let mut user = Browser::signed_in(&house, "user@example.cn").await;
        for address in [
            "/operator",
            "/operator/people",
            "/operator/mail",
            "/bodies/transport-commission/staff",
        ] {
            assert_eq!(user.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        }
        let foreign = house
            .send(
                Method::POST,
                "/login",
                &[("sec-fetch-site".parse().unwrap(), "cross-site")],
            )
            .await;
        assert_eq!(
            foreign.status,
            StatusCode::FORBIDDEN,
            "a form of another site is not taken"
        );
    });
}

/// What an authenticator shows at the moment of the house.
fn shown_code(house: &House, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let seconds = house.clock_now().micros() / 1_000_000;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// What stands in a hidden field of a page.
fn hidden(answer: &Answer, field: &str) -> String {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let (_, rest) = text
        .split_once(&format!("name=\"{field}\" value=\""))
        .expect("the page has the field");
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_second_factor_is_asked_for_is_good_once_and_can_be_recovered() {
    on_each_database(|house| async move {
        let house = &house;
        let mut browser = Browser::signed_in(house, "careful@example.cn").await;
        let secret = hidden(&browser.get("/account").await, "secret");
        let set_up = |code: String| {
            let secret = secret.clone();
            vec![
                ("form", "totp".to_owned()),
                ("secret", secret),
                ("code", code),
                ("password", PASSWORD.to_owned()),
            ]
        };
        let wrong = send(&mut browser, "/account", &set_up("000000".into())).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            hidden(&wrong, "secret"),
            secret,
            "the secret that the authenticator has stays the same"
        );
        let done = send(&mut browser, "/account", &set_up(shown_code(house, &secret))).await;
        assert_eq!(done.status, StatusCode::OK, "{done:?}");
        let text = String::from_utf8_lossy(&done.body).into_owned();
        let code = recovery_code(&text);

        let password = [("email", "careful@example.cn"), ("password", PASSWORD)];
        let step = browser.send("/login", &password).await;
        assert_eq!(step.header(header::LOCATION), "/login/second", "{step:?}");
        browser.forget("session");
        assert_eq!(
            browser.get("/account").await.status,
            StatusCode::UNAUTHORIZED,
            "a password alone is not enough"
        );
        let used = shown_code(house, &secret);
        let again = browser.send("/login/second", &[("code", &used)]).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED, "a code is good once");
        house.clock.set(house.clock_after(30));
        let fresh = shown_code(house, &secret);
        let entered = browser.send("/login/second", &[("code", &fresh)]).await;
        assert_eq!(
            (entered.status, entered.header(header::LOCATION)),
            (StatusCode::SEE_OTHER, "/account")
        );
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);

        for expected in [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED] {
            let mut other = Browser::new(house);
            other.send("/login", &password).await;
            let answer = other.send("/login/second", &[("code", &code)]).await;
            assert_eq!(answer.status, expected, "a recovery code is good once");
        }
        let removed = browser
            .send("/account", &[("form", "totp-remove"), ("password", PASSWORD)])
            .await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{removed:?}");
        let plain = Browser::new(house).send("/login", &password).await;
        assert_eq!(plain.header(header::LOCATION), "/account");
    });
}

async fn send(browser: &mut Browser<'_>, address: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.send(address, &fields).await
}

/// The first text of a page that looks like a recovery code: four times four characters.
fn recovery_code(text: &str) -> String {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let mut codes = words.filter(|word| {
        let fours: Vec<&str> = word.split('-').collect();
        fours.len() == 4
            && fours
                .iter()
                .all(|four| four.len() == 4 && four.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
    });
    codes.next().expect("the page shows recovery codes").to_owned()
}

#[test]
fn staff_without_a_second_factor_act_for_nobody_where_the_setting_says_so() {
    use domain::actor::{Place, Role};
    on_each_database(|house| async move {
        let who = ("operator@example.cn", "Zhao");
        let place = (&Place::Platform, Role::Operator);
        let console = house.console();
        backend::service::accounts::appoint::appoint(&house.backend, &console, who, place, Some(PASSWORD))
            .await
            .unwrap();
        let mut strict = house.backend.clone();
        strict.settings = std::sync::Arc::new(backend::Settings {
            staff_second_factor: true,
            ..(*house.backend.settings).clone()
        });
        let mut browser = Browser::new(&house);
        browser
            .send("/login", &[("email", who.0), ("password", PASSWORD)])
            .await;
        let secret = browser.cookie("session").unwrap();
        let now = house.clock_now();
        let found = backend::service::accounts::session::authenticate(&strict, secret, now)
            .await
            .unwrap()
            .unwrap();
        assert!(found.resting && found.person.roles.is_empty(), "{found:?}");
        assert_eq!(
            browser.get("/operator").await.status,
            StatusCode::OK,
            "the house does not ask for one"
        );
    });
}
