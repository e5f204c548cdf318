//! A [`Mandate`] proves that the signed-in person holds a duty over what the path names.
//!
//! A handler that takes `Mandate<SealRoll>` cannot be reached by anybody else, and has the thing's
//! id from the mandate and from nowhere else. A [`Duty`] lists its roles in one place; what a role
//! reaches is its place and everything below it.

use axum::{
    RequestPartsExt,
    extract::FromRequestParts,
    http::{Method, Uri, request::Parts},
};
use serde::Deserialize;
use sqlx::PgConnection;

pub use super::role::Role;
use super::{
    App, Error,
    clock::{Now, Today},
    extract::Named,
    ids::{AccountId, CampaignId, CycleId, ElectionId, MandateId, PlaceId, WorldId},
    session::SignedIn,
    urls::{At, PLACE},
    view::Visit,
};
use law::body::Body;

/// Something that somebody may do.
pub trait Duty: Send + Sync + 'static {
    /// Its name in the table of access and in keys of words.
    const NAME: &'static str;
    /// The roles that hold it.
    const ROLES: &'static [Role];
    /// What it is held over.
    type Over: Scope;
}

/// Declares duties: name, roles, scope.
#[macro_export]
macro_rules! duties {
    ($($(#[$doc:meta])* $name:ident = $word:literal over $scope:ty: [$($role:ident),+ $(,)?];)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl $crate::shell::mandate::Duty for $name {
            const NAME: &'static str = $word;
            const ROLES: &'static [$crate::shell::mandate::Role] =
                &[$($crate::shell::mandate::Role::$role),+];
            type Over = $scope;
        }
    )+};
}

/// What a path names, and where it lies.
pub trait Scope: Clone + Send + Sync + Sized + 'static {
    /// Finds what is meant at a place; the place decides who reaches it.
    fn within(
        app: &App,
        place: Option<AtPlace>,
    ) -> impl Future<Output = Result<Self, Error>> + Send;

    /// The place that it is or lies at; `None` is the instance itself.
    fn place_id(&self) -> Option<PlaceId>;

    /// Finds what a path names.
    fn find(app: &App, path: &PlacePath) -> impl Future<Output = Result<Self, Error>> + Send {
        async { Self::within(app, Self::place(app, path).await?).await }
    }

    /// The place that a path names; `None` is the instance itself.
    fn place(
        app: &App,
        path: &PlacePath,
    ) -> impl Future<Output = Result<Option<AtPlace>, Error>> + Send {
        async { AtPlace::find(app, path).await.map(Some) }
    }
}

/// The instance, which no path names.
#[derive(Clone, Copy, Debug)]
pub struct AtInstance;

impl Scope for AtInstance {
    async fn within(_: &App, _: Option<AtPlace>) -> Result<Self, Error> {
        Ok(Self)
    }

    fn place_id(&self) -> Option<PlaceId> {
        None
    }

    async fn place(_: &App, _: &PlacePath) -> Result<Option<AtPlace>, Error> {
        Ok(None)
    }
}

/// World and division code of a path.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PlacePath {
    world: Option<i64>,
    #[serde(default)]
    code: String,
}

impl PlacePath {
    /// A place of a world by its code, where no path names it.
    pub fn of(world: WorldId, code: &str) -> Self {
        Self { world: Some(world.0), code: code.to_owned() }
    }
}

/// A place that a path names.
#[derive(Clone, Debug)]
pub struct AtPlace {
    /// Its key.
    pub place_id: PlaceId,
    /// Its address.
    pub at: At,
    /// county, town or unit.
    pub level: String,
    /// village or community, of a unit.
    pub kind: Option<String>,
    /// Its name.
    pub name: String,
    /// The date there: in a rehearsal that which the town has set, of a county the latest of its
    /// towns.
    pub today: Today,
}

impl AtPlace {
    /// Whether it lies in a rehearsal.
    pub fn rehearses(&self) -> bool {
        self.at.world != WorldId(1)
    }

