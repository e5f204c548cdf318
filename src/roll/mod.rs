//! The roll of voters: brought in from a file, posted, objected to, frozen with its digest.

mod anew;
mod bring;
mod changes;
mod clear;
mod correction_day;
mod corrections;
pub mod entry;
mod lines;
mod notice;
mod notice_changes;
mod notices;
mod objections;
mod pages;
pub mod store;
mod untold;
pub mod voters;

use law::stage::Stage;

use crate::{
    elections::check,
    shell::{
        mandate::{AtElection, Mandate},
        routes::Routes,
        urls,
    },
};

crate::duties! {
    /// Sees the roll with its names.
    SeeRoll = "see-roll" over AtElection: [
        CountyOffice, CivilDesk, TownOffice, LeadingGroup, GuidanceGroup, SteeringGroup,
        Commission,
    ];
    /// Brings in voters.
    KeepRoll = "keep-roll" over AtElection: [TownOffice, Commission];
    /// Posts the roll, corrects it, decides objections, freezes it: the commission's alone.
    SealRoll = "seal-roll" over AtElection: [Commission];
}

/// Bytes of a file of voters that is taken without being looked at first: those of a city's largest
/// unit, ten times over.
const FILE: usize = 8 * 1024 * 1024;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeRoll, _>(urls::ROLL, pages::roll)
        .get::<SeeRoll, _>(urls::ROLL_VOTERS_FILE, voters::file)
        .upload::<KeepRoll, _>(urls::ROLL_IMPORT, FILE, bring::import)
        .get::<KeepRoll, _>(urls::ROLL_CLEAR, clear::page)
        .post::<KeepRoll, _>(urls::ROLL_CLEAR, clear::clear)
        .get::<SealRoll, _>(urls::ROLL_POST, |app, visit, mandate: Mandate<SealRoll>, asked| {
            check::page(app, visit, mandate.over, asked, Stage::Roll)
        })
        .post::<SealRoll, _>(urls::ROLL_POST, pages::post)
        .get::<SealRoll, _>(urls::ROLL_CORRECT, corrections::page)
        .post::<SealRoll, _>(urls::ROLL_CORRECT, corrections::correct)
        .get::<SealRoll, _>(urls::CORRECTION_DAY, correction_day::page)
        .post::<SealRoll, _>(urls::CORRECTION_DAY, correction_day::mend)
        .post::<KeepRoll, _>(urls::OBJECTIONS, objections::object)
        .get::<SealRoll, _>(urls::OBJECTION_DECIDE, objections::page)
        .post::<SealRoll, _>(urls::OBJECTION_DECIDE, objections::decide)
        .get::<SealRoll, _>(urls::OBJECTION_ANEW, anew::page)
        .post::<SealRoll, _>(urls::OBJECTION_ANEW, anew::anew)
        .get::<SealRoll, _>(urls::OBJECTION_CORRECT, anew::more_page)
        .post::<SealRoll, _>(urls::OBJECTION_CORRECT, anew::more)
        .get::<SealRoll, _>(urls::CORRECTION_NOTICES, notices::check)
        .post::<SealRoll, _>(urls::CORRECTION_NOTICES, notices::post)
        .get::<SeeRoll, _>(urls::CORRECTION_NOTICE, notice::page)
        .get::<SealRoll, _>(urls::NOTICE_DAY, notice_changes::day_page)
        .post::<SealRoll, _>(urls::NOTICE_DAY, notice_changes::day)
        .get::<SealRoll, _>(urls::NOTICE_WITHDRAW, notice_changes::withdraw_page)
        .post::<SealRoll, _>(urls::NOTICE_WITHDRAW, notice_changes::withdraw)
        .get::<SealRoll, _>(urls::ROLL_SEAL, |app, visit, mandate: Mandate<SealRoll>, asked| {
            check::page(app, visit, mandate.over, asked, Stage::Objections)
        })
        .post::<SealRoll, _>(urls::ROLL_SEAL, pages::seal)
}
