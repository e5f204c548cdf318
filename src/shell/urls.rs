//! Every path once. Pages link through these functions; routes are made of the constants.

mod election;

pub use election::*;

use super::ids::{AccountId, ImportId, PersonCaseId, PersonId, WorldId};

/// Sign in, out, and the language.
pub const SIGN_IN: &str = "/sign-in";
/// Asks for the code of the second factor.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Ends the session.
pub const SIGN_OUT: &str = "/sign-out";
/// Chooses the language.
pub const LANGUAGE: &str = "/language";
/// Chooses large or plain type.
pub const TYPE_SIZE: &str = "/type-size";
/// Makes the first administrator.
pub const SET_UP: &str = "/set-up";
/// Accounts within one's places.
pub const PEOPLE: &str = "/people";
/// Adds an account.
pub const PEOPLE_NEW: &str = "/people/new";
/// Accounts as a file.
pub const PEOPLE_FILE: &str = "/people/table/{format}";
/// An account.
pub const PERSON: &str = "/people/{account}";
/// Entrusts an account with a role.
pub const PERSON_MANDATES: &str = "/people/{account}/mandates";
/// Ends a role of an account.
pub const MANDATE_END: &str = "/people/{account}/mandates/{mandate}/end";
/// Gives an account a temporary password.
pub const PERSON_PASSWORD: &str = "/people/{account}/password";
/// Keeps an account from signing in.
pub const PERSON_LOCK: &str = "/people/{account}/lock";
/// Lets it sign in again.
pub const PERSON_UNLOCK: &str = "/people/{account}/unlock";
/// Takes the second factor from an account.
pub const PERSON_FACTOR_REMOVE: &str = "/people/{account}/factor/remove";
/// The own account: second factor, sessions.
pub const OWN: &str = "/me";
/// Sets up a second factor.
pub const OWN_FACTOR: &str = "/me/factor";
/// By an app.
pub const OWN_FACTOR_APP: &str = "/me/factor/app";
/// By a card of codes.
pub const OWN_FACTOR_CARD: &str = "/me/factor/card";
/// Ends an own session.
pub const SESSION_END: &str = "/me/sessions/{session}/end";
/// Ends all own sessions.
pub const SESSIONS_END: &str = "/me/sessions/end";
/// Lets the session go on for longer.
pub const SESSION_EXTEND: &str = "/me/sessions/extend";
/// For how many seconds the session goes on.
pub const SESSION_LEFT: &str = "/me/sessions/left";
/// Changes the own password.
pub const OWN_PASSWORD: &str = "/me/password";
/// Comes in by a link.
pub const ENTER: &str = "/enter/{token}";
/// Where whoever came in by a link belongs.
pub const ENTERED: &str = "/entered";
/// The entry links of a unit.
pub const ENTRY_LINKS: &str = "/{code}/entry-links";
/// Lets one of them open no longer.
pub const ENTRY_LINK_REVOKE: &str = "/{code}/entry-links/{link}/revoke";
/// What a person has to do.
pub const DESK: &str = "/";
/// Live changes of all that the desk tells of.
pub const DESK_LIVE: &str = "/desk/live";
/// A county, town or unit by its division code.
pub const PLACE: &str = "/{code}";
/// What the addresses of rehearsals begin with.
pub const REHEARSALS: &str = "/r/";
/// Sets and moves the date of a town's rehearsal.
pub const REHEARSAL_DATE: &str = "/{code}/rehearsal-date";
/// Begins a rehearsal of a town.
pub const REHEARSALS_OF: &str = "/{code}/rehearsals";
/// Throws a rehearsal away.
pub const REHEARSAL_DISCARD: &str = "/{code}/rehearsal-discard";
/// Adds a county.
pub const COUNTIES: &str = "/places/new";
/// Adds a town to a county.
pub const TOWNS: &str = "/{code}/towns";
/// Changes name and kind of a place, and where it lies.
pub const PLACE_EDIT: &str = "/{code}/change";
/// Gives a place another code.
pub const PLACE_CODE: &str = "/{code}/code";
/// Adds an area to a town.
pub const AREAS: &str = "/{code}/areas";
/// Changes an area.
pub const AREA: &str = "/{code}/areas/{area}";
/// Takes an area away in which no unit lies.
pub const AREA_REMOVE: &str = "/{code}/areas/{area}/remove";
/// Adds groups to a unit.
pub const GROUPS: &str = "/{code}/groups";
/// Changes a group.
pub const GROUP: &str = "/{code}/groups/{group}";
/// Adds households and people of a unit.
pub const FIGURES: &str = "/{code}/figures";
/// Adds an economic cooperative.
pub const COOPERATIVES: &str = "/{code}/cooperatives";
/// Changes an economic cooperative.
pub const COOPERATIVE: &str = "/{code}/cooperatives/{cooperative}";
/// A unit becomes part of another.
pub const MERGE: &str = "/{code}/merge";
/// Notes a unit that became this one.
pub const HISTORY: &str = "/{code}/history";
/// Takes such a note off.
pub const FORMER_REMOVE: &str = "/{code}/history/{former}/remove";
/// Adds an organisation of the Party.
pub const ORGANISATIONS: &str = "/{code}/organisations";
/// Changes an organisation of the Party.
pub const ORGANISATION_CHANGE: &str = "/{code}/organisations/{organisation}";
/// Organisations of the Party as a tree.
pub const PARTY: &str = "/{code}/party";
/// Organisations of the Party as a table.
pub const ORGANISATIONS_LISTED: &str = "/{code}/party/list";
/// The same as a file.
pub const ORGANISATIONS_FILE: &str = "/{code}/party/list/{format}";
/// Members of the organisations of a place.
pub const MEMBERS: &str = "/{code}/party/members";
/// The same as a file.
pub const MEMBERS_FILE: &str = "/{code}/party/members/{format}";
/// An organisation of the Party.
pub const ORGANISATION: &str = "/{code}/party/{organisation}";
/// Its members as a file.
pub const ORGANISATION_FILE: &str = "/{code}/party/{organisation}/table/{format}";
/// Looks for a person who becomes a member of a branch.
pub const MEMBER_FIND: &str = "/{code}/party/{organisation}/find";
/// Leads to whoever has an identity number.
pub const MEMBER_NUMBER: &str = "/{code}/party/{organisation}/find/number";
/// Adds a person to a branch.
pub const MEMBER_ADD: &str = "/{code}/party/{organisation}/find/{person}";
/// A member of an organisation.
pub const MEMBER: &str = "/{code}/party/{organisation}/members/{membership}";
/// Changes the state of a member.
pub const MEMBER_STATE: &str = "/{code}/party/{organisation}/members/{membership}/state";
/// Moves a member to another branch.
pub const MEMBER_MOVE: &str = "/{code}/party/{organisation}/members/{membership}/move";
/// Ends a membership.
pub const MEMBER_END: &str = "/{code}/party/{organisation}/members/{membership}/end";
/// Asks that a member need not be counted.
pub const EXEMPTION: &str = "/{code}/party/{organisation}/members/{membership}/exemption";
/// The organisation above consents to it.
pub const EXEMPTION_CONSENT: &str =
    "/{code}/party/{organisation}/members/{membership}/exemption/consent";
