//! What is wrong with files and lines is told, and nothing of it is taken.

use std::io::{Cursor, Write};

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;
use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{HEADS, problems, send, sent, settled, taken};
use crate::{
    house::{
        app::{TestApp, UNIT, verified},
        election::voter,
    },
    persons::number,
};

/// Lines of each kind of error.
const EACH: usize = 25;

/// Column, cells of a line that are otherwise, the words that say what is wrong and what they name.
type Error = (&'static str, Vec<(usize, String)>, &'static str, String);

/// What else is in a line: name, sex, day of birth, identity number, group, telephone.
const CELLS: usize = 6;

fn errors() -> Vec<Error> {
    let valid = number("1971-05-06", 312);
    let rounded = format!("{}000", &valid[..15]);
    let mut checked = valid.clone();
    checked.replace_range(17.., if valid.ends_with('1') { "2" } else { "1" });
    let one = |column: &'static str, at: usize, cell: &str, key: &'static str, value: &str| {
        (column, vec![(at, cell.to_owned())], key, value.to_owned())
    };
    let long = "长".repeat(61);
    vec![
        one("name", 0, "", "import-empty", ""),
        one("name", 0, &long, "import-bad-name", &"长".repeat(40)),
        one("sex", 1, "无", "import-bad-sex", "无"),
        one("sex", 1, "", "import-empty", ""),
        one("birth", 2, "不详", "import-bad-date", "不详"),
        one("birth", 2, "1971-02-30", "import-no-such-day", "1971-02-30"),
        one("birth", 2, "71.5.6", "import-short-year", "71.5.6"),
        one("birth", 2, "1971.1", "import-month-or-tenth", "1971.1"),
        one("birth", 2, "1971年5月", "import-only-month", "1971-05"),
        one("birth", 2, "2199-01-01", "import-day-ahead", "2199-01-01"),
        one("birth", 2, "", "import-empty", ""),
        one("idno", 3, "3.30902E+17", "person-number-scientific", ""),
        one("idno", 3, "33090219710506", "person-number-length", "14"),
        one("idno", 3, &checked, "person-number-check", ""),
        one("idno", 3, &rounded, "person-number-rounded", ""),
        one("idno", 3, "33090219710506A123", "person-number-character", "15"),
        one("idno", 3, &format!("9{}", &valid[1..]), "person-number-region", ""),
        one("idno", 3, "330902197113063121", "person-number-birth", ""),
        (
            "idno",
            vec![(1, "女".to_owned()), (2, "1971-05-07".to_owned()), (3, valid.clone())],
            "import-number-birth",
            "1971-05-06".to_owned(),
        ),
        (
            "idno",
            vec![(1, "男".to_owned()), (2, "1971-05-06".to_owned()), (3, valid)],
            "import-number-woman",
            String::new(),
        ),
        one("phone", 5, "打不通", "import-bad-phone", ""),
        one("group", 4, "东头", "import-bad-group", "东头"),
    ]
}

#[tokio::test]
async fn five_hundred_errors_of_twenty_kinds_are_told_by_line_and_column() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let words = Words::new(Lang::ZhCn);
    let mut errors = errors();
    errors.truncate(20);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, head) in (0..).zip(HEADS.trim().split(',')) {
        sheet.write(1, at, head).expect("a head");
    }
    let mut expected = Vec::new();
    let mut row = 1_u32;
    for round in 0..EACH {
        for (column, cells, key, value) in &errors {
            // a right line between the wrong ones
            for wrong in [false, true] {
                row += 1;
                let name = format!("测{}", voter(usize::try_from(row).expect("small")));
                let mut line = ["", "男", "1980-01-01", "", "1", ""].map(str::to_owned);
                line[0] = name;
                let cells = cells.iter().filter(|_| wrong);
                cells.for_each(|(at, cell)| line[*at].clone_from(cell));
                for (at, cell) in (0..).zip(&line) {
                    sheet.write(row, at, cell).expect("a cell");
                }
                assert_eq!(line.len(), CELLS);
            }
            let value = || value.as_str().into();
            let today = TestApp::today().to_string();
            let said = words
                .text_with(key, &[("value", value()), ("n", value()), ("today", today.into())]);
            let column = words.text(&format!("import-column-{column}"));
            expected.push((u64::from(row) + 1, column, said));
        }
        assert!(round < EACH);
    }
    let file = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(expected.len(), 500);
    let page = sent(&commission, UNIT, "persons", &file).await;
    let told = problems(&settled(&commission, &page).await);
    assert_eq!(told.len(), expected.len());
    for (told, expected) in told.iter().zip(&expected) {
        assert_eq!(told, expected);
    }
    rejected_lines_are_mended(&app, &commission, &page, &expected).await;
}

