//! What is typed about accounts: names and passwords.

use super::password::{self, Weak};
use crate::shell::{form::Form, words::Words};

/// A name to sign in with, as the database takes it.
pub fn account_name(form: &mut Form, words: &Words) -> Option<String> {
    let name = form.value("account").to_lowercase();
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    let good = (2..=40).contains(&name.chars().count())
        && name.starts_with(plain)
        && name.chars().all(|sign| plain(sign) || "._-".contains(sign));
    if !good {
        form.wrong("account", words, "people-account-wrong", &[]);
    }
    good.then_some(name)
}

/// A new password, typed twice; never one that is close to these names.
pub fn new_password(form: &mut Form, names: &[String], words: &Words) -> Option<String> {
    let password = form.value("password").to_owned();
    let weak = password::weak(&password, names);
    if let Some(weak) = weak {
        let key = match weak {
            Weak::Short => "password-short",
            Weak::Long => "password-long",
            Weak::Name => "password-name",
            Weak::Common => "password-common",
        };
        let least = [("n", password::LEAST.to_string().into())];
        form.wrong("password", words, key, &least);
    }
    let same = form.value("again") == password;
    if weak.is_none() && !same {
        form.wrong("again", words, "password-differs", &[]);
    }
    (weak.is_none() && same).then_some(password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn a_name_is_what_the_database_takes() {
        let words = Words::new(Lang::En);
        let name =
            |typed: &str| account_name(&mut Form::new(&[("account", typed.to_owned())]), &words);
        assert_eq!(name("Office-Xiaosha"), Some("office-xiaosha".to_owned()));
        assert_eq!(name("a1"), Some("a1".to_owned()));
        let long = "a".repeat(41);
        for wrong in ["", "a", "-a", ".a", "a b", "小沙", "a/b", "a\0", long.as_str()] {
            assert_eq!(name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_password_is_typed_twice() {
        let words = Words::new(Lang::En);
        let mut form = Form::new(&[
            ("password", "correct horse battery".to_owned()),
            ("again", "correct horse bettery".to_owned()),
        ]);
        assert_eq!(new_password(&mut form, &[], &words), None);
        assert!(form.error("again").is_some() && form.error("password").is_none());
    }
}