/// The members' meeting votes for it.
pub const EXEMPTION_VOTE: &str = "/{code}/party/{organisation}/members/{membership}/exemption/vote";
/// Ends it.
pub const EXEMPTION_END: &str = "/{code}/party/{organisation}/members/{membership}/exemption/end";
/// Who holds posts in units.
pub const OFFICERS: &str = "/{code}/officers";
/// The same as a file.
pub const OFFICERS_FILE: &str = "/{code}/officers/{format}";
/// Every post of units, a line each.
pub const POSTS: &str = "/{code}/posts";
/// The same as a file.
pub const POSTS_FILE: &str = "/{code}/posts/{format}";
/// Households and people as counted last.
pub const HOUSEHOLDS: &str = "/{code}/households";
/// The same as a file.
pub const HOUSEHOLDS_FILE: &str = "/{code}/households/{format}";
/// Who is away.
pub const AWAY: &str = "/{code}/away";
/// The same as a file.
pub const AWAY_FILE: &str = "/{code}/away/{format}";
/// Reserve cadres and college-graduate village officials.
pub const RESERVES: &str = "/{code}/reserves";
/// The same as a file.
pub const RESERVES_FILE: &str = "/{code}/reserves/{format}";
/// Flags a unit in which an election may not go smoothly.
pub const FLAGS: &str = "/{code}/flags";
/// Ends a flag.
pub const FLAG_END: &str = "/{code}/flags/{flag}/end";
/// Enters what was reported before.
pub const REPORTED: &str = "/{code}/reported";
/// Adds a unit to a town.
pub const UNITS: &str = "/{code}/units";
/// Persons who belong to a place.
pub const PERSONS: &str = "/{code}/persons";
/// The same as a file.
pub const PERSONS_FILE: &str = "/{code}/persons/table/{format}";
/// Leads to whoever has an identity number.
pub const PERSONS_NUMBER: &str = "/{code}/persons/number";
/// Adds a person.
pub const PERSONS_NEW: &str = "/{code}/persons/new";
/// Records that may be of one person.
pub const PERSON_CASES: &str = "/{code}/persons/cases";
/// Two of them.
pub const PERSON_CASE: &str = "/{code}/persons/cases/{case}";
/// A person.
pub const PERSON_PAGE: &str = "/{code}/persons/{person}";
/// Changes what is said of a person.
pub const PERSON_EDIT: &str = "/{code}/persons/{person}/edit";
/// Shows an identity number in full.
pub const PERSON_NUMBER: &str = "/{code}/persons/{person}/number";
/// Adds a telephone of a person.
pub const PERSON_PHONES: &str = "/{code}/persons/{person}/phones";
/// Takes one away.
pub const PHONE_REMOVE: &str = "/{code}/persons/{person}/phones/{phone}/remove";
/// Says where a person is.
pub const PERSON_WHERE: &str = "/{code}/persons/{person}/whereabouts";
/// Enters a call to a person.
pub const PERSON_CALLS: &str = "/{code}/persons/{person}/calls";
/// Takes a call away that was entered by mistake.
pub const CALL_REMOVE: &str = "/{code}/persons/{person}/calls/{call}/remove";
/// Records who is kin of a person.
pub const PERSON_KIN: &str = "/{code}/persons/{person}/kin";
/// Takes a tie away.
pub const KIN_REMOVE: &str = "/{code}/persons/{person}/kin/{kinship}/remove";
/// Adds a post of a person.
pub const PERSON_OFFICES: &str = "/{code}/persons/{person}/offices";
/// Ends one that is held.
pub const OFFICE_END: &str = "/{code}/persons/{person}/offices/end";
/// Takes one away that was entered by mistake.
pub const OFFICE_REMOVE: &str = "/{code}/persons/{person}/offices/{office}/remove";
/// Enters that a person died.
pub const PERSON_DEATH: &str = "/{code}/persons/{person}/death";
/// Takes that back.
pub const DEATH_TAKEN_BACK: &str = "/{code}/persons/{person}/death/taken-back";
/// Asks whether a person has another record.
pub const PERSON_SAME: &str = "/{code}/persons/{person}/same";
/// Lists that are brought in.
pub const IMPORTS: &str = "/{code}/imports";
/// An empty list to fill in.
pub const IMPORT_TEMPLATE: &str = "/{code}/imports/template/{kind}/{format}";
/// A list that is being brought in.
pub const IMPORT: &str = "/{code}/imports/{import}";
/// Takes it.
pub const IMPORT_TAKE: &str = "/{code}/imports/{import}/take";
/// Its lines that were left out.
pub const IMPORT_REJECTED: &str = "/{code}/imports/{import}/rejected/{format}";
/// Its lines that look like somebody who is registered.
pub const IMPORT_ALIKE: &str = "/{code}/imports/{import}/alike/{format}";
/// Its lines that change who or what is registered.
pub const IMPORT_CHANGES: &str = "/{code}/imports/{import}/changes/{format}";
/// What lies below a place as a file.
pub const UNITS_FILE: &str = "/{code}/units/table/{format}";
/// Decisions at a place: on paper, and special approvals.
pub const DECISIONS: &str = "/{code}/decisions";
/// Enters what was decided on paper.
pub const DECISION_NEW: &str = "/{code}/decisions/new";
/// A decision on paper.
pub const DECISION: &str = "/{code}/decisions/{decision}";
/// A page of its scan.
pub const DECISION_SCAN: &str = "/{code}/decisions/{decision}/scans/{version}/{ordinal}";
/// Enters a new version of it.
pub const DECISION_CORRECT: &str = "/{code}/decisions/{decision}/correct";
/// Finds that it says what the scan says.
pub const DECISION_CHECK: &str = "/{code}/decisions/{decision}/check";
/// Gives it back.
pub const DECISION_RETURN: &str = "/{code}/decisions/{decision}/return";
/// Asks to withdraw it.
pub const DECISION_WITHDRAW: &str = "/{code}/decisions/{decision}/withdraw";
/// Another person agrees to that.
pub const WITHDRAWAL_AGREE: &str = "/{code}/decisions/{decision}/withdrawal/agree";
/// Nothing comes of it.
pub const WITHDRAWAL_DECLINE: &str = "/{code}/decisions/{decision}/withdrawal/decline";
/// The journal of a place and what lies below it.
pub const PLACE_JOURNAL: &str = "/{code}/journal";
/// The same as a file.
pub const PLACE_JOURNAL_FILE: &str = "/{code}/journal/table/{format}";
/// The journal of the instance.
pub const INSTANCE_JOURNAL: &str = "/upkeep/journal";
/// The same as a file.
pub const INSTANCE_JOURNAL_FILE: &str = "/upkeep/journal/table/{format}";
/// How the instance fares, for its administrator.
pub const UPKEEP: &str = "/upkeep";
/// Lets work that failed be done at once.
pub const UPKEEP_AGAIN: &str = "/upkeep/again";
/// Who signed in.
pub const SECURITY: &str = "/upkeep/security";
/// The same as a file.
pub const SECURITY_FILE: &str = "/upkeep/security/table/{format}";
/// Back-ups.
pub const BACKUPS: &str = "/upkeep/backups";
/// Checks a back-up.
pub const BACKUP_CHECK: &str = "/upkeep/backups/{name}/check";
/// Takes a back-up away.
pub const BACKUP_DOWNLOAD: &str = "/upkeep/backups/{name}/download";
/// Is the process alive?
pub const HEALTH: &str = "/healthz";
/// Can it serve?
pub const READY: &str = "/readyz";

