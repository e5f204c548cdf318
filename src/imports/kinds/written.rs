//! Closed sets of words, with what people write for them besides what pages say.

use super::Set;
use crate::{party, persons::sets};

pub(super) const UNIT_KINDS: Set = Set {
    prefix: "place-",
    words: &["village", "community"],
    also: &[
        ("行政村", "village"),
        ("建制村", "village"),
        ("村委会", "village"),
        ("村委", "village"),
        ("村民委员会", "village"),
        ("居委会", "community"),
        ("居委", "community"),
        ("居民委员会", "community"),
        ("居民区", "community"),
        ("居", "community"),
        ("城市社区", "community"),
        ("农村社区", "community"),
        ("社区居委会", "community"),
        ("社区居委", "community"),
        ("社区居民委员会", "community"),
        ("villagers' committee", "village"),
        ("residents' committee", "community"),
    ],
};
pub(super) const NATIONALITY: Set = Set {
    prefix: "nationality-",
    words: sets::NATIONALITY,
    also: &[("汉", "01"), ("han", "01"), ("维族", "05"), ("蒙族", "02")],
};
pub(super) const EDUCATION: Set = Set {
    prefix: "education-",
    words: sets::EDUCATION,
    also: &[
        ("文盲", "none"),
        ("半文盲", "none"),
        ("不识字", "none"),
        ("小学毕业", "primary"),
        ("小学文化", "primary"),
        ("初中文化", "junior"),
        ("高中文化", "senior"),
        ("中师", "technical"),
        ("初中毕业", "junior"),
        ("高中毕业", "senior"),
        ("普高", "senior"),
        ("中专", "technical"),
        ("中技", "technical"),
        ("技校", "technical"),
        ("职高", "technical"),
        ("中等专科", "technical"),
        ("专科", "college"),
        ("大学专科", "college"),
        ("高职", "college"),
        ("本科", "bachelor"),
        ("大学", "bachelor"),
        ("学士", "bachelor"),
        ("研究生", "master"),
        ("硕士研究生", "master"),
        ("博士研究生", "doctor"),
    ],
};
pub(super) const POLITICS: Set = Set {
    prefix: "politics-",
    words: sets::POLITICS,
    also: &[
        ("党员", "party"),
        ("正式党员", "party"),
        ("预备党员", "probationary"),
        ("团员", "league"),
        ("民主党派", "democratic"),
        ("无党派", "independent"),
        ("无", "masses"),
    ],
};
pub(super) const AWAY: Set = Set {
    prefix: "away-",
    words: sets::AWAY,
    also: &[
        ("在家", "here"),
        ("在村", "here"),
        ("本地", "here"),
        ("未外出", "here"),
        ("否", "here"),
        ("短期", "short"),
        ("长期", "long"),
        ("外出", "long"),
        ("在外", "long"),
        ("外地务工", "long"),
        ("外出务工", "long"),
        ("出国", "long"),
        ("境外", "long"),
        ("是", "long"),
    ],
};
/// What says that somebody is away and not for how long: taken for long, and somebody is to look.
pub const HOW_LONG: [&str; 5] = ["外出", "在外", "出国", "境外", "是"];
pub(super) const ENDS: Set = Set {
    prefix: "held-ended-",
    words: sets::ENDS,
    also: &[
        ("任期届满", "term"),
        ("换届", "term"),
        ("免职", "removed"),
        ("终止", "removed"),
        ("死亡", "died"),
        ("病故", "died"),
    ],
};
pub(super) const STANDINGS: Set = Set {
    prefix: "import-standing-",
    words: party::sets::STANDINGS,
    also: &[
        ("正式", "full"),
        ("正式党员", "full"),
        ("预备", "probationary"),
        ("预备党员", "probationary"),
        ("中共党员", "full"),
        ("中共正式党员", "full"),
        ("中共预备党员", "probationary"),
        ("党员", "full"),
        ("是", "full"),
        ("否", "probationary"),
        ("留党察看", "disciplinary_probation"),
        ("留党察看党员", "disciplinary_probation"),
        ("full", "full"),
        ("probationary", "probationary"),
        ("on probation", "probationary"),
        ("disciplinary probation", "disciplinary_probation"),
    ],
};
pub(super) const PRESENCES: Set = Set {
    prefix: "import-presence-",
    words: party::sets::PRESENCES,
    also: &[
        ("在家", "here"),
        ("在村", "here"),
        ("本地", "here"),
        ("未外出", "here"),
        ("流动", "mobile"),
        ("流动党员", "mobile"),
        ("短期", "short"),
        ("短期外出", "short"),
        ("长期", "long"),
        ("长期外出", "long"),
        ("外出", "long"),
        ("在外", "long"),
        ("外地务工", "long"),
        ("外出务工", "long"),
        ("出国", "long"),
        ("境外", "long"),
        ("here", "here"),
        ("mobile", "mobile"),
        ("away for short", "short"),
        ("away for long", "long"),
    ],
};
pub(super) const CATEGORIES: Set = Set {
    prefix: "roll-category-",
    words: &["a", "b", "c"],
    also: &[("甲", "a"), ("乙", "b"), ("丙", "c"), ("一", "a"), ("二", "b"), ("三", "c")],
};
