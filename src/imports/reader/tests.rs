use std::io::{Cursor, Read, Write};

use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

const LIMITS: Limits =
    Limits { bytes: 4 * MB, unpacked: 8 * MB, rows: 1000, columns: 20, previews: true };

fn read_within(bytes: &[u8], limits: &Limits) -> Result<Vec<Row>, Unreadable> {
    let mut all = Vec::new();
    rows(&mut Cursor::new(bytes), limits, &mut |row| row.map(|row| all.push(row)).is_some())?;
    Ok(all)
}

fn read(bytes: &[u8]) -> Result<Vec<Row>, Unreadable> {
    read_within(bytes, &LIMITS)
}

fn row(line: u64, cells: &[&str]) -> Row {
    Row { line, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), merged: Vec::new() }
}

#[test]
fn a_text_is_read_in_every_encoding_of_offices() {
    let text = "姓名,出生日期\r\n王 强 ,1970年3月5日\r\n䶮㐂,2000-1-1";
    let expected = [
        row(1, &["姓名", "出生日期"]),
        row(2, &["王 强", "1970年3月5日"]),
        row(3, &["䶮㐂", "2000-1-1"]),
    ];
    let (gb, _, lossy) = GB18030.encode(text);
    assert!(!lossy);
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), format!("\u{feff}{text}").as_bytes(), &gb, &wide] {
        assert_eq!(read(bytes).unwrap(), expected);
    }
    // a mark of the encoding that comes only after what is read at once
    let long = format!("{}\n{}", "a,b\n".repeat(20_000), text);
    let limits = Limits { rows: 100_000, ..LIMITS };
    let (gb, _, _) = GB18030.encode(&long);
    let all = read_within(&gb, &limits).unwrap();
    assert_eq!(all[20_001].cells, ["王 强", "1970年3月5日"]);
    assert_eq!(all[20_001].line, 20_003);
}

#[test]
fn lines_are_counted_as_office_programs_count_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["name,note", "", "", "An,\"two", "lines\"", ",", "Bo,x", ""].join(end);
        let expected =
            [row(1, &["name", "note"]), row(4, &["An", "two\nlines"]), row(7, &["Bo", "x"])];
        assert_eq!(read(text.as_bytes()).unwrap(), expected, "{end:?}");
        assert_eq!(read(text.trim_end().as_bytes()).unwrap(), expected, "{end:?}");
    }
}

#[test]
fn cells_are_divided_by_what_the_first_lines_are_divided_by() {
    for text in ["a,b\n1,2\n", "a\tb\n1\t2\n", "a;b\n1;2\n"] {
        assert_eq!(read(text.as_bytes()).unwrap(), [row(1, &["a", "b"]), row(2, &["1", "2"])]);
    }
    assert_eq!(read("姓名\n王强\n".as_bytes()).unwrap()[1].cells, ["王强"]);
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_from_its_first_sheet_with_something_in_it() {
    let bytes = workbook(|workbook| {
        workbook.add_worksheet().set_name("说明").unwrap();
        let sheet = workbook.add_worksheet();
        sheet.set_name("名单").unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(1, 0, "姓名").unwrap();
        sheet.write(1, 1, "出生日期").unwrap();
        sheet.write(3, 0, " 王强 ").unwrap();
        sheet.write_with_format(3, 1, 25_632, &day).unwrap();
        sheet.write(3, 2, 330_902_710_506_312_i64).unwrap();
        sheet.write(3, 3, 330_902_198_001_011_234_i64).unwrap();
        sheet.write(3, 4, 2008.4).unwrap();
        // a border without a text
        sheet.write_blank(3, 9, &Format::new().set_bold()).unwrap();
    });
    let all = read(&bytes).unwrap();
    assert_eq!(all[0], row(2, &["姓名", "出生日期"]));
    let lost = &all[1].cells[3];
    assert!(lost.starts_with("3.309021980010112") && lost.ends_with("E17"), "{lost}");
    assert_eq!(all[1].line, 4);
    assert_eq!(all[1].cells[..3], ["王强", "1970-03-05", "330902710506312"]);
    assert_eq!(all[1].cells[4], "2008.4");
    assert_eq!(all.len(), 2);
}

#[test]
fn other_sheets_with_something_in_them_are_named() {
    let bytes = workbook(|workbook| {
        workbook.add_worksheet().set_name("空表").unwrap();
        for name in ["第一组", "第二组", "第三组"] {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap().write(0, 0, "姓名").unwrap();
        }
        let hidden = workbook.add_worksheet();
        hidden.set_name("代码").unwrap().set_hidden(true).write(0, 0, "1").unwrap();
        workbook.add_worksheet().set_name("备用").unwrap();
    });
    let named = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect());
    let unread = rows(&mut Cursor::new(&bytes), &LIMITS, &mut |row| row.is_some());
    assert_eq!(unread, named(&["第二组", "第三组"]));
    // those before the one that is read are named, too, and no hidden one is tried after them
    let mut sheets = 0;
    let unread = rows(&mut Cursor::new(&bytes), &LIMITS, &mut |row| {
        sheets += u32::from(row.is_none());
        row.is_some() || sheets < 2
    });
    assert_eq!(unread, named(&["第一组", "第三组"]));
    let mut lines = 0;
    let all = rows(&mut Cursor::new(&bytes), &LIMITS, &mut |row| {
        lines += u32::from(row.is_some());
        true
    });
    assert_eq!((all, lines), (named(&["第一组", "第二组", "第三组"]), 3));
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn merged_cells_that_cannot_be_read_are_no_reason_to_refuse_a_workbook() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.merge_range(0, 0, 1, 0, "增辉村", &Format::new()).unwrap();
        sheet.write(0, 1, "王强").unwrap();
        sheet.write(1, 1, "李芳").unwrap();
    });
    let second = |bytes: &[u8]| read(bytes).unwrap()[1].cells.clone();
    assert_eq!(second(&bytes), ["增辉村", "李芳"]);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part.name().unwrap().ends_with("sheet1.xml") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("\"A1:A2\""), "{text}");
            bytes = text.replace("\"A1:A2\"", "\"A1:？\"").into_bytes();
        }
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    assert_eq!(second(&packed(&parts)), ["", "李芳"]);
}

