//! Character encodings: which one a text came in, and its way to UTF-8.
//!
//! Strict UTF-8 is tried first on the whole text, because valid UTF-8 Chinese also decodes as GB18030 without an error.
//! A text is decoded without loss or not at all: a replacement character would be a silent change of somebody's data.

use std::io::{self, Read, Seek, SeekFrom, Write};

use chardetng::EncodingDetector;
use domain::refused::Flaw;
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{Stop, read_full};

const CHUNK: usize = 1 << 16;

/// As much of a text as the detector of old encodings is shown, from its first byte beyond ASCII.
const SAMPLE: u64 = 4 << 20;

/// The encoding of the whole text: a byte order mark, strict UTF-8, or the detector's guess if it decodes every byte.
pub(super) fn detect(input: &mut (impl Read + Seek)) -> Result<&'static Encoding, Stop> {
    let scan = scan(input)?;
    if let Some(encoding) = scan.mark {
        return decodes(input, encoding)?.map_or(Ok(encoding), |line| Err(Stop::flaw(Some(line), Flaw::Encoding)));
    }
    if let Some(line) = scan.nul {
        return Err(Stop::flaw(Some(line), Flaw::NotText));
    }
    let Some(broken) = scan.broken else {
        return Ok(UTF_8);
    };
    // Far more well-formed characters than broken ones: UTF-8 that was damaged, not another encoding.
    if scan.utf8_mark || scan.wide > 8 * scan.errors {
        return Err(Stop::flaw(Some(broken), Flaw::Encoding));
    }
    let guess = guess(input, scan.first_wide)?;
    // A second guess would decode to other characters without an error, so there is none.
    decodes(input, guess)?.map_or(Ok(guess), |line| Err(Stop::flaw(Some(line), Flaw::Encoding)))
}

/// The name that people know an encoding by.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// What one pass over the bytes shows.
#[derive(Default)]
struct Scan {
    /// The encoding that a byte order mark names, or that NUL bytes in every second place betray.
    mark: Option<&'static Encoding>,
    /// Whether the text begins with the byte order mark of UTF-8.
    utf8_mark: bool,
    /// Line of the first NUL byte of a text that is not UTF-16.
    nul: Option<u64>,
    /// Line of the first byte that is no UTF-8.
    broken: Option<u64>,
    /// How many bytes are no UTF-8.
    errors: u64,
    /// How many bytes beyond ASCII stand in well-formed characters.
    wide: u64,
    /// Offset of the first byte beyond ASCII.
    first_wide: u64,
}

fn scan(input: &mut (impl Read + Seek)) -> io::Result<Scan> {
    input.seek(SeekFrom::Start(0))?;
    let mut found = Scan::default();
    let mut buffer = vec![0; CHUNK];
    let mut kept = 0;
    let (mut offset, mut lines) = (0_u64, 1_u64);
    let mut nuls = [0_u64; 2];
    let mut seen_wide = false;
    loop {
        let read = read_full(input, &mut buffer[kept..])?;
        let filled = kept + read;
        let last = read < CHUNK - kept;
        let chunk = &buffer[..filled];
        if offset == 0
            && let Some((encoding, _)) = Encoding::for_bom(chunk)
        {
            if encoding != UTF_8 {
                found.mark = Some(encoding);
                return Ok(found);
            }
            found.utf8_mark = true;
        }
        if let Some(at) = chunk.iter().position(|byte| *byte == 0) {
            found.nul.get_or_insert_with(|| lines + newlines(&chunk[..at]));
            for (at, byte) in (offset..).zip(chunk) {
                nuls[(at % 2) as usize] += u64::from(*byte == 0);
            }
        }
        if !seen_wide && let Some(at) = chunk.iter().position(|byte| *byte >= 0x80) {
            seen_wide = true;
            found.first_wide = offset + at as u64;
        }
        let used = check_utf8(chunk, last, lines, &mut found);
        lines += newlines(&chunk[..used]);
        offset += used as u64;
        buffer.copy_within(used..filled, 0);
        kept = filled - used;
        if last {
            break;
        }
    }
    // Letters, digits and line ends of UTF-16 have a NUL byte each, always on the same side.
    let enough = |count: u64| count >= 8 && count * 10 >= offset;
    found.mark = match nuls {
        [0, odd] if enough(odd) => Some(UTF_16LE),
        [even, 0] if enough(even) => Some(UTF_16BE),
        _ => None,
    };
    Ok(found)
}

