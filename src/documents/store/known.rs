//! What the records know of those on the result report form and of their unit, as of a day.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use sqlx::PgConnection;

use crate::{
    elections::case::Case,
    nomination::store::Candidate,
    shell::{
        ids::{PersonId, PlaceId},
        mandate::AtElection,
    },
};

/// How long before the election a post may have ended that counts as the one held until then.
pub const LATELY: TimeDelta = TimeDelta::days(365);

/// What the records know.
#[derive(Default)]
pub struct Known {
    /// People of the unit, by its figures.
    pub population: Option<i32>,
    /// Posts of the committee of the term before are on record, so that who has none held none.
    pub posts: bool,
    /// So is who was the Party's secretary on that day, with those who lead beside him.
    pub secretary: bool,
    /// Those who are asked about.
    pub persons: HashMap<PersonId, Person>,
}

/// What is known of a person.
#[derive(Default)]
pub struct Person {
    /// Number of the nationality.
    pub nationality: Option<String>,
    /// Schooling.
    pub education: Option<String>,
    /// Political status as it was entered.
    pub politics: Option<String>,
    /// The standing in the Party on that day, for members.
    pub standing: Option<String>,
    /// Posts in the unit.
    pub held: Vec<Held>,
}

/// A post in the unit that somebody holds or held.
pub struct Held {
    person_id: PersonId,
    /// In what.
    pub body: String,
    /// Which.
    pub post: String,
    /// From when; `None` where nobody knows.
    pub from_on: Option<NaiveDate>,
    /// Until when; `None` while it is held.
    pub until_on: Option<NaiveDate>,
}

impl Held {
    /// One of a test.
    #[cfg(test)]
    pub fn new(
        body: &str,
        post: &str,
        from_on: Option<NaiveDate>,
        until_on: Option<NaiveDate>,
    ) -> Self {
        Self {
            person_id: PersonId(1),
            body: body.to_owned(),
            post: post.to_owned(),
            from_on,
            until_on,
        }
    }

    /// Whether it was held on a day.
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from_on.is_none_or(|from| from <= day) && self.until_on.is_none_or(|until| until > day)
    }
}

impl Known {
    /// What is known of somebody; nothing of who is no person of the records.
    pub fn of(&self, person_id: Option<PersonId>) -> Option<&Person> {
        self.persons.get(&person_id?)
    }
}

/// What the records know of those who stand in an election, as of its day.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, case: &Case, listed: &[Candidate]) -> sqlx::Result<Known> {
    let persons: Vec<PersonId> = listed.iter().filter_map(|one| one.person_id).collect();
    known(db, &case.at, &persons, case.facts.election_on).await
}

/// What the records know of some persons and of an election's unit, as of a day.
async fn known(
    db: &mut PgConnection,
    at: &AtElection,
    persons: &[PersonId],
    on: NaiveDate,
) -> sqlx::Result<Known> {
    let mut known = unit(db, at, on).await?;
    let rows = sqlx::query!(
        r#"
        select person_id, nationality, education, politics,
            (
                select standing
                from membership
                join member_state using (membership_id)
                where membership.person_id = person.person_id
                and coalesce(from_on <= $2, true)
                and coalesce(until_on > $2, true)
                and ended is distinct from 'mistaken'
                -- entered later is no matter where it is known since when somebody is a member
                and (since_on <= $2 or from_on <= $2)
                order by since_on > $2, abs(since_on - $2), member_state_id desc
                limit 1
            ) as standing
        from person
        where person_id = any ($1)
        "#,
        persons as &[PersonId],
        on,
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        let person = Person {
            nationality: row.nationality,
            education: row.education,
            politics: row.politics,
            standing: row.standing,
            held: Vec::new(),
        };
        known.persons.insert(row.person_id, person);
    }
    let held = sqlx::query_as!(
        Held,
        "
        select person_id, body, post, from_on, until_on
        from office
        where person_id = any ($1)
        and place_id = $2
        order by until_on desc nulls first, from_on desc nulls last, office_id
        ",
        persons as &[PersonId],
        at.unit.place_id as PlaceId,
    )
    .fetch_all(db)
    .await?;
    for one in held {
        if let Some(person) = known.persons.get_mut(&one.person_id) {
            person.held.push(one);
        }
    }
    Ok(known)
}

/// What is known of the unit: its figures of that day or the last ones before, and whether posts are on
/// record that were held until then.
async fn unit(db: &mut PgConnection, at: &AtElection, on: NaiveDate) -> sqlx::Result<Known> {
    let row = sqlx::query!(
        r#"
        select
            (
                select people
                from place_figure
                where place_id = $1
                and counted_on <= $2
                order by counted_on desc, place_figure_id desc
                limit 1
            ) as population,
            exists (
                select
                from office
                where place_id = $1
                and body = $3
                and coalesce(from_on < $2, true)
                and coalesce(until_on >= $4, true)
            ) as "posts!",
            exists (
                select
                from office
                where place_id = $1
                and body = 'party'
                and post = 'secretary'
                and coalesce(from_on <= $2, true)
                and coalesce(until_on > $2, true)
            ) as "secretary!"
        "#,
        at.unit.place_id as PlaceId,
        on,
        at.body.word(),
        on - LATELY,
    )
    .fetch_one(db)
    .await?;
    Ok(Known {
        population: row.population,
        posts: row.posts,
        secretary: row.secretary,
        ..Known::default()
    })
}
