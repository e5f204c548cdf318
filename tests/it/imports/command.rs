//! Lists from the command line, beside the serving program.

use std::{fs, time::Duration};

use huanjie::shell::words::{Lang, Words};
use sqlx::{Connection, Row};

use super::bad::packed;
use crate::{
    house::folder::Folder,
    persons::number,
    serve::program::{Program, beside, database},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_brought_in_from_the_command_line() {
    let folder = Folder::new();
    let _program = tokio::task::block_in_place(|| Program::start(&folder));
    let file = folder.join("list.csv");
    let rejected = folder.join("rejected.csv");
    let idno = number("1971-05-06", 312);
    let text = format!(
        "姓名,性别,出生日期,身份证号\n王秀英,,,{idno}\n李四,男,1970-01-01,3.3E+17\n赵,无,1970-01-01,\n"
    );
    fs::write(&file, text).expect("a file");
    let (file, out) = (file.to_str().expect("a path"), rejected.to_str().expect("a path"));
    let run = |more: &[&str], status: i32| {
        let args = ["import", "persons", file, "--place", "330902102201", "--world", "2"];
        let args = [&args[..], more].concat();
        let (said, ended) = tokio::task::block_in_place(|| beside(&folder, &args, ""));
        assert_eq!(ended, Some(status), "{said}");
        said
    };
    let said = run(&["--rejected", out], 1);
    assert!(said.contains("line 3 Identity number") && said.contains("line 4 Sex"), "{said}");
    assert!(said.contains("nothing was brought in") && !said.contains(&idno), "{said}");
    let left = fs::read_to_string(&rejected).expect("a file");
    let lines: Vec<&str> = left.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], "\u{feff}姓名,性别,出生日期,身份证号,What is wrong");
    assert!(lines[2].starts_with("赵,无,1970-01-01,,") && lines[2].contains("Sex: "), "{left}");
    let said = run(&["--leave-out", "--supply"], 0);
    assert!(said.contains("2 lines brought in: 2 new"), "{said}");
    let mut db = database(&folder).await;
    let query = "select count(*) from person where name in ('王秀英', '李四') and world_id = 2";
    let row = sqlx::query(query).fetch_one(&mut db).await.expect("a count");
    assert_eq!(row.get::<i64, _>(0), 2);
    db.close().await.expect("an end");
    fs::write(file, "姓名,性别,出生日期\n王一,男,1970-01-01\n王一,男,1970-01-01\n")
        .expect("a file");
    let said = run(&[], 1);
    assert!(said.contains("line 3: the same person as in line 2"), "{said}");
    // who looks like somebody is told, and what was passed over, as on the page
    let text = "姓名,性别,出生日期,备注\n李四,男,1970-01-20,代填\n";
    fs::write(file, text).expect("a file");
    let said = run(&[], 0);
    let words = Words::new(Lang::En);
    for told in [
        words.text_with("import-alike-lines", &[("n", "1".into())]),
        words.text_with("import-unknown", &[("n", "备注".into())]),
    ] {
        assert!(said.contains(&told), "{told}: {said}");
    }
    let alike = said.lines().find(|line| line.starts_with("line 2: 李四 · 1970-01-20"));
    assert!(alike.is_some_and(|line| line.contains("李四 · 1970-01-01")), "{said}");
    fs::write(file, b"PK\x03\x04").expect("a file");
    assert!(run(&[], 1).contains("damaged"));
    // small as it is, it says what the page says
    let zeros = vec![b' '; 300 << 20];
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    fs::write(file, bomb).expect("a file");
    let swells = Words::new(Lang::En).text_with("import-file-swells", &[("n", "256".into())]);
    let said = run(&[], 1);
    assert!(said.contains(&swells), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_says_how_far_a_long_list_is() {
    let folder = Folder::new();
    let _program = tokio::task::block_in_place(|| Program::start(&folder));
    let file = folder.join("list.csv");
    fs::write(&file, "姓名,性别,出生日期,职务\n王秀英,女,1971-05-06,村民代表\n").expect("a file");
    // somebody changes the village for a while, and the list waits
    let mut db = database(&folder).await;
    let (locked, wait) = tokio::sync::oneshot::channel();
    let other = tokio::spawn(async move {
        let mut act = db.begin().await.expect("a transaction");
        let lock = "select 1 from place where name = '增辉村' for no key update";
        sqlx::query(lock).execute(&mut *act).await.expect("a lock");
        locked.send(()).expect("somebody");
        let taking = "select count(*) from import where state = 'taking'";
        for _ in 0..300 {
            let taken = sqlx::query_scalar::<_, i64>(taking).fetch_one(&mut *act).await;
            if taken.expect("a count") > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(Duration::from_secs(4)).await;
        act.rollback().await.expect("an end");
    });
    wait.await.expect("a lock");
    let args = ["import", "officers", file.to_str().expect("a path")];
    let args = [&args[..], &["--place", "330902102201", "--world", "2"]].concat();
    let (said, ended) = tokio::task::block_in_place(|| beside(&folder, &args, ""));
    other.await.expect("an end");
    let far = [("n", 0.into()), ("total", "1".into())];
    let far = Words::new(Lang::En).text_with("import-cli-taking", &far);
    assert!(ended == Some(0) && said.contains(&far), "{said}");
}
