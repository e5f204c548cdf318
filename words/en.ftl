### the registry of rules and the names of laws

status-computed = Computed
status-recorded = Recorded, judged by people
status-not_yet = Not yet
law-VC98 = Organic Law of Villagers' Committees (1998)
law-VC10 = Organic Law of Villagers' Committees (2010)
law-VC18 = Organic Law of Villagers' Committees (2018)
law-VC25 = Organic Law of Villagers' Committees (2025)
law-RC89 = Organic Law of Urban Residents' Committees (1989)
law-RC18 = Organic Law of Urban Residents' Committees (2018)
law-RC25 = Organic Law of Residents' Committees (2025)
law-GC13 = Rules of Procedure for Electing Villagers' Committees (2013)
law-ZJ20 = Zhejiang Election Measures (2020)
law-ZJ04 = Zhejiang Election Measures (2004)
law-ZJI20 = Zhejiang Implementing Measures (2020)
law-SH20 = Shanghai Election Measures (2020)
law-BJ12 = Beijing Election Measures (2012)
law-HN = Henan Implementing Measures (2011)
law-SD12 = Shandong Implementing Measures (2012)
law-SD11 = Shandong Election Measures (2011)
law-BJ91 = Beijing Measures for Residents' Committees (1991)
law-HNR20 = Henan Measures for Residents' Committees (2020)
law-GX = Guangxi Measures for Residents' Committees
law-VC-x = Older provincial election measures of villagers' committees
law-FJ21 = Election plan of a district of Fujian (2021)
law-CQ13 = Chongqing Measures implementing the Organic Law of Villagers' Committees (2013)
law-RC-x = Local election measures of residents' committees
law-P90 = Provisional Regulations on Elections in the Party (1990)
law-P20 = Regulations on Elections in the Party (2020)
law-ZB18 = Regulations on the Work of Party Branches (2018)
law-NC19 = Regulations on Rural Party Organisations (2019)
law-ORG = Central Organisation Department on the should-attend base
law-handbook = Handbooks and specimen measures of the Party
law-practice = Customary practice
law-product = What this program itself asks for
law-reports = Election reports
### the command line

cli-about = Runs a town's grass-roots general election end to end
cli-help = Print help
cli-lang = Language of the interface; else HUANJIE_LANG, else the system's
cli-version = Print the version
decide-about = Compute the outcome of an election from its record
decide-file = File with the record (JSON); standard input where absent or -
decide-jsonl = One record on each line, one decision on each line
error-missing-command = No command was given
error-reading = Cannot read { $file }: { $reason }
error-writing = Cannot write: { $reason }
help-arguments = Arguments
help-commands = Commands
help-options = Options
help-default = { " " }(default: { $values })
help-env = { " " }(environment: { $values })
help-one-of = { " " }(one of: { $values })
help-usage = Usage: {"{usage}"}
usage-conflict = { $argument } cannot be used together with { $other }
usage-invalid-value = { $argument } does not take “{ $value }”
usage-missing-argument = Missing: { $argument }
usage-missing-value = { $argument } needs a value
usage-not-utf8 = The command line holds characters that are not UTF-8
usage-possible = Possible values: { $values }
usage-see-help = See { $program } --help
usage-suggestion = Did you mean: { $values }
usage-unknown-argument = Unknown argument: { $argument }
usage-unknown-command = Unknown command: { $command }
usage-wrong-number = Wrong number of values for { $argument }
value-name-body = BODY
value-name-code = CODE
value-name-command = COMMAND
value-name-day = DATE
value-name-file = FILE
value-name-id = ID
value-name-language = LANGUAGE
value-name-options = OPTIONS
value-name-status = STATUS

### the command packs

error-local = { $path }: { $problem }
error-foreign-local = The local rules { $file } were validated against other rules
error-local-file = The local rules have { $count ->
    [one] 1 problem
   *[other] { $count } problems
    }:
error-local-long = The local rules { $file } are longer than 1 MB; a layer is a few thousand characters
error-nearest = Nearest: { $ids }
error-no-pack-governs = No pack governs that day
error-not-national = { $id } is an overlay: give a national pack and --overlay { $id }
error-unknown-overlay = No overlay { $id }
error-unknown-pack = No pack { $id }
error-wrong-overlay = Overlay { $id } is made for other bodies than the pack
family-party = Party organisations
family-residents = residents' committees
family-villagers = villagers' committees
group-after = After the vote
group-candidates = Seats and candidates
group-commission = Commission
group-outcome = Outcome
group-party = Party
group-roll = Electorate and roll
group-voting = Voting day
local-empty = nothing is written
local-fixed = the law fixes it ({ $source })
local-missing = missing
local-not-list = must be a list ([[…]])
local-not-table = must be a table of named values
local-not-text = must be text in quotes
local-not-toml = not TOML from line { $line }, column { $column }
local-not-whole = must be a whole number
local-unknown-field = no such field belongs here
local-unknown-measure = no such measure; known are { $known }
local-whole-file = the whole file
local-lowers = would lower what the law fixes ({ $source })
local-contradicts = does not go together with { $other }
local-law-only = only the law itself may set it
local-other-bodies = a value of other bodies
local-other-province = the division code lies outside the overlay's province
local-misfit = the value does not fit: wrong kind, out of bounds or not in the list
local-no-document = no document number
local-not-a-draft = not a draft among these rules
local-place = the place is a division code of 6, 9 or 12 digits
local-twice = the same name stands twice
local-unknown-key = no value of that name
local-unknown-notice = no notice of that key
measure-age_at_least = age at least
measure-age_at_most = age at most
measure-concurrent_percent_at_least = cross-employed at least (%)
measure-terms_at_most = terms in the post at most
measure-turnout_percent_at_least = turnout at least (%)
measure-women_percent_at_least = women at least (%)
measure-young_at_least = members of 35 or under at least
packs-about = List the rule packs, or show one
packs-adopted = adopted by document
packs-article = art. { $article }
packs-column-digest = Digest
packs-column-draft = Draft
packs-column-family = Made for
packs-column-id = Id
packs-column-province = Province
packs-column-title = Title
packs-column-validity = In force
packs-day = Election day (YYYY-MM-DD or YYYY/M/D)
packs-draft = draft: a local rule must bring it into force
packs-draft-mark = draft
packs-draft-mark-from = draft from { $day }
packs-unread = amended on { $day }; the amendment was not read, so it counts as a draft from then on
packs-fixed = fixed by law
packs-for-body = Which pack governs: the body that is elected (also --for-body)
packs-id = Id of a pack or an overlay, such as VC18
packs-issuers = Local issuers
packs-json = Print JSON
packs-local = Lay the local rules of a county or town (TOML file) over it
packs-local-label = Local rules
packs-no-overlay = none
packs-note = Note
packs-overlay = Lay an overlay over it and show the values in force
packs-overlay-label = Overlay
packs-pack = Pack
packs-place = Division code of the province or place (2, 6, 9 or 12 digits; also --province)
packs-sources = Sources by rule
packs-validity = { $from } to { $until }
packs-validity-from = from { $from }
packs-warnings = Local warnings
packs-wording = Local wording
unit-age = { $n ->
        [one] { $n } year of age
       *[other] { $n } years of age
    }
value-none = (none)
value-separator = { ", " }

### values of packs: names, words, units, tags

key-participants = What counts as having voted
key-difference = More candidates than seats
key-overvote = What falls when a ballot has too many marks
key-two_posts = What falls when one person is marked for two posts
key-illegible = What falls when a part is illegible
key-carry_down = Votes for a higher post count for a lower one
key-women_seat = A member's seat is kept for a woman
key-kin_avoidance = Near kin may not serve together
key-another_bar = Votes needed in another election
key-may_convene = When seats may stay vacant
key-quorum = Quorum of the residents' meeting
key-delegates_quorum = Quorum of the groups' delegates
key-party_quorum = How four fifths of members are counted
key-party_ballots = What collected ballots are compared with
key-pre_election_base = Base of the pre-election
key-voting_age = Voting age
key-away_hukou_declares = Absent household-registered villagers must declare
key-category_c_grounds = Grounds for those registered elsewhere
key-category_c_months = Time of residence or work for those registered elsewhere
key-category_c_consent = Consent of a meeting for those registered elsewhere
key-hukou_proof = Proof of not being registered at home
key-incapable_leave = The incapable are left off the roll
key-unreachable_leave = The unreachable are left off the roll
key-roll_before_days = Roll posted before election day
key-objection_days = Objections after posting
key-objection_before_days = Objections until, before election day
key-decision_days = Decision after an objection
key-decision_before_days = Decision until, before election day
key-absence_notice_before_days = Notice of absence before election day
key-residence_months = Time of residence
key-commission_by = Who elects the commission
key-commission_min = Commission, at least
key-commission_max = Commission, at most
key-commission_odd = Commission of odd number
key-commission_leave_on = When a commissioner leaves
key-commission_leave_kin = Kin of candidates who leave the commission
key-commission_absences = Absences in a row that count as withdrawal
key-commission_kin = Kin who may not sit on the commission together
key-seats_min = Seats, at least
key-seats_max = Seats, at most
key-seats_max_large = Seats in large villages, at most
key-seats_exception = Other numbers with approval
key-women_member = Women on the committee
key-small_nationality = Member of the smaller nationality
key-term_years = Term of office
key-shift_months = Early or postponed by at most
key-avoidance_kin = Kin who may not serve together
key-nomination_quorum = Quorum of nomination or primary
key-joint_nominators = Joint nominators
key-nominating_residents = Nominating residents
key-nominating_households = Nominating household representatives
key-officers_more = Officers' candidates beyond seats, at least
key-officers_more_max = Officers' candidates beyond seats, at most
key-members_more = Members' candidates beyond seats, at least
key-members_more_max = Members' candidates beyond seats, at most
key-equal_number_allowed = Equal number allowed
key-formal_list_before_days = Formal list before election day
key-withdrawal_before_days = Withdrawal before election day
key-withdrawal_after_list_days = Withdrawal after the list
key-self_nomination_before_days = Self-nomination before election day
key-women_line = Women's line on the ballot
key-speech_before_days = Requests to speak before election day
key-arrangements_before_days = Arrangements announced before election day
key-staff_kin = Kin of candidates who may not be staff
key-mobile_staff_min = Staff of a mobile box, at least
key-proxy_agent = Who may act as proxy
key-proxy_kin = Kin who may act as proxy
key-proxy_max = Mandates of one agent, at most
key-proxy_candidate = Candidates may act as proxy
key-proxy_before_days = Mandates filed before election day
key-proxy_list_before_days = Mandates posted before election day
key-proxy_unposted_void = Mandates not reviewed and posted are void
key-blank_ballots = Where blank ballots stand
key-another_within_days = Another election within
key-rerun_within_days = Re-run within
key-result_list_days = List of the elected within
key-ballots_kept_years = Ballots kept
key-handover_days = Handover within
key-audit_before = Exit audit published before the election
key-audit_exit_days = Audit after leaving in mid-term
key-audit_list_before_days = Audit posted before the commission is elected
key-supervision_min = Supervision committee, at least
key-supervision_max = Supervision committee, at most
key-supervision_odd = Supervision committee of an odd number
key-supervision_kin = Kin excluded from the supervision committee
key-reps_share = Representatives in the representatives' meeting
key-women_reps_share = Women representatives in the meeting
key-rep_households_min = Households of a representative, at least
key-rep_households_max = Households of a representative, at most
key-villagers_meeting_adults = Villagers' meeting: adults present
key-villagers_meeting_households = Villagers' meeting: households present
key-reps_meeting = Representatives' meeting: members present
key-group_meeting_adults = Group meeting: adults present
key-group_meeting_households = Group meeting: households present
key-meeting_passes = Votes by which a meeting decides
key-recall_voters = Recall petition: voters
key-recall_reps = Recall petition: representatives
key-recall_bar = Base of a recall vote
key-recall_within_days = Recall vote within
key-recall_town_days = Recall vote by the town within
key-by_election_months = By-election within
key-resignation_days = Resignation decided within
key-resignation_post_days = Resignation posted within
key-group_leaders_days = Group leaders elected within
key-delegates_per_group_min = Delegates of a group, at least
key-delegates_per_group_max = Delegates of a group, at most
key-branch_min = Full members of a branch, at least
key-general_branch_min = Members of a general branch, at least
key-party_committee_min = Members of a Party committee, at least
key-branch_committee_from = Full members from which a branch has a committee
key-branch_seats_min = Branch committee, at least
key-branch_seats_usual = Branch committee, usually at most
key-branch_seats_max = Branch committee, at most
key-general_seats_min = General-branch committee, at least
key-general_seats_usual = General-branch committee, usually at most
key-general_seats_max = General-branch committee, at most
key-committee_seats_min = Party committee, at least
key-committee_seats_usual = Party committee, usually at most
key-committee_seats_max = Party committee, at most
key-congress_min = Members from which a congress may be held
key-delegates_min = Delegates, at least
key-delegates_usual = Delegates, usually at most
key-delegates_max = Delegates, at most
key-difference_percent = Difference in the Party
key-plenary_quorum = Members present at the first plenary
key-secretary_direct_more = Further candidates for a directly elected secretary
key-reminder_months = Reminder before the end of term
key-resolve_months = Resolution before the meeting
key-request_months = Request before the meeting
key-push_quorum = Quorum of a push meeting
key-push_rule = How the two pushes combine
key-push_bar = Share of votes in a push
key-push_members_percent = Weight of the members' push
key-push_names_per_post = Names for each post
key-publicity_working_days = Publicity period
key-detained_suspended = Rights of detained members suspended

value-collected = Ballots collected
value-issued = Ballots issued
value-difference-not_required = No difference required
value-difference-required = More candidates than seats
value-women_member-required = Required
value-blank_ballots-own = A figure of their own
value-blank_ballots-valid = Among the valid
value-blank_ballots-invalid = Among the invalid
value-ballot = The whole ballot
value-section = The section of that post alone
value-name = The marks for that person alone
value-part = The illegible part alone
value-third = At least one third
value-half_then_third = More than half; if nobody, at least one third
value-three = Three elected
value-director_and_more_than_three = Director and more than three elected
value-half = More than half
value-two_thirds = At least two thirds
value-at_least = At least four fifths
value-more_than = More than four fifths
value-present = Those present
value-should = Those who should attend
value-residence = Residence
value-work = Work
value-spouse = Spouse
value-collective_rights = Former villager with collective rights
value-talent = Talent from elsewhere
value-stable_stay = Lawful stable stay
value-former_hukou = Former rural hukou of the village
value-villagers_meeting = Villagers' meeting
value-reps_meeting = Representatives' meeting
value-group_meetings = Group meetings
value-formal_candidate = On becoming a formal candidate
value-nominated = On being nominated
value-nominated_or_self = On being nominated or self-nominating
value-parent = Parent
value-child = Child
value-sibling = Sibling
value-grandparent = Grandparent
value-grandchild = Grandchild
value-parent_in_law = Parent-in-law
value-child_in_law = Child-in-law
value-other_lineal = Other lineal kin
value-appropriate = An appropriate number
value-any_voter = Any voter
value-near_kin = Near kin
value-voting = Those voting
value-registered = All registered voters
value-both_over_half = More than half in both pushes
value-common = Names common to both pushes
value-weighted = Both pushes weighted
value-yes = Yes
value-no = No

unit-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
unit-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
unit-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
unit-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
unit-count = { $n }
unit-percent = { $n }%

tag-V = Read in the full text of the law
tag-E = From an excerpt or a secondary source
tag-M = From memory, not checked against the text; local rules may set it
tag-S = Stated by the three election reports
tag-L = Set by a local document

### the command rules

error-unknown-rule = No rule { $id }
rules-about = List the registry of rules, or some of them
rules-column-source = Source
rules-column-status = Status
rules-id = Ids of rules such as C-01
rules-status = Only rules of this status
rules-total = Total

### the command calendar

calendar-about = Print the statutory calendar of an election day
calendar-also = { $source } (also { $also })
calendar-body = The body that is elected
calendar-column-date = Date
calendar-column-happened = Happened
calendar-column-layer = Standing
calendar-column-limit = Limit
calendar-column-rule = Rule
calendar-column-source = Source
calendar-column-step = Step
calendar-column-verdict = Verdict
calendar-days-left = on time, { $days } { $days ->
    [one] day
   *[other] days
    } left
calendar-earliest-after = not before { $span } from { $from }
calendar-earliest-before = not earlier than { $span } before { $from }
calendar-guidance = guidance
calendar-happened = When a step happened; may be given several times (see below)
calendar-head = Election day { $day }, rules { $rules }
calendar-holidays = File of days off, a date on each line; + before a make-up workday
calendar-ics = Print an iCalendar file
calendar-in-force = in force
calendar-in-force-draft = in force (draft)
calendar-last-day = on time, the last day
calendar-late = late by { $days } { $days ->
    [one] day
   *[other] days
    }
calendar-latest-after = within { $span } of { $from }
calendar-latest-before = { $span } before { $from } at the latest
calendar-latest-on = on { $from } at the latest
calendar-local = local rules of { $place }
calendar-no-date = —
calendar-not-in-force = { $id } is not in force on that day
calendar-on-the-day = on { $from }
calendar-on-time = on time
calendar-overlay = Provincial overlay over the pack
calendar-pack = National pack; else give --place
calendar-party-meeting = Day of the Party members' meeting
calendar-planned = { $limit } (counted from { $day }, its last day)
calendar-province = Division code of the province or place (2, 6, 9 or 12 digits; also --province): chooses pack and overlay by date
calendar-roll-posted = Day on which the roll was posted
calendar-steps = Steps of --happened:
calendar-term-end = Day on which the term ends
calendar-too-early = too early by { $days } { $days ->
    [one] day
   *[other] days
    }
calendar-unjudged = No rule judges: { $step } ({ $day })
calendar-value-happened = STEP=DATE
calendar-verdict-guidance = { $verdict } (guidance)
error-calendar-range = The limit of “{ $step }” lies beyond the calendar
error-holidays = Line { $line } of { $file } is no day (YYYY-MM-DD)
error-pack-of-other-bodies = Pack { $id } is made for other bodies
calendar-step-party_reminder = reminder to the Party branch
calendar-step-party_resolution = resolution of the outgoing Party committee
calendar-step-party_request = request to the higher Party organisation
calendar-step-publicity_posted = posting for publicity
calendar-step-publicity_closed = end of the publicity
calendar-step-party_meeting = Party members' meeting
calendar-step-audit_posted = posting of the exit audit
calendar-step-election_day_notice = notice of the election day
calendar-step-commission = election of the election commission
calendar-step-registration_notice = notice of registration
calendar-step-roll_posted = posting of the roll
calendar-step-objection = objection to the roll
calendar-step-decision = decision on the objection
calendar-step-representatives = announcement of representatives and group leaders
calendar-step-nomination_notice = notice of nomination
calendar-step-preliminary_list = list of preliminary candidates
calendar-step-self_nomination = close of self-nomination
calendar-step-formal_list = list of formal candidates
calendar-step-arrangements = announcement of time, place and staff
calendar-step-speech_request = request to speak
calendar-step-proxy_papers = filing of proxies
calendar-step-withdrawal = withdrawal of a candidate
calendar-step-absence_notice = notice of absence
calendar-step-proxy_list = list of proxies
calendar-step-checks = check of boxes, booths and ballots
calendar-step-ballot_rules = rules for invalid ballots
calendar-step-vote = election day
calendar-step-count = public count
calendar-step-result_announced = announcement of the result on the spot
calendar-step-ballots_sealed = sealing of the ballots
calendar-step-result_posted = list of the elected
calendar-step-another_election = another election for empty seats
calendar-step-void_declared = declaration that the vote is void
calendar-step-rerun = re-run of a void vote
calendar-step-formed = formation of the new committee
calendar-step-handover = handover
calendar-step-group_leaders = election of group leaders
calendar-step-term_end = end of the term
calendar-step-petition = petition for recall
calendar-step-recall_vote = vote on the recall
calendar-step-recall_vote_by_town = vote on the recall held by the town
calendar-step-resignation = resignation
calendar-step-resignation_decided = decision on the resignation
calendar-step-resignation_posted = posting of the decision on the resignation
calendar-step-exit = mid-term exit
calendar-step-exit_audit_posted = posting of the mid-term audit
calendar-step-vacancy = vacancies below the least number
calendar-step-by_election = by-election
### double entry of tally sheets

field-abstain = { $post }, { $name }: abstentions
field-against = { $post }, { $name }: votes against
field-ballots-blank = Blank ballots
field-ballots-clipped = Unused ballots clipped
field-ballots-collected = Ballots collected
field-ballots-invalid = Invalid ballots
field-ballots-issued = Ballots issued
field-ballots-printed = Ballots printed
field-ballots-specimens = Unused ballots kept as specimens
field-ballots-spoiled = Ballots spoiled
field-ballots-unused = Ballots unused
field-ballots-valid = Valid ballots
field-issued-hall = Issued in the hall
field-issued-letter = Issued by letter
field-issued-mobile = Issued at mobile boxes
field-issued-proxy = Issued to agents for others
field-issued-scribe = Written by scribes
field-issued-station = Issued at polling stations
field-votes = { $post }, { $name }: votes for
field-written = { $post }, written in: { $name }
finding-F-101 = No figure: { $fields }. Where the paper says nothing, enter 0 only if the scrutineers confirm it.
finding-F-102 = Valid and invalid (and blank) ballots are { $left }, collected are { $right }. They must be equal.
finding-F-103 = Blank ballots are { $left }, more than the { $right } among which they are counted, which cannot be.
finding-F-104 = Ballots printed are { $left }; issued, unused and spoiled are { $right } together. They must be equal.
finding-F-105 = Ballots issued are { $left }; the channels are { $right } together. They must be equal.
finding-F-106 = The channels counted within the hall are { $left } together, the hall has only { $right }; a part cannot be more than the whole.
finding-F-107 = Ballots issued are { $left }, more than the { $right } printed, which cannot be.
finding-F-108 = Ballots unused are { $left }; kept and clipped are { $right } together. They must be equal.
finding-F-109 = { $fields }: votes { $left }, ballots that carry marks only { $right }; there cannot be more votes.
finding-F-110 = { $fields }: for, against and abstained are { $left } together, valid ballots are only { $right }.
finding-F-111 = { $post }: all votes together are { $left }; there can be { $right } at most, since a marked ballot names no more persons for this post than it has seats.
finding-F-112 = Ballots that scribes wrote are { $left }, more than the { $right } issued, which cannot be.
finding-F-113 = { $fields }: the sheet has { $left }, the ledger { $right }; the two must be equal. Compare with the signed papers: where the sheet was copied wrongly, correct it above; where the ledger is wrong, the commission sets it right with a late entry or a counter-entry that states the reason.
finding-W-201 = Ballots collected are { $left }, more than the { $right } issued. Compare with the paper; if it says so, the vote is void and must be run again.
finding-W-202 = Ballots collected are { $left }, more than the electors present ({ $right }). Compare with the paper; if it says so, the vote is void.
finding-W-203 = Of the registered voters ({ $right }) { $first } took part, which is not more than half. Compare with the paper; if it says so, the vote is void and must be run again.
finding-W-204 = Ballots issued are { $left }, more than there are electors ({ $right }). Compare with the paper and say why.
finding-W-205 = Ballots invalid are { $part } of { $whole } collected, { $percent }% or more, which is many. Compare with the paper; if it says so, say why.
finding-W-206 = Ballots blank are { $part } of { $whole } collected, { $percent }% or more, which is many. Compare with the paper; if it says so, say why.
finding-W-207 = Of { $whole } ballots issued { $part } did not come back, { $percent }% or more, which is many. Compare with the paper; if it says so, say where they are.
finding-W-208 = Every figure is 0.
finding-W-209 = A written-in name is that of a candidate for the same post: { $fields }. Votes for the candidate belong in the candidate's own line.
finding-W-210 = A written-in name without votes: { $fields }.
finding-W-211 = A candidate without votes: { $fields }.
finding-W-212 = Equal votes across the last seat ({ $left } each): { $fields }. Count again; if the paper says so, there must be a re-vote.
finding-W-213 = { $fields }: votes { $first }, exactly at the bar ({ $left } against { $right }); one vote decides. Check this line again and write that you have.
finding-W-214 = More ballots at mobile boxes ({ $left }) than in the hall ({ $right }). Are the figures swapped?
finding-W-215 = Ballots by proxy are { $left }, more than the { $right } that those who vote themselves may carry. Compare with the list of proxies and say why.
finding-W-216 = { $fields }: the sheet has { $left }, the ledger { $right }. Check them; where the sheet counts mobile boxes or proxies within the hall, say so.

### problems of a count record (decide)

problem-not-json = not JSON: cannot be read on at line { $a }, column { $b }
problem-not-utf8 = not text in UTF-8
problem-missing = missing
problem-empty = the record is empty
problem-unknown-field = no such field
problem-field-twice = the same field stands twice
problem-not-object = an object {"{"}…{"}"} is wanted here
problem-not-list = a list […] is wanted here
problem-not-text = a text is wanted here
problem-not-flag = true or false is wanted here
problem-not-whole = a whole number from { $a } to 1000000000 is wanted here
problem-not-a-word = this word cannot stand here
problem-wrong-format = the format must be huanjie-count/1
problem-unknown-pack = no such rule pack
problem-wrong-pack = this rule pack is not for this body
problem-unknown-overlay = no such overlay
problem-wrong-overlay = this overlay is not for this body
problem-wrong-round = this body has no such round
problem-unknown-parameter = no such parameter
problem-parameter-of-other-body = this parameter does not apply to this body
problem-field-of-other-body = this field does not apply to this body
problem-with-ballots-read = must be absent where the ballots are given one by one
problem-no-seats = at least one post must be up for election
problem-post-of-other-body = this body has no such post
problem-post-order = posts must stand from the highest to the lowest
problem-post-twice = a post stands once, or twice where the second entry is for women only
problem-first-women-only = of two entries of a post the first is not for women only
problem-post-not-up = this post is not up for election
problem-id-twice = this id stands twice
problem-unknown-id = this id is nowhere declared
problem-kin-of-self = nobody is their own kin
problem-sex-differs = not the sex of the candidate of that id
problem-present-above-base = { $a } present are more than the { $b } who should attend
problem-exempt-above-members = { $a } exempt are more than the { $b } full members
problem-exempt-in-plenary = a plenary knows no exemptions
problem-invalid-above-collected = { $a } invalid and blank ballots are more than the { $b } collected
problem-votes-above-valid = { $a } votes (with those against and abstained) are more than the { $b } valid ballots
problem-sum-above-seats = { $a } votes for this post are more than seats × valid ballots, { $b }
problem-ballots-read-number = { $a ->
        [one] { $a } ballot is
       *[other] { $a } ballots are
    } given one by one, { $b } were collected
