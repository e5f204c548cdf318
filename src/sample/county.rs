//! The county's other ten towns as tables: their villages and communities, organisations and who signs
//! in there. All names are invented. Their elections are not begun.

use super::towns::{Town, Unit};

/// Year of the cycle, and term.
const CAMPAIGN: (i32, i32) = (2025, 13);
/// The date of these towns.
const TODAY: (i32, u32, u32) = (2025, 11, 22);
/// When households and people were counted.
const COUNTED: (i32, u32, u32) = (2025, 9, 30);

/// What every town has right under its committee.
const BRANCHES: [&str; 4] = ["机关支部", "退休干部支部", "中心学校支部", "卫生院支部"];

macro_rules! if_any {
    () => {
        None
    };
    ($given:literal) => {
        Some($given)
    };
}

/// Several branches of a unit stand under a general branch.
macro_rules! general {
    (one $unit:literal) => {
        None
    };
    ($more:ident $unit:literal) => {
        Some(concat!($unit, "总支部"))
    };
}

macro_rules! branches {
    (one $unit:literal) => {
        &[concat!($unit, "支部")]
    };
    (two $unit:literal) => {
        &[concat!($unit, "第一支部"), concat!($unit, "第二支部")]
    };
    (three $unit:literal) => {
        &[concat!($unit, "第一支部"), concat!($unit, "第二支部"), concat!($unit, "第三支部")]
    };
}

/// A town and its units: digits, kind, name, what accounts are called after where somebody has one, the
/// community around, area, households and people, groups, how many branches.
macro_rules! town {
    ($code:literal $town:literal $slug:literal, counted by $source:literal,
        committee $committee:literal, areas $areas:expr;
        $($digits:literal $kind:ident $unit:literal $(as $account:literal)? $(in $within:literal)?,
            area $area:literal, $households:literal $people:literal, groups $groups:literal,
            $branched:ident;)+) => {
        Town {
            code: $code,
            name: $town,
            slug: $slug,
            campaign: CAMPAIGN,
            today: TODAY,
            counted: (COUNTED, $source),
            areas: &$areas,
            committee: $committee,
            branches: &BRANCHES,
            units: &[$(Unit {
                digits: $digits,
                kind: stringify!($kind),
                name: $unit,
                slug: if_any!($($account)?),
                within: if_any!($($within)?),
                area: $area,
                figures: ($households, $people),
                groups: $groups,
                general: general!($branched $unit),
                branches: branches!($branched $unit),
            }),+],
        }
    };
}

