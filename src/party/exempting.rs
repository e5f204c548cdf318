//! Why a member need not be counted among those who should attend: asked for by the branch, consented
//! to by the organisation above, voted for by the members' meeting (P-12).

use axum::{extract::State, response::Response};

use super::{
    ConsentToExempt, KeepMembers,
    acts::{begin, done},
    base,
    member::{MemberPath, refused},
    sets,
    store::{
        exemptions::{self, Exemption, NewExemption},
        members,
    },
};
use crate::{
    places::ask::past,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        form::{Form, Typed},
        mandate::Mandate,
        view::Visit,
    },
};

/// Asks for an exemption.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let (mut act, member, _) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let grounds = form.word("exempt_for", |word| sets::find(sets::GROUNDS, word), &visit.words);
    let asked_on = past(&mut form, "asked_on", place, &visit);
    if asked_on.is_some_and(|on| member.from_on.is_some_and(|from| on < from)) {
        form.wrong("asked_on", &visit.words, "exemption-before-member", &[]);
    }
    let states = members::states(&mut act, path.membership).await?;
    let standing = states.first().map(|now| &*now.standing).filter(|standing| {
        let rules = base::rules(place);
        !base::votes(rules, standing)
    });
    if let Some(standing) = standing {
        let named = [("standing", visit.t(&format!("standing-{standing}")).into())];
        form.wrong("exempt_for", &visit.words, "exemption-no-vote", &named);
    }
    let (Some(grounds), Some(asked_on), true) = (grounds, asked_on, form.errors().is_empty())
    else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    let membership_id = path.membership;
    let new = NewExemption { membership_id, grounds, asked_on, consented: None, voted_on: None };
    match exemptions::add(&mut act, &[new]).await {
        Err(sqlx::Error::Database(error))
            if error.constraint() == Some("member_exemption_once") =>
        {
            return Err(Error::conflict("exemption-there"));
        }
        added => added?,
    }
    done(act, place, path, ("exemption_asked", "done-exemption-asked")).await
}

/// The exemption that lasts.
async fn lasting(act: &mut Act<'_>, path: MemberPath) -> Result<Exemption, Error> {
    let all = exemptions::of(act, path.membership).await?;
    all.into_iter().find(|one| one.ended_on.is_none()).ok_or(Error::conflict("exemption-over"))
}

/// A day that has come, and not before it was asked for.
fn day(
    form: &mut Form,
    field: &str,
    of: &Exemption,
    place: &crate::shell::mandate::AtPlace,
    visit: &Visit,
) -> Option<chrono::NaiveDate> {
    let on = past(form, field, place, visit)?;
    if on < of.asked_on {
        form.wrong(field, &visit.words, "exemption-before", &[]);
        return None;
    }
    Some(on)
}

fn waited(done: bool) -> Result<(), Error> {
    if done { Ok(()) } else { Err(Error::conflict("exemption-settled")) }
}

/// Notes the consent of the organisation above, with the number of its paper.
pub async fn consent(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ConsentToExempt>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let (mut act, ..) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let of = lasting(&mut act, path).await?;
    let on = day(&mut form, "consented_on", &of, place, &visit);
    let paper = form.text("consent_no", 60, &visit.words);
    let (Some(on), Some(paper)) = (on, paper) else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    waited(exemptions::consent(&mut act, path.membership, on, &paper).await?)?;
    done(act, place, path, ("exemption_consented", "done-exemption-consented")).await
}

/// Notes the vote of the members' meeting.
pub async fn vote(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let (mut act, ..) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let of = lasting(&mut act, path).await?;
    let Some(on) = day(&mut form, "voted_on", &of, place, &visit) else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    waited(exemptions::vote(&mut act, path.membership, on).await?)?;
    done(act, place, path, ("exemption_voted", "done-exemption-voted")).await
}

/// Ends an exemption: whoever is back is counted again.
pub async fn end(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<MemberPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let (mut act, ..) = begin(&app, &mandate, path).await?;
    let place = &mandate.over;
    let of = lasting(&mut act, path).await?;
    let Some(on) = day(&mut form, "exempt_until", &of, place, &visit) else {
        drop(act);
        return refused(&app, visit, mandate.over, path, form).await;
    };
    waited(exemptions::end(&mut act, path.membership, on).await?)?;
    done(act, place, path, ("exemption_ended", "done-exemption-ended")).await
}
