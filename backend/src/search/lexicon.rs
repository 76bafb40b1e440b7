//! The lexicon: titles, names of bodies and themes, and keywords in memory, found by how they, their pinyin or their
//! initials begin.
//!
//! All beginnings lie sorted in one piece of memory, so that a suggestion costs a binary search and a walk over what
//! begins so.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::entry::Theme;
use domain::ids::Slug;
use domain::text::Text;

use super::Error;
use super::analyzer::{JIEBA, Kind, runs};
use super::fold::Folded;
use super::pinyin;
use super::schema::{Doc, chinese, tie};
use super::suggest::SuggestionKind;

/// The most keywords, by number of datasets, that are suggested.
const KEYWORDS_MAX: usize = 20_000;

/// Words of one text at which a suggestion may begin.
const STARTS_MAX: usize = 8;

/// Beginnings that are looked at for one suggestion.
const LOOKED_AT: usize = 30_000;

pub(super) struct Item {
    pub kind: SuggestionKind,
    pub text: Text,
    pub slug: Option<Box<str>>,
    pub detail: Option<Arc<Text>>,
    /// How much it is used.
    weight: u64,
    /// The number of the dataset's id; 0 for all else.
    tie: u64,
}

/// A place where a text, its pinyin or its initials may begin.
#[derive(Clone, Copy)]
struct Start {
    at: u32,
    item: u32,
    /// Whether the text itself begins here.
    first: bool,
}

/// What can be suggested.
#[derive(Default)]
pub(super) struct Lexicon {
    items: Vec<Item>,
    /// Texts, pinyin and initials in folded form, each ended by a NUL.
    keys: String,
    starts: Vec<Start>,
    /// How many datasets it was made from.
    pub datasets: usize,
}

/// What a dataset brings to the lexicon.
#[derive(Clone)]
pub(super) struct Words {
    pub tie: u64,
    slug: Slug,
    title: Text,
    body: Slug,
    body_name: Text,
    body_short: Text,
    keywords: Vec<String>,
    uses: u64,
}

impl From<&Doc> for Words {
    fn from(doc: &Doc) -> Self {
        let card = &doc.card;
        Self {
            tie: tie(card.id.as_str()),
            slug: card.slug.clone(),
            title: card.title.clone(),
            body: card.body.clone(),
            body_name: card.body_name.clone(),
            body_short: card.body_short.clone(),
            keywords: doc.keywords.clone(),
            uses: card.uses().max(0) as u64,
        }
    }
}