/// The towns, by their codes.
pub static FURTHER: [Town; 10] = [
    town! {
        "330902110" "松浦镇" "songpu", counted by "松浦镇统计站三季度报表",
            committee "中共松浦镇委员会", areas [("东片", "沈国良"), ("西片", "胡雪芬")];
        "001" community "松浦社区" as "songpu-community", area 0, 1180 3046, groups 9, three;
        "002" community "望潮社区", area 1, 846 2190, groups 7, two;
        "201" village "上浦村" as "shangpu" in "001", area 0, 512 1376, groups 10, two;
        "202" village "下浦村" in "001", area 0, 436 1158, groups 8, two;
        "203" village "松林村", area 0, 628 1689, groups 12, two;
        "204" village "长墩村", area 0, 375 984, groups 7, one;
        "205" village "门前山村", area 0, 291 752, groups 6, one;
        "206" village "金岙村", area 1, 548 1467, groups 11, two;
        "207" village "大碶头村", area 1, 402 1069, groups 8, one;
        "208" village "塘里村" in "002", area 1, 334 871, groups 7, one;
        "209" village "新螺村", area 1, 689 1844, groups 13, two;
        "210" village "白岩村", area 1, 257 668, groups 5, one;
    },
    town! {
        "330902111" "芦湾镇" "luwan", counted by "芦湾镇统计站三季度报表",
            committee "中共芦湾镇委员会", areas [("海塘片", "虞立峰"), ("山前片", "贺秀琴")];
        "001" community "芦湾社区" as "luwan-community", area 0, 1024 2633, groups 8, two;
        "002" community "渔港社区", area 0, 731 1845, groups 6, two;
        "201" village "芦花村" as "luhua", area 0, 604 1610, groups 11, two;
        "202" village "海塘村" in "002", area 0, 483 1254, groups 9, two;
        "203" village "沙头村" in "002", area 0, 367 940, groups 7, one;
        "204" village "山前村", area 1, 559 1503, groups 10, two;
        "205" village "石门坎村", area 1, 312 806, groups 6, one;
        "206" village "毛竹岙村", area 1, 284 741, groups 6, one;
        "207" village "三官塘村", area 1, 447 1182, groups 9, one;
        "208" village "岭脚下村", area 1, 226 571, groups 5, one;
    },
    town! {
        "330902112" "梅岙镇" "meiao", counted by "梅岙镇统计站三季度报表",
            committee "中共梅岙镇委员会", areas [("梅东片", "邬建平"), ("梅西片", "戎亚珍")];
        "001" community "梅岙社区" as "meiao-community", area 0, 1312 3402, groups 10, three;
        "201" village "梅东村" as "meidong", area 0, 701 1893, groups 13, two;
        "202" village "梅西村", area 1, 655 1742, groups 12, two;
        "203" village "横塘村" in "001", area 0, 398 1041, groups 8, one;
        "204" village "庙后村", area 0, 341 889, groups 7, one;
        "205" village "茶山村", area 1, 469 1250, groups 9, two;
        "206" village "大溪坑村", area 1, 315 823, groups 6, one;
        "207" village "乌石岭村", area 1, 208 537, groups 5, one;
        "208" village "晒网场村", area 0, 522 1374, groups 10, two;
    },
    town! {
        "330902113" "潮头镇" "chaotou", counted by "潮头镇统计站三季度报表",
            committee "中共潮头镇委员会",
            areas [("北片", "夏明达"), ("中片", "庄素娥"), ("南片", "余国芳")];
        "001" community "潮头社区" as "chaotou-community", area 1, 1467 3811, groups 11, three;
        "002" community "码头社区", area 1, 902 2318, groups 7, two;
        "003" community "新港社区", area 2, 654 1690, groups 6, two;
        "201" village "潮面村" as "chaomian" in "001", area 1, 583 1542, groups 11, two;
        "202" village "外潮村", area 0, 455 1193, groups 9, one;
        "203" village "里潮村", area 0, 421 1106, groups 8, one;
        "204" village "螺门村", area 0, 617 1640, groups 12, two;
        "205" village "盐仓基村", area 2, 372 969, groups 7, one;
        "206" village "东沙岙村", area 2, 506 1337, groups 10, two;
        "207" village "蟹钳渡村", area 2, 239 602, groups 5, one;
        "208" village "老塘山脚村", area 2, 330 858, groups 7, one;
    },
    town! {
        "330902114" "石桁镇" "shiheng", counted by "石桁镇统计站三季度报表",
            committee "中共石桁镇委员会", areas [("上片", "孙志良"), ("下片", "黄海燕")];
        "001" community "石桁社区" as "shiheng-community", area 0, 968 2486, groups 8, two;
        "201" village "上石桁村" as "shangshiheng", area 0, 540 1431, groups 10, two;
        "202" village "下石桁村" in "001", area 1, 497 1306, groups 9, two;
        "203" village "平桥头村", area 1, 386 1010, groups 8, one;
        "204" village "寺前村", area 0, 305 793, groups 6, one;
        "205" village "牛轭岭村", area 0, 218 556, groups 5, one;
        "206" village "沿塘村", area 1, 461 1217, groups 9, one;
        "207" village "双碶村", area 1, 579 1538, groups 11, two;
        "208" village "大展坪村", area 0, 347 904, groups 7, one;
    },
    town! {
        "330902115" "竹溪镇" "zhuxi", counted by "竹溪镇统计站三季度报表",
            committee "中共竹溪镇委员会", areas [("溪东片", "杨忠富"), ("溪西片", "毛静芬")];
        "001" community "竹溪社区" as "zhuxi-community", area 0, 1105 2862, groups 9, two;
        "002" community "溪口社区", area 1, 688 1771, groups 6, two;
        "201" village "竹东村" as "zhudong" in "001", area 0, 564 1508, groups 11, two;
        "202" village "竹西村", area 1, 531 1409, groups 10, two;
        "203" village "黄泥墙村", area 0, 328 851, groups 7, one;
        "204" village "里溪村", area 1, 417 1098, groups 8, one;
        "205" village "外溪村" in "002", area 1, 440 1155, groups 8, one;
        "206" village "马鞍岭村", area 0, 273 704, groups 6, one;
        "207" village "凉亭岗村", area 0, 361 946, groups 7, one;
        "208" village "百步阶村", area 1, 195 494, groups 4, one;
    },
    town! {
        "330902116" "鹤洲镇" "hezhou", counted by "鹤洲镇统计站三季度报表",
            committee "中共鹤洲镇委员会", areas [("鹤北片", "何文军"), ("鹤南片", "应丽君")];
        "001" community "鹤洲社区" as "hezhou-community", area 0, 1238 3207, groups 10, three;
        "002" community "洲尾社区", area 1, 577 1482, groups 5, two;
        "201" village "鹤嘴村" as "hezui", area 0, 492 1298, groups 9, two;
        "202" village "白鹭湾村", area 0, 556 1479, groups 10, two;
        "203" village "中洲村" in "001", area 0, 619 1652, groups 12, two;
        "204" village "芦苇荡村", area 1, 344 895, groups 7, one;
        "205" village "摆渡口村", area 1, 287 742, groups 6, one;
        "206" village "新围村" in "002", area 1, 408 1074, groups 8, one;
        "207" village "张网桩村", area 1, 233 590, groups 5, one;
    },
    town! {
        "330902117" "盐浦镇" "yanpu", counted by "盐浦镇统计站三季度报表",
            committee "中共盐浦镇委员会",
            areas [("城区片", "翁永华"), ("盐场片", "柴海飞"), ("山区片", "林志刚")];
        "001" community "盐浦社区" as "yanpu-community", area 0, 1641 4273, groups 12, three;
        "002" community "东门头社区", area 0, 1156 2980, groups 9, two;
        "003" community "盐场社区", area 1, 823 2114, groups 7, two;
        "201" village "上盐村" as "shangyan", area 1, 674 1790, groups 12, two;
        "202" village "下盐村" in "003", area 1, 592 1565, groups 11, two;
        "203" village "新灶村", area 1, 413 1087, groups 8, one;
        "204" village "老灶村", area 1, 388 1013, groups 7, one;
        "205" village "六灶弄村", area 1, 351 917, groups 7, one;
        "206" village "十字路村" in "002", area 0, 525 1390, groups 10, two;
        "207" village "青龙岗村", area 2, 296 768, groups 6, one;
        "208" village "水库下村", area 2, 262 671, groups 5, one;
        "209" village "高坎村", area 2, 339 882, groups 7, one;
        "210" village "竹山脚村", area 2, 407 1064, groups 8, one;
    },
    town! {
        "330902118" "枫门镇" "fengmen", counted by "枫门镇统计站三季度报表",
            committee "中共枫门镇委员会", areas [("门里片", "朱国平"), ("门外片", "刘月仙")];
        "001" community "枫门社区" as "fengmen-community", area 0, 879 2261, groups 8, two;
        "201" village "枫树墩村" as "fengshudun", area 0, 508 1343, groups 9, two;
        "202" village "门里村" in "001", area 0, 463 1220, groups 9, two;
        "203" village "门外村", area 1, 436 1147, groups 8, one;
        "204" village "大夫桥村", area 1, 320 835, groups 6, one;
        "205" village "红岩头村", area 1, 274 706, groups 6, one;
        "206" village "葫芦岙村", area 0, 391 1028, groups 7, one;
        "207" village "半路亭村", area 1, 248 637, groups 5, one;
        "208" village "铁店村", area 0, 577 1527, groups 11, two;
    },
    town! {
        "330902201" "雁屿乡" "yanyu", counted by "雁屿乡三季度报表",
            committee "中共雁屿乡委员会", areas [("大屿片", "方海国"), ("小屿片", "郑秀娣")];
        "001" community "雁屿社区" as "yanyu-community", area 0, 512 1287, groups 5, two;
        "201" village "大屿村" as "dayu", area 0, 467 1196, groups 8, two;
        "202" village "小屿村", area 1, 338 854, groups 6, one;
        "203" village "灯塔村", area 1, 186 452, groups 4, one;
        "204" village "雁尾村", area 0, 295 741, groups 6, one;
        "205" village "后岙村", area 0, 322 823, groups 6, one;
        "206" village "鱼腥礁村", area 1, 149 358, groups 3, one;
        "207" village "南沙湾村", area 1, 271 689, groups 5, one;
    },
];
