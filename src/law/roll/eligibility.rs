//! Eligibility of one person: categories a, b and c of villagers, and residents (V-01..V-05,
//!

use chrono::{Months, NaiveDate};

use super::{
    age::{V_01, of_age_on},
    facts::{Claim, Consent, Facts, Ground, Hukou, Residence},
};
use crate::{
    reason::RuleId,
    rules::{Key, Rules},
    seats::residents,
    source::Source,
};

/// Under which head somebody is on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// a: hukou here and residing here.
    A,
    /// b: hukou here, living elsewhere.
    B,
    /// c: hukou elsewhere.
    C,
    /// A resident of a community; its Act knows no categories.
    Resident,
}

/// One thing that speaks for or against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// What was found.
    pub why: Why,
    /// Law and article.
    pub source: Source,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Of age on election day.
    OfAge,
    /// Falls under this category.
    Falls(Category),
    /// Too young; of age on that day.
    TooYoung(NaiveDate),
    /// Deprived of political rights.
    Deprived,
    /// Dead.
    Dead,
    /// Registered in another place.
    RegisteredElsewhere,
    /// Without capacity.
    Incapable,
    /// Could not be reached.
    Unreachable,
    /// Away and did not declare to take part.
    NotDeclared,
    /// Does not reside here.
    NotResident,
    /// No ground that the rules accept.
    NoGround,
    /// The ground's time is too short on election day; long enough on that day.
    TooShort(Ground, NaiveDate),
    /// Did not apply.
    NotApplied,
    /// The application was refused, or answered by somebody who cannot consent.
    NoConsent,
    /// No proof from the place of hukou.
    NoProof,
}

impl Why {
    /// Whether it speaks for being on the roll.
    pub fn favourable(self) -> bool {
        matches!(self, Self::OfAge | Self::Falls(_))
    }
}

/// What is to be supplied before anybody can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Date of birth.
    Birth,
    /// Where the hukou is.
    Hukou,
    /// Where the person lives.
    Residence,
    /// Since when a ground holds.
    Since(Ground),
    /// The answer to the application.
    Consent,
}

/// Whether somebody is on the roll, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The head under which the person falls, where that is known.
    pub category: Option<Category>,
    /// Everything that speaks for and against, each with rule and source.
    pub findings: Vec<Finding>,
    /// What is to be supplied.
    pub missing: Vec<Missing>,
}

/// The short answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// On the roll.
    OnRoll(Category),
    /// Not on the roll, whatever is still supplied.
    Not,
    /// Something is to be supplied first.
    ToBeSupplied,
}

impl Eligibility {
    /// The short answer: one thing against is enough, then nothing may be missing.
    pub fn verdict(&self) -> Verdict {
        if self.against().next().is_some() {
            return Verdict::Not;
        }
        match self.category {
            Some(category) if self.missing.is_empty() => Verdict::OnRoll(category),
            _ => Verdict::ToBeSupplied,
        }
    }

    /// What speaks against.
    pub fn against(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.why.favourable())
    }

    fn find(&mut self, rule: &'static str, why: Why, source: &Source) {
        self.findings.push(Finding { rule: RuleId(rule), why, source: source.clone() });
    }

    fn falls(&mut self, rules: &Rules, rule: &'static str, category: Category) {
        self.category = Some(category);
        self.find(rule, Why::Falls(category), rules.source(RuleId(rule)));
    }
}

/// V-01..V-05, R-04: whether a person is on the roll of this unit on election day.
///
/// `None` where no layer sets the voting age: rules of the Party, whose electors are its members.
pub fn eligibility(rules: &Rules, facts: &Facts, election_day: NaiveDate) -> Option<Eligibility> {
    rules.whole(Key::VotingAge)?;
    let mut answer = Eligibility { category: None, findings: vec![], missing: vec![] };
    age(rules, facts, election_day, &mut answer);
    exclusions(rules, facts, &mut answer);
    if residents(rules) {
        resident(rules, facts, election_day, &mut answer);
    } else {
        villager(rules, facts, election_day, &mut answer);
    }
    Some(answer)
}

fn age(rules: &Rules, facts: &Facts, day: NaiveDate, answer: &mut Eligibility) {
    let rule = if residents(rules) { R_04 } else { V_01.0 };
    let Some(birth) = facts.birth else { return answer.missing.push(Missing::Birth) };
    if let Some((reaches, source)) = of_age_on(rules, birth) {
        let why = if reaches <= day { Why::OfAge } else { Why::TooYoung(reaches) };
        answer.find(rule, why, source);
    }
}

fn exclusions(rules: &Rules, facts: &Facts, answer: &mut Eligibility) {
    let rights = if residents(rules) { R_04 } else { V_02 };
    let always = [
        (facts.dead, rights, Why::Dead),
        (facts.deprived, rights, Why::Deprived),
        (facts.registered_elsewhere, V_04, Why::RegisteredElsewhere),
    ];
    for (found, rule, why) in always {
        if found {
            answer.find(rule, why, rules.source(RuleId(rule)));
        }
    }
    let by_pack = [
        (facts.incapable, Key::IncapableLeave, Why::Incapable),
        (facts.unreachable, Key::UnreachableLeave, Why::Unreachable),
    ];
    for (found, key, why) in by_pack {
        if let Some((true, source)) = rules.flag(key)
            && found
        {
            answer.find(V_02, why, source);
        }
    }
}

