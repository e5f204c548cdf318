//! Which layers set a limit, and the dates it comes to.

use chrono::NaiveDate;

use super::{
    Anchors, Direction, Line, OutOfRange, SetBy, Standing, Verdict,
    days::{Side, Span},
    judge,
    step::Step,
    table::{Amount, PRACTICE, Practice, ROWS, Row},
};
use crate::{
    body::Family,
    reason::RuleId,
    rules::{Entry, Key, Kind, Layer, Pack, Rules, Value, key::KeyKind, key::Unit},
    source::{Source, Tag},
};

/// The chosen rules over what is known of an election.
pub(super) struct Plan<'r, 'a> {
    pub rules: &'r Rules,
    pub family: Family,
    pub anchors: &'a Anchors,
}

/// The length of a limit and who sets it.
pub(super) struct Setting<'a> {
    pub span: Span,
    pub source: &'a Source,
    pub layer: Standing,
    set_by: SetBy,
    pub by: Option<&'a Pack>,
    also: Vec<String>,
    draft: bool,
}

/// A day of an event; planned where it is only the last lawful one.
#[derive(Clone, Copy)]
struct Day {
    date: NaiveDate,
    planned: bool,
    /// The event cannot lie before this day, where that is known.
    first: Option<NaiveDate>,
}

impl Day {
    /// As given, or the first day on which it can be.
    fn on(date: NaiveDate, planned: bool) -> Self {
        Self { date, planned, first: Some(date) }
    }
}

