//! Those whom the reports count: committees, reserve cadres, village officials.

use law::body::Sex::{self, Man, Woman};

/// Somebody whom a report counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Digits of the unit where the person lives.
    pub unit: &'static str,
    /// Posts: digits of the unit, body, post.
    pub posts: Vec<(&'static str, &'static str, &'static str)>,
    /// Sex.
    pub sex: Sex,
    /// Age on the town's day.
    pub age: u32,
    /// Of [`crate::persons::sets::EDUCATION`].
    pub education: &'static str,
    /// College-graduate village official.
    pub official: bool,
    /// Reserve cadre.
    pub reserve: bool,
}

/// A line of a table: post in the general branch, post in the villagers' committee, sex, age,
/// schooling. Where both posts are held the person is cross-employed.
type Line = (&'static str, &'static str, Sex, u32, &'static str);

const NONE: &str = "";
const SECRETARY: &str = "secretary";
const SECOND: &str = "deputy_secretary";
const DIRECTOR: &str = "director";
const DEPUTY: &str = "deputy";
const MEMBER: &str = "member";

/// The outgoing committees of Xiao Sha Town: the digits of the general branch's unit, of the village,
/// and who holds posts in the one, the other or both. Nobody is 57 or 35 years old: the bands of the
/// report are the same with and without their bounds.
const OUTGOING: [(&str, &str, &[Line]); 8] = [
    (
        "001",
        NONE,
        &[
            (SECRETARY, NONE, Man, 59, "senior"),
            (SECOND, NONE, Man, 48, "technical"),
            (MEMBER, NONE, Woman, 44, "senior"),
            (MEMBER, NONE, Woman, 33, "college"),
        ],
    ),
    (
        "201",
        "201",
        &[
            (SECRETARY, DIRECTOR, Man, 51, "technical"),
            (SECOND, NONE, Man, 46, "technical"),
            (MEMBER, NONE, Woman, 43, "junior"),
            (MEMBER, DEPUTY, Man, 47, "senior"),
            (MEMBER, MEMBER, Woman, 41, "technical"),
            (NONE, MEMBER, Man, 58, "junior"),
            (NONE, MEMBER, Man, 54, "junior"),
        ],
    ),
    (
        "002",
        "202",
        &[
            (SECRETARY, NONE, Man, 61, "junior"),
            (SECOND, NONE, Man, 49, "technical"),
            (MEMBER, NONE, Woman, 45, "senior"),
            (MEMBER, DIRECTOR, Man, 59, "junior"),
            (MEMBER, DEPUTY, Man, 44, "technical"),
            (NONE, MEMBER, Woman, 47, "junior"),
            (NONE, MEMBER, Man, 53, "senior"),
            (NONE, MEMBER, Man, 31, "technical"),
        ],
    ),
    (
        "003",
        "203",
        &[
            (SECRETARY, DIRECTOR, Man, 49, "college"),
            (SECOND, NONE, Man, 47, "technical"),
            (MEMBER, NONE, Man, 50, "senior"),
            (NONE, DEPUTY, Man, 52, "senior"),
            (NONE, MEMBER, Woman, 42, "junior"),
            (NONE, MEMBER, Man, 60, "primary"),
        ],
    ),
    (
        "003",
        "204",
        &[
            (MEMBER, DIRECTOR, Man, 45, "senior"),
            (MEMBER, NONE, Woman, 40, "technical"),
            (NONE, DEPUTY, Man, 48, "senior"),
            (NONE, MEMBER, Woman, 39, "senior"),
            (NONE, MEMBER, Man, 62, "primary"),
        ],
    ),
    (
        "004",
        "205",
        &[
            (SECRETARY, DIRECTOR, Man, 53, "senior"),
            (SECOND, NONE, Man, 44, "technical"),
            (MEMBER, NONE, Man, 60, "junior"),
            (MEMBER, MEMBER, Man, 60, "junior"),
            (NONE, DEPUTY, Man, 46, "technical"),
            (NONE, MEMBER, Man, 51, "junior"),
        ],
    ),
    (
        "005",
        "206",
        &[
            (SECRETARY, DIRECTOR, Man, 48, "technical"),
            (SECOND, NONE, Man, 51, "senior"),
            (MEMBER, NONE, Man, 42, "technical"),
            (MEMBER, DEPUTY, Man, 50, "senior"),
            (NONE, MEMBER, Man, 59, "junior"),
            (NONE, MEMBER, Man, 34, "technical"),
        ],
    ),
    (
        "006",
        "207",
        &[
            (SECRETARY, DIRECTOR, Man, 46, "senior"),
            (SECOND, NONE, Man, 52, "senior"),
            (MEMBER, NONE, Man, 47, "senior"),
            (MEMBER, MEMBER, Woman, 32, "senior"),
            (NONE, DEPUTY, Man, 49, "senior"),
            (NONE, MEMBER, Woman, 45, "junior"),
        ],
    ),
];

/// Where the reserve cadres of Xiao Sha Town live, three of each.
const RESERVES: [&str; 8] = ["201", "202", "203", "204", "205", "206", "207", "002"];

/// Those whom the report of a town counts; of other towns there is no report.
pub fn of(town: &str) -> Option<Vec<Counted>> {
    match town {
        "xiaosha" => Some(xiaosha()),
        "xx" => Some(xx()),
        _ => None,
    }
}

/// Those whom report 3 counts.
fn xiaosha() -> Vec<Counted> {
    let mut all = Vec::new();
    for (branch, village, lines) in OUTGOING {
        for (party, committee, sex, age, education) in lines {
            let mut posts = Vec::new();
            if *party != NONE {
                posts.push((branch, "party", *party));
            }
            if *committee != NONE {
                posts.push((village, "villagers_committee", *committee));
            }
            let unit = if *committee == NONE { branch } else { village };
            let (sex, age, education) = (*sex, *age, *education);
            let (official, reserve) = (false, false);
            all.push(Counted { unit, posts, sex, age, education, official, reserve });
        }
    }
    for number in 0..24_u32 {
        let (pair, young) = (number / 2, number % 2 == 1);
        let apart = pair % 5 + 1;
        let college = young && pair >= 5;
        all.push(Counted {
            unit: RESERVES[usize::try_from(number % 8).unwrap_or_default()],
            posts: Vec::new(),
            sex: if number % 3 == 0 { Woman } else { Man },
            age: if young { 30 - apart } else { 30 + apart },
            education: match (college, number % 4) {
                (true, 1) => "bachelor",
                (true, _) => "college",
                (false, 0 | 1) => "senior",
                (false, _) => "technical",
            },
            official: college && pair >= 9,
            reserve: true,
        });
    }
    all
}

/// How many members the committees of ×× Town have, by unit: of the general branch, of the residents.
const ELECTED: [(&str, u32, u32); 8] = [
    ("001", 5, 6),
    ("002", 5, 6),
    ("003", 5, 6),
    ("004", 6, 6),
    ("005", 6, 6),
    ("006", 6, 6),
    ("007", 6, 5),
    ("008", 6, 5),
];

/// Those whom report 1 counts: the committees that were elected.
fn xx() -> Vec<Counted> {
    let mut all = Vec::new();
    let (mut nth_party, mut nth_committee) = (0, 0);
    for (at, (unit, party, committee)) in (0..).zip(ELECTED) {
        for seat in 0..party {
            let post = match seat {
                0 => SECRETARY,
                1 => SECOND,
                _ => MEMBER,
            };
            let woman = (at + seat) % 2 == 0;
            let college = nth_party % 2 == 1;
            let official = nth_party == 23;
            let age = aged(42, nth_party, 45);
            all.push(elected(unit, ("party", post), (woman, age, college, official)));
            nth_party += 1;
        }
        for seat in 0..committee {
            let post = match seat {
                0 => DIRECTOR,
                1 => DEPUTY,
                _ => MEMBER,
            };
            // of the directors three
            let woman = ((at + seat) % 2 == 1) != (at == 1 && seat < 2);
            let college = nth_committee % 2 == 1 && nth_committee / 2 % 12 >= 7;
            let official = [23, 45].contains(&nth_committee);
            let age = aged(43, nth_committee, 46);
            all.push(elected(unit, ("residents_committee", post), (woman, age, college, official)));
            nth_committee += 1;
        }
    }
    all
}

/// Ages around a mean: two and two as far above it as below; the last of an odd number has it.
fn aged(mean: u32, nth: u32, all: u32) -> u32 {
    let apart = nth / 2 % 12 + 1;
    match nth % 2 {
        0 if nth + 1 == all => mean,
        0 => mean + apart,
        _ => mean - apart,
    }
}

fn elected(
    unit: &'static str,
    (body, post): (&'static str, &'static str),
    (woman, age, college, official): (bool, u32, bool, bool),
) -> Counted {
    let education = match (college, age % 3) {
        (true, 0) => "bachelor",
        (true, _) => "college",
        (false, 0) => "junior",
        (false, 1) => "senior",
        (false, _) => "technical",
    };
    let sex = if woman { Woman } else { Man };
    let posts = vec![(unit, body, post)];
    Counted { unit, posts, sex, age, education, official, reserve: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_body<'a>(all: &'a [Counted], body: &str) -> Vec<&'a Counted> {
        all.iter().filter(|one| one.posts.iter().any(|(_, of, _)| *of == body)).collect()
    }

    fn count(all: &[&Counted], test: impl Fn(&Counted) -> bool) -> usize {
        all.iter().filter(|one| test(one)).count()
    }

    fn schooled(one: &Counted) -> bool {
        ["technical", "college", "bachelor"].contains(&one.education)
    }

    fn college(one: &Counted) -> bool {
        ["college", "bachelor"].contains(&one.education)
    }

    #[test]
    fn the_outgoing_committees_are_those_of_report_3() {
        let all = xiaosha();
        for (body, figures) in [("party", (31, 5, 2, 13)), ("villagers_committee", (30, 6, 3, 8))] {
            let team = in_body(&all, body);
            let old = count(&team, |one| one.age >= 57);
            let young = count(&team, |one| one.age <= 35);
            assert_eq!((team.len(), old, young, count(&team, schooled)), figures, "{body}");
        }
        let team: Vec<&Counted> = all.iter().filter(|one| !one.posts.is_empty()).collect();
        let cross = count(&team, |one| one.posts.len() == 2);
        assert_eq!((team.len(), cross, count(&team, |one| one.sex == Woman)), (48, 13, 11));
        let reserves: Vec<&Counted> = all.iter().filter(|one| one.reserve).collect();
        let ages: u32 = reserves.iter().map(|one| one.age).sum();
        assert_eq!((reserves.len(), ages), (24, 24 * 30));
        let official = count(&reserves, |one| one.official && college(one));
        assert_eq!((count(&reserves, college), official), (7, 3));
    }

    #[test]
    fn the_elected_committees_are_those_of_report_1() {
        let all = xx();
        for (body, head, (size, mean, women, schooled, officials, heads)) in [
            ("party", SECRETARY, (45, 42, 23, 22, 1, 4)),
            ("residents_committee", DIRECTOR, (46, 43, 23, 9, 2, 3)),
        ] {
            let team = in_body(&all, body);
            let ages: u32 = team.iter().map(|one| one.age).sum();
            assert_eq!((team.len(), ages), (size, mean * u32::try_from(size).expect("few")));
            let women_count = count(&team, |one| one.sex == Woman);
            let headed = |one: &Counted| one.posts[0].2 == head && one.sex == Woman;
            let officials_count = count(&team, |one| one.official);
            assert_eq!(
                (women_count, count(&team, college), officials_count, count(&team, headed)),
                (women, schooled, officials, heads),
                "{body}"
            );
            for post in [SECRETARY, SECOND, DIRECTOR, DEPUTY] {
                let there = count(&team, |one| one.posts[0].2 == post);
                assert!(there == 8 || there == 0, "{post}");
            }
        }
    }
}
