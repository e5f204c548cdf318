//! What is done with a member: the state changes, the member moves, the membership ends.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{Months, NaiveDate};

use super::{
    KeepMembers,
    adding::{of_age, state},
    member::{MemberPath, find, of_member, refused, said, shown},
    sets,
    store::{
        ends::{self, End},
        exemptions,
        members::{self, Member, NewMember, State as MemberState, Was},
        tree,
    },
};
use crate::{
    persons::{
        forms,
        store::{
            self as persons, deaths,
            offices::{self, Office},
        },
        unlikely,
    },
    places::ask::past,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::OrganisationId,
        journal::{Event, Stream},
        mandate::{AtPlace, Duty, Mandate},
        urls,
        view::Visit,
    },
};

/// Begins an act on a membership that lasts; with the branches where the member could be.
pub async fn begin<'a, D: Duty<Over = AtPlace>>(
    app: &'a App,
    mandate: &Mandate<D>,
    path: MemberPath,
) -> Result<(Act<'a>, Member, Vec<OrganisationId>), Error> {
    let mut act = Act::begin(app, mandate).await?;
    let (member, _, nodes) = find(&mut act, &mandate.over, path).await?;
    let gone = |error| match error {
        sqlx::Error::RowNotFound => Error::conflict("member-ended-meanwhile"),
        other => other.into(),
    };
    // the person before the membership, as merging locks them: what is said of the politics and the posts
    // follows from what is done here
    persons::lock(&mut act, &[member.person_id]).await.map_err(gone)?;
    let lasting = members::find_for_update(&mut act, path.organisation, path.membership).await;
    let member = lasting.map_err(gone)?;
    let branches = nodes.into_iter().filter(|node| node.kind == "branch");
    Ok((act, member, branches.map(|node| node.organisation_id).collect()))
}

/// Commits, and leads back to the member's page.
pub async fn done(
    act: Act<'_>,
    place: &AtPlace,
    path: MemberPath,
    (event, flash): (&'static str, &'static str),
) -> Result<Response, Error> {
    told(act, place, path, (event, Flash::new(flash))).await
}

