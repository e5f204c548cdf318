//! Packs and rules as JSON, for other programs: names as in the files of packs, no words.

use law::rules::{
    Chosen, Entry, Key, Kind, Layer, Pack, Rules, Value,
    key::{KeyKind, Unit},
};
use serde_json::{Map, Value as Json, json};

/// All packs, without values and sources.
pub fn list() -> String {
    written(&Pack::all().iter().map(about).collect())
}

/// One pack with values and sources.
pub fn pack(pack: &Pack) -> String {
    let values: Map<_, _> = pack
        .values
        .iter()
        .map(|(key, entry)| (key.name().to_owned(), value(*key, entry, None)))
        .collect();
    let mut all = about(pack);
    all["values"] = values.into();
    all["sources"] = json!(pack.sources);
    written(&all)
}

/// The values in force, each with the layer that sets it.
pub fn rules(rules: &Rules) -> String {
    let values: Map<_, _> = Key::ALL
        .iter()
        .filter_map(|key| {
            let (layer, entry) = rules.entry(*key)?;
            Some((key.name().to_owned(), value(*key, entry, Some(layer))))
        })
        .collect();
    let local = rules.local().map(|local| {
        json!({
            "place": local.place(),
            "digest": local.digest(),
            "warnings": local.warnings(),
            "wording": local.wording(),
            "issuers": local.issuers(),
            "adopts": local.adopted(),
        })
    });
    written(&json!({
        "pack": about(rules.pack),
        "overlay": rules.overlay.map(about),
        "local": local,
        "draft": rules.draft(),
        "digest": rules.digest(),
        "values": values,
    }))
}

/// The pack and overlay that govern.
pub fn chosen(chosen: &Chosen) -> String {
    written(&json!({
        "pack": about(chosen.pack),
        "overlay": chosen.overlay.map(about),
        "draft": chosen.draft(),
    }))
}

fn about(pack: &Pack) -> Json {
    json!({
        "id": pack.id,
        "kind": match pack.kind { Kind::National => "national", Kind::Overlay => "overlay" },
        "family": pack.family.word(),
        "province": pack.province,
        "from": pack.from,
        "until": pack.until,
        "draft": pack.draft,
        "unread_from": pack.unread_from,
        "title": pack.title,
        "note": pack.note,
        "digest": pack.digest(),
    })
}

fn value(key: Key, entry: &Entry, layer: Option<Layer>) -> Json {
    let mut all = json!({
        "value": match &entry.value {
            Value::Whole(number) => json!(number),
            Value::Flag(flag) => json!(flag),
            Value::Word(word) => json!(word),
            Value::Words(words) => json!(words),
            Value::Share(share) => json!(share),
        },
        "rule": key.rule(),
        "law": entry.source.law,
        "article": entry.source.article,
        "tag": entry.source.tag,
        "fixed": entry.fixed,
    });
    if let KeyKind::Whole(unit, least, most) = key.kind() {
        all["unit"] = json!(unit_name(unit));
        all["bounds"] = json!([least, most]);
    }
    if let Some(layer) = layer {
        all["layer"] = json!(match layer {
            Layer::Pack => "pack",
            Layer::Overlay => "overlay",
            Layer::Local => "local",
        });
    }
    all
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "days",
        Unit::WorkingDays => "working_days",
        Unit::Months => "months",
        Unit::Years => "years",
        Unit::Count => "count",
        Unit::Percent => "percent",
    }
}

fn written(all: &Json) -> String {
    format!("{all:#}\n")
}
