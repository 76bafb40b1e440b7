//! Facets: checkboxes of the search form, with how many datasets each would leave. They stand in the page as text,
//! because there are many of them.

use super::html::Html;
use super::icon::Icon;
use crate::text::Search;
use crate::text::figures::number;

/// A value of a facet.
pub struct Choice {
    /// Its code, as the address has it.
    pub value: String,
    /// Its name.
    pub name: String,
    /// How many datasets it would leave.
    pub count: u64,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Its shape, where it has one.
    pub icon: Option<Icon>,
}

/// A facet.
pub struct Facet {
    /// The parameter.
    pub param: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its values.
    pub choices: Vec<Choice>,
    /// Whether it is unfolded though nothing in it is chosen.
    pub open: bool,
}

/// How many values show before the rest is asked for.
const SHOWN: usize = 6;

/// All facets that have a value, as one element.
pub fn facets(facets: &[Facet], words: &Search) -> Html {
    let mut html = Html::with_room(16_000);
    html.tag("<div>");
    for facet in facets.iter().filter(|facet| !facet.choices.is_empty()) {
        one(&mut html, facet, words);
    }
    html.tag("</div>");
    html
}

fn one(html: &mut Html, facet: &Facet, words: &Search) {
    let open = facet.open || facet.choices.iter().any(|choice| choice.chosen);
    html.tag(if open {
        r#"<details class="facet" open>"#
    } else {
        r#"<details class="facet">"#
    });
    html.tag("<summary>")
        .text(facet.name)
        .tag(Icon::Chevron.html())
        .tag("</summary>");
    // One more value takes no more room than the words that would hide it.
    let shown = if facet.choices.len() <= SHOWN + 1 {
        facet.choices.len()
    } else {
        SHOWN
    };
    let (first, rest) = facet.choices.split_at(shown);
    html.tag(r#"<fieldset><legend class="unseen">"#)
        .text(facet.name)
        .tag("</legend>");
    for choice in first {
        check(html, facet.param, choice);
    }
    if !rest.is_empty() {
        let open = rest.iter().any(|choice| choice.chosen);
        html.tag(if open {
            r#"<details class="more" open>"#
        } else {
            r#"<details class="more">"#
        });
        html.tag("<summary>").text((words.more)(rest.len())).tag("</summary>");
        for choice in rest {
            check(html, facet.param, choice);
        }
        html.tag("</details>");
    }
    html.tag("</fieldset></details>");
}

fn check(html: &mut Html, param: &'static str, choice: &Choice) {
    html.tag(r#"<label class="check"><input type="checkbox" form="search" name=""#)
        .tag(param);
    html.tag(r#"" value=""#)
        .text(&choice.value)
        .tag(if choice.chosen { r#"" checked>"# } else { r#"">"# });
    if let Some(icon) = choice.icon {
        html.tag(icon.html());
    }
    html.tag(r#"<span class="name">"#)
        .text(&choice.name)
        .tag(r#"</span><span class="count">"#);
    html.text(number(choice.count as i64)).tag("</span></label>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;
    use domain::text::Lang;

    fn choice(n: usize) -> Choice {
        Choice {
            value: format!("v{n}"),
            name: format!("<{n}>"),
            count: 1_000 + n as u64,
            chosen: n == 9,
            icon: None,
        }
    }

    #[test]
    fn a_chosen_value_is_never_folded_away() {
        let facet = Facet {
            param: "body",
            name: "B",
            choices: (0..10).map(choice).collect(),
            open: false,
        };
        let html = facets(&[facet], &words(Lang::En).search);
        assert!(html.as_str().contains(r#"<details class="facet" open>"#));
        assert!(
            html.as_str()
                .contains(r#"<details class="more" open><summary>4 more</summary>"#)
        );
        assert!(
            html.as_str()
                .contains(r#"value="v9" checked><span class="name">&lt;9&gt;</span>"#)
        );
        assert!(html.as_str().contains("1,009"));
    }
}
