//! Snippets: the part of an abstract that shows why it was found, and what to mark in it, as data.

use serde::{Deserialize, Serialize};

use super::analyzer::{Kind, runs, stem};
use super::fold::Folded;
use super::parse::Needle;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// The piece, as the text has it.
    pub text: String,
    /// Whether it is what was searched for.
    pub marked: bool,
}

/// The characters of a long text that are looked at.
const LOOKED_AT: usize = 4_000;

/// The most places that are marked.
const MARKS_MAX: usize = 100;

/// How many characters of a text are shown: one Chinese character takes the room of two letters.
const ROOM: usize = 200;

/// The whole text with its marks.
pub(super) fn mark(text: &str, needles: &[Needle]) -> Vec<Fragment> {
    let text = shortened(text);
    let folded = Folded::new(text);
    let marks = places(&folded, needles);
    let mut fragments = Vec::new();
    cut(text, &folded, &marks, 0, folded.chars.len(), &mut fragments);
    fragments
}

/// The best part of the text with its marks; an ellipsis stands where something was left out.
pub(super) fn snippet(text: &str, needles: &[Needle]) -> Vec<Fragment> {
    let looked_at = shortened(text);
    let folded = Folded::new(looked_at);
    let marks = places(&folded, needles);
    let (start, end) = window(&folded, &marks);
    let mut fragments = Vec::new();
    if start > 0 {
        fragments.push(plain("…"));
    }
    cut(looked_at, &folded, &marks, start, end, &mut fragments);
    if end < folded.chars.len() || looked_at.len() < text.len() {
        fragments.push(plain("…"));
    }
    fragments
}

fn plain(text: &str) -> Fragment {
    Fragment {
        text: text.to_owned(),
        marked: false,
    }
}

fn shortened(text: &str) -> &str {
    text.char_indices().nth(LOOKED_AT).map_or(text, |(at, _)| &text[..at])
}

/// A place to mark: characters `start..end` of the folded text, found by the needle of this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    start: usize,
    end: usize,
    needle: usize,
}

fn places(folded: &Folded, needles: &[Needle]) -> Vec<Place> {
    let mut places = Vec::new();
    let chars = &folded.chars;
    for (number, needle) in needles.iter().enumerate() {
        if let Needle::Characters(wanted) = needle
            && let Some(first) = wanted.first()
        {
            let mut at = 0;
            while let Some(found) = chars[at..].iter().position(|c| c == first) {
                at += found;
                let end = at + wanted.len();
                if chars.get(at..end) == Some(wanted.as_slice()) {
                    places.push(Place {
                        start: at,
                        end,
                        needle: number,
                    });
                    at = end;
                } else {
                    at += 1;
                }
                if places.len() >= MARKS_MAX {
                    break;
                }
            }
        }
    }
    if needles.iter().any(|needle| !matches!(needle, Needle::Characters(_))) {
        words(chars, needles, &mut places);
    }
    places.sort_unstable();
    places.truncate(MARKS_MAX);
    places
}

fn words(chars: &[char], needles: &[Needle], places: &mut Vec<Place>) {
    let mut word = String::new();
    for run in runs(chars).iter().filter(|run| run.kind == Kind::Word) {
        word.clear();
        word.extend(&chars[run.start..run.end]);
        let found = needles.iter().position(|needle| match needle {
            Needle::Characters(_) => false,
            Needle::Word(wanted) => *wanted == word,
            Needle::Beginning(wanted) => word.starts_with(wanted.as_str()),
            // A stem nearly always shares the first two letters of its words, and comparing those is cheap.
            Needle::Stem(wanted) => {
                wanted.as_bytes().get(1..3) == word.as_bytes().get(..2) && stem(&word).as_ref() == Some(wanted)
            }
        });
        if let Some(needle) = found {
            places.push(Place {
                start: run.start,
                end: run.end,
                needle,
            });
        }
        if places.len() >= MARKS_MAX {
            break;
        }
    }
}

fn room(c: char) -> usize {
    if (c as u32) < 0x2e80 { 1 } else { 2 }
}

