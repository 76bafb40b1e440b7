//! Parsing: how the words of a query are read.
//!
//! A query is never parsed as the syntax of the index. Quotation marks hold words together and a star at the end of a
//! word asks for its beginnings; everything else is plain words. All words must be found; when no dataset has them all,
//! those that have any are shown, and the answer says so.

use super::analyzer::{JIEBA, Kind, Run, each_window, runs, stem};
use super::fold::Folded;
use super::synonyms;

/// The most words of a query that are looked for; those after them are left out.
const WORDS_MAX: usize = 24;

/// One way to find a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Tokens at their distances; a single token is a word.
    Tokens(Vec<(u32, String)>),
    /// All words with this beginning.
    Beginning(String),
}

/// What is marked in titles and snippets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needle {
    /// These characters, wherever they stand.
    Characters(Vec<char>),
    /// A word as written.
    Word(String),
    /// Any word of this stem (in the index's form).
    Stem(String),
    /// Any word with this beginning.
    Beginning(String),
}

/// One way to find what a clause asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alternative {
    pub part: Part,
    pub needle: Vec<Needle>,
    pub boost: f32,
}

/// What must be found: one of its alternatives.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clause {
    /// What the reader wrote, folded.
    pub word: String,
    pub alternatives: Vec<Alternative>,
    /// Letters that may be pinyin or the beginning of a word.
    pub letters: bool,
    /// Whether the reader asked for beginnings.
    pub starred: bool,
    /// Whether it is a phrase in quotation marks.
    pub quoted: bool,
    /// What a synonym table adds, as it is shown to the reader.
    pub also: Vec<String>,
}

/// The clauses of a query, in the order of its words.
pub(super) fn parse(text: &str, exact: bool) -> Vec<Clause> {
    let folded = Folded::new(text);
    let mut clauses = Vec::new();
    for (quoted, start, end) in pieces(&folded.chars) {
        let chars = &folded.chars[start..end];
        if quoted {
            clauses.extend(phrase(chars));
        } else {
            plain(chars, exact, &mut clauses);
        }
    }
    drop_fillers(&mut clauses);
    clauses.truncate(WORDS_MAX);
    clauses
}

