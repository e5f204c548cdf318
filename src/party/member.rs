//! A member's page: the state and how it came, whether it counts, and what is done with it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    ConsentToExempt, KeepMembers, SeeMembers,
    adding::options,
    base,
    elsewhere::{self, Elsewhere},
    organisation, sets,
    store::{
        exemptions::{self, Exemption},
        members::{self, Member, Was},
        tree::Node,
    },
    tree::of,
};
use crate::shell::{
    App, Error,
    extract::Named,
    form::Form,
    gates,
    ids::{MembershipId, OrganisationId},
    mandate::{AtPlace, Mandate},
    urls,
    view::{Refused, Visit},
    words::Words,
};

/// The member that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct MemberPath {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The membership.
    pub membership: MembershipId,
}

/// The address of a path of a member.
pub fn of_member(place: &AtPlace, path: &str, at: MemberPath) -> String {
    of(place, path, at.organisation).replace("{membership}", &at.membership.to_string())
}

/// What the fields are called.
const LABELS: [(&str, &str); 18] = [
    ("standing", "member-standing"),
    ("presence", "member-presence"),
    ("since_on", "member-since"),
    ("state_reason", "page-reason"),
    ("unlikely", "person-unlikely-sure"),
    ("branch", "member-move-to"),
    ("moved_on", "member-moved-on"),
    ("move_reason", "page-reason"),
    ("how", "member-ended"),
    ("left_on", "member-left-on"),
    ("end_reason", "page-reason"),
    ("politics", "member-politics"),
    ("member_sure", "member-end-sure"),
    ("exempt_for", "exemption-grounds"),
    ("asked_on", "exemption-asked-on"),
    ("consented_on", "exemption-consented-on"),
    ("consent_no", "page-document-no"),
    ("voted_on", "exemption-voted-on"),
];

#[derive(Template)]
#[template(path = "party/member.html")]
struct MemberPage {
    visit: Visit,
    place: AtPlace,
    form: Form,
    name: String,
    url: String,
    branch: String,
    branch_url: String,
    elsewhere: Elsewhere,
    facts: Vec<(String, String)>,
    /// How the membership ended, in words.
    ended: Option<String>,
    states: Vec<(String, String)>,
    exemptions: Vec<ExemptionLine>,
    /// Why nothing need be asked for: the member has no vote, and is not counted.
    uncounted: Option<String>,
    may: May,
    branches: Vec<(String, String)>,
    standings: Vec<(String, String)>,
    presences: Vec<(String, String)>,
    ends: Vec<(String, String)>,
    politics: Vec<(String, String)>,
    grounds: Vec<(String, String)>,
}

/// What the visitor may do with a member.
#[expect(clippy::struct_excessive_bools, reason = "each says yes or no of one form")]
struct May {
    keep: bool,
    ask: bool,
    consent: bool,
    vote: bool,
    end: bool,
}

/// An exemption, in words.
struct ExemptionLine {
    grounds: String,
    said: Vec<String>,
    /// Whether it counts: good, warn, or neither once it has ended.
    tag: &'static str,
    state: String,
}

/// A member.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeMembers>,
    Named(path): Named<MemberPath>,
) -> Result<Response, Error> {
    shown(&app, visit, mandate.over, path, (Form::default(), StatusCode::OK)).await
}

/// The page with a form that was not taken.
pub async fn refused(
    app: &App,
    visit: Visit,
    place: AtPlace,
    path: MemberPath,
    form: Form,
) -> Result<Response, Error> {
    shown(app, visit, place, path, (form, StatusCode::BAD_REQUEST)).await
}

/// A member of an organisation of the place or below it, and the organisations that are there.
///
/// # Errors
/// There is none; those of the database.
pub async fn find(
    db: &mut PgConnection,
    place: &AtPlace,
    path: MemberPath,
) -> Result<(Member, Node, Vec<Node>), Error> {
    let (node, nodes) = organisation::find(db, place, path.organisation).await?;
    let member = members::find(db, path.organisation, path.membership).await?;
    Ok((member, node, nodes))
}

/// The page with a form as it is.
pub(super) async fn shown(
    app: &App,
    visit: Visit,
    place: AtPlace,
    path: MemberPath,
    (mut form, status): (Form, StatusCode),
) -> Result<Response, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let (member, node, nodes) = find(&mut db, &place, path).await?;
    let history = members::states(&mut db, path.membership).await?;
    let exempt = exemptions::of(&mut db, path.membership).await?;
    let elsewhere = elsewhere::of(&mut db, &visit, &place, &member).await?;
    suggest(&mut form, &place, history.first(), &w);
    form.show(history.len());
    let others = nodes.iter().filter(|one| one.kind == "branch" && one.dissolved_on.is_none());
    let others = others.filter(|one| one.organisation_id != path.organisation);
    let lasting = exempt.iter().find(|one| one.ended_on.is_none());
    let standing = history.first().map_or("full", |now| &*now.standing);
    let votes = base::votes(base::rules(&place), standing);
    let keeps = member.until_on.is_none() && held.may::<KeepMembers>();
    let consents = member.until_on.is_none() && held.may::<ConsentToExempt>();
    let page = MemberPage {
        branches: others.map(|one| (one.organisation_id.to_string(), one.name.clone())).collect(),
        may: May {
            keep: keeps,
            // who has just lost the vote finds the form that was refused
            ask: keeps && lasting.is_none() && (votes || form.error("exempt_for").is_some()),
            consent: consents && lasting.is_some_and(|one| one.consented_on.is_none()),
            vote: keeps && lasting.is_some_and(|one| one.voted_on.is_none()),
            end: keeps && lasting.is_some(),
        },
        uncounted: (!votes && member.until_on.is_none()).then(|| no_vote(standing, &w)),
        exemptions: exempt.iter().map(|one| exemption(one, (&member, votes), &w)).collect(),
        states: history.iter().map(|one| state(one, &w)).collect(),
        facts: facts(&member, history.first(), &w),
        ended: ended(&member, &w),
        standings: options(sets::STANDINGS, "standing-", &visit),
        presences: options(sets::PRESENCES, "presence-", &visit),
        ends: options(sets::ENTERED_ENDS, "member-ended-", &visit),
        politics: options(sets::NO_MEMBER, "politics-", &visit),
        grounds: options(sets::GROUNDS, "exempt-", &visit),
        url: of_member(&place, urls::MEMBER, path),
        branch_url: of(&place, urls::ORGANISATION, path.organisation),
        branch: node.name,
        name: member.name,
        elsewhere,
        visit,
        place,
        form,
    };
    Ok(Refused(status, page).into_response())
}

