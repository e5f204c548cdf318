//! Two records side by side, as a clerk compares them.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::{
    edit,
    lines::{office_line, period_if_any},
    secret,
    store::{Person, contacts, doubles, kin, list, offices},
};
use crate::shell::{Error, ids::PersonId, mandate::AtPlace, vault::Vault, words::Words};

/// Label, of the one, of the other, whether they differ.
pub type Row = (String, String, String, bool);

/// All that is compared by somebody at a place; telephones are shown to those who call.
pub async fn rows(
    db: &mut PgConnection,
    vault: &Vault,
    (place, calls): (&AtPlace, bool),
    [one, other]: [&Person; 2],
    w: &Words,
) -> Result<Vec<Row>, Error> {
    let mut rows = compared(vault, one, other, w)?;
    if one.died_on.or(other.died_on).is_some() {
        let [of_one, of_other] =
            [one, other].map(|one| one.died_on.map(|on| on.to_string()).unwrap_or_default());
        rows.push((w.text("person-died"), of_one, of_other, one.died_on != other.died_on));
    }
    let ids = [one.person_id, other.person_id];
    let around = [
        Around::of(db, vault, place, ids[0], w).await?,
        Around::of(db, vault, place, ids[1], w).await?,
    ];
    rows.extend(beside(around.each_ref(), calls, w));
    Ok(rows)
}

fn compared(vault: &Vault, one: &Person, other: &Person, w: &Words) -> Result<Vec<Row>, Error> {
    let number = |person: &Person| -> Result<String, Error> {
        Ok(edit::masked(vault, person)?.unwrap_or_else(|| w.text("person-number-lacks")))
    };
    let sex = |person: &Person| w.text(&format!("sex-{}", person.sex));
    let place = |person: &Person| person.place.clone().unwrap_or_default();
    let group = |person: &Person| person.group_no.map(|no| no.to_string()).unwrap_or_default();
    let word = |set: &str, word: &Option<String>| {
        word.as_ref().map(|word| w.text(&format!("{set}-{word}"))).unwrap_or_default()
    };
    let reserve = |person: &Person| {
        period_if_any(person.reserve_since, person.reserve_until, w).unwrap_or_default()
    };
    let official = |person: &Person| {
        period_if_any(person.official_since, person.official_until, w).unwrap_or_default()
    };
    let rows = [
        ("person-name", one.name.clone(), other.name.clone()),
        ("roll-column-sex", sex(one), sex(other)),
        ("candidate-birth-on", one.birth_on.to_string(), other.birth_on.to_string()),
        ("person-number", number(one)?, number(other)?),
        ("person-place", place(one), place(other)),
        ("person-group", group(one), group(other)),
        (
            "person-nationality",
            word("nationality", &one.nationality),
            word("nationality", &other.nationality),
        ),
        (
            "person-education",
            word("education", &one.education),
            word("education", &other.education),
        ),
        ("person-politics", word("politics", &one.politics), word("politics", &other.politics)),
        ("person-reserve", reserve(one), reserve(other)),
        ("person-official", official(one), official(other)),
    ];
    let rows = rows.into_iter();
    let told = rows.map(|(label, one, other)| {
        let differs = one != other;
        (w.text(label), one, other, differs)
    });
    Ok(told.collect())
}

/// What hangs on a record, in words: telephones apart, and kin, who are compared as persons.
struct Around {
    phones: BTreeSet<String>,
    member: String,
    whereabouts: String,
    posts: String,
    kin: String,
    ties: BTreeSet<(PersonId, &'static str)>,
}

impl Around {
    async fn of(
        db: &mut PgConnection,
        vault: &Vault,
        place: &AtPlace,
        person_id: PersonId,
        w: &Words,
    ) -> Result<Self, Error> {
        let mut phones = BTreeSet::new();
        for phone in contacts::phones(db, person_id).await? {
            phones.insert(secret::open_phone(vault, &phone.number_cipher)?);
        }
        let offices = offices::of(db, person_id).await?;
        let offices: Vec<String> = offices
            .iter()
            .map(|one| {
                let line = office_line(one, place, person_id, w);
                let variables = [("office", line.text.into()), ("period", line.period.into())];
                w.text_with("case-office", &variables)
            })
            .collect();
        let member = doubles::lasting(db, person_id).await?;
        let now = contacts::whereabouts(db, person_id).await?;
        let (kin, ties) = kin_of(db, person_id, w).await?;
        Ok(Self {
            phones,
            member: member.map(|one| membership(one, w)).unwrap_or_default(),
            whereabouts: now.map(|now| whereabouts(now, w)).unwrap_or_default(),
            posts: offices.join("\n"),
            kin,
            ties,
        })
    }