    /// The place that a path names; without a world one of the live world.
    ///
    /// # Errors
    /// There is none; those of the database.
    pub async fn find(app: &App, path: &PlacePath) -> Result<Self, Error> {
        let world = WorldId(path.world.unwrap_or(1));
        let found = sqlx::query!(
            r#"
            select place.place_id, place.level, place.kind, place.name,
                case when place_code.world_id <> 1 then (
                    select max(campaign.today_on)
                    from place as town
                    join campaign on campaign.town_id = town.place_id
                    where town.place_id in (place.place_id, place.parent_id)
                    or town.parent_id = place.place_id
                ) end as today_on
            from place_code
            join place using (world_id, place_id)
            join world using (world_id)
            where place_code.world_id = $1
            and place_code.code = $2
            and upper_inf(place_code.valid)
            and world.discarded_at is null
            "#,
            world as WorldId,
            path.code,
        )
        .fetch_one(&app.db)
        .await?;
        Ok(Self {
            place_id: found.place_id,
            at: At { world, code: path.code.clone() },
            level: found.level,
            kind: found.kind,
            name: found.name,
            today: Today::new(found.today_on, Now::read()),
        })
    }
}

/// Where an address leads under which no place is now: an old code to the one that the place has, or
/// that which it became,
/// an address without a world to the newest rehearsal, where the live world knows no such code.
async fn moved(app: &App, path: &PlacePath, uri: &Uri) -> Result<Error, Error> {
    let world = path.world.map(WorldId);
    let found = sqlx::query!(
        r#"
        select place_code.world_id, valid_code.code
        from place_code
        join world using (world_id)
        -- what became of it, where that is one place
        cross join lateral (
            select min(later) as place_id
            from places_after(place_code.place_id) as later
            having count(*) = 1
        ) as one
        join place_code as valid_code on valid_code.place_id = one.place_id
        where place_code.code = $2
        and ($1::bigint is null or place_code.world_id = $1)
        and world.discarded_at is null
        and upper_inf(valid_code.valid)
        order by place_code.world_id = 1 desc, place_code.world_id desc, place_code.valid desc
        limit 1
        "#,
        world as Option<WorldId>,
        path.code,
    )
    .fetch_one(&app.db)
    .await?;
    let asked = At { world: world.unwrap_or(WorldId(1)), code: path.code.clone() };
    let there = At { world: found.world_id, code: found.code };
    let whole = uri.path_and_query().map_or("", |whole| whole.as_str());
    let rest = whole.strip_prefix(&asked.to(PLACE)).ok_or(Error::NotFound)?;
    Ok(Error::Moved(format!("{}{rest}", there.to(PLACE))))
}

impl Scope for AtPlace {
    async fn within(_: &App, place: Option<AtPlace>) -> Result<Self, Error> {
        place.ok_or(Error::NotFound)
    }

    fn place_id(&self) -> Option<PlaceId> {
        Some(self.place_id)
    }
}

/// The current committee election of the unit that a path names.
#[derive(Clone, Debug)]
pub struct AtElection {
    /// Its key.
    pub election_id: ElectionId,
    /// The town's campaign.
    pub campaign_id: CampaignId,
    /// The county's cycle.
    pub cycle_id: CycleId,
    /// The unit.
    pub unit: AtPlace,
    /// The body.
    pub body: Body,
    /// The date that the campaign sees.
    pub today: Today,
}

impl AtElection {
    /// The address of a path of this election's unit.
    pub fn to(&self, path: &str) -> String {
        self.unit.at.to(path)
    }
}

