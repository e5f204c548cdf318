//! The towns of the sample as tables: both towns of the reports, to which [`super::county`] adds the
//! others. All names are invented but those that the reports name; the figures add up to what the
//! reports say.

use super::county::FURTHER;

/// A town.
pub struct Town {
    /// Its division code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What its accounts are called after.
    pub slug: &'static str,
    /// Year of the cycle, and term.
    pub campaign: (i32, i32),
    /// The date of the rehearsal: year, month, day.
    pub today: (i32, u32, u32),
    /// When households and people were counted, and by whom.
    pub counted: ((i32, u32, u32), &'static str),
    /// Areas with those who lead them.
    pub areas: &'static [(&'static str, &'static str)],
    /// The committee of the Party.
    pub committee: &'static str,
    /// Branches right under it.
    pub branches: &'static [&'static str],
    /// Villages and communities; a community stands before the villages in it.
    pub units: &'static [Unit],
}

/// A village or community.
pub struct Unit {
    /// The last three digits of its division code.
    pub digits: &'static str,
    /// village or community.
    pub kind: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What its accounts are called after, where it has some.
    pub slug: Option<&'static str>,
    /// The digits of the community that a village lies in.
    pub within: Option<&'static str>,
    /// Which of the areas.
    pub area: usize,
    /// Households and people; a village's are not those of its community.
    pub figures: (i32, i32),
    /// Groups.
    pub groups: i32,
    /// Its general branch.
    pub general: Option<&'static str>,
    /// Branches: under its general branch, else under that of its community.
    pub branches: &'static [&'static str],
}

/// A unit that became part of another: name, digits of its code, what it became, day, paper.
pub type Former = (&'static str, &'static str, &'static str, (i32, u32, u32), &'static str);

/// A cooperative: unit, name, members, income of the year in yuan.
pub type Cooperative = (&'static str, &'static str, i32, i64);

macro_rules! units {
    ($($digits:literal $kind:ident $name:literal $slug:literal in $within:expr, area $area:literal,
        $households:literal $people:literal, groups $groups:literal, $general:expr, $branches:expr;)+) => {
        &[$(Unit {
            digits: $digits,
            kind: stringify!($kind),
            name: $name,
            slug: Some($slug),
            within: $within,
            area: $area,
            figures: ($households, $people),
            groups: $groups,
            general: $general,
            branches: &$branches,
        }),+]
    };
}

/// Both towns of the reports, full of people.
pub static REPORTED: [Town; 2] = [XIAOSHA, XX];

/// All towns of the county.
pub fn all() -> impl Iterator<Item = &'static Town> {
    REPORTED.iter().chain(&FURTHER)
}

/// Report 3: in preparation, four weeks before the election day.
const XIAOSHA: Town = Town {
    code: "330902102",
    name: "小沙镇",
    slug: "xiaosha",
    campaign: (2008, 8),
    today: (2008, 4, 10),
    counted: ((2008, 3, 31), "小沙镇统计站一季度报表"),
    areas: &[("东片", "周海平"), ("沿海片", "乐雪琴"), ("西片", "傅永年")],
    committee: "中共小沙镇委员会",
    branches: &[
        "机关第一支部",
        "机关第二支部",
        "机关第三支部",
        "退休干部支部",
        "中心小学支部",
        "初级中学支部",
        "卫生院支部",
        "派出所支部",
        "供电营业所支部",
        "信用社支部",
        "邮政支局支部",
        "国土资源所支部",
        "粮食管理所支部",
        "渔业公司支部",
        "船舶修造厂支部",
        "工业园区联合支部",
    ],
    units: units! {
        "001" community "增辉社区" "zenghui-community" in None, area 0, 412 1021, groups 8,
            Some("增辉社区总支部"), ["增辉社区第一支部", "增辉社区第二支部"];
        "002" community "滨海社区" "binhai" in None, area 1, 386 958, groups 7,
            Some("滨海社区总支部"), ["滨海社区第一支部", "滨海社区第二支部"];
        "003" community "龙潭社区" "longtan" in None, area 0, 455 1143, groups 9,
            Some("龙潭社区总支部"), ["龙潭社区第一支部", "龙潭社区第二支部"];
        "004" community "青岙社区" "qingao" in None, area 2, 301 772, groups 6,
            Some("青岙社区总支部"), ["青岙社区第一支部", "青岙社区第二支部"];
        "005" community "望洋社区" "wangyang" in None, area 1, 338 861, groups 7,
            Some("望洋社区总支部"), ["望洋社区第一支部", "望洋社区第二支部"];
        "006" community "东篱社区" "dongli" in None, area 2, 274 690, groups 5,
            Some("东篱社区总支部"), ["东篱社区第一支部", "东篱社区第二支部"];
        "201" village "增辉村" "zenghui" in Some("001"), area 0, 936 2398, groups 18,
            Some("增辉村总支部"), ["光辉支部", "芷塘岙第一支部", "芷塘岙第二支部"];
        "202" village "毛峙村" "maozhi" in Some("002"), area 1, 742 1907, groups 14,
            None, ["毛峙村第一支部", "毛峙村第二支部"];
        "203" village "里柴村" "lichai" in Some("003"), area 0, 588 1506, groups 11,
            None, ["里柴村第一支部", "里柴村第二支部"];
        "204" village "石弄村" "shilong" in Some("003"), area 0, 517 1320, groups 10,
            None, ["石弄村第一支部", "石弄村第二支部"];
        "205" village "青山岙村" "qingshanao" in Some("004"), area 2, 601 1541, groups 12,
            None, ["青山岙村第一支部", "青山岙村第二支部"];
        "206" village "前坪村" "qianping" in Some("005"), area 1, 494 1262, groups 9,
            None, ["前坪村第一支部", "前坪村第二支部"];
        "207" village "后塘村" "houtang" in Some("006"), area 2, 476 1203, groups 9,
            None, ["后塘村支部"];
    },
};

