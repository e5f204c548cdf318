//! Standard output, and tables in which a Chinese character is two columns wide.
//!
//! A table is laid within the terminal: cells in two languages put one below the other, then the
//! widest columns wrapped. Where standard output is no terminal each row stays one line, for
//! scripts; the variable `COLUMNS` sets the width in either case.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::OnceLock,
};

use textwrap::{Options, WordSeparator};
use unicode_width::UnicodeWidthStr;

use super::Failure;

/// Stands between the two languages of a cell; where the table is too wide they stand one below
/// the other instead.
pub const BESIDE: &str = " · ";

/// A word longer than this is broken where a column has to give way.
const LONGEST_WORD: usize = 24;

/// The columns of the terminal; unset while nobody asked, which is no limit.
static WIDTH: OnceLock<Option<usize>> = OnceLock::new();

/// Writes a text to standard output as it stands.
///
/// # Errors
/// Output that cannot be written; a reader that went away is [`Failure::Unread`].
pub fn write(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::writing(&error))
}

/// Finds how wide tables may be: `COLUMNS` where it is a number above 0, else the terminal's
/// width, else no limit.
pub fn measure(columns: Option<&str>) {
    let set = columns.and_then(|text| text.parse().ok()).filter(|width: &usize| *width > 0);
    let terminal = || {
        let here = std::io::stdout().is_terminal();
        here.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0.into())
    };
    // the first measure of a program counts
    let _ = WIDTH.set(set.or_else(terminal));
}

/// A text from outside with whatever no person sees, or that moves what they see, written out:
/// control characters, line ends, signs that turn the direction of writing or have no width.
pub fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, letter| {
        match letter {
            '\n' | '\r' | '\t' => shown.extend(letter.escape_default()),
            letter if is_hidden(letter) => shown.extend(letter.escape_unicode()),
            letter => shown.push(letter),
        }
        shown
    })
}

fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The same of a text of several lines, whose line ends are our own.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Lines with aligned columns, two spaces between them; the last column is not filled up.
pub fn table(rows: &[Vec<String>]) -> String {
    lines(rows, usize::MAX).concat()
}

/// The same, each row apart; a row that wraps has several lines.
///
/// Without a limit of width a cell of more than `most` columns does not widen its column but
/// pushes the rest of its own line to the right.
pub fn lines(rows: &[Vec<String>], most: usize) -> Vec<String> {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| visible_lines(cell)).collect()).collect();
    let rows = rows.as_slice();
    if let Some(width) = WIDTH.get().copied().flatten() {
        return within(rows, width);
    }
    let widths = widths(rows, most);
    rows.iter().map(|row| laid(&apart(row), &widths)).collect()
}

/// Rows within a width: as they are, else languages stacked, else wrapped.
fn within(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let natural = widths(rows, usize::MAX);
    if total(&natural) <= width {
        return rows.iter().map(|row| laid(&apart(row), &natural)).collect();
    }
    let stacked: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.replace(BESIDE, "\n")).collect())
        .collect();
    let widths = narrowed(&stacked, width);
    let wrap = |row: &Vec<String>| -> Vec<Vec<String>> {
        row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect()
    };
    stacked.iter().map(|row| laid(&wrap(row), &widths)).collect()
}

/// The width of each column, cells beyond `most` left out.
fn widths(rows: &[Vec<String>], most: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let widths = cells.flat_map(|cell| cell.split('\n')).map(UnicodeWidthStr::width);
        widths.filter(|width| *width <= most).max().unwrap_or_default()
    };
    (0..columns).map(width).collect()
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
}

/// Takes from the widest column that can give until the table fits; where none can the longest
/// words are broken as well.
fn narrowed(rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let mut widths = widths(rows, usize::MAX);
    for least in [least_widths(rows, LONGEST_WORD), vec![6; widths.len()]] {
        while total(&widths) > width {
            let giving = (0..widths.len()).filter(|at| widths[*at] > least[*at]);
            let Some(widest) = giving.max_by_key(|at| widths[*at]) else { break };
            widths[widest] -= 1;
        }
    }
    widths
}

/// The longest word of each column, at most `most`.
fn least_widths(rows: &[Vec<String>], most: usize) -> Vec<usize> {
    let longest = |cell: &String| {
        let cell = breakable(cell);
        let words: Vec<_> = cell
            .split('\n')
            .flat_map(|line| WordSeparator::UnicodeBreakProperties.find_words(line))
            .map(|word| word.word.width())
            .collect();
        words.into_iter().max().unwrap_or_default() + indent(&cell)
    };
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(longest).max();
    (0..columns).map(|at| column(at).unwrap_or_default().min(most)).collect()
}