/// Cuts the query at its quotation marks: (quoted, start, end). A mark without a partner is no mark.
fn pieces(chars: &[char]) -> Vec<(bool, usize, usize)> {
    let closing = |c: char| match c {
        '"' => Some('"'),
        '“' | '”' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < chars.len() {
        let end = closing(chars[at]).and_then(|close| chars[at + 1..].iter().position(|c| *c == close));
        if let Some(length) = end {
            pieces.push((false, from, at));
            pieces.push((true, at + 1, at + 1 + length));
            at += length + 2;
            from = at;
        } else {
            at += 1;
        }
    }
    pieces.push((false, from, chars.len()));
    pieces
}

/// A piece of a query with its offset from the beginning of its run of characters.
struct Atom {
    offset: u32,
    length: u32,
    text: String,
    kind: Kind,
    /// Whether it touches the atom before it.
    joined: bool,
}

fn atoms(chars: &[char], runs: &[Run]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut position = 0;
    for run in runs {
        let text: String = chars[run.start..run.end].iter().collect();
        let length = (run.end - run.start) as u32;
        position += u32::from(run.broken);
        match run.kind {
            Kind::Han => {
                for word in JIEBA.cut(&text, false) {
                    atoms.push(Atom {
                        offset: position + word.start as u32,
                        length: (word.end - word.start) as u32,
                        text: word.word.to_owned(),
                        kind: Kind::Han,
                        joined: word.start > 0 || run.joined,
                    });
                }
                position += length;
            }
            Kind::Kana => {
                atoms.push(Atom {
                    offset: position,
                    length,
                    text,
                    kind: Kind::Kana,
                    joined: run.joined,
                });
                position += length;
            }
            Kind::Word => {
                atoms.push(Atom {
                    offset: position,
                    length: 1,
                    text,
                    kind: Kind::Word,
                    joined: false,
                });
                position += 1;
            }
        }
    }
    atoms
}

impl Atom {
    /// The tokens of the atom as it is written.
    fn tokens(&self, first: u32, take: &mut Vec<(u32, String)>) {
        let offset = self.offset - first;
        match self.kind {
            Kind::Kana => each_window(&self.text, self.text.chars().count().min(2), |at, pair| {
                take.push((offset + at, pair.to_owned()));
            }),
            Kind::Han | Kind::Word => take.push((offset, self.text.clone())),
        }
    }
}

/// A phrase in quotation marks: its words as written, side by side.
fn phrase(chars: &[char]) -> Option<Clause> {
    let atoms = atoms(chars, &runs(chars));
    let first = atoms.first()?.offset;
    let mut tokens = Vec::new();
    let mut needle = Vec::new();
    for atom in &atoms {
        atom.tokens(first, &mut tokens);
        needle.push(match atom.kind {
            Kind::Word => Needle::Word(atom.text.clone()),
            Kind::Han | Kind::Kana => Needle::Characters(atom.text.chars().collect()),
        });
    }
    Some(Clause {
        word: chars.iter().collect(),
        alternatives: vec![Alternative {
            part: Part::Tokens(tokens),
            needle,
            boost: 1.0,
        }],
        letters: false,
        starred: false,
        quoted: true,
        also: Vec::new(),
    })
}

/// Characters that carry no meaning of their own between words.
const FILLERS: [&str; 22] = [
    "的", "了", "和", "与", "及", "在", "是", "等", "或", "之", "の", "に", "を", "は", "of", "the", "and", "in",
    "for", "on", "a", "to",
];

/// Leaves out fillers, unless the query has nothing else.
fn drop_fillers(clauses: &mut Vec<Clause>) {
    let filler = |clause: &Clause| !clause.quoted && FILLERS.contains(&clause.word.as_str());
    if clauses.iter().any(|clause| !filler(clause)) {
        clauses.retain(|clause| !filler(clause));
    }
}

/// Plain words.
fn plain(chars: &[char], exact: bool, clauses: &mut Vec<Clause>) {
    let runs = runs(chars);
    let atoms = atoms(chars, &runs);
    let mut at = 0;
    while at < atoms.len() {
        let known = if exact { None } else { synonym(&atoms[at..]) };
        let (taken, others) = known.unwrap_or_else(|| (together(&atoms[at..]), &[]));
        let group = &atoms[at..at + taken];
        clauses.push(clause(group, exact, others));
        at += taken;
    }
    // A star belongs to the word before it.
    if let [before @ .., '*'] = chars
        && before.last().is_some_and(|c| c.is_alphanumeric())
        && let Some(last) = clauses.last_mut()
    {
        last.starred = true;
    }
    for run in runs
        .iter()
        .filter(|run| run.kind == Kind::Word && chars.get(run.end) == Some(&'*'))
    {
        let word: String = chars[run.start..run.end].iter().collect();
        clauses
            .iter_mut()
            .filter(|clause| clause.word == word)
            .for_each(|clause| clause.starred = true);
    }
}

/// The number of atoms at the beginning that belong together: a character that stands alone after cutting is the rest
/// of a word that the dictionary does not have, so it is looked for beside its neighbour.
fn together(atoms: &[Atom]) -> usize {
    let lonely = |atom: &Atom| atom.kind != Kind::Word && atom.length == 1 && !FILLERS.contains(&atom.text.as_str());
    let mut taken = 1;
    if atoms[0].kind == Kind::Word || FILLERS.contains(&atoms[0].text.as_str()) {
        return taken;
    }
    while let Some(next) = atoms.get(taken)
        && next.joined
        && (lonely(next) || (lonely(&atoms[taken - 1]) && taken == 1 && !FILLERS.contains(&next.text.as_str())))
    {
        taken += 1;
    }
    taken
}

/// The longest sequence of atoms at the beginning that has synonyms.
fn synonym(atoms: &[Atom]) -> Option<(usize, &'static [&'static str])> {
    let mut key = String::new();
    let mut found = None;
    for (at, atom) in atoms.iter().take(synonyms::LONGEST).enumerate() {
        if at > 0 && atom.kind == Kind::Word {
            key.push(' ');
        } else if at > 0 && !atom.joined {
            break;
        }
        key.push_str(&atom.text);
        if let Some(group) = synonyms::group(&key) {
            found = Some((at + 1, group));
        }
    }
    // What follows without a space is part of the word: 公交 in 公交卡 stands, but a lonely character would be cut off.
    found.filter(|(taken, _)| {
        atoms
            .get(*taken)
            .is_none_or(|next| !(next.joined && next.length == 1 && next.kind == Kind::Han))
    })
}