impl Lexicon {
    /// From the datasets of a catalogue.
    pub fn new(words: impl Iterator<Item = Result<Words, Error>>) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        let mut bodies: HashMap<Slug, (Text, Arc<Text>, u64)> = HashMap::new();
        let mut keywords: HashMap<String, u64> = HashMap::new();
        for words in words {
            let words = words?;
            let (_, short, count) = bodies
                .entry(words.body)
                .or_insert_with(|| (words.body_name, Arc::new(words.body_short), 0));
            *count += 1;
            for keyword in words.keywords {
                let keyword = keyword.trim_matches(|c: char| c == '"' || c.is_whitespace());
                if (2..=30).contains(&keyword.chars().count()) {
                    *keywords.entry(keyword.to_owned()).or_default() += 1;
                }
            }
            lexicon.datasets += 1;
            lexicon.add(Item {
                kind: SuggestionKind::Dataset,
                text: words.title,
                slug: Some(words.slug.as_str().into()),
                detail: Some(Arc::clone(short)),
                weight: words.uses,
                tie: words.tie,
            });
        }
        for (slug, (name, short, count)) in bodies {
            lexicon.add_body(&slug, name, &short, count);
        }
        let mut keywords: Vec<(String, u64)> = keywords.into_iter().collect();
        keywords.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        keywords.truncate(KEYWORDS_MAX);
        for (keyword, count) in keywords {
            lexicon.add(Item {
                kind: SuggestionKind::Keyword,
                text: Text::zh(keyword),
                slug: None,
                detail: None,
                weight: count,
                tie: 0,
            });
        }
        Ok(lexicon.finish())
    }

    /// From the names of themes.
    pub fn of_themes(themes: &[(Theme, Text)]) -> Self {
        let mut lexicon = Self::default();
        for (theme, name) in themes {
            lexicon.add(Item {
                kind: SuggestionKind::Theme,
                text: name.clone(),
                slug: Some(theme.as_str().into()),
                detail: None,
                weight: 0,
                tie: 0,
            });
        }
        lexicon.finish()
    }

    fn finish(mut self) -> Self {
        let Self {
            keys, starts, items, ..
        } = &mut self;
        keys.shrink_to_fit();
        starts.shrink_to_fit();
        items.shrink_to_fit();
        starts.sort_unstable_by(|a, b| key(keys, a.at).cmp(key(keys, b.at)));
        self
    }

    fn add(&mut self, item: Item) {
        let number = self.items.len() as u32;
        let texts: Vec<String> = item.text.all().map(str::to_owned).collect();
        let spoken: Vec<String> = chinese(&item.text).map(str::to_owned).collect();
        self.items.push(item);
        for text in texts {
            self.add_text(&text, spoken.contains(&text), number);
        }
    }

    /// A body is found by its full and by its short name.
    fn add_body(&mut self, slug: &Slug, name: Text, short: &Text, weight: u64) {
        let number = self.items.len() as u32;
        self.add(Item {
            kind: SuggestionKind::Body,
            text: name,
            slug: Some(slug.as_str().into()),
            detail: None,
            weight,
            tie: 0,
        });
        for text in chinese(short) {
            self.add_text(text, true, number);
        }
        if let Some(text) = &short.en {
            self.add_text(text, false, number);
        }
    }

    fn add_text(&mut self, text: &str, spoken: bool, item: u32) {
        let folded = Folded::new(text);
        let from = self.keys.len();
        self.keys.extend(&folded.chars);
        self.keys.push('\0');
        let mut taken = 0;
        let mut at = from;
        let mut seen = 0;
        for run in runs(&folded.chars) {
            let part = &folded.chars[run.start..run.end];
            at += folded.chars[seen..run.start]
                .iter()
                .map(|c| c.len_utf8())
                .sum::<usize>();
            seen = run.start;
            if run.kind == Kind::Han {
                let han: String = part.iter().collect();
                let words = JIEBA.cut(&han, false);
                for word in words.iter().take(STARTS_MAX - taken) {
                    self.start(at + word.byte_start, item, taken == 0);
                    taken += 1;
                }
                if spoken {
                    let starts = words.iter().map(|word| word.start);
                    self.add_sounds(part, starts.take(STARTS_MAX), item, run.start == 0);
                }
            } else {
                self.start(at, item, taken == 0);
                taken += 1;
            }
            if taken >= STARTS_MAX {
                break;
            }
        }
    }

    fn start(&mut self, at: usize, item: u32, first: bool) {
        let at = at as u32;
        self.starts.push(Start { at, item, first });
    }

    /// The pinyin and the initials of a run, in its usual reading.
    fn add_sounds(&mut self, run: &[char], words: impl Iterator<Item = usize> + Clone, item: u32, first: bool) {
        let readings = pinyin::readings(run);
        for initials in [false, true] {
            let mut offsets = Vec::with_capacity(run.len());
            for sounds in &readings {
                offsets.push(self.keys.len());
                if let Some(sound) = sounds.first() {
                    self.keys.push_str(if initials { &sound[..1] } else { sound });
                }
            }
            self.keys.push('\0');
            for word in words.clone() {
                self.start(offsets[word], item, first && word == 0);
            }
        }
    }

    /// Adds what begins so to the best suggestions.
    pub fn collect<'a>(&'a self, beginning: &str, best: &mut Vec<Candidate<'a>>, limit: usize, gone: &HashSet<u64>) {
        let from = self
            .starts
            .partition_point(|start| key(&self.keys, start.at) < beginning);
        let hits = self.starts[from..].iter().take(LOOKED_AT);
        for start in hits.take_while(|start| key(&self.keys, start.at).starts_with(beginning)) {
            let item = &self.items[start.item as usize];
            let candidate = Candidate {
                item,
                rank: (start.first, item.kind != SuggestionKind::Dataset, item.weight),
            };
            if best.len() >= limit && candidate.rank <= best[best.len() - 1].rank {
                continue;
            }
            if item.tie != 0 && gone.contains(&item.tie) {
                continue;
            }
            if let Some(known) = best.iter().position(|other| other.is(item)) {
                if best[known].rank >= candidate.rank {
                    continue;
                }
                best.remove(known);
            }
            let place = best.partition_point(|other| other.rank >= candidate.rank);
            best.insert(place, candidate);
            best.truncate(limit);
        }
    }

    /// The stretches of texts that differ from these Chinese characters in exactly one, with how often each stands.
    pub fn near<'a>(&'a self, wanted: &[char], counts: &mut HashMap<&'a str, u32>) {
        // With one difference either the first or the second half is as it should be, and halves are found fast.
        let middle = wanted.len() / 2;
        if middle == 0 {
            return;
        }
        let (first, second): (String, String) = (wanted[..middle].iter().collect(), wanted[middle..].iter().collect());
        let before = |at: usize| {
            self.keys[..at]
                .char_indices()
                .nth_back(middle - 1)
                .map(|(start, _)| start)
        };
        let by_first = self.keys.match_indices(&first).map(|(at, _)| at);
        let by_second = self.keys.match_indices(&second).filter_map(|(at, _)| before(at));
        for at in by_first.chain(by_second) {
            let end = self.keys[at..]
                .char_indices()
                .nth(wanted.len())
                .map(|(length, _)| at + length);
            let Some(text) = end.and_then(|end| self.keys.get(at..end)) else {
                continue;
            };
            let misses = text.chars().zip(wanted).filter(|(a, b)| a != *b).count();
            if misses == 1 && text.chars().all(is_han) {
                *counts.entry(text).or_default() += 1;
            }
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn key(keys: &str, at: u32) -> &str {
    let rest = &keys[at as usize..];
    rest.split('\0').next().unwrap_or(rest)
}

/// The text begins so; it is no dataset; how much it is used.
type Rank = (bool, bool, u64);

/// What may be suggested.
pub(super) struct Candidate<'a> {
    pub item: &'a Item,
    rank: Rank,
}

impl Candidate<'_> {
    fn is(&self, other: &Item) -> bool {
        self.item.kind == other.kind && self.item.slug == other.slug && self.item.text == other.text
    }
}
