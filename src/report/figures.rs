//! The figures of a town's reports, from its records: each leads to the records behind it, each part
//! stands beside its whole, and what was reported before stands beside what is counted.

use sqlx::PgConnection;

use super::{
    KeepReported,
    store::{
        self, Others, Team,
        reported::{self, Reported},
    },
};
use crate::shell::{
    gates,
    mandate::{AtPlace, Held},
    urls,
    view::Visit,
    words::{FluentValue, Words},
};

/// The figures of a town.
#[derive(Default)]
pub struct Figures {
    /// The parts of the report.
    pub parts: Vec<Part>,
    /// As of which day, in words.
    pub on: String,
    /// Where a reported figure is entered, for who may.
    pub report_url: Option<String>,
}

/// A part of the report.
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// Its figures.
    pub lines: Vec<FigureLine>,
}

/// A figure.
#[derive(Debug)]
pub struct FigureLine {
    /// Its name.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// How many, of how many.
    pub text: String,
    /// The records behind it.
    pub url: String,
    /// What was reported in its place, and in which report.
    pub reported: Option<String>,
}

/// What the figures of a town are made of.
struct Counted<'a> {
    town: &'a AtPlace,
    words: &'a Words,
    teams: &'a [Team],
    others: &'a Others,
    reported: &'a [Reported],
}

/// The figures of a town: three queries, however many records there are.
///
/// # Errors
/// Those of the database.
pub async fn figures(
    db: &mut PgConnection,
    town: &AtPlace,
    held: &Held,
    visit: &Visit,
) -> sqlx::Result<Figures> {
    let on = town.today.0;
    let teams = store::teams(db, town.place_id, on).await?;
    let others = store::others(db, town.place_id, on).await?;
    let reported = reported::of(db, town.place_id).await?;
    let words = &visit.words;
    let counted = Counted { town, words, teams: &teams, others: &others, reported: &reported };
    let parts = [
        ("units", counted.units()),
        ("organisations", counted.organisations()),
        ("teams", counted.all()),
        ("party", counted.team("party")),
        ("villagers_committee", counted.team("villagers_committee")),
        ("residents_committee", counted.team("residents_committee")),
        ("groups", counted.groups()),
        ("reserves", counted.reserves()),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    Ok(Figures {
        parts: parts
            .map(|(name, lines)| {
                let title = visit.t(&format!("figure-part-{name}"));
                Part { name, title, lines }
            })
            .collect(),
        on: visit.n("figure-as-of", gates::day(on, words)),
        report_url: held.may::<KeepReported>().then(|| town.at.to(urls::REPORTED)),
    })
}

impl Counted<'_> {
    /// A figure, with what was reported where that differs.
    fn line(&self, name: &'static str, (text, count): (String, i64), url: String) -> FigureLine {
        let reported = self.reported.iter().find(|one| one.figure == name);
        let differs = reported.filter(|one| i64::from(one.value) != count);
        FigureLine {
            name,
            label: self.words.text(&format!("figure-{name}")),
            text,
            url,
            reported: differs.map(|one| {
                let variables = [
                    ("value", one.value.to_string().into()),
                    ("source", one.source.clone().into()),
                    ("on", one.reported_on.to_string().into()),
                ];
                self.words.text_with("figure-reported", &variables)
            }),
        }
    }

    fn number(&self, name: &'static str, count: i64, url: String) -> FigureLine {
        self.line(name, (count.to_string(), count), url)
    }

    fn share(&self, name: &'static str, (part, whole): (i64, i64), url: String) -> FigureLine {
        self.line(name, (share(self.words, part, whole), part), url)
    }

    fn officers(&self, filter: &str) -> String {
        format!("{}?{filter}#table-officers", self.town.at.to(urls::OFFICERS))
    }

    fn reserved(&self, filter: &str) -> String {
        format!("{}?reserve=yes{filter}#table-reserves", self.town.at.to(urls::RESERVES))
    }

    fn units(&self) -> Vec<FigureLine> {
        let to = |kind: &str| format!("{}?kind={kind}#table-units", self.town.at.to(urls::PLACE));
        let others = self.others;
        let all = [
            ("communities", others.communities, "community"),
            ("villages", others.villages, "village"),
        ];
        let there = all.into_iter().filter(|(_, count, _)| *count > 0);
        there.map(|(name, count, kind)| self.number(name, count, to(kind))).collect()
    }

    fn organisations(&self) -> Vec<FigureLine> {
        let others = self.others;
        if others.branches + others.general_branches == 0 {
            return Vec::new();
        }
        let listed = self.town.at.to(urls::ORGANISATIONS_LISTED);
        let of = |filter: &str| format!("{listed}?kind={filter}#table-organisations");
        let members = self.town.at.to(urls::MEMBERS);
        let mut lines = vec![
            self.number("general_branches", others.general_branches, of("general_branch")),
            self.number("branches", others.branches, of("branch")),
            self.number("members", others.members, members.clone()),
        ];
        if others.village_branches > 0 {
            let villages = format!("{members}?unit_kind=village#table-members");
            let branches = (others.village_branches, others.branches);
            lines.push(self.share("village_branches", branches, of("branch&unit_kind=village")));
            let share = (others.village_members, others.members);
            lines.push(self.share("village_members", share, villages));
        }
        lines
    }

    fn of(&self, body: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.body == body)
    }

    fn size(&self, body: &str) -> i64 {
        self.of(body).map_or(0, |team| team.size)
    }

    /// Everybody once: who holds posts in both bodies is one person.
    fn all(&self) -> Vec<FigureLine> {
        let Some(all) = self.of("all") else { return Vec::new() };
        let committees = self.size("villagers_committee") + self.size("residents_committee");
        let party = self.size("party");
        let variables: [(&str, FluentValue<'_>); 4] = [
            ("size", all.size.to_string().into()),
            ("party", party.to_string().into()),
            ("committees", committees.to_string().into()),
            ("cross", all.cross.to_string().into()),
        ];
        let text = self.words.text_with("figure-persons", &variables);
        vec![
            self.line("team_all", (text, all.size), self.officers("team=yes")),
            self.number("cross", all.cross, self.officers("crosses=yes")),
            self.share("women", (all.women, all.size), self.officers("team=yes&sex=f")),
        ]
    }

    fn team(&self, body: &'static str) -> Vec<FigureLine> {
        let Some(team) = self.of(body) else { return Vec::new() };
        let party = body == "party";
        let of = if party { "branch=yes".to_owned() } else { format!("committee={body}") };
        let to = |filter: &str| self.officers(&format!("{of}{filter}"));
        let (size, heads, deputies) = names(body);
        let posts = if party {
            ["&party_post=secretary", "&party_post=deputy_secretary"]
        } else {
            ["&committee_post=director", "&committee_post=deputy"]
        };
        let part = |count: i64| (count, team.size);
        vec![
            self.number(size, team.size, to("")),
            self.number(heads, team.heads, to(posts[0])),
            self.number(deputies, team.deputies, to(posts[1])),
            self.line(
                "average",
                (mean(self.words, team.years, team.size), team.years),
                to("&sort=age"),
            ),
            self.share("old", part(team.old), to("&band=old")),
            self.share("young", part(team.young), to("&band=young")),
            self.share("women_of", part(team.women), to("&sex=f")),
            self.share(
                "women_heads",
                (team.women_heads, team.heads),
                to(&format!("{}&sex=f", posts[0])),
            ),
            self.share("technical", part(team.technical), to("&technical=yes")),
            self.share("college", part(team.college), to("&college=yes")),
            self.number("officials", team.officials, to("&official=yes")),
        ]
    }

    fn groups(&self) -> Vec<FigureLine> {
        let others = self.others;
        if others.representatives + others.group_leaders == 0 {
            return Vec::new();
        }
        vec![
            self.number(
                "groups",
                others.groups,
                format!("{}#table-units", self.town.at.to(urls::PLACE)),
            ),
            self.number("group_leaders", others.group_leaders, self.officers("leads=yes")),
            self.number("representatives", others.representatives, self.officers("represents=yes")),
        ]
    }

    fn reserves(&self) -> Vec<FigureLine> {
        let others = self.others;
        if others.reserves == 0 {
            return Vec::new();
        }
        let part = |count: i64| (count, others.reserves);
        let mean = mean(self.words, others.reserve_years, others.reserves);
        vec![
            self.number("reserves", others.reserves, self.reserved("")),
            self.line("average", (mean, others.reserve_years), self.reserved("&sort=age")),
            self.share(
                "college",
                part(others.reserve_college),
                self.reserved("&schooling=college"),
            ),
            self.share(
                "reserve_officials",
                (others.reserve_officials, others.reserve_college),
                self.reserved("&schooling=college&official=yes"),
            ),
            self.share(
                "reserve_senior",
                part(others.reserve_senior),
                self.reserved("&schooling=senior"),
            ),
        ]
    }
}

