//! Two records side by side, as a clerk compares them.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::{
    edit,
    lines::{office_line, period_if_any},
    secret,
    store::{Person, contacts, doubles, kin, list, offices},
};
use crate::shell::{
    Error,
    form::Form,
    ids::PersonId,
    mandate::AtPlace,
    vault::Vault,
    words::{Lang, Words},
};

/// Label, of the one, of the other, whether they differ.
pub type Row = (String, String, String, bool);

/// All that is compared by somebody at a place; telephones are shown to those who call.
pub async fn rows(
    db: &mut PgConnection,
    vault: &Vault,
    (place, calls): (&AtPlace, bool),
    both: [&Person; 2],
    w: &Words,
) -> Result<Vec<Row>, Error> {
    let mut rows = compared(vault, both, w)?;
    let around = Around::of_both(db, vault, place, both, w).await?;
    rows.extend(beside(around.each_ref(), calls, w));
    Ok(rows)
}

/// A digest of all that is compared, the same in every language and for everybody, so that a decision that
/// was taken over other records is known.
pub async fn shown(
    db: &mut PgConnection,
    vault: &Vault,
    place: &AtPlace,
    both: [&Person; 2],
) -> Result<String, Error> {
    let w = Words::new(Lang::ALL[0]);
    let around = Around::of_both(db, vault, place, both, &w).await?;
    let mut rows = compared(vault, both, &w)?;
    rows.extend(beside(around.each_ref(), true, &w));
    let mut fields: Vec<(String, String)> = Vec::new();
    for (label, one, other, _) in rows {
        fields.extend([(format!("{label} 1"), one), (format!("{label} 2"), other)]);
    }
    // what is masked alike may differ
    for (who, (person, around)) in both.into_iter().zip(around).enumerate() {
        let number = person.idno_cipher.as_ref().map(hex::encode).unwrap_or_default();
        fields.push((format!("number {who}"), number));
        fields.extend(around.phones.into_iter().map(|one| (format!("{one} {who}"), one)));
    }
    let fields: Vec<(&str, String)> =
        fields.iter().map(|(name, text)| (&**name, text.clone())).collect();
    Ok(Form::new(&fields).fingerprint())
}

fn compared(vault: &Vault, [one, other]: [&Person; 2], w: &Words) -> Result<Vec<Row>, Error> {
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
    // what is masked alike may differ
    let full = |person: &Person| -> Result<Option<String>, Error> {
        let cipher = person.idno_cipher.as_deref();
        cipher
            .map(|one| Ok(secret::open_number(vault, one)?.number.reveal().to_owned()))
            .transpose()
    };
    let masked = full(one)? != full(other)?;
    let told = rows.map(|(label, one, other)| {
        let differs = one != other || label == "person-number" && masked;
        (w.text(label), one, other, differs)
    });
    let mut rows: Vec<Row> = told.collect();
    if one.died_on.or(other.died_on).is_some() {
        let [of_one, of_other] =
            [one, other].map(|one| one.died_on.map(|on| on.to_string()).unwrap_or_default());
        rows.push((w.text("person-died"), of_one, of_other, one.died_on != other.died_on));
    }
    Ok(rows)
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
    async fn of_both(
        db: &mut PgConnection,
        vault: &Vault,
        place: &AtPlace,
        [one, other]: [&Person; 2],
        w: &Words,
    ) -> Result<[Self; 2], Error> {
        Ok([
            Self::of(db, vault, place, one.person_id, w).await?,
            Self::of(db, vault, place, other.person_id, w).await?,
        ])
    }

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
    let branch = [("branch", one.organisation.into()), ("standing", state.into())];
    let exempt = one.grounds.map(|grounds| {
        let grounds = w.text(&format!("exempt-{grounds}"));
        w.text_with("case-member-exempt", &[("n", grounds.into())])
    });
    let since = period_if_any(Some(one.since_on), None, w);
    let said = [Some(w.text_with("person-member", &branch)), since, exempt];
    said.into_iter().flatten().collect::<Vec<_>>().join("\n")
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
