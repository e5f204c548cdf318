//! The paths of one election: its case file and what lies below it.

/// Opens the election of a unit's committee.
pub const ELECTIONS: &str = "/{code}/elections";
/// The case file of a committee's election.
pub const COMMITTEE: &str = "/{code}/committee";
/// Corrects the day of a closed stage.
pub const STAGE_CORRECT: &str = "/{code}/committee/stages/{stage}/correct";
/// Moves the election day.
pub const ELECTION_DAY: &str = "/{code}/committee/day";
/// Changes the seats while no list is posted.
pub const ELECTION_SEATS: &str = "/{code}/committee/seats";
/// Live changes of an election.
pub const LIVE: &str = "/{code}/committee/live";
/// The roll.
pub const ROLL: &str = "/{code}/committee/roll";
/// Its voters as a file.
pub const ROLL_VOTERS_FILE: &str = "/{code}/committee/roll/table/{format}";
/// Takes a file of voters.
pub const ROLL_IMPORT: &str = "/{code}/committee/roll/import";
/// Takes everybody off a roll that is not posted.
pub const ROLL_CLEAR: &str = "/{code}/committee/roll/clear";
/// Posts the roll.
pub const ROLL_POST: &str = "/{code}/committee/roll/post";
/// Files an objection.
pub const OBJECTIONS: &str = "/{code}/committee/roll/objections";
/// Corrects the roll without an objection.
pub const ROLL_CORRECT: &str = "/{code}/committee/roll/correct";
/// Mends the day of a correction.
pub const CORRECTION_DAY: &str = "/{code}/committee/roll/corrections/{correction}/day";
/// Decides an objection.
pub const OBJECTION_DECIDE: &str = "/{code}/committee/roll/objections/{objection}/decide";
/// Decides an objection anew.
pub const OBJECTION_ANEW: &str = "/{code}/committee/roll/objections/{objection}/anew";
/// Corrects the roll further by a decision on an objection.
pub const OBJECTION_CORRECT: &str = "/{code}/committee/roll/objections/{objection}/correct";
/// Asks once more before a notice of corrections is made, and makes it.
pub const CORRECTION_NOTICES: &str = "/{code}/committee/roll/notices";
/// A notice of corrections.
pub const CORRECTION_NOTICE: &str = "/{code}/committee/roll/notices/{number}";
/// Corrects the day of the last notice of corrections.
pub const NOTICE_DAY: &str = "/{code}/committee/roll/notices/{number}/day";
/// Withdraws the last notice of corrections.
pub const NOTICE_WITHDRAW: &str = "/{code}/committee/roll/notices/{number}/withdraw";
/// Freezes the roll.
pub const ROLL_SEAL: &str = "/{code}/committee/roll/seal";
/// Formal candidates.
pub const CANDIDATES: &str = "/{code}/committee/candidates";
/// Takes a candidate off the list.
pub const CANDIDATE_REMOVE: &str = "/{code}/committee/candidates/{candidacy}/remove";
/// Posts the list of candidates.
pub const CANDIDATES_POST: &str = "/{code}/committee/candidates/post";
/// The ledger of ballots.
pub const BALLOTS: &str = "/{code}/committee/ballots";
/// Takes a movement of ballots back.
pub const BALLOTS_TAKE_BACK: &str = "/{code}/committee/ballots/{movement}/take-back";
/// Closes the vote.
pub const BALLOTS_CLOSE: &str = "/{code}/committee/ballots/close";
/// The tally sheet.
pub const SHEET: &str = "/{code}/committee/sheet";
/// Corrects the fields that differ.
pub const SHEET_CORRECT: &str = "/{code}/committee/sheet/correct";
/// Explains a warning.
pub const SHEET_EXPLAIN: &str = "/{code}/committee/sheet/explain";
/// Signs the sheet off.
pub const SHEET_FINISH: &str = "/{code}/committee/sheet/finish";
/// Asks to open a sheet again or to begin it anew.
pub const SHEET_REQUESTS: &str = "/{code}/committee/sheet/requests";
/// Another person agrees to that.
pub const SHEET_REQUEST_AGREE: &str = "/{code}/committee/sheet/requests/{request}/agree";
/// Nothing comes of it.
pub const SHEET_REQUEST_DROP: &str = "/{code}/committee/sheet/requests/{request}/drop";
/// The outcome.
pub const OUTCOME: &str = "/{code}/committee/outcome";
/// Declares the outcome.
pub const OUTCOME_DECLARE: &str = "/{code}/committee/outcome/declare";
/// Says who is meant by a name written in that several voters bear.
pub const OUTCOME_NAME: &str = "/{code}/committee/outcome/names/{line}";
/// Answers what somebody proposed of it.
pub const OUTCOME_NAME_ANSWER: &str = "/{code}/committee/outcome/names/{line}/answer";
/// Computes the outcome anew, after kin were recorded or taken away.
pub const OUTCOME_ANEW: &str = "/{code}/committee/outcome/anew";
/// All versions of the papers of a result.
pub const PAPERS: &str = "/{code}/committee/papers";
/// One version of a paper as PDF.
pub const PAPER_VERSION: &str = "/{code}/committee/papers/{kind}/{version}";
/// The newest version of a paper as PDF.
pub const PAPER: &str = "/{code}/committee/papers/{kind}";
/// Decisions of an election.
pub const ELECTION_DECISIONS: &str = "/{code}/committee/decisions";
/// Asks for a special approval.
pub const APPROVALS: &str = "/{code}/committee/approvals";
/// A special approval.
pub const APPROVAL: &str = "/{code}/committee/approvals/{approval}";
/// A higher body agrees to it.
pub const APPROVAL_AGREE: &str = "/{code}/committee/approvals/{approval}/agree";
/// A higher body declines it.
pub const APPROVAL_DECLINE: &str = "/{code}/committee/approvals/{approval}/decline";
/// Whoever asked for it takes it back.
pub const APPROVAL_TAKE_BACK: &str = "/{code}/committee/approvals/{approval}/take-back";
/// The journal of an election.
pub const JOURNAL: &str = "/{code}/committee/journal";
/// The same as a file.
pub const JOURNAL_FILE: &str = "/{code}/committee/journal/table/{format}";
/// Lets papers that could not be printed be printed at once.
pub const PAPERS_AGAIN: &str = "/{code}/committee/papers/again";
/// Sets the number of the announcement.
pub const PAPERS_NUMBER: &str = "/{code}/committee/papers/number";