/// The names of the figures of a team: size, heads, deputies.
fn names(body: &str) -> (&'static str, &'static str, &'static str) {
    match body {
        "party" => ("team_party", "secretaries", "deputy_secretaries"),
        "villagers_committee" => ("team_villagers_committee", "directors", "deputies"),
        _ => ("team_residents_committee", "directors", "deputies"),
    }
}

/// A part with its whole, and in percent to a tenth.
fn share(words: &Words, part: i64, whole: i64) -> String {
    if whole == 0 {
        return part.to_string();
    }
    let percent = tenths(part.saturating_mul(100), whole);
    let variables = [
        ("part", part.to_string().into()),
        ("whole", whole.to_string().into()),
        ("percent", percent.into()),
    ];
    words.text_with("figure-share", &variables)
}

/// A mean to a tenth, with the sum and the number.
fn mean(words: &Words, sum: i64, number: i64) -> String {
    if number == 0 {
        return words.text("page-none");
    }
    let variables = [
        ("mean", tenths(sum, number).into()),
        ("sum", sum.to_string().into()),
        ("number", number.to_string().into()),
    ];
    words.text_with("figure-mean", &variables)
}

/// A quotient, rounded to a tenth.
fn tenths(part: i64, whole: i64) -> String {
    let tenths = (part.saturating_mul(10) + whole / 2) / whole;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn a_quotient_is_rounded_to_a_tenth() {
        for (part, whole, said) in [
            (500, 31, "16.1"),
            (2300, 45, "51.1"),
            (2200, 45, "48.9"),
            (38500, 402, "95.8"),
            // W13: of 1,000 voters 543 ballots were collected
            (54300, 1000, "54.3"),
            (720, 24, "30.0"),
            (0, 3, "0.0"),
            (1999, 2000, "1.0"),
        ] {
            assert_eq!(tenths(part, whole), said);
        }
    }
}
