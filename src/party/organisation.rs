//! An organisation with its members: a branch has its own, those above it have those of their
//! branches.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    KeepMembers, SeeMembers,
    base::{self, Count},
    store::tree::{self, Node},
    table,
    tree::{TreeLine, lines, of},
};
use crate::{
    persons::store as persons,
    shell::{
        App, Error,
        extract::{AskedForm, Named},
        ids::OrganisationId,
        mandate::{AtPlace, Mandate},
        table::{Asked, Format, Listed, Paths},
        trail::{TrailStep, trail},
        urls,
        view::{View, Visit},
    },
};

/// The organisation that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct OrganisationPath {
    /// Its key.
    pub organisation: OrganisationId,
}

#[derive(Template)]
#[template(path = "party/organisation.html")]
struct OrganisationPage {
    visit: Visit,
    trail: Vec<TrailStep>,
    place: AtPlace,
    tree_url: String,
    name: String,
    kind: String,
    hangs: String,
    /// The one above it.
    above: Option<String>,
    below: Vec<TreeLine>,
    count: Count,
    /// What four fifths of those who should attend are.
    quorum: Option<i64>,
    list: Listed,
    /// Where a member is added, for who may.
    add_url: Option<String>,
}

/// An organisation of a place or below it, among all that are there.
///
/// # Errors
/// There is none; those of the database.
pub async fn find(
    db: &mut PgConnection,
    place: &AtPlace,
    organisation_id: OrganisationId,
) -> Result<(Node, Vec<Node>), Error> {
    let places = persons::within(db, place.place_id).await?;
    let nodes = tree::of(db, &places).await?;
    let found = nodes.iter().find(|node| node.organisation_id == organisation_id).cloned();
    Ok((found.ok_or(Error::NotFound)?, nodes))
}

/// A branch of a place or below it, which can have members.
///
/// # Errors
/// There is none; those of the database.
pub async fn branch(
    db: &mut PgConnection,
    place: &AtPlace,
    organisation_id: OrganisationId,
) -> Result<(Node, Vec<Node>), Error> {
    let (node, nodes) = find(db, place, organisation_id).await?;
    if node.kind == "branch" { Ok((node, nodes)) } else { Err(Error::NotFound) }
}

/// An organisation.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeMembers>,
    Named(path): Named<OrganisationPath>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let place = mandate.over;
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let trail = trail(&mut db, &place, &visit).await?;
    let (node, nodes) = find(&mut db, &place, path.organisation).await?;
    let ids = base::below(&nodes, node.organisation_id);
    let groups = tree::groups(&mut db, &ids).await?;
    let counts = base::counts(base::rules(&place), &nodes, &groups);
    let count = counts.get(&node.organisation_id).copied().unwrap_or_default();
    let above = tree::above(&mut db, node.organisation_id).await?;
    let list = Asked::read(&table::MEMBERS, table::source(&place, &ids), &asked, &visit.words)
        .list(&mut db, &paths(&place, node.organisation_id))
        .await?;
    let adds = node.kind == "branch" && held.may::<KeepMembers>();
    Ok(View(OrganisationPage {
        tree_url: place.at.to(urls::PARTY),
        kind: visit.t(&format!("organisation-{}", node.kind)),
        below: lines(&place, &nodes, &counts, Some(node.organisation_id), &visit),
        quorum: base::rules(&place).and_then(|rules| base::quorum(rules, count.should)),
        add_url: adds.then(|| of(&place, urls::MEMBER_FIND, node.organisation_id)),
        hangs: node.place,
        name: node.name,
        visit,
        trail,
        place,
        above,
        count,
        list,
    })
    .into_response())
}

fn paths(place: &AtPlace, organisation_id: OrganisationId) -> Paths {
    Paths {
        page: of(place, urls::ORGANISATION, organisation_id),
        files: of(place, urls::ORGANISATION_FILE, organisation_id),
    }
}

/// The organisation and the format that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct FilePath {
    organisation: OrganisationId,
    format: Format,
}

/// Its members as a file.
pub async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeMembers>,
    Named(path): Named<FilePath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let (node, nodes) = find(&mut *app.db.acquire().await?, place, path.organisation).await?;
    let source = table::source(place, &base::below(&nodes, node.organisation_id));
    let asked = Asked::read(&table::MEMBERS, source, &typed, &visit.words);
    asked.file(&app, path.format, &node.name).await
}
