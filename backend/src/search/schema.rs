//! What the index holds of a dataset: searchable words, sounds, the facts that lists are narrowed and sorted by, and the
//! card that a list shows.

use domain::body::Level;
use domain::card::Card;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::text::{Lang, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, Term};

use super::analyzer::{Weighted, Words};
use super::pinyin::{self, Sounds};

/// The version of everything that is derived here: an index of another version is rebuilt. Raise it whenever tokens,
/// fields or the stored form change.
pub(super) const VERSION: u32 = 2;

/// What search knows of a dataset: metadata only, never content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doc {
    /// What a list shows.
    pub card: Card,
    /// Keywords, as the entry gives them.
    pub keywords: Vec<String>,
    /// Names and titles of the data items.
    pub items: Vec<String>,
    /// Other words that lead to the dataset, such as its topic at a source.
    pub more: Vec<String>,
}

/// How often a word counts, by where it stands.
mod weight {
    pub const TITLE: u8 = 8;
    pub const KEYWORDS: u8 = 4;
    pub const BODY: u8 = 3;
    pub const ITEMS: u8 = 2;
    pub const REST: u8 = 1;
}

/// Names of the columns.
pub(super) mod column {
    pub const BITS: &str = "bits";
    pub const DUE: &str = "due";
    pub const MODIFIED: &str = "modified";
    pub const USES: &str = "uses";
    pub const TIE: &str = "tie";
    pub const BODY: &str = "body";
    pub const SOURCE: &str = "source";
    pub const TITLE_ZH: &str = "title_zh";
    pub const TITLE_EN: &str = "title_en";
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub schema: Schema,
    pub id: Field,
    pub text: Field,
    pub sound: Field,
    pub card: Field,
    pub keywords: Field,
    bits: Field,
    due: Field,
    modified: Field,
    uses: Field,
    tie: Field,
    body: Field,
    source: Field,
    title_zh: Field,
    title_en: Field,
}

impl Fields {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let words = TextFieldIndexing::default()
            .set_tokenizer("words")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let sounds = TextFieldIndexing::default()
            .set_tokenizer("sounds")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let name = || TextOptions::default().set_fast("raw");
        Self {
            id: schema.add_text_field("id", STRING),
            text: schema.add_text_field("text", TextOptions::default().set_indexing_options(words)),
            sound: schema.add_text_field("sound", TextOptions::default().set_indexing_options(sounds)),
            card: schema.add_bytes_field("card", BytesOptions::from(STORED)),
            keywords: schema.add_bytes_field("keywords", BytesOptions::from(STORED)),
            bits: schema.add_u64_field(column::BITS, FAST),
            due: schema.add_i64_field(column::DUE, FAST),
            modified: schema.add_i64_field(column::MODIFIED, FAST),
            uses: schema.add_u64_field(column::USES, FAST),
            tie: schema.add_u64_field(column::TIE, FAST),
            body: schema.add_text_field(column::BODY, name()),
            source: schema.add_text_field(column::SOURCE, name()),
            title_zh: schema.add_text_field(column::TITLE_ZH, name()),
            title_en: schema.add_text_field(column::TITLE_EN, name()),
            schema: schema.build(),
        }
    }

    /// The term that names a dataset.
    pub fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.id, id)
    }

    /// A word of the text field.
    pub fn word(&self, word: &str) -> Term {
        Term::from_field_text(self.text, word)
    }

    /// A dataset as the index takes it.
    pub fn document(&self, doc: &Doc) -> Result<TantivyDocument, serde_json::Error> {
        let Doc {
            card,
            keywords,
            items,
            more,
        } = doc;
        let mut text = Weighted::default();
        let mut sound = Weighted::default();
        for title in card.title.all() {
            text.add(weight::TITLE, title);
        }
        for keyword in keywords {
            text.add(weight::KEYWORDS, keyword);
            sound.add(1, keyword);
        }
        for name in card.body_name.all().chain(card.body_short.all()) {
            text.add(weight::BODY, name);
        }
        for item in items {
            text.add(weight::ITEMS, item);
        }
        for rest in card.summary.all().chain(more.iter().map(String::as_str)) {
            text.add(weight::REST, rest);
        }
        for spoken in [&card.title, &card.body_name, &card.body_short] {
            for chinese in chinese(spoken) {
                sound.add(1, chinese);
            }
        }

        let mut document = TantivyDocument::default();
        document.add_text(self.id, card.id.as_str());
        document.add_text(self.text, text.finish());
        document.add_text(self.sound, sound.finish());
        document.add_bytes(self.card, &serde_json::to_vec(card)?);
        document.add_bytes(self.keywords, &serde_json::to_vec(keywords)?);
        document.add_u64(self.bits, bits(card));
        if let Some(due) = card.due {
            document.add_i64(self.due, due.micros());
        }
        if let Some(modified) = card.modified {
            document.add_i64(self.modified, modified.micros());
        }
        document.add_u64(self.uses, card.uses().max(0) as u64);
        document.add_u64(self.tie, tie(card.id.as_str()));
        document.add_text(self.body, card.body.as_str());
        if let Some(source) = &card.source {
            document.add_text(self.source, source);
        }
        document.add_text(self.title_zh, pinyin::sort_key(card.title.get(Lang::Zh)));
        document.add_text(self.title_en, pinyin::sort_key(card.title.get(Lang::En)));
        Ok(document)
    }
}

