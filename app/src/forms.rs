//! Forms: what a reader typed stays in its fields, what was wrong stands beside them, and what is shown only once is
//! shown where it was asked for. A form is sent to the address of its page; the server runs the act and then either leads
//! on or shows the page again with a [`Filled`].

use domain::refused::{Fault, Refused};
use domain::text::Lang;
use leptos::prelude::*;

use crate::here::Here;
use crate::text;

/// What became of a form that was sent.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Which of the page's forms it was: the value of its hidden field `form`.
    pub form: String,
    /// What was typed, without secrets.
    pub values: Vec<(String, String)>,
    /// Why it was not taken.
    pub refused: Option<Refused>,
    /// What is to be shown once.
    pub shown: Option<Shown>,
}

/// What an act gives that is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A letter is on its way, if there is somebody to get it.
    LetterSent,
    /// Done, with nothing more to say than that.
    Done,
    /// Recovery codes.
    Codes(Vec<String>),
    /// The secret of an API key.
    Key(String),
}

impl Filled {
    /// What was sent to this page; nothing when it was only asked for.
    pub fn current() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// The same, if it was this form of the page; else nothing.
    pub fn of(self, form: &str) -> Self {
        if self.form == form { self } else { Self::default() }
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> String {
        let found = self.values.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, given)| name == field && given == value)
    }

    /// What is wrong with a field.
    fn fault(&self, field: &str) -> Option<&Fault> {
        match &self.refused {
            Some(Refused::Invalid { fields }) => fields.iter().find(|fault| fault.field == field),
            _ => None,
        }
    }
}

/// A field of a form.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What helps to fill it, if anything.
    pub hint: Option<&'static str>,
    /// `text`, `email`, `password`, `number`.
    pub kind: &'static str,
    /// What browsers fill it with (HTML, autofill).
    pub autocomplete: &'static str,
}

/// A field with its label, its hint and what is wrong with it. Passwords are never sent back.
pub fn field(here: &Here, filled: &Filled, field: Field) -> AnyView {
    let fault = filled.fault(field.name);
    let id = format!("f-{}", field.name);
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let described = [field.hint.map(|_| hint_id.clone()), fault.map(|_| fault_id.clone())];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let value = if field.kind == "password" { String::new() } else { filled.value(field.name) };
    let fault = fault.map(|fault| {
        let said = text::fault(fault, here.lang);
        view! {
            <p class="fault" id=fault_id>
                {said}
            </p>
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{field.label}</label>
            {field.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                id=id
                name=field.name
                type=field.kind
                value=value
                autocomplete=field.autocomplete
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))
                aria-invalid=fault.is_some().then_some("true")
            />
            {fault}
        </div>
    }
    .into_any()
}

/// What was wrong with a form, summed up above it, with a link to each field.
pub fn summary(here: &Here, filled: &Filled) -> Option<AnyView> {
    let refused = filled.refused.as_ref()?;
    let said = text::refused(refused, here.lang);
    let faults = match refused {
        Refused::Invalid { fields } => fields.as_slice(),
        _ => &[],
    };
    let links = faults
        .iter()
        .map(|fault| {
            let href = format!("#f-{}", fault.field);
            view! { <li><a href=href>{text::fault(fault, here.lang)}</a></li> }
        })
        .collect::<Vec<_>>();
    let summary = view! {
        <div class="error-summary" role="alert" id="error-summary" tabindex="-1">
            <h2>{said.title}</h2>
            {if links.is_empty() {
                view! {
                    <p class="what">{said.what}</p>
                    <p>{said.next}</p>
                }
                    .into_any()
            } else {
                view! { <ul>{links}</ul> }.into_any()
            }}
        </div>
    };
    Some(summary.into_any())
}

/// Two languages to choose from.
pub fn language(here: &Here, chosen: Lang, label: &'static str) -> AnyView {
    let option = |lang: Lang, name: &'static str| {
        view! {
            <option value=lang.as_str() selected=chosen == lang lang=lang.tag()>
                {name}
            </option>
        }
    };
    let _ = here;
    view! {
        <div class="field">
            <label for="f-lang">{label}</label>
            <select id="f-lang" name="lang">
                {option(Lang::Zh, "中文")} {option(Lang::En, "English")}
            </select>
        </div>
    }
    .into_any()
}