fn clause(atoms: &[Atom], exact: bool, others: &[&'static str]) -> Clause {
    let words = atoms[0].kind == Kind::Word;
    let word = atoms.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>();
    let word = word.join(if words { " " } else { "" });
    let mut alternatives = vec![alternative(atoms, exact, 1.0)];
    let mut also = Vec::new();
    for other in others.iter().filter(|other| synonyms::key(other) != word) {
        alternatives.push(Alternative::synonym(other));
        also.push((*other).to_owned());
    }
    let letters = atoms.len() == 1 && words && atoms[0].text.bytes().all(|b| b.is_ascii_lowercase());
    Clause {
        word,
        alternatives,
        letters: letters && !exact,
        starred: false,
        quoted: false,
        also,
    }
}

/// A synonym counts for less than the word itself.
const SYNONYM_BOOST: f32 = 0.6;

fn alternative(atoms: &[Atom], exact: bool, boost: f32) -> Alternative {
    let first = atoms.first().map_or(0, |atom| atom.offset);
    let mut tokens = Vec::new();
    let mut needle = Vec::new();
    let mut characters = Vec::new();
    for atom in atoms {
        match atom.kind {
            Kind::Word => {
                let stem = if exact { None } else { stem(&atom.text) };
                needle.push(match &stem {
                    Some(stem) => Needle::Stem(stem.clone()),
                    None => Needle::Word(atom.text.clone()),
                });
                tokens.push((atom.offset - first, stem.unwrap_or_else(|| atom.text.clone())));
            }
            Kind::Kana if atom.length == 1 && atoms.len() > 1 => characters.extend(atom.text.chars()),
            Kind::Han | Kind::Kana => {
                atom.tokens(first, &mut tokens);
                characters.extend(atom.text.chars());
            }
        }
    }
    if !characters.is_empty() {
        needle.push(Needle::Characters(characters));
    }
    Alternative {
        part: Part::Tokens(tokens),
        needle,
        boost,
    }
}

impl Alternative {
    /// Chinese characters that are looked for as they stand.
    pub fn characters(text: &str, boost: f32) -> Self {
        let chars: Vec<char> = text.chars().collect();
        alternative(&atoms(&chars, &runs(&chars)), true, boost)
    }

    /// A synonym, by its stem when it is English.
    pub fn synonym(word: &str) -> Self {
        let chars = Folded::new(word).chars;
        alternative(&atoms(&chars, &runs(&chars)), false, SYNONYM_BOOST)
    }

    /// All words with this beginning.
    pub fn beginning(letters: &str) -> Self {
        Self {
            part: Part::Beginning(letters.to_owned()),
            needle: vec![Needle::Beginning(letters.to_owned())],
            boost: 0.8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        parse(text, false).into_iter().map(|clause| clause.word).collect()
    }

    #[test]
    fn words_are_cut_folded_and_freed_of_fillers() {
        assert_eq!(words("上海市的公共交通"), ["上海市", "公共交通"]);
        assert_eq!(words("map of the Bus Stations"), ["map", "bus", "stations"]);
        assert_eq!(words("of the"), ["of", "the"], "fillers alone are words");
        assert_eq!(words("公共運輸"), ["公共运输"]);
        assert_eq!(words("  ，。！  "), [""; 0]);
    }

    #[test]
    fn a_character_that_stands_alone_is_looked_for_beside_its_neighbour() {
        let clauses = parse("泗泾镇", false);
        assert_eq!(clauses.len(), 1, "{clauses:?}");
        let Part::Tokens(tokens) = &clauses[0].alternatives[0].part else {
            panic!("tokens expected");
        };
        let last = tokens.last().unwrap();
        assert_eq!((last.0, last.1.as_str()), (2, "镇"), "at its distance: {tokens:?}");
    }

    #[test]
    fn quotation_marks_make_phrases_and_a_lonely_one_is_plain() {
        let clauses = parse("“bus stations” csv", false);
        assert!(clauses[0].quoted && clauses[0].word == "bus stations" && clauses[1].word == "csv");
        assert_eq!(words("bus \"stations"), ["bus", "stations"]);
        assert_eq!(words("\"\""), [""; 0]);
    }

    #[test]
    fn a_star_asks_for_beginnings_and_other_signs_are_plain() {
        let clauses = parse("trans* AND title:(公交) -x", false);
        assert!(clauses[0].starred && clauses[0].word == "trans");
        let words: Vec<_> = clauses.iter().map(|clause| clause.word.as_str()).collect();
        assert_eq!(words, ["trans", "title", "公交", "x"]);
    }

    #[test]
    fn synonyms_stand_beside_the_word_and_are_named() {
        let clauses = parse("公交", false);
        assert!(clauses[0].also.iter().any(|other| other == "公共交通"), "{clauses:?}");
        assert!(
            parse("公交", true)[0].also.is_empty(),
            "exact takes words as they stand"
        );
        let clauses = parse("public transport map", false);
        assert_eq!((clauses.len(), clauses[0].word.as_str()), (2, "public transport"));
    }
}
