//! Workbooks: XLSX row by row, XLS and the ET of WPS, which is the same, as a whole.

use std::io::{self, Read, Seek, SeekFrom, Write};

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{Gate, Limits, MB, Unreadable, cells, merged::Merged};

/// How many times larger a workbook may become.
const GROWS: u64 = 100;
/// The name of the part that a workbook behind a password consists of, as compound files write names.
const LOCKED: &str = "EncryptedPackage";

/// A workbook of parts that are packed.
pub(super) fn packed(
    source: &mut (impl Read + Seek),
    gate: &mut Gate<'_>,
) -> Result<Vec<String>, Unreadable> {
    measured(source, gate.limits.unpacked)?;
    source.seek(SeekFrom::Start(0))?;
    let mut workbook: Xlsx<_> = Xlsx::new(source).map_err(|error| xlsx(&error))?;
    let mut names = sheets(workbook.sheets_metadata()).into_iter();
    let mut unread = Vec::new();
    for (name, shown) in names.by_ref() {
        if !shown && gate.rows > 0 {
            break;
        }
        let before = gate.rows;
        sheet(&mut workbook, &name, gate)?;
        if gate.rows > before {
            if !gate.goes_on() {
                break;
            }
            unread.push(name);
        }
    }
    for (name, shown) in names.filter(|_| gate.over.is_none()) {
        let begun = workbook.worksheet_cells_reader(&name);
        if shown && begun.is_ok_and(|mut cells| matches!(cells.next_cell(), Ok(Some(_)))) {
            unread.push(name);
        }
    }
    Ok(unread)
}

/// The names of the sheets of cells, and whether they are shown; those that are come first.
fn sheets(all: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let cells = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        cells.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let shown = shown.into_iter().map(|sheet| (sheet.name.clone(), true));
    shown.chain(hidden.into_iter().map(|sheet| (sheet.name.clone(), false))).collect()
}

fn sheet<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    gate: &mut Gate<'_>,
) -> Result<(), Unreadable> {
    // what cannot be read of them is not known of the cells
    let regions = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut merged = Merged::of(regions, gate.limits.columns);
    let mut reader = match workbook.worksheet_cells_reader(name) {
        // a sheet without cells
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(()),
        opened => opened.map_err(|error| xlsx(&error))?,
    };
    let (mut line, mut row) = (0, Vec::new());
    while let Some(cell) = reader.next_cell().map_err(|error| xlsx(&error))? {
        let (at, column) = cell.get_position();
        if at != line {
            let filled = merged.fill(line, &mut row);
            if !gate.row(u64::from(line) + 1, std::mem::take(&mut row), filled) {
                return Ok(());
            }
            line = at;
        }
        put(&mut row, column, cells::shared(cell.get_value()), gate.limits.columns);
    }
    let filled = merged.fill(line, &mut row);
    gate.row(u64::from(line) + 1, row, filled);
    Ok(())
}

/// Puts a text into its column; formats far to the right are no cells.
fn put(row: &mut Vec<String>, column: u32, text: String, most: usize) {
    if text.is_empty() {
        return;
    }
    // one more than may be: the gate refuses it
    let column = usize::try_from(column).unwrap_or(most).min(most);
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
}

/// A compound file: a workbook of before 2007, of WPS, or one behind a password.
pub(super) fn compound(
    source: &mut (impl Read + Seek),
    gate: &mut Gate<'_>,
) -> Result<Vec<String>, Unreadable> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    let locked: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|part| part == locked) {
        return Err(Unreadable::Locked);
    }
    let wrong = |error: XlsError| match error {
        XlsError::Password => Unreadable::Locked,
        _ => Unreadable::Broken,
    };
    // of what other office programs keep in such files it finds no workbook, and says so
    let mut workbook = Xls::new(io::Cursor::new(bytes)).map_err(wrong)?;
    let mut names = sheets(workbook.sheets_metadata()).into_iter();
    let mut unread = Vec::new();
    for (name, shown) in names.by_ref() {
        if !shown && gate.rows > 0 {
            break;
        }
        let range = workbook.worksheet_range(&name).map_err(wrong)?;
        let Some((first, left)) = range.start() else { continue };
        let regions = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut merged = Merged::of(regions, gate.limits.columns);
        let before = gate.rows;
        for (line, cells) in (first..).zip(range.rows()) {
            let mut row = Vec::new();
            for (column, cell) in (left..).zip(cells) {
                put(&mut row, column, cells::own(cell), gate.limits.columns);
            }
            let filled = merged.fill(line, &mut row);
            if !gate.row(u64::from(line) + 1, row, filled) {
                break;
            }
        }
        if gate.rows > before {
            if !gate.goes_on() {
                break;
            }
            unread.push(name);
        }
    }
    for (name, shown) in names.filter(|_| gate.over.is_none()) {
        let range = workbook.worksheet_range(&name);
        if shown && range.is_ok_and(|range| range.start().is_some()) {
            unread.push(name);
        }
    }
    Ok(unread)
}

fn xlsx(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::Broken,
    }
}

/// Unpacks everything into nothing: what the file says of its own size may be untrue. What grows more than
/// workbooks do is no list, however much may be unpacked.
fn measured(source: &mut (impl Read + Seek), most: u64) -> Result<(), Unreadable> {
    let packed = source.seek(SeekFrom::End(0))?;
    let most = most.min(packed.saturating_mul(GROWS).max(Limits::BROWSER.unpacked));
    let mut archive = ZipArchive::new(source).map_err(|_| Unreadable::Broken)?;
    let mut left = most;
    let mut workbook = false;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Unreadable::Broken)?;
        if part.encrypted() {
            return Err(Unreadable::Locked);
        }
        let name = part.name().map_err(|_| Unreadable::Broken)?;
        workbook |= name.eq_ignore_ascii_case("xl/workbook.xml");
        drop(part);
        let part = archive.by_index(at).map_err(|_| Unreadable::Broken)?;
        let mut counted = Counted(0);
        io::copy(&mut part.take(left.saturating_add(1)), &mut counted)
            .map_err(|_| Unreadable::Broken)?;
        left = left.checked_sub(counted.0).ok_or(Unreadable::Swells(most / MB))?;
    }
    if workbook { Ok(()) } else { Err(Unreadable::Foreign) }
}

/// Where bytes go to be counted.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
