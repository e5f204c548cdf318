//! What is typed into a sheet: a number per printed line, names and numbers of persons written in.

use law::{
    body::Post,
    tally::{Field, Figures, Form as Paper, MAX_FIGURE, WrittenName},
};
use sha2::{Digest, Sha256};

use super::lines::WrittenLine;
use crate::shell::{form::Form, words::Words};

/// Lines for persons written in.
pub const WRITTEN: usize = 6;

/// Reads all lines of a sheet; what is wrong is noted at its field.
pub fn figures(form: &mut Form, paper: &Paper, words: &Words) -> Option<Figures> {
    let mut figures = Figures::new();
    for field in paper.fields() {
        if let Some(figure) = form.whole(&field.to_string(), 0, MAX_FIGURE, words) {
            figures.insert(field, figure);
        }
    }
    for line in 1..=WRITTEN {
        written(form, line, &mut figures, words);
    }
    form.errors().is_empty().then_some(figures)
}

fn written(form: &mut Form, line: usize, figures: &mut Figures, words: &Words) {
    let WrittenLine { name, post, votes, .. } = WrittenLine::new(line);
    if form.value(&name).is_empty() && form.value(&votes).is_empty() {
        return;
    }
    let who = form.text(&name, 60, words).and_then(|name| WrittenName::new(&name));
    let which = form.word(&post, Post::from_word, words);
    let figure = form.whole(&votes, 1, MAX_FIGURE, words);
    let (Some(who), Some(which), Some(figure)) = (who, which, figure) else { return };
    if figures.insert(Field::Written(which, who), figure).is_some() {
        form.wrong(&name, words, "sheet-written-twice", &[]);
    }
}

/// What an entry says, so that the same sent twice is known.
pub fn digest(figures: &Figures) -> Vec<u8> {
    let lines = figures.iter().map(|(field, figure)| format!("{field}={figure}\n"));
    lines.fold(Sha256::new(), Sha256::chain_update).finalize().to_vec()
}
