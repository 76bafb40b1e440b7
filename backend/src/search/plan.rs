//! Plans: how the clauses of a query become a query of the index.
//!
//! Letters are looked up here, because whether they are a word, the beginning of one or pinyin depends on what the index
//! holds: a word that stands in texts is read as itself, and as pinyin too when it spells at least two syllables; one
//! that stands in no text is read as pinyin, whole or by initials, or as the beginning of a word.

use std::collections::HashMap;
use std::ops::Bound;

use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::Error;
use super::parse::{Alternative, Clause, Part};
use super::pinyin::{self, BETWEEN};
use super::schema::Fields;
use super::synonyms;

/// How strictly the words of a query are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// All words, and characters that belong together side by side.
    All,
    /// All words, and characters that belong together anywhere.
    Apart,
    /// Any word.
    Any,
}

/// What the index is asked for.
pub(super) struct Wanted {
    pub query: Box<dyn Query>,
    /// Whether it is made of words only, so that the index can skip what cannot be among the best.
    pub prunable: bool,
}

impl Wanted {
    /// What both ask for.
    pub fn and(self, other: Self) -> Self {
        Self {
            query: Box::new(BooleanQuery::intersection(vec![self.query, other.query])),
            prunable: false,
        }
    }
}

/// The dictionary of a state of the index.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

/// Terms of the dictionary that are looked at in one segment when a beginning is completed.
const LOOKED_AT: usize = 2_000;

/// The most Chinese words that letters stand for.
const SPOKEN_MAX: usize = 6;

/// Beginnings with more words than this are not ranked by how rare each word is.
const RANKED_MAX: usize = 50;

