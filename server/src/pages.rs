//! The pages of the app in the server's router, and the page of a problem.

use domain::text::Lang;

use crate::asked::Asked;
use crate::problem::{Problem, sentence};

/// The page of a problem.
pub fn of_problem(problem: &Problem, asked: &Asked) -> String {
    let sentence = sentence::of(problem, asked.lang);
    let title = escaped(&sentence.title);
    let lang = asked.lang.tag();
    let home = asked.lang.href("/");
    let back = match asked.lang {
        Lang::Zh => "回到首页",
        Lang::En => "Home page",
    };
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
         <main><h1>{title}</h1><p>{}</p><p>{}</p><p>{}</p><p><a href=\"{home}\">{back}</a></p><p><code>{}</code></p></main>\
         </body></html>",
        escaped(&sentence.what),
        escaped(&sentence.why),
        escaped(&sentence.next),
        asked.request,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
