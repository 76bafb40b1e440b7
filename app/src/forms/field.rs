//! A field of a form: how it is filled in, and what stands beside it.

use domain::text::Lang;
use leptos::prelude::*;

use super::Filled;
use crate::components::{Icon, icon};
use crate::here::Here;
use crate::text;

/// How a field is filled in.
#[derive(Debug, Clone)]
enum Input {
    /// A line of text; `kind` and `autocomplete` as HTML has them.
    Line {
        kind: &'static str,
        autocomplete: &'static str,
        value: String,
    },
    /// Boxes to tick, each with its code and its name.
    Boxes {
        options: Vec<(String, String)>,
        ticked: Vec<String>,
    },
    /// One of a list, each with its code and its name.
    Choice {
        options: Vec<(String, String)>,
        chosen: String,
    },
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    hint: String,
    input: Input,
}

impl Field {
    fn line(name: &'static str, label: &'static str, kind: &'static str, autocomplete: &'static str) -> Self {
        Self {
            name,
            label,
            hint: String::new(),
            input: Input::Line {
                kind,
                autocomplete,
                value: String::new(),
            },
        }
    }

    /// A line of text, with what browsers fill it with (HTML, autofill).
    pub fn text(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self::line(name, label, "text", autocomplete)
    }

    /// An e-mail address.
    pub fn email(label: &'static str, autocomplete: &'static str) -> Self {
        Self::line("email", label, "email", autocomplete)
    }

    /// A password, which is never sent back. `autocomplete` says whether it is the present or a new one.
    pub fn password(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self::line(name, label, "password", autocomplete)
    }

    /// A whole number.
    pub fn number(name: &'static str, label: &'static str) -> Self {
        Self::line(name, label, "number", "off")
    }

    /// Boxes to tick; none, some or all.
    pub fn boxes(name: &'static str, label: &'static str, options: Vec<(String, String)>) -> Self {
        Self {
            name,
            label,
            hint: String::new(),
            input: Input::Boxes {
                options,
                ticked: Vec::new(),
            },
        }
    }

    /// One of a list.
    pub fn choice(name: &'static str, label: &'static str, options: Vec<(String, String)>) -> Self {
        Self {
            name,
            label,
            hint: String::new(),
            input: Input::Choice {
                options,
                chosen: String::new(),
            },
        }
    }

    /// One of the portal's languages, each by its own name.
    pub fn language(label: &'static str, chosen: Lang) -> Self {
        let named = |lang: Lang, name: &str| (lang.to_string(), name.to_owned());
        let options = vec![named(Lang::Zh, "中文"), named(Lang::En, "English")];
        Self::choice("lang", label, options).holding(&[chosen.as_str()])
    }

    /// With what helps to fill it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With what it holds before anybody has typed.
    pub fn holding(mut self, values: &[&str]) -> Self {
        let first = || values.first().copied().unwrap_or_default().to_owned();
        match &mut self.input {
            Input::Line { value, .. } => *value = first(),
            Input::Choice { chosen, .. } => *chosen = first(),
            Input::Boxes { ticked, .. } => *ticked = values.iter().map(|value| (*value).to_owned()).collect(),
        }
        self
    }

    /// A field with its label, its hint and what is wrong with it.
    pub(super) fn view(self, here: &Here, filled: &Filled, id: String) -> AnyView {
        let Field {
            name,
            label,
            hint,
            input,
        } = self;
        let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
        let fault = filled.fault(name).map(|fault| text::why(&fault.why, here.lang));
        let wrong = fault.is_some();
        let ids = [
            (!hint.is_empty()).then(|| hint_id.clone()),
            wrong.then(|| fault_id.clone()),
        ];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        let described = (!ids.is_empty()).then(|| ids.join(" "));
        let hint = (!hint.is_empty()).then(|| {
            view! {
                <p class="hint" id=hint_id>
                    {hint}
                </p>
            }
        });
        let fault = fault.map(|fault| {
            view! {
                <p class="fault" id=fault_id>
                    {icon(Icon::Wrong)}
                    <span>{fault}</span>
                </p>
            }
        });
        let class = if wrong { "field wrong" } else { "field" };
        let invalid = wrong.then_some("true");
        // What was refused comes back as it was typed, even where that is nothing.
        let sent = filled.refused.is_some();
        match input {
            Input::Line {
                kind,
                autocomplete,
                value,
            } => {
                let value = match kind {
                    "password" => String::new(),
                    _ if sent => filled.value(name),
                    _ => value,
                };
                let target = id.clone();
                view! {
                    <div class=class>
                        <label for=target>{label}</label>
                        {hint}
                        {fault}
                        <input
                            class="input"
                            id=id
                            name=name
                            type=kind
                            value=value
                            autocomplete=autocomplete
                            required=true
                            aria-describedby=described
                            aria-invalid=invalid
                        />
                    </div>
                }
                .into_any()
            }
            Input::Boxes { options, ticked } => {
                let boxes = options
                    .into_iter()
                    .map(|(code, word)| {
                        let on = if sent {
                            filled.has(name, &code)
                        } else {
                            ticked.contains(&code)
                        };
                        view! {
                            <label class="check">
                                <input type="checkbox" name=name value=code checked=on />
                                <span class="name">{word}</span>
                            </label>
                        }
                    })
                    .collect::<Vec<_>>();
                view! {
                    <fieldset class=class id=id tabindex="-1" aria-describedby=described>
                        <legend class="label">{label}</legend>
                        {hint}
                        {fault}
                        <div class="boxes">{boxes}</div>
                    </fieldset>
                }
                .into_any()
            }
            Input::Choice { options, chosen } => {
                let chosen = if sent { filled.value(name) } else { chosen };
                let options = options
                    .into_iter()
                    .map(|(code, word)| {
                        let on = code == chosen;
                        view! {
                            <option value=code selected=on>
                                {word}
                            </option>
                        }
                    })
                    .collect::<Vec<_>>();
                let target = id.clone();
                view! {
                    <div class=class>
                        <label for=target>{label}</label>
                        {hint}
                        {fault}
                        <select class="select" id=id name=name aria-describedby=described aria-invalid=invalid>
                            {options}
                        </select>
                    </div>
                }
                .into_any()
            }
        }
    }
}