problem-more = at least { $a ->
        [one] { $a } further problem is
       *[other] { $a } further problems are
    } not listed

### explaining a decision (decide --explain)

decide-explain = Explain the outcome in words instead of JSON
body-villagers_committee = Villagers' committee
body-residents_committee = Residents' committee
body-party_committee = Party committee
body-party_plenary = Plenary of a Party committee
round-first = first vote
round-another = another election
round-tie_revote = tie re-vote
round-recall = recall
round-pre_election = pre-election
post-director = director
post-secretary = secretary
post-deputy = deputy director
post-deputy-secretary = deputy secretary
post-member = member
explain-head = { $body }, { $round }, rules { $rules }
explain-ballots = Ballots issued { $issued }, collected { $collected }: valid { $valid }, invalid { $invalid }, blank { $blank }
explain-valid = The vote is valid:
explain-void = The vote is void:
explain-holds = holds
explain-fails = does not hold
explain-bars = Votes against the bar:
explain-more-candidates = More candidates than seats
explain-elected = Elected:
explain-ties = Equal votes, a re-vote is needed:
explain-kin-excluded = Not elected because near kin may not serve together:
explain-vacant = Empty seats:
explain-uncounted = Not voters of this unit, their votes do not count:
explain-votes = { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    }
explain-womens-seat = women's seat
explain-tie-last-seat = equal votes for the last seats: { $seats }
explain-tie-kin = near kin with equal votes: only { $seats } can be elected
explain-kin-of = near kin of { $kin }
explain-seats = { $seats }
explain-seats-women = { $seats }, kept for women
explain-women-only = women only
explain-name = { $name } ({ $id })
explain-next-declare = Next: the commission (the meeting) declares the result.
explain-next-tie-revote = Next: a re-vote among those with equal votes.
explain-next-another-election = Next: another election for the empty seats, with these candidates:
explain-next-may-convene = Next: enough are elected; the empty seats may stay empty, or the election may go on.
explain-next-rerun = Next: the whole vote is held again.
explain-next-repeat = Next: the other election was void and is held again.
explain-may-convene = Enough are elected: the empty seats may also stay empty.
explain-may-reduce = If at least half of the electors present agree (or the presidium decides), the seats may be reduced instead.
explain-problems = The record has problems and cannot be decided:
explain-whole-record = the whole record

### values of the command line, help, errors of files, more of the calendar

calendar-event-earliest = not before: { $step }
calendar-event-guidance = [guidance] { $event }
calendar-event-latest = by: { $step }
calendar-happened-how = --happened may be given several times; the n-th decision answers the n-th objection. What happens once may be given once. What happened before the event it runs from is too early; a verdict marked guidance says whether the guidance was kept, not whether the law was.
calendar-in-force-draft-other-day = in force (draft, chosen rules, not of that day)
calendar-in-force-other-day = in force (chosen rules, not of that day)
calendar-name = Name of the unit: stands in the titles and keeps calendars apart
calendar-only-in-force = Only limits in force, no guidance
decide-status = Exit status: 0 where the outcome was found (also that a vote is void); 2 where the record is wrong: all its problems are in the output.
error-happened-twice = Two days for a step that happens once: { $step }
error-is-a-directory = Cannot read { $file }: it is a folder
error-no-permission = Cannot read { $file }: no permission
error-no-rules-chosen = No rules are chosen: give --pack ID (such as --pack VC18), or --place CODE to choose them by date
error-not-found = Cannot read { $file }: no such file
error-not-text = Cannot read { $file }: not text in UTF-8
error-storage-full = Cannot write: the disk is full
explain-collected-above-roll = More ballots were collected ({ $number }) than there are registered voters ({ $registered }): please check.
explain-issued-above-roll = More ballots were issued ({ $number }) than there are registered voters ({ $registered }): please check.
explain-remarks = Please note:
explain-too-few = { $post }: { $candidates } { $candidates ->
    [one] candidate
   *[other] candidates
    } for { $seats } { $seats ->
    [one] seat
   *[other] seats
    }. More candidates than seats are required: further candidates must be nominated.
given-code-form = A division code has 2, 6, 9 or 12 digits
given-day-form = A date reads YYYY-MM-DD, such as 2008-05-08
given-no-pair = It reads STEP=DATE, such as roll_posted=2008-04-18
given-no-such-day = There is no such day; a date reads YYYY-MM-DD, such as 2008-05-08
given-province = No province has a code that begins with { $value }
given-step = No such step: { $value }
help-about = Print the help of the program or of a command
help-command = The command; without one the help of the program
packs-digest-all = Digest of all layers
packs-digest-local = Digest of the local rules
packs-digest-overlay = Digest of the overlay
packs-digest-pack = Digest of the pack
packs-overlay-not-carried = this program does not carry the province's rules of that time
problem-not-json-at = not JSON: cannot be read on at column { $b }
problem-of-line = line { $line }: { $problem }
report-number-1 = 1
report-number-2 = 2
report-number-3 = 3
report-part = { $count ->
    [one] report
   *[other] reports
    } { $numbers }: { $parts }
report-part-first = First
report-part-second = second
report-part-third = third
report-part-fourth = fourth
report-part-intro = intro
report-part-whole = whole
report-whole = { $count ->
    [one] report
   *[other] reports
    } { $numbers }
share-at-least-1-3 = at least one third
share-at-least-1-5 = at least one fifth
share-at-least-2-3 = at least two thirds
share-at-least-3-4 = at least three quarters
share-at-least-4-5 = at least four fifths
share-at-least-1-2 = at least half
share-more-1-2 = more than half
share-more-2-3 = more than two thirds
share-said = { $said } ({ $share })
value-name-name = NAME

### stages
stage-roll = Roll of voters
stage-objections = Objections to the roll
stage-candidates = Formal candidates
stage-voting = Vote
stage-count = Count
stage-outcome = Result
strength-block = Do this first
strength-warning = Warning
strength-late-entry = Late entry
gate-body-carried = The program does not yet carry elections of this body by stages; follow the procedure on paper.
gate-roll-has-voters = The roll has { $left ->
        [one] { $left } voter
       *[other] { $left } voters
    }; it needs at least { $right } to be posted. Import or enter the voters first.
gate-roll-posted-in-time = The roll must be posted { $days } days before election day, by { $limit }; the day entered is { $happened }. If the day is mistyped, enter the day of the posting; if it is really too late, the election day must be moved first.
gate-on-one-roll = Persons on this roll with the name, sex and date of birth of somebody on another unit's roll: { $left }. One person may be on one roll only. Check each of them; where it is the same person, strike the entry on one roll.
gate-roll-posted = The roll is not posted yet. Post it first.
gate-objections-over = Objections to the roll may be filed up to { $limit }; the roll can be sealed from the day after; the day entered is { $happened }. Wait until that time has passed.
gate-objections-decided = { $left ->
        [one] { $left } objection has no decision yet
       *[other] { $left } objections have no decision yet
    }; the roll can be sealed once all have. Decide each and post the decision.
gate-corrected-before = The roll was last corrected on { $limit }; it cannot be closed as of a day before that; the day entered is { $happened }. Enter the real day.
gate-noticed-before = The last notice of corrections was posted on { $limit }; the roll cannot be sealed as of a day before that; the day entered is { $happened }. Enter the real day.
gate-settled-before = The last objection was decided or withdrawn on { $limit }; the roll cannot be sealed as of a day before that; the day entered is { $happened }. Enter the real day.
gate-corrections-posted = Corrections after the posting of the roll that no notice has told: { $left }. Make the notice on the page of the roll, print it and post it.
objection-decided-before-filed = An objection is decided on the day it is filed or later.
objection-anew-before-former = Where the town orders another decision, it cannot lie before the former one ({ $day }); if the day of the former one was wrong, choose that it was mistaken.
gate-decision-in-time = An objection was decided on { $happened }; the last day was { $limit }. This cannot be mended and does not hold anything up; write down the reason and keep it with the papers of the objection.
gate-roll-sealed = The roll is not sealed yet. Decide the objections and seal it first.
gate-seats-set = Seats of all posts together: { $left }; at least { $right } is needed. Set the seats of each post first.
gate-seats-within = Seats of all posts together: { $left }; at most { $right } are allowed. Correct the seats.
gate-more-candidates = { $post }: { $left ->
        [one] { $left } formal candidate
       *[other] { $left } formal candidates
    } for { $right ->
        [one] { $right } seat
       *[other] { $right } seats
    }; there must be more candidates than seats. Add those who come next by votes of nomination.
gate-enough-candidates = { $post }: { $left } formal candidates; the rules ask at least { $right }. Add those who come next by votes of nomination.
gate-not-too-many-candidates = { $post }: { $left } formal candidates; the rules allow at most { $right }. Fix the list again by votes of nomination.
gate-list-posted-in-time = The formal list must be posted { $days } days before election day, by { $limit }; the day entered is { $happened }. If the day is mistyped, enter the day of the posting; if it is really too late, the vote cannot be held on that day: tell the town election office at once, which asks for leave to postpone.
gate-candidates-on-roll = { $left } formal candidates are not on the roll of this village. Check who they are; where one is no registered voter, the next by votes takes the place.
gate-candidates-for-one-post = { $left ->
        [one] { $left } person stands
       *[other] { $left } persons stand
    } for two posts or more. Have each choose one post in writing.
gate-list-posted = The formal list is not posted yet. Post it first.
gate-voted-on-the-day = The vote is held on election day, { $limit }; the day entered is { $happened }. If the day is mistyped, enter election day; if the election was lawfully moved, tell the town election office: once the roll is posted this program cannot move it yet.
gate-ballots-add-up = { $left ->
        [one] { $left } ballot was printed
       *[other] { $left } ballots were printed
    }; issued, left over and spoiled are { $right } together; the two must be equal. Count the ballots and go through the ledger: enter what is missing, take back what is wrong.
gate-collected-within-printed = { $left ->
        [one] { $left } ballot was
       *[other] { $left } ballots were
    } collected, more than the { $right } printed, which cannot be. Count them again and check the ledger.
gate-collected-within-issued = { $left ->
        [one] { $left } ballot was
       *[other] { $left } ballots were
    } collected, more than the { $right } issued. Count them again and check the ledger first; if it is really so, the vote is void and must be run again, and vote and count are closed all the same, for the record.
gate-turnout = Of { $right } registered voters { $voted } took part, which is not more than half. Check the ballots collected first; if it is really so, the vote is void and must be run again, and vote and count are closed all the same, for the record.
gate-voting-closed = Voting is not closed yet. Collect the ballots and enter the ledger first.
gate-counted-on-the-day = The boxes are opened together and counted in public on election day, { $limit }; the count is entered for { $happened }. If the day is mistyped, correct it; if not, go on, write down the reason and keep it with the sheet.
gate-sheet-requests-answered = { $left ->
        [one] { $left } request to open the sheet again or to begin it anew waits
       *[other] { $left } requests to open the sheet again or to begin it anew wait
    } for an answer. Let another person agree, or whoever asked take it back.
gate-written-names-clear = { $left ->
        [one] { $left } name written in is
       *[other] { $left } names written in are
    } borne by several voters of the roll, and two persons have not said who is meant.
gate-written-names-confirmed = Of { $left } such names one person has said who is meant, and another member of the commission has not agreed yet.
gate-names-said-on-the-day = Who a name written in means was said on { $happened }, after the day of the count, { $limit }. If the day is mistyped, say it again; if not, keep the minutes with the papers of the election.
gate-sheet-definitive = The tally sheet is not definitive. Two persons enter it, each apart; once both agree, make it definitive.
gate-count-closed = The count is not closed yet. Close it first.
gate-outcome-decided = The outcome is not computed yet. It is computed when the sheet becomes definitive; make the sheet definitive first.
gate-declared-after-vote = The result cannot be declared before election day, { $limit }; the day entered is { $happened }. Enter the day of the declaration.
gate-result-posted-in-time = The list of the elected must be posted by { $limit }; the day entered is { $happened }. If the day is mistyped, correct it; if not, go on, write down the reason and keep it with the papers of the election.
gate-in-order = The stage before was closed on { $limit }; this one cannot be closed before that; the day entered is { $happened }. Enter the real day; where that of the stage before is wrong, the town election office corrects it in the case file.
gate-not-in-future = Today is { $limit }; what lies ahead cannot be entered; the day entered is { $happened }. Enter it on its day.
gate-entered-late = What happened on { $happened } was entered on { $limit }. Keep the paper record safe.
### private postgres

error-postgres-not-installed = No PostgreSQL server found: install one (Debian, Ubuntu: apt install postgresql), or name a server by DATABASE_URL
error-postgres-too-old = PostgreSQL { $installed } is installed and too old: at least { $least } is needed
error-postgres-no-user = Started as root the database runs as user { $user }, who does not exist: make this user, or start as another
error-postgres-in-the-way = Cannot keep data in { $folder }: there is a file, not a folder
error-postgres-refused = Cannot use { $folder }: { $reason }
error-postgres-closed = User { $user }, who runs the database, cannot enter { $folder }: open the folders above it, or choose another folder
error-postgres-other-owner = { $folder } belongs to user { $user }: start as this user or as root
error-postgres-in-use = { $folder } is in use by another huanjie (process { $pid }): stop it first, or choose another folder
error-postgres-other-version = The data in { $folder } is of PostgreSQL { $data }, installed is { $installed }: install version { $data }, or convert the data by pg_upgrade
error-postgres-damaged = { $folder } is not empty and holds no complete PostgreSQL data: restore a back-up, or move the folder away
error-postgres-not-made = The database cannot be made: { $reason }
error-postgres-orphan-stays = Process { $pid }, a database left behind, does not end: restart the machine, or have it ended by its administrator
error-postgres-ended = The database stopped right after its start: { $reason } (log: { $log })
error-postgres-unanswered = The database does not answer: { $reason } (log: { $log })

### serve, account, verify

value-name-address = ADDRESS:PORT
value-name-folder = FOLDER
value-name-role = ROLE
value-name-text = TEXT
serve-about = Starts the election office (web server)
serve-after = Without DATABASE_URL the program starts a PostgreSQL of its own in the data folder and stops it at the end. Ctrl-C ends it.
serve-listen = Address and port to listen on
serve-plain = Allows plain http on an address of the local network
serve-sample = Loads a sample into a database without places: a county with two towns as a rehearsal, an account for each role
serve-data = Data folder: database, keys and sample accounts lie there
serve-database = Uses this PostgreSQL database instead of an own one
serve-ready = The election office is open: { $address } (data folder { $folder })
serve-accounts =
    Sample accounts, the password of each is { $password }
    { $above }
    { $roles }, each with - and a unit: { $units }
