//! The organisations of a place as a tree, with how many members they have.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    SeeMembers,
    base::{self, Count},
    store::tree::{self, Node},
};
use crate::{
    persons::store as persons,
    places::KeepPlaces,
    shell::{
        App, Error,
        ids::OrganisationId,
        mandate::{AtPlace, Mandate},
        trail::{TrailStep, trail},
        urls,
        view::{View, Visit},
    },
};

#[derive(Template)]
#[template(path = "party/tree.html")]
struct TreePage {
    visit: Visit,
    trail: Vec<TrailStep>,
    place: AtPlace,
    lines: Vec<TreeLine>,
    /// Those that are no more.
    gone: Vec<GoneLine>,
    /// All organisations together.
    total: Count,
    counted: String,
    members_url: String,
    /// The same as a table with files.
    listed_url: String,
    /// Where an organisation is added, for who may.
    add_url: Option<String>,
}

/// An organisation that is no more.
struct GoneLine {
    name: String,
    url: String,
    /// The place that it hung on.
    place: String,
    /// Since when, in words.
    since: String,
}

/// An organisation in a tree.
pub struct TreeLine {
    /// How far below the uppermost one that is shown.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Its kind, in words.
    pub kind: String,
    /// The place that it hangs on.
    pub place: String,
    /// Its members and those of all below it.
    pub count: Count,
}

/// The lines of a tree with those below each: what lies below the first level is folded on a telephone.
pub fn folds(lines: &[TreeLine]) -> Vec<&[TreeLine]> {
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|at| *at == 0 || lines[*at].depth <= 1).collect();
    starts.push(lines.len());
    starts.windows(2).map(|pair| &lines[pair[0]..pair[1]]).collect()
}

/// The address of a path of an organisation, as seen from a place.
pub fn of(place: &AtPlace, path: &str, organisation_id: OrganisationId) -> String {
    place.at.to(path).replace("{organisation}", &organisation_id.to_string())
}

/// The lines of a tree below some organisations, or all that are there.
pub fn lines(
    place: &AtPlace,
    nodes: &[Node],
    counts: &HashMap<OrganisationId, Count>,
    top: Option<OrganisationId>,
    visit: &Visit,
) -> Vec<TreeLine> {
    let mut lines = Vec::new();
    let here = |id: OrganisationId| nodes.iter().any(|node| node.organisation_id == id);
    let first = nodes.iter().filter(|node| match top {
        Some(top) => node.parent_id == Some(top),
        // the one above it hangs on another place
        None => node.parent_id.is_none_or(|parent| !here(parent)),
    });
    for node in first {
        climb(place, nodes, counts, (node, 0), visit, &mut lines);
    }
    lines
}

fn climb(
    place: &AtPlace,
    nodes: &[Node],
    counts: &HashMap<OrganisationId, Count>,
    (node, depth): (&Node, usize),
    visit: &Visit,
    lines: &mut Vec<TreeLine>,
) {
    lines.push(TreeLine {
        depth,
        name: node.name.clone(),
        url: of(place, urls::ORGANISATION, node.organisation_id),
        kind: visit.t(&format!("organisation-{}", node.kind)),
        place: node.place.clone(),
        count: counts.get(&node.organisation_id).copied().unwrap_or_default(),
    });
    // of a county its towns' committees alone
    if place.level == "county" || depth > 3 {
        return;
    }
    for below in nodes.iter().filter(|other| other.parent_id == Some(node.organisation_id)) {
        climb(place, nodes, counts, (below, depth + 1), visit, lines);
    }
}

fn gone(place: &AtPlace, node: &Node, visit: &Visit) -> Option<GoneLine> {
    Some(GoneLine {
        since: visit.n("place-dissolved", node.dissolved_on?),
        name: node.name.clone(),
        url: of(place, urls::ORGANISATION, node.organisation_id),
        place: node.place.clone(),
    })
}

/// The tree of a place.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeMembers>,
) -> Result<Response, Error> {
    let place = mandate.over;
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let trail = trail(&mut db, &place, &visit).await?;
    let places = persons::within(&mut db, place.place_id).await?;
    let mut nodes = tree::of(&mut db, &places).await?;
    let gone = nodes.iter().filter_map(|node| gone(&place, node, &visit)).collect();
    // one that is no more has nothing below it
    nodes.retain(|node| node.dissolved_on.is_none());
    let ids: Vec<OrganisationId> = nodes.iter().map(|node| node.organisation_id).collect();
    let groups = tree::groups(&mut db, &ids).await?;
    let counts = base::counts(base::rules(&place), &nodes, &groups);
    let lines = lines(&place, &nodes, &counts, None, &visit);
    let total = base::total(base::rules(&place), &groups);
    let kinds = |kind: &str| nodes.iter().filter(|node| node.kind == kind).count();
    let counted = visit.words.text_with(
        "organisation-counts",
        &[("general", kinds("general_branch").into()), ("branches", kinds("branch").into())],
    );
    let adds = place.level != "county" && held.may::<KeepPlaces>();
    Ok(View(TreePage {
        members_url: place.at.to(urls::MEMBERS),
        listed_url: place.at.to(urls::ORGANISATIONS_LISTED),
        add_url: adds.then(|| place.at.to(urls::ORGANISATIONS)),
        visit,
        trail,
        place,
        lines,
        gone,
        total,
        counted,
    })
    .into_response())
}
