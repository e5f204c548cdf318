//! Where the election may not go smoothly, as the reports tell it and as offices of the other towns
//! would; and two figures of the reports that do not agree with their own parts.

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
const FLAGS: [(&str, &str, &str); 11] = [
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
    (
        "新螺村",
        "fierce_contest",
        "两名回村办企业的人员都有意竞选村委会主任，已在村民中活动；需尽早谈话，严明换届纪律。",
    ),
    (
        "白岩村",
        "nobody_stands",
        "常住人口以老人为主，现任主任年满六十五岁，本人不愿连任，尚无接替人选。",
    ),
    (
        "三官塘村",
        "group_petitions",
        "海塘加固工程征地补偿款分配有争议，今年以来三十余名村民两次到镇里反映。",
    ),
    ("庙后村", "clans", "两个大姓各有人选，历次选举票数接近，上届主任一职经三次投票才选出。"),
    ("蟹钳渡村", "no_election", "上届因参加投票的不足半数没有选成，由村党支部书记主持村务至今。"),
    ("牛轭岭村", "nobody_stands", "村民多在城里居住，在村不足八十人，妇女委员人选尚未落实。"),
    (
        "马鞍岭村",
        "opaque_affairs",
        "集体山林承包款收支三年未公布，村民意见集中，镇里已派人清理账目。",
    ),
    ("六灶弄村", "incomplete_team", "村委会委员两人中途辞职，班子缺额，日常事务由文书代办。"),
    (
        "十字路村",
        "legacy",
        "城镇改造拆迁安置遗留问题未了，部分村民户口已迁出，选民资格需逐户核实。",
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
