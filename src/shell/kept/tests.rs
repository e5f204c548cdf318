use std::{collections::BTreeSet, fs, path::Path};

use super::*;
use crate::shell::words::Lang;

fn sent(to: &str, fields: &[(&str, &str)]) -> Sent {
    let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Sent { to: to.to_owned(), fields: fields.collect(), ..Sent::default() }
}

fn vault() -> (Vault, std::path::PathBuf) {
    let folder = std::env::temp_dir().join(format!("huanjie-kept-{}", uuid::Uuid::new_v4()));
    (Vault::open(&folder).expect("a key"), folder)
}

const TYPING: AccountId = AccountId(7);

/// What is carried of a form that one account was typing and another one signs in with.
fn carried(form: &Sent, typing: AccountId, signed_in: AccountId) -> Carried {
    let (vault, folder) = vault();
    let hidden = form.hidden(&vault, Some(Typist::of(&vault, typing))).expect("sealed");
    let sealed = hidden.into_iter().find(|(name, _)| name == KEPT);
    let sealed = sealed.map(|(_, text)| text).unwrap_or_default();
    assert!(form.fields.iter().all(|(_, text)| text.len() < 4 || !sealed.contains(text)));
    fs::remove_dir_all(folder).expect("a removed folder");
    Carried::read(&sealed, &vault, signed_in)
}

#[test]
fn what_a_sign_in_carries_is_the_form_again_for_whoever_was_typing() {
    let form =
        sent("/330902102201/committee/roll/post", &[("on", "2025-02-24"), ("matter", "甲\n乙")]);
    let Carried::Own(again) = carried(&form, TYPING, TYPING) else { panic!("nothing") };
    assert_eq!(again.to, form.to);
    assert_eq!(again.fields, form.fields);
    assert!(matches!(carried(&form, TYPING, AccountId(8)), Carried::Others));
}

#[test]
fn what_was_not_sealed_here_is_no_form() {
    let (vault, folder) = vault();
    let (other, elsewhere) = self::vault();
    let hidden = sent("/a", &[("on", "x")]).hidden(&other, Some(Typist::of(&other, TYPING)));
    let sealed = hidden.expect("sealed")[0].1.clone();
    for text in ["", "00", "no hex", &sealed, &sealed[..60]] {
        assert!(matches!(Carried::read(text, &vault, TYPING), Carried::Nothing), "{text}");
    }
    for folder in [folder, elsewhere] {
        fs::remove_dir_all(folder).expect("a removed folder");
    }
}

#[test]
fn a_form_goes_to_an_address_of_ours_alone() {
    for to in
        ["https://example.com/", "//example.com/", "/\\example.com", "", "/sign-in", "javascript:1"]
    {
        let form = sent(to, &[("on", "x")]);
        assert!(matches!(carried(&form, TYPING, TYPING), Carried::Nothing), "{to}");
    }
}

#[test]
fn nothing_of_the_tally_sheet_is_carried() {
    let (vault, folder) = vault();
    for page in ["sheet", "sheet?x=1", "sheet/", "sheet/correct", "sheet/explain"] {
        let form = sent(&format!("/330902102201/committee/{page}"), &[("ballots.valid", "54")]);
        let hidden = form.hidden(&vault, None).expect("hidden");
        assert_eq!(hidden, [("kept_sheet".to_owned(), "1".to_owned())], "{page}");
    }
    fs::remove_dir_all(folder).expect("a removed folder");
}

#[test]
fn the_page_that_refuses_the_sheet_keeps_it_for_whoever_was_typing() {
    let sheet = sent("/330902102201/committee/sheet", &[("ballots.valid", "5454")]);
    assert!(matches!(carried(&sheet, TYPING, TYPING), Carried::Nothing));
    let (vault, folder) = vault();
    let refused = Sent { refused: true, ..sheet };
    let sealed = refused.clone().sealed(&vault, Typist::of(&vault, TYPING)).expect("sealed");
    let sealed = sealed.expect("it fits");
    assert!(matches!(Carried::read(&sealed, &vault, AccountId(8)), Carried::Others));
    let Carried::Own(again) = Carried::read(&sealed, &vault, TYPING) else { panic!("nothing") };
    assert_eq!(again.fields, refused.fields);
    fs::remove_dir_all(folder).expect("a removed folder");
}