serve-set-up = Nobody can sign in yet. Make the first administrator: { $address } (token { $token })
account-about = Accounts: who can sign in, and in which role
account-add = Adds an account and entrusts it with a role over a place
account-password = The password is read from the first line of standard input, at least 12 characters.
account-name = Name to sign in with: lower-case letters, digits, dots, dashes, 2 to 40 characters
account-shown = Name shown on pages and in the journal
account-role = Role
account-place = Division code of the place (6, 9 or 12 digits); an administrator needs none
account-added = The account { $name } is there
verify-about = Checks that journal, tables, files and signed heads are as they were written; changes nothing
verify-status = Status 0 when they are; 1 when something was changed, and the first place is named; 3 when records cannot be proven because content was removed from the journal.
verify-good = As written: { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } of the journal ({ $withheld } without content), { $records ->
        [one] { $records } record
       *[other] { $records } records
    }, { $heads ->
        [one] { $heads } signed head
       *[other] { $heads } signed heads
    } compared, { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
verify-unproven = Nothing is seen to be changed, but { $n ->
        [one] { $n } record
       *[other] { $n } records
    } cannot be proven, since the content of { $withheld ->
        [one] { $withheld } row was
       *[other] { $withheld } rows was
    } removed from the journal; the first: table { $relation }, { $key }
verify-bad-chain = The chain is broken: { $kind } { $subject }, row { $seq }
verify-bad-payload = The content of the journal was changed: { $kind } { $subject }, row { $seq }
verify-bad-head = Not the head that was signed: { $kind } { $subject }, row { $seq }
verify-bad-record = A record is not as the journal has it: table { $relation }, { $key }
verify-bad-unlisted = A signed head is missing in the list of heads: { $kind } { $subject }, row { $seq }
verify-bad-file = A file is not as it was kept, or is missing: sha256 { $sha256 }
error-system = The system refuses: { $reason }
error-listen = The address to listen on is ADDRESS:PORT, such as 127.0.0.1:8080
error-port-taken = The port is taken: { $address }. Choose another with --listen, or stop the program that uses it.
error-port-forbidden = No permission to use { $address }. Ports below 1024 need the system's administrator.
error-address = This machine has no address { $address }
error-plain = Plain http beyond this machine needs --plain-http
error-sample-beyond = Sample accounts serve on this machine only: leave --sample out, listen on 127.0.0.1, or let them in from other machines with --sample-beyond
error-sample = The sample was not loaded: { $reason }
error-press = Papers cannot be printed: { $reason }
error-database-url = DATABASE_URL is no address that begins with postgres://
error-database-unreachable = The database cannot be reached. Check its address, its account and whether the server runs.
error-schema-newer = A newer program has migrated this database to { $version }; this one is too old for it. Use the newer program.
error-schema = The schema cannot be migrated: { $reason }
error-keys = The keys in { $folder } cannot be used: { $reason }
error-keys-missing = There is no { $file }: name the data folder with --data, or restore the keys from a back-up
error-keys-vault = The key persons.key in { $folder } is not the one with which identity and telephone numbers of this database were enciphered: put the right one back, or restore the keys from a back-up
error-heads-torn = Line { $line } of { $file } is torn: the program was killed while it wrote it. The next start of huanjie serve takes the line away.
error-heads-none = Line { $line } of { $file } is no signed head: the file was changed
error-heads-signature = Line { $line } of { $file } does not carry the signature of this instance: the line or the key was changed
error-no-data = { $folder } holds no database: name the data folder with --data, or the database with DATABASE_URL
error-schema-none = This database holds no election office
error-schema-older = An older program made this database (schema { $version }): start huanjie serve once, which brings it up to date
error-password-short = The password has fewer than 12 characters; write it on the first line of standard input
error-password-long = The password is longer than 200 characters
error-password-name = The password is little more than the name of the account
error-password-common = Many people use this password or a very similar one; choose a longer or less usual one
error-account = The account was not added: { $reason }
error-account-taken = The name { $name } is taken
error-account-name = { $name } is no name for an account: lower-case letters, digits, dots, dashes, 2 to 40 characters
error-no-place = No place has the code { $code }
error-place-needed = This role needs a place: --place

### operations

serve-metrics = Tells numbers for monitors (Prometheus) under /metrics on this address; off where it is not given
serve-log = Form of the log on standard error: text, or json with an object a line
serve-tls = https with a certificate of its own, kept in the data folder
serve-tls-cert = https with this certificate (PEM, with the chain)
serve-tls-key = The key of the certificate (PEM)
serve-fingerprint = Fingerprint of its certificate (SHA-256): { $fingerprint }
error-tls = https is not possible: { $reason }
backup-about = Makes a back-up of everything in one file, while people go on working
backup-check = Checks the file instead: restores it into a database that is thrown away, verifies the journal there and counts the rows
backup-file = The file of the back-up
backup-passphrase = The passphrase of the keys, at least 12 characters, is read from --passphrase-file, from HUANJIE_BACKUP_PASSPHRASE, or from the first line of standard input. Without it no back-up is made or restored; a check leaves the keys out. The file itself is not encrypted: whoever has it can read the data.
backup-passphrase-file = File whose first line is the passphrase
backup-made = Back-up made: { $file } ({ $mb } MB, { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }, sha256 { $sha256 })
backup-good = The back-up can be restored: { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } as when it was made, { $journal ->
        [one] { $journal } row of
       *[other] { $journal } rows of
    } the journal verified, { $heads ->
        [one] { $heads } signed head
       *[other] { $heads } signed heads
    } compared, { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
backup-keys-open = The passphrase opens the keys
backup-keys-untried = The keys were not tried: no passphrase was given
restore-about = Restores a back-up: into an empty database, all or nothing
restore-replace = Also over a database that is not empty; the former one and its keys are put aside
restore-done = Restored: { $rows ->
        [one] { $rows } row,
       *[other] { $rows } rows,
    } { $journal ->
        [one] { $journal } row of
       *[other] { $journal } rows of
    } the journal verified; the back-up is of { $made }
restore-former = The former database is kept as { $name }
restore-former-keys = The former keys are kept in { $folder }
error-backup-exists = { $file } is there already: choose another name
error-backup-file = { $file } cannot be read or written: { $reason }
error-backup-no-program = { $name } of PostgreSQL { $major } or newer is not installed: install the PostgreSQL programs of the server's version
error-backup-program = { $name } failed: { $said }
error-backup-passphrase-short = The passphrase has fewer than 12 characters
error-backup-passphrase-missing = No passphrase: see --passphrase-file in the help
error-backup-passphrase = The passphrase does not open the keys of this back-up
error-backup-none = { $file } is no back-up of this program
error-backup-part = The back-up is damaged: { $name } is not as it was written
error-backup-other-keys = The keys in the back-up are not those that its manifest names
error-backup-differs = Not everything was restored: { $name } has { $there }, the back-up says { $here }
error-backup-not-empty = The database or the list of signed heads is not empty: nothing was changed. --replace restores nevertheless and puts both aside.
error-backup-in-use = The database is in use: stop huanjie serve first. Nothing was changed.

### web

brand = Elections
day = { $date } ({ $weekday })
hour = { $hour }:00
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
sex-f = Woman
sex-m = Man

role-administrator = Administrator
role-county_office = County election office
role-county_official = County official (reads only)
role-town_office = Town election office
role-leading_group = Town leading group
role-steering_group = Steering group
role-commission = Election commission
role-recorder = Count recorder
role-scrutineer = Scrutineer
role-organisation_desk = County office, organisation department's desk
role-civil_desk = County office, civil affairs' desk
role-guidance_group = Guidance working group
role-audit_group = Financial audit working group
role-petitions_group = Letters and visits working group
role-branch = Party organisation of the unit
role-job = Done by the program
journal-nobody = —
role-console = Operator of the server

duty-see-people = see the accounts of these places
duty-keep-people = keep this account or this role
duty-see-place = see this place
duty-keep-places = add villages and communities of the town and keep what is known of them
duty-open-election = open an election
duty-see-election = see this election
duty-see-roll = see the roll of voters
duty-keep-roll = bring in voters and register objections
duty-seal-roll = post the roll, decide objections and seal it
duty-see-candidates = see the candidates
duty-list-candidates = list and post the formal candidates
duty-see-ledger = see the ledger of ballots
duty-keep-ledger = keep the ledger of ballots and close the vote
duty-see-sheet = see the tally sheet
duty-enter-sheet = enter and check the tally sheet
duty-see-outcome = see the result
duty-declare = declare the result
duty-name-voter = propose which voter a name written in means
duty-confirm-name = agree to which voter a name written in means
duty-see-papers = open the papers of the election
duty-read-instance-journal = read the journal of the instance
duty-read-journal = read the journal
duty-read-place-journal = read the journal of the place

event-account_added = Added an account
event-sample_loaded = Loaded the sample
event-unit_added = Added a village or community
event-election_opened = Opened the election
event-roll_imported = Brought in voters
event-roll_posted = Posted the roll
event-objection_filed = Registered an objection
event-objection_decided = Decided an objection
event-objection_decided_sealed = Decided an objection after the roll was sealed
event-roll_sealed = Sealed the roll
event-candidate_listed = Listed a formal candidate
event-candidate_removed = Took a formal candidate off the list
event-candidates_posted = Posted the formal candidates
event-ballots_moved = Entered ballots in the ledger
event-voting_closed = Closed the vote
event-sheet_entered = Entered the tally sheet
event-sheet_corrected = Corrected the tally sheet
event-sheet_explained = Explained a warning of the tally sheet
event-sheet_signed = Signed off the tally sheet
event-result_declared = Declared the result
event-name_said = Agreed who a name written in means; outcome computed anew
event-name_proposed = Proposed who a name written in means
event-name_declined = Declined who a name written in was said to mean
event-outcome_anew = Outcome computed anew with the kin known now
event-papers_numbered = Changed the number of the announcement
event-papers_printed = Made the papers of the result
event-instance_set_up = made the first administrator
event-mandate_given = entrusted an account with a role
event-mandate_ended = ended a role of an account
event-password_given = gave a temporary password
event-account_locked = locked an account
event-account_unlocked = unlocked an account

page-navigation = Main navigation
page-own-places = My places ({ $n })
page-skip = Skip to the content
page-other-language = 中文
page-sign-out = Sign out
page-printed-on = printed on { $n }
page-type-large = Large type
page-type-plain = Plain type
page-home = Back to the start
page-paper-leads = The signed and sealed paper prevails.
page-trail = Where you are
page-rehearsal = Nothing here is a real election. Law and limits follow the date that the town's office sets.
page-rail = Stages of the election
page-next = Next
page-not-open = This stage has not begun or is closed; this page is for reading only now.
page-all-done = Every stage is closed.
page-election-on = Election day
page-rules = Rules
page-roll = Roll of voters
page-candidates = Formal candidates
page-ballots = Ledger of ballots
page-sheet = Tally sheet
page-outcome = Result
page-journal = Journal
page-day = Day
page-total = Total

rail-done = Closed { $day }
rail-late = { $n ->
    [one] closed { $n } day late
   *[other] closed { $n } days late
}
rail-now = In progress
rail-later = Not begun
rail-due = Due { $day }
rail-period = Objections until { $day }
rail-planned = Election day { $day }
rail-before = Before election day { $day }
rail-cited = { $day } · { $source }
next-roll = Check and post the roll
next-objections = Decide objections and seal the roll
next-candidates = List and post the formal candidates
next-voting = Enter the ballots and close the vote
next-count = Enter and check the tally sheet
next-outcome = Check and declare the result
next-day-passed = { $n ->
    [one] The election day, { $day }, was yesterday; the result is not declared
   *[other] The election day, { $day }, was { $n } days ago; the result is not declared
}
next-tie_revote = Equal votes: hold a re-vote
next-another_election = Seats are open: hold another election
next-rerun = The vote is void: hold it again
next-repeat = This round is void: vote again
next-on-paper = The next round cannot be kept here yet: hold it on paper as announced, and file the papers. The result and the papers of this round stay.

must-by-day = Depends on the day you enter
must-met = Met
must-roll = What must hold to post the roll
must-objections = What must hold to seal the roll
must-candidates = What must hold to post the candidates
must-voting = What must hold to close the vote
must-count = What must hold to close the count
must-outcome = What must hold to declare the result
must-today = Checked for today, { $n }. What is marked “Do this first” has to be done before the stage can be closed; with warnings it can be closed, and they stay on record. If it happened earlier, enter the day below: it is checked on the next page.
holds-body-carried = Elections of this body are carried by stages.
holds-roll-has-voters = Persons on the roll: { $left }, at least { $right }.
holds-roll-posted-in-time = The roll is posted on { $happened }, in time for { $limit }.
holds-on-one-roll = Nobody on this roll has the name, sex and date of birth of somebody on another unit's.
holds-roll-posted = The roll is posted.
holds-objections-over = Objections could be filed up to { $limit }; on { $happened } that time is over.
holds-objections-decided = Every objection is decided.
holds-corrected-before = { $happened } is not before the last correction of the roll ({ $limit }).
holds-noticed-before = { $happened } is not before the last notice of corrections ({ $limit }).
holds-settled-before = { $happened } is not before the last decision on an objection ({ $limit }).
holds-corrections-posted = Every correction after the posting of the roll was told by a notice.
holds-decision-in-time = Objections were decided by { $happened }, in time for { $limit }.
holds-roll-sealed = The roll is sealed.
holds-seats-set = Seats of all posts together: { $left }, at least { $right }.
holds-seats-within = Seats of all posts together: { $left }, at most { $right }.
holds-more-candidates = { $post }: formal candidates { $left }, more than the { $right } seats.
holds-enough-candidates = { $post }: formal candidates { $left }, not fewer than the { $right } asked.
holds-not-too-many-candidates = { $post }: formal candidates { $left }, not more than the { $right } allowed.
holds-list-posted-in-time = The formal list is posted on { $happened }, in time for { $limit }.
holds-candidates-on-roll = Every formal candidate is on the roll of this village.
holds-candidates-for-one-post = Every formal candidate stands for one post.
holds-list-posted = The formal list is posted.
holds-voted-on-the-day = The vote is held on election day, { $limit }.
holds-ballots-add-up = Ballots printed: { $left }; issued, left over and spoiled together: { $right }; the two are equal.
holds-collected-within-printed = Ballots collected: { $left }, not more than the { $right } printed.
holds-collected-within-issued = Ballots collected: { $left }, not more than the { $right } issued.
holds-turnout = Of { $right } registered voters { $voted } took part, which is more than half.
holds-voting-closed = The vote is closed.
holds-counted-on-the-day = The ballots are counted on election day, { $limit }.
holds-sheet-definitive = Both entries agree; nothing is left to correct or to explain.
holds-sheet-requests-answered = No request to open the sheet again waits.
holds-written-names-clear = Of every name written in it is clear who is meant.
holds-written-names-confirmed = Nothing that was said of such a name waits for agreement.
holds-names-said-on-the-day = Who a name written in means was said on { $happened }, not after the day of the count, { $limit }.
holds-count-closed = The count is closed.
holds-outcome-decided = The outcome is computed.
holds-declared-after-vote = The result is declared on { $happened }, not before election day, { $limit }.
holds-result-posted-in-time = The elected are posted on { $happened }, in time for { $limit }.
holds-in-order = This stage closes on { $happened }, not before the stage before ({ $limit }).
holds-not-in-future = The day, { $happened }, is not after today ({ $limit }).
holds-entered-late = What happened on { $happened } is entered on { $limit }. Keep the paper record safe.

sign-in-title = Sign in
sign-in-account = Account
sign-in-password = Password
sign-in-do = Sign in
sign-in-refused = Account or password is wrong; type the password again. If it is forgotten, whoever gives the accounts sets a new one: for villages and communities the town election office, for towns the county election office, for the county the administrator.
sign-in-throttled = Too many wrong passwords, so nothing was checked this time. Try again in { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }. If it is forgotten, whoever gives the accounts sets a new one: for villages and communities the town election office, for towns the county election office, for the county the administrator.
sign-in-empty = Nobody can sign in yet.
set-up-title = Make the first administrator
set-up-lead = This page is here only while nobody can sign in. The administrator then adds accounts for the offices; he has no power over any election himself.
set-up-token = Token
set-up-token-hint = It stands on the console where the program was started
set-up-token-wrong = This is not the token that stands on the console. If the program was started again, take the newest one.
set-up-do = Make the administrator
error-too-many-title = Too many tries
error-too-many = Too many wrong tries came one after the other; nothing was checked this time. Try again in { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }.

password-new = New password
password-again = New password once more
password-hint = At least 12 characters; a few words in a row that belong together for nobody else are good
password-short = At least { $n } characters
password-long = At most 200 characters; this one is longer than anybody types
password-name = This is little more than the name of the account; choose something that has nothing to do with it
password-common = Many people use this password or a very similar one, so it is easily guessed; choose a longer or less usual one
password-differs = The two are not the same; type both again

people-account = Account
people-account-hint = Name to sign in with: lower-case letters, digits, dots, dashes, 2 to 40 characters
people-account-wrong = Lower-case letters, digits, dots, dashes, 2 to 40 characters, beginning with a letter or digit
people-shown-as = Name shown
people-shown-as-hint = On pages and in the journal; a person's own name
people-title = Accounts
people-lead = Who can sign in within your places, and when each last did.
people-none = There are no accounts within your places yet. Add the first one.
people-new = Add an account
people-new-lead = One account for each person. It gets a temporary password, which is changed at the first sign-in.
people-new-do = Add it and show the temporary password
people-account-taken = This name is taken; choose another
people-roles = Roles
people-role = Role
people-role-at = { $role }: { $place }
people-no-role = No role
people-last = Last sign-in
people-never = Never signed in
people-state = State
people-in-use = Can sign in
people-locked = Locked
people-temporary = Temporary password not changed yet
people-place = Place
people-place-hint = Type a part of its name and choose from the list, or type its division code: 6 digits for a county, 9 for a town, 12 for a village or community; an administrator has none
people-from = From
people-until = Until
people-until-hint = The last day; may stay empty
people-period-title = Period
people-period = { $from } to { $until }
people-since = Since { $from }
people-never-held = Ended before it began
people-instance = All of this program's data
people-over = Over
people-holds = Entrusted
people-end-on = No longer from
people-end-do = End this role
people-end-means = From today on the role does not hold any more, and what it allows ends at once. An ended role is not taken up again: it would have to be given anew, and both periods stay in the journal.
people-end = End
people-give = Entrust with one more role
people-give-lead = You give roles below your own, within your own places.
people-give-do = Entrust
people-no-place = This place was not found. Choose from the list or type the division code; of places with the same name only the code tells which
people-no-place-needed = An administrator has no place; leave this empty
people-wrong-level = This role is not held at a place of this level
people-not-yours = You cannot give this role over this place: it is not below yours, or the place is not within yours
people-not-together = An administrator has no power over elections: one account cannot hold both
people-role-there = The account holds this role over this place from that day already
people-from-past = A role cannot begin on a day that is over
people-until-before = This day lies before the first one
people-ended-already = This role is over already; nothing was changed.
people-locked-already = This account is locked already; nothing was changed.
people-unlocked-already = This account is not locked; nothing was changed.
people-password = Temporary password
people-password-lead = For somebody who has forgotten the password. It is shown once and has to be changed at the next sign-in; whoever uses the account now is signed out.
people-password-locked = The account is locked: a temporary password opens it only once it is unlocked.
people-password-meanwhile = Somebody has given this account a temporary password since this page was shown to you; yours was not given. Ask who hands it over, and open the page anew if another one is needed.
people-password-do = Give a temporary password
people-lock = Lock the account
people-lock-lead = The account can no longer sign in, and whoever uses it now is signed out. Everything done with it stays.
people-unlock = Unlock the account
people-unlock-lead = The account can sign in again, with its roles as they are.
people-given = Write down the temporary password
people-given-lead = It is shown this once only and is kept nowhere. Hand it over in person; it has to be changed at the first sign-in.
people-temporary-password = Temporary password
people-to-person = To the account

password-title = Change password
password-lead = All other sessions of this account are signed out by it.
password-must = Somebody else has given you this password. Choose one that only you know, then everything else opens.
password-present = Present password
password-present-wrong = This is not the present password; type it again
password-as-before = The new password is the present one; choose another
password-do = Change the password

form-changed-meanwhile = Somebody has changed this since it was shown to you; yours was not kept. Open the page anew to see what is there now; pressing the button again puts yours in its place.
form-errors = Correct what is marked below; everything else you filled in is still there
form-required = Fill in this field
form-characters = There are characters in it that cannot be used
form-too-long = At most { $n } characters
form-date = Give a date such as 2026-03-18
form-whole = Give a whole number from { $least } to { $most }
form-choose = Choose one
form-later-than-today = This day lies ahead; enter it once it has come
form-please-choose = Choose
ticked-1 = ticked
form-on-hint = The day on which it happened, not the day of entry

error-code = Error code
error-reference = Reference
error-kept-label = What you entered
error-saved-label = What is saved
error-kept = Nothing was changed; what was saved before is there.
error-kept-typed = It was not saved; it is all listed below and can be sent again as it is.
error-kept-typed-file = What you typed was not saved, but is listed below; the file was not saved: choose it again and send once more.
error-kept-shown = It was not saved; it is all listed below and can be copied.
error-stage-over = The stage of this is over; nothing was kept. The case file shows which stage is open.
error-stage-closed-by = { $who } closed the stage “{ $stage }” already, entered { $at }; nothing was kept of yours. The case file shows which stage is open.
error-kept-no-file = The file was not kept; choose it again where it is needed.
error-kept-unknown = It is not certain whether it was saved; open the page first and look.
error-method-title = This address cannot be opened in this way
error-slow-title = The form did not arrive whole
error-busy-title = The answer was not ready in time
error-not-found-title = There is no such page
error-not-found-page = The address may be mistyped, or what was there has moved. Begin again from the start page.
error-elsewhere-title = This is registered elsewhere now
error-forbidden-title = This is not yours to do
error-forbidden = You are not entrusted to { $duty }. Nothing was changed. It is done by: { $who }. If it should be yours, ask whoever entrusts people with it: { $giver }.
error-request-title = This was not done
error-form = The form did not arrive whole; nothing was kept. Go back, reload the page and send it again.
error-method = This address cannot be opened in this way; nothing was changed. Reach the page from the start page.
error-too-large = The file is too large and was not kept. Split it, or leave out columns that are not needed.
error-other-site = This was sent from another site and was not carried out. Send it again from a page of this program.
error-conflict-title = This cannot be done now
error-gone = This is not there any more, or not here: somebody else was quicker. Nothing was done. Reload the page and look.
error-at-once = Somebody else acted on the same thing at the same time; yours was not kept. Reload the page, look, and do it again if it is still needed.
error-stage = This does not belong to the stage that is open now; nothing was kept. The case file shows which stage is open.
error-election-there = The election of this unit is open already; no second one was made. Open its case file.
error-rules-changed = The rules in this program are no longer those that were frozen when the roll was posted, so nothing goes on. Ask the administrator to bring back the version of that time.
error-not-a-unit = Only villages can open an election here so far; those of residents' committees cannot be kept yet.
error-objection-decided = This objection is decided already; nothing was kept.
error-objection-undecided = This objection has no decision yet that could be decided anew. Decide it first.
error-objection-not-upheld = Only an objection that was upheld corrects the roll. Decide it anew first.
error-gate-title = The stage cannot be closed yet
error-gate = Nothing was changed, everything is kept. Mend what keeps the stage open, then come back.
error-internal-title = Something went wrong here
error-internal = This was not carried out. Try again in a while; if it fails again, give the administrator the reference below.

done = Done.
done-mandate-given = The role is entrusted.
done-mandate-ended = The role is ended.
done-account-locked = The account is locked.
done-account-unlocked = The account can sign in again.
done-password = The password is changed.
done-unit = Added: { $name }.
done-election = The election is open. Next, prepare the roll of voters.
done-election-draft = The election is opened. Its rules are a draft: see below, under Rules.
done-roll-import = { $n ->
        [one] { $n } voter was
       *[other] { $n } voters were
    } brought in.
done-roll-same = All voters stand on the roll already; nothing was changed.
done-roll-posted = The roll is entered as posted; the rules are frozen with it.
done-objection = The objection is registered and waits for the commission's decision.
done-objection-decided = The decision is registered. Post it and tell the person who objected.
done-roll-sealed = The roll is sealed and does not change any more.
done-candidate = Listed as formal candidate: { $name }.
done-candidate-removed = Taken off the list.
done-candidates-posted = The formal candidates are entered as posted on { $day }.
done-ballots = Entered: { $kind }, { $n }.
done-voting-closed = The vote is closed. Next, two persons enter the tally sheet apart.
done-sheet-entered = Your entry is kept.
done-nothing-changed = The figures are as before; nothing was changed.
done-sheet-corrected = Figures corrected: { $n }.
done-sheet-explained = The explanation is kept.
done-sheet-signed = The tally sheet is definitive and the outcome is computed. The commission checks and declares it.
done-declared = The result is declared. Announcement and report form are being made and will appear on this page.
done-name-said = Agreed; the outcome was computed anew.
done-name-proposed = Proposed; another member of the commission has to agree.
done-name-declined = Not agreed to; the outcome stays as it is.
done-outcome-anew = The outcome was computed anew with the kin known now.
done-numbered = The number of the announcement is kept.

### desk

desk-title = My tasks
desk-place = Place
desk-who = Whose turn it is
desk-what = What is to be done
desk-when = By when
desk-none = You are not entrusted with anything yet. Ask whoever gave you the account: for villages and communities the town election office, for towns the county election office, for the county the administrator.
desk-nothing = Nothing waits for you now. It is shown here when it is your turn.
desk-first-units = No villages or communities are entered yet. Add them first.
desk-first-towns = No towns are entered yet. Add them first, then give accounts to their offices.
desk-first-offices = { $n ->
    [one] In one town nobody runs the election office yet. Give it an account; it adds its villages and communities.
   *[other] In { $n } towns nobody runs the election office yet. Give them accounts; they add their villages and communities.
}
desk-unkept = Counties without an election office
desk-first-waiting = Every town has somebody in its election office. Once they have entered their villages and communities, you see here how they fare.
desk-first-people = Give an account to the county's election office, which gives them to those below
desk-all = Show all { $n }
desk-due = Due { $n }
desk-overdue = { $n ->
    [one] 1 day overdue
   *[other] { $n } days overdue
    }
desk-today = Due today
desk-in = { $n ->
    [one] In 1 day
   *[other] In { $n } days
    }
desk-no-date = No date set
desk-from = From { $day }
desk-open = { $n ->
    [one] No election is open yet
   *[other] { $n } villages have no election yet
    }
desk-decide = { $n ->
    [one] Decide 1 objection to the roll
   *[other] Decide { $n } objections to the roll
    }
desk-seal = Seal the roll once the time of objections is over
desk-enter = Enter the tally sheet
desk-second = Enter the tally sheet a second time, by another person
desk-differ = The two entries differ: correct yours from the paper
desk-faulty = The sheet does not add up: correct it from the paper
desk-explain = Explain what the check of the sheet found
desk-sign = Check the tally sheet and sign it off
desk-compare = The two who entered the sheet compare and sign it
desk-agree-reopened = Somebody asks to correct some lines of the tally sheet: answer
desk-agree-started_over = Somebody asks to begin the tally sheet anew: answer
desk-agree-other = Another person's answer is awaited: the tally sheet is to be corrected
desk-print = The papers of the result could not be printed: print them again
desk-again = Vote again
desk-eyes = Under my eyes
desk-eyes-lead = These wait for other people.
desk-counts = Units by stage
desk-town = Town
desk-units = Units
desk-without = Villages not opened
desk-uncarried = Communities (not carried yet)
desk-done = Declared
desk-late = Overdue
desk-rehearsal = { $n } (rehearsal)
desk-rehearsal-day = Rehearsal, { $n }
desk-rehearsal-numbered = { $n } (rehearsal { $number })
desk-instance = How the system fares
desk-backup = Last back-up
desk-backup-none = None yet
desk-backup-do = Make a back-up
desk-failed-do = Look at work that failed
desk-unused = Accounts that never signed in

### places

place-village = Village
place-community = Community
stage-unopened = No election yet
stage-uncarried = Not carried yet
place-below = What lies below
place-name = Name
place-code = Division code
place-kind = Kind
place-election-day = Election day
stage-declared = Result declared
stage-again = Declared, another vote to be held
place-progress = Stages closed
place-stage = Stage
place-due = Next deadline
place-overdue = Overdue
place-responsible = Responsible
place-nobody = Nobody yet
place-units = Units
place-flagged = Of these flagged
place-none-below = Nothing is entered below this place yet.
place-add-unit = Add a village or community
place-not-yet = Elections of residents' committees cannot be kept here yet: hold them on paper. Name, code, groups and people of the community can be kept.
place-add-unit-do = Add it
place-code-hint = 12 digits, beginning with the code of the town
place-open-case = Open the case file
place-open-election = Open an election
place-open-election-lead = Set election day and seats first. The day and the province decide which law applies.
place-open-election-do = Open the election
unit-code-wrong = Give { $n } digits that begin with { $above }
unit-code-taken = This code belongs to another place
unit-name-taken = The town has a village or community of this name (code { $code }); write what tells them apart
election-no-rules = There are no rules for this day and place. Check the election day.
election-on-hint = The day of the vote; rules and limits follow from it
election-term = Term number
election-term-hint = A number such as 11
election-seats = Seats
election-seats-hint = At least 1 director; 0 where there are no deputies or members

### places

place-add-unit-lead = A unit elects a committee of its own. Its code is that of the official list of divisions.
place-add-town = Add a town
place-add-town-lead = The town's election office then adds its villages and communities.
place-add-county = Add a county
desk-counties = Counties

### own: what is theirs who wait for the count
own-part = Your part
own-now = Now
own-next = Your turn
own-day = { $day }
own-day-today = { $day }, which is today
own-day-in = { $n ->
    [one] { $day }, tomorrow
   *[other] { $day }, in { $n } days
}
own-stage = { $stage }, done by: { $who }
own-stage-due = { $stage }; { $due }, the last day is { $day }
own-stage-unopened = The election is not opened yet; that is done by: { $who }
own-stage-done = All stages are closed and the result is declared
own-recorder = You enter the tally sheet: two people enter it, neither sees the other's; what differs is corrected from the paper, then both sign it.
own-recorder-unopened = Once the election is opened its day and its stages are shown here; you enter the sheet when voting is over.
own-recorder-before = When voting is over and the count begins, as a rule on the election day itself.
own-recorder-count = Now: open the tally sheet to enter or compare it.
own-recorder-after = The sheet is signed; the commission declares the result. If something was entered wrongly, ask for a correction on the page of the sheet.
own-recorder-done = Nothing is left for you to do.
own-scrutineer = You watch over the vote and the count, say who is meant by a written-in name that several bear, and may ask for the sheet to be corrected.
own-scrutineer-unopened = Once the election is opened its day and its stages are shown here; you are there when people vote and ballots are counted.
own-scrutineer-before = On the election day, while people vote; the ledger shows at any time what was issued and collected.
own-scrutineer-count = Now: watch the count, and see how far the sheet is.
own-scrutineer-after = The sheet is signed. If a written-in name is borne by several, say on the page of the outcome who is meant.
own-scrutineer-done = Nothing is left for you to do; outcome and journal can still be read.
own-screen = This shows the election in the hall. It can change nothing.
own-screen-unopened = Once the election is opened its day, its candidates and its stages can be shown.
own-screen-before = The candidates once their list is posted; the progress of the count once it begins.
own-screen-count = Now: the progress of the count.
own-screen-after = The count is over; the result can be shown once the commission has declared it.
own-screen-done = The result can be shown.
desk-same = { $n ->
    [one] Decide whether two records that look alike are of one person: one pair
   *[other] Decide whether records that look alike are of one person: { $n } pairs
}

place-add-county-lead = The first place of this instance: with it, its election office can be given accounts.
place-town-code-hint = 9 digits, beginning with the code of the county
place-county-code-hint = 6 digits
place-code-digits = Give { $n } digits
place-no-towns = No town is entered yet. The county's office adds the first one.
place-within = Lies in the community
place-dissolved = no more since { $n }
place-dissolved-on = No more since
place-dissolved-hint = Leave empty while it exists
page-document-no = Document number
page-if-any = Leave empty where there is none
edit-title = Change name and position
edit-lead = What is changed here holds from now on; the journal keeps what it was.
edit-do = Change it
edit-area-hint = Areas are added on the page of the town; leave empty for none
edit-within-hint = Of a village only; leave empty for none
edit-within-village = Only a village lies in a community
edit-kind-elects = An election of this unit was opened already, and its kind decides which body is elected; the kind stays
edit-kind-holds = Villages lie in this community; move them first
done-place-changed = Changed: { $name }.
code-change = Change the code
code-lead = The old code leads to the new one from then on; who holds a role here keeps it. With the code of a town those of its units change.
code-do = Change the code
code-new = New code
code-new-hint = As the official list of divisions has it
code-valid-on = Valid from
code-same = This is the code already
code-before = A code has been valid from { $day }; choose a later day
code-former = Former codes
code-period = { $code }: { $from } – { $until } { $document }
done-code = The code is { $code } now; the old one leads here.
area-title = Area
area-list = Areas
area-none = No area is entered. Where the town is led by areas, add them and then set the area of each unit.
area-add = Add an area
area-change = Change the area
area-lead = Units are put into an area on the page of each unit.
area-do = Keep the area
area-name-hint = Such as East
area-led-by = Led by
area-no-lead = Nobody yet
area-units = Units
area-led = { $area }, led by { $lead }
area-taken = There is an area of this name already
done-area = Kept: { $name }.
group-title = Groups
group-none = No group is entered yet. Rolls and door-to-door sheets go by groups: add them first.
group-add = Add groups
group-add-lead = Groups are numbered within their unit, on from the last one.
group-add-do = Add them
group-number = Group { $n }
group-count = How many
group-count-hint = 1 to 50
group-too-many = Numbers go up to 999
group-change-lead = The number of a group stays; where it is called by a name as well, enter it.
group-name = Name
group-name-hint = Leave empty where the number is enough
done-groups = Groups added: { $n }.
done-group = Group { $n } is changed.
figure-title = Households and people
figure-none = Nothing is entered yet. Enter the newest figures with the day on which they were counted.
figure-add = Enter new figures
figure-lead = Former figures stay; the newest day counts. A village's figures are not those of the community that it lies in.
figure-do = Enter them
figure-counted-on = Counted on
figure-households = Households
figure-people = People
figure-households-hint = Not more than people
figure-source = Source
figure-source-hint = Who says so, such as the register of households
figure-more-households = There are more households than people; check both
figure-there = Just these households and people are registered of this day already
figure-replace = Replace by the new figures
figure-replace-ask = Registered of { $day }: households { $households } → { $new_households }, people { $people } → { $new_people }, source { $source } → { $new_source }. Tick “Replace by the new figures” to change them
figure-total = { $households ->
        [one] { $households } household
       *[other] { $households } households
    }, { $people ->
        [one] { $people } person
       *[other] { $people } people
    } in { $counted } of { $units } villages and communities
done-figures = The figures are kept.
cooperative-title = Economic cooperatives
cooperative-none = No economic cooperative is entered.
cooperative-add = Add a cooperative
cooperative-change = Change the cooperative
cooperative-lead = A village that was made of several may have several cooperatives. Where their income differs much, the leading group should know.
cooperative-do = Keep the cooperative
cooperative-name-hint = The full name
cooperative-members = Members
cooperative-income = Income (yuan)
cooperative-income-hint = Of one year, whole yuan
cooperative-income-year = In the year
cooperative-income-both = Give the income and its year, or neither
cooperative-income-of = { $income } ({ $year })
cooperative-taken = There is a cooperative of this name already
done-cooperative = Kept: { $name }.
organisation-title = Organisations of the Party
organisation-none = No organisation is entered yet. Begin with the town's committee, then the general branches, then the branches.
organisation-gone = No more there ({ $n })
organisation-list = Show them as a tree
organisation-as-table = As a table (filter, export)
organisation-listed = Organisations of the Party in { $place } on { $day }. The members of an organisation are those of the branches below it, too.
organisation-counts = General branches: { $general }, branches: { $branches }
organisation-add = Add an organisation
organisation-lead = It hangs on this place, and stands under another organisation.
organisation-do = Add it
organisation-kind = Kind
organisation-name = Name
organisation-name-hint = The full name
organisation-above = Stands under
organisation-above-hint = Leave empty for the town's committee only
organisation-uppermost = The town's committee stands under none
organisation-one = This town has its committee already
organisation-name-taken = There is an organisation of this name here; write what tells them apart
organisation-town_committee = Town committee
organisation-general_branch = General branch
organisation-branch = Branch
done-organisation = Added: { $name }.
merge-title = Became part of another
merge-lead = The code of this unit ends on that day, and its address leads to the other one. What was entered here stays, and is told there. This is not taken back.
merge-do = Enter the merger
merge-into = Became part of
merge-into-hint = Where a new unit was made, add it to the town first
merge-before = The code of this unit began on this day or later; choose a later day
done-unit-merged = { $name } is part of { $into } now.
history-title = How it came to be
history-none = Nothing is entered of units that became this one.
history-add = Note a former unit
history-lead = For units that were gone before anything was entered here.
history-do = Note it
history-former = Former unit
history-former-hint = Its name at the time
history-code = Its code
history-code-hint = 12 digits; leave empty where it is not known
history-became = Became
history-on = Day
history-change = Change
history-remove = Take off
history-remove-of = Take off: { $n }
done-history = Noted: { $name }.
done-history-removed = The note is taken off.
error-merge-running = An election of this unit is under way. Declare its result first, then enter the merger. Nothing was changed.
error-history-used = Something else is entered of this former unit, so that it stays. Nothing was changed.
duty-keep-towns = add towns to the county
duty-change-places = change name and code of this place
duty-make-counties = add a county
event-county_added = added a county
event-town_added = added a town
event-place_changed = changed a place
event-code_changed = changed a division code
event-area_added = added an area
event-area_changed = changed an area
event-groups_added = added groups
event-group_changed = changed a group
event-figures_added = entered households and people
event-figures_replaced = corrected households and people
event-cooperative_added = added an economic cooperative
event-cooperative_changed = changed an economic cooperative
event-organisation_added = added an organisation of the Party
organisation-change = Change this organisation
organisation-change-lead = Name and place in the tree, or that it was dissolved. Its members have gone over to another organisation by then.
organisation-holds = It still has { $held }: let them go over to another one, or end them, first
organisation-holds-below = { $n ->
        [one] { $n } organisation below it
       *[other] { $n } organisations below it
    }
organisation-holds-members = { $n ->
        [one] { $n } member
       *[other] { $n } members
    }
organisation-holds-posts = { $n ->
        [one] { $n } post that is held
       *[other] { $n } posts that are held
    }
organisation-dissolved-before = Its members and posts are registered up to { $day }: it cannot be dissolved before that day; correct what was registered by mistake first
organisation-dissolved = This organisation was dissolved on { $n }.
organisation-above-dissolved = This organisation was dissolved; choose another one
organisation-general-above = A general branch stands under the town's committee, not under another general branch
done-organisation-changed = { $name } was changed.
event-organisation_changed = changed an organisation of the Party
area-remove = Take the area away
error-area-used = Villages or communities lie in this area: let them lie in another one first, on the page of each. Nothing was changed.
done-area-removed = The area { $name } was taken away.
event-area_removed = took an area away
event-unit_merged = entered that a unit became part of another
event-history_noted = noted a former unit
event-history_removed = took a note of a former unit off
table-area = Areas
table-unit_group = Groups
table-place_figure = Households and people
table-cooperative = Economic cooperatives
table-place_succession = Mergers
table-organisation = Organisations of the Party

### rehearsals

rehearsal-mark = Rehearsal
rehearsal-print = Rehearsal
rehearsal-date = Date of the rehearsal
rehearsal-move = Move the date
rehearsal-move-title = Move the date of the rehearsal
rehearsal-lead = Stages, limits and warnings of the whole town go by this date in place of the real one. The journal keeps real time.
rehearsal-hint = Any day, but not before one on which a stage was closed
rehearsal-do = Move the date
rehearsal-before = A stage is entered as closed on { $day }; choose this day or a later one
error-no-rehearsal = This is no rehearsal: here the real date counts, and nobody moves it. Nothing was changed.
error-no-campaign = Nothing is being rehearsed in this town yet: open an election first, then move the date. Nothing was changed.
done-rehearsal-date = The rehearsal goes on with { $day }.
duty-move-date = set the date of the rehearsal
event-rehearsal_date_moved = moved the date of the rehearsal
rehearsal-begin = Begin a rehearsal
rehearsal-begin-lead = The town is copied with its villages, people and roles to a world of its own. Whatever is done there touches nothing real, and every page and paper says that it is a rehearsal. It can be thrown away at any time.
rehearsal-begin-hint = Law and limits of the rehearsal follow this date; it can be moved later
rehearsal-begin-do = Begin the rehearsal
rehearsal-part = Who takes part
rehearsal-part-hint = Others can be given roles there later
rehearsal-part-everybody = Everybody, in the roles that they have today
rehearsal-part-myself = Nobody but me at first
rehearsal-discard = Throw the rehearsal away
rehearsal-discard-lead = All that was entered in this rehearsal goes for good, and nobody has a role in it any more. The journal keeps that it was, and no content. The real world and other rehearsals stay as they are.
rehearsal-discard-sure = This rehearsal and all that is in it may go for good
rehearsal-discard-tick = Tick this first: what is thrown away cannot be had back
rehearsal-discard-do = Throw it away
rehearsal-holds-towns = Towns
rehearsal-holds-units = Villages and communities
rehearsal-holds-persons = Persons
rehearsal-holds-elections = Elections
rehearsal-holds-accounts = Accounts with roles here
page-back-unchanged = Back, nothing is changed
error-rehearsal-begun = A rehearsal of this town was begun meanwhile; it is among your places. Open the page again to begin another one. Nothing was changed.
error-rehearsal-none = This is no rehearsal: what is real is not thrown away. Nothing was changed.
done-rehearsal-begun = The rehearsal of { $name } has begun. All of it is practice.
done-rehearsal-discarded = The rehearsal of { $name } was thrown away.
duty-begin-rehearsal = begin a rehearsal of this town
duty-discard-rehearsal = throw this rehearsal away
event-rehearsal_begun = began a rehearsal
event-rehearsal_discarded = threw a rehearsal away
note-world = Number of the rehearsal
note-withheld = Entries of the journal whose content went

case-title = Case file
case-seats = Seats
case-post = Post
case-number = Seats
case-rules = Rules
case-frozen = The rules were frozen with the roll on { $n }.
case-not-frozen = The rules are frozen when the roll is posted; before that they follow election day.
case-digest = Digest of the rules
case-pages = Pages of this election

roll-numbers = The roll in numbers
roll-voters = Registered voters
roll-women = Women among them
roll-groups = Groups
roll-import = Bring in voters
roll-file = File of voters (XLSX, XLS, ET or CSV)
roll-file-hint = The first line, or that below a title, names the columns: 姓名, 性别, 出生日期, 组别 (or name, sex, birth, group), and if there are any 身份证号, 类别, 联系电话, in any order. Category is a, b or c; empty is a.
roll-file-all = If anything is wrong nothing of the file is taken; it is safe to try again.
roll-file-look = Look at it first; lines that are wrong can be left out
roll-file-adds = On the roll already: { $n }. Another file adds to it and replaces nobody. Where the whole roll is wrong, empty it first and bring in the right file.
roll-import-do = Bring them in
### Seats changed
seats-title = Correct the seats
seats-lead = Until the formal list is posted the seats can be corrected; ballots and the number of candidates follow them. The former seats and the reason stay in the journal.
seats-now = Seats now
seats-one = { $post } { $n }
seats-and = ,{ " " }
seats-reason-hint = For example: mistyped when the election was opened; by which document
seats-do = Correct the seats
seats-same = these are the seats already
seats-too-few = Director, deputies and members are { $n } together; there must be at least { $bound } ({ $source })
seats-too-many = Director, deputies and members are { $n } together; there may be at most { $bound } ({ $source })
seats-listed = there are candidates for this post; take them off the list first
seats-list-posted = The formal list is posted; the seats do not change any more. Nothing was kept.
done-seats = The seats are corrected.
event-seats_changed = Corrected the seats
note-seats_before = Seats before
note-seats_after = Seats after
election-past = election day { $day } is past; today is { $today }. If it is mistyped, correct it; if this is an election that was held already, press the button once more
### A roll brought in anew
roll-clear = Empty the roll
roll-clear-lead = Until the roll is posted everybody can be taken off it, so that the right file can be brought in. Corrections made before the posting go with it. What was taken off and why stays in the journal; it does not come back to the roll.
roll-clear-reason-hint = For example: the file of another village was brought in
roll-clear-do = Empty the roll ({ $n ->
        [one] { $n } voter
       *[other] { $n } voters
    })
roll-clear-back = Leave it and go back to the roll
roll-clear-nobody = Nobody is on the roll; there is nothing to take off.
roll-clear-other = the roll has just been changed and has { $n ->
        [one] { $n } voter
       *[other] { $n } voters
    } now; look at it and confirm again
done-roll-cleared = The roll is empty; taken off: { $n }. Bring in the right file.
done-roll-import-doubtful = Voters brought in: { $n }. Entries of the roll to be checked: { $doubts }, listed below.
event-roll_cleared = Emptied the roll
note-reason = Reason
note-ballots = What
note-channel = Channel
note-quantity = Ballots
note-line = Entry of the ledger
note-post = Post
note-candidate = Candidate
note-change = Change
doubt-list = Entries to be checked
doubt-lead = These entries look unusual and may be mistyped. Those that are right need nothing; correct the others by “Correct the roll”.
doubt-why = What to check
doubt-old = older than 110 years
doubt-group = the unit has no such group
doubt-sign = digits or Latin letters in the name
doubt-and = { "; " }
correction-posted-meanwhile = the roll has just been posted: this would be a correction that a notice has to tell now. If it is still to be made, check the day and send it again
correction-after-correction = A correction was made before this day; the roll cannot have been posted after it
roll-problems = The file was not taken. Correct these lines and upload it again
roll-column-name = Name
roll-column-sex = Sex
roll-column-birth = Date of birth
roll-column-group = Group
roll-column-category = Category
roll-there-already = { $value } is on the roll already (same name and date of birth)
roll-no-group = The village has no group { $n }. Compare the paper; if there is a new group, the town office registers it first
roll-bad-name = no name, or too long: "{ $value }"
roll-under-age = not yet 18 on election day: { $value }
roll-category-a = Registered and living here
roll-category-b = Registered here, away, takes part
roll-category-c = Living here, admitted by the meeting
roll-list = Roll of voters
roll-not-for-the-wall = This page tells days of birth and objections: it is for the office and must not be posted.
roll-none = The roll is still empty. Bring in a file of voters first.
roll-no = No.
roll-post = Post the roll
roll-post-lead = Enter the day on which the roll was put up. The rules are frozen with it and no more voters are brought in.
roll-post-on = Day of posting
roll-seal = Seal the roll
roll-seal-lead = When the time for objections is over and all are decided. A sealed roll does not change any more.
roll-seal-on = Day of sealing
roll-digest = Digest of the roll
objection-list = Objections to the roll
objection-none = There are no objections.
objection-file = Register an objection
objection-filed-on = Filed on
objection-filed-by = Filed by
objection-matter = What about
objection-matter-hint = Who should be added or struck, or what should be corrected; at most 1000 characters
objection-file-do = Register it
objection-decide-of = Decide the objection of { $n }
objection-decided = Decision
objection-decided-on = Decided on
objection-waiting = Waits for a decision
objection-decide-do = Enter the decision
objection-upheld = Upheld
objection-rejected = Rejected
objection-former = Former decision of { $day }: { $decision }; grounds: { $grounds }. Decided anew because: { $cause }; { $reason }
objection-see-of = Objection of { $n }
objection-cause = Why it is decided anew
objection-cause-mistake = The former decision was mistaken
objection-cause-town = The town government orders it
objection-anew = Decide anew
objection-anew-of = Objection of { $n }: decide anew
objection-anew-hint = Where the decision was mistaken, or the town orders another one, it can be decided anew until the roll is sealed.
objection-anew-meanwhile = It was decided anew since this page was shown to you; nothing was kept of yours. Look at the decision above, and press the button again if it is still needed.
objection-anew-lead = The former decision stays on record. Whatever it corrected is taken back by this act: the roll goes back to where it stood before, and then follows the new decision. Nothing is deleted.
objection-anew-reason = Reason for deciding anew
objection-anew-reason-hint = What was mistaken, or the town's letter and its date; what shows it
objection-anew-do = Enter the new decision
objection-made = Corrections made by it
objection-more = Enter another correction
objection-more-of = Objection of { $n }: another correction
objection-more-hint = Where the objection concerns other voters too, enter a correction for each.
objection-more-lead = Corrects the entry of another voter by the same decision.
objection-back = Back to the objection
notice-list = Notices of corrections
notice-link = No. 4—{ $n }, { $day }
notice-link-withdrawn = No. 4—{ $n }, { $day } (withdrawn)
notice-unposted = Corrections that no notice has told: { $n }. Make the notice, print it and post it.
notice-posted-on = Day of posting
notice-posted-on-hint = The day the notice goes up on the wall
notice-do = Make the notice
notice-nothing = There is no correction to be told. Reload the page: somebody else may just have made the notice.
notice-how = Print this notice with your browser (Ctrl+P), seal it and post it. Notices hang in Chinese.
notice-heading = { $unit }, general election of the villagers' committee, term { $term }
notice-title = Notice of corrections
notice-number = (No. 4—{ $n })
notice-lead = After the roll of { $unit } for the election of term { $term } was posted it was checked and is corrected as follows:
notice-added = 1. Added
notice-struck = 2. Struck
notice-corrected = 3. Corrected
notice-none = None.
notice-corrected-line = { $was } is corrected to { $is }
notice-born = born { $on }
notice-month = { $year }-{ $month }
notice-day = { $year }-{ $month }-{ $day }
notice-total = With these corrections the roll has { $n ->
        [one] { $n } voter
       *[other] { $n } voters
    }.
notice-end = Hereby announced.
notice-issuer = { $unit }, village election commission of term { $term } (seal)
notice-after-today = The day of posting is later than today ({ $today }); enter the notice on the day it goes up, or afterwards
notice-before-notice = The day of posting is before that of the notice before it: No. 4—{ $n } was posted on { $day }. Enter the real day; if the day of the other notice is wrong, correct that one first
notice-before-roll = The day of posting is before the roll was posted ({ $day })
notice-before-correction = The day of posting is before the last of the corrections that it tells ({ $day })
notice-nothing-yet = There is nothing to tell yet on this day: the first correction that no notice has told was made on { $day }
notice-untold = Corrections that no notice has told yet: { $n }. The next notice tells them:
notice-untold-none = No correction waits for a notice.
notice-untold-hint = A notice tells the corrections up to its day of posting. What is entered after the notice is made, or was corrected after its day, needs a further notice.
notice-untold-line = { $kind }: { $entry } ({ $day })
notice-later = Left for the next notice
notice-later-lead = Corrections made after the day of posting of this notice: { $n }. It does not tell them; they need a further notice:
correction-told-by = told by No. 4—{ $n }
correction-untold = to be told
notice-check = Check notice of corrections No. 4—{ $n }
notice-check-paper = What the notice says
notice-means = The notice gets its number and is then printed and posted; the roll cannot be sealed as of a day before the day of posting. Until the roll is sealed the day can be corrected and the notice withdrawn, with a reason.
notice-means-sealed = The notice gets its number and is then printed and posted. The roll is sealed and does not change by it; the day can be corrected and the notice withdrawn, with a reason.
notice-confirm = Make notice No. 4—{ $n }
notice-changed = The corrections or the notices have changed since you were shown them, so no notice was made. Check what it says now and press the button again.
notice-not-last = Only the last notice that was not withdrawn can have its day corrected or be withdrawn. Open the page of the roll to see which one that is.
notice-changes = What was done to it
notice-day-corrected = The day of posting was corrected from { $before } to { $after }. Reason: { $reason }
notice-withdrawn-why = The notice was withdrawn. Reason: { $reason }
notice-void = Withdrawn
notice-void-means = This notice was withdrawn and keeps its number; a new notice has to tell the corrections again. Mark the one on the wall 作废.
correction-day-do = Correct the day
correction-day-hint = The day on which the roll was really corrected
correction-day-lead = Enter the day on which the roll was really corrected. The former day and the reason stay on record. Where a notice tells it, withdraw the notice first.
correction-day-title = Correct the day of a correction
correction-told = A notice tells this correction, its day can no longer be changed. Withdraw the notice first.
notice-day-do = Correct the day of posting
notice-day-title = Correct the day of notice No. 4—{ $n }
notice-day-lead = Enter the day on which the notice really went up. The former day and the reason stay on record; print the notice again with its new day.
notice-withdraw = Withdraw this notice
notice-withdraw-title = Withdraw notice No. 4—{ $n }
notice-withdraw-lead = Its number is kept and not used again; its corrections count as not yet told, and another notice has to tell them. Mark the notice on the wall 作废.
notice-back = Back to the notice
objection-before-posting = This day lies before the posting of the roll

candidate-list = The formal candidates
candidate-seats = seats: { $n }
candidate-none = Nobody is listed yet. Add voters from the roll.
candidate-rank = Order on the ballot
candidate-name = Name
candidate-sex = Sex
candidate-birth = Born
candidate-remove = Take off
candidate-remove-title = Take a candidate off the list
candidate-remove-lead = The candidate loses the place in the order of the list: whoever is listed again stands last.
candidate-remove-of = Take off: { $n }
candidate-add = Add a candidate
candidate-name-hint = As the name stands on the roll
candidate-birth-on = Date of birth
candidate-birth-hint = Needed only where the roll has the name more than once
candidate-post = Post
candidate-add-do = Add
candidate-post-list = Post the formal candidates
candidate-post-lead = Enter the day on which the list was put up. It does not change after that.
candidate-post-on = Day of posting
candidate-not-on-roll = Nobody on the roll has this name. Check the name and the date of birth.
candidate-several = The roll has this name more than once; give the date of birth
candidate-there-already = Stands for this post already

ballots-printed = Printed
ballots-issued = Issued
ballots-scribed = Of these by scribes
ballots-spoiled = Spoiled
ballots-unused = Left over
ballots-collected = Collected
ballots-valid = Valid
ballots-invalid = Invalid
ballots-blank = Blank
channel-hall = Central hall
channel-station = Polling station
channel-mobile = Mobile box
channel-proxy = By proxy
ledger-same-line = Somebody has entered the same line since this page was shown to you; see the list. Yours was not kept. If it is another one, press the button again.
ledger-rule = Printed = issued + left over + spoiled; collected is not more than issued.
ledger-enter = Enter ballots
ledger-enter-lead = Numbers only; nobody's ballot is entered.
ledger-kind = What
ledger-quantity = Ballots
ledger-channel = Where issued
ledger-channel-hint = For ballots issued only
ledger-hour = Hour
ledger-hour-hint = The hour, 0 to 23; may stay empty
ledger-enter-do = Enter
ledger-list = Entries of the ledger
ledger-none = The ledger is empty. Enter the printed ballots first.
ledger-no = No.
ledger-close = Close the vote
ledger-close-lead = When all boxes are in and the ballots add up. After that the ledger changes only by late entries with a reason, until the sheet is signed off.
ledger-close-on = Day of the vote

sheet-state = Where the sheet stands
sheet-state-empty = Nothing is entered yet
sheet-state-first_entered = One person has entered it; the second entry is awaited
sheet-state-differing = The two entries differ; each looks at the paper again
sheet-state-faulty = Both entries agree, but the figures do not add up
sheet-state-unexplained = Both entries agree; some warnings need an explanation
sheet-state-agreed = Both entries agree; the sheet can be signed off
sheet-state-definitive = Definitive
sheet-blind = Two persons enter it apart and do not see each other's figures.
sheet-before = The sheet is entered once the vote is closed.
sheet-wait = The two who enter the sheet check its figures; they are shown here once definitive.
sheet-own-waits = Your entry is kept. When the other person has entered theirs, both are compared line by line.
sheet-page-changed = Somebody has meanwhile changed what this page is about. What you have typed is still here and has not been sent; it goes when the page is opened anew.
sheet-page-reload = Open the page anew
sheet-enter = Enter the sheet from the paper
sheet-enter-lead = Copy what the paper says and correct nothing in your head. Enter 0 where there are none.
sheet-ballots = Ballots
sheet-written = Written in
sheet-written-lead = One person a line; leave empty what is not needed.
sheet-written-name = Name, line { $n }
sheet-written-post = Post, line { $n }
sheet-written-votes = Votes, line { $n }
sheet-written-more = Three more lines for persons written in
sheet-written-fold = { $n ->
        [one] { $n } more line
       *[other] { $n } more lines
    }
sheet-sum-votes = Votes of all together
sheet-sum-most = At most (seats { $seats } × { $of })
sheet-sum-agrees = adds up
sheet-sum-differs = differs by { $n }
sheet-sum-within = not exceeded
sheet-sum-over = { $n } too many
sheet-enter-do = Send the entry
sheet-figures = Figures of the sheet
sheet-field = Line
sheet-figure = Figure
sheet-mistakes = What you typed does not add up
sheet-mistakes-lead = Compare these lines with the paper. If you mistyped, correct it below; if the paper says so, send the entry again as it is. The other person's entry has no part in this.
sheet-mistakes-look = look at the lines named and send the entry again
sheet-correct = Correct from the paper
sheet-correct-lead = Only what needs a second look. Leave a line empty that is not on the paper.
sheet-correct-do = Keep the corrections
sheet-findings = What the check found
sheet-blocks = Must be corrected
sheet-explains = Needs an explanation
sheet-explained = Explanation: { $n }
sheet-explanation = Explanation
sheet-line = { $name }: { $n }
sheet-explanation-anew = Explain otherwise
sheet-explanation-n = Explanation { $n }
sheet-is-explained = Explained
sheet-explanation-hint = Why the paper says so, and who confirmed it
sheet-explain-do = Keep the explanation
sheet-finish = Sign the sheet off
sheet-finish-lead = The figures do not change after that and the outcome is computed. Compare with the signed paper once more first.
sheet-finish-on = Day of the count
sheet-written-twice = This name stands twice for the same post; make it one line
sheet-other-content = This page was sent before: with other figures, for a sheet that was begun anew since, or by somebody else. Nothing was kept this time. Compare the figures with the paper and enter them again, or open the sheet to see what is kept.
sheet-too-late = Two others have entered this sheet before you, and there is no third entry. Yours was not kept and cannot be sent again; what you typed is listed below for comparison. This page shows where the sheet stands.
sheet-not-now = The sheet does not allow this now; nothing was kept. Reload the page to see where it stands.
sheet-finish-differing = The two entries still differ; the sheet cannot be signed. Each enterer corrects the own figures from the paper.
sheet-finish-faulty = The sheet has errors that must be corrected before it is signed. Go back to the sheet and correct them one by one; where the ledger is wrong, the commission corrects the ledger.
sheet-finish-unexplained = The sheet has warnings without an explanation; it cannot be signed. Go back to the sheet and write the reason for each.
sheet-same-person = You have entered it once; the second entry must be another person's. Nothing was kept.
sheet-not-enterer = Only the two who entered the sheet may correct, explain and sign it off. Nothing was kept.
sheet-not-open = This line cannot be changed now; nothing was kept.
sheet-unchanged = The figure is as before; nothing was changed.
sheet-too-large = The figure is too large; nothing was kept. Check it.
sheet-no-warning = This warning is gone; the explanation was not kept. Reload the page.
sheet-no-text = Write the reason, then send it.
sheet-impossible = The records of this sheet are not complete; nothing can be done with it. Ask the administrator.

outcome-none = There is no result yet. It is computed when the tally sheet is signed off.
outcome-valid = The vote is valid
outcome-void = The vote is void
outcome-next-declare = Every seat is filled; the commission declares the result.
outcome-next-tie_revote = Votes are equal across the last seat; those with equal votes are voted on again.
outcome-next-another_election = Fewer were elected than there are seats; another election is held for the rest.
outcome-next-may_convene = Enough were elected; the vacant seats may stay vacant or be filled by another election.
outcome-next-rerun = The vote is void and is run again.
outcome-next-repeat = This round is void and is voted on again.
outcome-next-also = { " " }Seats are open besides: another election.
outcome-declared = Declared on { $n }.
outcome-not-declared = Not declared yet; for checking only.
outcome-ballots = Ballots
outcome-people = Votes and elected
outcome-person = Name
outcome-post = Post
outcome-votes = Votes
outcome-verdict = Result
outcome-elected = Elected
outcome-not-elected = Not elected
outcome-tied = Equal votes, a re-vote decides
outcome-full = Not elected (votes suffice, seats are taken)
outcome-not-counted = Not a voter here, not counted
outcome-written-in = written in
outcome-unclear = Not said who is meant
outcome-checks = The checks one by one
outcome-check = Of what
outcome-numbers = Compared
outcome-source = Source
outcome-holds = Holds
outcome-fails = Does not hold
outcome-whole-vote = The whole vote
outcome-vacancies = Vacant seats
outcome-vacant = { $post }: { $n }
outcome-ties = Equal votes
outcome-tie = { $post }: { $names } have equal votes; they are voted on again for { $n } of the seats
outcome-tie-women = { $post }: { $names } have equal votes; they are voted on again for { $n } seat kept for a woman
outcome-tie-kin = { $post }: { $names } are near kin with equal votes; one of them can serve, and they are voted on again
outcome-reasons = Where the order of votes did not decide
outcome-womens-seat = Elected (women's seat)
outcome-gave-way = Gave way to near kin
outcome-women-taken = { $post }: { $seats ->
        [one] { $seats } seat,
       *[other] { $seats } seats,
    } and no woman was elected as director or deputy. { $name } has { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    } ({ $numbers }), the most of the women with enough of them, and takes one seat first; the other { $rest } go by votes.
outcome-women-passed = {" "}{ $passed } had more votes than { $name } and no seat was left.
outcome-women-kept = { $post }: { $seats ->
        [one] { $seats } seat,
       *[other] { $seats } seats,
    } and no woman was elected as director or deputy; the woman with the most votes, { $name }, has { $votes } ({ $numbers }), which is not enough. One seat is kept for a woman and filled by another election.
outcome-women-kept-none = { $post }: { $seats ->
        [one] { $seats } seat,
       *[other] { $seats } seats,
    } and no woman was elected as director or deputy, nor had a woman any votes. One seat is kept for a woman and filled by another election.
outcome-women-tied = { $post }: { $seats ->
        [one] { $seats } seat,
       *[other] { $seats } seats,
    } and no woman was elected as director or deputy. One seat is kept for a woman; { $names } have enough votes and equally many, and are voted on again.
outcome-women-passed-kept = {" "}{ $passed } had enough votes, but no man takes this seat, however many he has.
outcome-kin-post = { $name } has { $votes ->
        [one] { $votes } vote, enough
       *[other] { $votes } votes, enough
    } for { $post }, and is near kin of { $stays } ({ $at }, { $more ->
        [one] { $more } vote)
       *[other] { $more } votes)
    }. The higher post goes first: { $name } does not serve.
outcome-kin-votes = { $name } has { $votes ->
        [one] { $votes } vote, enough
       *[other] { $votes } votes, enough
    } for { $post }, and is near kin of { $stays } ({ $at }, { $more ->
        [one] { $more } vote)
       *[other] { $more } votes)
    }. The more votes go first: { $name } does not serve.
outcome-kin-earlier = { $name } has { $votes ->
        [one] { $votes } vote
       *[other] { $votes } votes
    }, enough for { $post }, and is near kin of { $stays }, who was elected before: { $name } does not serve.
outcome-kin-followed = {" "}The seat goes to { $followed }, next by votes.
outcome-kin-nobody = {" "}Nobody else has enough votes; the seat stays vacant.
outcome-votes-of = { $name } ({ $n ->
        [one] { $n } vote
       *[other] { $n } votes
    })
outcome-and = |, |
outcome-kin-since = Kinship among those who stand was changed since the outcome was computed; nothing was declared. Compute it anew on the page of the outcome, then declare it.
outcome-kin-since-note = Kinship among those who stand was changed since this outcome was computed, and avoidance must be judged anew; until then it cannot be declared.
outcome-anew-done = The outcome is the one that follows from the kin known now; somebody else may just have had it computed. Nothing was done.
outcome-anew = Compute anew with the kin known now
outcome-digest = Digest of the outcome
outcome-impossible = The record of this count cannot be read; nothing can be done with it. Ask the administrator.
outcome-declare = Declare the result
outcome-declare-lead = Enter the day on which it was declared. Announcement and report form are made afterwards.
outcome-declare-on = Day of declaring
outcome-papers = Papers (PDF)
outcome-no-papers = Made once the result is declared, and found here.
paper-result_announcement = Announcement of the result
paper-result_announcement_wall = Announcement of the result (A3, for the wall)
papers-version = version { $n }
papers-draft = Draft: a check failed
papers-number = Number of the announcement
papers-number-hint = Follows the election's earlier announcements; the model has 16
papers-number-meanwhile = Somebody has set another number since this page was shown to you; yours was not kept. Press the button again if it is still needed.
papers-versions = All versions of the papers
papers-versions-lead = A paper is never changed once it was made; a change makes another version. Earlier ones can be opened here and compared with what was posted by their check code.
papers-column-version = Version
papers-column-day = Day on the paper
papers-column-made = Made at
papers-column-why = Why there is this version
papers-column-code = Check code and digest of the file
papers-newest = newest
papers-first = Made when the result was declared
papers-renumbered = Number changed from { $former } to { $number }: { $reason } ({ $by })
papers-form-changed = Content or form changed with the program
papers-number-reason = Why the number changes
papers-number-reason-hint = The result is declared and the announcement may be posted: say why, and mind to replace what hangs there
papers-number-do = Keep the number

names-section = Names written in that several voters bear
names-lead = A scrutineer or a member of the commission looks at the papers and says who is meant, with a reason; another member of the commission agrees. Until both have, the result cannot be declared.
names-clear = Said
names-unclear = Not said yet
names-bearers = { $n ->
        [one] { $n } voter
       *[other] { $n } voters
    } of that name
names-say = Say who is meant
names-change = Change it
names-title = Say who a name written in means
names-line = { $post } { $name }: { $n ->
        [one] { $n } vote
       *[other] { $n } votes
    }
names-law = What is doubtful on a paper the scrutineers raise and the commission decides, with a minute. One person proposes, another one of the commission agrees; only then it counts and the outcome is computed anew. Until the declaration it can be changed.
names-history = Said so far
names-said = { $meant }. Reason: { $reason }. Proposed by { $by }, { $on }
names-part = { $meant }: { $n ->
        [one] { $n } vote
       *[other] { $n } votes
    }
names-agreed = { $by } agreed.
names-declined = { $by } did not agree; it does not count.
names-unanswered = Another person has not agreed yet; it does not count.
names-late = It was said on { $on }, after the day of the count, { $counted }.
names-waits = Waits for agreement
names-answer = Agree or decline
names-answer-lead = Compare the papers and the minutes. Once you agree, the outcome is computed anew at once.
names-answer-others = Another member of the commission has to agree; whoever proposed it may take it back.
names-agree = Agree and compute anew
names-decline = Decline (who proposed it: take back)
names-meant = Whose are the votes of this line
names-divide = Enter the votes of each; leave empty who has none. The sum must be that of the line.
names-sum = The votes add up to { $sum }; the line has { $n }. Both must be equal
names-on-hint = The day on which it was decided; enter the real day, also when it is after the count
names-waiting = Somebody has proposed who this line means, and that waits for an answer. Agree, decline or take it back first.
names-none-waiting = This was answered already, or something else was said since. Open the page to see how it stands.
names-own = Who proposed it cannot agree to it. Let another member of the commission do so.
names-commission-decides = The commission decides who is meant. Let a member of the commission agree.
names-number = identity number { $number }
names-place = no. { $n } of that name on the roll
names-none = None of them (nobody on the roll)
names-born = born { $born }
names-do = Propose it
names-lapsed = Said before the votes of this line were changed; it does not count any more. Say again who is meant.
names-group = group { $group }
names-reason-hint = On what ground, who was present, where it is minuted; of a change, why
names-said-meanwhile = Somebody has said who is meant since this page was shown to you; see above. Yours was not kept. Press the button again if it is still needed.
names-before-vote = Not before election day
names-impossible = With these votes this voter would have more than the ballots allow; nothing was kept. Look at the paper, and open the sheet again if it is wrong.
paper-result_report = Report form of the result

journal-place-lead = Everything that was done here and in the places below, the newest first: elections, lists brought in, persons, identity numbers looked at, roles given. No personal data is told; what an election did in detail is in its own journal.
journal-place = Place
journal-many = Too many records were changed to list them here one by one
journal-good-true = yes
journal-good-false = no
journal-good-passphrase = the passphrase was wrong: not checked to the end
journal-instance-lead = Who entered places and accounts and kept the instance, and when. Every line is chained to the one before and cannot be changed.
journal-lead = Who did what and when, the newest first. Every line is chained to the one before and cannot be changed.
journal-seq = No.
journal-time = Time
journal-who = Who
journal-role = Role
journal-event = What
journal-hash = Check
journal-none = There are no lines yet.
error-no-press = This program is built without the press; another one prints the papers
sheet-sent = The figures that were sent and not kept
rules-draft = { $ids } (a draft: its articles were not read in full; a local rule has to bring it into force)
draft-tag = Draft rules
draft-means = This election runs under draft rules: the text in this program has not been checked line by line against the law as published, and no local document has brought it into force. Days, comparisons and results computed by it may differ from the law.
draft-way = The way out: the county civil affairs bureau and the town election office check the rules against the published text and bring them into force by a document (local rules), which this program cannot take in yet. Until then you may go on preparing; check every day and comparison against the published text by hand as well.
draft-opening = An election held on { $n } runs under draft rules, whose text has not been checked and which a local document must bring into force. It may be opened and prepared; posting the roll freezes the rules, and asks for a confirmation with its reason.
draft-asks = Posting the roll freezes the rules. The election commission then has to confirm this with a reason, which stays visible here.
draft-reason = Why the roll is posted under draft rules all the same
draft-reason-hint = Who checked them, by which document, who was asked; it stays visible in the case file
draft-confirmed = Posted under draft rules, confirmed for this reason:
error-other-term = the town's election is that of term { $term }: correct it
outcome-changed = This program decides the record otherwise than the outcome that was kept; nothing more is done with it. Use the version of the day it was signed, and tell the administrator.
outcome-seen = By this outcome are elected
outcome-seen-line = { $post } { $name }: { $n ->
        [one] { $n } vote
       *[other] { $n } votes
    }
outcome-seen-nobody = Nobody
outcome-seen-other = The outcome was computed anew since it was shown to you; nothing was declared. Open the outcome, look at who is elected now, and declare that.
outcome-vacant-women = { $post }: { $n }, kept for a woman (C-15); no man takes it, however many votes he has
page-back = Back to the page it was sent from

gate-objection-filed-late = An objection was filed on { $happened }; objections could be filed up to { $limit }. It is on record and does not hold up the sealing. Decide it before the sealing where you can; it is to be decided afterwards too, but the roll changes no more then.
holds-objection-filed-late = The objection was filed on { $happened }, not after { $limit }.
gate-ballots-printed = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } printed; it must have at least { $right }. Enter the ballots printed.
holds-ballots-printed = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } printed.
gate-ballots-issued = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } issued; it must have at least { $right }. Enter the ballots issued, channel by channel.
holds-ballots-issued = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } issued.
gate-ballots-collected = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } collected; it must have at least { $right }. Enter the ballots collected.
holds-ballots-collected = The ledger has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } collected.
gate-sheet-issued = The sheet has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } issued, the ledger { $right }; the two must be equal. Compare with the papers: correct the sheet, or have the commission set the ledger right with a late entry or a counter-entry that states the reason.
holds-sheet-issued = The sheet has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } issued, as the ledger has ({ $right }).
gate-sheet-collected = The sheet has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } collected, the ledger { $right }; the two must be equal. Compare with the papers: correct the sheet, or have the commission set the ledger right with a late entry or a counter-entry that states the reason.
holds-sheet-collected = The sheet has { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } collected, as the ledger has ({ $right }).
event-ballots_taken_back = took back an entry of the ledger of ballots
event-objection_withdrawn = entered that an objection was withdrawn
event-objection_decided_anew = Decided an objection anew
event-notice_posted = Made a notice of corrections
event-notice_day_corrected = Corrected the day of a notice of corrections
event-roll_correction_redated = Corrected the day of a correction
event-notice_withdrawn = Withdrew a notice of corrections
event-roll_corrected = corrected the roll
form-other-content = This form was sent before with other content; nothing was kept of this one. Open the page anew to see what is kept, and enter it again if it is still needed.
error-taken-back = This entry is taken back already, or cannot be; nothing was changed.
done-ballots-taken-back = Taken back. Both entries stay in the ledger and do not count.
done-objection-upheld = The decision is entered and the roll is corrected by it. Where it concerns others too, enter them on this page; then make the notice of corrections and tell whoever objected.
done-objection-upheld-sealed = The decision is registered. The roll is sealed and does not change; post the decision and tell the person who objected.
done-objection-withdrawn = The withdrawal is registered.
done-objection-anew = The new decision is entered, the former one stays on record; corrections taken back: { $n }. Post the new decision and tell whoever objected.
done-notice = The notice has its number. Print it, seal it and post it.
done-notice-day = The day of posting is corrected. Print the notice again with its new day.
done-correction-day = The day of the correction is corrected.
done-notice-withdrawn = The notice is withdrawn and keeps its number. Mark the one on the wall 作废 and make another notice.
done-roll-corrected = The roll is corrected.
ledger-recorded = Recorded
ledger-remarks = Remarks
ledger-late = entered late
ledger-takes-back = this entry takes back no. { $n }
ledger-taken-back = taken back by no. { $n }
ledger-take-back-of = Take it back: entry no. { $n }
ledger-rehearsed = { $day } (day of the rehearsal)
ledger-by-channel = Issued by channel:{ " " }
ledger-and = ,{ " " }
ledger-no-channel = only ballots issued have a channel; choose “Choose”
ledger-beyond = that would be { $sum ->
        [one] { $sum } ballot
       *[other] { $sum } ballots
    } collected, more than the { $most } issued. Count again and check the ledger; if it is so, tick the box below and enter it again
