//! A table as a page shows it.

use sqlx::PgConnection;

use super::{
    Asked, Cell, Column, Kind, Line, Shown,
    asked::{End, Sort, called, parameters},
    line,
    query::{self, Counted, Test},
};
use crate::shell::{form::Form, words::FluentValue};

/// Rows on one page.
const SIZE: i64 = 100;

/// Where a table stands, and where its files are; `{format}` stands in the latter.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The page.
    pub page: String,
    /// The files.
    pub files: String,
}

/// A table as a page shows it, by `parts/table.html`.
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page")]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// What it lists.
    pub caption: String,
    /// How many rows, of how many.
    pub count: String,
    /// The heads of its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub lines: Vec<Line>,
    /// The cells of the row of sums, none where no column has a sum.
    pub totals: Vec<String>,
    /// What the filter asks.
    pub form: Form,
    /// The fields of the filter.
    pub fields: Vec<Field>,
    /// Whether some of them are folded away.
    pub folds: bool,
    /// Whether one of those that are folded away asks for something.
    pub unfolded: bool,
    /// The orders to choose from.
    pub sorts: Vec<(String, String)>,
    /// Whether the filter is shown before anybody opens it.
    pub open: bool,
    /// Whether something is looked for.
    pub filtered: bool,
    /// What is said where there is no row.
    pub nothing: String,
    /// The page.
    pub url: String,
    /// The file as CSV.
    pub csv: String,
    /// The file as XLSX.
    pub xlsx: String,
    /// Which page of how many; empty where there is but one.
    pub page_of: String,
    /// The pages before and after, with the words that lead there.
    pub pages: Vec<Step>,
}

/// The head of a column.
pub struct Head {
    /// What it is called.
    pub label: String,
    /// Whether figures stand below.
    pub figures: bool,
    /// Where it is sorted by this column, the other way where it is already.
    pub url: String,
    /// ascending, descending or none; empty where it cannot be sorted.
    pub state: &'static str,
}

/// A field of the filter.
pub struct Field {
    /// Its id in the page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// text, number, date, select or hidden.
    pub kind: &'static str,
    /// Whether it is folded away.
    pub seldom: bool,
    /// What can be chosen.
    options: Vec<(String, String)>,
}

impl Field {
    /// What can be chosen, for the template.
    pub fn options(&self) -> &[(String, String)] {
        &self.options
    }
}

/// A way to another page.
pub struct Step {
    /// Where it leads.
    pub url: String,
    /// The key of its words.
    pub key: &'static str,
    /// prev, next, first or last.
    pub rel: &'static str,
}

