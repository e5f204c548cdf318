//! With what the visitor is entrusted today: known to every page, since its head leads to the places.

use sqlx::PgConnection;

use super::{
    clock::Now,
    ids::{AccountId, MandateId, PlaceId},
    mandate::{Duty, Role},
    session::SignedIn,
    urls::At,
    view::Visit,
};

/// A role that holds today.
#[derive(Clone, Debug)]
pub struct Entrusted {
    /// The role.
    pub role: Role,
    /// Over which place; none is the instance.
    pub over: Option<Over>,
}

/// The place of a role.
#[derive(Clone, Debug)]
pub struct Over {
    /// Its key.
    pub place_id: PlaceId,
    /// Its address.
    pub at: At,
    /// Its name.
    pub name: String,
}

/// The roles of somebody that hold today, those over the highest places first; in a session that an
/// entry link has opened only the link's.
///
/// # Errors
/// Those of the database.
pub async fn entrusted(db: &mut PgConnection, account: &SignedIn) -> sqlx::Result<Vec<Entrusted>> {
    let rows = sqlx::query!(
        r#"
        select mandate.role, place.place_id as "place_id?", place.world_id as "world_id?",
            place.name as "name?", place_code.code as "code?"
        from mandate
        left join place using (place_id)
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        left join world on world.world_id = place.world_id
        where account_id = $1
        and from_on <= $2
        and (revoked_on is null or revoked_on > $2)
        and world.discarded_at is null
        and ($3::bigint is null or mandate_id = $3)
        order by place.world_id nulls first, length(place_code.code), place_code.code, mandate_id
        "#,
        account.account_id as AccountId,
        Now::read().date(),
        account.only as Option<MandateId>,
    )
    .fetch_all(db)
    .await?;
    let entrusted = rows.into_iter().filter_map(|row| {
        let place = row.place_id.zip(row.world_id).zip(row.name.zip(row.code));
        let over = place.map(|((place_id, world), (name, code))| Over {
            place_id,
            at: At { world, code },
            name,
        });
        Some(Entrusted { role: Role::from_word(&row.role)?, over })
    });
    Ok(entrusted.collect())
}

impl Visit {
    /// Whether the visitor holds a duty anywhere.
    pub fn holds<D: Duty>(&self) -> bool {
        self.entrusted.iter().any(|one| D::ROLES.contains(&one.role))
    }

    /// Whether the visitor holds a role over one of these places.
    pub fn is_entrusted_with(&self, places: &[PlaceId]) -> bool {
        let over = self.entrusted.iter().filter_map(|one| one.over.as_ref());
        over.into_iter().any(|over| places.contains(&over.place_id))
    }

    /// The path asked for, without its query.
    pub fn page(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}
