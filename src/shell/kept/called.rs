//! What the fields of forms are called, where what was typed is told.

use crate::shell::words::Words;

/// What a field is called on its form.
pub(super) struct Called {
    /// The name of the field.
    pub name: &'static str,
    /// The end of the address, where forms call it differently.
    pub of: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// Before the word of a choice, in the keys of words.
    choice: &'static str,
}

impl Called {
    /// What was typed, in the words of a choice where it is one.
    pub fn value(&self, text: &str, words: &Words) -> String {
        let key = format!("{}{text}", self.choice);
        if !self.choice.is_empty() && words.has(&key) { words.text(&key) } else { text.to_owned() }
    }
}

macro_rules! called {
    ($($name:literal $(of $of:literal)? = $label:literal $(, $choice:literal)?;)+) => {
        &[$(Called {
            name: $name,
            of: concat!($($of)?),
            label: $label,
            choice: concat!($($choice)?),
        }),+]
    };
}

/// All fields that are told; a test holds that every field of a template is here.
pub(super) const CALLED: &[Called] = called![
    "leave" = "import-leave", "ticked-";
    "on" = "page-day";
    "today_on" = "rehearsal-date";
    "part" = "rehearsal-part", "rehearsal-part-";
    "sure" = "rehearsal-discard-sure", "ticked-";
    "member_sure" = "member-end-sure", "ticked-";
    "valid_on" = "code-valid-on";
    "document_no" = "page-document-no";
    "area" = "area-title";
    "within" = "place-within";
    "lead" = "area-led-by";
    "groups" = "group-count";
    "group_name" = "group-name";
    "dissolved_on" = "place-dissolved-on";
    "counted_on" = "figure-counted-on";
    "households" = "figure-households";
    "people" = "figure-people";
    "source" = "figure-source";
    "members" = "cooperative-members";
    "income" = "cooperative-income";
    "income_year" = "cooperative-income-year";
    "into" = "merge-into";
    "happened_on" = "history-on";
    "former" = "history-former";
    "former_code" = "history-code";
    "became" = "history-became";
    "organisation" = "organisation-kind", "organisation-";
    "above" = "organisation-above";
    "reason" = "page-reason";
    "meant" = "names-meant", "names-";
    "number" of "/papers/number" = "papers-number";
    "filed_on" = "objection-filed-on";
    "filed_by" = "objection-filed-by";
    "matter" = "objection-matter";
    "decision" = "objection-decided", "objection-";
    "decided_on" = "objection-decided-on";
    "name" of "/candidates" = "candidate-name";
    "name" of "/persons/new" = "person-name";
    "name" of "/edit" = "person-name";
    "name" = "place-name";
    "kind" of "/ballots" = "ledger-kind", "ballots-";
    "kind" of "/requests" = "sheet-ask-kind", "sheet-ask-";
    "kind" of "/imports" = "import-kind", "import-kind-";
    "kind" = "place-kind", "place-";
    "code" = "place-code";
    "idno" = "person-number";
    "nationality" = "person-nationality", "nationality-";
    "education" = "person-education", "education-";
    "politics" = "person-politics", "politics-";
    "official_since" = "person-official-since";
    "official_until" = "person-official-until";
    "reserve_since" = "person-reserve-since";
    "reserve_until" = "person-reserve-until";
    "phone" = "person-phone";
    "phone_note" = "person-phone-note";
    "away" = "person-away", "away-";
    "since" = "person-since";
    "where_now" = "person-where";
    "ask" = "person-ask";
    "called_on" = "person-called-on";
    "called_by" = "person-called-by";
    "outcome" = "person-outcome", "call-";
    "call_note" = "person-call-note";
    "kin_name" = "person-kin-name";
    "kin_birth_on" = "candidate-birth-on";
    "kin_which" = "person-which";
    "relation" = "person-relation", "kin-";
    "body" = "person-body", "held-body-";
    "post_held" = "person-post", "held-post-";
    "held_in" = "person-organisation";
    "term_no" of "/offices" = "person-term";
    "office" = "person-post";
    "died_on" = "person-died";
    "death_sure" = "person-death-sure", "ticked-";
    "ended_on" = "person-ended-on";
    "ended" = "person-ended", "held-ended-";
    "left" = "person-ended", "held-ended-";
    "unlikely" = "person-unlikely-sure", "ticked-";
    "alike" = "person-alike-another", "ticked-";
    "same_name" = "person-same-name";
    "same_birth_on" = "candidate-birth-on";
    "same_which" = "person-which";
    "answer" = "case-answer", "case-";
    "election_on" = "place-election-day";
    "term_no" = "election-term";
    "director" = "post-director";
    "deputy" = "post-deputy";
    "member" = "post-member";
    "post" = "candidate-post", "post-";
    "birth_on" = "candidate-birth-on";
    "quantity" = "ledger-quantity";
    "beyond" = "ledger-sure-told";
    "channel" = "ledger-channel", "channel-";
    "hour" = "ledger-hour";
    "account" = "sign-in-account";
    "change" = "correction-kind", "correction-";
    "voter" = "correction-voter";
    "voter_birth_on" = "correction-voter-birth";
    "sex" = "roll-column-sex", "sex-";
    "group" = "roll-column-group";
    "category" = "roll-column-category", "roll-category-";
    "grounds" of "/flags" = "flag-grounds", "flag-";
    "grounds" = "correction-grounds";
    "note" = "flag-note";
    "since_on" of "/flags" = "flag-since-on";
    "since_on" = "member-since";
    "standing" = "member-standing", "standing-";
    "presence" = "member-presence", "presence-";
    "state_reason" = "page-reason";
    "branch" = "member-move-to";
    "moved_on" = "member-moved-on";
    "move_reason" = "page-reason";
    "how" = "member-ended", "member-ended-";
    "left_on" = "member-left-on";
    "end_reason" = "page-reason";
    "exempt_for" = "exemption-grounds", "exempt-";
    "asked_on" = "exemption-asked-on";
    "consented_on" = "exemption-consented-on";
    "consent_no" = "page-document-no";
    "voted_on" = "exemption-voted-on";
    "exempt_until" = "exemption-ended-on";
    "figure" = "reported-figure", "figure-";
    "value" = "reported-value";
    "reported_on" = "reported-on";
    "made_on" = "correction-made-on";
    "role" of "/entry-links" = "link-role", "role-";
    "shown_as" of "/entry-links" = "link-name";
    "mandate" = "link-who";
    "hours" = "link-hours";
    "cause" = "objection-cause", "objection-cause-";
    "posted_on" = "notice-posted-on";
    "draft_reason" = "draft-reason";
    "role" = "people-role", "role-";
    "shown_as" = "people-shown-as";
    "from_on" = "people-from";
    "until_on" = "people-until";
    "about" = "decisions-about";
    "decided_by" = "decisions-body";
    "meeting" = "decisions-meeting";
    "document_number" = "decisions-document-number";
    "decides" = "decisions-decides";
    "seen" = "decisions-seen-label";
    "what" = "approval-what";
    "paper" = "approval-paper";
];