/// Notes what is no UTF-8 in a chunk; returns how much of it is dealt with, as a character may be cut at its end.
fn check_utf8(chunk: &[u8], last: bool, lines: u64, found: &mut Scan) -> usize {
    let mut start = 0;
    loop {
        let (good, error) = match std::str::from_utf8(&chunk[start..]) {
            Ok(_) => (chunk.len(), None),
            Err(error) => (start + error.valid_up_to(), Some(error.error_len())),
        };
        found.wide += chunk[start..good].iter().filter(|byte| **byte >= 0x80).count() as u64;
        let skip = match error {
            None => return chunk.len(),
            Some(None) if !last => return good,
            Some(None) => chunk.len() - good,
            Some(Some(length)) => length,
        };
        found.errors += skip as u64;
        found.broken.get_or_insert_with(|| lines + newlines(&chunk[..good]));
        start = good + skip;
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

/// The detector's guess. It is given no country: told that a text is from China, it takes Big5 for GBK.
fn guess(input: &mut (impl Read + Seek), from: u64) -> io::Result<&'static Encoding> {
    input.seek(SeekFrom::Start(from))?;
    let mut detector = EncodingDetector::new();
    let mut sample = input.by_ref().take(SAMPLE);
    let mut buffer = vec![0; CHUNK];
    loop {
        let filled = read_full(&mut sample, &mut buffer)?;
        let last = filled < buffer.len();
        detector.feed(&buffer[..filled], last);
        if last {
            break;
        }
    }
    let guess = detector.guess(None, false);
    // GB18030 holds all of GBK and is what the law asks for; the two decode alike.
    Ok(if guess == GBK { GB18030 } else { guess })
}

/// The line at which the text stops being in this encoding, if it does.
fn decodes(input: &mut (impl Read + Seek), encoding: &'static Encoding) -> io::Result<Option<u64>> {
    input.seek(SeekFrom::Start(0))?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut buffer = vec![0; CHUNK];
    let mut text = vec![0; 4 * CHUNK];
    let mut line = 1;
    loop {
        let filled = read_full(input, &mut buffer)?;
        let last = filled < buffer.len();
        let mut source = &buffer[..filled];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(source, &mut text, last);
            line += newlines(&text[..written]);
            source = &source[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(Some(line)),
            }
        }
        if last {
            return Ok(None);
        }
    }
}

/// Reads a text as UTF-8 without a byte order mark, and writes all that is read to storage on the way.
pub(super) struct Decoded<'a, R, W> {
    input: &'a mut R,
    store: &'a mut W,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    text: Vec<u8>,
    text_at: usize,
    ended: bool,
}

impl<'a, R: Read + Seek, W: Write> Decoded<'a, R, W> {
    /// `encoding` must be what [`detect`] has found: a byte that does not fit would be replaced.
    pub(super) fn new(input: &'a mut R, encoding: &'static Encoding, store: &'a mut W) -> io::Result<Self> {
        input.seek(SeekFrom::Start(0))?;
        Ok(Self {
            input,
            store,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            raw_at: 0,
            text: Vec::new(),
            text_at: 0,
            ended: false,
        })
    }

    /// Decodes the next piece; an empty text afterwards means the end.
    fn refill(&mut self) -> io::Result<()> {
        self.text.resize(3 * CHUNK, 0);
        self.text_at = 0;
        let mut written = 0;
        while written == 0 && !(self.ended && self.raw_at == self.raw.len()) {
            if self.raw_at == self.raw.len() {
                self.raw.resize(CHUNK, 0);
                let filled = read_full(self.input, &mut self.raw)?;
                self.ended = filled < CHUNK;
                self.raw.truncate(filled);
                self.raw_at = 0;
            }
            let (_, read, count, _) = self
                .decoder
                .decode_to_utf8(&self.raw[self.raw_at..], &mut self.text, self.ended);
            self.raw_at += read;
            written = count;
            if self.ended && read == 0 && count == 0 {
                break;
            }
        }
        self.text.truncate(written);
        self.store.write_all(&self.text)
    }
}

impl<R: Read + Seek, W: Write> Read for Decoded<'_, R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text_at == self.text.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.text_at);
        buffer[..count].copy_from_slice(&self.text[self.text_at..self.text_at + count]);
        self.text_at += count;
        Ok(count)
    }
}