/// Lines with wrong numbers are taken without, the others left out, sent again and merged.
#[expect(clippy::cognitive_complexity, reason = "one walk, step by step")]
async fn rejected_lines_are_mended(
    app: &TestApp,
    commission: &crate::house::app::Visitor,
    page: &str,
    expected: &[(u64, String, String)],
) {
    let without = commission.post(&format!("{page}/take"), &[]).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    assert!(without.has("#numbers-error") && without.has("#leave-error"), "{}", without.text());
    assert_eq!(app.number("select count(*) from person").await, 0);
    let file = commission.get(&format!("{page}/rejected/csv")).await;
    let text = file.text();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 500);
    for (row, (_, column, said)) in rows.iter().zip(expected) {
        assert_eq!(&row[6], format!("{column}: {said}"));
    }
    let done = taken(commission, page, &[("numbers", "supply"), ("leave", "1")]).await;
    // nine kinds are of the number alone
    assert!(done.contains(&format!("已导入 {} 行", 500 + 9 * EACH)), "{done}");
    assert_eq!(app.number("select count(*) from person where idno_digest is not null").await, 0);
    let before = app.number("select count(*) from person").await;
    // the rejected lines mended: those that were taken without a number are found again
    let mended = rows.iter().enumerate().map(|(at, row)| {
        let name =
            if row[0].starts_with('测') { row[0].to_owned() } else { format!("补{}", voter(at)) };
        let (birth, sex) = if row[6].starts_with("身份证号") {
            (row[2].to_owned(), row[1].to_owned())
        } else {
            ("1980-01-01".to_owned(), "男".to_owned())
        };
        format!("{name},{sex},{birth},,1,\n")
    });
    let file = HEADS.to_owned() + &mended.collect::<String>();
    let again = sent(commission, UNIT, "persons", file.as_bytes()).await;
    let done = taken(commission, &again, &[]).await;
    assert!(done.contains("已导入 500 行"), "{done}");
    let left = i64::try_from(500 - 9 * EACH).expect("a number");
    assert_eq!(app.number("select count(*) from person").await, before + left);
    verified(app).await;
}

#[tokio::test]
async fn lines_of_one_person_and_numbers_of_others_are_told() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = app.visitor("commission").await;
    let (mine, elsewhere) = (number("1971-05-06", 312), number("1960-01-02", 311));
    let there =
        format!("姓名,身份证号,区划代码\n王秀英,{mine},{UNIT}\n孙毛峙,{elsewhere},330902102202\n");
    let page = sent(&office, crate::house::app::TOWN, "persons", there.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let file = format!(
        "{HEADS}王秀瑛,,,{mine},,\n孙毛峙,,,{elsewhere},,\n张三,男,1980-01-01,,,\n张 三,男,1980-01-01,,,\n\
        李四,,,{0},,\n李四,,,{0},,\n李四,,,{1},,\n",
        number("1982-03-04", 311),
        number("1982-03-04", 313)
    );
    let page = sent(&commission, UNIT, "persons", file.as_bytes()).await;
    let told: Vec<(u64, String)> = problems(&settled(&commission, &page).await)
        .into_iter()
        .map(|one| (one.0, one.2))
        .collect();
    let words = Words::new(Lang::ZhCn);
    let said = |key: &str, value: &str| words.text_with(key, &[("value", value.to_owned().into())]);
    let expected = [
        (2, said("import-found-other-name", "王秀英")),
        (3, said("import-found-number-elsewhere", "")),
        (5, said("import-found-same-person", "4")),
        (7, said("import-found-number-twice", "6")),
    ];
    // of two lines with one number the later one is told, by the number
    assert_eq!(told, expected);
}

/// A packed file of parts.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn a_file_that_cannot_be_read_gets_one_sentence() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.resize(512, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked.resize(4096, 0);
    let zeros = vec![b' '; 300 << 20];
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20, "small as it is sent");
    drop(zeros);
    let words = Words::new(Lang::ZhCn);
    let naming = |key: &str, columns: &[&str]| {
        let columns: Vec<String> =
            columns.iter().map(|column| words.text(&format!("import-column-{column}"))).collect();
        words.text_with(key, &[("columns", columns.join("、").into())])
    };
    for (file, said) in [
        (&b""[..], words.text("import-file-nothing")),
        (b"PK\x03\x04half", words.text("import-file-broken")),
        (&locked, words.text("import-file-locked")),
        (&bomb, words.text_with("import-file-swells", &[("n", "256".into())])),
        (b"%PDF-1.4", words.text("import-file-foreign")),
        (b"<html><table></table></html>", words.text("import-file-web-page")),
        ("名单\n姓名,性别,出生日期\n".as_bytes(), words.text("import-file-no-lines")),
        ("姓名,性别\n王,女\n".as_bytes(), naming("import-file-lacks", &["birth"])),
        ("姓名,姓名,身份证号\n王,王,\n".as_bytes(), naming("import-file-twice", &["name"])),
        ("甲,乙\n1,2\n".as_bytes(), naming("import-file-no-heads", &["name", "sex", "birth"])),
    ] {
        let page = sent(&commission, UNIT, "persons", file).await;
        let text = settled(&commission, &page).await;
        assert!(text.contains(&said), "{said}: {text}");
        assert!(!text.contains("⟦"), "{text}");
        assert!(text.contains("什么都没有导入"));
    }
    let large = vec![b'a'; 200 << 20];
    let answer = send(&commission, UNIT, "persons", &large).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains(&words.text_with("import-file-large", &[("n", "32".into())])));
    let none = commission
        .send(
            reqwest::Method::POST,
            &format!("/{UNIT}/imports"),
            "multipart/form-data; boundary=edge",
            b"--edge\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\nunits\r\n--edge--\r\n"
                .to_vec(),
        )
        .await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert!(none.has("#file-error") && none.has("#kind-error"), "{}", none.text());
    assert_eq!(app.number("select count(*) from person").await, 0);
}
