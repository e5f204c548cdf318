//! The decisions of a place and of an election: what waits for the visitor first.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    AnswerApproval, AskApproval, CheckDecision, EnterDecision, SeeApprovals, SeeDecisions, hand,
    lines::{self, Line},
    store::{self, Which, approvals},
};
use crate::{
    elections::{check, head::Head},
    shell::{
        App, Error,
        extract::Asked,
        mandate::{AtPlace, Mandate},
        trail::{TrailStep, trail},
        urls,
        view::{View, Visit},
    },
};

/// Decisions on one page.
const SIZE: i64 = 100;

/// The lists of a page.
#[derive(Default)]
struct Lists {
    /// What waits for the visitor, of both kinds.
    mine: Vec<Line>,
    papers: Vec<Line>,
    specials: Vec<Line>,
    /// Where a decision is entered, for who may.
    enter_url: Option<String>,
    /// Where a special approval is asked for, for who may.
    ask_url: Option<String>,
    earlier: Option<String>,
    later: Option<String>,
}

impl Lists {
    fn add(&mut self, papers: Vec<Line>, specials: Vec<Line>) {
        let (mine, others) = papers.into_iter().partition(|line| line.mine);
        (self.mine, self.papers) = (mine, others);
        let (mine, others): (Vec<_>, Vec<_>) = specials.into_iter().partition(|line| line.mine);
        self.mine.extend(mine);
        self.specials = others;
    }

    fn is_empty(&self) -> bool {
        self.mine.is_empty() && self.papers.is_empty() && self.specials.is_empty()
    }
}

#[derive(Template)]
#[template(path = "decisions/place.html")]
struct PlacePage {
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    lists: Lists,
}

#[derive(Template)]
#[template(path = "decisions/election.html")]
struct ElectionPage {
    visit: Visit,
    head: Head,
    lists: Lists,
}

/// The way to what lies below the list of a place's decisions.
///
/// # Errors
/// Those of the database.
pub(super) async fn way(
    db: &mut PgConnection,
    place: &AtPlace,
    visit: &Visit,
) -> sqlx::Result<Vec<TrailStep>> {
    let mut steps = trail(db, place, visit).await?;
    let url = Some(place.at.to(urls::DECISIONS));
    steps.push(TrailStep { name: visit.t("page-decisions"), url });
    Ok(steps)
}

/// Which page of a list.
#[derive(Deserialize)]
pub struct Page {
    #[serde(default)]
    page: i64,
}

/// The decisions at a place and below it.
pub async fn at_place(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeDecisions>,
    Asked(asked): Asked<Page>,
) -> Result<Response, Error> {
    let (place, account_id) = (mandate.over, mandate.account.account_id);
    let (w, page) = (visit.words, asked.page.clamp(0, 1_000_000));
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let which = Which {
        place_id: place.place_id,
        election_id: None,
        account_id,
        after: page * SIZE,
        most: SIZE + 1,
    };
    let mut papers = store::list(&mut db, &which).await?;
    let who = (account_id, held.role::<AnswerApproval>());
    let part = (which.after, which.most);
    let mut specials = approvals::list(&mut db, place.place_id, who, part).await?;
    // both lists are turned over together
    let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
    let more = papers.len().max(specials.len()) > size;
    papers.truncate(size);
    specials.truncate(size);
    let (world, checks) = (place.at.world, held.may::<CheckDecision>());
    let papers = papers.into_iter().map(|one| lines::paper(one, world, checks, &w)).collect();
    let specials = specials.into_iter().map(|one| lines::listed(one, world, &w)).collect();
    let to = |page: i64| format!("{}?page={page}", place.at.to(urls::DECISIONS));
    let mut lists = Lists {
        enter_url: held.may::<EnterDecision>().then(|| place.at.to(urls::DECISION_NEW)),
        earlier: (page > 0).then(|| to(page - 1)),
        later: more.then(|| to(page + 1)),
        ..Lists::default()
    };
    lists.add(papers, specials);
    let trail = trail(&mut db, &place, &visit).await?;
    Ok(View(PlacePage { visit, place, trail, lists }).into_response())
}

/// The decisions of an election, and its special approvals.
pub async fn of_election(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeApprovals>,
) -> Result<Response, Error> {
    let (at, me) = (&mandate.over, mandate.account.account_id);
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let which = Which {
        place_id: at.unit.place_id,
        election_id: Some(at.election_id),
        account_id: me,
        after: 0,
        most: SIZE,
    };
    let papers = store::list(&mut db, &which).await?;
    let (world, checks) = (at.unit.at.world, head.held.may::<CheckDecision>());
    let papers = papers.into_iter().map(|one| lines::paper(one, world, checks, &w)).collect();
    let role = head.held.role::<AnswerApproval>();
    let specials = case.specials.iter().rev().map(|one| {
        let by = hand(one.asked_by, one.role);
        let mine = role.is_some_and(|role| law::approval::approve(by, hand(me, role)).is_ok());
        lines::special(one, &case, mine && one.answered.is_none(), &w)
    });
    let mut lists = Lists {
        enter_url: head.held.may::<EnterDecision>().then(|| at.to(urls::DECISION_NEW)),
        ask_url: (head.held.may::<AskApproval>() && case.stage().is_some())
            .then(|| at.to(urls::APPROVALS)),
        ..Lists::default()
    };
    lists.add(papers, specials.collect());
    Ok(View(ElectionPage { visit, head, lists }).into_response())
}
