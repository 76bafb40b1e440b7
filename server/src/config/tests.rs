use domain::text::Lang;

use super::*;

fn env(pairs: &[(&str, &str)]) -> Sources {
    Sources {
        env: pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Sources::default()
    }
}

fn leaves(prefix: &str, value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let key = if prefix.is_empty() {
                    name.clone()
                } else {
                    format!("{prefix}.{name}")
                };
                leaves(&key, value, out);
            }
        }
        _ => out.push(prefix.to_owned()),
    }
}

#[test]
fn every_setting_is_in_the_table_once_and_the_table_has_no_other() {
    let mut fields = Vec::new();
    leaves("", &serde_json::to_value(Config::default()).unwrap(), &mut fields);
    let mut keys: Vec<String> = settings::SETTINGS
        .iter()
        .map(|setting| setting.key.to_owned())
        .collect();
    fields.sort();
    keys.sort();
    assert_eq!(fields, keys);
}

#[test]
fn later_sources_win_and_the_print_says_where_each_value_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("k.toml");
    std::fs::write(
        &file,
        "demo = true\n[limits]\nrate = 7\nburst = 8\n[portal]\nname_en = \"A \\\"B\\\"\"\n",
    )
    .unwrap();
    let sources = Sources {
        file: Some(file),
        env: vec![
            ("KAICANG_LIMITS_BURST".into(), "9".into()),
            ("KAICANG_PORTAL_OPERATOR_EN".into(), "2026".into()),
        ],
        flags: vec![("listen", "127.0.0.1:9".into())],
    };
    let (config, figment) = load(&sources).unwrap();
    assert_eq!((config.demo, config.limits.rate, config.limits.burst), (true, 7, 9));
    assert_eq!(config.listen.port(), 9);
    assert_eq!(config.portal.operator_en, "2026", "digits given for a text stay text");
    let printed = print::print(&figment, Lang::En);
    assert!(
        printed.contains("KAICANG_LIMITS_BURST; from environment\nburst = 9"),
        "{printed}"
    );
    assert!(printed.contains("KAICANG_LISTEN; from command line"), "{printed}");
    assert!(printed.contains("k.toml\nrate = 7"), "{printed}");
    assert!(printed.contains("KAICANG_SITE; default"), "{printed}");
    let again = folder.path().join("again.toml");
    std::fs::write(&again, printed).unwrap();
    let sources = Sources {
        file: Some(again),
        ..Sources::default()
    };
    assert_eq!(load(&sources).unwrap().0, config, "what is printed can be read back");
}

#[test]
fn a_bad_setting_is_named_with_what_would_do() {
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[("KAICANG_LISTEN", "nowhere")], "listen"),
        (&[("KAICANG_LIMITS_RATE", "many")], "limits.rate"),
        (&[("KAICANG_LIMITS_BODY_BYTES", "0")], "limits.body_bytes"),
        (&[("KAICANG_LIMITS_PROXY_HEADER", "a b")], "limits.proxy_header"),
        (&[("KAICANG_PUBLIC_URL", "data.example.cn/")], "public_url"),
        (&[("KAICANG_DATABASE", "mysql://x")], "database"),
        (&[("KAICANG_LOG_LEVEL", "a=b=c")], "log.level"),
        (&[("KAICANG_LISTENS", "1")], "KAICANG_LISTENS"),
    ];
    for (pairs, key) in cases {
        let error = load(&env(pairs)).unwrap_err();
        assert_eq!(error.key, key);
        for lang in Lang::ALL {
            assert!(error.say(*lang).contains(key), "{}", error.say(*lang));
        }
    }
}

#[test]
fn a_password_is_not_printed() {
    let (_, figment) = load(&env(&[("KAICANG_DATABASE", "postgres://me:secret@db/kaicang")])).unwrap();
    let printed = print::print(&figment, Lang::Zh);
    assert!(printed.contains("postgres://me:***@db/kaicang") && !printed.contains("secret"));
}
