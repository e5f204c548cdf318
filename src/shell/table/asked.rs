//! What the address asks of a table: sort, filter, page. What no column has is passed over; what
//! cannot be read is told beside its field, and finds nothing rather than everything.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    Column, Kind, Source, Table,
    query::{self, Test, Value, midnight},
};
use crate::shell::{
    form::{Form, Typed},
    vault::Vault,
    words::Words,
};

/// The parameter of the sort.
pub(super) const SORT: &str = "sort";
/// The parameter of the page.
pub(super) const PAGE: &str = "page";
/// Characters of a text that is looked for.
const LONGEST: usize = 60;

/// What the address asks of a table.
pub struct Asked<'a> {
    pub(super) table: &'static Table,
    pub(super) source: Source,
    pub(super) words: &'a Words,
    pub(super) vault: Option<&'a Vault>,
    pub(super) form: Form,
    pub(super) sort: Sort,
    pub(super) page: i64,
    pub(super) tests: Vec<(&'static Column, Test)>,
}

/// By which column, and which way.
#[derive(Clone, Copy)]
pub(super) struct Sort {
    pub(super) column: &'static Column,
    pub(super) down: bool,
}

impl Sort {
    /// As it stands in the address.
    pub(super) fn said(self) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.column.name)
    }

    fn read(table: &'static Table, said: &str) -> Option<Self> {
        let (name, down) = match said.strip_prefix('-') {
            Some(name) => (name, true),
            None => (said, false),
        };
        let column = table.column(name).filter(|column| !column.sorts.is_empty())?;
        Some(Self { column, down })
    }
}

impl<'a> Asked<'a> {
    /// Reads the parameters of an address.
    pub fn read(table: &'static Table, source: Source, typed: &Typed, words: &'a Words) -> Self {
        let default = Sort::read(table, table.sorted);
        let sort = Sort::read(table, typed.get(SORT)).or(default);
        let sort = sort.unwrap_or(Sort { column: &table.columns[0], down: false });
        let mut form = Form::new(&[(SORT, sort.said())]);
        let mut tests = Vec::new();
        for column in table.columns.iter().filter(|column| column.filters) {
            for (name, end) in parameters(column) {
                form.suggest(&name, typed.get(&name));
                form.call(&name, &called(column, end, words));
                if !form.value(&name).is_empty()
                    && let Some(test) = test(column, end, &name, &mut form, &source, words)
                {
                    tests.push((column, test));
                }
            }
        }
        let page = typed.get(PAGE).parse::<u32>().unwrap_or(1).max(1);
        Self { table, source, words, vault: None, form, sort, page: page.into(), tests }
    }

    /// The same with what opens the columns that are sealed, for whoever may see them.
    #[must_use]
    pub fn opening(self, vault: &'a Vault) -> Self {
        Self { vault: Some(vault), ..self }
    }

    /// Whether something is looked for.
    pub(super) fn filtered(&self) -> bool {
        !self.tests.is_empty() || self.wrong()
    }

    /// Whether something that is looked for cannot be read.
    pub(super) fn wrong(&self) -> bool {
        !self.form.errors().is_empty()
    }

    /// The query of an address with the same filter.
    pub(super) fn query(&self, sort: Sort, page: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, text) in self.form.all().filter(|(name, text)| *name != SORT && !text.is_empty())
        {
            query.append_pair(name, text);
        }
        if sort.said() != self.table.sorted {
            query.append_pair(SORT, &sort.said());
        }
        if page > 1 {
            query.append_pair(PAGE, &page.to_string());
        }
        query.finish()
    }

    /// How the database goes about it, in its own words: for tests, and for whoever wonders.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan(&self, db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
        query::plan(db, self).await
    }
}

/// An end of a stretch of days.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There is no stretch.
    None,
    First,
    Last,
}

/// The parameters of a column's filter.
pub(super) fn parameters(column: &Column) -> Vec<(String, End)> {
    if column.by_days() {
        let name = column.name;
        vec![(format!("{name}_from"), End::First), (format!("{name}_until"), End::Last)]
    } else {
        vec![(column.name.to_owned(), End::None)]
    }
}

/// What a field of the filter is called.
pub(super) fn called(column: &Column, end: End, words: &Words) -> String {
    let label = words.text(column.label);
    match end {
        End::None => label,
        End::First => words.text_with("table-from", &[("n", label.into())]),
        End::Last => words.text_with("table-until", &[("n", label.into())]),
    }
}

fn test(
    column: &Column,
    end: End,
    name: &str,
    form: &mut Form,
    source: &Source,
    words: &Words,
) -> Option<Test> {
    match column.kind {
        Kind::Day | Kind::Moment => {
            let day = form.date(name, words)?;
            match end {
                End::Last => Some(Test::Before(day_or_moment(column, day.succ_opt()?)?)),
                _ => Some(Test::From(day_or_moment(column, day)?)),
            }
        }
        Kind::Number | Kind::Ratio(_) => {
            let number = form.whole(name, 0, u32::MAX, words)?;
            let answered = source.has_answered(column.name);
            Some(if answered { Test::Answered } else { Test::Is(Value::Number(number.into())) })
        }
        Kind::Word(_, set) => {
            let known = |word: &str| {
                let choices = source.choices(column.name);
                set.contains(&word) || choices.iter().any(|one| one == word)
            };
            let word = form.word(name, |word| known(word).then(|| word.to_owned()), words)?;
            Some(Test::Is(Value::Text(word)))
        }
        Kind::Text | Kind::Texts | Kind::Bytes | Kind::Sealed(_) => {
            let text = form.text(name, LONGEST, words)?;
            let answered = source.has_answered(column.name);
            Some(if answered { Test::Answered } else { Test::Contains(text) })
        }
    }
}

fn day_or_moment(column: &Column, day: NaiveDate) -> Option<Value> {
    match column.kind {
        Kind::Day => Some(Value::Day(day)),
        _ => midnight(day).map(Value::Moment),
    }
}
