//! The registry of rules, and the table of rights as every act asks it.

use domain::policy::{self, Action, Column, Reach};
use domain::rules::{RULES, Rule};
use domain::text::Lang;
use leptos::prelude::*;

use crate::components::{Html, head, section_head};
use crate::here::Here;
use crate::text::{Named, article};

/// The page of rules and rights.
#[component]
pub fn RulesPage() -> impl IntoView {
    let here = Here::current();
    let words = &here.words().rules;
    let lead = (words.lead)(RULES.len());
    view! {
        {head(words.title, &lead)}
        <div class="wrap">
            <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{lead}</p>
            </header> <section class="section" aria-labelledby="rules">
                {section_head("rules", words.rules, ())} <div class="section-body">{registry(&here).view()}</div>
            </section> <section class="section" aria-labelledby="rights">
                {section_head("rights", words.rights, ())} <div class="section-body">
                    <p>{words.rights_lead}</p>
                    {matrix(&here).view()}
                </div>
            </section>
        </div>
    }
}

/// The rules; rows carry the names of their columns, so that a phone can stack them.
fn registry(here: &Here) -> Html {
    let words = &here.words().rules;
    let mut html = Html::with_room(800 + 700 * RULES.len());
    html.tag(r#"<div class="table-region stacks" role="group" tabindex="0" aria-label=""#)
        .text(words.rules_table);
    html.tag(r#""><table class="table" role="table"><thead role="rowgroup"><tr role="row">"#);
    for head in [words.asks, words.rule, words.also, words.enforced_by] {
        html.tag(r#"<th scope="col" role="columnheader">"#)
            .text(head)
            .tag("</th>");
    }
    html.tag(r#"</tr></thead><tbody role="rowgroup">"#);
    for rule in RULES {
        row(&mut html, here, rule);
    }
    html.tag("</tbody></table></div>");
    html
}

fn row(html: &mut Html, here: &Here, rule: &Rule) {
    let (words, lang) = (&here.words().rules, here.lang);
    let asks = match lang {
        Lang::Zh => rule.zh,
        Lang::En => rule.en,
    };
    let also: Vec<String> = rule.also.iter().map(|id| article(id, lang)).collect();
    html.tag(r#"<tr role="row" id=""#)
        .text(rule.id)
        .tag(r#""><th scope="row" role="rowheader">"#)
        .text(asks)
        .tag("</th>");
    html.tag(r#"<td role="cell" data-name=""#)
        .text(words.rule)
        .tag(r#""><span>"#)
        .text(article(rule.id, lang));
    html.tag(" <code>").text(rule.id).tag("</code></span></td>");
    html.tag(r#"<td role="cell" data-name=""#).text(words.also).tag(r#"">"#);
    if also.is_empty() {
        html.tag("–");
    } else {
        html.text(also.join(here.words().search.between));
    }
    html.tag(r#"</td><td role="cell" data-name=""#)
        .text(words.enforced_by)
        .tag(r#""><code>"#);
    html.text(rule.enforced_by).tag("</code></td></tr>");
}

/// The rights: a row for each action, a column for each who can act.
fn matrix(here: &Here) -> Html {
    let words = &here.words().rules;
    let columns = Column::all();
    let mut html = Html::with_room(2000 + Action::ALL.len() * (100 + 90 * columns.len()));
    html.tag(r#"<div class="table-region" role="group" tabindex="0" aria-label=""#)
        .text(words.rights_table);
    html.tag(r#""><table class="table rights"><thead><tr><th scope="col">"#)
        .text(words.action)
        .tag("</th>");
    for column in &columns {
        html.tag(r#"<th scope="col">"#).text(name(here, *column)).tag("</th>");
    }
    html.tag("</tr></thead><tbody>");
    for action in Action::ALL {
        html.tag(r#"<tr><th scope="row">"#)
            .text(action.name(here.lang))
            .tag("</th>");
        for column in &columns {
            match policy::reach(*column, *action) {
                Reach::All => html.tag(r#"<td class="all">"#).text(words.all).tag("</td>"),
                Reach::Own => html.tag("<td>").text(words.own).tag("</td>"),
                Reach::Nothing => html
                    .tag(r#"<td class="null"><span aria-hidden="true">–</span><span class="unseen">"#)
                    .text(words.nothing)
                    .tag("</span></td>"),
            };
        }
        html.tag("</tr>");
    }
    html.tag("</tbody></table></div>");
    html
}

fn name(here: &Here, column: Column) -> String {
    let words = &here.words().rules;
    match column {
        Column::Visitor => words.visitor.to_owned(),
        Column::User => words.user.to_owned(),
        Column::In(kind, role) => (words.in_place)(kind.name(here.lang), role.name(here.lang)),
        Column::Console => words.console.to_owned(),
        Column::Jobs => words.jobs.to_owned(),
    }
}
