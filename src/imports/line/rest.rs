//! What a line says beside its own cells: by the title above it, by the list, by the day of the election.

use law::roll::reaches_age;

use super::{Bar, Line, Reading, together::day_value};

impl Reading {
    /// Members under the title of a section are what it says where their own cells say nothing.
    pub(super) fn under_heading(&self, line: &mut Line) {
        let standing = self.kind.columns().iter().find(|one| one.name == "standing");
        let (Some(column), Some(heading)) = (standing, self.headed) else { return };
        let told = line.problems.iter().any(|one| one.column == column.name);
        let otherwise = line.text(column.name).filter(|own| {
            let said = self.sets.get(column.name).and_then(|set| set.get(heading));
            said != Some(own) && heading != "流动党员"
        });
        if otherwise.is_some() {
            line.warn(column.name, "import-warn-heading-other", heading);
        }
        if !told && !line.given.contains_key(column.name) && !line.given.contains_key("presence") {
            line.warn(column.name, "import-warn-heading", heading);
            self.cell(column, heading, &mut None, line);
        }
    }

    /// What is counted is counted of units, on a day.
    pub(super) fn counted(&self, line: &mut Line) {
        if line.given.get("place") == Some(&self.at.0.0.into()) {
            line.wrong("unit", "import-of-the-town", "", Bar::Line);
        }
        if line.given.contains_key("counted_on")
            || line.problems.iter().any(|one| one.column == "counted_on")
        {
            return;
        }
        line.warn("counted_on", "import-warn-counted-today", &self.today.to_string());
        line.give("counted_on", day_value(self.today));
    }

    /// A voter is of age on the day of the election.
    pub(super) fn voter(&self, line: &mut Line) {
        let (Some(birth), Some(election_on)) = (line.day("birth"), self.election_on) else {
            return;
        };
        if reaches_age(birth, 18).is_none_or(|of_age| of_age > election_on) {
            line.wrong("birth", "import-under-age", &birth.to_string(), Bar::Line);
        }
    }
}
