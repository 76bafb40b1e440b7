//! "Did you mean": another spelling of words that no dataset has.
//!
//! A word in letters is held against the words of the index at one or two changes, a Chinese word against those that
//! sound the same, then against those that differ in one character. What is offered always finds something.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;

use super::Error;
use super::parse::{Clause, parse};
use super::pinyin::{self, BETWEEN};
use super::plan::{Plan, Strictness};
use super::query::TEXT_MAX;
use super::suggest::Suggester;

/// The lengths of Chinese words that are corrected.
const HAN: std::ops::RangeInclusive<usize> = 2..=8;

impl Plan<'_> {
    /// The query in another spelling, if a word of it finds nothing and the other spelling finds something.
    pub fn other_spelling(
        self,
        text: &str,
        clauses: &[Clause],
        suggester: &Suggester,
    ) -> Result<Option<String>, Error> {
        let folded = super::fold::fold(text);
        let mut corrected = if clauses.iter().all(|clause| text.contains(&clause.word)) {
            text.to_owned()
        } else {
            folded
        };
        let mut changed = false;
        for clause in clauses.iter().filter(|clause| !clause.quoted && !clause.starred) {
            if self.count(std::slice::from_ref(clause), Strictness::All)? == 0
                && let Some(other) = self.other_word(&clause.word, suggester)?
            {
                corrected = corrected.replacen(&clause.word, &other, 1);
                changed = true;
            }
        }
        if !changed || corrected.chars().count() > TEXT_MAX {
            return Ok(None);
        }
        let found = self.count(&parse(&corrected, false), Strictness::All)? > 0;
        Ok(found.then_some(corrected))
    }

    fn count(self, clauses: &[Clause], strictness: Strictness) -> Result<usize, Error> {
        let wanted = self.query(clauses, strictness)?;
        Ok(wanted.query.count(self.searcher)?)
    }

    fn other_word(self, word: &str, suggester: &Suggester) -> Result<Option<String>, Error> {
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.other_letters(word);
        }
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if !word.chars().all(han) || !HAN.contains(&word.chars().count()) {
            return Ok(None);
        }
        Ok(match self.homophone(word)? {
            Some(other) => Some(other),
            None => suggester.near(word),
        })
    }

    /// A word of the index that sounds the same.
    fn homophone(self, word: &str) -> Result<Option<String>, Error> {
        let chars: Vec<char> = word.chars().collect();
        for way in pinyin::spoken(&pinyin::readings(&chars)) {
            let same = |other: &String| other.chars().count() == chars.len() && other != word;
            if let Some(other) = self.spoken(&way.concat(), false)?.into_iter().find(same) {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    /// The most frequent word at the fewest changes; short words allow none, because everything is near them.
    fn other_letters(self, word: &str) -> Result<Option<String>, Error> {
        let most = match word.len() {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        for distance in 1..=most {
            let mut found: HashMap<String, u32> = HashMap::new();
            for segment in self.searcher.segment_readers() {
                let fuzzy = FuzzyTermQuery::new(self.fields.word(word), distance, true);
                let index = segment.inverted_index(self.fields.text)?;
                let mut stream = index.terms().search(fuzzy.automaton()?).into_stream()?;
                while let Some((term, info)) = stream.next() {
                    if term.iter().all(u8::is_ascii_lowercase) {
                        *found.entry(String::from_utf8_lossy(term).into_owned()).or_default() += info.doc_freq;
                    }
                }
                // Pinyin may be misspelt too; the index holds it before the characters.
                let fuzzy = FuzzyTermQuery::new_prefix(self.fields.word(word), distance, true);
                let index = segment.inverted_index(self.fields.sound)?;
                let mut stream = index.terms().search(fuzzy.automaton()?).into_stream()?;
                while let Some((term, info)) = stream.next() {
                    let term = String::from_utf8_lossy(term);
                    if let Some((letters, han)) = term.split_once(BETWEEN)
                        && letters.len().abs_diff(word.len()) <= usize::from(distance)
                        && han.chars().count() < letters.len()
                    {
                        *found.entry(han.to_owned()).or_default() += info.doc_freq;
                    }
                }
            }
            let best = found
                .into_iter()
                .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            if let Some((other, _)) = best {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }
}