/// The part of the text that shows most: the one with most different needles, then with most marks, then the first.
fn window(folded: &Folded, marks: &[Place]) -> (usize, usize) {
    let chars = &folded.chars;
    let reach = |start: usize| {
        let mut left = ROOM;
        let mut end = start;
        while end < chars.len() && room(chars[end]) <= left {
            left -= room(chars[end]);
            end += 1;
        }
        end
    };
    let mut best = (0, 0, 0);
    for (at, mark) in marks.iter().enumerate() {
        // A little of what comes before a mark makes it readable.
        let start = lead(chars, mark.start);
        let end = reach(start);
        let inside = marks[at..].iter().take_while(|other| other.end <= end);
        let (mut needles, mut count) = (0_u64, 0);
        for other in inside {
            needles |= 1 << (other.needle % 64);
            count += 1;
        }
        let score = (needles.count_ones(), count);
        if score > (best.1, best.2) {
            best = (start, score.0, score.1);
        }
    }
    let (mut start, mut end) = (best.0, reach(best.0));
    if end == chars.len() && start > 0 {
        // The text ends here: show as much of it as there is room for.
        let mut left = ROOM.saturating_sub(chars[start..end].iter().map(|c| room(*c)).sum());
        while start > 0 && room(chars[start - 1]) <= left {
            start -= 1;
            left -= room(chars[start]);
        }
    }
    start = whole_word(chars, start);
    if end < chars.len() {
        end = whole_word(chars, end).max(start);
    }
    (start, end)
}

/// Where the text before a mark begins.
fn lead(chars: &[char], mark: usize) -> usize {
    let mut start = mark;
    let mut left = ROOM / 5;
    while start > 0 && room(chars[start - 1]) <= left {
        start -= 1;
        left -= room(chars[start]);
    }
    start
}

/// Moves back to the beginning of the word that a cut would break, if it is near.
fn whole_word(chars: &[char], at: usize) -> usize {
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric() && room(*c) == 1);
    let mut cut = at;
    while cut > 0 && at - cut < 20 && letter(cut) && letter(cut - 1) {
        cut -= 1;
    }
    if letter(cut) && cut > 0 && letter(cut - 1) {
        at
    } else {
        cut
    }
}

/// Cuts the source of `start..end` at the marks.
fn cut(text: &str, folded: &Folded, marks: &[Place], start: usize, end: usize, into: &mut Vec<Fragment>) {
    let mut at = start;
    let mut take = |from: usize, to: usize, marked: bool| {
        if from < to {
            let piece = &text[folded.source(from, to)];
            match into.last_mut().filter(|last| last.marked == marked) {
                Some(last) => last.text.push_str(piece),
                None => into.push(Fragment {
                    text: piece.to_owned(),
                    marked,
                }),
            }
        }
    };
    for mark in marks {
        let (from, to) = (mark.start.max(at), mark.end.min(end));
        if from < to && mark.start >= start {
            take(at, from, false);
            take(from, to, true);
            at = to;
        }
    }
    take(at, end, false);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn characters(text: &str) -> Needle {
        Needle::Characters(text.chars().collect())
    }

    fn shown(fragments: &[Fragment]) -> String {
        let show = |f: &Fragment| {
            if f.marked {
                format!("[{}]", f.text)
            } else {
                f.text.clone()
            }
        };
        fragments.iter().map(show).collect()
    }

    #[test]
    fn what_was_searched_is_marked_in_the_writing_of_the_text() {
        let needles = [characters("公共运输"), Needle::Stem("~station".into())];
        assert_eq!(
            shown(&mark("臺北市公共運輸 Stations 圖", &needles)),
            "臺北市[公共運輸] [Stations] 圖"
        );
        assert_eq!(shown(&mark("公交公交", &[characters("公交")])), "[公交公交]");
        assert_eq!(shown(&mark("ＢＵＳ", &[Needle::Word("bus".into())])), "[ＢＵＳ]");
        assert_eq!(shown(&mark("", &needles)), "");
    }

    #[test]
    fn a_snippet_shows_the_part_with_most_of_what_was_searched() {
        let text = format!("{}公交{}公交站点线路", "前".repeat(150), "中".repeat(300));
        let fragments = snippet(&text, &[characters("公交"), characters("线路")]);
        let shown = shown(&fragments);
        assert!(shown.starts_with('…') && shown.ends_with("[公交]站点[线路]"), "{shown}");
        assert!(shown.chars().count() < 120, "{shown}");
    }

    #[test]
    fn without_a_mark_the_beginning_is_shown_and_words_stay_whole() {
        let text = "transportation ".repeat(40);
        let shown = shown(&snippet(&text, &[characters("无")]));
        assert!(shown.ends_with("transportation …"), "{shown}");
        assert_eq!(snippet("短", &[]).len(), 1);
    }

    #[test]
    fn very_long_texts_and_odd_characters_are_cut_safely() {
        for odd in ["ﬁ", "e\u{301}", "ｶﾞ", "👩‍👩‍👧", "\u{0}", "ß", "İ"] {
            let text = odd.repeat(5_000);
            let needles = [
                characters("ガ"),
                Needle::Word("e".into()),
                Needle::Beginning("f".into()),
            ];
            assert!(!snippet(&text, &needles).is_empty());
            mark(&text, &needles);
        }
    }
}
