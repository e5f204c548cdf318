//! Standard output, and tables in which a Chinese character is two columns wide.

use std::io::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::Failure;

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

/// Lines with aligned columns, two spaces between them; the last column is not filled up.
pub fn table(rows: &[Vec<String>]) -> String {
    table_within(rows, usize::MAX)
}

/// The same, where a cell of more than `most` columns does not widen its column but pushes the
/// rest of its own line to the right.
pub fn table_within(rows: &[Vec<String>], most: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.width()))
        .map(|widths| widths.filter(|width| *width <= most).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{table, table_within};

    #[test]
    fn a_chinese_character_fills_two_columns() {
        let rows = [["村民", "a"], ["abc", "b"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "村民  a\nabc   b\n");
    }

    #[test]
    fn a_cell_beyond_the_limit_does_not_widen_its_column() {
        let rows = [["abcdef", "x"], ["ab", "y"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table_within(&rows, 4), "abcdef  x\nab  y\n");
        assert_eq!(table_within(&rows, 6), "abcdef  x\nab      y\n");
    }

    #[test]
    fn a_shorter_row_and_an_empty_last_cell_leave_no_blanks_at_the_end() {
        let rows = [vec!["a".to_owned()], vec!["bcd".to_owned(), String::new()]];
        assert_eq!(table(&rows), "a\nbcd\n");
    }
}
