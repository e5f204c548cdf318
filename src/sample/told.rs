//! What the reports tell besides their figures: where the election may not go smoothly; and two figures
//! that do not agree with their own parts.

use super::{making::day, towns::Town};
use crate::{
    report::store::{
        flags,
        reported::{self, Reported},
    },
    shell::{
        Error,
        act::Act,
        ids::{PlaceId, WorldId},
    },
};

/// The name of a unit, why it is flagged, what the matter is.
const FLAGS: [(&str, &str, &str); 2] = [
    (
        "增辉村",
        "merger",
        "由光辉、芷塘岙两村合并，芷塘岙又由渔业、增光、团结三个小村合成。两个经济合作社收入差距大，\
        干部之间不够融洽；加上工业园区开发建设，群众进村委会的愿望迫切。",
    ),
    (
        "毛峙村",
        "weak_team",
        "上届选举竞争激烈，干部之间的团结受到影响，难以形成合力；党员、村民民主意识强，村里又没有合适人选。",
    ),
];

/// Town, figure, what was reported, when, in which report.
type Line = (&'static str, &'static str, i32, (i32, u32, u32), &'static str);

const REPORTED: [Line; 2] = [
    ("xiaosha", "team_all", 36, (2008, 4, 8), "小沙镇换届选举准备工作报告"),
    ("xx", "team_residents_committee", 30, (2014, 5, 28), "××镇社区换届选举工作总结"),
];

/// Flags the units, and enters what was reported.
pub async fn of(
    act: &mut Act<'_>,
    (world_id, town_id): (WorldId, PlaceId),
    (town, units): (&Town, &[PlaceId]),
) -> Result<(), Error> {
    for (unit, place_id) in town.units.iter().zip(units) {
        for (_, grounds, note) in FLAGS.iter().filter(|(name, ..)| *name == unit.name) {
            flags::add(act, (world_id, *place_id), (grounds, note), day(town.counted.0)).await?;
        }
    }
    for (_, figure, value, on, source) in REPORTED.iter().filter(|(of, ..)| *of == town.slug) {
        let (figure, source) = ((*figure).to_owned(), (*source).to_owned());
        let new = Reported { figure, value: *value, reported_on: day(*on), source };
        reported::add(act, (world_id, town_id), &new).await?;
    }
    Ok(())
}
