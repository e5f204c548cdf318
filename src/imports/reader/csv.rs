//! Text with commas, semicolons or tabs between its cells.

use std::io::{Read, Seek, SeekFrom};

use super::{Gate, Unreadable, decoded::Decoded, trimmed};

/// Bytes that tell what stands between cells.
const HEAD: u64 = 4096;

/// Reads the rows of a text.
pub(super) fn rows(source: &mut (impl Read + Seek), gate: &mut Gate<'_>) -> Result<(), Unreadable> {
    let delimiter = delimiter(source)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(Decoded::new(source)?);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Unreadable::Broken)? {
        // its first line: a record ends with a line feed, and blank lines before it are no record
        let within = record.iter().map(|cell| cell.bytes().filter(|one| *one == b'\n').count());
        let within = u64::try_from(within.sum::<usize>()).unwrap_or(u64::MAX);
        let line = reader.position().line().saturating_sub(within).saturating_sub(1);
        if !gate.row(line, record.iter().map(trimmed).collect(), Vec::new()) {
            break;
        }
    }
    Ok(())
}

/// What stands between the cells of the first lines most often.
fn delimiter(source: &mut (impl Read + Seek)) -> Result<u8, Unreadable> {
    let mut head = Vec::new();
    source.take(HEAD).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let count = |delimiter: u8| head.split(|one| *one == delimiter).count();
    let most = b",\t;".iter().copied().rev().max_by_key(|one| count(*one));
    Ok(most.unwrap_or(b','))
}