#[test]
fn neither_a_file_nor_what_no_sign_in_can_hold_is_carried() {
    let file = Sent { files: 1, ..sent("/a", &[]) };
    assert!(matches!(carried(&file, TYPING, TYPING), Carried::Nothing));
    let typed = Sent { files: 2, ..sent("/a", &[("matter", "x")]) };
    let Carried::Own(again) = carried(&typed, TYPING, TYPING) else { panic!("nothing") };
    assert_eq!((again.files, again.fields), (2, typed.fields));
    let long = "字".repeat(BODY / 6);
    assert!(matches!(carried(&sent("/a", &[("matter", &long)]), TYPING, TYPING), Carried::Nothing));
}

#[test]
fn what_cannot_be_carried_is_said_to_be_lost() {
    let (vault, folder) = vault();
    let lost = [("kept_lost".to_owned(), "1".to_owned())];
    assert_eq!(sent("/a", &[("matter", "x")]).hidden(&vault, None).expect("hidden"), lost);
    let long = sent("/a", &[("matter", &"字".repeat(BODY / 6))]);
    let of = Typist::of(&vault, TYPING);
    assert_eq!(long.hidden(&vault, Some(of)).expect("hidden"), lost);
    fs::remove_dir_all(folder).expect("a removed folder");
}

#[test]
fn fields_are_called_as_on_their_form() {
    let words = Words::new(Lang::En);
    let told = sent(
        "/1/committee/ballots",
        &[("kind", "issued"), ("entry_key", "7f"), ("hour", ""), ("quantity", "5"), ("other", "x")],
    )
    .told(&words);
    let expected = [("What", "Issued"), ("Ballots", "5"), ("other", "x")];
    assert_eq!(told, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
    let told = sent("/1/committee/sheet", &[("ballots.valid", "5"), ("written-name-2", "甲")])
        .told(&words);
    assert_eq!(told[0], ("Valid ballots".to_owned(), "5".to_owned()));
    assert_eq!(told[1], ("Name, line 2".to_owned(), "甲".to_owned()));
}

#[test]
fn lines_for_persons_are_called_as_their_form_said() {
    let told = sent(
        "/1/committee/sheet",
        &[
            ("votes.member.7", "5"),
            ("named.votes.member.7", "委员 甲"),
            ("votes.member.8", "6"),
            ("open.votes.member.7", "1"),
            ("open.ballots.valid", "1"),
        ],
    )
    .told(&Words::new(Lang::En));
    let expected = [
        ("委员 甲", "5"),
        ("member, line 1: votes for", "6"),
        ("Lines to correct", "委员 甲"),
        ("Lines to correct", "Valid ballots"),
    ];
    assert_eq!(told, expected.map(|(label, text)| (label.to_owned(), text.to_owned())));
}

/// The names of fields that templates give literally.
fn names(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            self::names(&path, names);
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        for call in text.split("{% call parts::").skip(1) {
            let call = call.split("%}").next().unwrap_or_default();
            let literal = call.split('(').nth(1).unwrap_or_default().split(", ");
            let literal = literal.filter_map(|one| one.strip_prefix('"')?.strip_suffix('"'));
            names.extend(literal.filter(|one| !one.is_empty()).map(str::to_owned).next());
        }
    }
}

#[test]
fn every_field_of_a_template_has_its_label() {
    let mut found = BTreeSet::new();
    names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    assert!(found.contains("filed_by"), "{found:?}");
    // kinds of fields; and fields of forms with a password, which are never kept
    for kind in [
        "file",
        "text",
        "date",
        "number",
        "password",
        "passphrase",
        "present",
        "again",
        "token",
        "one_time",
    ] {
        found.remove(kind);
    }
    let missing: Vec<_> =
        found.iter().filter(|name| !CALLED.iter().any(|one| one.name == name.as_str())).collect();
    assert!(missing.is_empty(), "fields without a label in CALLED: {missing:?}");
}
