//! A program built without the press: its results wait for one that has it.

use crate::shell::{App, Error, act::Act, ids::ElectionId};

/// Nothing is needed where nothing is printed.
///
/// # Errors
/// None.
pub fn ready() -> Result<(), &'static str> {
    Ok(())
}

/// The job stays in the outbox.
///
/// # Errors
/// Always.
pub async fn result(_: &App, _: ElectionId) -> Result<(), Error> {
    Err(Error::conflict("error-no-press"))
}

/// Nothing is printed, hence nothing anew.
///
/// # Errors
/// None.
#[expect(clippy::unused_async, reason = "as where papers are printed")]
pub async fn is_due(_: &mut Act<'_>, _: ElectionId) -> Result<bool, Error> {
    Ok(false)
}