ledger-sure = Counted again: more ballots were indeed collected than issued (the election may be void)
ledger-beyond-printed = that would be { $sum ->
        [one] { $sum } ballot
       *[other] { $sum } ballots
    } issued, more than the { $most } printed. Check the number, and enter the printed ones first where they are missing; to enter it all the same, tick the box below and enter it again
ledger-take-back-below = that would leave { $left ->
        [one] { $left } ballot
       *[other] { $left } ballots
    } printed, fewer than the { $issued } issued; nothing was taken back. If the printed ones are wrong, enter the right number first; if the issued ones are, take that line back first
ledger-sure-printed = The number was checked; the printed ballots will be entered
ledger-sure-told = Checked, to be entered all the same
ledger-take-back = Take back an entry
ledger-take-back-lead = A wrong entry is taken back by a counter-entry with its reason; both stay and neither counts. Then enter the right number.
ledger-take-back-do = Take it back
ledger-reason = Reason
ledger-reason-hint = What was wrong and which paper shows it; no voter's name
ledger-late-lead = The vote is closed. Until the sheet is signed off a wrong ledger can still be set right; each entry needs a reason and stays marked as late.
objection-withdrawn = withdrawn
objection-late-tag = filed late
objection-late = Objections could be filed up to { $day } ({ $source }). One that came later is on record and does not hold up the sealing.
objection-grounds-hint = Why it is upheld or rejected; may stay empty where it was withdrawn
objection-upheld-lead = Where the objection is upheld, say what is done to the roll; it is corrected with the decision. Otherwise leave the rest empty.
objection-sealed-lead = The roll is sealed. An objection that was filed late is decided all the same, and the decision posted (Organic Law of Villagers' Committees, article 14 · V-08); it stays on record, and the sealed roll does not change any more: ballots and turnout go by it. If it is upheld, say so in the grounds and tell the person who objected.
objection-sealed-tag = entered after the sealing
objection-sealed-means = The decision is on record; the sealed roll does not change by it.
objection-sealed-anew-hint = The decision was entered after the sealing: where it is mistaken, or the town orders another one, it can be decided anew; the sealed roll does not change by it.
objection-sealed-anew-lead = The former decision stays on record; the new one is posted and told to the person who objected. The sealed roll does not change by it, and nothing is deleted.
correction-list = Corrections of the roll
correction-none = There are none.
correction-make = Correct the roll
correction-lead-before = What is wrong before the roll is posted is added, struck or corrected here. Each change stays on record.
correction-lead-after = The roll is posted. What the commission itself finds wrong is corrected here, and the correction is posted; what somebody objects to is corrected by deciding the objection.
correction-sealed = The roll is sealed and does not change any more.
correction-do = Enter the correction
correction-what = What is done to the roll
correction-kind = Change
correction-add = add a voter
correction-strike = strike a voter
correction-correct = correct a voter's data
correction-voter = Name on the roll
correction-voter-hint = To strike or correct somebody
correction-voter-birth = Date of birth on the roll
correction-voter-birth-hint = Where several bear the name
correction-data = What is to stand on the roll
correction-data-hint = All of it to add somebody; to correct, only what changes; nothing to strike somebody.
correction-grounds = Reason
correction-grounds-hint = Such as left out, twice on the roll, moved, died, name misspelt; and what shows it
correction-made-on = Day of the change
correction-was = Was
correction-is = Is
correction-after = after posting
correction-before = before posting
correction-undoes = Takes a correction back
correction-undone = Taken back
correction-before-decision = before the decision
correction-upheld = objection of { $n } upheld
correction-by = objection of { $n }
correction-group = group { $n }
correction-not-on-roll = Nobody of this name stands on the roll
correction-several = Several on the roll bear this name; give the date of birth
correction-nothing = This is what stands on the roll; there is nothing to correct
elsewhere-list = Perhaps on another unit's roll too
elsewhere-lead = These have the same name, sex and date of birth as somebody on another unit's roll: perhaps the same person, perhaps another one. One person may be on one roll only. Check each of them and strike the entry on one roll.
elsewhere-unit = Also on the roll of
### second factor, sessions

value-name-number = NUMBER
serve-lan = On a network of the office's own: nobody needs a second factor (who has one is still asked for it)
serve-sample-beyond = Lets the sample's accounts, which need no second factor, sign in from other machines as well
serve-idle = Minutes without a request after which a session ends of somebody whose role needs a second factor; 0 is never
serve-sample-refused = The sample's accounts sign in on this machine only; --sample-beyond lets them in from other machines

sign-in-sample-beyond = Accounts of the sample sign in on the machine itself only. Whoever runs the program can allow it from other machines: huanjie serve --sample-beyond.

code-title = Second factor
code-app-lead = Open your app and type the six digits that it shows for huanjie.
code-card-lead = Type code no. { $n } of your card.
code-label = Code
code-refused = This code is wrong, or was used before. An app shows a new one every thirty seconds; check that the clock of the telephone is right. Of a card only the code asked for is taken.
code-throttled = Too many wrong codes, so nothing was checked this time. Try again in { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }.
code-too-late = More than ten minutes have passed since the password. Type it again, then the code.
code-used-up = All codes of your card are used. Ask whoever keeps your account to remove the second factor; then sign in and make a new card.
code-lost = If telephone or card is lost, whoever keeps your account (your office, or the one above it) can remove the second factor.
code-other = Sign in with another account

factor-title = Second factor
factor-must = Your role needs a second factor. Set one up now; then everything else opens.
factor-lead = A second factor keeps others out who have learnt your password: at each sign-in you are asked for a code that only your telephone or your card gives.
factor-none = No second factor is set up.
factor-app-since = By an app, since { $day }.
factor-card-left = By a card, on which { $n ->
        [one] one code is left
       *[other] { $n } codes are left
    }.
factor-change = Set up or change
factor-by-app = By an app on the telephone
factor-by-app-lead = Any app that makes codes by time does (TOTP). It needs no network.
factor-by-app-do = Set up an app
factor-by-card = By a printed card
factor-by-card-lead = Twenty codes on a sheet of paper, each good once. A new card makes the one before it, or an app, invalid.
factor-by-card-do = Make a card and show its codes
factor-app-scan = 1. Give the app its secret
factor-app-scan-lead = Scan this with the app.
factor-app-image = The app's secret as a QR code
factor-app-type = Or type it in:
factor-app-show = 2. Show that it works
factor-app-code = Code of the app
factor-app-code-hint = The six digits that the app shows now
factor-app-do = Set up
factor-code-wrong = This is not the code of now. Type the one that the app shows at this moment; check that the clock of the telephone is right.

card-title = Card of codes
card-once = Print this page now, or write the codes down. They are shown this once only and are kept nowhere. The next sign-in asks for code no. 1.
card-use = Each code is good once, in the order of the numbers. Cross out what is used.
card-lost = Keep this card apart from the computer. Whoever finds it needs your password as well; if it is lost, make a new one at once, or have the second factor removed.
card-printed = It is printed; go on

own-title = My account
session-title = Where you are signed in
session-lead = If you do not know one of these, end it and change your password.
session-browser-title = Browser
session-browser = { $browser } on { $system }
session-address = Address
session-began = Signed in
session-seen = Last used
session-this = This one
session-end = End
session-end-all = Sign out everywhere
session-ends = Without further work you are signed out at { $n }.
session-ends-at = You are signed out at { $n }.
session-extend = Stay signed in
session-ended = You are signed out. What you have typed stays here: send it, sign in when you are asked, and it goes on.

browser-wechat = WeChat
browser-qq = QQ Browser
browser-qihu = 360 Browser
browser-edge = Edge
browser-firefox = Firefox
browser-chrome = Chrome
browser-safari = Safari
browser-other = Unknown browser
system-android = Android
system-ios = iPhone or iPad
system-windows = Windows
system-mac = Mac
system-linux = Linux
system-other = an unknown system

people-factor-app = App
people-factor-printed = A card
people-factor-card = Card, { $n } left
people-factor-missing = Not yet set up
people-factor-none = None
people-factor-sample = None (sample account)
people-factor-remove = Remove the second factor
people-factor-remove-lead = For somebody who has lost telephone or card. Make sure that it is really this person who asks. Whoever uses the account now is signed out; where the role needs a second factor, a new one is set up at the next sign-in.
people-no-factor = This account has no second factor; nothing was changed.

done-factor-app = The second factor is set up. The next sign-in asks for a code.
done-factor-removed = The second factor is removed.
done-card-few = Codes left on your card: { $n }. Make a new card in time, under your name above.
done-session-ended = The session is ended.
done-signed-out-everywhere = You are signed out on all devices.
done-session-extended = You stay signed in.
event-factor_removed = removed the second factor of an account
event-sample_marked = marked the sample's accounts
security-event-factor_set = Set up a second factor
security-event-factor_refused = Wrong code
security-event-factor_removed = Second factor removed by somebody else

### entry links

role-screen = Screen or observer
duty-keep-links = make entry links of this unit
page-entry-links = Entry links
link-title = Entry links
link-lead = A way in without account and password, for some hours: for a recorder who works on a telephone, or for a screen that only shows. The paper carries the link; the code is told apart.
link-none = No link has been made yet. Make the first one below.
link-who = For whom
link-who-hint = Everybody has one entry here: two links of one person count as one person when a sheet is entered twice.
link-somebody-new = Somebody new (name below)
link-name = Name
link-name-hint = Only for somebody new: the person's own name, or where the screen stands
link-role = Role
link-role-hint = Only for somebody new
link-hours = Opens for
link-hours-n = { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
link-as = { $name } ({ $role })
link-person-there = Somebody of this name has a role here already. If it is the same person, choose the name above, or have the existing account entrusted with this role; if it is another one, add something that tells them apart.
link-new = New link
link-new-do = Make the link
link-made-title = Made
link-made-by = { $name }, { $at }
link-ends = Opens until
link-used-title = Used
link-unused = Not yet
link-used = { $n ->
        [one] Once
       *[other] { $n } times
    }, last { $at } from { $address }, { $browser }
link-open = Open
link-revoked = Revoked
link-over = Over
link-revoke = Revoke
link-revoke-lead = The link opens no longer, and whoever is in by it is signed out at once. This cannot be taken back; a new link can be made.
link-made = The link is made
link-made-lead = Print this page for the person or the screen. The code below is not printed: tell it by word of mouth. Both are shown this once only and are kept nowhere.
link-code = Code
link-own-machine = This page was opened under an address that only this machine knows. Open it under the machine's address in the network and make the link there, or the telephone will not reach it.
link-paper = The paper
link-image = The link as a QR code
link-paper-use = Scan it or type the address, then type the code that you were told. It opens until { $n }; one device at a time.
link-back = To the links
link-code-wrong = This is not the code of this link. Ask whoever gave you the paper.
link-throttled = Too many wrong codes, so nothing was checked this time. Try again in { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }.
link-enter-title = Come in by a link
link-enter-lead = Type the code that you were told with the paper. Another device that is in by this link is signed out.
link-enter-code-hint = Six digits
link-enter-do = Come in
link-enter-over = This link opens no longer. Ask whoever gave it to you for a new one.
link-over-title = What the link has opened is closed
link-over-again = You came in by an entry link and its code, without a password. Open the link again and type the same code.
link-over-taken = Another device came in by the same link and code, which has signed this one out: a link serves one device at a time. To go on here, open the link again and type the code; the other device is then signed out. If that was not you, tell whoever gave you the link at once, so that it is revoked.
link-over-lost = What was just sent was not kept. Come in again and enter it once more from the paper.
link-over-do = Open the link and type the code
link-over-account = I have an account and a password
done-link-revoked = The link is revoked; whoever was in by it is signed out.
event-entry_link_made = made an entry link
event-entry_link_revoked = revoked an entry link
security-event-link_entered = Came in by a link
security-event-link_refused = Wrong code of a link
security-event-link_made = An entry link was made
security-event-link_revoked = An entry link was revoked
### persons

persons-title = Persons
persons-lead = Each person is stored once; a name is found by a part of it, a single character is a surname.
persons-name-first = Type a name or a part of it to find persons of the whole county, or choose a town first.
persons-away-hint = The list says of whereabouts what was entered of persons; members who are away by the Party’s register are among the people away, too.
persons-new = Add a person
person-unlikely = Check, and tick if it is so: { $what }
person-unlikely-old = born before 1900 or older than 110 ({ $on })
person-unlikely-young = not yet 18 by then: { $what }
person-unlikely-schooling = the schooling of a college-graduate village official is { $education }
person-unlikely-and = ; { "" }
person-unlikely-sure = I have checked: it is so
person-alike = Registered in this town already with this name, sex and date of birth:
person-alike-moved = Whoever is the same person and has moved here is not added again, but moved here by { $n }.
person-alike-another = This is somebody else: add all the same
person-alike-tick = Check who is listed, and tick if this is somebody else
person-before-birth = This is before the day of birth ({ $birth })
persons-new-lead = Look in the list first: each person is stored once.
persons-find = Find
persons-find-name = Name
persons-find-name-hint = The name or a part of it; a single character is a surname
persons-find-number = Identity number
persons-find-number-hint = 15 or 18 characters; it stands in no address
persons-none = Nobody is registered here yet; the town's office or the unit's commission does it.
persons-none-keep = Nobody is registered here yet. Add the first person, or bring in a roll of voters.
persons-not-found = Nobody is called “{ $n }”. Check how it is written, or try a part of it.
persons-found = Persons called “{ $n }”
persons-cases = Records that may be of one person: { $n } to decide
persons-import = List brought in
persons-import-of = Only the persons of the list { $file } are shown, sent { $when } by { $who }.
persons-import-gone = There is no such list, or its lines are no longer kept after seven days.
persons-import-all = Show all persons
person-name = Name
person-number = Identity number
person-number-hint = 15 or 18 characters; may be supplied later
person-number-keep = On record: { $n }; leave empty to keep it
person-number-clear = Remove the number on record (to be supplied)
person-number-there = On record
person-number-lacks = To be supplied
person-name-digits = There are digits in the name
person-name-several = Write the name of one person only
person-name-signs = The signs < > { "{" } { "}" } | \ are not allowed in a name
person-group-none = This unit has no group { $n }; if it does exist, add it first on the page of the unit
person-number-none = This person's identity number is not on record; supply it first.
person-number-scientific = A spreadsheet turned it into scientific notation and its digits are lost; type it from the card
person-number-rounded = A spreadsheet put zeros for the last three digits; type it from the card
person-number-length = It has { $n ->
        [one] { $n } character
       *[other] { $n } characters
    }, and should have 15 or 18
person-number-character = Character { $n } is no digit (X stands only at the end)
person-number-region = The first six digits are no division code
person-number-birth = There is no such date of birth
person-number-check = The check character is another: compare it with the card
person-number-other-birth = The number says born on { $says }, which is not the day typed
person-number-other-sex = The number says { $says }, which is not the sex typed
person-number-taken = Somebody else has this number, see the link below; if it is the same person, use that record
person-number-elsewhere = Somebody registered elsewhere has this number; ask the town's or the county's office
person-number-whose = The number is on record for { $n }
person-number-nobody = Nobody of { $place } has this number on record
person-number-full = Identity number in full
person-number-full-lead = That it was shown is in the journal. Once you leave this page it takes another reason to see it.
person-number-original = The 15 digits as written
person-number-show = Show the identity number in full
person-number-show-hint = Why; who saw it, when and why is kept
person-number-show-do = Show it and keep the reason
person-number-showings = It was shown in full:
person-place = Belongs to
person-place-hint = Name or code of a village or community of { $n }; type a part of it to choose
person-place-beyond = { $place } has no such village or community; choose one of the list, or write its code
person-place-only = Only { $place } can be named here; people of other villages and communities are entered by { $who }
person-place-wanted = State the village or community of { $place }
person-place-several = { $place } has several of this name; choose one of the list, or write its code
person-place-group = { $place }, group { $n }
person-group = Group
person-nationality = Nationality
person-education = Education
person-politics = Political status
person-politics-no-member = No member of a branch: add the member on the page of the branch first, and the political status follows
person-politics-member = A member of { $branch } ({ $standing }), which says the political status; enter on the page of the member who became a full member, left, was expelled or was entered by mistake
person-official = College-graduate village official
person-official-since = Village official since
person-official-until = Village official until
person-reserve = Reserve cadre
person-reserve-since = Reserve cadre since
person-reserve-until = Reserve cadre until
person-who = Who it is
person-where-belongs = Where the person belongs
person-more = Nationality, education, political status
person-cadre = Reserve cadre, village official
person-cadre-hint = Leave empty where it does not apply; an end only where it has ended: from that day on it counts no more
person-not-known = Not stated
person-meanwhile = Somebody changed this after you opened the page; it stands here as it is now, see whether it is right and save again
person-meanwhile-both = Somebody changed this to “{ $now }” after you opened the page; saved once more, what you typed counts
person-save = Save
person-leave = Back without changes
person-change = Change { $n }
person-edit = Change these data
person-moved-by = To another village or community a person is moved by { $n }.
person-elsewhere = The person belongs to { $place } ({ $above }) now, and is shown there by: { $who }.
person-on-roll = the roll of { $n }
person-moved-stays = This stays where it was and is done apart where needed: { $stays }.
person-moved-group = The group was that of the former unit and was taken away: enter the new one.
person-moved-suspected = { $n } records may be of the same person: compare them.
person-moved-and = {" "}
person-back = Back to the person
person-lacking = Not stated yet: { $n }.
person-merged = Merged
person-merged-into = This record was of the same person; the one that is kept: { $n }
person-merged-elsewhere = Merged into the record at { $n }, which those there and above see
person-merged-nowhere = Merged into another record of the same person, which names no unit yet and is not seen from here
person-merged-already = This record has become a part of another one of the same person and is only read.
person-suspected = Suspected
person-period = { $since } to { $until }
person-period-since = since { $since }
person-period-until = until { $until }
person-period-unknown = dates not stated
person-where-title = Whereabouts and contact
person-where-unknown = Not stated
person-where-set = Enter whereabouts
person-where-do = Save whereabouts
person-away = Whether away
person-where-differs = Differs from the whereabouts: check
person-where-now = Whereabouts
person-here-hint = Of who is there, since when and where now are not kept
person-since = Since
person-where = Where now
person-ask = Whom to ask
person-ask-hint = Name and relation; a number belongs with the telephones
person-phones = Telephones
person-phones-none = No number yet. Add one first.
person-phones-hidden = Telephone numbers are shown to { $n }.
person-phone = Telephone number
person-phone-note = Note
person-phone-note-hint = Whose it is, when to call
person-phone-add = Add a telephone
person-phone-do = Add
person-phone-wrong = No telephone number: 5 to 20 digits, a + in front where needed
person-phone-there = This number is there already
person-remove = Remove
person-calls = Calls
person-call = Enter a call
person-call-do = Enter
person-call-note = What was said
person-call-note-hint = May stay empty
person-called-on = Called on
person-called-by = Called by
person-outcome = Outcome
person-not-reached = Called today: not reached
person-offices = Posts
person-offices-none = No posts are recorded.
person-office = { $place }: { $body }, { $post }
person-office-term = { $office } (term { $n })
person-office-in = { $organisation }: { $post }
person-organisation = Party organisation
person-organisation-hint = For a post in the Party: which of those of this place
person-organisation-none = That of the whole place
person-organisation-of-party = Only a post in the Party is held in a Party organisation
person-organisation-elsewhere = This Party organisation is not one of the place of the post
person-organisation-several = This village or community has several Party organisations: choose which
person-organisation-missing = This village or community has no Party organisation yet: register it first under “Organisations with their members”
person-post-of-unit = Posts are held in a village or community; for one in a branch of the town itself choose the Party organisation
person-post-other-committee = This place has no such committee: a village has a villagers' committee, a community a residents' committee
person-post-of-member = Posts in the Party are held by its members; enter the membership first
person-unlikely-probationary = on probation in the Party and not eligible (Party constitution, article 7)
person-post-held = This post is held by the same person already
person-post-died = The person is registered as having died
person-post-young = The person was not yet 18 on this day
person-office-ended = { $period }, { $how }
person-office-held = holds it
person-office-add = Add a post
person-office-do = Add
person-office-place = Where
person-office-end = End a post
person-office-end-do = End it
person-body = Body
person-post = Post
person-term = Term
person-from-hint = May stay empty where nobody knows
person-until-hint = Leave empty while it is held
person-still-held = still holds it
person-ended = How it ended
person-ended-on = Ended on
person-post-of-body = The body has no such post
person-director-there = The body has a director in office: { $name }; enter first when that post ended
person-secretary-there = The Party organisation here has a secretary in office: { $name }; enter first when that post ended
person-ended-both = State both the last day and how it ended
person-kin = Kin
person-kin-none = No kin are recorded.
person-kin-add = Add kin
person-kin-lead = What the other is to { $n }. Grandparents, siblings and parents-in-law that follow from parents and spouses need not be added; add a child to both of its parents.
person-kin-name = Name of the other
person-kin-there = The two are recorded as kin already
person-kin-spouse = The spouse is registered: { $name }. After a divorce or a death take the former tie away first
person-kin-same-sex = Both are registered with the same sex and cannot be spouses; check the relation and the sex
person-kin-younger = Parents are 10 years older than their children at the least, grandparents 20; check the relation and the days of birth
person-kin-do = Add
person-relation = The other is the
person-birth-if-several = Only where several have this name
person-oneself = This is the same record; somebody else is meant
person-nobody = Nobody of this name is registered; add the person first
person-nobody-born = There are people of this name, but none was born on this day; check it, or leave the day of birth empty
person-nobody-born-several = Several have this name, and none was born on this day. { $there }
person-called-here = Registered here: { $n }.
person-called-elsewhere = Others of this name are registered elsewhere: their day of birth is to be stated as on their papers.
person-several = Several have this name: state the day of birth. { $there }
person-died = Died on
person-died-tag = died
person-died-told = The membership, posts and being a reserve cadre or village official have ended.
person-died-on-roll = Still on the roll of { $n }: strike the name there
person-died-before = A post, a membership or a time as a cadre is registered from { $day }; correct what is mistaken first
person-died-tick = Tick this first
person-died-already = This person is registered as having died. If that is a mistake, take it back on the page of the person first.
person-lives-already = The death has been taken back already.
person-lives-dissolved = { $name } was dissolved on { $day }, since this person died: the membership or the post cannot go on. Clear the day on which it was dissolved, take the death back, then move the membership to another branch. Nothing was changed.
person-ended-died = “died” registers the death: the membership, all posts and being a reserve cadre end on the same day
person-death = Death
person-death-enter = Register the death
person-death-sure = The person has died: the membership, the posts held and being a reserve cadre or village official end on this day
person-death-do = Register the death
person-death-back = The death was registered by mistake
person-death-back-lead = The membership, posts and being a reserve cadre or village official that ended with it go on; a secretary or director whom somebody else has followed stays ended.
person-death-back-do = Take it back
event-person_died = registered a death
event-person_death_taken_back = took back a death
done-person-died = The death was registered; the membership, posts and being a cadre ended on that day.
done-person-lives = The death was taken back: the membership, posts and being a reserve cadre or village official that ended with it go on.
done-person-lives-but = The death was taken back: what ended with it goes on, but for { $taken } as secretary or director whom somebody else has followed.
person-several-choose = Several have this name: choose which is meant
person-which = Which of them
person-same = Two records of one person
person-same-ask = This person has another record
person-same-lead = Name the other record; whoever may decides after comparing them.
person-same-name = Name on the other record
person-same-do = Compare the two
case-list = Records that may be of one person
case-lead = The same name and sex, with the same or a near day of birth. Compare them and decide.
case-none = There is nothing to decide. Records are compared whenever persons are added.
case-across-town = { $n } more with a record in another unit of the town; the town decides.
case-across-county = { $n } more with a record in another town or without a place; the county decides.
case-across-see = Page of the town
case-grounds = Why
case-grounds-same_birth = Same name, sex and day of birth
case-grounds-near_birth = Same name and sex, near days of birth
case-grounds-asked = Somebody asked
case-to-decide = { $grounds }: compare and decide
case-others-decide = { $grounds }. { $who } decides.
case-other-elsewhere = { $grounds }. The other record is elsewhere; decided by: { $who }.
case-record-1 = Record 1
case-record-2 = Record 2
case-decision = Decision
case-compare = Compare
case-title-one = One person or two
case-field = Item
case-posts = Posts
case-member = Member of the Party
case-member-exempt = Asked not to be counted among those who should attend: { $n }
case-ask = Whom to ask: { $n }
case-office = { $office }, { $period }
case-kin = Registered kin
case-kin-one = { $relation }: { $name } (born { $birth })
case-phones = { $same ->
        [0] { $n }, none of them in the other record
       *[other] { $n }, of which { $same } also in the other record
    } (numbers are shown to those who call)
case-differs = differs
case-decide = Decide
case-decide-lead = Of one person, the rolls, membership of the Party, posts, kin, telephones and calls of the other record go over to the one that is kept. Where both are members of the same organisation of the Party, the membership of the kept record goes on with its state and day as they are; the other one ends on the day of the merger, with what was asked for it of not being counted. This cannot be undone; the other record stays readable.
case-answer = Decision
case-keep-1 = One person: keep record 1
case-keep-2 = One person: keep record 2
case-different = Two people
case-same = one person
case-reason-hint = On what grounds, such as having seen the card
case-decide-do = Decide
case-as-now = Below are the records as they are now, not as they were compared; after a merger posts, kin and the like are on the one that was kept.
case-decided = { $day }, { $who }: { $how }. Reason: { $reason }
case-decided-already = There is nothing left to decide. { $why }
case-meanwhile = Somebody has changed one of the two records since you opened the page. Nothing was decided; the comparison stands here as it is now, look at it and decide again.
case-lapsed = Since a record was changed on { $day }, the two are no longer alike.
case-lapsed-merged = One of the records was merged into another on { $day }. If the record that was kept is alike as well, that is a case of its own.
case-clash = The two records cannot become one: { $why }
case-clash-tag = Cannot be merged
case-clash-rolls = Both stand on rolls of this election ({ $one }, { $other }). Strike one of them first.
case-clash-numbers = Each has an identity number of its own. If it is one person, correct the mistaken one first.
case-number-other-birth = The identity number says born on { $says }, the record to be kept { $kept }: keep the other record, or correct the date of birth first
case-number-other-sex = The identity number says another sex than the record to be kept: keep the other record, or correct the sex first
case-clash-members = Both are members of the Party, one of { $one }, the other of { $other }: end one membership first (as entered by mistake), then merge
case-clash-each-other = They are recorded as kin of each other. Remove the mistaken tie first.
case-clash-kin = They are recorded as different kin of { $name }. Remove the mistaken tie first.
case-clash-spouses = They have different spouses: { $one } and { $other }. Remove the tie that is former or mistaken first; if the two spouses are one person, merge their records first.
case-beyond = This person is beyond your places; the office above both decides
duty-see-persons = see who belongs here
duty-keep-persons = register persons here
duty-reach-persons = see telephone numbers and enter calls
duty-show-number = see an identity number in full
duty-settle-duplicates = decide whether two records are of one person
event-person_added = added a person
event-person_changed = changed what is said of a person
event-identity_shown = had an identity number shown in full
event-phone_added = added a telephone
event-phone_removed = removed a telephone
event-contact_removed = removed a call
event-whereabouts_set = entered where somebody is
event-contact_entered = entered a call
event-kin_added = recorded kin
event-kin_removed = removed a tie of kin
event-office_added = added a post
event-office_ended = ended a post
event-office_removed = removed a post
event-person_case_asked = asked to compare two records
event-persons_told_apart = decided that two records are of two people
event-persons_merged = made two records of one person one
done-person-added = { $name } was added.
done-person-added-suspected = { $name } was added. Records that may be of the same person: { $n }.
done-person-changed = { $name } was changed.
done-person-changed-suspected = { $name } was changed. Records that may be of the same person: { $n }.
done-person-moved = { $name } was changed and belongs to { $place } now. { $more }
done-phone-added = The telephone was added.
done-phone-removed = The telephone was removed.
done-contact-removed = The call was removed.
done-whereabouts = The whereabouts were saved.
done-contact = The call was entered.
done-kin-added = Kin was added: { $name } (born { $birth }, { $place }).
done-kin-removed = The tie was removed.
done-office-added = The post was added.
done-office-ended = The post was ended.
done-office-removed = The post was removed.
done-case-asked = Compare the two records.
done-told-apart = Decided: two people.
done-merged = The two records are one now.
table-phone = Telephone
table-whereabouts = Whereabouts
table-contact = Call
table-kinship = Kin
table-office = Post
table-person_case = Records that may be of one person
table-identity_showing = Identity number shown
away-here = Here
away-short = Away, short
away-long = Away, long
away-mobile = Mobile Party member
call-returns = Comes back
call-proxy = Votes by proxy
call-not_taking_part = Does not take part
call-not_reached = Not reached
education-none = No schooling
education-primary = Primary school
education-junior = Junior high school
education-senior = Senior high school
education-technical = Technical secondary school
education-college = College
education-bachelor = Bachelor
education-master = Master
education-doctor = Doctor
politics-party = Party member
politics-probationary = Probationary Party member
politics-league = Youth League member
politics-democratic = Member of a democratic party
politics-independent = Non-partisan
politics-masses = No party (masses)
held-body-party = Party organisation
held-body-villagers_committee = villagers' committee
held-body-residents_committee = residents' committee
held-body-supervision = supervision committee
held-body-cooperative = economic cooperative
held-body-groups = groups and representatives
held-post-secretary = secretary
held-post-deputy_secretary = deputy secretary
held-post-director = director
held-post-deputy = deputy director
held-head-director = head
held-head-deputy = deputy head
held-post-member = member
held-post-group_leader = group leader
held-post-representative = representative
held-ended-term = term over
held-ended-resigned = resigned
held-ended-recalled = recalled
held-ended-removed = removed
held-ended-died = died
held-ended-other = otherwise
kin-spouse = spouse
kin-parent = parent
kin-child = child
kin-sibling = sibling
kin-grandparent = grandparent
kin-grandchild = grandchild
kin-parent_in_law = parent-in-law
kin-child_in_law = child-in-law
kin-other_lineal = other lineal kin
nationality-01 = Han
nationality-02 = Mongol
nationality-03 = Hui
nationality-04 = Zang (Tibetan)
nationality-05 = Uygur
nationality-06 = Miao
nationality-07 = Yi
nationality-08 = Zhuang
nationality-09 = Buyei
nationality-10 = Chosen (Korean)
nationality-11 = Man (Manchu)
nationality-12 = Dong
nationality-13 = Yao
nationality-14 = Bai
nationality-15 = Tujia
nationality-16 = Hani
nationality-17 = Kazak
nationality-18 = Dai
nationality-19 = Li
nationality-20 = Lisu
nationality-21 = Va
nationality-22 = She
nationality-23 = Gaoshan
nationality-24 = Lahu
nationality-25 = Sui
nationality-26 = Dongxiang
nationality-27 = Naxi
nationality-28 = Jingpo
nationality-29 = Kirgiz
nationality-30 = Tu
nationality-31 = Daur
nationality-32 = Mulao
nationality-33 = Qiang
nationality-34 = Blang
nationality-35 = Salar
nationality-36 = Maonan
nationality-37 = Gelao
nationality-38 = Xibe
nationality-39 = Achang
nationality-40 = Pumi
nationality-41 = Tajik
nationality-42 = Nu
nationality-43 = Uzbek
nationality-44 = Russ
nationality-45 = Ewenki
nationality-46 = Deang
nationality-47 = Bonan
nationality-48 = Yugur
nationality-49 = Gin
nationality-50 = Tatar
nationality-51 = Derung
nationality-52 = Oroqen
nationality-53 = Hezhen
nationality-54 = Monba
nationality-55 = Lhoba
nationality-56 = Jino
nationality-97 = Other
nationality-98 = Naturalised
### imports

imports-title = Bring in lists
imports-lead = Bring in the lists that the office has in Excel, WPS or CSV. You see first what is wrong in which line, and then decide.
import-kind = What is brought in
import-choose = Choose
import-file = File
import-file-hint = XLSX, XLS, ET or CSV, up to 32 MB and 200,000 lines; the first line, or that below a title, names the columns, in any order
import-send = Read and check
import-no-file = Choose a file
import-templates = Lists that can be brought in, and templates
import-templates-lead = Use your own list with these or similar names of columns, or fill in an empty template. In a spreadsheet use XLSX.
import-needed = Columns needed
import-needed-unless = { $column } ({ $need })
import-more = Columns taken besides
import-template = Template
import-template-name = Template { $kind }
import-template-how = How to fill in
import-latest = Sent lately
import-latest-hint = What was not brought in is kept for seven days.
import-sender = Sent by
import-sent-at = Sent at
import-state = State
import-taken-lines = Lines brought in
import-by-console = Command line
import-and = {", "}
import-kind-units = Units
import-kind-households = Households and people
import-kind-persons = Persons
import-kind-members = Party members
import-kind-officers = Posts
import-kind-roll = Roll of voters
import-lead-units = New villages and communities; those whose code is there get name and kind
import-lead-households = Households and people of each unit on a day
import-lead-persons = New persons; what is said of those who are there is added
import-lead-members = Members of branches of the Party
import-lead-officers = Posts held now and before; persons who are not there are added
import-lead-roll = Voters of this election; persons who are not there are added
import-state-reading = Being read
import-state-ready = Waits for you
import-state-taking = Being brought in
import-state-done = Brought in
import-state-failed = Not brought in
import-state-broken = Broken off
import-title = Bringing in: { $n }
import-sent = Sent { $n }
import-reading = { $n ->
        [one] { $n } line read
       *[other] { $n } lines read
    } …
import-taking = { $n ->
        [one] { $n } line done
       *[other] { $n } lines done
    } …
import-taking-of = { $n ->
        [one] { $n } line done
       *[other] { $n } lines done
    }…
import-works-hint = You may leave this page and come back later.
import-look-again = Look again
import-nothing-taken = Nothing was brought in.
import-another = Bring in another file
import-broke-off = The program stopped before it was done; nothing was brought in. Send the file again.
import-done = { $n ->
        [one] { $n } line was
       *[other] { $n } lines were
    } brought in.
import-done-same = { $n ->
        [one] The only line says
       *[other] All { $n } lines say
    } what is registered already; nothing was changed.
import-added = New
import-changed-there = There already, changed
import-same-units = There already, unchanged
import-same-roll = On the roll already, unchanged
import-same-households = The same figures already, unchanged
import-same-persons = There already, unchanged
import-same-members = There already, unchanged
import-same-officers = Post there already, unchanged
import-entries-roll = Put on the roll
import-entries-officers = Posts
import-entries-members = New members
import-entries-households = Figures
import-left = Lines left out
import-suspected = { $n ->
        [one] { $n } pair of records may
       *[other] { $n } pairs of records may
    } be of one person: decide (those over several villages are listed at the town)
import-see = See the result
import-lines = Lines
import-right = Right
import-new-persons = New persons
import-uncategorised = { $n ->
        [one] { $n } line states no category; it is
       *[other] { $n } lines state no category; they are
    } put on the roll as category A (registered and living here).
import-there = Of these there already
import-changing = Of these changing something
import-same = Of these unchanged
import-alike = Look like somebody registered
import-alike-hint = These lines have the name and sex of a person who is there, with the same or a near day of birth: in another unit, born on a near day, or among several. They are brought in as records of their own, and for each pair a case is opened, for somebody to decide whether it is one person. An identity number in the file leads to the right one at once.
import-alike-lines = Lines that look like somebody registered ({ $n })
import-alike-file = All of these lines:
import-alike-said = In the file
import-alike-known = Registered, perhaps the same person
import-alike-elsewhere = somebody registered elsewhere
import-alike-others = and others (five are listed)
import-alike-more = { $n ->
        [one] { $n } more line is
       *[other] { $n } more lines are
    } in the file.
import-warned = Of these to be checked
import-warned-hint = Lines marked "check" are brought in like the others. Where something is wrong, correct the file and send it again first.
import-warns = Check
import-warns-said = check: { $problem }
import-without = { $n ->
        [one] { $n } person brought in has
       *[other] { $n } persons brought in have
    } no identity number yet: see them
import-lacking = Of these, identity number to be supplied
import-standings = Of these without a standing and not registered as probationary, entered as full members
import-numbers-wrong = Only the identity number wrong
import-wrong = Otherwise wrong
import-beside = { $n ->
        [one] One row is no line of the list
       *[other] { $n } rows are no lines of the list
    } (sums, who made it, notes, headings), and not brought in: { $rows }
import-beside-row = { $line } “{ $value }”
import-beside-more = { $rows } …
import-unread = One sheet was read, not: { $n }. Where they are needed, save them as files of their own.
import-unknown = Columns passed over: { $n }
import-no-unit-column =
    { $n ->
        [one] No column for the unit was found: one line belongs nowhere and cannot be brought in.
       *[other] No column for the unit was found: { $n } lines belong nowhere and cannot be brought in.
    } Its head may be: Unit, Village, Community, Belongs to, or Code.
import-no-unit-template = Heads and templates
import-nothing-right = No line can be brought in. Correct them and send the file again.
import-numbers = Lines whose identity number is wrong
import-numbers-ask = In { $n ->
        [one] { $n } line only
       *[other] { $n } lines only
    } the identity number is wrong. What becomes of them?
import-numbers-supply = Bring them in, the number to be supplied
import-numbers-leave = Leave them out
import-leave = Lines that are wrong
import-leave-tick = Leave out { $n ->
        [one] the line that is wrong
       *[other] the { $n } lines that are wrong
    }
import-leave-wanted = Tick that they are left out, or correct the file and send it again
import-all-or-nothing = But for lines that are left out, all of it is brought in or nothing, and it is in the journal.
import-take = Bring in
import-leave-be = Not now
import-problems = What is wrong or to be checked ({ $n })
import-changes = Records that will change ({ $n ->
        [one] { $n } line
       *[other] { $n } lines
    })
import-changes-hint = Empty cells change nothing of what is registered.
import-changes-of = Whom or what
import-changes-what = Registered → after the import
import-changes-more = { $n ->
        [one] { $n } more line that changes something is
       *[other] { $n } more lines that change something are
    } in the file.
import-changes-name = Records that will change
import-change = { $column }: { $old } → { $new }
import-change-added = { $column }: added
import-change-nothing = (none)
import-left-problems = What is wrong in the lines left out ({ $n })
import-left-file = Lines that were left out:
import-rejected = Lines that are wrong or to be checked:
import-rejected-hint = Download them, correct them in a spreadsheet and send just these: nobody is entered twice.
import-rejected-csv = Take XLSX to mend them in a spreadsheet. In CSV an apostrophe (') stands before identity numbers, telephones and other long numbers, so that spreadsheets keep all digits; it is taken off when the list is brought in.
import-rejected-name = Lines that are wrong
import-sums = By kind
import-column = Column
import-problem-head = What is wrong
import-times = Times
import-whole-line = Whole line
import-by-line = By line
import-line = Line
import-more-problems = { $n ->
        [one] { $n } more is
       *[other] { $n } more are
    } in the file.
import-read-as = Read as
import-said = { $column }: { $value }
import-first = The first lines of the file
import-changed = Records have changed since the file was read: look again and decide
import-not-alone = The same is being brought in elsewhere
import-failed = Something went wrong here and nothing was brought in. Try again; if it fails again tell the administrator.
import-file-nothing = The file is empty.
import-file-no-lines = The file has names of columns and no line below them. Fill it in and send it again.
import-file-locked = The file has a password. Take it off in the spreadsheet and send it again.
import-file-broken = The file is damaged or did not arrive whole. Open it in a spreadsheet, save it as XLSX and send it again.
import-file-foreign = This is no list. Send XLSX, XLS, ET or CSV.
import-file-web-page = The file is called a workbook and is a web page. Open it in a spreadsheet, save it as XLSX and send it again.
import-file-large = The file is larger than { $n } MB. Divide it into several.
import-file-swells = Unpacked the file is larger than { $n } MB and was not read. Keep just the list, save it as a new file and send that.
import-file-rows = The file has more than { $n } lines. Divide it into several.
import-file-columns = The file has more than { $n } columns. Keep those that are needed.
import-file-lacks = These columns are missing: { $columns }. Name them and send the file again, or use the template.
import-file-twice = The column { $columns } is there twice. Keep one.
import-file-no-heads = No names of columns were found. The first line, or that below a title, names them, such as { $columns }.
import-empty = is empty
import-body-unsaid = the post does not say of which body it is: fill it in
import-of-the-town = these are figures of the whole town; households and people are entered by village or community, the line is not brought in
import-bad-name = no name, or too long: "{ $value }"
import-name-digits = there are digits in the name: “{ $value }”; numbers and remarks belong in a column of their own
import-warn-name-remark = has brackets in the name: "{ $value }"; that somebody died, the sex or a former name belong in a column of their own
import-name-several = several persons in one cell: “{ $value }”; write one person a line
import-name-signs = the name holds signs that no name has: “{ $value }”; write the name alone
import-bad-sex = should be 男 or 女 (m or f), is "{ $value }"
import-day-ahead = lies after { $today }: "{ $value }"
import-before-birth = before the birth: "{ $value }"
import-only-month = only the month is written ({ $value }); add the day, or the identity number
import-bad-date = no day can be read: "{ $value }"
import-no-such-day = there is no such day: "{ $value }"
import-no-such-month = there is no such month: "{ $value }"
import-short-year = the year needs four digits: "{ $value }"
import-day-order = which is the month and which the day is not clear: "{ $value }"; write year, month, day
import-month-or-tenth = “{ $value }” may be January or October: write the month in two digits, such as 01 or 10
import-bad-word = is none of the words known: "{ $value }"{ $choices }
import-choices = {"; "}known are: { $words }
import-bad-number = should be a whole number in bounds, is "{ $value }"
import-number-bounds = out of bounds: a whole number of { $value } is needed
import-bad-group = should be the number of a group, is "{ $value }"
import-since-when = “{ $value }” should be the day from which, such as 2007-3; write “no” or nothing where it is not so
import-long = too long: "{ $value }"
import-no-place = there is no such unit here: "{ $value }"
import-several-places = several are called "{ $value }": write the whole name, as "{ $value }村" or "{ $value }社区"
import-other-place = is not the unit of the code
import-bad-code = should be 12 digits that begin with the code of the town, is "{ $value }"
import-bad-body = no body can be read: "{ $value }"
import-post-former = A post of before: “{ $value }”. Give the days from and until which it was held
import-post-of-body = The body has no such post
import-posts-several = Several posts in one cell: “{ $value }”. Write a line for each; one person may have several lines
import-post-unelected = “{ $value }” is no elected post; leave the line out. Whether somebody is a college-graduate village official stands in a column of lists of persons
import-bad-post = no post can be read: "{ $value }"
import-no-branch = there is no such branch here: "{ $value }"
import-no-branch-but = there is no branch of this name; here are: { $value }
import-warn-schooling = a college-graduate village official with a schooling below college
import-warn-of-elsewhere = this person is registered in another village or community: only membership and posts are entered here; group, schooling, telephone and the like are kept there or by the town and not changed by this line
import-not-a-member = “{ $value }” is no member of the Party; leave the line out
import-young-member = not yet 18, and so no member of the Party: { $value }
import-branch-general = “{ $value }” is a general branch; members are registered in the branches below it
import-warn-branch-of = this branch is one of { $value }, not of the village or community of the line
import-warn-post-group = the number of the group is not registered with a post: “{ $value }”
import-warn-probation = on probation since { $value }, which is not a year yet; the line says full member
import-warn-no-membership = not registered as a member of any branch yet
import-warn-probationary-post = registered as a probationary member, who cannot be elected
import-warn-other-sex = somebody of the name and day of birth and of the other sex is registered here: look at the sex
import-warn-heading = registered as the title above says: “{ $value }”
import-warn-heading-other = the title above says “{ $value }”, the line something else: registered as the line says
import-branch-gone = “{ $value }” was dissolved: name the organisation of today (for a post that ended fill in until when)
import-branch-elsewhere = this Party organisation is not one of the village or community of the line but of: { $value }; name the one in which the post is held, not where the person is a member
import-branch-kind = the post and “{ $value }” contradict each other: one is of a general branch, the other of a branch
import-several-branches = several branches are called so ({ $value }): name the unit; where both are of one, rename them first
import-bad-phone = is no telephone number
import-under-age = not yet 18 on election day: { $value }
import-number-birth = the number says born on { $value }, which is not the day written
import-number-woman = the number says woman, which is not the sex written
import-number-man = the number says man, which is not the sex written
import-until-before = lies before the first day
import-ended-when = says how it ended and not when
import-warn-parted = blanks within the name: "{ $value }" is written together; two people need two lines
import-warn-old = born before 1900, or older than 110: { $value }
import-warn-long-ago = before 1949: { $value }
import-warn-young = not yet 18 at that time: { $value }
import-young = not yet 18 at that time: { $value }
import-warn-month = tells the month alone; entered as { $value }
import-warn-away-long = does not say for how long; entered as away for long: "{ $value }"
import-warn-counted-today = states no day of the count; entered as of today, { $value }
import-warn-ended = how it ended is not said; entered as the end of the term
import-warn-term = there were not so many terms by then: { $value }
import-warn-fewer-people = fewer people than households: { $value }
import-warn-large-households = more than 10 people a household: { $value }
import-warn-other-birth = somebody of this name is registered in this post and was born on { $value }: the same person? Check the day of birth
import-found-number-twice = the same identity number as line { $value }
import-found-number-elsewhere = somebody registered elsewhere has this number; ask the town's or the county's office
import-found-number-elsewhere-named = this number is registered for { $value }: if that is the same person, move the record on its page first; else check the number
import-found-number-registered = this number is registered already; check number, sex and day of birth: no second record is made
import-found-number-registered-named = this number is registered for { $value }: if that is the same person, write sex and day of birth as registered; else check the number
import-found-other-name = this number is registered for { $value }: if that is the same person, write the name as registered or correct it on the page of the person; else check the number
import-found-merged-elsewhere = this record was merged with one that is registered elsewhere; ask the town's or the county's office
import-found-merged-elsewhere-named = this record was merged with that of { $value }; check it on its page and move it first
import-found-otherwise = the person's record says { $value }; write it so, or correct the record on the page of the person first
import-found-other-sex = the person's record says otherwise; write it so, or correct the record on the page of the person first
import-found-same-person = the same person as in line { $value }
import-found-several = { $value } persons of this name, sex and day of birth are registered here, and the line has no identity number: which of them is meant cannot be told; add the number
import-found-undecided = may be the same person as somebody on this or another roll, which nobody has decided: decide first under “Records that may be of one person”, or have the office decide that is over both
import-found-undecided-line = may be the same person as in line { $value }, which nobody has decided: decide first under “Records that may be of one person”, or have the office decide that is over both
import-found-on-roll = on the roll already, and otherwise there; change it on the page of the roll
import-found-no-group = the village or community has no group { $value }; if it has one, add it on the page of the village first
import-found-full = the person is registered as no probationary member, and a full member does not become one again; correct a mistake on the page of the member
import-found-member-leaves = is registered as a member of the Party, which says the political status; who has left or was expelled is ended on the page of the member
import-found-member-standing = the membership says otherwise whether the member is on probation, and the political status follows it; enter who became a full member on the page of the member or with a list of members
import-found-member-ended = the membership is registered as ended on { $value }; whoever is a member again has a later day since when
import-found-member-died = is registered as having died on { $value }
import-found-post-ended = this post is registered as ended on { $value }
import-found-post-since = this post is registered since { $value } and held: correct a wrong day on the page of the person; if it ended and began again, say in a line of its own when the former one ended
import-found-post-term = the same post from the same day is of term { $value }: either the term or the day is wrong; correct a registered one on the page of the person
import-found-director = the body has a director in office: { $value }; enter first when that post ended
import-found-secretary = the Party organisation here has a secretary in office: { $value }; enter first when that post ended
import-found-name-taken = the town has a village or community of this name, code { $value }
import-found-kind-held = its kind cannot be changed: it lies within a community, has villages within it, or has an election; change that on its page first
import-found-dead-elsewhere = this person is registered in another village or community: the death is entered there or by the town, and ends the post here with it
import-found-branch-dissolved = this branch was dissolved on { $value }
import-found-other-roll = is on the roll of { $value }
import-found-member-elsewhere = is a member of { $value }; move the membership on the page of members
import-found-twice = the same as line { $value }
import-found-no-unit = states no village or community: fill in every line
import-found-no-unit-column = the file has no column for the unit
import-found-other-committee = this place has no such committee: a village has a villagers' committee, a community a residents' committee
import-found-no-member = posts in the Party are held by its members; enter the membership first
import-found-several-organisations = this village or community has several Party organisations, fill in which: { $value }
import-found-organisation-kind = there is no organisation here of the kind that the post says (general branch or branch); fill in which is meant, here are: { $value }
import-found-no-organisation = this village or community has no Party organisation yet; register it first under “Organisations with their members”
import-found-other-birth = who is registered in this post has the same name and was born on { $value }: the same person? Check the day of birth; if it is another, enter first when that post ended
import-found-code-taken = the code is another place's
import-standing-full = Full member
import-standing-probationary = Probationary member
import-standing-disciplinary_probation = On disciplinary probation
import-standing-detained = Detained
import-presence-here = Here
import-presence-mobile = Mobile
import-presence-short = Away, short
import-presence-long = Away, long
import-need-always = needed
import-need-number = needed without identity number
import-need-place = one of the two
import-need-post = needed unless the post says it
import-need-no = may stay empty
import-cli-about = Bring in a list: units, households, persons, members, officers, roll
import-cli-kind = what is brought in
import-cli-file = a file of XLSX, XLS, ET or CSV
import-cli-place = the division code of the place
import-cli-world = the number of a rehearsal; without it the live world
import-cli-leave = leave out lines that are wrong
import-cli-supply = take lines whose identity number alone is wrong, the number to be supplied
import-cli-rejected = write the lines that are wrong or to be checked to this CSV file
import-cli-after = Without options nothing is brought in where anything is wrong (status 1); what is only to be checked keeps nothing back. Memory does not grow with the file: CSV is read line by line, of XLSX only the texts that cells share are kept.
import-line-said = line { $line } { $column }: { $problem }
import-line-said-whole = line { $line }: { $problem }
import-cli-counts = { $lines ->
        [one] { $lines } line:
       *[other] { $lines } lines:
    } { $right } right ({ $warned } of them to be checked), { $numbers } with only the identity number wrong, { $wrong } otherwise wrong
import-cli-standings = Of these { $n } without a standing, entered as full members
import-cli-done = { $lines ->
        [one] { $lines } line brought
       *[other] { $lines } lines brought
    } in: { $added } new, { $changed } changed, { $same } unchanged, { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    }, { $left ->
        [one] { $left } line left
       *[other] { $left } lines left
    } out, { $suspected ->
        [one] { $suspected } suspected duplicate
       *[other] { $suspected } suspected duplicates
    }
import-cli-alike = line { $line }: { $said } may be { $known }
import-cli-taking = { $n ->
        [one] { $n } line of { $total } done
       *[other] { $n } lines of { $total } done
    } …
import-cli-nothing = nothing was brought in
import-cli-no-roll = no roll is being prepared there
import-cli-not-there = lists of this kind are not brought in at a place of this level
value-name-kind = KIND
error-import = The list cannot be brought in: { $reason }
duty-bring-in-lists = bring in lists here
event-list_imported = brought in a list
persons-bring-in = Bring in a list
event-list_part = a part of a list that was brought in
note-kind = kind
note-lines = lines
note-left = lines left out
import-column-name = Name
import-how-name = one person a line; blanks within the name are taken out
import-column-sex = Sex
import-how-sex = 男, 女, m or f
import-column-birth = Date of birth
import-how-birth = 2008-4-1, 2008年4月1日, 20080401; with the day
import-column-idno = Identity number
import-how-idno = 15 or 18 characters; empty is to be supplied. The column holds texts, so that no digit is lost
import-column-code = Code
import-how-code = 12 digits; empty is the place itself
import-column-unit = Unit
import-how-unit = its name
import-column-group = Group
import-how-group = the number of the group
import-column-nationality = Nationality
import-how-nationality = such as Han
import-column-education = Education
import-how-education = no schooling, primary school, junior high school, senior high school, technical secondary school, college, bachelor, master, doctor
import-column-politics = Political status
import-how-politics = Party member, probationary Party member, Youth League member, member of a democratic party, non-partisan, none of these
import-column-phone = Telephone
import-how-phone = mobile or fixed line; several with a comma between them
import-column-away = Away
import-how-away = there, away short, away long; needed where a place is given
import-column-where_now = Where now
import-how-where_now = where the person is now
import-column-reserve_since = Reserve cadre
import-how-reserve_since = since when, a month will do; “no” or empty where it is not so
import-column-reserve_until = Reserve cadre until
import-how-reserve_until = empty while it lasts
import-column-official_since = College-graduate village official
import-how-official_since = since when, a month will do; “no” or empty where it is not so
import-column-official_until = Village official until
import-how-official_until = empty while it lasts
import-column-body = Body
import-how-body = Party, villagers' committee, residents' committee, supervision, cooperative, groups
import-column-post = Post
import-how-post = such as director, deputy director, member
import-column-term = Term
import-how-term = such as 8 or 第八届
import-column-from_on = From
import-how-from_on = a month will do
import-column-until_on = Until
import-how-until_on = empty while it lasts
import-column-ended = How it ended
import-how-ended = term over, resigned, recalled, removed, died, otherwise
import-column-organisation = Organisation
import-how-organisation = the name of a branch that is there
import-column-standing = Standing
import-how-standing = full member, probationary member, mobile member; empty is probationary for who is registered so and full for others; of members nothing changes
import-column-presence = Presence
import-how-presence = here, mobile, away for short, away for long; empty is here, or as registered
import-column-member_from = Member here since
import-how-member_from = since when in this branch
import-column-category = Category
import-how-category = a registered and living here; b away and declared; c admitted by the meeting. Empty is a
import-column-unit_name = Name of the unit
import-how-unit_name = the name
import-column-unit_code = Code of the unit
import-how-unit_code = 12 digits that begin with those of the town
import-column-unit_kind = Kind
import-how-unit_kind = village or community, or the committee; empty goes by the name
import-column-households = Households
import-how-households = a whole number
import-column-people = People
import-how-people = a whole number
import-column-counted_on = Counted on
import-how-counted_on = empty is today; figures of the same day are replaced
import-column-source = Source
import-how-source = who says so; empty is the town
### Members of the Party

duty-see-members = see members of the Party
duty-keep-members = keep members of the Party
duty-consent-to-exempt = consent, for the organisation above, that a member need not be counted
members-all = All members ({ $n })
members-count = Members
members-away = Away (short/long)
members-electors = With a vote
members-exempt = Not counted
members-should = Should attend
members-tree-note = The numbers of an organisation include those of its branches. Who should attend: members with a vote, less those whom both the organisation above and the members' meeting have agreed not to count.
members-hangs = Place
person-member = { $branch } ({ $standing })
members-tree = Organisations with their members
members-base-note = Who should attend: members with a vote, less those whom both the organisation above and the members' meeting have agreed not to count.
members-quorum = A meeting is valid with { $n } present.
members-pending = { $n ->
        [one] { $n } request still lacks
       *[other] { $n } requests still lack
    } an agreement: these members are counted.
members-below = Organisations below
members-title = Members
members-none-here = There are no members yet. Choose “Add a member”: find the person by name or identity number, then give the state.
members-none-branch = There are no members.
members-none = There are no members yet. Add them on the page of a branch: find the person by name or identity number, then give the state.
members-lead = Members of the branches of { $place } on { $day }.
members-back = The file can be changed and sent back as it is: under “Bring in lists”, as “Party members”.
members-branch = Branch
members-unit-kind = The branch is of a
member-standing = Standing
member-presence = Whereabouts
member-presence-hint = half a year or more is long
member-since = In this state since
member-since-hint = the day of the list where nobody knows
member-from = In this branch since
member-from-hint = leave empty where nobody knows
member-exemption = Not counted
member-add = Add a member
member-add-lead = Check the name, then give standing and whereabouts.
member-add-do = Add
member-add-who = { $name } joins { $branch }
member-add-this = Choose
member-there-already = Is a member already
member-branch-dissolved = { $branch } was dissolved on { $day } and takes no members any more. Nothing was changed.
member-move-dissolved = This branch was dissolved on { $day }; nobody moves to it
member-there = This person is a member of a branch already: move the membership from there.
member-find-lead = Look among the persons registered in { $n }.
member-person = All that is known of this person
member-belongs = The person belongs to { $n } now.
member-change = Change the state
member-change-do = Change
member-move = Move to another branch
member-move-do = Move
member-move-town = Move to a branch of another village or community of the town
member-moved-by = To a branch of another village or community a member is moved by { $n }.
member-move-exempt = The exemption does not move along; where it is still needed the new branch decides anew.
member-full-stays = A full member does not become probationary again. Where it was entered by mistake, end the membership as mistaken and enter it anew
member-unlikely-probation = on probation since { $since }, less than a year before the day of becoming full (Party constitution, article 7: the probation lasts one year)
member-move-to = To the branch
member-moved-on = Moved on
member-state-same = This is the state already; nothing differs
member-under-age = Not yet 18 then (born { $birth }), hence no member
exemption-before-member = This is before the membership here began
member-end = End this membership
member-end-sure = The membership has ended; this cannot be taken back here
member-end-tick = Tick this first: a membership that has ended is not continued
member-end-do = End
member-politics = Political status then
member-politics-hint = Only of who left, was expelled or was entered by mistake; no party (masses) where nothing is chosen
member-end-before-post = A post that ends with it is registered as held since { $day }; correct a mistaken post on the page of the person first
member-ended-meanwhile = This membership has ended: the member has moved or left, and somebody else may just have entered it. Nothing was done. Open the member's page to see how it stands.
member-ended = How it ends
member-left-on = Ends on
member-ended-on = { $how } on { $day }. { $reason }
member-ended-moved = Moved to another branch of the town
member-ended-transferred = Transferred away from the town
member-ended-left = Left the Party
member-ended-expelled = Expelled
member-ended-died = Died
member-ended-merged = merged with the other record of the same person, where it goes on
member-ended-mistaken = Entered by mistake
member-state = { $standing }, { $presence }
member-state-reason = { $state }: { $reason }
member-states = States
standing-full = Full member
standing-probationary = On probation
standing-disciplinary_probation = Disciplinary probation
standing-detained = Detained
presence-here = Here
presence-mobile = Mobile
presence-short = Away for short
presence-long = Away for long
exemption-exempt = Not counted
exemption-waiting = Not agreed yet, counted
exemption-title = Not counted among those who should attend
exemption-lead = It takes the consent of the organisation above and a vote of the members' meeting; until both are there the member is counted.
exemption-none = Nothing was asked for.
exemption-no-vote = Who is of this standing (“{ $standing }”) has no vote at the meeting and is not counted anyway: nothing need be asked for.
exemption-idle = No vote, not counted anyway
exemption-ask = Ask not to be counted
exemption-ask-do = Ask
exemption-grounds = Grounds
exemption-asked-on = Asked on
exemption-consent = Enter the consent
exemption-consent-do = Enter
exemption-consented-on = Consented on
exemption-vote = Enter the vote of the meeting
exemption-vote-do = Enter
exemption-voted-on = Voted on
exemption-end = Count again
exemption-end-do = Count again
exemption-ended-on = Counted again from
exemption-asked = Asked on { $n }
exemption-consented = The organisation above consented on { $n } { $paper }
exemption-voted = The members' meeting voted for it on { $n }
exemption-ended = Counted again from { $n }
exemption-ended-with = Ended with the membership here on { $n }
exemption-lacks-consent = The consent of the organisation above is lacking
exemption-lacks-vote = The vote of the members' meeting is lacking
exemption-before = It cannot be before it was asked for
exemption-there = There is a request for this member already.
exemption-settled = This was entered already.
exemption-over = No request for this member is open: it has ended, or none was made. Open the member's page to see how it stands.
exempt-cannot_express_will = Cannot express his or her will
exempt-abroad = Abroad at own cost for half a year or more
exempt-imprisoned = In prison without having been expelled
exempt-bedridden = Bedridden or long ill, unable to care for oneself
exempt-moved = Away for half a year or more, whose membership should have been transferred
exempt-retired_elsewhere = Retired to the place of origin, membership not transferred
done-member-added = { $name } is a member of { $branch } now.
done-member-state = The state was changed.
done-member-state-former = It was entered among the former states, since { $day }. The present one stays: { $now }, since { $since }.
done-member-moved = The member was moved to this branch.
done-member-moved-exempt = The member was moved to this branch. The exemption in the former branch has ended; ask for it here if it is still needed.
done-membership-ended = The membership has ended.
done-membership-posts = The membership has ended, and with it, on the same day, { $n ->
    [one] the post that was held.
   *[other] the { $n } posts that were held.
}
done-exemption-asked = It was asked for. Until both have agreed the member is counted.
done-exemption-consented = The consent was entered.
done-exemption-voted = The vote was entered.
done-exemption-ended = The member is counted again.
event-member_added = added a member of the Party
event-member_state_changed = changed the state of a member
event-member_moved = moved a member to another branch
event-membership_ended = ended a membership
event-exemption_asked = asked that a member need not be counted
event-exemption_consented = entered the consent not to count a member
event-exemption_voted = entered the vote not to count a member
event-exemption_ended = ended that a member is not counted
table-membership = Members
table-member_state = States of members
table-member_exemption = Members not counted

### Figures of a town, and units in which an election may not go smoothly

duty-mark-units = flag units in which an election may not go smoothly
duty-keep-reported = enter figures that were reported before
figures-title = Figures
figure-as-of = Ages and posts as of { $n }; each number leads to its records.
figure-part-units = Units
figure-part-organisations = Organisations and members of the Party
figure-part-teams = Two committees together
figure-part-party = Party committees
figure-part-villagers_committee = Villagers' committees
figure-part-residents_committee = Residents' committees
figure-part-groups = Groups and representatives
figure-part-reserves = Reserve cadres
figure-communities = Communities
figure-villages = Villages
figure-general_branches = General branches
figure-branches = Branches
figure-members = Members
figure-village_branches = Branches of villages
figure-village_members = Members in branches of villages
figure-team_all = Persons
figure-cross = Cross-employed
figure-women = Women
figure-team_party = Members
figure-secretaries = Secretaries
figure-deputy_secretaries = Deputy secretaries
figure-team_villagers_committee = Members
figure-team_residents_committee = Members, officers included
figure-directors = Directors
figure-deputies = Deputy directors
figure-average = Average age
figure-old = 57 or older
figure-young = 35 or younger
figure-women_of = Women
figure-women_heads = Women who head a team
figure-technical = Technical secondary school or above
figure-college = College or above
figure-officials = College-graduate village officials
figure-groups = Groups
figure-group_leaders = Group leaders
figure-representatives = Representatives
figure-reserves = Reserve cadres
figure-reserve_officials = Of those, college-graduate village officials
figure-reserve_senior = High or technical secondary school
figure-share = { $part }/{ $whole } ({ $percent } %)
figure-mean = { $mean } ({ $sum }/{ $number })
figure-persons = { $size } = { $party } + { $committees } − { $cross }
figure-differs = Differs
figure-reported = Reported: { $value } ({ $source }, { $on })
reported-add = Enter a reported figure
reported-lead = A figure of an earlier report. Where the records say something else the page of the town tells it.
reported-do = Enter
reported-figure = Which figure
reported-value = As reported
reported-on = Day of the report
reported-source = Which report
reported-source-hint = title or number
done-reported = It was entered.
flag-title = Where the election may not go smoothly
flag-add = Flag this unit
flag-lead = Give the reason: it stands on the pages of the town and of the unit until it is settled.
flag-do = Flag
flag-grounds = Reason
flag-note = What the matter is
flag-note-hint = at most 500 characters
flag-since-on = Since
flag-since = since { $n }
flag-end = Settled
flag-end-lead = The flag stands no more; what was noted is kept.
flag-end-do = End the flag
flag-until-on = Settled on
flag-there = It is flagged for this reason already
flag-no_election = No election was held
flag-incomplete_team = Incomplete team
flag-weak_team = Weak or disunited team
flag-tension = Tension between cadres and people
flag-opaque_affairs = Affairs are not open
flag-nobody_stands = Nobody wants to stand
flag-fierce_contest = Fierce contest
flag-weak_control = Weak control
flag-legacy = Problems of the past
flag-merger = Demolition, merger, reform
flag-overbearing = Overbearing style
flag-group_petitions = Group petitions
flag-clans = Clans and factions
flag-other = Other
done-flagged = { $name } was flagged.
done-flag-ended = The flag of { $name } was ended.
officers-title = Holders of posts
officers-none = No posts are registered yet: add them on the pages of persons.
officers-lead = Who holds posts in the units of { $place }, each person once; ages as of { $day }.
officers-leaves = Posts in the Party, in the committees and of groups and representatives. Those in supervision committees and cooperatives, and former ones, are in
officers-party = Party post
officers-committee = Post in the committee
officers-groups = Groups
posts-title = Posts held and formerly held
posts-lead = All posts registered at { $place }, a line each.
officers-back = This list has a line for each person, and its file cannot be brought in again; to complete or add many posts take the file of this list:
posts-back = The file can be completed, lines can be added to it, and it can be sent back: under “Bring in lists”, as “Posts”. Registered terms and days are not changed by that; correct them on the page of the person.
households-lead = Households and people of each unit of { $place } as entered last; earlier ones stand on the pages of the units.
households-back = The file can be filled in anew and sent back: under “Bring in lists”, as “Households and people”. With another day it is a count of its own; the row of sums is passed over.
reserves-back = The file is for reading and cannot be brought in again; to enter many, take the template “Persons” under “Bring in lists” and fill the first days under “Reserve cadre” and “College-graduate village official”.
away-back = The file is for reading and cannot be brought in again; to enter many, take the template “Persons” under “Bring in lists” and fill “Away” and “Where now”.
posts-held = In office
away-title = Persons away
away-none = Nobody is registered as away: enter it on the pages of persons.
away-lead = Who of { $place } is away, for short or for long, and the last call. Members whose whereabouts nobody entered are listed by the Party's register.
away-called-on = Last call
away-said-by = According to
away-said-whereabouts = whereabouts entered
away-said-party = Party's register
away-called = Called
away-phone = { $number } ({ $note })
away-never = Never called
officers-team = Of the two committees
officers-branch = In a Party committee
officers-body = Which committee
reserves-title = Reserve cadres and village officials
reserves-none = None are registered yet: mark them on the pages of persons.
reserves-lead = Reserve cadres and college-graduate village officials of { $place }; ages as of { $day }.
reserves-schooling = Schooling
schooling-below = Junior high school or below
schooling-senior = High or technical secondary school
schooling-college = College or above
person-age = Age
person-age-band = Age band
age-band-young = 35 or younger
age-band-middle = 36 to 56
age-band-old = 57 or older
said-yes = yes
said-no = no
event-unit_flagged = flagged a unit
event-unit_flag_ended = ended the flag of a unit
event-figure_reported = entered a reported figure
table-unit_flag = Flags of units
table-reported_figure = Reported figures

### tables

table-filter = Filter and sort
table-look = Show
table-more = More conditions
table-clear = Clear the filter
table-any = everything
table-sort = Order
table-up = { $n }, ascending
table-down = { $n }, descending
table-from = { $n } (from)
table-until = { $n } (until)
table-count = { $n } in all
table-count-people = { $n } in all
table-count-of = { $n } of { $all }
table-count-of-people = { $n } of { $all }
table-count-found = { $n } found
table-count-found-people = { $n } found
table-none = Nothing matches; ask for less.
table-pages = Pages
table-page-of = Page { $n } of { $all }
table-first = First
table-earlier = Previous
table-later = Next
table-last = Last
table-files = What is listed, as a file:
table-xlsx = Excel
table-csv = CSV (for other programs)
table-whole = { $n } (of)
error-file-large = More than 100,000 lines match; no file was made. Filter first, such as by days, and take them away in parts.

### what is closed

seen-roll = The roll that is posted
seen-objections = The roll that is sealed
seen-candidates = The candidates that are posted
seen-voting = The ledger that is closed
seen-roll-line = { $n ->
        [one] { $n } voter
       *[other] { $n } voters
    }, { $women } of them women, in { $groups ->
        [one] { $groups } group
       *[other] { $groups } groups
    }
seen-candidates-line = { $post }: { $names }
seen-voting-line = { $kind }: { $n }
seen-changed = What was shown to you has changed since; nothing was done. Look at it as it stands now, and press the button again. Done meanwhile:
seen-not-shown = This form was not sent from the page that shows what is closed; nothing was done. Look at it as it stands now, and press the button.
seen-done = { $who }: { $what }
seen-more = and { $n ->
        [one] { $n } more act
       *[other] { $n } more acts
    }

### forms, corrections, journal

page-reason = Reason
page-or = { " or " }
page-roles-at = { $roles } ({ $place })
page-roles-many = those who are entrusted with something at { $place }
page-acts = To be done by: { $n }
way-out = To be done by { $who }, on the page “{ $page }”.
next-awaited = You have entered it; the other person's entry is awaited
next-roll-prepare = Bring in the voters and prepare the roll
check-go = Go on and check
check-gate = Checked for { $n }
check-means = What it means
check-not-yet = It cannot be done for this day: do first what is marked “Do this first”, or give the day on which it really happened.
check-other-day = If the day is wrong, give another
check-other-do = Check this day
check-back = Back, leave it for now
check-roll = Check before the roll is posted
check-objections = Check before the roll is sealed
check-candidates = Check before the candidates are posted
check-voting = Check before the vote is closed
check-count = Check before the sheet is signed off
check-outcome = Check before the result is declared
means-roll = The rules are frozen with the roll. No more voters can be brought in; what is found wrong afterwards is corrected by the commission and told by a notice, or set right by deciding an objection.
means-objections = The sealed roll does not change any more. Candidates, ballots and the half that is needed all follow from it.
means-candidates = The list and its order do not change any more; the ballots are printed from it.
means-voting = Nothing more is issued or collected in the ledger. Two persons then enter the tally sheet apart.
means-count = The figures do not change any more and the outcome is computed. Compare them with the signed paper first.
means-outcome = The result is declared by the commission and cannot be taken back. Announcement and report form are made afterwards.
confirm-roll = Enter the posting
confirm-roll-draft = Post the roll under draft rules
confirm-objections = Seal the roll
confirm-candidates = Enter the posting
confirm-voting = Close the vote
confirm-count = Sign off
confirm-outcome = Enter the declaration
error-date-far = { $day } lies more than 400 days from election day, { $election }; check the year
error-query = What follows the question mark in this address cannot be read; nothing was changed. Use the links of the pages.
error-large-title = Too much was sent
error-form-too-large = The form holds too much and was not kept. Go back in the browser, where it still stands, shorten it and send it again.
error-slow = The connection was too slow and the form did not arrive whole; nothing was kept. Go back in the browser and send it again.
error-busy = The answer was not ready in time, so it is not certain whether this was done. Open the page first and look; if it was not, send it again.
kept-title = Your form was kept
kept-lead = What you filled in before is not lost, and was not sent yet. Check it and send it, or throw it away.
kept-lead-refused = Choosing a language or a size has neither lost nor sent again what you filled in. Send it again: the page comes back with everything filled in.
kept-send = Send it now
kept-away = Throw it away
kept-sign-in = Your session has ended. What you filled in is kept; sign in and it goes on.
kept-sign-in-file = Your session has ended. What you filled in is kept; sign in and it goes on. A file cannot be kept: choose it again then.
kept-no-file = A file cannot be kept; choose it again and upload it once more.
kept-no-sheet = Your session has ended. What was sent to the tally sheet was not kept: the two entries are blind, and another person may sign in here. Sign in and type the figures from the paper again.
kept-lost = Your session has ended. What you sent was not saved and could not be kept. Go back in the browser, copy what you typed from the page, and fill in the form again after signing in.
kept-secret = Your session has ended, and what you asked for was not done. Passwords and passphrases cannot be kept: sign in and fill in the form again.
kept-file = File
kept-file-hint = The file chosen before could not be kept. Choose it again if it is to be sent.
kept-file-again = The file that you chose could not be kept: choose it again.
kept-first = What you filled in is kept. Do this first; then it goes on.
kept-card = Print the card or write the codes down first; then send what you filled in before.
done-kept-others = You are signed in. What was filled in on this machine before is another account's: it was neither shown nor sent. Whoever filled it in signs in and enters it again.
kept-typed = What you filled in (not saved)
kept-again = Send it again
kept-line = line { $n }
place-opens-who = No election is open yet. It is opened by: { $n }.
case-closed = Closed stages
case-stage = Stage
case-closed-on = Closed on
case-correct = Correct the day
case-correct-of = Correct the day: { $n }
case-move-day = Change the election day
correction-title = Correct a day: { $stage }
correction-lead = If the day was entered wrongly, give the right one and the reason. The old day stays in the case file; the conditions are checked again for the right one.
redate-before = Day as it stands
correction-on = The right day
correction-reason-hint = What was wrong, and which paper shows it
correction-back = Back to the case file
decisions-back-place = Back to { $n }
decisions-back-one = Back to the decision
correction-former = Was { $before }, corrected to { $after }. Reason: { $reason }
correction-same = This is the day as it stands
correction-after-objection = An objection was filed before this day; the roll cannot have been posted after it
correction-declared = The result is declared; days can no longer be corrected.
day-title = Change the election day
day-lead = The election day can be changed while the roll is not posted. Rules and limits are set anew by it; the old day and the reason stay in the case file.
day-on = The new election day
day-roll-posted = The roll is posted, so the election day cannot be changed here. Another day would be a postponement, which needs approval.
day-under-age = On that day { $n ->
        [one] { $n } person on the roll is
       *[other] { $n } persons on the roll are
    } under 18; correct the roll first
day-postponed = After the roll is posted another day is an early or postponed election: the county has to approve it, and who turns 18 in between is added to the roll. This program does not carry it yet; follow the procedure on paper.
day-shift = At most { $n ->
        [one] { $n } month
       *[other] { $n } months
    } early or late ({ $source }).
done-correction = The day is corrected; the old one stays in the case file.
done-day = The election day is changed; rules and limits follow it.
duty-correct-days = correct days and change the election day
event-stage_corrected = Corrected the day of a stage
event-election_day_moved = Changed the election day
journal-what = Content
journal-withheld = The content was removed
journal-rows = { $table }: { $n }
journal-note = { $name }: { $value }
note-voters = Voters
note-digest = Digest
note-fields = Lines corrected
note-stage = Stage
note-number = Number
note-before = Day before
note-after = Day after
note-closed_on = Closed as of
table-cycle = County's cycle
table-campaign = Town's campaign
table-election = Election
table-election_rules = Rules
table-stage_entry = Closed stage
table-stage_correction = Corrected day
table-election_day_change = Changed election day
table-round = Round
table-round_seat = Seats
table-roll = Roll
table-roll_entry = Voters
table-person = Persons
table-objection = Objections
table-candidacy = Candidates
table-ballot_movement = Ledger of ballots
table-vote_count = Count
table-ballot = Ballots read
table-mark = Marks
table-sheet = Tally sheet
table-sheet_entry = Entry of the sheet
table-sheet_figure = Figures of the sheet
table-sheet_explanation = Explanations
table-sheet_sign_off = Sign-off
table-decision = Computed outcome
table-declaration = Declaration
table-written_choice = Who a name written in means
table-written_share = Votes of such a name by voter
table-written_answer = Answers to what was said of such a name
table-announcement_number = Numbers that an announcement was given anew
table-declared_seat = Elected
table-document = Papers
table-document_version = Versions of papers
table-place_code = Division code
table-world = Rehearsals
table-place = Places
table-account = Accounts
table-mandate = Mandates
table-entry_link = Entry links
table-reading = Readings

sheet-waiting = Another person is to agree
sheet-reason = Reason
sheet-reason-hint = Where the paper differs from what was entered, and who found it
sheet-reopened = to open these lines again
sheet-started_over = to throw both entries away and begin anew
sheet-asked = { $by } asks { $what }{ $n ->
    [0] .
   *[other] : { $fields }.
}
sheet-agree = Agree
sheet-refuse = Say no
sheet-take-back = Take it back
sheet-agree-awaited = Another person must agree; until then the sheet stays as it is.
sheet-ask = A figure is wrong? Ask to correct it or to begin anew
sheet-ask-lead = This needs a reason and another person who agrees. What was entered is kept; once the sheet is definitive both versions are shown.
sheet-ask-kind = How to correct
sheet-ask-reopened = Some lines only (both who entered correct them from the paper)
sheet-ask-started_over = Everything anew (the wrong paper, or somebody who entered it has left)
sheet-ask-fields = Lines to correct
sheet-ask-no-field = Choose at least one line
sheet-ask-do = Send the request
sheet-asked-already = A request waits for its answer already; nothing was kept of this one. Reload the page.
sheet-request-gone = This request has been answered. Reload the page to see where the sheet stands.
sheet-agree-other = Whoever asks cannot agree; it takes another person.
sheet-day-kept = The day of the count is on record and stays when the sheet is signed anew
sheet-earlier-title = Corrections
sheet-earlier = { $on }: { $by } asked { $what }, { $with } agreed
sheet-figure-before = Before
sheet-figure-after = After
done-sheet-asked = The request is kept; another person is to agree.
done-sheet-reopened = Agreed: the chosen lines can be corrected; then the sheet is signed anew.
done-sheet-started-over = Agreed: what was entered is kept; two people enter the sheet anew.
done-sheet-request-dropped = Nothing comes of the request; the sheet stays as it is.
event-sheet_asked = Asked to correct a tally sheet or to begin it anew
event-sheet_reopened = Agreed to open a tally sheet again
event-sheet_started_over = Agreed to begin a tally sheet anew
event-sheet_request_dropped = Nothing came of a request for a tally sheet
duty-ask-anew = ask or agree to correct a tally sheet

### decisions

duty-see-decisions = see the decisions here and their scans
duty-enter-decision = enter what was decided on paper
duty-review-decision = check what another person entered
duty-see-approvals = see the decisions and special approvals of this election
duty-ask-approval = ask for a special approval
duty-answer-approval = answer a special approval
page-decisions = Decisions

decisions-lead = What was decided in a meeting or on paper is entered here afterwards: one person enters it with its scan, another one compares it with the scan; then it counts.
decisions-none = No decisions yet. When a meeting has decided or a document has arrived, scan it; one person enters it and another one checks it.
decisions-mine = Waiting for you
decisions-papers = Decisions on paper
decisions-pages = Pages
decisions-column-title = What
decisions-column-place = Where
decisions-column-who = Who
decisions-column-on = Day
decisions-column-state = State
decisions-state-waiting = Waits for its check
decisions-state-returned = Returned
decisions-state-checked = Checked
decisions-state-withdrawal-asked = Checked; withdrawal asked
decisions-state-withdrawn = Withdrawn
decisions-one = Decision on paper
decisions-enter = Enter a decision on paper
decisions-enter-lead = Copy from the paper. The day is the one on the paper; when it is entered is recorded apart. Another person then compares it with the scan.
decisions-correct = Correct it and send it again
decisions-correct-lead = The version before stays to be seen. Another person then checks the new one.
decisions-about = What it is about
decisions-about-election = The election of { $day }
decisions-about-place = Another matter of { $place }
decisions-body = Body that decided
decisions-body-hint = In full, such as: leading group of Xiao Sha Town
decisions-meeting = Meeting
decisions-meeting-hint = Such as: third meeting of 2025. Meeting or document number is needed.
decisions-document-number = Document number
decisions-document-number-hint = As it stands on the paper
decisions-decided-on = Day of the decision
decisions-decided-on-hint = The day that stands on the paper.
decisions-decides = What it decides
decisions-decides-hint = The words of the decision, up to 1,000 characters.
decisions-scan = Scan
decisions-scan-hint = PDF, JPEG or PNG, each up to 20 MB, together up to 40 MB, 20 files at most; for several pages choose several files at once.
decisions-scan-again-hint = Without a file the scan of the version before stays; new files take its place. PDF, JPEG or PNG, each up to 20 MB.
decisions-scan-none = Choose the scan: without it nobody can check the entry.
decisions-scan-empty = File { $n } is empty. Scan it again.
decisions-scan-kind = File { $n } is no whole PDF, JPEG or PNG (its content counts, not its name). Save it as one of these and choose it again.
decisions-scan-large = File { $n } is larger than { $most } MB. Scan it at a lower resolution, or as several files.
decisions-scan-many = Too many files; { $n } at most. Put the pages into one PDF.
decisions-scan-cut = The files are larger than 40 MB together and were not taken. Scan at a lower resolution and choose them again; what you typed is kept.
decisions-scan-name = File { $n } ({ $kind })
decisions-send = Keep and send to be checked
decisions-not-found = Enter the meeting or the document number; else nobody finds the paper.
decisions-late = Entered on { $on }
decisions-entered = Entered by { $by } ({ $role }), { $at }
decisions-checked = Checked by { $by } ({ $role }), { $at }
decisions-returned = Returned by { $by } ({ $role }), { $at }
decisions-returned-because = Returned because:
decisions-version = Version { $n }
decisions-before = Versions before
decisions-waits-for = Waits for another person: { $n }
decisions-check = Check
decisions-check-lead = Open every file of the scan and compare it with what was entered above.
decisions-check-do = It says what the scan says
decisions-seen-label = I have seen the whole scan and compared it line by line
decisions-seen-needed = Compare the scan first, then tick this.
decisions-return = Return it
decisions-return-hint = Say what differs from the paper, so that it can be corrected.
decisions-return-do = Return it to be corrected
decisions-withdraw = Ask to withdraw this decision
decisions-withdraw-lead = Two persons withdraw it: one asks, another agrees who neither entered nor checked it. It then counts no more, and stays to be seen.
decisions-withdraw-do = Ask to withdraw it
decisions-withdrawals = Requests to withdraw it
decisions-withdrawal-asked = { $by } ({ $role }) asked to withdraw it, { $at }
decisions-withdrawal-agreed = { $by } agreed, { $at }
decisions-withdrawal-declined = { $by } did not agree, { $at }
decisions-withdrawal-agree = Agree to withdraw it
decisions-withdrawal-decline = Decline
decisions-withdrawal-take-back = Take the request back
decisions-same-person = This is done by another person: nobody checks the own entry or agrees to the own request.
decisions-not-higher = Whoever agrees to a special approval stands higher than whoever asks: the leading group or the county's office.
decisions-had-a-hand = Whoever entered or checked it does not agree to withdraw it; another person does.
decisions-not-now = The decision stands otherwise by now; this cannot be done. See where it stands.
decisions-other-version = Somebody has entered another version meanwhile. See that one first.
decisions-task-check = A decision on paper waits for your check
decisions-task-returned = A decision that you entered was returned; correct it
decisions-task-withdrawal = Somebody asks to withdraw a decision; answer it
decisions-task-approval = A special approval is asked of you

approval-tag = Special approval
approval-one = Special approval
approval-list = Special approvals
approval-ask = Ask for a special approval
approval-ask-lead = What keeps this stage open can be let pass for good reason. Another person agrees: { $n }. The stage can then be closed; the failed comparison stays, and who, when and why are shown beside it and stand in the remarks of the result report.
approval-what = What is to pass
approval-compared = Compared
approval-reason-hint = Why the rule could not be kept and what is done instead, up to 1,000 characters.
approval-paper = Decision on paper that it rests on
approval-paper-hint = May stay empty. One that is named has to be checked first; where it is withdrawn later, the approval counts no more.
approval-paper-open = Open it
approval-no-paper = None
approval-ask-do = Ask for it
approval-nothing = Nothing keeps the stage open on this day; no approval is needed.
approval-nothing-else = What keeps the stage open is listed below; nobody can approve it away.
approval-nevers = What nobody can approve away
approval-never = Nobody can approve this away: { $why }
approval-never-not-carried = the program does not carry the stages of this body.
approval-never-nobody = without voters and seats there is no election. Enter them first.
approval-never-order = the stages follow one another and none is left out. Close the one before first.
approval-never-right = it is a right of voters or candidates, which no body gives up for them. Deal with it first.
approval-never-arithmetic = votes and numbers decide whether the result is valid; no approval changes a number. Count again.
approval-never-two-entries = two persons enter the sheet, each apart.
approval-never-clock = what has not happened yet cannot be entered.
approval-not-needed = This does not keep the stage open; no approval is needed.
approval-there = This is approved already; the stage can be closed.
approval-asked-already = An approval of this is asked for already and waits for its answer.
approval-answered = This request is answered already.
approval-not-own = Only whoever asked can take it back.
approval-paper-unchecked = The decision on paper that it rests on is not checked, or was withdrawn. Check that one first.
approval-state-waiting = Waits for its answer
approval-state-agreed = Agreed
approval-state-declined = Declined
approval-state-taken_back = Taken back
approval-state-gone = Its paper was withdrawn: counts no more
approval-asked = Asked
approval-asked-by = { $by } ({ $role }), { $on }
approval-answer = Answer
approval-answered-by = { $by } ({ $role }), { $on }
approval-waits = Waits for another person who stands higher than whoever asked: the leading group or the county's office.
approval-agree = Agree
approval-agree-lead = The stage can then be closed past this. Your name, the day and the reason stay beside it.
approval-agree-do = Agree to the special approval
approval-decline = Decline
approval-decline-hint = Say why, and what is to be done instead.
approval-decline-do = Decline
approval-take-back-do = Take the request back
approval-told-agreed = Special approval: { $by } ({ $role }) agreed on { $on }; reason: { $reason }
approval-told-asked = { $by } ({ $role }) asked for a special approval on { $on }; reason: { $reason }
approval-fact-days = closed { $happened }, due { $limit }
approval-remark = { $stage }: { $fact } ({ $source }). { $told }.

done-paper-decision = Kept; another person is to check it.
done-paper-decision-corrected = The new version is kept; another person is to check it.
done-paper-decision-checked = Checked: the decision counts.
done-paper-decision-returned = Returned to be corrected.
done-withdrawal-asked = The request is kept; another person is to agree.
done-withdrawn = The decision is withdrawn.
done-withdrawal-declined = It is not withdrawn; the decision stays as it is.
done-approval-asked = The request is kept; a higher body is to answer.
done-approval-agreed = Agreed to the special approval.
done-approval-declined = Declined the special approval.
done-approval-taken-back = The request is taken back.
event-paper_decision_entered = Entered a decision on paper
event-paper_decision_corrected = Corrected a decision on paper
event-paper_decision_checked = Checked a decision on paper
event-paper_decision_returned = Returned a decision on paper
event-paper_decision_withdrawal_asked = Asked to withdraw a decision on paper
event-paper_decision_withdrawn = Agreed to withdraw a decision on paper
event-paper_decision_withdrawal_declined = Did not withdraw a decision on paper
event-approval_asked = Asked for a special approval
event-approval_agreed = Agreed to a special approval
event-approval_declined = Declined a special approval
event-approval_taken_back = Took a request for a special approval back
table-paper_decision = Decisions on paper
table-paper_decision_version = Versions of decisions on paper
table-paper_decision_scan = Scans
table-paper_decision_check = Checks
table-paper_decision_withdrawal = Requests to withdraw
table-paper_decision_withdrawal_answer = Answers to requests to withdraw
table-special_approval = Special approvals asked for
table-special_approval_answer = Answers to special approvals

### upkeep

page-upkeep = Upkeep
page-place-journal = Journal of what was done
page-instance-journal = Journal of the instance
page-none = —
page-backups = Back-ups
page-security = Security log
upkeep-lead = How the system fares. None of this reaches into an election.
upkeep-health = State
upkeep-what = What
upkeep-said = Found
upkeep-verdict = Verdict
upkeep-well = in order
upkeep-look = needs a look
upkeep-schema = Database
upkeep-schema-current = Answers, of this program's version
upkeep-schema-other = Of another program's version
upkeep-role = Protection of the journal
upkeep-role-own = The program may not change the journal
upkeep-role-one = The database has one role: grants do not protect the journal
upkeep-room = Room in the data folder
upkeep-room-free = { $n } MB free
upkeep-room-unknown = unknown
upkeep-outbox = Work left to be done
upkeep-outbox-said = { $waiting } waiting, { $failed } of them failed before
upkeep-sessions = Sessions that have not ended
upkeep-failed = Work that failed
upkeep-failed-none = No work has failed.
upkeep-failed-lead = It is tried again by itself, later and later, up to once an hour. The reference leads to the line of the log.
upkeep-job = Work
upkeep-attempts = Attempts
upkeep-next = Next attempt
upkeep-reference = Reference
upkeep-again = Try again now
job-print_result = Printing the papers of a result
security-lead = Who signed in, was refused or signed out. Times are of China.
security-account = Account
security-event = What
security-none = Nothing was found.
security-time = Time
security-address = From address
security-unknown = unknown account
security-event-signed_in = Signed in
security-event-refused = Refused: wrong account or password
security-event-refused_locked = Refused: the account is locked
security-event-refused_beyond = Refused: a sample account from another machine
security-event-signed_out = Signed out
security-event-throttled = Had to wait
security-event-password_changed = Changed the password
security-event-password_given = Was given a temporary password
security-event-sessions_ended = Sessions ended
backups-lead = A back-up is one file with everything in it: database, papers, keys. People go on working while it is made. Take it to another place: one on the same disk is lost with the disk.
backups-there = Back-ups in the data folder
backups-none = There is no back-up yet.
backups-file = File
backups-at = Made
backups-mb = MB
backups-rows = Rows
backups-do = What to do
backups-unreadable = cannot be read
backups-download = Download
backups-check = Check
backups-check-passphrase = Passphrase (without it the keys are not tried)
backups-make = Make a back-up
backups-make-lead = The passphrase locks the keys in the back-up. Write it on paper and keep it apart from the file: without it the back-up cannot be restored.
backups-passphrase = Passphrase
backups-passphrase-hint = At least 12 characters
backups-passphrase-again = Passphrase again
backups-make-do = Make the back-up
backups-not-same = The two passphrases are not the same
backups-busy = A back-up is being made or checked: wait until it has ended
backups-look = Look how far it is
backups-failed = failed
backups-failed-at = { $name }: { $why }
backups-making = { $name } is being made (since { $since }).
backups-checking = { $name } is being restored into a scratch database (since { $since }).
backups-made = { $name } was made: { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }, sha256 { $sha256 }
backups-checked = { $name } can be restored: { $rows ->
        [one] { $rows } row,
       *[other] { $rows } rows,
    } { $journal ->
        [one] { $journal } row of
       *[other] { $journal } rows of
    } the journal verified; the passphrase opens the keys
backups-checked-keyless = { $name } can be restored: { $rows ->
        [one] { $rows } row,
       *[other] { $rows } rows,
    } { $journal ->
        [one] { $journal } row of
       *[other] { $journal } rows of
    } the journal verified; the keys were not tried
done-retried = What failed is being tried again
done-nothing-failed = No work has failed
done-papers-again = The papers are being printed
papers-printing = The papers are being printed. They appear here by themselves.
papers-not-printed = not printed
papers-failed = Printing failed { $n ->
        [one] { $n } time
       *[other] { $n } times
    }; it is tried again at { $next }. The result itself is kept.
papers-again = Try again now
papers-none-waiting = No paper waits to be printed
papers-anew = Print anew from the records as they are now
event-papers_asked_anew = Papers printed anew after records were completed
blanks-title = Not on record for the report form
blanks-lead = There is no record of what follows: the report form has a dash for it. What is entered before the result is declared will be printed.
blanks-lead-declared = There is no record of what follows: the report form has a dash for it. What is entered now is printed when the papers are printed anew.
blanks-population = Villagers in all
blanks-former = Former posts of all (no posts of the term before are on record)
blanks-party = Posts held in the Party as well, one person in both leading posts (no secretary is on record on election day)
blanks-disposal = What became of left over and spoiled ballots
blanks-person = { $name }: { $cells }
blanks-and = { ", " }
blanks-persons = { $n ->
    [one] The record of one person is not complete
   *[other] The records of { $n } persons are not complete
}
blanks-at-figures = The town's office enters households and people
blanks-at-offices = Enter posts in the records of persons
blanks-at-person = Change the record
blanks-at-pen = By hand after printing
duty-see-upkeep = see how the system fares
duty-keep-backups = keep back-ups
duty-print-papers = have papers printed
event-jobs_retried = Failed work tried again
event-papers_retried = Printing tried again
event-backup_made = Back-up made
event-backup_checked = Back-up checked
event-backup_downloaded = Back-up downloaded
event-backup_restored = Back-up restored

table-roll_correction = corrections of the roll
table-former_decision = Former decisions
table-correction_notice = Notices of corrections
table-roll_correction_day = Days of corrections that were mended
table-correction_notice_change = Corrections of notices
table-correction_notice_line = Lines of notices
note-undone = Corrections taken back
table-sheet_request = requests for the tally sheet
table-sheet_request_field = lines asked for
table-sheet_answer = answers to requests
note-account = account
note-bytes = bytes
note-good = good
note-made_at = made
note-name = name
note-sha256 = digest
