//! Checks 1 to 3 of the report form (forms.md section 5) before anything is printed: the law's own
//! errors of the tally sheet, asked once more of the signed figures and of the ledger as it is now.

use law::tally::{Field, Figures};

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
    let stated: Channels = stated.collect();
    match &kept.setting.ledger {
        Some(ledger) if stated.is_empty() => ledger.channels.clone(),
        _ => stated,
    }
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
