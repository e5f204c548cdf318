//! Which language the program speaks, found before the command line is parsed, since help and
//! errors of the command line are worded too.

use std::ffi::OsString;

use crate::shell::words::Lang;

/// The language: `--lang`, else `HUANJIE_LANG`, else the locale where it is Chinese or English,
/// else Chinese.
///
/// A wrong `--lang` decides nothing here; parsing refuses it afterwards.
pub fn choose(args: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Lang {
    asked(args)
        .or_else(|| {
            ["HUANJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .find_map(|name| Lang::from_tag(&variable(name)?))
        })
        .unwrap_or(Lang::ALL[0])
}

/// The language of the last `--lang TAG` or `--lang=TAG` before `--`.
fn asked(args: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = args
        .iter()
        .skip(1)
        .map(|arg| arg.to_str().unwrap_or_default())
        .take_while(|arg| *arg != "--")
        .collect();
    let joined = texts.iter().map(|arg| arg.strip_prefix("--lang="));
    let apart = texts.iter().enumerate().map(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| texts.get(before));
        texts.get(at).copied().filter(|_| before == Some(&"--lang"))
    });
    joined.zip(apart).filter_map(|(joined, apart)| Lang::from_tag(joined.or(apart)?)).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], variables: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        choose(&args, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_command_line_goes_before_the_environment() {
        let variables = [("HUANJIE_LANG", "zh-CN"), ("LANG", "zh_CN.UTF-8")];
        assert_eq!(chosen(&["huanjie", "--lang", "en", "packs"], &variables), Lang::En);
        assert_eq!(chosen(&["huanjie", "packs", "--lang=en"], &variables), Lang::En);
        assert_eq!(chosen(&["huanjie", "packs"], &variables), Lang::ZhCn);
    }

    #[test]
    fn the_own_variable_goes_before_the_locale() {
        assert_eq!(chosen(&["huanjie"], &[("HUANJIE_LANG", "en"), ("LC_ALL", "zh_CN")]), Lang::En);
    }

    #[test]
    fn a_locale_without_a_language_leaves_chinese() {
        for locale in ["C", "POSIX", "C.UTF-8", "de_DE.UTF-8", ""] {
            assert_eq!(chosen(&["huanjie"], &[("LANG", locale)]), Lang::ZhCn, "{locale}");
        }
        assert_eq!(chosen(&["huanjie"], &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]), Lang::En);
    }

    #[test]
    fn what_stands_after_two_hyphens_is_no_option() {
        assert_eq!(chosen(&["huanjie", "decide", "--", "--lang", "en"], &[]), Lang::ZhCn);
    }
}
