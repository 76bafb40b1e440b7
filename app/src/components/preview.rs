//! The first rows of a table as HTML text: thousands of cells, for which a tree of views would cost too much.

use backend::tabular::{Preview, PreviewColumn};
use domain::entry::DataItem;
use domain::text::Lang;

use super::html::Html;
use crate::text::words;

/// Characters from which a cell may break into lines.
const LONG: usize = 36;

/// The table in a region of its own that scrolls. A column is headed by what its data item is called, over its name in
/// the file; numbers stand on the right, and an empty cell says so.
pub fn preview_table(preview: &Preview, items: &[DataItem], lang: Lang) -> Html {
    let null = words(lang).marks.null;
    let mut html = Html::with_room(1024 + preview.rows.len() * preview.columns.len() * 24);
    html.tag(r#"<div class="table-region preview" role="group" tabindex="0" aria-label=""#);
    html.text(words(lang).dataset.scroll)
        .tag(r#""><table class="table"><thead><tr>"#);
    for column in &preview.columns {
        let number = column.is_number();
        html.tag(if number {
            r#"<th scope="col" class="n">"#
        } else {
            r#"<th scope="col">"#
        });
        if let Some(item) = items.iter().find(|item| item.name == column.name) {
            let title = item.title.get(lang);
            if title != column.name {
                html.text(title);
            }
        }
        html.tag("<code>").text(&column.name).tag("</code></th>");
    }
    html.tag("</tr></thead><tbody>");
    let numbers: Vec<bool> = preview.columns.iter().map(PreviewColumn::is_number).collect();
    for row in &preview.rows {
        html.tag("<tr>");
        for (place, cell) in row.iter().enumerate() {
            // The end of a cell need not be written: the next cell, row or the end of the table ends it.
            match cell {
                None => html.tag(r#"<td class="null">"#).text(null),
                Some(text) if numbers.get(place) == Some(&true) => html.tag(r#"<td class="n">"#).text(text),
                Some(text) if text.chars().nth(LONG).is_some() => html.tag(r#"<td class="long">"#).text(text),
                Some(text) => html.tag("<td>").text(text),
            };
        }
    }
    html.tag("</tbody></table></div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entry::ItemType;
    use domain::text::Text;

    #[test]
    fn a_hostile_cell_is_shown_as_it_is_and_runs_nowhere() {
        let column = |name: &str, kind| PreviewColumn {
            name: name.to_owned(),
            kind,
        };
        let preview = Preview {
            columns: vec![column("<b>", ItemType::Text), column("lng", ItemType::Decimal)],
            rows: vec![
                vec![Some("<script>alert(1)</script>".to_owned()), Some("121.5".to_owned())],
                vec![None, None],
            ],
            total_rows: 2,
            total_columns: 2,
            shortened: false,
        };
        let item = DataItem {
            name: "lng".to_owned(),
            title: Text::both("经度", "Longitude"),
            kind: None,
            meaning: Text::default(),
            unit: None,
            code_list: Text::default(),
            grade: None,
            protection: None,
        };
        let html = preview_table(&preview, &[item], Lang::Zh);
        let html = html.as_str();
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(
            html.contains(r#"<th scope="col" class="n">经度<code>lng</code>"#),
            "{html}"
        );
        assert!(html.contains(r#"<td class="n">121.5"#), "{html}");
        assert!(html.contains(r#"<td class="null">空"#), "{html}");
    }
}
