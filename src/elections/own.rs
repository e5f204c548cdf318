//! What is theirs who only enter, confirm or look on, and when it is their turn: said also while
//! nothing waits for them.

use law::stage::Stage;

use crate::shell::{
    mandate::{Held, Role},
    words::Words,
};

/// The roles that wait for the count, that of most to do first.
const ROLES: [Role; 3] = [Role::Recorder, Role::Scrutineer, Role::Screen];

/// What is theirs, and when.
pub struct Own {
    /// What they do here.
    pub what: String,
    /// When it is their turn.
    pub turn: String,
}

/// How far an election is, as those see it who wait for its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is not opened yet.
    Unopened,
    /// It has this stage open; none when all are closed.
    Open(Option<Stage>),
}

impl Phase {
    fn word(self) -> &'static str {
        match self {
            Self::Unopened => "unopened",
            Self::Open(Some(Stage::Count)) => "count",
            Self::Open(Some(Stage::Outcome)) => "after",
            Self::Open(Some(_)) => "before",
            Self::Open(None) => "done",
        }
    }
}

/// What is theirs who hold no other role at a place; nothing for everybody else, whom their tasks lead.
pub fn own(held: &Held, phase: Phase, words: &Words) -> Option<Own> {
    let role = ROLES.into_iter().find(|role| held.holds(*role))?;
    if Role::ALL.into_iter().any(|other| held.holds(other) && !ROLES.contains(&other)) {
        return None;
    }
    let word = role.word();
    Some(Own {
        what: words.text(&format!("own-{word}")),
        turn: words.text(&format!("own-{word}-{}", phase.word())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn who_waits_for_the_count_is_told_when_it_is_his_turn_in_every_phase() {
        let open = Stage::ALL.into_iter().map(Some).chain([None]).map(Phase::Open);
        for phase in open.chain([Phase::Unopened]) {
            for role in Role::ALL {
                let own = Lang::ALL.map(|lang| {
                    let words = Words::new(lang);
                    let own = own(&Held::of(vec![role]), phase, &words)?;
                    Some((own.what, own.turn))
                });
                assert_eq!(own[0].is_some(), ROLES.contains(&role), "{role:?}");
                assert!(
                    own.iter()
                        .flatten()
                        .all(|(what, turn)| !what.contains('⟦') && !turn.contains('⟦'))
                );
                assert!(own[0].is_none() || own[0] != own[1], "each language has its own");
            }
        }
    }

    #[test]
    fn who_holds_another_role_besides_has_tasks_to_lead_him() {
        let held = Held::of(vec![Role::Recorder, Role::Commission]);
        assert!(own(&held, Phase::Unopened, &Words::new(Lang::En)).is_none());
    }
}
