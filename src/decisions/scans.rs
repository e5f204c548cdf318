//! The scans of paper decisions, as files.

use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{SeeDecisions, store};
use crate::shell::{
    App, Error, extract::Named, files::Scan, ids::PaperDecisionId, mandate::Mandate,
};

/// A file of a scan among the parts of a path.
#[derive(Deserialize)]
pub struct Which {
    decision: PaperDecisionId,
    version: i32,
    ordinal: i32,
}

/// A file of a scan, under a name of ours.
pub async fn scan(
    State(app): State<App>,
    mandate: Mandate<SeeDecisions>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let Which { decision, version, ordinal } = which;
    let mut db = app.db.acquire().await?;
    store::standing(&mut db, mandate.over.place_id, decision).await?;
    let (media_type, bytes) = store::scan(&mut db, decision, version, ordinal).await?;
    let kind = Scan::from_media_type(&media_type).ok_or(Error::NotFound)?;
    Ok(kind.answer(&format!("decision-{decision}-{version}-{ordinal}"), bytes))
}
