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
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_chinese_character_fills_two_columns() {
        let rows = [["村民", "a"], ["abc", "b"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "村民  a\nabc   b\n");
    }

    #[test]
    fn a_shorter_row_and_an_empty_last_cell_leave_no_blanks_at_the_end() {
        let rows = [vec!["a".to_owned()], vec!["bcd".to_owned(), String::new()]];
        assert_eq!(table(&rows), "a\nbcd\n");
    }
}
