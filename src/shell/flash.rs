//! The message that an act leaves for the page that follows.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::{Deserialize, Serialize};

use super::{view::cookie, words::Words};

const NAME: &str = "flash";

/// A key of words with its variables.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    key: String,
    variables: Vec<(String, String)>,
}

impl Flash {
    /// A message without variables.
    pub fn new(key: &'static str) -> Self {
        Self { key: key.to_owned(), variables: Vec::new() }
    }

    /// The same with a variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.variables.push((name.to_owned(), value.to_string()));
        self
    }

    /// In words.
    pub fn text(&self, words: &Words) -> String {
        let variables: Vec<_> = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().into()))
            .collect();
        // only our own messages: a cookie can be made up
        let key = if self.key.starts_with("done-") { &self.key } else { "done" };
        words.text_with(key, &variables)
    }
}

/// Sends the visitor to a page that shows a message.
pub struct Done(pub String, pub Flash);

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let value = serde_json::to_string(&self.1).unwrap_or_default();
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let jar = CookieJar::new().add(cookie(NAME, value));
        (StatusCode::SEE_OTHER, [(header::LOCATION, self.0)], jar).into_response()
    }
}

/// The message that the visitor brings.
pub fn take(jar: &CookieJar) -> Option<Flash> {
    let value = jar.get(NAME)?.value();
    let text = form_urlencoded::parse(format!("v={value}").as_bytes()).next()?.1.into_owned();
    serde_json::from_str(&text).ok()
}

/// Forgets it.
pub fn clear(jar: CookieJar) -> CookieJar {
    jar.remove(cookie(NAME, String::new()))
}
