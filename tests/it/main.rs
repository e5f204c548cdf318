//! The program as its users run it: the built binary, its output and its status.

#![expect(clippy::expect_used, reason = "a test may stop")]

use std::process::Command;

fn huanjie(args: &[&str]) -> (String, String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_huanjie"))
        .args(args)
        .env_clear()
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(out.stdout), text(out.stderr), out.status.code())
}

#[test]
fn help_is_in_the_chosen_language() {
    let (chinese, _, status) = huanjie(&["--help"]);
    assert_eq!(status, Some(0));
    assert!(chinese.contains("用法："), "{chinese}");
    let (english, _, _) = huanjie(&["--help", "--lang", "en"]);
    assert!(english.contains("Usage: huanjie"), "{english}");
}