impl Scope for AtElection {
    async fn within(app: &App, place: Option<AtPlace>) -> Result<Self, Error> {
        let unit = place.ok_or(Error::NotFound)?;
        let found = sqlx::query!(
            r#"
            select election_id, campaign_id, cycle_id, body, today_on
            from election
            join campaign using (campaign_id)
            where place_id = $1
            and body in ('villagers_committee', 'residents_committee')
            and kind = 'general'
            order by election_on desc, election_id desc
            limit 1
            "#,
            unit.place_id as PlaceId,
        )
        .fetch_one(&app.db)
        .await?;
        Ok(Self {
            election_id: found.election_id,
            campaign_id: found.campaign_id,
            cycle_id: found.cycle_id,
            body: Body::from_word(&found.body).ok_or(Error::NotFound)?,
            today: Today::new(found.today_on, Now::read()),
            unit,
        })
    }

    fn place_id(&self) -> Option<PlaceId> {
        Some(self.unit.place_id)
    }
}

/// The proof: who, in which role, over what.
#[derive(Clone, Debug)]
pub struct Mandate<D: Duty> {
    /// Who.
    pub account: SignedIn,
    /// The role by which the duty is held.
    pub role: Role,
    /// Over what.
    pub over: D::Over,
}

impl<D: Duty> FromRequestParts<App> for Mandate<D> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let visit = parts.extensions.get::<Visit>();
        let account = visit.and_then(|visit| visit.account.clone()).ok_or(Error::SignIn)?;
        let Named(path) = parts.extract::<Named<PlacePath>>().await?;
        // who may not act at the place is told so before he is told what there is
        let place = match D::Over::place(app, &path).await {
            Err(Error::NotFound) if parts.method != Method::POST => {
                return Err(moved(app, &path, &parts.uri).await?);
            }
            found => found?,
        };
        let held = {
            let mut db = app.db.acquire().await?;
            let place_id = place.as_ref().map(|place| place.place_id);
            held(&mut db, &account, place_id).await?
        };
        let role = held.role::<D>().ok_or_else(|| Error::Forbidden {
            duty: D::NAME,
            roles: D::ROLES,
            place: place.clone().map(Box::new),
        })?;
        let over = D::Over::within(app, place).await?;
        Ok(Self { account, role, over })
    }
}

/// The roles that somebody holds over a place: whether a duty is his there. The extractor asks it,
/// and every page that shows a form or a link to those who may use it.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<Role>);

impl Held {
    /// These roles.
    pub fn of(roles: Vec<Role>) -> Self {
        Self(roles)
    }

    /// The role by which a duty is held.
    pub fn role<D: Duty>(&self) -> Option<Role> {
        D::ROLES.iter().copied().find(|role| self.0.contains(role))
    }

    /// Whether a role is held.
    pub fn holds(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether a duty is held.
    pub fn may<D: Duty>(&self) -> bool {
        self.role::<D>().is_some()
    }
}

impl Visit {
    /// The roles that the visitor holds over a place.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn held(&self, db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Held> {
        match &self.account {
            Some(account) => held(db, account, Some(place_id)).await,
            None => Ok(Held::default()),
        }
    }
}

/// The roles that an account holds over a place or one above it; over the instance those held
/// anywhere. In a session that a link has opened only the link's role is held.
async fn held(
    db: &mut PgConnection,
    account: &SignedIn,
    place_id: Option<PlaceId>,
) -> sqlx::Result<Held> {
    let words = sqlx::query_scalar!(
        r#"
        with recursive above as (
            select place_id, parent_id
            from place
            where place_id = $2
            union all
            select place.place_id, place.parent_id
            from place
            join above on place.place_id = above.parent_id
        )
        select distinct role
        from mandate
        where account_id = $1
        and ($2::bigint is null or place_id in (select place_id from above))
        and from_on <= $3
        and (revoked_on is null or revoked_on > $3)
        and ($4::bigint is null or mandate_id = $4)
        "#,
        account.account_id as AccountId,
        place_id as Option<PlaceId>,
        Now::read().date(),
        account.only as Option<MandateId>,
    )
    .fetch_all(db)
    .await?;
    Ok(Held(words.iter().filter_map(|word| Role::from_word(word)).collect()))
}