/// Fills the fields of the page's forms.
fn suggest(form: &mut Form, place: &AtPlace, now: Option<&Was>, w: &Words) {
    form.call_all(&LABELS, w);
    form.call("exempt_until", &w.text("exemption-ended-on"));
    let today = place.today.0.to_string();
    let days =
        ["since_on", "moved_on", "left_on", "asked_on", "consented_on", "voted_on", "exempt_until"];
    for day in days {
        form.suggest(day, &*today);
    }
    form.suggest("politics", sets::NO_MEMBER[0]);
    if let Some(now) = now {
        form.suggest("standing", &*now.standing);
        form.suggest("presence", &*now.presence);
    }
}

fn day(on: Option<NaiveDate>, w: &Words) -> Option<String> {
    on.map(|on| gates::day(on, w))
}

fn facts(member: &Member, now: Option<&Was>, w: &Words) -> Vec<(String, String)> {
    let all = [
        ("roll-column-sex", Some(w.text(&format!("sex-{}", member.sex)))),
        ("candidate-birth-on", Some(member.birth_on.to_string())),
        ("member-standing", now.map(|now| w.text(&format!("standing-{}", now.standing)))),
        ("member-presence", now.map(|now| w.text(&format!("presence-{}", now.presence)))),
        ("member-since", now.map(|now| gates::day(now.since_on, w))),
        ("member-from", day(member.from_on, w)),
    ];
    all.into_iter().filter_map(|(key, text)| Some((w.text(key), text?))).collect()
}

fn ended(member: &Member, w: &Words) -> Option<String> {
    let variables = [
        ("day", day(member.until_on, w)?.into()),
        ("how", w.text(&format!("member-ended-{}", member.ended.as_deref()?)).into()),
        ("reason", member.reason.clone().unwrap_or_default().into()),
    ];
    Some(w.text_with("member-ended-on", &variables))
}

/// What a state is, in words.
pub(super) fn said(one: &Was, w: &Words) -> String {
    let standing = w.text(&format!("standing-{}", one.standing));
    let presence = w.text(&format!("presence-{}", one.presence));
    w.text_with("member-state", &[("standing", standing.into()), ("presence", presence.into())])
}

/// Why whoever is of a standing is not counted anyway.
fn no_vote(standing: &str, w: &Words) -> String {
    let standing = w.text(&format!("standing-{standing}"));
    w.text_with("exemption-no-vote", &[("standing", standing.into())])
}

/// A state: since when, and what it is.
fn state(one: &Was, w: &Words) -> (String, String) {
    let mut text = said(one, w);
    if let Some(reason) = &one.reason {
        let variables = [("state", text.into()), ("reason", reason.clone().into())];
        text = w.text_with("member-state-reason", &variables);
    }
    (gates::day(one.since_on, w), text)
}

fn exemption(one: &Exemption, (member, votes): (&Member, bool), w: &Words) -> ExemptionLine {
    let dated = |key: &str, on: NaiveDate| w.text_with(key, &[("n", gates::day(on, w).into())]);
    let mut said = vec![dated("exemption-asked", one.asked_on)];
    said.push(match (one.consented_on, &one.consent_no) {
        (Some(on), paper) => {
            let paper = paper.clone().unwrap_or_default();
            let variables = [("n", gates::day(on, w).into()), ("paper", paper.into())];
            w.text_with("exemption-consented", &variables)
        }
        (None, _) => w.text("exemption-lacks-consent"),
    });
    said.push(match one.voted_on {
        Some(on) => dated("exemption-voted", on),
        None => w.text("exemption-lacks-vote"),
    });
    let both = one.consented_on.is_some() && one.voted_on.is_some();
    // with the membership ends what was asked for it
    let over = member.until_on.filter(|until| one.ended_on.is_none_or(|on| on >= *until));
    let (tag, state) = match (over.or(one.ended_on), both) {
        (Some(on), _) if over.is_some() => ("", dated("exemption-ended-with", on)),
        (Some(on), _) => ("", dated("exemption-ended", on)),
        (None, _) if !votes => ("", w.text("exemption-idle")),
        (None, true) => ("good", w.text("exemption-exempt")),
        (None, false) => ("warn", w.text("exemption-waiting")),
    };
    ExemptionLine { grounds: w.text(&format!("exempt-{}", one.grounds)), said, tag, state }
}

impl MemberPage {
    fn to(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }

    /// Whether a form was not taken: what holds it is open.
    fn wrong(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| self.form.error(field).is_some())
    }
}