impl Asked<'_> {
    /// The rows of the page that is asked for; the last page where there are not so many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list(self, db: &mut PgConnection, paths: &Paths) -> sqlx::Result<Listed> {
        // what cannot be read finds nothing rather than everything
        let none = Counted { matches: 0, sums: Vec::new() };
        let counted = if self.wrong() { none } else { query::count(db, &self).await? };
        let all = if self.filtered() { query::all(db, &self).await? } else { counted.matches };
        let pages = counted.matches.saturating_add(SIZE - 1) / SIZE;
        let page = self.page.clamp(1, pages.max(1));
        let lines = if counted.matches == 0 {
            Vec::new()
        } else {
            query::page(db, &self, page, SIZE).await?
        };
        let anchor = format!("#table-{}", self.table.name);
        let to = |sort: Sort, page: i64| with(&paths.page, &self.query(sort, page)) + &anchor;
        let file = |format: &str| {
            with(&paths.files.replace("{format}", format), &self.query(self.sort, 1))
        };
        Ok(Listed {
            name: self.table.name,
            caption: self.words.text(self.table.title),
            count: self.count(counted.matches, all),
            heads: self.table.shown().map(|column| self.head(column, to)).collect(),
            totals: self.totals(&counted),
            folds: self.table.shown().any(|column| column.seldom && column.filters),
            unfolded: self.tests.iter().any(|(column, _)| column.seldom) || self.wrong(),
            fields: self.fields(),
            sorts: self.sorts(),
            open: self.filtered() || all > SIZE,
            filtered: self.filtered(),
            nothing: self.words.text(if self.filtered() { "table-none" } else { self.table.none }),
            url: format!("{}{anchor}", paths.page),
            csv: file("csv"),
            xlsx: file("xlsx"),
            page_of: self.page_of(page, pages),
            pages: steps(page, pages, |page| to(self.sort, page)),
            lines,
            form: self.form,
        })
    }

    fn said(&self, key: &str, variables: &[(&str, i64)]) -> String {
        // as texts: a separator of thousands is not written anywhere else
        let variables: Vec<(&str, FluentValue<'_>)> =
            variables.iter().map(|(name, number)| (*name, number.to_string().into())).collect();
        self.words.text_with(key, &variables)
    }

    fn count(&self, matches: i64, all: i64) -> String {
        let key = if !self.filtered() {
            "table-count"
        } else if self.tests.iter().any(|(_, test)| *test == Test::Answered) {
            // of how many they are nobody counted: an index led to them
            "table-count-found"
        } else {
            "table-count-of"
        };
        let key = if self.table.people { format!("{key}-people") } else { key.to_owned() };
        self.said(&key, &[("n", matches), ("all", all)])
    }

    fn page_of(&self, page: i64, pages: i64) -> String {
        if pages > 1 {
            self.said("table-page-of", &[("n", page), ("all", pages)])
        } else {
            String::new()
        }
    }

    fn head(&self, column: &'static Column, to: impl Fn(Sort, i64) -> String) -> Head {
        let ours = self.sort.column.name == column.name;
        let state = match (column.sorts.is_empty(), ours, self.sort.down) {
            (true, ..) => "",
            (_, false, _) => "none",
            (_, _, false) => "ascending",
            (_, _, true) => "descending",
        };
        let sort = Sort { column, down: state == "ascending" };
        Head {
            label: self.words.text(column.label),
            figures: column.figures(),
            url: if state.is_empty() { String::new() } else { to(sort, 1) },
            state,
        }
    }

    /// The cells of the row of sums.
    pub(super) fn totals(&self, counted: &Counted) -> Vec<String> {
        if counted.sums.is_empty() {
            return Vec::new();
        }
        let mut sums = counted.sums.iter();
        let mut said = false;
        let cells = self.table.shown().map(|column| {
            if column.totals {
                let (part, whole) = sums.next().copied().unwrap_or_default();
                let ratio = matches!(column.kind, Kind::Ratio(_));
                let cell = match (ratio, whole) {
                    // a part of nothing is no figure
                    (true, 0) => Cell::Nothing,
                    (true, _) => Cell::Ratio(part, whole),
                    (false, _) => Cell::Number(part),
                };
                return line::said(column, &cell, self.words).joined();
            }
            // in the first column that has no sum
            if std::mem::replace(&mut said, true) {
                String::new()
            } else {
                self.words.text("page-total")
            }
        });
        cells.collect()
    }

    fn fields(&self) -> Vec<Field> {
        let columns = self.table.columns.iter().filter(|column| column.filters);
        let fields = columns.flat_map(|column| {
            parameters(column).into_iter().map(move |(name, end)| self.field(column, name, end))
        });
        fields.collect()
    }

    fn field(&self, column: &'static Column, name: String, end: End) -> Field {
        let (kind, options) = match column.kind {
            _ if column.carried => ("hidden", Vec::new()),
            Kind::Day | Kind::Moment => ("date", Vec::new()),
            Kind::Number | Kind::Ratio(_) => ("number", Vec::new()),
            Kind::Word(prefix, set) => {
                let set = set.iter().map(|word| (*word).to_owned());
                let words = set.chain(self.source.choices(column.name).iter().cloned());
                let option = |word: String| {
                    let said = line::word(prefix, &word, self.words);
                    (word, said)
                };
                ("select", words.map(option).collect())
            }
            Kind::Text | Kind::Texts | Kind::Bytes | Kind::Sealed(_) => ("text", Vec::new()),
        };
        let id = format!("{}-{name}", self.table.name);
        let label = called(column, end, self.words);
        Field { id, name, label, kind, seldom: column.seldom, options }
    }

    fn sorts(&self) -> Vec<(String, String)> {
        let columns = self.table.shown().filter(|column| !column.sorts.is_empty());
        let sorts = columns.flat_map(|column| {
            [("table-up", false), ("table-down", true)].map(|(key, down)| {
                let label = self.words.text(column.label);
                let said = self.words.text_with(key, &[("n", label.into())]);
                (Sort { column, down }.said(), said)
            })
        });
        sorts.collect()
    }
}

impl Line {
    /// The cells as a page shows them: head of the column, whether it names the row, what is said.
    pub fn said<'a>(
        &'a self,
        heads: &'a [Head],
    ) -> impl Iterator<Item = (&'a Head, &'static Column, &'a Shown)> {
        let cells = heads.iter().zip(self.columns());
        cells.map(|(head, (column, _, shown))| (head, column, shown))
    }
}

fn with(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn steps(page: i64, pages: i64, to: impl Fn(i64) -> String) -> Vec<Step> {
    let all = [
        (1, page > 2, "table-first", "first"),
        (page - 1, page > 1, "table-earlier", "prev"),
        (page + 1, page < pages, "table-later", "next"),
        (pages, page + 1 < pages, "table-last", "last"),
    ];
    let there = all.into_iter().filter(|(_, there, ..)| *there);
    there.map(|(page, _, key, rel)| Step { url: to(page), key, rel }).collect()
}