impl<'r> Plan<'r, '_> {
    /// What the chosen rules say of a limit, then what others say that differs.
    pub(super) fn settings(&self, row: &Row) -> Vec<Setting<'r>> {
        let mut settings: Vec<_> = self.own(row).into_iter().collect();
        for pack in Pack::all().iter().filter(|pack| self.guides(row, pack)) {
            let Some(found) = in_pack(row, self.family, pack) else { continue };
            let draft = pack.draft_on(self.anchors.day);
            let found = Setting { layer: Standing::Guidance, draft, ..found };
            match settings.iter_mut().find(|known| known.span == found.span) {
                None => settings.push(found),
                Some(known) => known.join(found),
            }
        }
        settings
    }

    /// What the chosen rules say of a limit. It is in force where the law's own text fixes it or a
    /// local rule sets it; other values of a pack are defaults for want of a law.
    pub(super) fn own(&self, row: &Row) -> Option<Setting<'r>> {
        let rules = self.rules;
        let Some(key) = row.amount.key() else { return self.same_day(row) };
        let (span, entry) = length(row.amount, |key| Some(rules.entry(key)?.1))?;
        let by = match rules.entry(key)?.0 {
            Layer::Pack => Some(rules.pack),
            Layer::Overlay => rules.overlay,
            Layer::Local => None,
        };
        let binds = by.is_none() || rules.fixed_by(key).is_some();
        let draft = by.is_some_and(|pack| self.is_draft(pack));
        Some(Setting { draft, ..Setting::new(span, &entry.source, by, binds) })
    }

    /// A vote is on its day in all rules, and a villagers' result announced on the spot (VC98 14,
    /// VC18 15); the rest is in force where pack or overlay has an article for it.
    fn same_day(&self, row: &Row) -> Option<Setting<'r>> {
        let rules = self.rules;
        let always = row.step == Step::Vote
            || (row.step == Step::ResultAnnounced && self.family == Family::Villagers);
        let mut layers = [rules.overlay, Some(rules.pack)].into_iter().flatten();
        let found = layers.find_map(|pack| in_pack(row, self.family, pack));
        if !always {
            return found
                .map(|set| Setting { draft: set.by.is_some_and(|by| self.is_draft(by)), ..set });
        }
        let by = found.and_then(|set| set.by).unwrap_or(rules.pack);
        let source = rules.source(RuleId(row.rule(self.family)));
        let draft = self.is_draft(by);
        Some(Setting { draft, ..Setting::new(Span::Days(0), source, Some(by), true) })
    }

    fn is_draft(&self, pack: &Pack) -> bool {
        self.rules.pack_draft_on(pack, self.anchors.day)
    }

    /// Whether another pack's limit is worth showing: those of the same branch of law, and beside
    /// a committee's election the Party's rules of that day.
    fn guides(&self, row: &Row, pack: &Pack) -> bool {
        if pack.family == self.family {
            return true;
        }
        row.of_the_party()
            && pack.family == Family::Party
            && pack.kind == Kind::National
            && pack.in_force(self.anchors.day)
    }

    /// The line with its dates: once for each event it runs from, or each time it happened.
    pub(super) fn date(
        &self,
        line: &Line,
        by: Option<&Pack>,
        lines: &mut Vec<Line>,
    ) -> Result<(), OutOfRange> {
        let events = self.days_of(line.from, by)?;
        let happened = self.happened(line, !events.is_empty());
        for index in 0..events.len().max(happened.len()).max(1) {
            let event = events.get(index).or_else(|| several(line.from, events.last()));
            let happened = happened.get(index).copied();
            let date = match event {
                Some(event) => Some(self.limit(line.step, line.span, event.date, line.side)?),
                None => None,
            };
            let first = self.first(line, event);
            let verdict = |(date, day)| not_before(first, day, judge(date, line.direction, day));
            lines.push(Line {
                date,
                from_date: event.map(|event| event.date),
                from_planned: event.is_some_and(|event| event.planned),
                happened,
                verdict: date.zip(happened).map(verdict),
                ..line.clone()
            });
        }
        Ok(())
    }

    /// The day before which a step cannot lawfully happen: that of the event from which its time
    /// runs on, and what is announced, posted or sealed waits for the count. A term's end opens
    /// nothing, the vote may lie on either side of it.
    fn first(&self, line: &Line, event: Option<&Day>) -> Option<NaiveDate> {
        let runs_on = line.side == Side::After && line.step != Step::Vote;
        let opened = event.filter(|_| runs_on).and_then(|event| event.first);
        let result = [Step::ResultAnnounced, Step::BallotsSealed, Step::ResultPosted];
        let counted = result.contains(&line.step).then(|| self.given(Step::Count));
        opened.into_iter().chain(counted.into_iter().flatten()).max()
    }

    /// The days on which a step happened; election day itself is judged against a known term.
    fn happened(&self, line: &Line, known: bool) -> Vec<NaiveDate> {
        let days = self.given(line.step);
        if days.is_empty() && known && line.step == Step::Vote && line.from == Step::TermEnd {
            return vec![self.anchors.day];
        }
        days
    }

    pub(super) fn given(&self, step: Step) -> Vec<NaiveDate> {
        let days = self.anchors.happened.iter().filter(|(known, _)| *known == step);
        days.map(|(_, day)| *day).collect()
    }

    /// The days of an event: as given, else the planned one, the last that is lawful under the
    /// rules or, where these are silent, under the pack whose limit is asked for.
    fn days_of(&self, step: Step, by: Option<&Pack>) -> Result<Vec<Day>, OutOfRange> {
        let on = |date| vec![Day::on(date, false)];
        let given = self.given(step);
        if step == Step::Vote || (step == Step::PartyMeeting && self.family == Family::Party) {
            return Ok(on(self.anchors.day));
        }
        if !given.is_empty() {
            return Ok(given.into_iter().flat_map(on).collect());
        }
        if matches!(step, Step::Formed | Step::VoidDeclared) {
            return Ok(vec![Day::on(self.anchors.day, true)]);
        }
        let rows = || {
            let last_day = |row: &&Row| row.step == step && row.direction == Direction::Latest;
            ROWS.iter().filter(last_day)
        };
        let set = rows()
            .find_map(|row| Some((row, self.own(row)?)))
            .or_else(|| rows().find_map(|row| Some((row, in_pack(row, self.family, by?)?))));
        if let Some((row, set)) = set {
            return self.planned(step, set.span, row.side, row.from, by);
        }
        // the order of Party and committee says nothing about the day of the Party's meeting
        let custom = |known: &&Practice| known.step == step && known.family == Some(self.family);
        match PRACTICE.iter().find(custom) {
            Some(known) => self.planned(step, Span::Days(known.days), known.side, known.from, by),
            None => Ok(Vec::new()),
        }
    }

    fn planned(
        &self,
        step: Step,
        span: Span,
        side: Side,
        from: Step,
        by: Option<&Pack>,
    ) -> Result<Vec<Day>, OutOfRange> {
        let days = self.days_of(from, by)?.into_iter();
        days.map(|day| {
            let date = self.limit(step, span, day.date, side)?;
            // the plan names the last lawful day; the event may well have come before it
            Ok(Day { date, planned: true, first: day.first.filter(|_| side == Side::After) })
        })
        .collect()
    }

    fn limit(
        &self,
        step: Step,
        span: Span,
        event: NaiveDate,
        side: Side,
    ) -> Result<NaiveDate, OutOfRange> {
        span.from(event, side, &self.anchors.working).ok_or(OutOfRange { step })
    }
}

