//! A [`Mandate`] proves that the signed-in person holds a duty over what the path names.
//!
//! A handler that takes `Mandate<SealRoll>` cannot be reached by anybody else, and has the thing's
//! id from the mandate and from nowhere else. A [`Duty`] lists its roles in one place; what a role
//! reaches is its place and everything below it.

use axum::{
    RequestPartsExt,
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;

use super::{
    App, Error,
    clock::{Now, Today},
    ids::{AccountId, CampaignId, CycleId, ElectionId, PlaceId, WorldId},
    session::SignedIn,
    urls::At,
    view::Visit,
};
use law::body::Body;

/// What somebody does in an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// System administrator: the instance, no power over any election.
    Administrator,
    /// County election office.
    CountyOffice,
    /// County official, reads only.
    CountyOfficial,
    /// Town election office.
    TownOffice,
    /// Town leading group.
    LeadingGroup,
    /// Steering group of units.
    SteeringGroup,
    /// Election commission of a unit.
    Commission,
    /// Count recorder.
    Recorder,
    /// Scrutineer.
    Scrutineer,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 9] = [
        Self::Administrator,
        Self::CountyOffice,
        Self::CountyOfficial,
        Self::TownOffice,
        Self::LeadingGroup,
        Self::SteeringGroup,
        Self::Commission,
        Self::Recorder,
        Self::Scrutineer,
    ];

    /// The word in database, table of access and keys of words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CountyOffice => "county_office",
            Self::CountyOfficial => "county_official",
            Self::TownOffice => "town_office",
            Self::LeadingGroup => "leading_group",
            Self::SteeringGroup => "steering_group",
            Self::Commission => "commission",
            Self::Recorder => "recorder",
            Self::Scrutineer => "scrutineer",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

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
    /// Finds what a path names; the place it lies at decides who reaches it.
    fn find(app: &App, path: &PlacePath) -> impl Future<Output = Result<Self, Error>> + Send;

    /// The place it lies at; `None` is the instance itself: a role held anywhere will do.
    fn place(&self) -> Option<PlaceId>;
}

/// The instance, which no path names.
#[derive(Clone, Copy, Debug)]
pub struct AtInstance;

impl Scope for AtInstance {
    async fn find(_: &App, _: &PlacePath) -> Result<Self, Error> {
        Ok(Self)
    }

    fn place(&self) -> Option<PlaceId> {
        None
    }
}

/// World and division code of a path.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PlacePath {
    world: Option<i64>,
    #[serde(default)]
    code: String,
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
}

impl Scope for AtPlace {
    async fn find(app: &App, path: &PlacePath) -> Result<Self, Error> {
        let world = WorldId(path.world.unwrap_or(1));
        let found = sqlx::query!(
            r#"
            select place.place_id, place.level, place.kind, place.name
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
        })
    }

    fn place(&self) -> Option<PlaceId> {
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
    async fn find(app: &App, path: &PlacePath) -> Result<Self, Error> {
        let unit = AtPlace::find(app, path).await?;
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

    fn place(&self) -> Option<PlaceId> {
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
        let Path(path) = parts.extract::<Path<PlacePath>>().await.map_err(|_| Error::NotFound)?;
        let over = D::Over::find(app, &path).await?;
        let role = role(app, account.account_id, D::ROLES, over.place()).await?;
        let role = role.ok_or(Error::Forbidden { duty: D::NAME })?;
        Ok(Self { account, role, over })
    }
}

/// Whether an account administers the instance.
///
/// # Errors
/// Those of the database.
pub async fn administers(app: &App, account_id: AccountId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from mandate
            where account_id = $1
            and role = 'administrator'
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
        ) as "administers!"
        "#,
        account_id as AccountId,
        Now::read().date(),
    )
    .fetch_one(&app.db)
    .await
}

/// The role among `roles` that an account holds over a place or one above it; over the
/// instance those held anywhere.
async fn role(
    app: &App,
    account_id: AccountId,
    roles: &[Role],
    place_id: Option<PlaceId>,
) -> Result<Option<Role>, sqlx::Error> {
    let words: Vec<String> = roles.iter().map(|role| role.word().to_owned()).collect();
    let role = sqlx::query_scalar!(
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
        select role
        from mandate
        where account_id = $1
        and ($2::bigint is null or place_id in (select place_id from above))
        and role = any ($3)
        and from_on <= $4
        and (revoked_on is null or revoked_on > $4)
        order by array_position($3, role)
        limit 1
        "#,
        account_id as AccountId,
        place_id as Option<PlaceId>,
        &words,
        Now::read().date(),
    )
    .fetch_optional(&app.db)
    .await?;
    Ok(role.as_deref().and_then(Role::from_word))
}
