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
    places::KeepPlaces,
    shell::{
        App, Error,
        extract::{AskedForm, Named},
        gates,
        ids::OrganisationId,
        mandate::{AtPlace, Mandate},
        table::{Asked, Format, Listed, Paths},
        trail::{TrailStep, trail},
        urls::{self, At},
        view::{View, Visit},
        words::Words,
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
    /// Since when it is no more, in words.
    dissolved: Option<String>,
    below: Vec<TreeLine>,
    count: Count,
    /// What four fifths of those who should attend are.
    quorum: Option<i64>,
    list: Listed,
    /// Where a member is added, for who may.
    add_url: Option<String>,
    /// Where it is renamed or dissolved, for who may.
    change_url: Option<String>,
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
/// There is none, or it is no more; those of the database.
pub async fn branch(
    db: &mut PgConnection,
    place: &AtPlace,
    organisation_id: OrganisationId,
    words: &Words,
) -> Result<(Node, Vec<Node>), Error> {
    let (node, nodes) = find(db, place, organisation_id).await?;
    match node.dissolved_on {
        _ if node.kind != "branch" => Err(Error::NotFound),
        Some(on) => {
            let variables = vec![("branch", node.name), ("day", gates::day(on, words))];
            Err(Error::Conflict("member-branch-dissolved", variables))
        }
        None => Ok((node, nodes)),
    }
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
    let (node, mut nodes) = find(&mut db, &place, path.organisation).await?;
    nodes.retain(|one| one.stands_beside(&node));
    let ids = base::below(&nodes, node.organisation_id);
    let groups = tree::groups(&mut db, &ids).await?;
    let counts = base::counts(base::rules(&place), &nodes, &groups);
    let count = counts.get(&node.organisation_id).copied().unwrap_or_default();
    let above = tree::above(&mut db, node.organisation_id).await?;
    let mut list = Asked::read(&table::MEMBERS, table::source(&place, &ids), &asked, &visit.words)
        .list(&mut db, &paths(&place, node.organisation_id))
        .await?;
    let dissolved = node.dissolved_on;
    let adds = node.kind == "branch" && dissolved.is_none() && held.may::<KeepMembers>();
    if node.kind == "branch" && !list.filtered {
        list.nothing = visit.t(if adds { "members-none-here" } else { "members-none-branch" });
    }
    Ok(View(OrganisationPage {
        change_url: held.may::<KeepPlaces>().then(|| change(&place, &node)),
        tree_url: place.at.to(urls::PARTY),
        kind: visit.t(&format!("organisation-{}", node.kind)),
        below: lines(&place, &nodes, &counts, Some(node.organisation_id), &visit),
        quorum: base::rules(&place).and_then(|rules| base::quorum(rules, count.should)),
        add_url: adds.then(|| of(&place, urls::MEMBER_FIND, node.organisation_id)),
        dissolved: dissolved
            .map(|on| visit.n("organisation-dissolved", gates::day(on, &visit.words))),
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

/// Where an organisation is changed: at the place on which it hangs.
fn change(place: &AtPlace, node: &Node) -> String {
    let at = At { world: place.at.world, code: node.code.clone() };
    at.to(urls::ORGANISATION_CHANGE).replace("{organisation}", &node.organisation_id.to_string())
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
    let (node, mut nodes) = find(&mut *app.db.acquire().await?, place, path.organisation).await?;
    nodes.retain(|one| one.stands_beside(&node));
    let source = table::source(place, &base::below(&nodes, node.organisation_id));
    let asked = Asked::read(&table::MEMBERS, source, &typed, &visit.words);
    asked.file(&app, path.format, &node.name).await
}
