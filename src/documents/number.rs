//! Numbers as Chinese papers write them.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number of a term, from 1 to 99: 十二.
pub fn chinese(number: u32) -> String {
    let digit = |digit: u32| {
        usize::try_from(digit % 10).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or_default()
    };
    match number / 10 {
        0 => digit(number).to_owned(),
        1 => format!("十{}", digit(number)),
        tens => format!("{}十{}", digit(tens), digit(number)),
    }
}

/// A share in hundredths of a percent, rounded as a pocket calculator does, but never up to all:
/// 85.69%.
pub fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let rounded = (part.saturating_mul(20_000).saturating_add(whole)) / whole.saturating_mul(2);
    let hundredths = if part < whole { rounded.min(9_999) } else { rounded };
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_written_as_on_paper() {
        for (number, text) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
        {
            assert_eq!(chinese(number), text);
        }
    }

    #[test]
    fn a_share_below_all_is_never_written_as_all() {
        assert_eq!(share(1102, 1286), "85.69%");
        assert_eq!(share(99_999, 100_000), "99.99%");
        assert_eq!(share(11, 37), "29.73%");
        assert_eq!(share(10, 18), "55.56%");
        assert_eq!(share(1, 3), "33.33%");
        assert_eq!(share(5, 5), "100.00%");
        assert_eq!(share(0, 0), "—");
    }
}
