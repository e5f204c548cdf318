//! A decision as JSON, name by name: names need no escaping, and half of the text is names.

use std::io::{self, Write};

use crate::outcome::{
    decision::{
        Decision, Elected, KinExcluded, NextCandidates, TallyLine, Tie, UsedParameters, Vacancy,
    },
    overrides::{self, Shown},
    record::Votes,
    validity::Check,
};

pub(super) fn decision<W: Write>(json: &mut Json<W>, all: &Decision) -> io::Result<()> {
    json.put(r#"{"format":"#, all.format)?;
    json.put(r#","pack":"#, all.pack)?;
    json.put(r#","overlay":"#, all.overlay.map_or(Leaf::Null, Leaf::Text))?;
    if all.draft {
        json.put(r#","draft":"#, true)?;
    }
    parameters(json, &all.parameters)?;
    json.put(r#","valid":"#, all.valid)?;
    json.list(r#","checks":["#, &all.checks, check)?;
    json.put(r#","ballots":{"issued":"#, i64::from(all.ballots.issued))?;
    json.put(r#","collected":"#, i64::from(all.ballots.collected))?;
    json.put(r#","valid":"#, all.ballots.valid)?;
    json.put(r#","invalid":"#, i64::from(all.ballots.invalid))?;
    json.put(r#","blank":"#, i64::from(all.ballots.blank))?;
    json.list(r#"},"elected":["#, &all.elected, elected)?;
    json.list(r#","ties":["#, &all.ties, tie)?;
    json.list(r#","kin_excluded":["#, &all.kin_excluded, kin_excluded)?;
    json.list(r#","vacant":["#, &all.vacant, vacancy)?;
    json.list(r#","tally":["#, &all.tally, tally_line)?;
    json.put(r#","next":"#, all.next.word())?;
    json.put(r#","may_convene":"#, all.may_convene)?;
    json.put(r#","may_reduce_seats":"#, all.may_reduce_seats)?;
    json.list(r#","next_candidates":["#, &all.next_candidates, next_candidates)?;
    json.raw("}")
}

fn parameters<W: Write>(json: &mut Json<W>, used: &UsedParameters) -> io::Result<()> {
    let names = overrides::NAMES.into_iter().filter(|name| overrides::applies(name, used.1));
    let mut before = r#","parameters":{"#;
    for name in names {
        json.put(before, name)?;
        match overrides::shown(&used.0, name) {
            Shown::Word(word) => json.put(":", word)?,
            Shown::Flag(flag) => json.put(":", flag)?,
        }
        before = ",";
    }
    json.raw("}")
}

fn check<W: Write>(json: &mut Json<W>, one: &Check) -> io::Result<()> {
    json.put(r#"{"rule":"#, one.rule.0)?;
    if let Some(post) = one.post {
        json.put(r#","post":"#, post.word())?;
    }
    if let Some(candidate) = one.candidate {
        json.put(r#","candidate":"#, candidate)?;
    }
    json.put(r#","holds":"#, one.holds)?;
    json.put(r#","left":"#, one.left)?;
    json.put(r#","op":"#, one.op.sign())?;
    json.put(r#","right":"#, one.right)?;
    json.raw(r#","source":"#)?;
    if one.source.article.is_empty() {
        json.text(&one.source.law)?;
    } else {
        json.text(&one.source.cite())?;
    }
    json.raw("}")
}

fn elected<W: Write>(json: &mut Json<W>, one: &Elected) -> io::Result<()> {
    json.put(r#"{"candidate":"#, one.candidate)?;
    json.put(r#","post":"#, one.post.word())?;
    json.put(r#","votes":"#, one.votes)?;
    json.put(r#","women_seat":"#, one.women_seat)?;
    json.raw("}")
}

fn tie<W: Write>(json: &mut Json<W>, one: &Tie) -> io::Result<()> {
    json.put(r#"{"post":"#, one.post.word())?;
    json.put(r#","seats":"#, one.seats)?;
    json.list(r#","candidates":["#, &one.candidates, |json, id| json.text(id))?;
    json.put(r#","women_only":"#, one.women_only)?;
    json.put(r#","reason":"#, one.reason.word())?;
    json.raw("}")
}

fn kin_excluded<W: Write>(json: &mut Json<W>, one: &KinExcluded) -> io::Result<()> {
    json.put(r#"{"candidate":"#, one.candidate)?;
    json.put(r#","post":"#, one.post.word())?;
    json.put(r#","kin_of":"#, one.kin_of)?;
    json.raw("}")
}

fn vacancy<W: Write>(json: &mut Json<W>, one: &Vacancy) -> io::Result<()> {
    json.put(r#"{"post":"#, one.post.word())?;
    json.put(r#","seats":"#, one.seats)?;
    json.put(r#","women_only":"#, one.women_only)?;
    json.raw("}")
}

fn tally_line<W: Write>(json: &mut Json<W>, one: &TallyLine) -> io::Result<()> {
    json.put(r#"{"candidate":"#, one.candidate)?;
    votes(json, &one.votes)?;
    json.put(r#","counted":"#, one.counted)?;
    json.raw("}")
}

fn votes<W: Write>(json: &mut Json<W>, votes: &Votes) -> io::Result<()> {
    json.raw(r#","votes":{"#)?;
    let mut before = "";
    for (post, number) in votes.named() {
        json.put(before, post.word())?;
        json.put(":", i64::from(number))?;
        before = ",";
    }
    json.raw("}")
}

fn next_candidates<W: Write>(json: &mut Json<W>, one: &NextCandidates) -> io::Result<()> {
    json.put(r#"{"post":"#, one.post.word())?;
    json.list(r#","candidates":["#, &one.candidates, |json, id| json.text(id))?;
    json.put(r#","women_only":"#, one.women_only)?;
    json.raw("}")
}

/// A value without members.
pub(super) enum Leaf<'p> {
    Text(&'p str),
    Number(i64),
    Flag(bool),
    Null,
}

impl<'p> From<&'p str> for Leaf<'p> {
    fn from(text: &'p str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Leaf<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Leaf<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// JSON on its way to a writer.
pub(super) struct Json<W>(pub W);

impl<W: Write> Json<W> {
    fn raw(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }

    /// A value and what stands before it.
    #[inline]
    fn put<'p>(&mut self, before: &str, leaf: impl Into<Leaf<'p>>) -> io::Result<()> {
        self.raw(before)?;
        match leaf.into() {
            Leaf::Text(text) => self.text(text),
            Leaf::Number(number) => Ok(serde_json::to_writer(&mut self.0, &number)?),
            Leaf::Flag(true) => self.raw("true"),
            Leaf::Flag(false) => self.raw("false"),
            Leaf::Null => self.raw("null"),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let escaped = |byte| byte < b' ' || byte == b'"' || byte == b'\\';
        // without an early end many bytes are looked at together
        if text.bytes().fold(false, |any, byte| any | escaped(byte)) {
            return Ok(serde_json::to_writer(&mut self.0, text)?);
        }
        self.raw("\"")?;
        self.raw(text)?;
        self.raw("\"")
    }

    /// A list and what stands before it, with its bracket.
    fn list<T>(
        &mut self,
        before: &str,
        items: &[T],
        each: impl Fn(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.raw(before)?;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.raw(",")?;
            }
            each(self, item)?;
        }
        self.raw("]")
    }
}
