//! What a person's page says, line by line.

use std::collections::HashMap;

use chrono::NaiveDate;
use law::kin::{Family, Relation};
use sqlx::PgConnection;

use super::{
    pages::{Line, line},
    secret,
    store::{Person, contacts, kin, list, offices},
};
use crate::party::store::members;
use crate::shell::{
    Error,
    ids::{PersonId, WorldId},
    mandate::AtPlace,
    urls,
    vault::Vault,
    words::Words,
};

/// A telephone.
pub struct PhoneLine {
    /// The number.
    pub number: String,
    /// Of whom, or when to call.
    pub note: String,
    /// Takes it away.
    pub remove: String,
}

/// Somebody who is kin.
pub struct KinLine {
    /// What he is to the person.
    pub relation: String,
    /// Who.
    pub person: Line,
    /// Takes the tie away; `None` where it follows from others.
    pub remove: Option<String>,
}

/// A post.
pub struct OfficeLine {
    /// Where and what.
    pub text: String,
    /// From when until when, and how it ended.
    pub period: String,
    /// It is held.
    pub held: bool,
    /// Takes it away.
    pub remove: String,
}

/// Where a person belongs, with the group.
pub fn place_of(place: Option<String>, group: Option<i32>, w: &Words) -> String {
    let place = place.unwrap_or_default();
    match group {
        Some(group) => {
            let variables = [("place", place.into()), ("n", group.to_string().into())];
            w.text_with("person-place-group", &variables)
        }
        None => place,
    }
}

/// Label and text of what is said of a person.
pub fn facts(person: &Person, w: &Words) -> Vec<(String, String)> {
    let word = |set: &str, word: &Option<String>| {
        word.as_ref().map(|word| w.text(&format!("{set}-{word}")))
    };
    let place = place_of(person.place.clone(), person.group_no, w);
    let all = [
        ("roll-column-sex", Some(w.text(&format!("sex-{}", person.sex)))),
        ("candidate-birth-on", Some(person.birth_on.to_string())),
        ("person-died", person.died_on.map(|on| on.to_string())),
        ("person-place", Some(place)),
        ("person-nationality", word("nationality", &person.nationality)),
        ("person-education", word("education", &person.education)),
        ("person-politics", word("politics", &person.politics)),
        ("person-official", period_if_any(person.official_since, person.official_until, w)),
        ("person-reserve", period_if_any(person.reserve_since, person.reserve_until, w)),
    ];
    let all = all.into_iter();
    all.filter_map(|(label, text)| Some((w.text(label), text?))).collect()
}

/// A member: branch and standing, with the page of the member for who may see it; and where the member is
/// by the Party's register, where that is away or contradicts the whereabouts.
pub async fn membership(
    db: &mut PgConnection,
    place: &AtPlace,
    (person_id, now): (PersonId, Option<&contacts::Whereabouts>),
    w: &Words,
) -> sqlx::Result<(Option<(String, Option<String>)>, Option<String>)> {
    let Some(one) = members::of_person(db, person_id).await? else { return Ok((None, None)) };
    let told = (one.presence != "here") != now.is_some_and(|now| now.away != "here");
    let away = told.then(|| w.text(&format!("presence-{}", one.presence)));
    let standing = w.text(&format!("standing-{}", one.standing));
    let variables = [("branch", one.name.into()), ("standing", standing.into())];
    // one that hangs above the place is not seen from it
    let url = one.code.starts_with(&place.at.code).then(|| {
        place
            .at
            .to(urls::MEMBER)
            .replace("{organisation}", &one.organisation_id.to_string())
            .replace("{membership}", &one.membership_id.to_string())
    });
    Ok((Some((w.text_with("person-member", &variables), url)), away))
}

/// What is not said of a person, in words.
pub fn lacking(person: &Person, w: &Words) -> String {
    let said = [
        ("person-nationality", &person.nationality),
        ("person-education", &person.education),
        ("person-politics", &person.politics),
    ];
    let lacks = said.iter().filter(|(_, said)| said.is_none()).map(|(label, _)| w.text(label));
    lacks.collect::<Vec<_>>().join(&w.text("import-and"))
}

/// From when until when, where either is known.
pub fn period_if_any(
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    w: &Words,
) -> Option<String> {
    (since.is_some() || until.is_some()).then(|| period(since, until, w))
}

