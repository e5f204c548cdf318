//! The columns of each kind.

use super::{
    Column, Need, Read,
    written::{
        AWAY, CATEGORIES, EDUCATION, ENDS, NATIONALITY, POLITICS, PRESENCES, STANDINGS, UNIT_KINDS,
    },
};

const NAME: Column = Column::new(
    "name",
    Need::Always,
    Read::Name,
    &["名字", "选民姓名", "党员姓名", "人员姓名", "full name"],
);
const SEX: Column = Column::new("sex", Need::OrNumber, Read::Sex, &["gender"]);
const BIRTH: Column = Column::new(
    "birth",
    Need::OrNumber,
    Read::Birth,
    &["出生年月日", "出生年月", "出生时间", "出生", "生日", "birth", "birth date", "born", "dob"],
);
const IDNO: Column = Column::new(
    "idno",
    Need::No,
    Read::IdNumber,
    &[
        "身份证",
        "身份证号码",
        "居民身份证号",
        "居民身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "证件号码",
        "id number",
        "id no",
        "id card",
        "id",
    ],
);
const CODE: Column = Column::new(
    "code",
    Need::No,
    Read::PlaceCode,
    &["区划代码", "行政区划代码", "村代码", "村社区代码", "代码", "division code"],
);
const UNIT: Column = Column::new(
    "unit",
    Need::No,
    Read::PlaceName,
    &[
        "村",
        "社区",
        "村社区",
        "村名",
        "所在村",
        "所属村",
        "所在单位",
        "单位名称",
        "所属地",
        "行政村",
        "村别",
        "村居",
        "村居名称",
        "村名称",
        "村委会",
        "社区名称",
        "所在社区",
        "所属社区",
        "所属村居",
        "单位",
        "village",
        "community",
        "belongs to",
    ],
);
const GROUP: Column = Column::new(
    "group",
    Need::No,
    Read::Group,
    &["小组", "村民小组", "居民小组", "所在组", "组", "组号", "组别号", "小组号", "队"],
);
const NATION: Column =
    Column::new("nationality", Need::No, Read::Word(&NATIONALITY), &["ethnicity"]);
const SCHOOLING: Column =
    Column::new("education", Need::No, Read::Word(&EDUCATION), &["学历", "文化"]);
const STATUS: Column =
    Column::new("politics", Need::No, Read::Word(&POLITICS), &["党派", "political status"]);
