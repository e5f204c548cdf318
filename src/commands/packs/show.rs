//! A pack, or the values in force over several layers, as tables for a reader.

use std::{collections::BTreeSet, fmt::Write as _};

use law::{
    rules::{Entry, Key, Kind, Layer, LocalRules, Pack, Rules, local::Measure},
    source::{Source, Tag},
};

use crate::commands::{output, said::Said};

/// The groups of `Key`, each with its first key.
const GROUPS: &[(&str, Key)] = &[
    ("group-outcome", Key::Participants),
    ("group-roll", Key::VotingAge),
    ("group-commission", Key::CommissionBy),
    ("group-candidates", Key::SeatsMin),
    ("group-voting", Key::ArrangementsBeforeDays),
    ("group-after", Key::AnotherWithinDays),
    ("group-party", Key::BranchMin),
];

/// Longest cell that widens its column among values: long lists of kin stand alone.
const WIDEST: usize = 80;

/// One pack or overlay: what it is, its values, its sources by rule, what the tags mean.
pub fn pack(pack: &Pack, said: &Said) -> String {
    let mut text = head(pack, said);
    let rows: Vec<_> = pack.values.iter().map(|(key, entry)| (*key, None, entry)).collect();
    text.push_str(&values(&rows, said));
    if !pack.sources.is_empty() {
        let _ = write!(text, "\n{}\n", said.text("packs-sources"));
        let rows: Vec<_> = pack
            .sources
            .iter()
            .map(|(rule, source)| {
                vec![format!("  {rule}"), said.source(source), source.tag.letter().to_string()]
            })
            .collect();
        text.push_str(&output::table(&rows));
    }
    let entries = pack.values.values().map(|entry| &entry.source);
    text + &legend(entries.chain(pack.sources.values()), said)
}

/// The values in force over pack, overlay and local rules, each with the layer that sets it.
pub fn rules(rules: &Rules, said: &Said) -> String {
    let local = rules.local();
    let mut text = head(rules.pack, said);
    if let Some(overlay) = rules.overlay {
        text.push('\n');
        text.push_str(&head(overlay, said));
    }
    if let Some(local) = local {
        text.push_str(&local_head(local, said));
    }
    let digest = [vec![said.text("packs-digest-all"), rules.digest()]];
    let _ = write!(text, "\n{}", output::table(&digest));
    let rows: Vec<_> = Key::ALL
        .iter()
        .filter_map(|key| {
            let (layer, entry) = rules.entry(*key)?;
            Some((*key, Some(layer_name(rules, layer, said)), entry))
        })
        .collect();
    text.push_str(&values(&rows, said));
    if let Some(local) = local {
        text.push_str(&local_rest(local, said));
    }
    text + &legend(rows.iter().map(|(_, _, entry)| &entry.source), said)
}

fn head(pack: &Pack, said: &Said) -> String {
    let mut rows = vec![
        vec![pack.id.clone(), said.both(&pack.title)],
        vec![said.text("packs-column-family"), said.family(pack.family)],
        vec![said.text("packs-column-validity"), said.validity(pack)],
    ];
    if let Some(province) = &pack.province {
        rows.push(vec![said.text("packs-column-province"), province.clone()]);
    }
    if pack.draft {
        rows.push(vec![said.text("packs-column-draft"), said.text("packs-draft")]);
    }
    if let Some(unread) = pack.unread_from {
        rows.push(vec![said.text("packs-column-draft"), said.unread(unread)]);
    }
    let digest = match pack.kind {
        Kind::National => "packs-digest-pack",
        Kind::Overlay => "packs-digest-overlay",
    };
    rows.push(vec![said.text(digest), pack.digest().to_owned()]);
    if let Some(note) = &pack.note {
        rows.push(vec![said.text("packs-note"), said.both(note)]);
    }
    output::table(&rows)
}

fn layer_name(rules: &Rules, layer: Layer, said: &Said) -> String {
    match layer {
        Layer::Pack => rules.pack.id.clone(),
        Layer::Overlay => rules.overlay.map(|overlay| overlay.id.clone()).unwrap_or_default(),
        Layer::Local => said.text("packs-local-label"),
    }
}

/// The values by group; all groups share their columns' widths, so that the eye runs down.
fn values(rows: &[(Key, Option<String>, &Entry)], said: &Said) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(key, layer, entry)| {
            let mut row = vec![format!("  {}", said.label(*key)), said.value(*key, entry)];
            row.extend(layer.clone());
            row.push(said.source(&entry.source));
            row.push(entry.source.tag.letter().to_string());
            row.push(if entry.fixed { said.text("packs-fixed") } else { String::new() });
            row.push(key.name().to_owned());
            row
        })
        .collect();
    let lines = output::lines(&cells, WIDEST);
    let mut text = String::new();
    let mut group = None;
    for ((key, ..), line) in rows.iter().zip(lines) {
        let own = GROUPS.iter().rev().find(|(_, first)| first <= key).map(|(name, _)| *name);
        if own != group {
            group = own;
            let _ = write!(text, "\n{}\n", said.text(own.unwrap_or_default()));
        }
        text.push_str(&line);
    }
    text
}

