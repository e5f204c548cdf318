//! A form that was sent when nobody was signed in any more: the answer is the sign-in, which carries
//! it along and lets it go on afterwards.

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::pages::SignInPage;
use crate::shell::{
    Error,
    form::Form,
    kept::Sent,
    view::{View, Visit},
};

/// Asks whoever sent a form to sign in first.
pub async fn sign_in_first(visit: Visit, request: Request, next: Next) -> Response {
    let sent = request.extensions().get::<Sent>().cloned();
    let response = next.run(request).await;
    match (response.extensions().get::<Error>(), sent) {
        (Some(Error::SignIn), Some(sent)) => {
            let mut form = Form::new(&[("next", visit.path.clone())]);
            for (name, text) in sent.hidden() {
                form.suggest(&name, text);
            }
            (StatusCode::UNAUTHORIZED, View(SignInPage { visit, form, empty: false }))
                .into_response()
        }
        _ => response,
    }
}
