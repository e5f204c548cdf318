//! What is typed into a sheet: a number per printed line, names and numbers of persons written in.

use std::collections::BTreeSet;

use law::{
    body::Post,
    tally::{Field, Figures, Form as Paper, MAX_FIGURE, WrittenName},
};
use sha2::{Digest, Sha256};

use super::lines::WrittenLine;
use crate::shell::{form::Form, words::Words};

/// Lines for persons written in, before somebody asks for more.
const WRITTEN: u32 = 6;
/// So many of them are shown at once.
pub const SHOWN: usize = 3;
/// So many more each time.
const MORE: u32 = 3;
/// The button that asks for more lines; what was typed comes back with them.
pub const ANOTHER: &str = "another";

/// The numbers of the lines for persons written in: the paper has as many as it has.
pub fn lines(form: &Form) -> BTreeSet<u32> {
    let typed = form.all().filter_map(|(name, _)| name.strip_prefix("written-name-")?.parse().ok());
    let mut lines: BTreeSet<u32> = (1..=WRITTEN).chain(typed).collect();
    if form.has(ANOTHER) {
        let last = lines.last().copied().unwrap_or_default();
        lines.extend((last..=last.saturating_add(MORE)).skip(1));
    }
    lines
}

/// Whether a line below the fold is not to be folded away: something stands in it or is wrong with it,
/// or more lines were asked for.
pub fn unfolded(form: &Form) -> bool {
    let mut folded = lines(form).into_iter().skip(SHOWN);
    form.has(ANOTHER)
        || folded.any(|number| {
            let WrittenLine { name, post, votes, .. } = WrittenLine::new(number);
            [name, post, votes]
                .iter()
                .any(|field| !form.value(field).is_empty() || form.error(field).is_some())
        })
}

/// Reads all lines of a sheet; what is wrong is noted at its field.
pub fn figures(form: &mut Form, paper: &Paper, words: &Words) -> Option<Figures> {
    let mut figures = Figures::new();
    for field in paper.fields() {
        if let Some(figure) = form.whole(&field.to_string(), 0, MAX_FIGURE, words) {
            figures.insert(field, figure);
        }
    }
    for line in lines(form) {
        written(form, line, &mut figures, words);
    }
    form.errors().is_empty().then_some(figures)
}

fn written(form: &mut Form, line: u32, figures: &mut Figures, words: &Words) {
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

/// The same as a word in a form: what was found in these figures has been looked at.
pub fn looked_at(figures: &Figures) -> String {
    hex::encode(digest(figures))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(names: &[&str]) -> Vec<u32> {
        let typed = names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
        lines(&Form::sent(typed)).into_iter().collect()
    }

    #[test]
    fn there_are_as_many_lines_as_were_sent_and_more_when_asked() {
        assert_eq!(numbers(&[]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(numbers(&["written-name-2"]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(numbers(&["written-name-8", "written-name-x"]), [1, 2, 3, 4, 5, 6, 8]);
        assert_eq!(numbers(&["another"]), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        // those below the fold come up with what stands in them
        let typed = |name: &str, text: &str| {
            unfolded(&Form::sent([(name.to_owned(), text.to_owned())].into_iter().collect()))
        };
        assert!(!typed("written-name-3", "甲") && !typed("written-votes-4", ""));
        assert!(typed("written-votes-4", "2") && typed("written-post-6", "member"));
        assert!(typed("another", "1"));
        // whatever is sent, no more than that is made of it
        let most = numbers(&["another", "written-name-4294967295", "written-name-99999999999"]);
        assert_eq!(most, [1, 2, 3, 4, 5, 6, 4_294_967_295]);
    }
}