/// The beginning of a compound file with a name in it.
fn compound(name: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

#[test]
fn a_file_that_cannot_be_read_says_why_in_one_word() {
    let good = workbook(|workbook| {
        workbook.add_worksheet().write(0, 0, "姓名").unwrap();
    });
    let empty = workbook(|workbook| {
        workbook.add_worksheet();
    });
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/a.xml", &vec![b' '; 9 << 20])]);
    assert!(bomb.len() < 100_000, "small as it is sent");
    let document = packed(&[("word/document.xml", b"<document/>")]);
    let long = "a\n".repeat(1001);
    let wide = ["x"; 21].join(",");
    let open = format!("\"{}", "x\n".repeat(20_000));
    let large = vec![b'a'; (4 << 20) + 1];
    for (name, bytes, expected) in [
        ("nothing", &b""[..], Unreadable::Nothing),
        ("blanks", b" \r\n ", Unreadable::Nothing),
        ("commas", b",,\n,,\n", Unreadable::Nothing),
        ("no cells", &empty, Unreadable::Nothing),
        ("half", &good[..good.len() / 2], Unreadable::Broken),
        ("head", b"PK\x03\x04rest", Unreadable::Broken),
        ("compound", &compound("Workbook"), Unreadable::Broken),
        ("locked", &compound("EncryptedPackage"), Unreadable::Locked),
        ("bomb", &bomb, Unreadable::Swells(8)),
        ("document", &document, Unreadable::Foreign),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0", Unreadable::Foreign),
        ("PDF", b"%PDF-1.7", Unreadable::Foreign),
        ("page", b"\n<HTML><table>", Unreadable::WebPage),
        ("long", long.as_bytes(), Unreadable::Rows(1000)),
        ("wide", wide.as_bytes(), Unreadable::Columns(20)),
        ("open", open.as_bytes(), Unreadable::Broken),
        ("large", &large, Unreadable::Large(4)),
    ] {
        assert_eq!(read(bytes).unwrap_err(), expected, "{name}");
    }
    assert!(read(&good).is_ok());
}

#[test]
fn reading_ends_when_nobody_wants_more() {
    let mut count = 0;
    let text = "a\n".repeat(100);
    let done = rows(&mut Cursor::new(text), &LIMITS, &mut |_| {
        count += 1;
        count < 3
    });
    assert_eq!((done, count), (Ok(Vec::new()), 3));
}
