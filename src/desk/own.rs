//! What is theirs who only enter, confirm or look on: at each of their units the election day, the
//! stage that is open, when it is their turn, and the pages that they may open.

use std::collections::HashMap;

use super::{
    lines::{placed, when},
    store::Reached,
    tasks::When,
};
use crate::{
    elections::{
        OpenElection, head,
        own::{Own, Phase, own},
        standing::Standing,
    },
    shell::{error::roles_at, gates, ids::PlaceId, mandate::Duty, urls, view::Visit, words::Words},
};

/// A unit of somebody who waits for its count.
pub struct Waiting {
    /// The unit.
    pub place: String,
    /// Where its page or its case file is.
    pub url: String,
    /// What is theirs there, and when.
    pub own: Own,
    /// The election day, and how far away it is.
    pub day: Option<String>,
    /// The stage that is open, whose it is, by when.
    pub stage: String,
    /// Pages that may be opened: address and name.
    pub links: Vec<(String, String)>,
}

/// The units at which somebody has no other role than to wait for the count.
pub fn waiting(
    places: &[Reached],
    standings: &HashMap<PlaceId, Standing>,
    visit: &Visit,
) -> Vec<Waiting> {
    let units = places.iter().filter(|one| one.level == "unit");
    let told = units.filter_map(|place| {
        let standing = standings.get(&place.place_id);
        let phase = standing.map_or(Phase::Unopened, |one| Phase::Open(one.open));
        let own = own(&place.held, phase, &visit.words)?;
        let pages = head::pages(&place.held).filter(|_| standing.is_some());
        let page = if standing.is_some() { urls::COMMITTEE } else { urls::PLACE };
        Some(Waiting {
            place: placed(place, &visit.words),
            url: place.at.to(page),
            own,
            day: standing.map(|one| day(one, &visit.words)),
            stage: stage(standing, &visit.words),
            links: pages.map(|(url, key)| (place.at.to(url), visit.t(&key))).collect(),
        })
    });
    told.collect()
}

fn day(standing: &Standing, words: &Words) -> String {
    let day = gates::day(standing.election_on, words);
    let key = match (standing.election_on - standing.today.0).num_days() {
        0 => "own-day-today",
        days if days > 0 => {
            return words.text_with("own-day-in", &[("day", day.into()), ("n", days.into())]);
        }
        _ => "own-day",
    };
    words.text_with(key, &[("day", day.into())])
}

fn stage(standing: Option<&Standing>, words: &Words) -> String {
    let Some(standing) = standing else {
        let who = roles_at(OpenElection::ROLES, None, words);
        return words.text_with("own-stage-unopened", &[("who", who.into())]);
    };
    let Some(stage) = standing.open else { return words.text("own-stage-done") };
    let name = words.text(&format!("stage-{}", stage.word()));
    let who = roles_at(head::stage_duty(stage).0, None, words);
    let variables = [("stage", name.into()), ("who", who.into())];
    let told = words.text_with("own-stage", &variables);
    match standing.due_on {
        Some(on) => {
            let (due, _) = when(When::of(Some(on), standing.today), words);
            let variables = [
                ("stage", told.into()),
                ("due", due.into()),
                ("day", gates::day(on, words).into()),
            ];
            words.text_with("own-stage-due", &variables)
        }
        None => told,
    }
}
