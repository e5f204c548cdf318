//! Members who need not be counted among those who should attend (P-12): on which grounds, and who
//! has agreed.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{ExemptionId, MembershipId};

/// An exemption.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// Key.
    pub exemption_id: ExemptionId,
    /// Of [`crate::party::sets::GROUNDS`].
    pub grounds: String,
    /// When it was asked for.
    pub asked_on: NaiveDate,
    /// When the organisation above consented.
    pub consented_on: Option<NaiveDate>,
    /// The number of its paper.
    pub consent_no: Option<String>,
    /// When the members' meeting voted for it.
    pub voted_on: Option<NaiveDate>,
    /// Until when it lasted.
    pub ended_on: Option<NaiveDate>,
}

/// The exemptions of a member, the one that lasts first.
///
/// # Errors
/// Those of the database.
pub async fn of(
    db: &mut PgConnection,
    membership_id: MembershipId,
) -> sqlx::Result<Vec<Exemption>> {
    sqlx::query_as!(
        Exemption,
        "
        select member_exemption_id as exemption_id, grounds, asked_on, consented_on, consent_no,
            voted_on, ended_on
        from member_exemption
        where membership_id = $1
        order by ended_on desc nulls first, member_exemption_id desc
        ",
        membership_id as MembershipId,
    )
    .fetch_all(db)
    .await
}

/// An exemption as it is asked for, with the consents that are there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExemption {
    /// Whose.
    pub membership_id: MembershipId,
    /// Of [`crate::party::sets::GROUNDS`].
    pub grounds: &'static str,
    /// When it was asked for.
    pub asked_on: NaiveDate,
    /// When the organisation above consented, and the number of its paper.
    pub consented: Option<(NaiveDate, String)>,
    /// When the members' meeting voted for it.
    pub voted_on: Option<NaiveDate>,
}

/// Adds exemptions in one statement.
///
/// # Errors
/// Those of the database; a member has one already (`member_exemption_once`).
pub async fn add(db: &mut PgConnection, new: &[NewExemption]) -> sqlx::Result<()> {
    let members: Vec<MembershipId> = new.iter().map(|one| one.membership_id).collect();
    let grounds: Vec<&str> = new.iter().map(|one| one.grounds).collect();
    let asked: Vec<NaiveDate> = new.iter().map(|one| one.asked_on).collect();
    let consented: Vec<Option<NaiveDate>> =
        new.iter().map(|one| Some(one.consented.as_ref()?.0)).collect();
    let papers: Vec<Option<&str>> =
        new.iter().map(|one| Some(&*one.consented.as_ref()?.1)).collect();
    let voted: Vec<Option<NaiveDate>> = new.iter().map(|one| one.voted_on).collect();
    sqlx::query!(
        "
        insert into member_exemption (
            membership_id, grounds, asked_on, consented_on, consent_no, voted_on
        )
        select membership_id, grounds, asked_on, consented_on, consent_no, voted_on
        from unnest($1::bigint[], $2::text[], $3::date[], $4::date[], $5::text[], $6::date[])
            as line (membership_id, grounds, asked_on, consented_on, consent_no, voted_on)
        ",
        &members as &[MembershipId],
        &grounds as &[&str],
        &asked,
        &consented as &[Option<NaiveDate>],
        &papers as &[Option<&str>],
        &voted as &[Option<NaiveDate>],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes the consent of the organisation above; says whether one was waited for.
///
/// # Errors
/// Those of the database; the day lies before it was asked for (`member_exemption_consented`).
pub async fn consent(
    db: &mut PgConnection,
    membership_id: MembershipId,
    on: NaiveDate,
    paper: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update member_exemption
        set consented_on = $2, consent_no = $3
        where membership_id = $1
        and ended_on is null
        and consented_on is null
        ",
        membership_id as MembershipId,
        on,
        paper,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes the vote of the members' meeting; says whether one was waited for.
///
/// # Errors
/// Those of the database; the day lies before it was asked for (`member_exemption_voted`).
pub async fn vote(
    db: &mut PgConnection,
    membership_id: MembershipId,
    on: NaiveDate,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update member_exemption
        set voted_on = $2
        where membership_id = $1
        and ended_on is null
        and voted_on is null
        ",
        membership_id as MembershipId,
        on,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the exemption that lasts, and not with the membership: a death that is taken back lets it not go on.
/// Says whether there was one.
///
/// # Errors
/// Those of the database; the day lies before it was asked for (`member_exemption_ended`).
pub async fn end(
    db: &mut PgConnection,
    membership_id: MembershipId,
    on: NaiveDate,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update member_exemption
        set ended_on = $2, ended_apart = true
        where membership_id = $1
        and ended_on is null
        ",
        membership_id as MembershipId,
        on,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
