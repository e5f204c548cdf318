use std::str::FromStr;

use super::*;
use crate::shell::words::{Lang, Words};

#[test]
fn a_path_stands_in_an_address_whatever_letters_it_has() {
    let address =
        format!("postgresql:///a%20b?host={}&user=huanjie", percent_encoded("/数据/a b?&%"));
    let options = PgConnectOptions::from_str(&address).expect("an address");
    assert_eq!(options.get_socket(), Some(&PathBuf::from("/数据/a b?&%")));
    assert_eq!(options.get_database(), Some("a b"));
    assert_eq!(options.get_username(), "huanjie");
}

#[test]
fn every_reason_is_told_in_both_languages_with_its_variables() {
    let folder = PathBuf::from("/FOLDER");
    let text = |text: &str| text.to_owned();
    let reason = || std::io::Error::other("REASON");
    let all = [
        (StartError::NotInstalled, vec![]),
        (StartError::TooOld { installed: 10, least: 13 }, vec!["10", "13"]),
        (StartError::NoUser { user: text("USER") }, vec!["USER"]),
        (StartError::InTheWay { folder: folder.clone() }, vec!["/FOLDER"]),
        (
            StartError::Refused { folder: folder.clone(), reason: reason() },
            vec!["/FOLDER", "REASON"],
        ),
        (
            StartError::Closed { folder: folder.clone(), user: text("USER") },
            vec!["/FOLDER", "USER"],
        ),
        (
            StartError::OtherOwner { folder: folder.clone(), user: text("USER") },
            vec!["/FOLDER", "USER"],
        ),
        (
            StartError::InUse { folder: folder.clone(), pid: text("12345") },
            vec!["/FOLDER", "12345"],
        ),
        (
            StartError::OtherVersion {
                folder: folder.clone(),
                data: text("14"),
                installed: text("17, 15"),
            },
            vec!["/FOLDER", "14", "17, 15"],
        ),
        (StartError::Damaged { folder: folder.clone() }, vec!["/FOLDER"]),
        (StartError::NotMade { reason: text("REASON") }, vec!["REASON"]),
        (StartError::OrphanStays { pid: text("12345") }, vec!["12345"]),
        (
            StartError::Ended { log: folder.clone(), reason: text("REASON") },
            vec!["/FOLDER", "REASON"],
        ),
        (StartError::Unanswered { log: folder, reason: text("REASON") }, vec!["/FOLDER", "REASON"]),
    ];
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for (error, parts) in &all {
            assert!(words.has(error.key()), "{} in {}", error.key(), lang.tag());
            let variables: Vec<_> =
                error.variables().into_iter().map(|(name, value)| (name, value.into())).collect();
            let said = words.text_with(error.key(), &variables);
            assert!(!said.contains("{$"), "{said}");
            for part in parts {
                assert!(said.contains(part), "{part} in {said}");
            }
        }
    }
}