    /// The telephones beside those of the other record: masked, or how many there are for those who do
    /// not call.
    fn phones(&self, other: &Self, calls: bool, w: &Words) -> String {
        if calls {
            let masked: Vec<String> =
                self.phones.iter().map(|one| secret::masked_phone(one)).collect();
            return masked.join(&w.text("import-and"));
        }
        if self.phones.is_empty() {
            return String::new();
        }
        let same = self.phones.intersection(&other.phones).count();
        let numbers = [("n", self.phones.len().into()), ("same", same.into())];
        w.text_with("case-phones", &numbers)
    }
}

/// The same of both records side by side.
fn beside([one, other]: [&Around; 2], calls: bool, w: &Words) -> Vec<Row> {
    let phones = [one.phones(other, calls, w), other.phones(one, calls, w)];
    let row = |label: &str, one: &str, other: &str, differs: bool| {
        (w.text(label), one.to_owned(), other.to_owned(), differs)
    };
    let told =
        |label: &str, of: fn(&Around) -> &str| row(label, of(one), of(other), of(one) != of(other));
    vec![
        told("case-member", |one| &one.member),
        told("case-posts", |one| &one.posts),
        row("case-kin", &one.kin, &other.kin, one.ties != other.ties),
        told("person-where-now", |one| &one.whereabouts),
        row("person-phone", &phones[0], &phones[1], one.phones != other.phones),
    ]
}

fn membership(one: doubles::Lasting, w: &Words) -> String {
    let state = [
        ("standing", w.text(&format!("standing-{}", one.standing)).into()),
        ("presence", w.text(&format!("presence-{}", one.presence)).into()),
    ];
    let state = w.text_with("member-state", &state);
    w.text_with("person-member", &[("branch", one.organisation.into()), ("standing", state.into())])
}

fn whereabouts(now: contacts::Whereabouts, w: &Words) -> String {
    let said = [
        Some(w.text(&format!("away-{}", now.away))),
        period_if_any(now.since, None, w),
        now.where_now,
        now.ask.map(|ask| w.text_with("case-ask", &[("n", ask.into())])),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The kin recorded of a person, in words and as persons.
async fn kin_of(
    db: &mut PgConnection,
    person_id: PersonId,
    w: &Words,
) -> sqlx::Result<(String, BTreeSet<(PersonId, &'static str)>)> {
    let ties: BTreeSet<(PersonId, &'static str)> = kin::around(db, person_id)
        .await?
        .into_iter()
        .filter_map(|tie| match (tie.a_id, tie.b_id) {
            (a, b) if a == person_id => Some((b, tie.relation.inverse().word())),
            (a, b) if b == person_id => Some((a, tie.relation.word())),
            _ => None,
        })
        .collect();
    let ids: Vec<PersonId> = ties.iter().map(|(kin, _)| *kin).collect();
    let listed = list::listed(db, &ids).await?;
    let lines = ties.iter().filter_map(|(kin, relation)| {
        let kin = listed.iter().find(|one| one.person_id == *kin)?;
        let variables = [
            ("relation", w.text(&format!("kin-{relation}")).into()),
            ("name", kin.name.clone().into()),
            ("birth", kin.birth_on.to_string().into()),
        ];
        Some(w.text_with("case-kin-one", &variables))
    });
    Ok((lines.collect::<Vec<_>>().join("\n"), ties))
}
