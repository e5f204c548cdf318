//! What two records of one person both say: the same post, a membership of the same Party organisation.
//! When the records become one it stands once, and nothing that only one of them said is lost.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::offices;
use crate::shell::ids::{MembershipId, OfficeId, OrganisationId, PersonId, PlaceId};

/// A membership that lasts, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// Key.
    pub membership_id: MembershipId,
    /// Of which organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation: String,
    /// Of [`crate::party::sets::STANDINGS`].
    pub standing: String,
    /// Of [`crate::party::sets::PRESENCES`].
    pub presence: String,
    /// Since when the state counts.
    pub since_on: NaiveDate,
    /// The exemption that lasts, of [`crate::party::sets::GROUNDS`].
    pub grounds: Option<String>,
}

/// The membership of a person that lasts.
///
/// # Errors
/// Those of the database.
pub async fn lasting(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Option<Lasting>> {
    sqlx::query_as!(
        Lasting,
        r#"
        select membership_id as "membership_id!", organisation_id as "organisation_id!",
            name as organisation, standing as "standing!", presence as "presence!",
            since_on as "since_on!", grounds
        from member_now
        join organisation using (organisation_id)
        where person_id = $1
        "#,
        person_id as PersonId,
    )
    .fetch_optional(db)
    .await
}

/// Locks the memberships of two persons that last, so that what was compared stays so.
///
/// # Errors
/// Those of the database.
pub async fn lock(db: &mut PgConnection, persons: [PersonId; 2]) -> sqlx::Result<()> {
    sqlx::query!(
        "
        select membership_id
        from membership
        where person_id = any ($1)
        and until_on is null
        order by membership_id
        for update
        ",
        &persons as &[PersonId],
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Lets stand once what both records say, before what `merged` says goes over to `kept`.
///
/// # Errors
/// Those of the database.
pub async fn once(
    db: &mut PgConnection,
    kept: PersonId,
    merged: PersonId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    posts(db, kept, merged).await?;
    let (own, double) = (lasting(db, kept).await?, lasting(db, merged).await?);
    let (Some(own), Some(double)) = (own, double) else { return Ok(()) };
    membership(db, own.membership_id, double.membership_id, on).await
}

/// A post, as far as it is one with another.
struct Held {
    office_id: OfficeId,
    place_id: PlaceId,
    body: String,
    post: String,
    organisation_id: Option<OrganisationId>,
    term_no: Option<i32>,
    from_on: Option<NaiveDate>,
    until_on: Option<NaiveDate>,
    ended: Option<String>,
}

impl Held {
    async fn all(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as!(
            Self,
            r#"
            select office_id, place_id, body, post, term_no, from_on, until_on, ended,
                held_in(office) as "organisation_id: OrganisationId"
            from office
            where person_id = $1
            order by from_on, office_id
            "#,
            person_id as PersonId,
        )
        .fetch_all(db)
        .await
    }

    /// Whether nothing that is said of one is said otherwise of the other.
    fn is(&self, other: &Self) -> bool {
        (self.place_id, &self.body, &self.post) == (other.place_id, &other.body, &other.post)
            && (self.until_on, &self.ended) == (other.until_on, &other.ended)
            && agree(self.organisation_id, other.organisation_id)
            && agree(self.from_on, other.from_on)
            && agree(self.term_no, other.term_no)
    }
}

/// The same, or not known of one.
fn agree<T: Copy + PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The same post stands once, with the first day and the term where either knows them.
async fn posts(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    let mut own = Held::all(&mut *db, kept).await?;
    for double in Held::all(&mut *db, merged).await? {
        // rather the one that says the same day than one that says none
        let found = own.iter().position(|one| one.is(&double) && one.from_on == double.from_on);
        let Some(at) = found.or_else(|| own.iter().position(|one| one.is(&double))) else {
            continue;
        };
        let one = own.swap_remove(at);
        offices::remove(&mut *db, merged, double.office_id).await?;
        sqlx::query!(
            "
            update office
            set from_on = $2, term_no = $3, organisation_id = $4
            where office_id = $1
            and (from_on, term_no, organisation_id) is distinct from ($2, $3, $4)
            ",
            one.office_id as OfficeId,
            one.from_on.or(double.from_on),
            one.term_no.or(double.term_no),
            one.organisation_id.or(double.organisation_id) as Option<OrganisationId>,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The own membership goes on as it was; only where it does not say since when, the other one does. That one
/// ends on the day of the act and says why, and what was written of it stays with it: two histories in one
/// would tell of states in which nobody was.
async fn membership(
    db: &mut PgConnection,
    own: MembershipId,
    double: MembershipId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update membership
        set from_on = double.from_on
        from membership as double
        where membership.membership_id = $1
        and double.membership_id = $2
        and membership.from_on is null
        -- nothing is said of a member before
        and double.from_on <= (
            select min(since_on)
            from member_state
            where member_state.membership_id = $1
        )
        ",
        own as MembershipId,
        double as MembershipId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update member_exemption
        set ended_on = greatest($2, asked_on)
        where membership_id = $1
        and ended_on is null
        ",
        double as MembershipId,
        on,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update membership
        set until_on = greatest($2, from_on), ended = 'merged'
        where membership_id = $1
        ",
        double as MembershipId,
        on,
    )
    .execute(db)
    .await?;
    Ok(())
}
