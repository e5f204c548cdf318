//! Help, errors of the command line, the choice of a language, a reader that goes away.

use std::process::Command;

use unicode_width::UnicodeWidthStr as _;

use crate::{chinese, huanjie, huanjie_with};

const COMMANDS: &[&str] = &["calendar", "decide", "help", "packs", "rules"];

#[test]
fn help_is_in_the_chosen_language_throughout() {
    for command in [None].into_iter().chain(COMMANDS.iter().copied().map(Some)) {
        let args = |rest: &[&'static str]| -> Vec<&'static str> {
            command.into_iter().chain(rest.iter().copied()).collect()
        };
        let run = huanjie(&args(&["--help"]));
        assert_eq!(run.status, Some(0));
        assert!(run.out.contains("用法：huanjie") && run.out.contains("选项"), "{}", run.out);
        for english in ["Usage", "Options", "OPTIONS", "Arguments", "Commands", "Print", "possible"]
        {
            assert!(!run.out.contains(english), "{english} in\n{}", run.out);
        }
        let run = huanjie(&args(&["--help", "--lang", "en"]));
        assert_eq!(run.status, Some(0));
        assert!(run.out.contains("Usage: huanjie") && run.out.contains("Options:"), "{}", run.out);
        assert!(!chinese(&run.out), "{}", run.out);
    }
}

#[test]
fn help_names_every_command() {
    let help = huanjie(&["--help"]).out;
    for command in COMMANDS {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{help}");
    }
}

#[test]
fn help_is_a_command_too() {
    for (args, same) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "packs"][..], &["packs", "--help"][..]),
        (&["help", "calendar", "--lang", "en"][..], &["calendar", "--help", "--lang", "en"][..]),
    ] {
        let (run, asked) = (huanjie(args), huanjie(same));
        assert_eq!((run.status, &run.out), (Some(0), &asked.out), "{args:?}");
    }
    let unknown = huanjie(&["help", "pack"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.err.contains("没有这个命令：pack"), "{}", unknown.err);
}

#[test]
fn an_error_names_the_help_of_its_own_command() {
    let hint = |args: &[&str]| huanjie(args).err.lines().last().map(str::to_owned);
    assert_eq!(hint(&["packs", "--jsn"]).as_deref(), Some("详见 huanjie packs --help"));
    assert_eq!(hint(&["vote"]).as_deref(), Some("详见 huanjie --help"));
}

#[test]
fn what_the_system_refuses_is_worded_in_the_language() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (file, zh, en) in [
        ("/no/such/file", "没有这个文件", "no such file"),
        (folder, "这是文件夹", "it is a folder"),
    ] {
        assert!(huanjie(&["decide", file]).err.contains(zh), "{file}");
        let run = huanjie(&["decide", file, "--lang", "en"]);
        assert_eq!(run.status, Some(2));
        assert!(run.err.contains(en) && !run.err.contains("os error"), "{}", run.err);
    }
}

#[test]
fn no_table_is_wider_than_the_columns() {
    let tables: &[&[&str]] = &[
        &["packs"],
        &["packs", "VC18", "--overlay", "ZJ20"],
        &["packs", "ZJ20", "--lang", "zh-CN"],
        &["rules"],
        &["rules", "--lang", "en"],
        &[
            "decide",
            "--explain",
            concat!(env!("CARGO_MANIFEST_DIR"), "/examples/count-record.json"),
        ],
        &[
            "calendar",
            "--body",
            "villagers_committee",
            "--pack",
            "VC98",
            "--day",
            "2008-05-08",
            "--happened",
            "checks=2008-05-08",
        ],
    ];
    for args in tables {
        for columns in ["80", "120"] {
            let run = huanjie_with(&[("COLUMNS", columns)], args);
            assert_eq!(run.status, Some(0), "{}", run.err);
            let most = columns.parse().expect("a number");
            for line in run.out.lines() {
                assert!(line.width() <= most, "{args:?} at {columns}: {line}");
            }
        }
        let rows = huanjie(args).out.lines().count();
        let wrapped = huanjie_with(&[("COLUMNS", "80")], args).out.lines().count();
        assert!(rows <= wrapped, "a row is one line without a terminal: {args:?}");
    }
}

#[test]
fn without_a_command_help_is_told_as_an_error() {
    let run = huanjie(&[]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("用法：huanjie"), "{}", run.err);
}

#[test]
fn errors_of_the_command_line_are_worded_in_both_languages() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["vote"], "没有这个命令：vote", "Unknown command: vote"),
        (&["calender"], "是否想用：calendar", "Did you mean: calendar"),
        (&["packs", "--jsn"], "没有这个参数：--jsn", "Unknown argument: --jsn"),
        (&["packs", "--jsn"], "是否想用：--json", "Did you mean: --json"),
        (&["packs", "VC18", "--overlay"], "需要一个值", "needs a value"),
        (&["packs", "--overlay", "ZJ20"], "缺少参数：", "Missing: "),
        (
            &["packs", "--for-body", "x"],
            "可取值：villagers_committee",
            "Possible values: villagers_committee",
        ),
        (
            &["packs", "VC18", "--for-body", "party_committee"],
            "不能同时使用",
            "cannot be used together",
        ),
        (&["--lang"], "--lang <语言> 需要一个值", "--lang <LANGUAGE> needs a value"),
    ];
    for (args, zh, en) in cases {
        for (lang, expected) in [("zh-CN", zh), ("en", en)] {
            let run = huanjie_with(&[("HUANJIE_LANG", lang)], args);
            assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{args:?}");
            assert!(run.err.contains(expected), "{args:?} says\n{}", run.err);
            assert_eq!(chinese(&run.err), lang == "zh-CN", "{}", run.err);
        }
    }
}

#[test]
fn an_unknown_language_is_refused_with_those_that_exist() {
    let run = huanjie(&["--lang", "fr", "packs"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("“fr”") && run.err.contains("zh-CN, en"), "{}", run.err);
}

#[test]
fn the_language_comes_from_the_command_line_then_the_variable_then_the_locale() {
    let spoken = |variables: &[(&str, &str)], args: &[&str]| {
        chinese(&huanjie_with(variables, &[args, &["--help"]].concat()).out)
    };
    assert!(spoken(&[], &[]));
    assert!(spoken(&[("LANG", "C.UTF-8")], &[]));
    assert!(!spoken(&[("LANG", "en_GB.UTF-8")], &[]));
    assert!(spoken(&[("LANG", "en_GB.UTF-8"), ("HUANJIE_LANG", "zh-CN")], &[]));
    assert!(!spoken(&[("HUANJIE_LANG", "zh-CN")], &["--lang=en"]));
}

#[test]
fn the_version_is_the_packages() {
    let run = huanjie(&["--version"]);
    assert_eq!(run.out, concat!("huanjie ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(run.status, Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for args in [&["packs"][..], &["--help"][..], &["--version"][..]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let done = Command::new(env!("CARGO_BIN_EXE_huanjie"))
            .args(args)
            .stdout(writer)
            .output()
            .expect("the program starts");
        assert_eq!((done.status.code(), done.stderr), (Some(0), Vec::new()), "{args:?}");
    }
}