fn local_head(local: &LocalRules, said: &Said) -> String {
    let mut rows = vec![
        vec![said.text("packs-local-label"), local.place().to_owned()],
        vec![said.text("packs-digest-local"), local.digest()],
    ];
    for (id, document) in local.adopted() {
        rows.push(vec![format!("{id} {}", said.text("packs-adopted")), document.clone()]);
    }
    format!("\n{}", output::table(&rows))
}

/// What a local layer sets besides values.
fn local_rest(local: &LocalRules, said: &Said) -> String {
    let mut text = String::new();
    let mut section = |key: &str, rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            let _ = write!(text, "\n{}\n{}", said.text(key), output::table(&rows));
        }
    };
    let warnings = local.warnings().iter().map(|warning| {
        let measured = format!("{} {}", said.text(measure(warning.measure)), warning.limit);
        vec![format!("  {}", warning.id), measured, warning.document.clone()]
    });
    section("packs-warnings", warnings.collect());
    for (key, table) in [("packs-wording", local.wording()), ("packs-issuers", local.issuers())] {
        let rows = table.iter().map(|(notice, wording)| {
            vec![format!("  {notice}"), wording.value.clone(), wording.document.clone()]
        });
        section(key, rows.collect());
    }
    text
}

fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::AgeAtMost => "measure-age_at_most",
        Measure::AgeAtLeast => "measure-age_at_least",
        Measure::TermsAtMost => "measure-terms_at_most",
        Measure::WomenPercentAtLeast => "measure-women_percent_at_least",
        Measure::YoungAtLeast => "measure-young_at_least",
        Measure::ConcurrentPercentAtLeast => "measure-concurrent_percent_at_least",
        Measure::TurnoutPercentAtLeast => "measure-turnout_percent_at_least",
    }
}

/// What each law and each tag that occurs is.
fn legend<'a>(sources: impl Iterator<Item = &'a Source>, said: &Said) -> String {
    let (laws, letters): (BTreeSet<&str>, BTreeSet<char>) =
        sources.map(|source| (source.law.as_str(), source.tag.letter())).unzip();
    let laws: Vec<_> =
        laws.into_iter().filter_map(|law| Some(vec![law.to_owned(), said.law(law)?])).collect();
    let tags: Vec<_> = [Tag::V, Tag::E, Tag::M, Tag::S, Tag::L]
        .into_iter()
        .filter(|tag| letters.contains(&tag.letter()))
        .map(|tag| vec![tag.letter().to_string(), said.tag(tag)])
        .collect();
    [laws, tags]
        .iter()
        .filter(|rows| !rows.is_empty())
        .map(|rows| format!("\n{}", output::table(rows)))
        .collect::<Vec<_>>()
        .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::{Lang, Words};

    fn example() -> Pack {
        Pack::parse(
            r#"
            id = "T1"
            kind = "national"
            family = "villagers"
            from = "2018-12-29"
            title = { zh = "试行法", en = "Test Act" }
            [values.seats_max]
            value = 7
            law = "VC18"
            article = "6"
            tag = "V"
            fixed = true
            [values.voting_age]
            value = 18
            law = "VC18"
            article = "13"
            tag = "M"
            [sources.V-06]
            law = "VC18"
            article = "14"
            tag = "E"
            "#,
        )
        .expect("a pack")
    }

    #[test]
    fn a_pack_is_shown_by_group_with_sources_and_the_tags_that_occur() {
        let said = Said::in_one(&Words::new(Lang::En));
        let text = pack(&example(), &said);
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in\n{text}"));
        assert!(at("Electorate and roll") < at("18 years of age"));
        assert!(at("18 years of age") < at("Seats and candidates"));
        assert!(at("Seats and candidates") < at("Seats, at most"));
        assert!(at("fixed by law") < at("Sources by rule"));
        assert!(at("V-06") < at("VC18  Organic Law"));
        assert!(at("VC18  Organic Law") < at("V  Read in the full text"));
        assert!(!text.contains("\nS  "), "{text}");
        assert!(!text.contains('⟦'), "{text}");
    }

    #[test]
    fn the_groups_stand_in_the_order_of_the_keys() {
        assert!(GROUPS.is_sorted_by_key(|(_, first)| *first));
        assert_eq!(GROUPS.first().map(|(_, first)| first), Key::ALL.first());
    }
}
