//! Words: how texts fall into the tokens that the index holds.
//!
//! Chinese has no spaces, and a segmenter cuts the same characters differently in different sentences. So the index
//! holds *every* dictionary word that occurs in a run of characters and every single character, each at the position of
//! its first character. A query is cut once, without guessing unknown words, and each of its words is then found in
//! every text that contains those characters: no difference in segmentation can hide a text. And because positions
//! count characters, overlapping words do not disturb phrases: a phrase asks for its words at their distances.
//!
//! Kana and Hangul are held as pairs of neighbours, all other scripts as words between spaces, English ones also by
//! their stem.

use std::sync::LazyLock;

use jieba_rs::Jieba;
use rust_stemmers::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fold::Folded;

/// The dictionary: about 350,000 words, loaded once.
pub(super) static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The longest word that is kept whole, in characters; longer ones are cut there.
const WORD_MAX: usize = 40;

/// What a run of characters is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Chinese characters.
    Han,
    /// Kana or Hangul.
    Kana,
    /// Letters and digits of other scripts.
    Word,
}

/// A run of characters of one kind: indexes into the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Whether the run touches the one before it.
    pub joined: bool,
    /// Whether a mark that ends a phrase stands before it.
    pub broken: bool,
}

fn kind(c: char) -> Option<Kind> {
    match c {
        'a'..='z' | '0'..='9' => Some(Kind::Word),
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〇' => {
            Some(Kind::Han)
        }
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | 'ー'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ac00}'..='\u{d7a3}' => Some(Kind::Kana),
        c if c.is_alphanumeric() => Some(Kind::Word),
        _ => None,
    }
}

/// Cuts a folded text into runs; marks and spaces belong to none.
pub(super) fn runs(chars: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut broken = false;
    while at < chars.len() {
        let Some(kind_here) = kind(chars[at]) else {
            broken |= !(chars[at].is_whitespace() || matches!(chars[at], '-' | '_' | '/' | '\'' | '.' | '·' | '’'));
            at += 1;
            continue;
        };
        let start = at;
        let longest = if kind_here == Kind::Word { WORD_MAX } else { usize::MAX };
        at += 1;
        while at < chars.len() && at - start < longest {
            let inside_number = kind_here == Kind::Word
                && chars[at] == '.'
                && chars[at - 1].is_ascii_digit()
                && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if kind(chars[at]) != Some(kind_here) && !inside_number {
                break;
            }
            at += 1;
        }
        runs.push(Run {
            kind: kind_here,
            start,
            end: at,
            joined: runs.last().is_some_and(|last| last.end == start),
            broken,
        });
        broken = false;
    }
    runs
}

/// The stem of an English word as the index holds it, marked so that it is never taken for a word; none for what is no
/// English word.
pub(super) fn stem(word: &str) -> Option<String> {
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    (word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase())).then(|| format!("~{}", ENGLISH.stem(word)))
}

/// Calls `take` with every token of a folded text and its position, and returns the position after the last one.
pub(super) fn tokens(chars: &[char], first: u32, mut take: impl FnMut(&str, u32)) -> u32 {
    let mut position = first;
    let mut text = String::new();
    for run in runs(chars) {
        let part = &chars[run.start..run.end];
        position += u32::from(run.broken);
        text.clear();
        text.extend(part);
        match run.kind {
            Kind::Han => {
                for word in JIEBA.cut_all(&text) {
                    if word.end - word.start > 1 {
                        take(word.word, position + word.start as u32);
                    }
                }
                each_window(&text, 1, |offset, char| take(char, position + offset));
                position += part.len() as u32;
            }
            Kind::Kana => {
                each_window(&text, part.len().min(2), |offset, pair| take(pair, position + offset));
                position += part.len() as u32;
            }
            Kind::Word => {
                take(&text, position);
                if let Some(stem) = stem(&text) {
                    take(&stem, position);
                }
                position += 1;
            }
        }
    }
    position
}

/// Calls `take` with every stretch of `size` characters and the number of characters before it.
pub(super) fn each_window<'a>(text: &'a str, size: usize, mut take: impl FnMut(u32, &'a str)) {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(size);
    for (offset, (start, end)) in starts.zip(ends).enumerate() {
        take(offset as u32, &text[start..end]);
    }
}

/// A text in sections of different weight, as the tokenizer of the index takes it: before each section stands one
/// control character whose code is its weight. A word counts as often as its section weighs.
#[derive(Debug, Default)]
pub(super) struct Weighted(String);

impl Weighted {
    /// Adds a section. Control characters in the text become spaces, so that none is taken for a weight.
    pub fn add(&mut self, weight: u8, text: &str) {
        debug_assert!((1..=8).contains(&weight));
        self.0.push(char::from(weight));
        self.0
            .extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }

    /// The text for the index.
    pub fn finish(self) -> String {
        self.0
    }

    /// The sections of such a text.
    pub fn sections(text: &str) -> impl Iterator<Item = (u8, &str)> {
        let weights = |c: char| ('\u{1}'..='\u{8}').contains(&c);
        text.split_inclusive(weights)
            .scan(1_u8, move |weight, section| {
                let mark = section.chars().next_back().filter(|c| weights(*c));
                let body = &section[..section.len() - mark.map_or(0, char::len_utf8)];
                let own = std::mem::replace(weight, mark.map_or(*weight, |c| c as u8));
                Some((own, body))
            })
            .filter(|(_, body)| !body.is_empty())
    }
}

/// Positions between two sections, so that no phrase runs from one into the next.
const SECTION_GAP: u32 = 10;

/// The tokenizer of the index's text field.
#[derive(Clone, Default)]
pub(super) struct Words;

/// The tokens of one text, held in one piece of memory.
#[derive(Default)]
pub(super) struct Tokens {
    text: String,
    spans: Vec<Span>,
    next: usize,
    repeat: u8,
    token: Token,
}

struct Span {
    start: u32,
    end: u32,
    position: u32,
    weight: u8,
}

impl Tokens {
    /// Adds a token.
    pub fn push(&mut self, text: &str, position: u32, weight: u8) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.spans.push(Span {
            start,
            end: self.text.len() as u32,
            position,
            weight,
        });
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut tokens = Tokens::default();
        let mut position = 0;
        for (weight, section) in Weighted::sections(text) {
            let folded = Folded::new(section);
            position = self::tokens(&folded.chars, position, |word, at| tokens.push(word, at, weight)) + SECTION_GAP;
        }
        tokens
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        if self.repeat > 0 {
            self.repeat -= 1;
            return true;
        }
        let Some(span) = self.spans.get(self.next) else {
            return false;
        };
        self.next += 1;
        self.repeat = span.weight - 1;
        self.token.text.clear();
        self.token
            .text
            .push_str(&self.text[span.start as usize..span.end as usize]);
        self.token.position = span.position as usize;
        self.token.offset_from = 0;
        self.token.offset_to = 0;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<(String, u32)> {
        let mut list = Vec::new();
        tokens(&Folded::new(text).chars, 0, |word, at| list.push((word.to_owned(), at)));
        list
    }

    #[test]
    fn every_dictionary_word_and_character_stands_at_its_own_position() {
        let list = list("公共交通站");
        for (word, at) in [("公共", 0), ("公共交通", 0), ("交通", 2), ("公", 0), ("站", 4)] {
            assert!(list.contains(&(word.to_owned(), at)), "{word} at {at} in {list:?}");
        }
    }

    #[test]
    fn marks_are_no_tokens_and_end_phrases() {
        let list = list("公交，站！");
        assert!(list.iter().all(|(word, _)| !word.contains(['，', '！'])));
        assert!(
            list.contains(&("站".to_owned(), 3)),
            "the comma takes a position: {list:?}"
        );
    }

    #[test]
    fn english_words_are_held_as_written_and_by_their_stem() {
        let list = list("Bus Stations PM2.5");
        let words: Vec<_> = list.iter().map(|(word, at)| (word.as_str(), *at)).collect();
        assert_eq!(
            words,
            [("bus", 0), ("~bus", 0), ("stations", 1), ("~station", 1), ("pm2.5", 2)]
        );
    }

    #[test]
    fn kana_are_held_as_pairs() {
        let list = list("データ の");
        let words: Vec<_> = list.iter().map(|(word, at)| (word.as_str(), *at)).collect();
        assert_eq!(words, [("デー", 0), ("ータ", 1), ("の", 3)]);
    }

    #[test]
    fn a_section_repeats_its_words_by_weight_and_control_characters_carry_none() {
        let mut text = Weighted::default();
        text.add(3, "bus\u{8}x");
        text.add(1, "stop");
        let text = text.finish();
        let mut tokenizer = Words;
        let mut stream = tokenizer.token_stream(&text);
        let mut seen = Vec::new();
        while stream.advance() {
            seen.push((stream.token().text.clone(), stream.token().position));
        }
        let count = |word: &str| seen.iter().filter(|(text, _)| text == word).count();
        assert_eq!((count("bus"), count("x"), count("stop")), (3, 3, 1), "{seen:?}");
        assert!(
            seen.contains(&("stop".to_owned(), 12)),
            "a gap parts the sections: {seen:?}"
        );
    }
}