impl Plan<'_> {
    /// In how many texts a token stands.
    pub fn frequency(self, token: &str) -> Result<u64, Error> {
        Ok(self.searcher.doc_freq(&self.fields.word(token))?)
    }

    /// Reads the letters among the clauses.
    pub fn read_letters(self, clauses: &mut Vec<Clause>) -> Result<(), Error> {
        self.join_pinyin(clauses)?;
        let count = clauses.len();
        for (at, clause) in clauses.iter_mut().enumerate() {
            if clause.letters {
                self.read_word(clause, at + 1 == count)?;
            } else if clause.starred
                && let [alternative] = clause.alternatives.as_slice()
                && clause.word.is_ascii()
                && alternative.part != Part::Beginning(clause.word.clone())
            {
                clause.alternatives.push(Alternative::beginning(&clause.word));
            }
        }
        Ok(())
    }

    /// `gong gong jiao tong` and `gonggong jiaotong` are one word when the index knows it.
    fn join_pinyin(self, clauses: &mut Vec<Clause>) -> Result<(), Error> {
        let mut at = 0;
        while at < clauses.len() {
            let sounds = |clause: &&Clause| clause.letters && pinyin::is_pinyin(&clause.word);
            let mut run = clauses[at..].iter().take_while(sounds).count();
            while run > 1 {
                let group = &clauses[at..at + run];
                let letters: String = group.iter().map(|clause| clause.word.as_str()).collect();
                let spoken = self.spoken(&letters, false)?;
                if !spoken.is_empty() {
                    let written = group
                        .iter()
                        .map(|clause| clause.word.as_str())
                        .collect::<Vec<_>>()
                        .join(" ");
                    let mut joined = clauses.remove(at);
                    clauses.drain(at..at + run - 1);
                    joined.word = written;
                    joined.letters = false;
                    joined.alternatives.clear();
                    joined.also.clear();
                    say(&mut joined, spoken);
                    clauses.insert(at, joined);
                    break;
                }
                run -= 1;
            }
            at += 1;
        }
        Ok(())
    }

    fn read_word(self, clause: &mut Clause, last: bool) -> Result<(), Error> {
        let word = clause.word.clone();
        if clause.starred {
            clause.alternatives.push(Alternative::beginning(&word));
            say(clause, self.spoken(&word, true)?);
            return Ok(());
        }
        let in_texts = self.any_text_has(clause)?;
        let mut spoken = self.spoken(&word, false)?;
        if in_texts {
            spoken.retain(|han| han.chars().count() > 1 && han.chars().count() < word.len());
        } else if spoken.is_empty() && last && word.len() >= 3 {
            clause.alternatives.push(Alternative::beginning(&word));
            spoken = self.spoken(&word, true)?;
        }
        say(clause, spoken);
        Ok(())
    }

    fn any_text_has(self, clause: &Clause) -> Result<bool, Error> {
        for alternative in &clause.alternatives {
            if let Part::Tokens(tokens) = &alternative.part
                && let [(_, token)] = tokens.as_slice()
                && self.frequency(token)? > 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The Chinese words that sound so, the most frequent first; with `unfinished` also those that begin so.
    pub fn spoken(self, letters: &str, unfinished: bool) -> Result<Vec<String>, Error> {
        let from = if unfinished {
            letters.to_owned()
        } else {
            format!("{letters}{BETWEEN}")
        };
        let to = if unfinished {
            format!("{letters}{{")
        } else {
            format!("{letters}\u{1}")
        };
        let mut found: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.sound)?;
            let mut stream = index.terms().range().ge(&from).lt(&to).into_stream()?;
            let mut looked_at = 0;
            while looked_at < LOOKED_AT
                && let Some((term, info)) = stream.next()
            {
                looked_at += 1;
                if let Some((_, han)) = std::str::from_utf8(term).ok().and_then(|term| term.split_once(BETWEEN)) {
                    *found.entry(han.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        if !unfinished {
            // Common words are known by their sound even when no title has them, only abstracts.
            for word in synonyms::spoken(letters) {
                found.entry((*word).to_owned()).or_default();
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        // A longer word is found wherever its beginning is, so only the shortest is looked for.
        found.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
        let mut kept: Vec<(String, u64)> = Vec::new();
        for (han, count) in found {
            if !kept.iter().any(|(short, _)| han.starts_with(short.as_str())) {
                kept.push((han, count));
            }
        }
        kept.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        kept.truncate(SPOKEN_MAX);
        Ok(kept.into_iter().map(|(han, _)| han).collect())
    }

    /// The query of the index for these clauses.
    pub fn query(self, clauses: &[Clause], strictness: Strictness) -> Result<Wanted, Error> {
        let single = |alternative: &Alternative| matches!(&alternative.part, Part::Tokens(tokens) if tokens.len() == 1);
        let words = |clause: &Clause| clause.alternatives.iter().all(single);
        let prunable = match clauses {
            [one] => words(one),
            many => many
                .iter()
                .all(|clause| words(clause) && clause.alternatives.len() == 1),
        };
        Ok(Wanted {
            query: self.combine(clauses, strictness)?,
            prunable,
        })
    }

    fn combine(self, clauses: &[Clause], strictness: Strictness) -> Result<Box<dyn Query>, Error> {
        let mut parts = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let mut ways = Vec::with_capacity(clause.alternatives.len());
            for alternative in &clause.alternatives {
                let apart = strictness != Strictness::All && !clause.quoted;
                let way = self.part(&alternative.part, apart)?;
                ways.push(if alternative.boost < 1.0 {
                    Box::new(BoostQuery::new(way, alternative.boost))
                } else {
                    way
                });
            }
            parts.push(one_of(ways));
        }
        let occur = if strictness == Strictness::Any {
            Occur::Should
        } else {
            Occur::Must
        };
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Box::new(BooleanQuery::new(parts.into_iter().map(|part| (occur, part)).collect())),
        })
    }

    fn part(self, part: &Part, apart: bool) -> Result<Box<dyn Query>, Error> {
        Ok(match part {
            Part::Tokens(tokens) => match tokens.as_slice() {
                [(_, token)] => self.term(token),
                tokens if apart => Box::new(BooleanQuery::intersection(
                    tokens.iter().map(|(_, token)| self.term(token)).collect(),
                )),
                tokens if tokens.len() > 1 => {
                    let terms = tokens.iter().map(|(at, token)| (*at as usize, self.fields.word(token)));
                    Box::new(PhraseQuery::new_with_offset(terms.collect()))
                }
                _ => Box::new(tantivy::query::EmptyQuery),
            },
            Part::Beginning(letters) => self.beginning(letters)?,
        })
    }

    fn term(self, token: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(self.fields.word(token), IndexRecordOption::WithFreqs))
    }

    fn beginning(self, letters: &str) -> Result<Box<dyn Query>, Error> {
        let end = format!("{letters}\u{10ffff}");
        let mut words: Vec<String> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.text)?;
            let mut stream = index.terms().range().ge(letters).lt(&end).into_stream()?;
            while words.len() <= RANKED_MAX
                && let Some((term, _)) = stream.next()
            {
                words.push(String::from_utf8_lossy(term).into_owned());
            }
        }
        if words.len() > RANKED_MAX {
            let term = |text: &str| -> Term { self.fields.word(text) };
            return Ok(Box::new(RangeQuery::new(
                Bound::Included(term(letters)),
                Bound::Excluded(term(&end)),
            )));
        }
        words.sort_unstable();
        words.dedup();
        Ok(one_of(words.iter().map(|word| self.term(word)).collect()))
    }
}

/// Adds Chinese words and their synonyms to a clause and to what the reader is told.
fn say(clause: &mut Clause, spoken: Vec<String>) {
    for han in spoken {
        let synonyms = synonyms::group(&han).unwrap_or_default().iter();
        let others: Vec<&str> = synonyms.copied().filter(|other| *other != han).collect();
        clause.alternatives.push(Alternative::characters(&han, SPOKEN_BOOST));
        clause.also.push(han);
        for other in others {
            if !clause.also.iter().any(|known| known == other) {
                clause.alternatives.push(Alternative::synonym(other));
                clause.also.push(other.to_owned());
            }
        }
    }
}

/// Letters may be meant otherwise than as pinyin.
const SPOKEN_BOOST: f32 = 0.9;

fn one_of(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match ways.len() {
        0 => Box::new(tantivy::query::EmptyQuery),
        1 => ways.remove(0),
        _ => Box::new(BooleanQuery::union(ways)),
    }
}
