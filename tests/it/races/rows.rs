//! The rows: what two people send at once, and what becomes of the second.

use huanjie::shell::urls;

use crate::house::app::{COUNTY, SIBLING, TOWN, UNIT};

/// What becomes of whoever is second.
#[derive(Clone, Copy)]
pub enum Second {
    /// A conflict in words.
    Conflict,
    /// The form again, with what is there already at its field.
    Told(&'static str),
    /// Both did something of their own.
    Own(&'static str),
    /// It is as he wanted it: done once, and answered as done.
    Same(&'static str),
    /// A conflict, or an address that leads to nothing any more.
    Gone(&'static str),
    /// Nobody: it is done so that the next row can be.
    Absent,
}

impl Second {
    /// What should come of it, for whoever reads that it did not.
    pub fn should(self) -> &'static str {
        match self {
            Self::Conflict => "one is a conflict",
            Self::Told(why) | Self::Own(why) | Self::Same(why) | Self::Gone(why) => why,
            Self::Absent => "it is done",
        }
    }
}

use Second::{Absent, Conflict, Gone, Own, Same, Told};

type Fields = &'static [(&'static str, &'static str)];

/// An act that two send at once.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its path in the table of routes.
    pub route: &'static str,
    /// Before the path, in a rehearsal.
    pub world: &'static str,
    /// The division code.
    pub at: &'static str,
    /// The accounts.
    pub who: [&'static str; 2],
    /// What both send.
    pub form: Fields,
    /// What the second sends in place of it.
    pub other: Fields,
    /// What the path names, where it is not the newest: a query, or the text itself.
    pub ids: Fields,
    /// What becomes of the second.
    pub second: Second,
    /// The event that the journal has once more.
    pub event: &'static str,
}

const fn row(
    route: &'static str,
    who: [&'static str; 2],
    form: Fields,
    second: Second,
    event: &'static str,
) -> Row {
    Row { route, world: "", at: UNIT, who, form, other: &[], ids: &[], second, event }
}

const fn alone(route: &'static str, who: &'static str, form: Fields) -> Row {
    row(route, [who, who], form, Absent, "")
}

impl Row {
    const fn at(self, at: &'static str) -> Self {
        Self { at, ..self }
    }

    const fn ids(self, ids: Fields) -> Self {
        Self { ids, ..self }
    }

    const fn other(self, other: Fields) -> Self {
        Self { other, ..self }
    }
}

/// What a parameter of a path names where a row does not say.
pub fn newest(name: &str) -> &'static str {
    match name {
        "objection" => {
            "select coalesce(min(objection_id) filter (where decided_on is null), max(objection_id))
            from objection"
        }
        "candidacy" => "select max(candidacy_id) from candidacy",
        "movement" => {
            "select max(ballot_movement_id) from ballot_standing join ballot_movement using (ballot_movement_id)"
        }
        "request" => "select max(sheet_request_id) from sheet_request",
        "stage" => "roll",
        "decision" => "select max(paper_decision_id) from paper_decision",
        "approval" => "select max(special_approval_id) from special_approval",
        // the rehearsal that is begun copies the persons
        "person" => "select person_id from person where name = '甲某' and world_id = 1",
        "phone" => "select max(phone_id) from phone",
        "call" => "select max(contact_id) from contact",
        "kinship" => "select max(kinship_id) from kinship",
        "office" => "select max(office_id) from office",
        "case" => "select max(person_case_id) from person_case",
        "account" => "select account_id from account where name = 'target'",
        "mandate" => {
            "select max(mandate_id) from mandate join account using (account_id)
            where name = 'target' and role = 'recorder'"
        }
        "link" => "select max(entry_link_id) from entry_link",
        "area" => "select max(area_id) from area",
        "organisation" => "select max(organisation_id) from organisation",
        "group" => "select max(unit_group_id) from unit_group",
        "cooperative" => "select max(cooperative_id) from cooperative",
        "flag" => "select max(unit_flag_id) from unit_flag",
        "membership" => "select max(membership_id) from membership",
        "former" => "select max(place_id) from place where name = '光辉村'",
        other => panic!("what is {{{other}}}?"),
    }
}

const OFFICES: [&str; 2] = ["office", "office2"];
const COMMISSIONS: [&str; 2] = ["commission", "commission2"];
const RECORDERS: [&str; 2] = ["recorder1", "recorder2"];
const COUNTIES: [&str; 2] = ["county", "county2"];
const ABOVE: [&str; 2] = ["leader", "county"];

const SEATS: Fields = &[
    ("election_on", "2025-03-18"),
    ("term_no", "12"),
    ("director", "1"),
    ("deputy", "1"),
    ("member", "3"),
];
const FOUR_SEATS: Fields = &[
    ("seen", "@seen"),
    ("director", "1"),
    ("deputy", "1"),
    ("member", "4"),
    ("reason", "方案是四名委员"),
];
const THREE_SEATS: Fields =
    &[("director", "1"), ("deputy", "1"), ("member", "3"), ("reason", "还是三名")];
const OBJECTION: Fields = &[
    ("entry_key", "@key"),
    ("filed_on", "@day:-18"),
    ("filed_by", "某人"),
    ("matter", "漏登一人"),
];
const UPHELD: (&str, &str) = ("decision", "upheld");
const FIRST_OBJECTION: Fields = &[("objection", "select min(objection_id) from objection")];

/// From the opening to the sealed roll.
pub const ROLL: &[Row] = &[
    row(urls::ELECTIONS, OFFICES, SEATS, Conflict, "election_opened"),
    row(urls::ELECTION_SEATS, OFFICES, FOUR_SEATS, Conflict, "seats_changed"),
    alone(urls::ELECTION_SEATS, "office", THREE_SEATS),
    alone(urls::ROLL_IMPORT, "office", &[("file", "@roll")]),
    row(
        urls::ROLL_CLEAR,
        ["office", "commission"],
        &[
            ("seen", "@sql:select count(*) from roll_entry where struck_by is null"),
            ("reason", "导错了文件"),
        ],
        Conflict,
        "roll_cleared",
    ),
    row(
        urls::ROLL_IMPORT,
        ["office", "commission"],
        &[("file", "@roll")],
        Own("who stands on the roll already is unchanged"),
        "roll_imported",
    ),
    row(
        urls::ROLL_POST,
        COMMISSIONS,
        &[("on", "@day:-22"), ("seen", "@seen")],
        Conflict,
        "roll_posted",
    ),
    row(
        urls::OBJECTIONS,
        ["office", "commission"],
        &[
            ("entry_key", "@one-key"),
            ("filed_on", "@day:-18"),
            ("filed_by", "某人"),
            ("matter", "重复登记"),
        ],
        Same("the same form, whoever sends it"),
        "objection_filed",
    ),
    row(
        urls::OBJECTIONS,
        ["office", "commission"],
        OBJECTION,
        Own("two people may object to the same"),
        "objection_filed",
    ),
    row(
        urls::OBJECTION_DECIDE,
        COMMISSIONS,
        &[
            ("decided_on", "@day:-17"),
            UPHELD,
            ("grounds", "确实重复"),
            ("change", "strike"),
            ("voter", "@voter:50"),
        ],
        Conflict,
        "objection_decided",
    ),
    row(
        urls::OBJECTION_CORRECT,
        COMMISSIONS,
        &[
            ("change", "strike"),
            ("voter", "@voter:51"),
            ("grounds", "同样重复"),
            ("made_on", "@day:-17"),
        ],
        Told("nobody of that name stands on the roll any more"),
        "roll_corrected",
    )
    .ids(FIRST_OBJECTION),
    row(
        urls::OBJECTION_ANEW,
        COMMISSIONS,
        &[
            ("seen", "@seen"),
            ("cause", "mistake"),
            ("reason", "看错了人"),
            ("decided_on", "@day:-17"),
            ("decision", "rejected"),
            ("grounds", "不是同一人"),
        ],
        Conflict,
        "objection_decided_anew",
    )
    .ids(FIRST_OBJECTION),
    alone(
        urls::OBJECTION_DECIDE,
        "commission",
        &[("decided_on", "@day:-17"), ("decision", "withdrawn")],
    ),
    alone(
        urls::OBJECTION_DECIDE,
        "commission",
        &[("decided_on", "@day:-17"), ("decision", "withdrawn")],
    ),
    row(
        urls::ROLL_CORRECT,
        COMMISSIONS,
        &[
            ("change", "strike"),
            ("voter", "@voter:52"),
            ("grounds", "死亡"),
            ("made_on", "@day:-17"),
        ],
        Told("nobody of that name stands on the roll any more"),
        "roll_corrected",
    ),
    row(
        urls::CORRECTION_NOTICES,
        COMMISSIONS,
        &[("posted_on", "@day:-17"), ("seen", "@seen")],
        Conflict,
        "notice_posted",
    ),
    row(
        urls::NOTICE_DAY,
        COMMISSIONS,
        &[("posted_on", "@day:-16"), ("reason", "录错")],
        Told("it is the day already"),
        "notice_day_corrected",
    )
    .ids(&[("number", "1")]),
    row(urls::NOTICE_WITHDRAW, COMMISSIONS, &[("reason", "印错")], Conflict, "notice_withdrawn")
        .ids(&[("number", "1")]),
    row(
        urls::CORRECTION_DAY,
        COMMISSIONS,
        &[("made_on", "@day:-18"), ("reason", "录错")],
        Told("it is the day already"),
        "roll_correction_redated",
    )
    .ids(&[(
        "correction",
        "select max(roll_correction_id) from roll_correction where after_posting",
    )]),
    row(
        urls::ROLL_SEAL,
        COMMISSIONS,
        &[("on", "@day:-16"), ("seen", "@seen")],
        Conflict,
        "roll_sealed",
    ),
    row(
        urls::STAGE_CORRECT,
        OFFICES,
        &[("on", "@day:-23"), ("reason", "录错")],
        Told("it is the day already"),
        "stage_corrected",
    ),
    row(
        urls::CANDIDATES,
        COMMISSIONS,
        &[("name", "@voter:20"), ("post", "member"), ("birth_on", "")],
        Conflict,
        "candidate_listed",
    ),
    row(urls::CANDIDATE_REMOVE, COMMISSIONS, &[], Conflict, "candidate_removed"),
];

macro_rules! line {
    ($key:literal, $kind:literal, $channel:literal, $hour:literal, $quantity:literal) => {
        &[
            ("entry_key", $key),
            ("seen", "@seen"),
            ("kind", $kind),
            ("channel", $channel),
            ("hour", $hour),
            ("quantity", $quantity),
        ]
    };
}

const MOVED: &str = "ballots_moved";
const ANEW: Fields = &[("kind", "started_over"), ("reason", "拿错了纸")];

/// From the posted candidates to the signed sheet.
pub const VOTE: &[Row] = &[
    row(
        urls::CANDIDATES_POST,
        COMMISSIONS,
        &[("on", "@day:-5"), ("seen", "@seen")],
        Conflict,
        "candidates_posted",
    ),
    row(urls::BALLOTS, COMMISSIONS, line!("@key", "printed", "", "", "64"), Conflict, MOVED),
    row(urls::BALLOTS, COMMISSIONS, line!("@key", "issued", "hall", "9", "50"), Conflict, MOVED),
    row(
        urls::BALLOTS,
        COMMISSIONS,
        line!("@one-key", "issued", "mobile", "10", "6"),
        Same("the same form, whoever sends it"),
        MOVED,
    ),
    row(
        urls::BALLOTS,
        COMMISSIONS,
        line!("@key", "issued", "proxy", "10", "4"),
        Own("another number is another line"),
        MOVED,
    )
    .other(&[("quantity", "3")]),
    row(
        urls::BALLOTS_TAKE_BACK,
        COMMISSIONS,
        &[("entry_key", "@key"), ("reason", "数错了")],
        Conflict,
        "ballots_taken_back",
    )
    .ids(&[("movement", "select ballot_movement_id from ballot_movement where quantity = 3")]),
    row(urls::BALLOTS, COMMISSIONS, line!("@key", "unused", "", "", "3"), Conflict, MOVED),
    row(urls::BALLOTS, COMMISSIONS, line!("@key", "spoiled", "", "", "1"), Conflict, MOVED),
    row(urls::BALLOTS, COMMISSIONS, line!("@key", "collected", "", "", "58"), Conflict, MOVED),
    row(
        urls::BALLOTS_CLOSE,
        COMMISSIONS,
        &[("on", "@day:0"), ("seen", "@seen")],
        Conflict,
        "voting_closed",
    ),
    alone(urls::SHEET, "recorder1", &[("", "@figures")]),
    row(urls::SHEET, ["recorder2", "recorder3"], &[("", "@figures")], Conflict, "sheet_entered"),
    row(urls::SHEET_REQUESTS, ["recorder1", "commission"], ANEW, Conflict, "sheet_asked"),
    row(urls::SHEET_REQUEST_AGREE, ["office", "scrutineer"], &[], Conflict, "sheet_started_over"),
    row(
        urls::SHEET,
        RECORDERS,
        &[("", "@figures")],
        Own("the two entries are of two people"),
        "sheet_entered",
    )
    .other(&[("ballots.blank", "2"), ("ballots.invalid", "1")]),
    row(
        urls::SHEET_CORRECT,
        RECORDERS,
        &[("ballots.blank", "1"), ("ballots.invalid", "2")],
        Same("who has it right already changes nothing"),
        "sheet_corrected",
    ),
    row(
        urls::SHEET_EXPLAIN,
        RECORDERS,
        &[("finding-1", "@warning"), ("explanation-1", "纸面如此")],
        Own("each of the two may say a word"),
        "sheet_explained",
    ),
];

/// From the signed sheet to what is asked of it.
pub const RESULT: &[Row] = &[
    row(urls::SHEET_FINISH, RECORDERS, &[("on", "@day:0")], Conflict, "sheet_signed"),
    row(
        urls::SHEET_REQUESTS,
        RECORDERS,
        &[("kind", "reopened"), ("open.ballots.blank", "1"), ("reason", "纸面是 2")],
        Conflict,
        "sheet_asked",
    ),
    row(
        urls::SHEET_REQUEST_DROP,
        ["commission", "scrutineer"],
        &[],
        Conflict,
        "sheet_request_dropped",
    ),
];

/// From the declaration to the papers.
pub const DECLARED: &[Row] = &[
    alone(
        urls::PERSON_KIN,
        "commission",
        &[("kin_name", "@voter:3"), ("kin_birth_on", ""), ("relation", "sibling")],
    )
    .ids(&[(
        "person",
        "select person_id from roll_entry where birth_on = '1980-01-02' and name = '选甲甲乙'",
    )]),
    row(urls::OUTCOME_ANEW, COMMISSIONS, &[], Conflict, "outcome_anew"),
    row(
        urls::OUTCOME_DECLARE,
        COMMISSIONS,
        &[("on", "@day:0"), ("seen", "@seen")],
        Conflict,
        "result_declared",
    ),
    row(
        urls::PAPERS_NUMBER,
        ["office", "commission"],
        &[("number", "7"), ("reason", "与县里登记的号一致"), ("seen", "@seen:/outcome")],
        Conflict,
        "papers_numbered",
    )
    .other(&[("number", "8")]),
];

/// After a paper could not be printed.
pub const FAILED_PAPERS: &[Row] = &[
    row(urls::PAPERS_AGAIN, ["office", "commission"], &[], Conflict, "papers_retried"),
    row(urls::UPKEEP_AGAIN, ["admin", "admin2"], &[], Conflict, "jobs_retried"),
];

const PERSON: Fields = &[
    ("name", "甲某"),
    ("sex", "f"),
    ("birth_on", "1971-05-06"),
    ("idno", "330902197105063121"),
    ("group", "3"),
];
const MOVED_PERSON: Fields = &[
    ("seen", "@seen"),
    ("name", "甲某"),
    ("sex", "f"),
    ("birth_on", "1971-05-06"),
    ("idno", ""),
    ("group", "5"),
];
const PERSON_WITHOUT: Fields =
    &[("name", "乙某"), ("sex", "f"), ("birth_on", "1950-05-06"), ("idno", ""), ("group", "3")];
const PERSON_ALIKE: Fields = &[
    ("name", "乙某"),
    ("sex", "f"),
    ("birth_on", "1950-05-06"),
    ("idno", ""),
    ("group", "3"),
    ("alike", "1"),
];
const POST_HELD: Fields = &[
    ("body", "villagers_committee"),
    ("post_held", "director"),
    ("term_no", "3"),
    ("from_on", "2021-03-01"),
    ("code", UNIT),
];
const HOLDER: &str = "select max(office_id) from office where until_on is null";

/// Persons, accounts, entry links.
pub const KEPT: &[Row] = &[
    row(urls::PERSONS_NEW, COMMISSIONS, PERSON, Told("somebody has the number"), "person_added"),
    row(
        urls::PERSONS_NEW,
        COMMISSIONS,
        PERSON_WITHOUT,
        Told("somebody alike is there, and is it somebody else?"),
        "person_added",
    ),
    // somebody else: the records are cases to be settled
    alone(urls::PERSONS_NEW, "commission", PERSON_ALIKE),
    alone(urls::PERSONS_NEW, "commission", PERSON_ALIKE),
    row(
        urls::PERSON_CASE,
        COMMISSIONS,
        &[("answer", "different"), ("reason", "表姐妹")],
        Conflict,
        "persons_told_apart",
    ),
    row(
        urls::PERSONS_NUMBER,
        COMMISSIONS,
        &[("idno", "330902197105063121")],
        Own("both are led to the person"),
        "",
    ),
    row(
        urls::PERSON_NUMBER,
        COMMISSIONS,
        &[("reason", "核对户口簿")],
        Own("both have seen it"),
        "identity_shown",
    ),
    row(urls::PERSON_EDIT, COMMISSIONS, MOVED_PERSON, Conflict, "person_changed")
        .other(&[("group", "4")]),
    row(
        urls::PERSON_PHONES,
        COMMISSIONS,
        &[("phone", "13857200001")],
        Told("the number is there already"),
        "phone_added",
    ),
    row(urls::PHONE_REMOVE, COMMISSIONS, &[], Conflict, "phone_removed"),
    row(
        urls::PERSON_WHERE,
        COMMISSIONS,
        &[("away", "long"), ("where_now", "宁波")],
        Own("what was said last holds"),
        "whereabouts_set",
    ),
    row(
        urls::PERSON_CALLS,
        COMMISSIONS,
        &[("outcome", "not_reached")],
        Own("both have called"),
        "contact_entered",
    ),
    row(urls::CALL_REMOVE, COMMISSIONS, &[], Conflict, "contact_removed"),
    row(
        urls::PERSON_KIN,
        COMMISSIONS,
        &[("kin_name", "选甲甲乙"), ("relation", "sibling")],
        Told("it is recorded already"),
        "kin_added",
    ),
    row(urls::KIN_REMOVE, COMMISSIONS, &[], Conflict, "kin_removed"),
    row(urls::PERSON_OFFICES, COMMISSIONS, POST_HELD, Told("it is held already"), "office_added"),
    row(
        urls::OFFICE_END,
        COMMISSIONS,
        &[
            ("office", "@sql:select max(office_id) from office where until_on is null"),
            ("ended_on", "2026-01-01"),
            ("ended", "resigned"),
        ],
        Conflict,
        "office_ended",
    )
    .ids(&[("office", HOLDER)]),
    alone(urls::PERSON_OFFICES, "commission", POST_HELD),
    row(urls::OFFICE_REMOVE, COMMISSIONS, &[], Conflict, "office_removed"),
    row(
        urls::PERSON_DEATH,
        COMMISSIONS,
        &[("died_on", "@today"), ("death_sure", "1")],
        Conflict,
        "person_died",
    ),
    row(urls::DEATH_TAKEN_BACK, COMMISSIONS, &[], Conflict, "person_death_taken_back"),
    row(
        urls::PERSON_SAME,
        COMMISSIONS,
        &[("same_name", "选甲甲乙"), ("same_birth_on", "1980-01-02")],
        Own("both are led to the one case"),
        "person_case_asked",
    ),
    row(
        urls::PEOPLE_NEW,
        OFFICES,
        &[
            ("account", "target"),
            ("shown_as", "王小明"),
            ("role", "commission"),
            ("code", UNIT),
            ("from_on", "@today"),
            ("until_on", ""),
        ],
        Told("the name is taken"),
        "account_added",
    ),
    row(
        urls::PERSON_MANDATES,
        OFFICES,
        &[("role", "recorder"), ("code", UNIT), ("from_on", "@today"), ("until_on", "")],
        Told("the role is given already"),
        "mandate_given",
    ),
    row(urls::MANDATE_END, OFFICES, &[], Conflict, "mandate_ended"),
    row(urls::PERSON_PASSWORD, OFFICES, &[("seen", "@seen")], Conflict, "password_given"),
    row(urls::PERSON_LOCK, OFFICES, &[], Conflict, "account_locked"),
    row(urls::PERSON_UNLOCK, OFFICES, &[], Conflict, "account_unlocked"),
    row(
        urls::ENTRY_LINKS,
        COMMISSIONS,
        &[("mandate", ""), ("shown_as", "记票的人"), ("role", "recorder"), ("hours", "6")],
        Told("somebody of that name has a role there"),
        "entry_link_made",
    ),
    row(urls::ENTRY_LINK_REVOKE, COMMISSIONS, &[], Conflict, "entry_link_revoked"),
];

const PAPER: Fields = &[
    ("entry_key", "@key"),
    ("decided_by", "小沙镇换届选举工作领导小组"),
    ("meeting", "第三次会议"),
    ("document_number", "沙换届〔2025〕7号"),
    ("decided_on", "2025-02-20"),
    ("decides", "同意延期三天"),
    ("file", "@pdf"),
];
const CORRECTED: Fields = &[
    ("entry_key", "@key"),
    ("version", "1"),
    ("decided_by", "小沙镇换届选举工作领导小组"),
    ("meeting", "第三次会议"),
    ("document_number", "沙换届〔2025〕8号"),
    ("decided_on", "2025-02-20"),
    ("decides", "同意延期三天"),
    ("file", "@pdf"),
];
const LATE: Fields =
    &[("on", "@day:-19"), ("what", "roll-posted-in-time"), ("reason", "台风停电三天")];
const WITHDRAW: Fields = &[("reason", "不是这次会议")];

/// Special approvals, and decisions on paper.
pub const DECISIONS: &[Row] = &[
    row(urls::APPROVALS, OFFICES, LATE, Conflict, "approval_asked").at(SIBLING),
    row(
        urls::APPROVAL_DECLINE,
        ABOVE,
        &[("reason", "应当改定选举日")],
        Conflict,
        "approval_declined",
    )
    .at(SIBLING),
    alone(urls::APPROVALS, "office", LATE).at(SIBLING),
    row(urls::APPROVAL_TAKE_BACK, ["office", "office"], &[], Conflict, "approval_taken_back")
        .at(SIBLING),
    alone(urls::APPROVALS, "office", LATE).at(SIBLING),
    row(urls::APPROVAL_AGREE, ABOVE, &[], Conflict, "approval_agreed").at(SIBLING),
    row(
        urls::ELECTION_DAY,
        OFFICES,
        &[("on", "2025-03-19"), ("reason", "录错")],
        Told("it is the day already"),
        "election_day_moved",
    )
    .at(SIBLING),
    row(
        urls::DECISION_NEW,
        OFFICES,
        PAPER,
        Own("each has a paper before him"),
        "paper_decision_entered",
    )
    .at(TOWN),
    row(
        urls::DECISION_RETURN,
        ABOVE,
        &[("version", "1"), ("reason", "文号看不清")],
        Conflict,
        "paper_decision_returned",
    )
    .at(TOWN),
    row(urls::DECISION_CORRECT, OFFICES, CORRECTED, Conflict, "paper_decision_corrected").at(TOWN),
    row(
        urls::DECISION_CHECK,
        ABOVE,
        &[("version", "2"), ("seen", "1")],
        Conflict,
        "paper_decision_checked",
    )
    .at(TOWN),
    row(urls::DECISION_WITHDRAW, OFFICES, WITHDRAW, Conflict, "paper_decision_withdrawal_asked")
        .at(TOWN),
    row(
        urls::WITHDRAWAL_DECLINE,
        ["leader2", "county2"],
        &[("reason", "就是这次会议")],
        Conflict,
        "paper_decision_withdrawal_declined",
    )
    .at(TOWN),
    alone(urls::DECISION_WITHDRAW, "office", WITHDRAW).at(TOWN),
    row(urls::WITHDRAWAL_AGREE, ["leader2", "county2"], &[], Conflict, "paper_decision_withdrawn")
        .at(TOWN),
];

const NEW_UNIT: &str = "330902102203";
const LATER_UNIT: &str = "330902102204";
const CHANGED: Fields =
    &[("seen", "@seen"), ("name", "毛峙新村"), ("kind", "village"), ("area", ""), ("within", "")];
const COOPERATIVE: Fields = &[
    ("name", "光辉经济合作社"),
    ("members", ""),
    ("income", ""),
    ("income_year", ""),
    ("dissolved_on", ""),
];

const COOPERATIVE_CHANGED: Fields = &[
    ("seen", "@seen"),
    ("name", "光辉经济合作社"),
    ("members", "6"),
    ("income", ""),
    ("income_year", ""),
    ("dissolved_on", ""),
];

/// Places and what is known of them.
pub const PLACES: &[Row] = &[
    row(
        urls::COUNTIES,
        ["admin", "admin2"],
        &[("name", "普陀区"), ("code", "330903")],
        Told("the code is taken"),
        "county_added",
    ),
    row(
        urls::TOWNS,
        COUNTIES,
        &[("name", "岑港镇"), ("code", "330902104")],
        Told("the code is taken"),
        "town_added",
    )
    .at(COUNTY),
    row(
        urls::UNITS,
        OFFICES,
        &[("name", "新村"), ("kind", "village"), ("code", NEW_UNIT)],
        Told("the code is taken"),
        "unit_added",
    )
    .at(TOWN),
    alone(urls::UNITS, "office", &[("name", "后来村"), ("kind", "village"), ("code", LATER_UNIT)])
        .at(TOWN),
    row(
        urls::AREAS,
        OFFICES,
        &[("name", "东片"), ("lead", "周海平")],
        Told("the name is taken"),
        "area_added",
    )
    .at(TOWN),
    row(
        urls::AREA,
        OFFICES,
        &[("seen", "@seen"), ("name", "东片"), ("lead", "傅永年")],
        Conflict,
        "area_changed",
    )
    .at(TOWN)
    .other(&[("lead", "张三")]),
    alone(urls::AREAS, "office", &[("name", "西片"), ("lead", "")]).at(TOWN),
    row(urls::AREA_REMOVE, OFFICES, &[], Gone("the area is gone"), "area_removed").at(TOWN),
    row(urls::PLACE_EDIT, OFFICES, CHANGED, Conflict, "place_changed")
        .at(NEW_UNIT)
        .other(&[("name", "毛峙老村")]),
    row(urls::GROUPS, OFFICES, &[("seen", "@seen"), ("groups", "3")], Conflict, "groups_added"),
    row(
        urls::GROUP,
        OFFICES,
        &[("seen", "@seen"), ("group_name", "塘头"), ("dissolved_on", "")],
        Conflict,
        "group_changed",
    )
    .other(&[("group_name", "塘尾")]),
    row(
        urls::FIGURES,
        OFFICES,
        &[
            ("counted_on", "2026-02-01"),
            ("households", "410"),
            ("people", "1020"),
            ("source", "户籍"),
        ],
        Told("the same figures are there already"),
        "figures_added",
    ),
    row(urls::COOPERATIVES, OFFICES, COOPERATIVE, Told("the name is taken"), "cooperative_added"),
    row(urls::COOPERATIVE, OFFICES, COOPERATIVE_CHANGED, Conflict, "cooperative_changed")
        .other(&[("members", "7")]),
    row(
        urls::ORGANISATIONS,
        OFFICES,
        &[("organisation", "town_committee"), ("name", "小沙镇党委"), ("above", "")],
        Told("there is one"),
        "organisation_added",
    )
    .at(TOWN),
    row(
        urls::ORGANISATION_CHANGE,
        OFFICES,
        &[("seen", "@seen"), ("name", "小沙镇委员会"), ("above", ""), ("dissolved_on", "")],
        Conflict,
        "organisation_changed",
    )
    .at(TOWN)
    .other(&[("name", "小沙镇委")]),
    row(
        urls::REHEARSALS_OF,
        OFFICES,
        &[("newest", "2"), ("today_on", "2025-04-30"), ("term_no", "12"), ("part", "myself")],
        Conflict,
        "rehearsal_begun",
    )
    .at(TOWN),
    row(
        urls::HISTORY,
        OFFICES,
        &[
            ("former", "光辉村"),
            ("former_code", "330902102222"),
            ("became", "@sql:select place_id from place where name = '增辉村' and world_id = 1"),
            ("happened_on", "2005-09-20"),
            ("document_no", ""),
        ],
        Told("the code was another's then"),
        "history_noted",
    ),
    row(urls::FORMER_REMOVE, OFFICES, &[], Conflict, "history_removed"),
];

const BRANCH: &str = "select min(organisation_id) from organisation where kind = 'branch'";
const OF_BRANCH: Fields = &[("organisation", BRANCH)];
const OF_MEMBER: Fields = &[(
    "organisation",
    "select organisation_id from membership order by membership_id desc limit 1",
)];

macro_rules! branch {
    ($name:literal) => {
        alone(
            urls::ORGANISATIONS,
            "office",
            &[
                ("organisation", "branch"),
                ("name", $name),
                ("above", "@sql:select organisation_id from organisation where parent_id is null"),
            ],
        )
    };
}

/// Members of a branch, marks of a unit, lists.
pub const PARTY: &[Row] = &[
    branch!("光辉支部"),
    branch!("芷塘岙支部"),
    row(
        urls::MEMBER_NUMBER,
        ["office", "commission"],
        &[("idno", "330902197105063121")],
        Own("both are led to the person"),
        "",
    )
    .ids(OF_BRANCH),
    row(
        urls::MEMBER_ADD,
        ["office", "commission"],
        &[
            ("standing", "probationary"),
            ("presence", "here"),
            ("from_on", ""),
            ("since_on", "@today"),
            ("reason", ""),
        ],
        Conflict,
        "member_added",
    )
    .ids(OF_BRANCH),
    row(
        urls::MEMBER_STATE,
        COMMISSIONS,
        &[
            ("seen", "@seen-above"),
            ("unlikely", "1"),
            ("standing", "full"),
            ("presence", "long"),
            ("since_on", "@today"),
            ("state_reason", "支部大会通过"),
        ],
        Conflict,
        "member_state_changed",
    )
    .ids(OF_MEMBER),
    row(
        urls::EXEMPTION,
        ["office", "commission"],
        &[("exempt_for", "moved"), ("asked_on", "@today")],
        Conflict,
        "exemption_asked",
    )
    .ids(OF_MEMBER),
    row(
        urls::EXEMPTION_CONSENT,
        OFFICES,
        &[("consented_on", "@today"), ("consent_no", "小组〔2026〕3号")],
        Conflict,
        "exemption_consented",
    )
    .ids(OF_MEMBER),
    row(urls::EXEMPTION_VOTE, COMMISSIONS, &[("voted_on", "@today")], Conflict, "exemption_voted")
        .ids(OF_MEMBER),
    row(
        urls::EXEMPTION_END,
        COMMISSIONS,
        &[("exempt_until", "@today")],
        Conflict,
        "exemption_ended",
    )
    .ids(OF_MEMBER),
    row(
        urls::MEMBER_MOVE,
        ["office", "commission"],
        &[
            ("branch", "@sql:select max(organisation_id) from organisation"),
            ("moved_on", "@today"),
            ("move_reason", ""),
        ],
        Conflict,
        "member_moved",
    )
    .ids(OF_MEMBER),
    row(
        urls::MEMBER_END,
        ["office", "commission"],
        &[
            ("how", "transferred"),
            ("left_on", "@today"),
            ("end_reason", "转到外地"),
            ("member_sure", "1"),
        ],
        Conflict,
        "membership_ended",
    )
    .ids(OF_MEMBER),
    row(
        urls::FLAGS,
        ["office", "steering"],
        &[("grounds", "clans"), ("note", "两姓争选"), ("since_on", "@today")],
        Told("it is flagged for that already"),
        "unit_flagged",
    ),
    row(
        urls::FLAG_END,
        ["office", "steering"],
        &[("until_on", "@today")],
        Gone("the flag stands no more"),
        "unit_flag_ended",
    ),
    row(
        urls::REPORTED,
        OFFICES,
        &[("figure", "members"), ("value", "3"), ("reported_on", "@today"), ("source", "上报表")],
        Own("of one day what was entered last holds"),
        "figure_reported",
    )
    .at(TOWN),
    row(
        urls::IMPORTS,
        ["office", "commission"],
        &[("kind", "persons"), ("file", "@list")],
        Own("each has sent a list, which waits until he takes it"),
        "",
    ),
];

/// What needs codes of an earlier day.
pub const PLACES_LATER: &[Row] = &[
    row(
        urls::PLACE_CODE,
        OFFICES,
        &[("code", "330902102303"), ("valid_on", "@today"), ("document_no", "")],
        Gone("the old code is an address no more"),
        "code_changed",
    )
    .at(NEW_UNIT),
    row(
        urls::MERGE,
        OFFICES,
        &[("into", UNIT), ("happened_on", "@today"), ("document_no", "")],
        Gone("the unit is part of another"),
        "unit_merged",
    )
    .at(LATER_UNIT),
];

/// In a rehearsal.
pub const REHEARSAL: &[Row] = &[
    Row {
        world: "/r/2",
        ..row(
            urls::REHEARSAL_DATE,
            ["mover", "mover2"],
            &[("today_on", "2025-02-24")],
            Own("the date is where both want it"),
            "rehearsal_date_moved",
        )
        .at(TOWN)
    },
    Row {
        world: "/r/2",
        ..row(
            urls::REHEARSAL_DISCARD,
            ["mover", "mover2"],
            &[("sure", "1")],
            Gone("the rehearsal is gone"),
            "rehearsal_discarded",
        )
        .at(TOWN)
    },
];

const OF_ONE: &str = "of one account, for itself";
const VISIT: &str = "of one browser, before or beside all acts";
const OF_INSTANCE: &str = "work of the instance, told by the process that does it";

/// Acts that two people cannot do to each other, and those that tests of their own race.
pub const NOT_RACED: &[(&str, &str)] = &[
    (urls::OUTCOME_NAME, "one proposes and another agrees: tests/it/path/names.rs"),
    (urls::OUTCOME_NAME_ANSWER, "one proposes and another agrees: tests/it/path/names.rs"),
    (urls::IMPORT_TAKE, "tests/it/imports.rs: what is taken twice is taken once"),
    (urls::SIGN_IN, VISIT),
    (urls::SIGN_IN_CODE, VISIT),
    (urls::SIGN_OUT, VISIT),
    (urls::LANGUAGE, VISIT),
    (urls::TYPE_SIZE, VISIT),
    (urls::ENTER, "one device at a time: tests/it/people/links.rs"),
    (urls::SET_UP, "in an empty instance: tests/it/people/set_up.rs"),
    (urls::OWN_PASSWORD, OF_ONE),
    (urls::OWN_FACTOR_APP, OF_ONE),
    (urls::OWN_FACTOR_CARD, OF_ONE),
    (urls::SESSION_END, OF_ONE),
    (urls::SESSIONS_END, OF_ONE),
    (urls::SESSION_EXTEND, OF_ONE),
    (urls::PERSON_FACTOR_REMOVE, "of a factor that is there: tests/it/people/factor.rs"),
    (urls::BACKUPS, OF_INSTANCE),
    (urls::BACKUP_CHECK, OF_INSTANCE),
    (urls::BACKUP_DOWNLOAD, OF_INSTANCE),
];