fn period(since: Option<NaiveDate>, until: Option<NaiveDate>, w: &Words) -> String {
    let day = |on: NaiveDate| on.to_string().into();
    match (since, until) {
        (Some(since), Some(until)) => {
            w.text_with("person-period", &[("since", day(since)), ("until", day(until))])
        }
        (Some(since), None) => w.text_with("person-period-since", &[("since", day(since))]),
        (None, Some(until)) => w.text_with("person-period-until", &[("until", day(until))]),
        (None, None) => w.text("person-period-unknown"),
    }
}

/// The telephones of a person, for who may call.
pub async fn phones(
    db: &mut PgConnection,
    vault: &Vault,
    place: &AtPlace,
    person_id: PersonId,
    calls: bool,
) -> Result<Vec<PhoneLine>, Error> {
    if !calls {
        return Ok(Vec::new());
    }
    let path = urls::of_person(&place.at.to(urls::PHONE_REMOVE), person_id);
    let phones = contacts::phones(db, person_id).await?.into_iter();
    phones
        .map(|one| {
            Ok(PhoneLine {
                number: secret::open_phone(vault, &one.number_cipher)?,
                note: one.note.unwrap_or_default(),
                remove: path.replace("{phone}", &one.phone_id.to_string()),
            })
        })
        .collect()
}

/// All kin, recorded or derived, nearest first.
pub async fn kin_lines(
    db: &mut PgConnection,
    place: &AtPlace,
    person_id: PersonId,
    keeps: bool,
    w: &Words,
) -> sqlx::Result<Vec<KinLine>> {
    let ties = kin::around(db, person_id).await?;
    let family = Family::of(ties.iter().map(|tie| (tie.a_id, tie.relation, tie.b_id)));
    let mut all: Vec<(Relation, PersonId)> =
        family.kin_of(person_id).into_iter().map(|(kin, relation)| (relation, kin)).collect();
    all.sort_unstable();
    let ids: Vec<PersonId> = all.iter().map(|(_, kin)| *kin).collect();
    let world: WorldId = place.at.world;
    let mut listed: HashMap<PersonId, list::Listed> =
        list::listed(db, &ids).await?.into_iter().map(|one| (one.person_id, one)).collect();
    let path = urls::of_person(&place.at.to(urls::KIN_REMOVE), person_id);
    let lines = all.into_iter().filter_map(|(relation, kin)| {
        let recorded = ties.iter().find(|tie| {
            (tie.a_id, tie.b_id) == (person_id, kin) || (tie.a_id, tie.b_id) == (kin, person_id)
        });
        let remove = recorded
            .filter(|_| keeps)
            .map(|tie| path.replace("{kinship}", &tie.kinship_id.to_string()));
        // somebody can be kin in two ways; the nearest is told
        let mut kin = listed.remove(&kin)?;
        // of who belongs elsewhere the page is asked for here, where it is said who shows it
        kin.code = kin.code.filter(|code| code.starts_with(&place.at.code));
        kin.code.get_or_insert_with(|| place.at.code.clone());
        let person = line(kin, world, w);
        Some(KinLine { relation: w.text(&format!("kin-{}", relation.word())), person, remove })
    });
    Ok(lines.collect())
}

/// Where and what a post is.
pub fn office_text(one: &offices::Office, w: &Words) -> String {
    // the heads of a cooperative are called otherwise
    let own = format!("held-head-{}", one.post);
    let cooperative = one.body == "cooperative" && w.has(&own);
    let post = if cooperative { own } else { format!("held-post-{}", one.post) };
    if let Some(organisation) = &one.organisation {
        let variables =
            [("organisation", organisation.clone().into()), ("post", w.text(&post).into())];
        return w.text_with("person-office-in", &variables);
    }
    let variables = [
        ("place", one.place.clone().into()),
        ("body", w.text(&format!("held-body-{}", one.body)).into()),
        ("post", w.text(&post).into()),
    ];
    w.text_with("person-office", &variables)
}

/// A post of a person.
pub fn office_line(
    one: &offices::Office,
    place: &AtPlace,
    person_id: PersonId,
    w: &Words,
) -> OfficeLine {
    let mut text = office_text(one, w);
    if let Some(term) = one.term_no {
        text = w.text_with(
            "person-office-term",
            &[("office", text.into()), ("n", term.to_string().into())],
        );
    }
    let mut period = period(one.from_on, one.until_on, w);
    if let Some(ended) = &one.ended {
        let how = w.text(&format!("held-ended-{ended}"));
        period =
            w.text_with("person-office-ended", &[("period", period.into()), ("how", how.into())]);
    }
    let path = urls::of_person(&place.at.to(urls::OFFICE_REMOVE), person_id);
    let remove = path.replace("{office}", &one.office_id.to_string());
    OfficeLine { text, period, held: one.until_on.is_none(), remove }
}
