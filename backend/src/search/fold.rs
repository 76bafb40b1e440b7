//! Folding: the one form in which texts are compared, so that width, case, accents and the traditional, simplified and
//! Japanese forms of a character make no difference. Every folded character knows the byte where its source begins,
//! so that what is found in the folded text can be shown in the original.

use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// A folded text with the way back to its source.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each folded character the byte offset of its source; one more entry holds the length of the source.
    at: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folded = Self {
            chars: Vec::with_capacity(text.len() / 2),
            at: Vec::with_capacity(text.len() / 2),
        };
        for (offset, c) in text.char_indices() {
            folded.push(c, offset as u32);
        }
        folded.at.push(text.len() as u32);
        folded
    }

    fn push(&mut self, c: char, offset: u32) {
        if c.is_ascii() {
            self.put(c.to_ascii_lowercase(), offset);
            return;
        }
        match c {
            '\u{3400}'..='\u{9fff}' => self.put(simplified(c), offset),
            // Kana and Hangul would fall apart into marks and letters.
            '\u{3041}'..='\u{3098}' | '\u{309b}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' => self.put(c, offset),
            _ => decompose_compatible(c, |part| match part {
                '\u{3099}' | '\u{309a}' => self.voice(part),
                part if is_combining_mark(part) => {}
                '\u{3400}'..='\u{9fff}' => self.put(simplified(part), offset),
                part => part.to_lowercase().for_each(|lower| self.put(lower, offset)),
            }),
        }
    }

    /// A sound mark that follows its kana, as in half-width writing, belongs to it.
    fn voice(&mut self, mark: char) {
        if let Some(last) = self.chars.last_mut()
            && let Some(voiced) = compose(*last, mark)
        {
            *last = voiced;
        }
    }

    fn put(&mut self, c: char, offset: u32) {
        self.chars.push(c);
        self.at.push(offset);
    }

    /// The byte range in the source of the folded characters `start..end`.
    pub fn source(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let last = self.at[end.saturating_sub(1)];
        // Several folded characters may come from one: the range ends where the next source character begins.
        let after = self.at[end..].iter().find(|at| **at > last).copied();
        self.at[start] as usize..after.unwrap_or(last) as usize
    }
}

/// A text in folded form.
pub(super) fn fold(text: &str) -> String {
    Folded::new(text).chars.into_iter().collect()
}

const FIRST: usize = 0x3400;
const LAST: usize = 0x9fff;

static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table: Box<[u16]> = (FIRST..=LAST).map(|code| code as u16).collect();
    for line in include_str!("variants.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut chars = line.chars();
        if let Some(target) = chars.next() {
            for variant in chars {
                table[variant as usize - FIRST] = target as u16;
            }
        }
    }
    table
});

fn simplified(c: char) -> char {
    let code = SIMPLIFIED[c as usize - FIRST];
    char::from_u32(u32::from(code)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_accents_and_script_make_no_difference() {
        for (a, b) in [
            ("公共運輸", "公共运输"),
            ("圖書館", "図书馆"),
            ("駅前広場の鉄道", "驿前广场の铁道"),
            ("ＣＳＶ　Ｄａｔａ", "csv data"),
            ("ｶﾞｽ ﾊﾟｰｸ", "ガス パーク"),
            ("Café ÉCOLE", "cafe ecole"),
            ("PM₂.₅ ﬁne", "pm2.5 fine"),
            ("臺北", "台北"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
        assert_eq!(fold("がっこう"), "がっこう", "kana keep their sound marks");
        assert_eq!(fold("한국어"), "한국어");
    }

    #[test]
    fn a_range_of_the_folded_text_leads_back_to_whole_characters_of_the_source() {
        let text = "ﬁne 公車ｶﾞｽe\u{301}!";
        let folded = Folded::new(text);
        let find = |needle: &str| {
            let needle: Vec<char> = needle.chars().collect();
            let start = folded.chars.windows(needle.len()).position(|w| w == needle).unwrap();
            &text[folded.source(start, start + needle.len())]
        };
        assert_eq!(find("公车"), "公車");
        assert_eq!(find("ガス"), "ｶﾞｽ");
        assert_eq!(find("fin"), "ﬁn");
        assert_eq!(find("e!"), "e\u{301}!");
    }

    #[test]
    fn folding_is_stable() {
        for line in include_str!("variants.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let target = line.chars().next().unwrap();
            assert_eq!(
                simplified(target),
                target,
                "{target} is a variant of another character too"
            );
            assert!(line.chars().all(|c| simplified(c) == target), "{line}");
        }
    }
}
