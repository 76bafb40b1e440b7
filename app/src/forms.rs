//! Forms: what a reader typed stays in its fields, what was wrong stands beside them, and what is shown only once is
//! shown where it was asked for. A form is sent to the address of its page; the server runs the act and then either leads
//! on or shows the page again with a [`Filled`].

mod field;

use domain::refused::{Fault, Refused};
use leptos::prelude::*;

pub use field::Field;

use crate::components::{Icon, icon};
use crate::here::Here;
use crate::text;

/// What became of a form that was sent.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Which of the page's forms it was: the value of its hidden field `form`; empty where a page has only one.
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

/// A form of a page.
#[derive(Debug, Clone)]
pub struct Form<'a> {
    here: &'a Here,
    /// What the ids of its fields begin with.
    prefix: String,
    /// Whether it is the page's only one, and its head therefore stands right under the page's.
    only: bool,
    filled: Filled,
    hidden: Vec<(&'static str, String)>,
    class: &'static str,
    button: &'static str,
    about: String,
}

impl<'a> Form<'a> {
    fn new(here: &'a Here, prefix: String, only: bool, filled: Filled, hidden: Vec<(&'static str, String)>) -> Self {
        Self {
            here,
            prefix,
            only,
            filled,
            hidden,
            class: "form",
            button: "button primary",
            about: String::new(),
        }
    }

    /// The only form of a page.
    pub fn only(here: &'a Here) -> Self {
        Self::new(here, "f".to_owned(), true, Filled::current(), Vec::new())
    }

    /// One of a page's forms.
    pub fn named(here: &'a Here, form: &'static str) -> Self {
        let hidden = vec![("form", form.to_owned())];
        Self::new(here, form.to_owned(), false, Filled::current().of(form), hidden)
    }

    /// One of the forms that a page has for each row of a list: a hidden field says which row it is about.
    pub fn of_row(here: &'a Here, form: &'static str, row: usize, field: &'static str, value: &str) -> Self {
        let filled = Filled::current().of(form);
        let own = filled.value(field) == value;
        let hidden = vec![("form", form.to_owned()), (field, value.to_owned())];
        let filled = if own { filled } else { Filled::default() };
        Self::new(here, format!("{form}-{row}"), false, filled, hidden)
    }

    /// With a field that nobody sees.
    pub fn hold(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// With a button for something that hurts.
    pub fn dangerous(mut self) -> Self {
        self.button = "button danger";
        self
    }

    /// With a button that does not lead.
    pub fn quiet(mut self) -> Self {
        self.button = "button";
        self
    }

    /// As a button in a row, with what the row is about for those who do not see where it stands.
    pub fn inline(mut self, about: impl Into<String>) -> Self {
        self.class = "form inline";
        self.button = "button";
        self.about = about.into();
        self
    }

    /// Why it was not taken, if it was sent.
    pub const fn refused(&self) -> Option<&Refused> {
        self.filled.refused.as_ref()
    }

    /// What it gives to be shown once, if it was sent.
    pub const fn shown(&self) -> Option<&Shown> {
        self.filled.shown.as_ref()
    }

    /// What was typed into a field, if it was sent.
    pub fn value(&self, field: &str) -> String {
        self.filled.value(field)
    }

    /// The form with its fields and the word of its button.
    pub fn view(self, fields: Vec<Field>, word: &'static str) -> AnyView {
        let summary = self.summary(&fields);
        let said = self.said();
        let hidden = self
            .hidden
            .iter()
            .map(|(name, value)| {
                let (name, value) = (*name, value.clone());
                view! { <input type="hidden" name=name value=value /> }
            })
            .collect::<Vec<_>>();
        let fields = fields
            .into_iter()
            .map(|field| {
                let id = self.id(field.name);
                field.view(self.here, &self.filled, id)
            })
            .collect::<Vec<_>>();
        let action = self.here.href(&self.here.path_and_query());
        let about = (!self.about.is_empty()).then(|| {
            let about = format!(" {}", self.about);
            view! { <span class="unseen">{about}</span> }
        });
        view! {
            <form class=self.class method="post" action=action novalidate=true>
                {summary}
                {said}
                {hidden}
                {fields}
                <button class=self.button type="submit">
                    {word}
                    {about}
                </button>
            </form>
        }
        .into_any()
    }

    /// That it was taken, where there is nothing more to show.
    fn said(&self) -> Option<impl IntoView + use<>> {
        let words = &self.here.words().forms;
        let said = match self.filled.shown {
            Some(Shown::Done) => words.done,
            Some(Shown::LetterSent) => words.letter_sent,
            _ => return None,
        };
        Some(view! {
            <p class="done" role="status">
                {icon(Icon::Tick)}
                <span>{said}</span>
            </p>
        })
    }

    fn id(&self, field: &str) -> String {
        format!("{}-{field}", self.prefix)
    }

    /// What was wrong, summed up above the fields, with a link to each. It takes the focus when the page opens.
    fn summary(&self, fields: &[Field]) -> Option<AnyView> {
        let refused = self.filled.refused.as_ref()?;
        let lang = self.here.lang;
        let (title, body) = if let Refused::Invalid { fields: faults } = refused {
            let rows = faults
                .iter()
                .map(|fault| self.summed_up(fields, fault))
                .collect::<Vec<_>>();
            let title = (self.here.words().errors.summary)(faults.len());
            (title, view! { <ul>{rows}</ul> }.into_any())
        } else {
            let said = text::refused(refused, lang);
            let body = view! {
                <p class="what">{said.what}</p>
                <p>{said.next}</p>
            };
            (said.title, body.into_any())
        };
        let title = if self.only {
            view! { <h2>{title}</h2> }.into_any()
        } else {
            view! { <h3>{title}</h3> }.into_any()
        };
        let summary = view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
                {title}
                {body}
            </div>
        };
        Some(summary.into_any())
    }

    fn summed_up(&self, fields: &[Field], fault: &Fault) -> AnyView {
        let lang = self.here.lang;
        if let Some(field) = fields.iter().find(|field| field.name == fault.field) {
            let href = format!("#{}", self.id(field.name));
            let said = text::fault_of(field.label, &fault.why, lang);
            view! {
                <li>
                    <a href=href>{said}</a>
                </li>
            }
            .into_any()
        } else {
            let said = text::fault(fault, lang);
            view! { <li>{said}</li> }.into_any()
        }
    }
}
