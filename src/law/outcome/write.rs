//! Decisions and problems as the JSON that is printed, in one place for everybody who prints them;
//! the caller says where to, and in which language. Both are written in small pieces, so that
//! whoever writes to anything but memory puts a buffer between.

mod json;

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{Decision, Problem};
use json::Json;

/// Writes a decision in the format `huanjie-decision/1`, without a line's end.
///
/// # Errors
/// Those of the writer.
pub fn decision(decision: &Decision, out: impl Write) -> io::Result<()> {
    json::decision(&mut Json(out), decision)
}

/// Writes `{"errors":[{"path":"…","message":"…"}]}`, without a line's end. `word` gives the text
/// of a key of [`What`](super::What), in which the numbers stand as `{a}` and `{b}`, and hears whether
/// the problem is one of the whole record.
///
/// # Errors
/// Those of the writer.
pub fn problems(
    problems: &[Problem],
    word: &dyn Fn(&'static str, bool) -> String,
    out: impl Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Errors<'p> {
        errors: Worded<'p>,
    }
    serde_json::to_writer(out, &Errors { errors: Worded(problems, word) }).map_err(io::Error::from)
}

struct Worded<'p>(&'p [Problem], &'p dyn Fn(&'static str, bool) -> String);

#[derive(Serialize)]
struct Error<'p> {
    path: &'p str,
    message: &'p str,
}

impl Serialize for Worded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        // a hostile record has the same problem everywhere, and a word is looked up slowly
        let mut words: HashMap<(&str, bool), String> = HashMap::new();
        for problem in self.0 {
            let path = problem.path.as_str();
            let (key, whole) = (problem.what.key(), path.is_empty());
            let word = words.entry((key, whole)).or_insert_with(|| self.1(key, whole));
            match problem.what.numbers()[..] {
                [] => list.serialize_element(&Error { path, message: word })?,
                [a] => {
                    let message = word.replace("{a}", &a.to_string());
                    list.serialize_element(&Error { path, message: &message })?;
                }
                [a, b, ..] => {
                    let message = word.replace("{a}", &a.to_string());
                    let message = message.replace("{b}", &b.to_string());
                    list.serialize_element(&Error { path, message: &message })?;
                }
            }
        }
        list.end()
    }
}