/// The tokenizers of the index.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("words", Words);
    manager.register("sounds", Sounds);
    manager
}

/// The texts that have pinyin: Chinese ones, whether simplified or traditional.
pub(super) fn chinese(text: &Text) -> impl Iterator<Item = &str> {
    let other = text.other.as_ref().filter(|foreign| foreign.lang.starts_with("zh"));
    text.zh
        .as_deref()
        .into_iter()
        .chain(other.map(|foreign| foreign.text.as_str()))
}

/// A number that stands for the id and decides between datasets that are equal in all else, the same in every index.
pub(super) fn tie(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    u64::from_be_bytes(digest[..8].try_into().expect("a SHA-256 has 32 bytes"))
}

/// The facts of a card that have few values, in one number.
///
/// | bits  | fact |
/// | ----- | ---- |
/// | 0-31  | formats, one bit each |
/// | 32-34 | open type, 0 when not stated |
/// | 35-37 | level |
/// | 38-41 | frequency, 0 when not stated |
/// | 42    | has an API |
/// | 43-47 | theme, 0 when not stated |
/// | 48    | serves a priority of this year |
/// | 49-63 | left for the number of the source, which a row in memory has |
fn bits(card: &Card) -> u64 {
    let formats = card.formats.iter().fold(0, |bits, format| bits | 1 << *format as u64);
    formats
        | code(card.open_type) << 32
        | (card.level as u64) << 35
        | code(card.frequency) << 38
        | u64::from(card.has_api) << 42
        | code(card.theme) << 43
        | u64::from(card.priority) << 48
}

/// The code of a value that may be missing: 0 for missing, then by its place in the list.
fn code<T: Code>(value: Option<T>) -> u64 {
    value.map_or(0, |value| value.place() + 1)
}

/// A code list, by place.
pub(super) trait Code: Copy + 'static {
    /// All its values.
    const VALUES: &'static [Self];
    /// Where the value stands among them.
    fn place(self) -> u64;
}

macro_rules! code {
    ($($list:ty: $most:literal,)+) => {$(
        impl Code for $list {
            const VALUES: &'static [Self] = <$list>::ALL;
            fn place(self) -> u64 {
                self as u64
            }
        }
        const _: () = assert!(<$list>::ALL.len() < $most, "the list has outgrown its bits");
    )+};
}

code! {
    OpenType: 8,
    Theme: 32,
    Level: 8,
    Frequency: 16,
    Format: 32,
}

/// The facts that [`bits`] holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits(pub u64);

impl Bits {
    /// The greatest number of a source.
    pub const SOURCE_MAX: u32 = (1 << 15) - 1;

    pub fn with_source(self, number: u32) -> Self {
        Self(self.0 | u64::from(number) << 49)
    }
    pub fn formats(self) -> u32 {
        self.0 as u32
    }
    pub fn open_type(self) -> usize {
        (self.0 >> 32 & 7) as usize
    }
    pub fn level(self) -> usize {
        (self.0 >> 35 & 7) as usize
    }
    pub fn frequency(self) -> usize {
        (self.0 >> 38 & 15) as usize
    }
    pub fn has_api(self) -> bool {
        self.0 >> 42 & 1 == 1
    }
    pub fn theme(self) -> usize {
        (self.0 >> 43 & 31) as usize
    }
    pub fn priority(self) -> bool {
        self.0 >> 48 & 1 == 1
    }
    pub fn source(self) -> usize {
        (self.0 >> 49) as usize
    }
    /// Open type, level, frequency and API together, below [`Self::GROUPS`].
    pub fn group(self) -> usize {
        (self.0 >> 32 & (Self::GROUPS as u64 - 1)) as usize
    }
    /// How many groups there are.
    pub const GROUPS: usize = 1 << 11;

    /// The facts that make a group.
    pub fn of_group(group: usize) -> Self {
        Self((group as u64) << 32)
    }
}
