//! Who of a place is away, where, by which number, and what came of the last call, as a table. Where whereabouts were
//! entered they hold; of others the Party's register says whether a member is away.

use sqlx::PgConnection;

use super::{sets, tables};
use crate::{
    imports::BringIn,
    persons::{CallPersons, sets::OUTCOMES},
    shell::{
        mandate::{AtPlace, Held},
        table::{Cell, Column, Kind, Line, Listing, Shown, Source, Table},
        urls, vault,
        words::Words,
    },
};

/// Who says that somebody is away: whoever entered whereabouts, or the Party's register of members.
const SAID_BY: &[&str] = &["whereabouts", "party"];

/// Those who are away.
pub static ABSENT: Table = Table {
    name: "away",
    title: "away-title",
    none: "away-none",
    people: true,
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("place", "person-place", Kind::Text).sorts(&["code", "group_no"]).filters(),
        Column::new("group_no", "roll-column-group", Kind::Number)
            .or("page-none")
            .sorts(&["group_no"])
            .filters_seldom(),
        Column::new("away", "person-away", Kind::Word("away-", &["short", "long", "mobile"]))
            .sorts(&["away"])
            .filters(),
        Column::new("said_by", "away-said-by", Kind::Word("away-said-", SAID_BY))
            .sorts(&["said_by"])
            .filters_seldom(),
        Column::new("since", "person-since", Kind::Day).or("page-none").sorts(&["since"]),
        Column::new("where_now", "person-where", Kind::Text)
            .or("page-none")
            .sorts(&["where_now"])
            .filters_seldom(),
        Column::new("ask", "person-ask", Kind::Text).or("page-none"),
        // whoever sees this list sees the numbers on the pages of persons as well
        Column::new("phones", "person-phones", Kind::Sealed(vault::Kind::Phone)).or("page-none"),
        Column::new("called_on", "away-called-on", Kind::Day)
            .or("away-never")
            .sorts(&["called_on"])
            .filters_seldom(),
        Column::new("outcome", "person-outcome", Kind::Word("call-", OUTCOMES))
            .or("page-none")
            .sorts(&["outcome"])
            .filters(),
        Column::new("called", "away-called", Kind::Word("said-", sets::YES_NO)).filters().aside(),
        Column::hidden("phone_notes", Kind::Texts),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("person_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "place",
    key: "person_id",
    tell,
};

fn tell(line: &mut Line, words: &Words) {
    tables::person(line, &["since", "called_on"]);
    if let (Cell::Texts(numbers), Cell::Texts(notes)) =
        (line.cell("phones"), line.cell("phone_notes"))
    {
        let said = numbers.iter().zip(notes).map(|(number, note)| match &**note {
            "" => number.clone(),
            note => {
                let variables = [("number", number.clone().into()), ("note", note.into())];
                words.text_with("away-phone", &variables)
            }
        });
        let said = Shown::lines(said.collect());
        line.show("phones", said);
    }
}

// each part joins the persons of the place itself, so that an index leads to those who are away from either side
const SQL: &str = "
    select person.person_id, person.world_id, person.name, place.name as place, code, group_no,
        away, where_now, ask, since, said_by, called_on, outcome,
        case when called_on is null then 'no' else 'yes' end as called, $2::date as on_day,
        -- of the rows of a page alone, for nothing is sorted or counted by them
        (
            select array_agg(number_cipher order by phone_id)
            from phone
            where phone.person_id = person.person_id
        ) as phones,
        (
            select array_agg(coalesce(note, '') order by phone_id)
            from phone
            where phone.person_id = person.person_id
        ) as phone_notes
    from (
        select person.person_id, world_id, name, place_id, group_no, away, where_now, ask, since,
            'whereabouts' as said_by
        from person
        join whereabouts using (person_id)
        where place_id = any ($1)
        and merged_into is null
        and died_on is null
        and away <> 'here'
        union all
        select person.person_id, person.world_id, name, place_id, group_no, presence, null, null,
            since_on, 'party'
        from person
        join member_now using (person_id)
        where place_id = any ($1)
        and merged_into is null
        and died_on is null
        and presence <> 'here'
        and not exists (
            select
            from whereabouts
            where whereabouts.person_id = person.person_id
        )
    ) as person
    join place using (place_id)
    join place_code using (place_id)
    left join lateral (
        select called_on, outcome
        from contact
        where contact.person_id = person.person_id
        order by called_on desc, contact_id desc
        limit 1
    ) as last_call on true
    where upper_inf(valid)
";

/// Those of a place who are away.
pub struct Away;

impl Listing for Away {
    type Seen = CallPersons;
    const TABLE: &'static Table = &ABSENT;
    const LEAD: &'static str = "away-lead";
    const PAGE: &'static str = urls::AWAY;
    const FILES: &'static str = urls::AWAY_FILE;

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<BringIn>().then_some("away-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
