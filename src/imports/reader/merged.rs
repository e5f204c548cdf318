//! Cells that a workbook has merged over several rows: what stands in the first one is said of all of them.

use calamine::Dimensions;

/// The merged cells of a sheet, as its rows come from the top.
pub(super) struct Merged {
    /// Those that have not begun, the next one last.
    waiting: Vec<Dimensions>,
    /// Those that go on: their last row, their column, what stands in them.
    open: Vec<(u32, usize, String)>,
}

impl Merged {
    /// Those that go over several rows and begin within so many columns; what is merged within one row is a
    /// title. Nothing is merged twice, however often a file says so.
    pub fn of(mut regions: Vec<Dimensions>, columns: usize) -> Self {
        let within = |column: u32| usize::try_from(column).is_ok_and(|column| column < columns);
        regions.retain(|one| one.end.0 > one.start.0 && within(one.start.1));
        regions.sort_unstable_by_key(|one| std::cmp::Reverse(one.start));
        regions.dedup_by_key(|one| one.start);
        Self { waiting: regions, open: Vec::new() }
    }

    /// Fills a row, counted from 0, in which anything stands; gives the columns that were filled.
    pub fn fill(&mut self, at: u32, row: &mut Vec<String>) -> Vec<usize> {
        let mut filled = Vec::new();
        self.open.retain(|(last, _, _)| *last >= at);
        if row.iter().any(|cell| !cell.is_empty()) {
            for (_, column, text) in &self.open {
                if row.len() <= *column {
                    row.resize(column + 1, String::new());
                }
                if row[*column].is_empty() {
                    row[*column].clone_from(text);
                    filled.push(*column);
                }
            }
        }
        while let Some(next) = self.waiting.pop_if(|next| next.start.0 <= at) {
            let column = usize::try_from(next.start.1).unwrap_or(usize::MAX);
            let own = next.start.0 == at && !filled.contains(&column);
            if let Some(text) = row.get(column).filter(|text| own && !text.is_empty()) {
                self.open.retain(|(_, other, _)| *other != column);
                self.open.push((next.end.0, column, text.clone()));
            }
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_merged_over_rows_is_said_of_all_of_them() {
        let region = |start, end| Dimensions::new(start, end);
        let mut merged = Merged::of(
            vec![
                region((3, 0), (4, 0)),
                region((0, 0), (0, 2)),
                region((1, 2), (2, 2)),
                region((2, 0), (9, 0)),
                region((1, 2), (2, 2)),
                region((1, 90), (2, 90)),
            ],
            80,
        );
        let rows = [
            (0, ["题", "", ""], ["题", "", ""]),
            (1, ["甲", "1", "村"], ["甲", "1", "村"]),
            (2, ["", "2", ""], ["", "2", "村"]),
            (3, ["乙", "3", ""], ["乙", "3", ""]),
            (4, ["", "4", ""], ["乙", "4", ""]),
            (5, ["", "", ""], ["", "", ""]),
            (6, ["", "6", ""], ["", "6", ""]),
        ];
        for (at, cells, expected) in rows {
            let mut row = cells.map(str::to_owned).to_vec();
            let filled = merged.fill(at, &mut row);
            assert_eq!(row, expected, "{at}");
            let others = filled.iter().all(|column| cells[*column].is_empty());
            assert_eq!((filled.len(), others), (usize::from([2, 4].contains(&at)), true), "{at}");
        }
    }
}