/// A cell in lines of at most `width` columns; its blanks in front stand before each of them.
fn wrapped(cell: &str, width: usize) -> Vec<String> {
    let indent = indent(cell);
    let options = Options::new(width.saturating_sub(indent).max(1))
        .word_separator(WordSeparator::UnicodeBreakProperties);
    cell.split('\n')
        .flat_map(|line| {
            let line = breakable(line.trim_start());
            let parts = textwrap::wrap(&line, &options);
            parts.iter().map(|part| plain(part)).collect::<Vec<_>>()
        })
        .map(|line| format!("{}{line}", " ".repeat(indent)))
        .collect()
}

/// Marks a place where a line may break, and is no letter of its own.
const BREAK: char = '\u{200b}';

/// Stands for the hyphen of a date, at which no line breaks.
const HYPHEN: char = '\u{2011}';

/// Names such as `roll_before_days` may break after an underline, dates nowhere.
fn breakable(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut digit = false;
    for letter in text.chars() {
        marked.push(if letter == '-' && digit { HYPHEN } else { letter });
        if letter == '_' {
            marked.push(BREAK);
        }
        digit = letter.is_ascii_digit();
    }
    marked
}

/// The text without these marks.
fn plain(text: &str) -> String {
    text.replace(BREAK, "").replace(HYPHEN, "-")
}

fn indent(cell: &str) -> usize {
    cell.len() - cell.trim_start_matches(' ').len()
}

/// Each cell in its own lines.
fn apart(row: &[String]) -> Vec<Vec<String>> {
    row.iter().map(|cell| cell.split('\n').map(str::to_owned).collect()).collect()
}

/// A row of cells of several lines each.
fn laid(row: &[Vec<String>], widths: &[usize]) -> String {
    let height = row.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let mut text = String::new();
    for at in 0..height {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let part = cell.get(at).map(String::as_str).unwrap_or_default();
            line.push_str(part);
            line.push_str(&" ".repeat(width.saturating_sub(part.width()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{lines, table, visible, within};
    use unicode_width::UnicodeWidthStr as _;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("王 小二 a\"\\·"), "王 小二 a\"\\·");
        assert_eq!(visible("a\u{1b}[31m\n\u{202e}b\t"), "a\\u{1b}[31m\\n\\u{202e}b\\t");
        assert_eq!(visible("\u{85}\u{200b}\u{2066}\u{feff}"), "\\u{85}\\u{200b}\\u{2066}\\u{feff}");
        assert_eq!(table(&rows(&[&["a\u{7}b", "c\nd"]])), "a\\u{7}b  c\n         d\n");
    }

    #[test]
    fn a_chinese_character_fills_two_columns() {
        assert_eq!(table(&rows(&[&["村民", "a"], &["abc", "b"]])), "村民  a\nabc   b\n");
    }

    #[test]
    fn a_cell_beyond_the_limit_does_not_widen_its_column() {
        let rows = rows(&[&["abcdef", "x"], &["ab", "y"]]);
        assert_eq!(lines(&rows, 4).concat(), "abcdef  x\nab  y\n");
        assert_eq!(lines(&rows, 6).concat(), "abcdef  x\nab      y\n");
    }

    #[test]
    fn a_shorter_row_and_an_empty_last_cell_leave_no_blanks_at_the_end() {
        assert_eq!(table(&rows(&[&["a"], &["bcd", ""]])), "a\nbcd\n");
    }

    #[test]
    fn a_table_that_fits_stays_as_it_is() {
        let rows = rows(&[&["一 · one", "x"]]);
        assert_eq!(within(&rows, 11), ["一 · one  x\n"]);
        assert_eq!(within(&rows, 10), ["一   x\none\n"]);
    }

    #[test]
    fn the_widest_column_wraps_and_blanks_in_front_stay() {
        let rows = rows(&[&["  村民选举委员会", "C-01", "a few words of some length"]]);
        let text = within(&rows, 40).concat();
        assert!(text.lines().all(|line| line.width() <= 40), "{text}");
        assert!(text.starts_with("  村民选举委员会  C-01  "), "{text}");
        let text = within(&rows, 24).concat();
        assert!(text.lines().all(|line| line.width() <= 24), "{text}");
        assert!(text.lines().nth(1).is_some_and(|line| line.starts_with("  ")), "{text}");
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_a_stop() {
        let text = within(&rows(&[&["甲乙丙丁，戊己"]]), 8).concat();
        assert_eq!(text, "甲乙丙\n丁，戊己\n");
    }

    #[test]
    fn a_date_does_not_break() {
        let text = within(&rows(&[&["counted from 2008-04-04"]]), 18).concat();
        assert_eq!(text, "counted from\n2008-04-04\n");
    }

    #[test]
    fn a_long_name_breaks_after_an_underline_and_a_digest_anywhere() {
        let text = within(&rows(&[&["villagers_meeting_households", "x"]]), 24).concat();
        assert_eq!(text, "villagers_meeting_     x\nhouseholds\n");
        let text = within(&rows(&[&["0123456789abcdef0123456789abcdef"]]), 16).concat();
        assert_eq!(text, "0123456789abcdef\n0123456789abcdef\n");
    }
}
