//! Laws and articles as a paper cites them.

use law::{
    rules::Rules,
    source::{Source, Tag},
};

use crate::documents::number::chinese;

/// The laws of an election behind some rules, each once with its articles:
/// 《中华人民共和国村民委员会组织法》第十四条、第十五条. Only what is law there is cited: its pack, its
/// overlay, a document of its own; practice and the laws of other provinces are not.
pub fn basis<'s>(rules: &Rules, sources: impl IntoIterator<Item = &'s Source>) -> Option<String> {
    let mut laws: Vec<(String, Vec<String>)> = Vec::new();
    for source in sources {
        let Some(title) = title(rules, source) else { continue };
        let at = laws.iter().position(|(one, _)| *one == title).unwrap_or_else(|| {
            laws.push((title, Vec::new()));
            laws.len() - 1
        });
        for article in articles(&source.article) {
            if !laws[at].1.contains(&article) {
                laws[at].1.push(article);
            }
        }
    }
    let cited: Vec<String> =
        laws.into_iter().map(|(title, articles)| title + &articles.join("、")).collect();
    (!cited.is_empty()).then(|| cited.join("，"))
}

fn title(rules: &Rules, source: &Source) -> Option<String> {
    if source.tag == Tag::L {
        return Some(source.law.clone());
    }
    // an article that was only remembered is not put on a paper
    if source.tag == Tag::M {
        return None;
    }
    let own = [Some(rules.pack), rules.overlay];
    let pack = own.into_iter().flatten().find(|pack| pack.id == source.law)?;
    // without its year: 中华人民共和国村民委员会组织法（2018年修正）
    let title = pack.title.zh.split('（').next().unwrap_or(&pack.title.zh);
    Some(format!("《{title}》"))
}

fn articles(articles: &str) -> Vec<String> {
    let numbers = articles.split(',').filter_map(|one| one.trim().parse().ok());
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.into_iter().map(|number| format!("第{}条", chinese(number))).collect()
}

#[cfg(test)]
mod tests {
    use law::{body::Family, reason::RuleId};

    use super::*;

    fn cited(pack: &str, overlay: Option<&str>, ids: &[&'static str]) -> Option<String> {
        let rules = Rules::new(Family::Villagers, pack, overlay).expect("rules");
        basis(&rules, ids.iter().map(|id| rules.source(RuleId(id))))
    }

    #[test]
    fn the_articles_are_those_of_the_rules_of_the_election() {
        assert_eq!(
            cited("VC18", Some("ZJ20"), &["C-01", "C-02", "C-08"]).as_deref(),
            Some(
                "《中华人民共和国村民委员会组织法》第十五条，\
                 《浙江省村民委员会选举办法》第二十七条"
            )
        );
        assert_eq!(
            cited("VC98", None, &["C-01", "C-02", "C-08"]).as_deref(),
            Some("《中华人民共和国村民委员会组织法》第十四条")
        );
    }

    #[test]
    fn practice_and_the_law_of_another_province_are_not_cited() {
        // of invalid ballots the registry knows what Beijing says
        assert_eq!(cited("VC98", None, &["C-02"]), None);
    }

    #[test]
    fn articles_of_one_law_stand_together_and_once() {
        assert_eq!(articles("18, 17"), ["第十七条", "第十八条"]);
        let rules = Rules::new(Family::Villagers, "VC18", Some("ZJ20")).expect("rules");
        let source = |article: &str| Source {
            law: "ZJ20".to_owned(),
            article: article.to_owned(),
            tag: Tag::V,
        };
        let local =
            Source {
                law: "定选发〔2025〕3号".to_owned(), article: String::new(), tag: Tag::L
            };
        let (one, other) = (source("27"), source("27, 28"));
        assert_eq!(
            basis(&rules, [&one, &other, &local]).as_deref(),
            Some("《浙江省村民委员会选举办法》第二十七条、第二十八条，定选发〔2025〕3号")
        );
    }
}
