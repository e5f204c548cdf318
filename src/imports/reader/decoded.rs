//! Text of an unknown encoding as UTF-8, a piece at a time: with a mark as the mark says, else UTF-8
//! where all of it is, else GB18030. Every line ends with a line feed, the last one too.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, GB18030, UTF_8};

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// A source as UTF-8.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    /// What of the text was read.
    at: usize,
    /// The last character was a carriage return, for which a line feed stands already.
    returned: bool,
    over: bool,
}

impl<R: Read + Seek> Decoded<R> {
    /// Finds out the encoding, and begins.
    pub(super) fn new(mut source: R) -> io::Result<Self> {
        let encoding = encoding(&mut source)?;
        source.seek(SeekFrom::Start(0))?;
        Ok(Self {
            source,
            decoder: encoding.new_decoder(),
            raw: vec![0; CHUNK],
            text: String::new(),
            at: 0,
            returned: false,
            over: false,
        })
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.source.read(&mut self.raw)?;
        self.over = count == 0;
        let mut decoded = String::with_capacity(CHUNK * 3 + 16);
        let mut from = 0;
        loop {
            let raw = &self.raw[from..count];
            let (result, read, _) = self.decoder.decode_to_string(raw, &mut decoded, self.over);
            from += read;
            if result == CoderResult::InputEmpty {
                break;
            }
            decoded.reserve(CHUNK);
        }
        self.text.clear();
        self.at = 0;
        for sign in decoded.chars() {
            match sign {
                '\r' => self.text.push('\n'),
                '\n' if self.returned => {}
                _ => self.text.push(sign),
            }
            self.returned = sign == '\r';
        }
        if self.over {
            self.text.push('\n');
        }
        Ok(())
    }
}

impl<R: Read + Seek> Read for Decoded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.over {
            self.fill()?;
        }
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.len().min(to.len());
        to[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}

fn encoding(source: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    let mut raw = vec![0; CHUNK];
    let mut text = String::with_capacity(CHUNK * 3 + 16);
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut first = true;
    loop {
        let count = source.read(&mut raw)?;
        if std::mem::take(&mut first)
            && let Some((marked, _)) = Encoding::for_bom(&raw[..count])
        {
            return Ok(marked);
        }
        text.clear();
        let (result, ..) =
            decoder.decode_to_string_without_replacement(&raw[..count], &mut text, count == 0);
        match result {
            DecoderResult::Malformed(..) => return Ok(GB18030),
            _ if count == 0 => return Ok(UTF_8),
            _ => {}
        }
    }
}
