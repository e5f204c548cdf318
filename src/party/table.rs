//! Members of organisations, as a table.

use sqlx::PgConnection;

use super::{
    SeeMembers, base, sets,
    store::tree::{self, Node},
};
use crate::{
    imports::BringIn,
    persons::{sets::EDUCATION, store as persons},
    shell::{
        ids::OrganisationId,
        mandate::{AtPlace, Held},
        table::{Cell, Column, Kind, Line, Listing, Shown, Source, Table},
        urls::{self, At},
        words::Words,
    },
};

const KINDS: &[&str] = &["village", "community"];
const EXEMPT: &[&str] = &["exempt", "waiting"];

/// Members, each with the state that counts.
pub static MEMBERS: Table = Table {
    name: "members",
    title: "members-title",
    none: "members-none",
    people: true,
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"]))
            .sorts(&["sex"])
            .filters(),
        Column::new("birth_on", "candidate-birth-on", Kind::Day).sorts(&["birth_on"]).filters(),
        Column::new("education", "person-education", Kind::Word("education-", EDUCATION))
            .or("page-none")
            .sorts(&["education"])
            .filters(),
        Column::new("branch", "members-branch", Kind::Text).sorts(&["branch"]).filters(),
        Column::new("place", "import-column-unit", Kind::Text).sorts(&["place"]).filters(),
        Column::new("standing", "member-standing", Kind::Word("standing-", sets::STANDINGS))
            .sorts(&["standing"])
            .filters(),
        Column::new("presence", "member-presence", Kind::Word("presence-", sets::PRESENCES))
            .sorts(&["presence"])
            .filters(),
        Column::new("since_on", "member-since", Kind::Day).sorts(&["since_on"]),
        Column::new("from_on", "member-from", Kind::Day).or("page-none").sorts(&["from_on"]),
        Column::new("exemption", "member-exemption", Kind::Word("exemption-", EXEMPT))
            .or("page-none")
            .sorts(&["exemption"])
            .filters(),
        Column::new("unit_kind", "members-unit-kind", Kind::Word("place-", KINDS))
            .filters()
            .aside(),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("organisation_id", Kind::Number),
        Column::hidden("membership_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "branch",
    key: "membership_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    let world = crate::shell::ids::WorldId(line.number("world_id"));
    let at = At { world, code: line.text("code").to_owned() };
    let url = at
        .to(urls::MEMBER)
        .replace("{organisation}", &line.number("organisation_id").to_string())
        .replace("{membership}", &line.number("membership_id").to_string());
    line.lead("name", url);
    for name in ["birth_on", "since_on", "from_on"] {
        if let Cell::Day(on) = line.cell(name) {
            let on = on.to_string();
            line.show(name, Shown::text(on));
        }
    }
}

const SQL: &str = "
    select membership_id, member_now.organisation_id, member_now.world_id, person.name, sex, birth_on,
        education, standing, presence, since_on, from_on, organisation.name as branch,
        place.name as place, place.kind as unit_kind, $2 as code,
        case when grounds is null or standing <> all ($3) then null
            when consented and voted then 'exempt'
            else 'waiting' end as exemption
    from member_now
    join person using (person_id)
    join organisation on organisation.organisation_id = member_now.organisation_id
    join place on place.place_id = organisation.place_id
    where member_now.organisation_id = any ($1)
";

/// The members of some organisations, as seen from a place.
pub fn source(place: &AtPlace, organisations: &[OrganisationId]) -> Source {
    let ids: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    // an exemption of who has no vote is none, as in the figures
    let rules = base::rules(place);
    let voting = sets::STANDINGS.iter().filter(|standing| base::votes(rules, standing));
    let voting: Vec<String> = voting.map(|standing| (*standing).to_owned()).collect();
    Source::new(SQL).bind(ids).bind(place.at.code.clone()).bind(voting)
}

/// All members of a place.
pub struct Members;

impl Listing for Members {
    type Seen = SeeMembers;
    const TABLE: &'static Table = &MEMBERS;
    const LEAD: &'static str = "members-lead";
    const PAGE: &'static str = urls::MEMBERS;
    const FILES: &'static str = urls::MEMBERS_FILE;

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<BringIn>().then_some("members-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        let places = persons::within(db, place.place_id).await?;
        let nodes: Vec<Node> = tree::of(db, &places).await?;
        // one that is no more has no members, as in the tree
        let there = nodes.iter().filter(|node| node.dissolved_on.is_none());
        let ids: Vec<OrganisationId> = there.map(|node| node.organisation_id).collect();
        Ok(source(place, &ids))
    }
}
