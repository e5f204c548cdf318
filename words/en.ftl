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
local-form = not of the form of local rules: { $reason }
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
unit-age = { $n } years of age
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
calendar-value-happened = STEP=DATE
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
finding-F-103 = Blank ballots ({ $left }) cannot be more than the ballots among which they are counted ({ $right }).
finding-F-104 = Ballots printed are { $left }; issued, unused and spoiled are { $right } together. They must be equal.
finding-F-105 = Ballots issued are { $left }; the channels are { $right } together. They must be equal.
finding-F-106 = The channels contained in the hall are { $left }, the hall only { $right }.
finding-F-107 = More ballots were issued ({ $left }) than printed ({ $right }).
finding-F-108 = Ballots unused are { $left }; kept and clipped are { $right } together. They must be equal.
finding-F-109 = { $fields }: { $left } votes, but only { $right } ballots carry marks.
finding-F-110 = { $fields }: for, against and abstained are { $left } together, but only { $right } ballots are valid.
finding-F-111 = The votes for this post are { $left }; its seats on all marked ballots allow { $right }.
finding-F-112 = Scribes wrote more ballots ({ $left }) than were issued ({ $right }).
finding-W-201 = More ballots were collected ({ $left }) than issued ({ $right }). If the paper says so, the vote will be void ({ $rule }).
finding-W-202 = More ballots were collected ({ $left }) than electors were present ({ $right }). If the paper says so, the vote will be void ({ $rule }).
finding-W-203 = No more than half have voted: twice the voters is { $left }, registered are { $right }. If the paper says so, the vote will be void ({ $rule }).
finding-W-204 = More ballots were issued ({ $left }) than there are electors ({ $right }).
finding-W-205 = Many ballots are invalid. The limit is reached: { $left } is not more than { $right } (percent of the collected, 100 times the invalid).
finding-W-206 = Many ballots are blank. The limit is reached: { $left } is not more than { $right } (percent of the collected, 100 times the blank).
finding-W-207 = Many ballots were issued and not returned. The limit is reached: { $left } is not more than { $right } (percent of the issued, 100 times the missing).
finding-W-208 = Every figure is 0.
finding-W-209 = A written-in name is that of a candidate for the same post: { $fields }. Votes for the candidate belong in the candidate's own line.
finding-W-210 = A written-in name without votes: { $fields }.
finding-W-211 = A candidate without votes: { $fields }.
finding-W-212 = Equal votes across the last seat ({ $left } and { $right }): { $fields }. If the paper says so, there will be a re-vote ({ $rule }).
finding-W-213 = Exactly at the bar ({ $left } against { $right }): { $fields }. One vote decides ({ $rule }).
finding-W-214 = More ballots at mobile boxes ({ $left }) than in the hall ({ $right }). Are the figures swapped?
finding-W-215 = More ballots by proxy ({ $left }) than those who vote themselves may carry ({ $right }).

### problems of a count record (decide)

problem-not-json = not JSON: cannot be read on at line { $a }, column { $b }
problem-not-utf8 = not text in UTF-8
problem-missing = missing
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
problem-ballots-read-number = { $a } ballots are given one by one, { $b } were collected
problem-more = at least { $a } further problems are not listed

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
explain-elected = Elected:
explain-ties = Equal votes, a re-vote is needed:
explain-kin-excluded = Not elected because near kin may not serve together:
explain-vacant = Empty seats:
explain-uncounted = Not voters of this unit, their votes do not count:
explain-votes = { $votes } votes
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
calendar-happened-how = --happened may be given several times; the n-th decision answers the n-th objection. What happens once may be given once.
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