/// Report 1: eight communities, their fourth term.
const XX: Town = Town {
    code: "330902199",
    name: "××镇",
    slug: "xx",
    campaign: (2014, 4),
    today: (2014, 5, 30),
    counted: ((2014, 2, 28), "××镇社区基础台账"),
    areas: &[("城东片", "蒋文斌"), ("城西片", "竺秋萍")],
    committee: "中共××镇委员会",
    branches: &[],
    units: units! {
        "001" community "翠湖社区" "cuihu" in None, area 0, 1420 3860, groups 11,
            Some("翠湖社区总支部"), ["翠湖社区第一支部", "翠湖社区第二支部"];
        "002" community "春晖社区" "chunhui" in None, area 0, 1310 3522, groups 10,
            Some("春晖社区总支部"), ["春晖社区第一支部", "春晖社区第二支部"];
        "003" community "和睦社区" "hemu" in None, area 0, 1275 3401, groups 10,
            Some("和睦社区总支部"), ["和睦社区第一支部", "和睦社区第二支部"];
        "004" community "文昌社区" "wenchang" in None, area 0, 1190 3188, groups 9,
            Some("文昌社区总支部"), ["文昌社区第一支部", "文昌社区第二支部"];
        "005" community "南门社区" "nanmen" in None, area 1, 1248 3330, groups 10,
            Some("南门社区总支部"), ["南门社区第一支部", "南门社区第二支部"];
        "006" community "桥东社区" "qiaodong" in None, area 1, 1155 3097, groups 9,
            Some("桥东社区总支部"), ["桥东社区第一支部", "桥东社区第二支部"];
        "007" community "柳营社区" "liuying" in None, area 1, 1302 3489, groups 10,
            Some("柳营社区总支部"), ["柳营社区第一支部", "柳营社区第二支部"];
        "008" community "新苑社区" "xinyuan" in None, area 1, 1166 3120, groups 9,
            Some("新苑社区总支部"), ["新苑社区第一支部", "新苑社区第二支部"];
    },
};

/// How the villages of Xiao Sha Town came to be, the later first: Zenghui was made of two, one of
/// them of three small ones.
pub const FORMER: [Former; 7] = [
    ("光辉村", "221", "增辉村", (2005, 9, 20), "小政〔2005〕41号"),
    ("芷塘岙村", "222", "增辉村", (2005, 9, 20), "小政〔2005〕41号"),
    ("渔业村", "223", "芷塘岙村", (2001, 6, 12), "小政〔2001〕18号"),
    ("增光村", "224", "芷塘岙村", (2001, 6, 12), "小政〔2001〕18号"),
    ("团结村", "225", "芷塘岙村", (2001, 6, 12), "小政〔2001〕18号"),
    ("老毛峙村", "226", "毛峙村", (2004, 11, 30), "小政〔2004〕52号"),
    ("峙头村", "227", "毛峙村", (2004, 11, 30), "小政〔2004〕52号"),
];

/// The cooperatives of the villages of Xiao Sha Town: those of Zenghui are two still.
pub const COOPERATIVES: [Cooperative; 8] = [
    ("增辉村", "光辉经济合作社", 1058, 2_860_000),
    ("增辉村", "芷塘岙经济合作社", 1340, 940_000),
    ("毛峙村", "毛峙经济合作社", 1907, 1_120_000),
    ("里柴村", "里柴经济合作社", 1506, 870_000),
    ("石弄村", "石弄经济合作社", 1320, 760_000),
    ("青山岙村", "青山岙经济合作社", 1541, 905_000),
    ("前坪村", "前坪经济合作社", 1262, 684_000),
    ("后塘村", "后塘经济合作社", 1203, 612_000),
];