async fn told(
    act: Act<'_>,
    place: &AtPlace,
    path: MemberPath,
    (event, flash): (&'static str, Flash),
) -> Result<Response, Error> {
    act.commit(Stream::Instance, Event::new(event)).await?;
    Ok(Done(of_member(place, urls::MEMBER, path), flash).into_response())
}

/// Changes the state of a member, from a day on and with a reason.
pub async fn change_state(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let (mut act, member, _) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let states = members::states(&mut act, path.membership).await?;
    if !form.is_seen(states.len()) {
        drop(act);
        let form = form.unseen("standing", &visit.words, "form-changed-meanwhile");
        return shown(&app, visit, mandate.over, path, (form, StatusCode::CONFLICT)).await;
    }
    form.text("state_reason", 200, &visit.words);
    let state = if form.errors().is_empty() {
        state(&mut form, "state_reason", place, &visit)
    } else {
        None
    };
    let was = states.first();
    if let Some(state) = &state {
        follows(&mut form, state, (&member, was), place, &visit);
        probation(&mut form, state, &states, &visit);
    }
    let Some(state) = state.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    members::add_states(&mut act, &[(path.membership, &state)]).await?;
    let flash = match was.filter(|was| state.since_on < was.since_on) {
        // what counts is the state of the latest day
        Some(now) => Flash::new("done-member-state-former")
            .with("day", gates::day(state.since_on, &visit.words))
            .with("now", said(now, &visit.words))
            .with("since", gates::day(now.since_on, &visit.words)),
        None => Flash::new("done-member-state"),
    };
    told(act, place, path, ("member_state_changed", flash)).await
}

/// Whether a state can be entered beside the one that counts.
fn follows(
    form: &mut Form,
    state: &MemberState,
    (member, was): (&Member, Option<&Was>),
    place: &AtPlace,
    visit: &Visit,
) {
    let w = &visit.words;
    before(form, "since_on", Some(state.since_on), member, visit);
    of_age(form, "since_on", (Some(state.since_on), member.birth_on), visit);
    let Some(was) = was else { return };
    if (state.standing, state.presence) == (&*was.standing, &*was.presence)
        && [was.since_on, place.today.0].contains(&state.since_on)
    {
        form.wrong("standing", w, "member-state-same", &[]);
    }
    if state.standing == "probationary" && was.standing != "probationary" {
        form.wrong("standing", w, "member-full-stays", &[]);
    }
}

/// Asks about whoever is a full member before the year of the probation is over.
fn probation(form: &mut Form, state: &MemberState, states: &[Was], visit: &Visit) {
    let newest = states.first().filter(|now| now.standing == "probationary");
    if newest.is_none() || state.standing != "full" || form.value(unlikely::TICK) == "1" {
        return;
    }
    let probations = states.iter().filter(|one| one.standing == "probationary");
    let Some(began) = probations.map(|one| one.since_on).min() else { return };
    if began.checked_add_months(Months::new(12)).is_some_and(|over| state.since_on < over) {
        let w = &visit.words;
        let since = [("since", began.to_string().into())];
        unlikely::wrong(form, w.text_with("member-unlikely-probation", &since), w);
    }
}

/// Moves a member to another branch, where the state goes on.
pub async fn move_away(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let w = visit.words;
    let (mut act, member, branches) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let to = destination(&mut act, &mut form, path, &branches, &visit).await?;
    let on = past(&mut form, "moved_on", place, &visit);
    let reason = forms::text_if_any(&mut form, "move_reason", 200, &w);
    before(&mut form, "moved_on", on, &member, &visit);
    let (Some(to), Some(on), true) = (to, on, form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    let states = members::states(&mut act, path.membership).await?;
    let now = states.into_iter().next().ok_or(Error::NotFound)?;
    let exempt = exemptions::of(&mut act, path.membership).await?;
    let exempt = exempt.iter().any(|one| one.ended_on.is_none());
    let end = End {
        until_on: on,
        ended: "moved",
        reason: reason.as_deref(),
        // a member still
        politics: "",
    };
    ends::end(&mut act, path.membership, &end).await?;
    let state = MemberState {
        standing: sets::find(sets::STANDINGS, &now.standing).ok_or(Error::NotFound)?,
        presence: sets::find(sets::PRESENCES, &now.presence).ok_or(Error::NotFound)?,
        since_on: now.since_on,
        reason: now.reason,
    };
    let person_id = member.person_id;
    let new = NewMember { organisation_id: to, person_id, from_on: Some(on), state };
    let added = members::add(&mut act, place.at.world, &[new]).await?;
    let membership = *added.first().ok_or(Error::NotFound)?;
    let there = MemberPath { organisation: to, membership };
    // what the former branch and those above it agreed to was about that branch
    let flash = if exempt { "done-member-moved-exempt" } else { "done-member-moved" };
    done(act, place, there, ("member_moved", flash)).await
}

/// The branch to which a member moves; nobody dissolves it until the act ends.
async fn destination(
    act: &mut Act<'_>,
    form: &mut Form,
    path: MemberPath,
    branches: &[OrganisationId],
    visit: &Visit,
) -> sqlx::Result<Option<OrganisationId>> {
    let w = visit.words;
    let Some(to) = form.key::<i64>("branch", &w).map(OrganisationId) else { return Ok(None) };
    if to == path.organisation || !branches.contains(&to) {
        form.wrong("branch", &w, "form-choose", &[]);
    } else if let Some(on) = tree::dissolved_for_share(act, to).await? {
        let day = gates::day(on, &w).into();
        form.wrong("branch", &w, "member-move-dissolved", &[("day", day)]);
    }
    Ok(Some(to))
}

fn before(form: &mut Form, field: &str, on: Option<NaiveDate>, member: &Member, visit: &Visit) {
    if on.is_some_and(|on| member.from_on.is_some_and(|from| on < from)) {
        form.wrong(field, &visit.words, "people-until-before", &[]);
    }
}

/// Ends a membership. The posts of who died end with it, otherwise those in the Party; of who leaves the Party
/// it is said what the politics are then.
pub async fn end(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let w = visit.words;
    let (mut act, member, _) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let ended = form.word("how", |word| sets::find(sets::ENTERED_ENDS, word), &w);
    let on = past(&mut form, "left_on", place, &visit);
    let reason = form.text("end_reason", 200, &w);
    form.fill("politics", sets::NO_MEMBER[0].to_owned());
    let politics = form.word("politics", |word| sets::find(sets::NO_MEMBER, word), &w);
    before(&mut form, "left_on", on, &member, &visit);
    let posts = offices::of(&mut act, member.person_id).await?.into_iter();
    let with_it = |one: &Office| ended == Some("died") || one.body == "party";
    let posts: Vec<Office> = posts.filter(|one| one.until_on.is_none() && with_it(one)).collect();
    let mut first = posts.iter().filter_map(|one| one.from_on).max();
    if ended == Some("died") {
        first = first.max(deaths::not_before(&mut act, member.person_id).await?);
    }
    if let (Some(on), Some(from)) = (on, first)
        && on < from
        && form.error("left_on").is_none()
    {
        let day = gates::day(from, &w).into();
        form.wrong("left_on", &w, "member-end-before-post", &[("day", day)]);
    }
    if form.value("member_sure") != "1" {
        form.wrong("member_sure", &w, "member-end-tick", &[]);
    }
    let (Some(ended), Some(until_on), Some(reason), Some(politics), true) =
        (ended, on, reason, politics, form.errors().is_empty())
    else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    let end = End { until_on, ended, reason: Some(&reason), politics };
    ends::end(&mut act, path.membership, &end).await?;
    deaths::follow(&mut act, &[member.person_id]).await?;
    act.commit(Stream::Instance, Event::new("membership_ended")).await?;
    let flash = match posts.len() {
        0 => Flash::new("done-membership-ended"),
        n => Flash::new("done-membership-posts").with("n", n),
    };
    Ok(Done(of_member(place, urls::MEMBER, path), flash).into_response())
}