/// A path of this site; anything else is the desk.
pub fn inside(next: &str) -> &str {
    let plain = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if plain && next.chars().all(|one| one.is_ascii_graphic()) { next } else { DESK }
}

/// A place, within its world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The world; the live one does not show.
    pub world: WorldId,
    /// The division code.
    pub code: String,
}

impl At {
    /// The address of a path of this place; `{code}` stands for its code.
    pub fn to(&self, path: &str) -> String {
        let path = path.replace("{code}", &self.code);
        match self.world {
            WorldId(1) => path,
            WorldId(number) => format!("{REHEARSALS}{number}{path}"),
        }
    }
}

/// The address of a path of an account.
pub fn of_account(path: &str, account_id: AccountId) -> String {
    path.replace("{account}", &account_id.to_string())
}

/// The address of a path of a person.
pub fn of_person(path: &str, person_id: PersonId) -> String {
    path.replace("{person}", &person_id.to_string())
}

/// The address of a path of a list that is brought in.
pub fn of_import(path: &str, import_id: ImportId) -> String {
    path.replace("{import}", &import_id.to_string())
}

/// The address of a path of two records that may be of one person.
pub fn of_person_case(path: &str, person_case_id: PersonCaseId) -> String {
    path.replace("{case}", &person_case_id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(inside("/330902102?a=1"), "/330902102?a=1");
        for outside in ["https://example.com", "//example.com", "/\\example.com", "", "/a\r\nb"] {
            assert_eq!(inside(outside), "/", "{outside}");
        }
    }

    #[test]
    fn a_rehearsal_stands_before_the_code() {
        let live = At { world: WorldId(1), code: "330902102".to_owned() };
        assert_eq!(live.to(ROLL), "/330902102/committee/roll");
        let rehearsal = At { world: WorldId(7), ..live };
        assert_eq!(rehearsal.to(ROLL), "/r/7/330902102/committee/roll");
    }
}