fn villager(rules: &Rules, facts: &Facts, day: NaiveDate, answer: &mut Eligibility) {
    match (facts.hukou, facts.residence) {
        (None, _) => answer.missing.push(Missing::Hukou),
        (Some(Hukou::Here), None) => answer.missing.push(Missing::Residence),
        (Some(Hukou::Here), Some(Residence::Here(_))) => answer.falls(rules, V_03, Category::A),
        (Some(Hukou::Here), Some(Residence::Away)) => {
            answer.falls(rules, V_03, Category::B);
            if let Some((true, source)) = rules.flag(Key::AwayHukouDeclares)
                && !facts.declared
            {
                answer.find(V_05, Why::NotDeclared, source);
            }
        }
        (Some(Hukou::Elsewhere), _) => applicant(rules, facts, day, answer),
    }
}

fn applicant(rules: &Rules, facts: &Facts, day: NaiveDate, answer: &mut Eligibility) {
    answer.falls(rules, V_03, Category::C);
    let source = rules.source(RuleId(V_03));
    let mut best: Option<Eligibility> = None;
    for claim in accepted_claims(rules, facts) {
        let mut tried = Eligibility { category: None, findings: vec![], missing: vec![] };
        judge_claim(rules, facts, claim, day, &mut tried);
        let rank = |tried: &Eligibility| (tried.findings.len(), tried.missing.len());
        if best.as_ref().is_none_or(|best| rank(&tried) < rank(best)) {
            best = Some(tried);
        }
    }
    if let Some(best) = best {
        answer.findings.extend(best.findings);
        answer.missing.extend(best.missing);
        return;
    }
    if !facts.applied {
        answer.find(V_03, Why::NotApplied, source);
    }
    if facts.residence.is_none() && accepts(rules, Ground::Residence) {
        answer.missing.push(Missing::Residence);
    } else {
        answer.find(V_03, Why::NoGround, source);
    }
}

/// The claims that the rules accept; residing here is one without being claimed.
fn accepted_claims(rules: &Rules, facts: &Facts) -> Vec<Claim> {
    let resides = match facts.residence {
        Some(Residence::Here(since)) => Some(Claim { ground: Ground::Residence, since }),
        _ => None,
    };
    let claims = resides.into_iter().chain(facts.claims.iter().copied());
    claims.filter(|claim| accepts(rules, claim.ground)).collect()
}

fn accepts(rules: &Rules, ground: Ground) -> bool {
    rules
        .words(Key::CategoryCGrounds)
        .is_some_and(|(words, _)| words.iter().any(|word| word == ground.word()))
}

fn judge_claim(
    rules: &Rules,
    facts: &Facts,
    claim: Claim,
    day: NaiveDate,
    answer: &mut Eligibility,
) {
    let asked = facts.applied || !claim.ground.applied_for();
    if !asked {
        answer.find(V_03, Why::NotApplied, rules.source(RuleId(V_03)));
    }
    if claim.ground.timed()
        && let Some((months, source)) = rules.whole(Key::CategoryCMonths)
    {
        long_enough(V_03, claim, months, day, source, answer);
    }
    if let Some((true, source)) = rules.flag(Key::CategoryCConsent) {
        match facts.consent {
            None if asked => answer.missing.push(Missing::Consent),
            None | Some(Consent::Meeting) => {}
            Some(Consent::Commission) if claim.ground.confirmed_by_commission() => {}
            Some(Consent::Commission | Consent::Refused) => {
                answer.find(V_03, Why::NoConsent, source);
            }
        }
    }
    if claim.ground.timed()
        && let Some((true, source)) = rules.flag(Key::HukouProof)
        && !facts.proof
    {
        answer.find(V_03, Why::NoProof, source);
    }
}

fn resident(rules: &Rules, facts: &Facts, day: NaiveDate, answer: &mut Eligibility) {
    let since = match facts.residence {
        None => return answer.missing.push(Missing::Residence),
        // whoever has the hukou here and lives away is registered on asking, as local rules say
        Some(Residence::Away)
            if facts.hukou == Some(Hukou::Here) && (facts.declared || facts.applied) =>
        {
            None
        }
        Some(Residence::Away) => {
            return answer.find(R_04, Why::NotResident, rules.source(RuleId(R_04)));
        }
        Some(Residence::Here(since)) => since,
    };
    answer.falls(rules, R_04, Category::Resident);
    // the Act asks for no duration; where a layer does, it asks it of those without hukou here
    if let Some((months, source)) = rules.whole(Key::ResidenceMonths)
        && months > 0
    {
        match facts.hukou {
            None => answer.missing.push(Missing::Hukou),
            Some(Hukou::Here) => {}
            Some(Hukou::Elsewhere) => {
                let claim = Claim { ground: Ground::Residence, since };
                long_enough(R_04, claim, months, day, source, answer);
            }
        }
    }
}

/// Whether a ground has lasted for so many months on election day.
fn long_enough(
    rule: &'static str,
    claim: Claim,
    months: i64,
    day: NaiveDate,
    source: &Source,
    answer: &mut Eligibility,
) {
    let Some(since) = claim.since else {
        return answer.missing.push(Missing::Since(claim.ground));
    };
    let months = Months::new(u32::try_from(months).unwrap_or(u32::MAX));
    match since.checked_add_months(months) {
        Some(enough) if enough <= day => {}
        enough => {
            let enough = enough.unwrap_or(NaiveDate::MAX);
            answer.find(rule, Why::TooShort(claim.ground, enough), source);
        }
    }
}

const V_02: &str = "V-02";
const V_03: &str = "V-03";
const V_04: &str = "V-04";
const V_05: &str = "V-05";
const R_04: &str = "R-04";
