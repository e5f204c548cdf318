//! Rows as the database writes them, compared as text.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// The columns of a row that hold something.
fn filled(row: &str) -> Option<HashMap<&str, &str>> {
    let values: HashMap<&str, &RawValue> = serde_json::from_str(row).ok()?;
    let values = values.into_iter().map(|(column, value)| (column, value.get()));
    Some(values.filter(|(_, value)| *value != "null").collect())
}

/// Whether two rows hold the same. A column that came later is null in the rows that were there,
/// and missing where they were noted: null and missing are one.
pub(super) fn same(noted: &str, kept: &str) -> bool {
    noted == kept || filled(noted).is_some_and(|noted| filled(kept) == Some(noted))
}

/// The key of a row as text; `None` when the row lacks it.
pub(super) fn key(columns: &[String], row: &str) -> Option<String> {
    let values: HashMap<&str, &RawValue> = serde_json::from_str(row).ok()?;
    let mut parts = Vec::with_capacity(columns.len());
    for column in columns {
        let value = values.get(column.as_str())?.get();
        let text: Option<String> = serde_json::from_str(value).ok();
        parts.push(format!("{column}={}", text.as_deref().unwrap_or(value)));
    }
    Some(parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn a_column_without_a_value_is_as_if_it_were_not_there() {
        let noted = r#"{"a": 1, "b": null}"#;
        for (kept, alike) in [
            (noted, true),
            (r#"{"a": 1, "b": null, "c": null}"#, true),
            (r#"{"a": 1}"#, true),
            (r#"{"a": 1, "b": null, "c": 0}"#, false),
            (r#"{"a": 1, "b": 2, "c": null}"#, false),
            (r#"{"a": null, "b": null}"#, false),
            (r#"{"a": 1, "b": "null"}"#, false),
            ("", false),
        ] {
            assert_eq!(same(noted, kept), alike, "{kept}");
        }
    }
}