/// What answers a day that has come already: any number of acts follow one vote, but each decision
/// is one on an objection of its own.
fn several(from: Step, last: Option<&Day>) -> Option<&Day> {
    last.filter(|day| from != Step::Objection || day.planned)
}

/// What happened before its time is too early however much time is left.
fn not_before(first: Option<NaiveDate>, happened: NaiveDate, verdict: Verdict) -> Verdict {
    match first.map(|first| first.signed_duration_since(happened).num_days()) {
        Some(days) if days > 0 && !matches!(verdict, Verdict::TooEarly { .. }) => {
            Verdict::TooEarly { days }
        }
        _ => verdict,
    }
}

/// What a pack says of a limit, whether it is chosen or not.
pub(super) fn in_pack<'a>(row: &Row, family: Family, pack: &'a Pack) -> Option<Setting<'a>> {
    let by = Some(pack);
    let set = match row.amount {
        Amount::SameDay(_) if family == Family::Party && row.step != Step::Vote => return None,
        Amount::SameDay(_) => {
            let source = pack.sources.get(row.rule(family))?;
            let own = source.law == pack.id;
            Setting::new(Span::Days(0), source, by, own || source.tag == Tag::V)
        }
        amount => {
            let (span, entry) = length(amount, |key| pack.values.get(&key))?;
            Setting::new(span, &entry.source, by, entry.fixed)
        }
    };
    Some(Setting { draft: pack.draft, ..set })
}

fn length<'a>(amount: Amount, get: impl Fn(Key) -> Option<&'a Entry>) -> Option<(Span, &'a Entry)> {
    let whole = |key| {
        let entry = get(key)?;
        match entry.value {
            Value::Whole(number) => Some((number, entry)),
            _ => None,
        }
    };
    match amount {
        Amount::Of(key) => {
            let (number, entry) = whole(key)?;
            let span = match key.kind() {
                KeyKind::Whole(Unit::Days, ..) => Span::Days(number),
                KeyKind::Whole(Unit::WorkingDays, ..) => Span::WorkingDays(number),
                KeyKind::Whole(Unit::Months, ..) => Span::Months(number),
                _ => return None,
            };
            Some((span, entry))
        }
        Amount::Sum(first, then) => {
            let (more, entry) = whole(then)?;
            Some((Span::Days(whole(first)?.0.checked_add(more)?), entry))
        }
        Amount::DayBefore(key) => {
            let entry = get(key).filter(|entry| entry.value == Value::Flag(true))?;
            Some((Span::Days(1), entry))
        }
        Amount::SameDay(_) => None,
    }
}

impl<'a> Setting<'a> {
    fn new(span: Span, source: &'a Source, by: Option<&'a Pack>, binds: bool) -> Self {
        let set_by = match by {
            None => SetBy::Local,
            Some(_) if !binds => SetBy::Practice,
            Some(pack) if pack.kind == Kind::Overlay => SetBy::Overlay,
            Some(_) => SetBy::Pack,
        };
        let layer = if binds { Standing::InForce } else { Standing::Guidance };
        Self { span, source, layer, set_by, by, also: Vec::new(), draft: false }
    }

    /// Takes in guidance of the same length: a law goes before a default, equals share a line.
    pub(super) fn join(&mut self, found: Self) {
        let default = |set: &Self| set.set_by == SetBy::Practice;
        match (default(self), default(&found)) {
            _ if self.layer == Standing::InForce => {}
            (true, false) => *self = found,
            (false, true) => {}
            _ => self.also.extend(
                found
                    .by
                    .map(|pack| pack.id.clone())
                    .filter(|id| self.by.is_none_or(|own| own.id != *id)),
            ),
        }
    }

    /// The limit without its dates.
    pub(super) fn line(&self, row: &Row, family: Family) -> Line {
        Line {
            date: None,
            step: row.step,
            rule: RuleId(row.rule(family)),
            source: self.source.clone(),
            tag: self.source.tag,
            layer: self.layer,
            set_by: self.set_by,
            pack: self.by.map(|pack| pack.id.clone()),
            also: self.also.clone(),
            draft: self.draft,
            key: row.amount.key(),
            from: row.from,
            from_date: None,
            from_planned: false,
            span: self.span,
            side: row.side,
            direction: row.direction,
            happened: None,
            verdict: None,
        }
    }
}
