//! Invented people: names, days of birth, identity numbers. The same each time.

use std::collections::HashSet;

use chrono::{Days, Months, NaiveDate};
use law::body::Sex;

const SURNAMES: &str =
    "王王王陈陈陈张张李周周徐徐吴林林金胡郑沈方刘朱虞乐乐傅贺俞夏邬戎庄孙余黄杨毛何应翁柴";
const MEN_OF_OLD: [&str; 2] =
    ["阿根宝福祥信忠仁德善明长永良顺金银水海", "根福祥财发生荣法定康良昌祥林富贵元全"];
const MEN: [&str; 2] =
    ["志伟海国文明永立世开家宏振华成君晓正少学", "军平波峰斌勇强辉杰良林东民忠明华敏刚达宁"];
const WOMEN_OF_OLD: [&str; 2] =
    ["阿银金彩菊桂凤杏月荷素翠爱玉美梅仙小雅", "娣花凤仙菊英珠娥琴香妹莲女兰云芬芳珍"];
const WOMEN: [&str; 2] =
    ["海雅晓红丽燕佩亚静文慧小雪君素春旭亦佳", "芬红萍燕飞琴娜静敏儿波君珍玲霞亚君芳艳"];

/// Draws that are the same each time: splitmix64.
pub struct Draw(u64);

impl Draw {
    /// Begins with a number.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `n`.
    pub fn below(&mut self, n: u32) -> u32 {
        u32::try_from(self.next() % u64::from(n.max(1))).unwrap_or_default()
    }

    /// One of several.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let most = u32::try_from(all.len()).unwrap_or_default();
        all[usize::try_from(self.below(most)).unwrap_or_default()]
    }

    fn sign(&mut self, signs: &str) -> char {
        let all: Vec<char> = signs.chars().collect();
        self.of(&all)
    }

    /// Somebody's sex.
    pub fn sex(&mut self) -> Sex {
        if self.below(1000) < 497 { Sex::Woman } else { Sex::Man }
    }

    /// The birth of somebody who has an age on a day, and still has it some weeks later.
    pub fn birth(&mut self, age: u32, on: NaiveDate) -> NaiveDate {
        let day = on - Months::new(age * 12);
        day - Days::new(u64::from(45 + self.below(275)))
    }
}

/// Names and numbers that are taken.
#[derive(Default)]
pub struct Names {
    known: HashSet<(String, NaiveDate)>,
    numbers: HashSet<String>,
}

impl Names {
    /// A name that nobody of the same birth has.
    pub fn name(&mut self, draw: &mut Draw, sex: Sex, birth_on: NaiveDate) -> String {
        loop {
            let old = birth_on.format("%Y").to_string().as_str() < "1960";
            let [first, second] = match (sex, old) {
                (Sex::Man, true) => MEN_OF_OLD,
                (Sex::Man, false) => MEN,
                (Sex::Woman, true) => WOMEN_OF_OLD,
                (Sex::Woman, false) => WOMEN,
            };
            let mut name = String::from(draw.sign(SURNAMES));
            // the young have one sign more often
            if old || draw.below(4) > 0 {
                name.push(draw.sign(first));
            }
            name.push(draw.sign(second));
            if self.known.insert((name.clone(), birth_on)) {
                return name;
            }
        }
    }

    /// An identity number that nobody else has.
    pub fn number(&mut self, draw: &mut Draw, sex: Sex, birth_on: NaiveDate) -> String {
        loop {
            let pair = draw.below(150) * 2;
            let sequence = if sex == Sex::Man { pair + 1 } else { pair };
            let digits = format!("330902{}{sequence:03}", birth_on.format("%Y%m%d"));
            if self.numbers.insert(digits.clone()) {
                return format!("{digits}{}", check(&digits));
            }
        }
    }
}

/// The check character of GB 11643.
fn check(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or_default()).unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_the_same_each_time_and_their_numbers_are_valid() {
        let on = NaiveDate::from_ymd_opt(2008, 4, 10).expect("a date");
        let made = || {
            let (mut draw, mut names) = (Draw::new(7), Names::default());
            let people = (0..500).map(|age| {
                let sex = draw.sex();
                let birth_on = draw.birth(age % 90, on);
                let number = names.number(&mut draw, sex, birth_on);
                let read = law::identity::Parsed::read(&number).expect(&number).number;
                assert!(read.contradictions(birth_on, sex).is_empty(), "{number}");
                (names.name(&mut draw, sex, birth_on), number)
            });
            people.collect::<Vec<_>>()
        };
        assert_eq!(made(), made());
    }
}
