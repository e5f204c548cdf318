use proptest::prelude::*;

use super::*;

// the example of GB 11643-1999 itself
const WOMAN: &str = "11010519491231002X";
const MAN: &str = "440524188001010014";

fn error(text: &str) -> IdError {
    Parsed::read(text).unwrap_err()
}

fn plain(text: &str) -> IdNumber {
    let parsed = Parsed::read(text).unwrap();
    assert_eq!((parsed.normalised, parsed.original), (vec![], None));
    parsed.number
}

#[test]
fn birth_sex_and_division_are_in_the_number() {
    let woman = plain(WOMAN);
    assert_eq!(woman.birth(), NaiveDate::from_ymd_opt(1949, 12, 31).unwrap());
    assert_eq!((woman.sex(), woman.region()), (Sex::Woman, "110105"));
    let man = plain(MAN);
    assert_eq!(man.birth(), NaiveDate::from_ymd_opt(1880, 1, 1).unwrap());
    assert_eq!(man.sex(), Sex::Man);
}

#[test]
fn a_number_against_day_of_birth_and_sex() {
    let woman = plain(WOMAN);
    let day = |day| NaiveDate::from_ymd_opt(1949, 12, day).unwrap();
    assert_eq!(woman.contradictions(day(31), Sex::Woman), []);
    assert_eq!(woman.contradictions(day(30), Sex::Woman), [Contradiction::Birth(day(31))]);
    assert_eq!(woman.contradictions(day(31), Sex::Man), [Contradiction::Sex(Sex::Woman)]);
    assert_eq!(woman.contradictions(day(1), Sex::Man).len(), 2);
}

#[test]
fn fifteen_digits_are_converted_and_kept() {
    let parsed = Parsed::read("110105491231002").unwrap();
    assert_eq!(parsed.number.reveal(), WOMAN);
    assert_eq!(parsed.normalised, [Normalised::Converted]);
    assert_eq!(parsed.original.unwrap().reveal(), "110105491231002");
}

#[test]
fn whatever_was_normalised_is_told() {
    use Normalised::{Apostrophe, FullWidth, LowerCase, Spaces};
    for (text, told) in [
        ("11010519491231002x", vec![LowerCase]),
        ("'11010519491231002X", vec![Apostrophe]),
        ("’11010519491231002x", vec![Apostrophe, LowerCase]),
        (" 110105 19491231 002X\t", vec![Spaces]),
        ("\u{202D}11010519491231002X\u{202C}", vec![Spaces]),
        ("１１010519491231002X", vec![FullWidth]),
        ("11010519491231002Ｘ", vec![FullWidth]),
        ("11010519491231002ｘ", vec![FullWidth, LowerCase]),
        ("' １10105　19491231002ｘ", vec![Apostrophe, Spaces, FullWidth, LowerCase]),
    ] {
        let parsed = Parsed::read(text).unwrap();
        assert_eq!(parsed.number.reveal(), WOMAN, "{text}");
        assert_eq!(parsed.normalised, told, "{text}");
    }
}

#[test]
fn every_error_is_its_own() {
    for (text, expected) in [
        ("", IdError::Empty),
        (" ' \u{3000}", IdError::Empty),
        ("3.30902E+17", IdError::ScientificNotation),
        ("3.30902197001011e+17", IdError::ScientificNotation),
        ("3E17", IdError::ScientificNotation),
        ("330902197001011000", IdError::Rounded),
        ("1101051949123100", IdError::Length { found: 16 }),
        ("1101051949123100X", IdError::Length { found: 17 }),
        ("11010519491231002XX", IdError::Length { found: 19 }),
        ("1101O519491231002X", IdError::Character { position: 5 }),
        ("11010519491231002'", IdError::Character { position: 18 }),
        ("1101X519491231002X", IdError::Character { position: 5 }),
        ("11010549123100X", IdError::Character { position: 15 }),
        ("待补充", IdError::Character { position: 1 }),
        ("01010519491231002X", IdError::Region),
        ("910105491231002", IdError::Region),
        ("11010519491331002X", IdError::Birth),
        ("110105194902290021", IdError::Birth),
        ("11010517991231002X", IdError::Birth),
        ("11010521001231002X", IdError::Birth),
        ("110105490229002", IdError::Birth),
    ] {
        assert_eq!(error(text), expected, "{text}");
    }
}

#[test]
fn a_wrong_check_character_knows_the_right_one_but_does_not_show_it() {
    let wrong = error("110105194912310029");
    let IdError::Checksum(expected) = wrong else { panic!("{wrong:?}") };
    assert_eq!(expected.reveal(), 'X');
    assert!(!format!("{wrong:?} {wrong}").contains('X'));
}

#[test]
fn a_number_that_lawfully_ends_in_zeros_is_no_rounded_one() {
    let lawful = (330_100..330_200)
        .filter_map(|region| Parsed::read(&format!("{region}19700101{}", "0000")).ok())
        .count();
    // one in eleven check characters is 0
    assert!((5..=15).contains(&lawful), "{lawful}");
}

#[test]
fn leap_days_exist_in_leap_years_only() {
    assert_eq!(error("110105190002290020"), IdError::Birth);
    let old = Parsed::read("110105480229002").unwrap();
    assert_eq!(old.number.birth(), NaiveDate::from_ymd_opt(1948, 2, 29).unwrap());
}

#[test]
fn debug_shows_no_digit_and_the_mask_hides_the_birth() {
    let parsed = Parsed::read("110105491231002").unwrap();
    let shown = format!("{parsed:?} {:?}", parsed.number);
    assert!(!shown.bytes().any(|byte| byte.is_ascii_digit()), "{shown}");
    assert_eq!(parsed.number.masked(), "110105************");
}

proptest! {
    #[test]
    fn fifteen_and_eighteen_are_one_number(
        region in 110_000_u32..=829_999,
        day in 0_i64..36_525,
        sequence in 0_u32..1000,
    ) {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        let birth = first + chrono::TimeDelta::days(day.min(36_523));
        let short = format!("{region}{}{sequence:03}", birth.format("%y%m%d"));
        let old = Parsed::read(&short).unwrap();
        prop_assert_eq!(old.number.birth(), birth);
        let long = plain(old.number.reveal());
        prop_assert_eq!(&long, &old.number);
        prop_assert_eq!(long.shortened(), old.original);
        prop_assert_eq!(long.sex() == Sex::Man, sequence % 2 == 1);
    }

    #[test]
    fn one_wrong_digit_never_passes(
        sequence in 0_u32..1000, position in 0_usize..17, by in 1_u8..10,
    ) {
        let number = Parsed::read(&format!("330902700101{sequence:03}")).unwrap().number;
        let mut bytes = number.reveal().as_bytes().to_vec();
        bytes[position] = b'0' + (bytes[position] - b'0' + by) % 10;
        prop_assert!(Parsed::read(std::str::from_utf8(&bytes).unwrap()).is_err());
    }

    #[test]
    fn any_text_gets_an_answer(text in "\\PC*", near in "['０-９0-9xXｘ Ee.+]{0,22}") {
        let _ = Parsed::read(&text);
        if let Ok(parsed) = Parsed::read(&near) {
            prop_assert_eq!(parsed.number.masked().len(), 18);
        }
    }
}
