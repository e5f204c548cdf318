//! What a handler takes from a request: parts of the path, the query, a file. What does not fit is
//! refused like everything else, on a page in the visitor's language.

#![expect(clippy::disallowed_types, reason = "paths, queries and files come through here")]

use axum::{
    RequestPartsExt,
    extract::{
        FromRequest, FromRequestParts, Multipart, Path, Query, Request, multipart::MultipartError,
    },
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use super::{
    Error,
    form::Typed,
    kept::{BODY, Sending},
};

/// What a path names; a path that names nothing is not there.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send + 'static, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let Path(named) = parts.extract::<Path<T>>().await.map_err(|_| Error::NotFound)?;
        Ok(Self(named))
    }
}

/// What a query asks for.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned + 'static, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let asked = Query::<T>::from_request_parts(parts, state).await;
        let Query(asked) = asked.map_err(|_| Error::BadRequest("error-query"))?;
        Ok(Self(asked))
    }
}

/// The fields of a form that was sent by its address, as they were typed.
pub struct AskedForm(pub Typed);

impl<S: Send + Sync> FromRequestParts<S> for AskedForm {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Asked(pairs) = Asked::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        Ok(Self(pairs.into_iter().collect()))
    }
}

/// A file that was sent, with what else its form says.
pub struct Upload {
    parts: Multipart,
    sending: Sending,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let sending = Sending::of(request.extensions());
        let parts = Multipart::from_request(request, state).await;
        Ok(Self { parts: parts.map_err(|_| Error::BadRequest("error-form"))?, sending })
    }
}

/// A form that came with files.
pub struct Sent {
    /// Its fields, as they were typed.
    pub typed: Typed,
    /// The files, in the order of sending; `None` for one that is too large.
    pub files: Vec<Option<Vec<u8>>>,
    /// What the sender calls each of them: to be shown, and for nothing else.
    pub names: Vec<String>,
    /// More was sent than is taken: what came after is missing.
    pub cut: bool,
}

/// Bytes of a field that is no file.
const FIELD: usize = 64 * 1024;
/// Signs of the name of a file.
const NAME: usize = 120;

impl Upload {
    /// Fields and files of a form, each file of up to so many bytes. A field of files in which none
    /// was chosen is left out.
    ///
    /// # Errors
    /// It is no form, or did not arrive whole.
    pub async fn form(mut self, most: usize) -> Result<Sent, Error> {
        let mut sent =
            Sent { typed: Typed::default(), files: Vec::new(), names: Vec::new(), cut: false };
        let mut pairs = Vec::new();
        let mut typed = 0;
        while let Some(mut field) = kept(self.parts.next_field().await, &mut sent.cut)?.flatten() {
            let name = field.name().unwrap_or_default().to_owned();
            let called = field.file_name().map(shown_name);
            let file = called.as_ref().map(|name| !name.is_empty());
            let limit = if file.is_some() { most } else { FIELD };
            let mut bytes = Some(Vec::new());
            while let Some(chunk) = kept(field.chunk().await, &mut sent.cut)?.flatten() {
                // the rest is read and thrown away, so that the answer arrives
                bytes = bytes.filter(|bytes| bytes.len() + chunk.len() <= limit);
                if let Some(bytes) = &mut bytes {
                    bytes.extend_from_slice(&chunk);
                }
            }
            match file {
                Some(true) => {
                    sent.files.push(bytes.filter(|_| !sent.cut));
                    sent.names.extend(called);
                }
                Some(false) if bytes.as_ref().is_none_or(|bytes| !bytes.is_empty()) => {
                    sent.files.push(bytes);
                    sent.names.extend(called);
                }
                Some(false) => {}
                None => {
                    // all texts together are no more than a form without files may hold
                    typed += name.len() + bytes.as_ref().map_or(0, Vec::len);
                    if typed > BODY {
                        return Err(Error::TooLarge("error-form-too-large"));
                    }
                    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                    pairs.push((name, text.ok_or(Error::BadRequest("error-form"))?));
                }
            }
        }
        if !sent.cut {
            // half of a form would be sent again as the whole
            self.sending.has_read(&pairs, sent.files.len())?;
        }
        sent.typed = pairs.into_iter().collect();
        Ok(sent)
    }

    /// What the field `file` is called, and its bytes.
    ///
    /// # Errors
    /// There is none, it is too large, or it did not arrive whole.
    pub async fn bytes(mut self) -> Result<(String, Vec<u8>), Error> {
        let wrong = |error: MultipartError| {
            if too_large(&error) {
                Error::TooLarge("error-too-large")
            } else {
                Error::BadRequest("error-form")
            }
        };
        while let Some(field) = self.parts.next_field().await.map_err(wrong)? {
            if field.name() == Some("file") {
                let name = field.file_name().map(shown_name).unwrap_or_default();
                return Ok((name, field.bytes().await.map_err(wrong)?.to_vec()));
            }
        }
        Err(Error::BadRequest("error-form"))
    }
}

/// The name of a file without its folders and without signs that nobody sees.
pub fn shown_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    // signs that turn the direction of writing let a name look like another
    let unseen = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    name.trim().chars().filter(|sign| !unseen(*sign)).take(NAME).collect()
}

/// What was read, or `None` from where more was sent than is taken.
fn kept<T>(read: Result<T, MultipartError>, cut: &mut bool) -> Result<Option<T>, Error> {
    match read {
        Ok(part) => Ok(Some(part)),
        Err(error) if too_large(&error) => {
            *cut = true;
            Ok(None)
        }
        Err(_) => Err(Error::BadRequest("error-form")),
    }
}

fn too_large(error: &MultipartError) -> bool {
    error.status() == StatusCode::PAYLOAD_TOO_LARGE
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn of_the_name_of_a_file_that_is_shown_which_can_be_seen() {
        for (given, shown) in [
            ("名单.xlsx", "名单.xlsx"),
            ("C:\\文件\\名单.xlsx", "名单.xlsx"),
            ("../../etc/名单.csv", "名单.csv"),
            ("a\u{202e}vsc.exe\0\n", "avsc.exe"),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(shown_name(given), shown);
        }
        assert_eq!(shown_name(&"长".repeat(500)).chars().count(), 120);
    }
}
