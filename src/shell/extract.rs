//! What a handler takes from a request: parts of the path, the query, a file. What does not fit is
//! refused like everything else, on a page in the visitor's language.

#![expect(clippy::disallowed_types, reason = "paths, queries and files come through here")]

use axum::{
    RequestPartsExt,
    extract::{FromRequest, FromRequestParts, Multipart, Path, Query, Request},
    http::request::Parts,
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

impl Upload {
    /// The bytes of the field `file`.
    ///
    /// # Errors
    /// There is none, it is too large, or it did not arrive whole.
    pub async fn bytes(mut self) -> Result<Vec<u8>, Error> {
        let wrong = |error: axum::extract::multipart::MultipartError| {
            if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
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
