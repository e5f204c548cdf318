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

use super::{Error, form::Typed};

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

/// A file that was sent.
pub struct Upload(Multipart);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let parts = Multipart::from_request(request, state).await;
        Ok(Self(parts.map_err(|_| Error::BadRequest("error-form"))?))
    }
}

/// A form that came with files.
pub struct Sent {
    /// Its fields, as they were typed.
    pub typed: Typed,
    /// The files, in the order of sending; `None` for one that is too large. The names that the
    /// sender gives them are passed over.
    pub files: Vec<Option<Vec<u8>>>,
    /// More was sent than is taken: what came after is missing.
    pub cut: bool,
}

/// Bytes of a field that is no file.
const FIELD: usize = 64 * 1024;

impl Upload {
    /// Fields and files of a form, each file of up to so many bytes. A field of files in which none
    /// was chosen is left out.
    ///
    /// # Errors
    /// It is no form, or did not arrive whole.
    pub async fn form(mut self, most: usize) -> Result<Sent, Error> {
        let mut sent = Sent { typed: Typed::default(), files: Vec::new(), cut: false };
        let mut pairs = Vec::new();
        while let Some(mut field) = kept(self.0.next_field().await, &mut sent.cut)?.flatten() {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(|name| !name.is_empty());
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
                Some(true) => sent.files.push(bytes.filter(|_| !sent.cut)),
                Some(false) if bytes.as_ref().is_none_or(|bytes| !bytes.is_empty()) => {
                    sent.files.push(bytes);
                }
                Some(false) => {}
                None => {
                    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                    pairs.push((name, text.ok_or(Error::BadRequest("error-form"))?));
                }
            }
        }
        sent.typed = pairs.into_iter().collect();
        Ok(sent)
    }

    /// The bytes of the field `file`.
    ///
    /// # Errors
    /// There is none, it is too large, or it did not arrive whole.
    pub async fn bytes(mut self) -> Result<Vec<u8>, Error> {
        let wrong = |error: MultipartError| {
            if too_large(&error) {
                Error::TooLarge("error-too-large")
            } else {
                Error::BadRequest("error-form")
            }
        };
        while let Some(field) = self.0.next_field().await.map_err(wrong)? {
            if field.name() == Some("file") {
                return Ok(field.bytes().await.map_err(wrong)?.to_vec());
            }
        }
        Err(Error::BadRequest("error-form"))
    }
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
