//! Who may entrust whom with what.
//!
//! The only rule about it: a role gives roles below it, over its own place and what lies below that;
//! only the administrator makes administrators. Who may do something to an account must be able to
//! give every role that it holds, or whoever sets a new password would gain what he cannot give.

use crate::shell::mandate::Role;

/// Whether a role is one that is held at a level; the instance has none.
pub fn fits(role: Role, level: Option<&str>) -> bool {
    match level {
        Some(level) => role.levels().contains(&level),
        None => role == Role::Administrator,
    }
}

/// Whether somebody who holds these roles over a place, or one above it, may give a role over it,
/// or end it.
///
/// The roles that somebody holds over another place do not count; an administrator's are over all.
pub fn may_give(held: &[Role], role: Role) -> bool {
    held.iter().any(|held| held.gives().contains(&role))
}

/// Whether an account may hold both roles: an administrator has no power over elections.
pub fn go_together(one: Role, other: Role) -> bool {
    (one == Role::Administrator) == (other == Role::Administrator)
}

/// The roles that can be offered to somebody who holds these.
pub fn offered(held: &[Role]) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| may_give(held, *role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_administrator_makes_administrators() {
        for role in Role::ALL {
            assert_eq!(may_give(&[role], Role::Administrator), role == Role::Administrator);
        }
    }

    #[test]
    fn nobody_but_the_administrator_gives_the_own_role_or_one_above_it() {
        // in the order of the levels, and within one who supervises first
        let order = Role::ALL;
        for (n, giver) in order.into_iter().enumerate().skip(1) {
            for given in &order[..=n] {
                assert!(!may_give(&[giver], *given), "{giver:?} gives {given:?}");
            }
        }
    }

    #[test]
    fn who_only_looks_on_or_enters_gives_nothing() {
        use Role::{CountyOfficial, LeadingGroup, Recorder, Screen, Scrutineer, SteeringGroup};
        let held = [CountyOfficial, LeadingGroup, SteeringGroup, Recorder, Scrutineer, Screen];
        assert_eq!(offered(&held).count(), 0);
        assert_eq!(offered(&[]).count(), 0);
    }

    #[test]
    fn an_office_does_not_choose_who_approves_its_work() {
        assert!(!may_give(&[Role::TownOffice], Role::LeadingGroup));
        assert!(may_give(&[Role::CountyOffice], Role::LeadingGroup));
    }

    #[test]
    fn every_role_has_its_levels() {
        for role in Role::ALL {
            assert_eq!(fits(role, None), role == Role::Administrator);
            let fitting = ["county", "town", "unit"].iter().filter(|at| fits(role, Some(at)));
            assert_eq!(fitting.count() == 0, role == Role::Administrator);
        }
        assert!(!fits(Role::CountyOffice, Some("town")));
        assert!(!fits(Role::Commission, Some("town")));
    }

    #[test]
    fn an_administrator_holds_nothing_else() {
        for role in Role::ALL {
            let admin = role == Role::Administrator;
            assert_eq!(go_together(role, Role::Administrator), admin);
            assert_eq!(go_together(Role::Administrator, role), admin);
            assert_eq!(go_together(role, Role::Recorder), !admin);
        }
    }
}