const PHONE: Column = Column::new(
    "phone",
    Need::No,
    Read::Phone,
    &["电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "telephone", "mobile"],
);
const IS_AWAY: Column = Column::new(
    "away",
    Need::No,
    Read::Word(&AWAY),
    &["外出", "是否外出", "在外情况", "流动情况", "whether away"],
);
const WHERE_NOW: Column = Column::new(
    "where_now",
    Need::No,
    Read::Text(200),
    &["现在何处", "外出去向", "现住址", "去向"],
);

/// What files call the column of an organisation of the Party.
const BRANCH: &[&str] = &[
    "党支部",
    "支部",
    "所在支部",
    "所属支部",
    "所属党支部",
    "所在党组织",
    "所属党组织",
    "党组织",
    "branch",
    "party branch",
    "party organisation",
    "party organization",
    "organization",
];

pub(super) const PERSONS: &[Column] = &[
    NAME,
    SEX,
    BIRTH,
    IDNO,
    CODE,
    UNIT,
    GROUP,
    NATION,
    SCHOOLING,
    STATUS,
    PHONE,
    IS_AWAY,
    WHERE_NOW,
    Column::new(
        "reserve_since",
        Need::No,
        Read::Since,
        &["后备干部", "村级后备干部", "后备干部时间", "列入后备干部时间", "reserve cadre"],
    ),
    Column::new("reserve_until", Need::No, Read::Day, &["后备干部截止"]),
    Column::new(
        "official_since",
        Need::No,
        Read::Since,
        &["大学生村官", "大学生村官时间", "任大学生村官时间", "village official"],
    ),
    Column::new("official_until", Need::No, Read::Day, &["大学生村官截止"]),
];
pub(super) const OFFICERS: &[Column] = &[
    NAME,
    SEX,
    BIRTH,
    IDNO,
    CODE,
    UNIT,
    Column::new("body", Need::OrPost, Read::Body, &["班子", "组织", "所在组织", "committee"]),
    Column::new(
        "post",
        Need::Always,
        Read::Post,
        &["岗位", "任职", "现任职务", "position", "title"],
    ),
    Column::new("organisation", Need::No, Read::Organisation, BRANCH),
    Column::new("term", Need::No, Read::Whole(1, 99), &["届数", "届别", "第几届"]),
    Column::new(
        "from_on",
        Need::No,
        Read::Day,
        &[
            "任职日期",
            "任职年月",
            "任职起",
            "任职起始",
            "当选日期",
            "当选时间",
            "任现职时间",
            "since",
        ],
    ),
    Column::new(
        "until_on",
        Need::No,
        Read::Day,
        &[
            "离任日期",
            "离任时间",
            "离任年月",
            "离职时间",
            "卸任日期",
            "任职止",
            "免职日期",
            "until",
            "to",
            "end date",
            "left on",
        ],
    ),
    Column::new("ended", Need::No, Read::Word(&ENDS), &["离任情况", "离任方式", "离职原因"]),
    NATION,
    SCHOOLING,
    STATUS,
    PHONE,
];
pub(super) const MEMBERS: &[Column] = &[
    NAME,
    SEX,
    BIRTH,
    IDNO,
    // what lists of members call the unit is where somebody works
    Column::new(
        "unit",
        Need::No,
        Read::PlaceName,
        &[
            "村",
            "社区",
            "村社区",
            "村名",
            "所在村",
            "所属村",
            "行政村",
            "村居",
            "所在社区",
            "所属社区",
            "village",
            "community",
        ],
    ),
    Column::new("organisation", Need::Always, Read::Organisation, BRANCH),
    Column::new(
        "standing",
        Need::No,
        Read::Standing(&STANDINGS),
        &[
            "人员类别",
            "党员类型",
            "党员性质",
            "党员身份",
            "党籍状况",
            "是否正式",
            "是否党员",
            "党员状态",
            "党籍",
        ],
    )
    .otherwise(&["politics", "政治面貌", "党派", "political status"]),
    Column::new(
        "presence",
        Need::No,
        Read::Word(&PRESENCES),
        &["在外情况", "外出情况", "流动情况", "是否在本地", "whereabouts"],
    ),
    Column::new(
        "member_from",
        Need::No,
        Read::Day,
        &["入支部日期", "转入时间", "转入本支部日期", "from", "in this branch since"],
    ),
    GROUP,
    NATION,
    SCHOOLING,
    PHONE,
];
pub(super) const ROLL: &[Column] = &[
    NAME,
    SEX,
    BIRTH,
    IDNO,
    Column::new("group", Need::Always, Read::Group, GROUP.names),
    Column::new("category", Need::No, Read::Word(&CATEGORIES), &["登记类别", "选民类别"]),
    PHONE,
];
pub(super) const UNITS: &[Column] = &[
    Column::new(
        "unit_name",
        Need::Always,
        Read::Text(60),
        &[
            "单位",
            "村",
            "社区",
            "村社区",
            "村名",
            "村名称",
            "村居",
            "村居名称",
            "行政村",
            "社区名称",
            "名称",
            "name",
            "unit",
        ],
    ),
    Column::new("unit_code", Need::Always, Read::UnitCode, CODE.names),
    Column::new("unit_kind", Need::No, Read::Word(&UNIT_KINDS), &["类型", "类别", "性质", "type"]),
];
pub(super) const HOUSEHOLDS: &[Column] = &[
    Column::new("code", Need::OrPlace, Read::PlaceCode, CODE.names),
    Column::new("unit", Need::OrPlace, Read::PlaceName, UNIT.names),
    Column::new("households", Need::Always, Read::Whole(0, 1_000_000), &["总户数", "户口数"]),
    Column::new(
        "people",
        Need::Always,
        Read::Whole(0, 10_000_000),
        &["人口数", "总人口", "人数", "population"],
    ),
    Column::new(
        "counted_on",
        Need::No,
        Read::Day,
        &[
            "日期",
            "统计时间",
            "截止日期",
            "截止时间",
            "截至日期",
            "截至时间",
            "统计截止日期",
            "统计截止时间",
            "date",
        ],
    ),
    Column::new("source", Need::No, Read::Text(120), &["数据来源", "资料来源", "提供单位"]),
];
