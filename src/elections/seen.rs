//! What somebody sees before a stage is closed is what is closed: the page sends back what it has
//! shown, and where that has changed since, it is shown anew with what was done meanwhile.

use law::stage::Stage;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{case::Case, changes, store};
use crate::{
    ballots, nomination, roll,
    shell::{
        Error,
        form::{Form, SEEN},
        words::Words,
    },
};

/// Acts that are told one by one; of more only their number.
const TOLD: usize = 8;

/// Upon what a stage is closed: what was shown is what is closed.
#[derive(Default)]
pub struct Seen {
    /// Sent with the form; none where nothing is shown.
    pub token: String,
    /// What the lines are.
    pub title: String,
    /// What is shown.
    pub lines: Vec<String>,
    /// It is not what the form was sent for: what was done meanwhile.
    pub since: Option<Vec<String>>,
}

impl Seen {
    /// What stands in an election before a stage is closed. The sheet and the outcome bring their own.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn now(
        db: &mut PgConnection,
        case: &Case,
        stage: Stage,
        words: &Words,
    ) -> Result<Self, Error> {
        let (digest, lines) = match stage {
            Stage::Roll | Stage::Objections => of_roll(db, case, words).await?,
            Stage::Candidates => of_candidates(db, case, words).await?,
            Stage::Voting => of_ledger(db, case, words).await?,
            Stage::Count | Stage::Outcome => return Ok(Self::default()),
        };
        let seq = changes::head(db, case.at.election_id).await?;
        let token = format!("{digest}.{seq}");
        let title = words.text(&format!("seen-{}", stage.word()));
        Ok(Self { token, title, lines, since: None })
    }

    /// What stands there now, where a form was not sent for it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn other(
        db: &mut PgConnection,
        case: &Case,
        stage: Stage,
        form: &Form,
        words: &Words,
    ) -> Result<Option<Self>, Error> {
        let now = Self::now(db, case, stage, words).await?;
        if now.token.is_empty() {
            return Ok(None);
        }
        let digest = |token: &str| token.split('.').next().map(str::to_owned);
        let sent = form.value(SEEN);
        if digest(sent) == digest(&now.token) {
            return Ok(None);
        }
        let seq = sent.split('.').nth(1).and_then(|seq| seq.parse().ok());
        let since = match seq {
            Some(seq) => since(db, case, seq, words).await?,
            // no page of ours has shown anything
            None => Vec::new(),
        };
        Ok(Some(Self { since: Some(since), ..now }))
    }
}

/// Who did what since a row of the journal.
async fn since(
    db: &mut PgConnection,
    case: &Case,
    seq: i64,
    words: &Words,
) -> Result<Vec<String>, Error> {
    let done = changes::since(db, case.at.election_id, seq).await?;
    let more = done.len().saturating_sub(TOLD);
    let line = |(who, event): &(String, String)| {
        let what = words.text(&format!("event-{event}"));
        words.text_with("seen-done", &[("who", who.as_str().into()), ("what", what.into())])
    };
    let mut lines: Vec<String> = done.iter().take(TOLD).map(line).collect();
    if more > 0 {
        lines.push(words.text_with("seen-more", &[("n", more.into())]));
    }
    Ok(lines)
}

async fn of_roll(
    db: &mut PgConnection,
    case: &Case,
    words: &Words,
) -> Result<(String, Vec<String>), Error> {
    let election_id = case.at.election_id;
    let numbers = roll::store::numbers(db, election_id).await?;
    let digest = roll::store::digest(db, election_id).await?;
    let variables = [
        ("n", numbers.voters.to_string().into()),
        ("women", numbers.women.to_string().into()),
        ("groups", numbers.groups.to_string().into()),
    ];
    Ok((digest, vec![words.text_with("seen-roll-line", &variables)]))
}

async fn of_candidates(
    db: &mut PgConnection,
    case: &Case,
    words: &Words,
) -> Result<(String, Vec<String>), Error> {
    let round_id = store::round(db, case.at.election_id).await?;
    let listed = nomination::store::candidates(db, round_id).await?;
    let mut digest = Sha256::new();
    let mut lines = Vec::new();
    for of in &case.facts.posts {
        let formal = listed.iter().filter(|one| one.formal && one.post == of.post);
        let names: Vec<&str> = formal
            .map(|one| {
                digest.update(format!("{}\t{}\t{}\n", one.candidacy_id, one.rank, one.name));
                one.name.as_str()
            })
            .collect();
        let post = words.text(&format!("post-{}", of.post.word()));
        let variables = [("post", post.into()), ("names", names.join(" ").into())];
        lines.push(words.text_with("seen-candidates-line", &variables));
    }
    Ok((hex::encode(digest.finalize()), lines))
}

async fn of_ledger(
    db: &mut PgConnection,
    case: &Case,
    words: &Words,
) -> Result<(String, Vec<String>), Error> {
    let round_id = store::round(db, case.at.election_id).await?;
    let sums = ballots::store::sums(db, &[round_id.0]).await?;
    let mut told: Vec<String> = sums
        .iter()
        .map(|one| {
            let channel = one.channel.as_deref().unwrap_or_default();
            format!("{}\t{channel}\t{}\n", one.kind, one.quantity)
        })
        .collect();
    told.sort();
    let quantities = sums.iter().map(|one| (one.kind.as_str(), one.quantity));
    let lines = ballots::store::by_kind(&quantities).into_iter().map(|(kind, sum)| {
        let kind = words.text(&format!("ballots-{kind}"));
        words.text_with("seen-voting-line", &[("kind", kind.into()), ("n", sum.into())])
    });
    Ok((hex::encode(Sha256::digest(told.concat())), lines.collect()))
}
