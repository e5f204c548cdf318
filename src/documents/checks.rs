//! Checks 1 to 3 of the report form (forms.md section 5) before anything is printed: the law's own
//! errors of the tally sheet, asked once more of the signed figures and of the ledger as it is now.

use law::tally::{Channel, Field, Figures};

use crate::{
    nomination::store::Candidate,
    shell::{
        Error,
        words::{Lang, Words},
    },
    tally::{lines::Labels, sheet::Kept},
};

use super::data::Channels;

/// Ballots issued by channel as the signed paper states them; where it has no line for channels, as
/// the ledger has them.
pub fn channels(kept: &Kept, figures: &Figures) -> Channels {
    let stated = figures.iter().filter_map(|(field, number)| match field {
        Field::Issued(channel) => Some((*channel, *number)),
        _ => None,
    });
    let mut stated: Channels = stated.collect();
    // what scribes wrote is a line of its own, with or without the channels
    let ways = stated.keys().any(|channel| *channel != Channel::Scribe);
    if let Some(ledger) = kept.setting.ledger.as_ref().filter(|_| !ways) {
        for (channel, number) in &ledger.channels {
            stated.entry(*channel).or_insert(*number);
        }
    }
    stated
}

/// What fails, in the words that papers are written in; with anything the papers are drafts.
///
/// # Errors
/// There is no signed sheet.
pub fn failed(kept: &Kept, listed: &[Candidate]) -> Result<Vec<String>, Error> {
    let mut found = kept.sheet.findings(&kept.setting).ok_or(Error::NotFound)?;
    found.retain(|finding| finding.number.blocks());
    let labels = Labels { candidates: listed, words: &Words::new(Lang::ZhCn) };
    Ok(found.iter().map(|finding| labels.said(finding, kept)).collect())
}
