//! Which organisation of the Party a line names: branches of several villages have one name, and one that
//! was dissolved has it still.

use std::collections::BTreeSet;

use super::{Bar, Known, Line, Reading};
use crate::{
    imports::{kinds::Kind, value},
    shell::ids::{OrganisationId, PlaceId},
};

/// Places that are named where several have an organisation of one name.
const NAMED: usize = 3;

/// Organisations that are named where there is none of a name.
const LISTED: usize = 6;

/// An organisation of the Party.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its key.
    pub organisation_id: OrganisationId,
    /// The place that it hangs on.
    pub place_id: PlaceId,
    /// Its name.
    pub name: String,
    /// Whether it is no more.
    pub dissolved: bool,
    /// Whether it is a general branch, which others stand under.
    pub general: bool,
}

/// A name of an organisation as it is compared: 中共 and 党 are often left out, and a committee stands for its
/// branch.
pub fn key(name: &str) -> String {
    let word =
        value::word(name).replace("总支部", "总支").replace("党支", "支").replace("党总", "总");
    // 一支部, 第1支部
    let word: String = word.chars().filter(|sign| *sign != '第').map(numeral).collect();
    let word = word.strip_prefix("中共").unwrap_or(&word);
    let seat = word.strip_suffix("委员会").filter(|rest| rest.ends_with(['支', '部']));
    seat.unwrap_or(word).to_owned()
}

fn numeral(sign: char) -> char {
    let at = sign.to_digit(10).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| "〇一二三四五六七八九".chars().nth(at)).unwrap_or(sign)
}

/// What a post says of its branch: 第二党支部 of 第二党支部书记.
fn of_post(cell: &str) -> Option<&str> {
    let ends = ["支部", "总支"].iter().filter_map(|end| Some(cell.rfind(end)? + end.len()));
    cell.get(..ends.max()?)
}

/// Whether a post says that it is one of a general branch, or of a branch: 总支书记, 支部委员.
fn of_general(cell: &str) -> Option<bool> {
    let word = value::word(cell);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["总支", "generalbranch"]) {
        Some(true)
    } else {
        has(&["支部", "支委", "branch"]).then_some(false)
    }
}

/// How far an organisation lies from the place of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Far {
    Here,
    Around,
    Elsewhere,
}

impl Known {
    fn far(&self, from: PlaceId, to: PlaceId) -> Far {
        let lies = |place: PlaceId, above: PlaceId| {
            self.around.get(&place).is_some_and(|around| around.contains(&above))
        };
        if from == to {
            Far::Here
        } else if lies(from, to) || lies(to, from) {
            Far::Around
        } else {
            Far::Elsewhere
        }
    }

    /// The organisations that a cell of a line at a place names, of those that a line can mean: the nearest
    /// ones, and of those that are as near the ones that stand.
    fn named(
        &self,
        cell: &str,
        from: PlaceId,
        meant: impl Fn(&Branch) -> bool,
    ) -> Option<(Far, Vec<&Branch>)> {
        let named = self.branches.get(&key(cell)).into_iter().flatten();
        let mut near: Vec<_> = named
            .filter(|one| meant(one))
            .map(|one| ((self.far(from, one.place_id), one.dissolved), one))
            .collect();
        let nearest = near.iter().map(|(how, _)| *how).min()?;
        near.retain(|(how, _)| *how == nearest);
        let mut near: Vec<&Branch> = near.into_iter().map(|(_, one)| one).collect();
        // what stands in brackets tells them apart where nothing else does
        if near.iter().filter(|one| one.name == cell.trim()).count() == 1 {
            near.retain(|one| one.name == cell.trim());
        }
        Some((nearest.0, near))
    }

    /// The names of the organisations of a place that is stated, or that a cell names, or that is the only
    /// one, of many the first ones; `None` where there are none.
    fn beside(
        &self,
        cell: &str,
        stated: Option<PlaceId>,
        fits: impl Fn(&Branch) -> bool,
    ) -> Option<String> {
        let word = value::word(cell);
        let alone = (self.called.len() == 1).then(|| self.called.keys().next().copied()).flatten();
        let stated = stated.or(alone);
        let meant = |place: PlaceId| match stated {
            Some(stated) => place == stated,
            None => self.called.get(&place).is_some_and(|name| word.contains(&value::word(name))),
        };
        let all = self.branches.values().flatten().filter(|one| fits(one));
        let names: BTreeSet<&str> =
            all.filter(|one| meant(one.place_id)).map(|one| &*one.name).collect();
        let more = if names.len() > LISTED { " …" } else { "" };
        let names: Vec<&str> = names.into_iter().take(LISTED).collect();
        (!names.is_empty()).then(|| names.join(" / ") + more)
    }

    /// Whether an organisation is not of the kind that a post says, and its place has such.
    fn others(&self, of: &Branch, general: bool) -> bool {
        let fits = |one: &Branch| one.general == general && !one.dissolved;
        let mut all = self.branches.values().flatten();
        of.general != general && all.any(|one| one.place_id == of.place_id && fits(one))
    }

    /// The places of some organisations, by name.
    fn places_of(&self, branches: &[&Branch]) -> String {
        let mut places: Vec<&str> = Vec::new();
        for place in branches.iter().filter_map(|one| self.called.get(&one.place_id)) {
            if !places.contains(&&**place) {
                places.push(place);
            }
        }
        let more = if places.len() > NAMED { " …" } else { "" };
        places.truncate(NAMED);
        places.join(" / ") + more
    }
}

impl Reading {
    /// The organisation that a line names, once its other cells were read. A post is held in one of its
    /// place; where somebody is a member, as such lists say as well, is another matter.
    pub(super) fn branch(&self, line: &mut Line) {
        let cell = |name| {
            let at = self.kind.columns().iter().position(|column| column.name == name);
            let cell = line.cells.get(at.and_then(|at| self.header.places[at])?)?;
            (!cell.is_empty()).then(|| cell.clone())
        };
        let post = cell("post");
        let officers = self.kind == Kind::Officers;
        let ended = officers && line.given.contains_key("until_on");
        let general = post.as_deref().and_then(of_general).filter(|_| !ended);
        let by_post = post.as_deref().and_then(of_post).filter(|name| name.contains('第'));
        // 党支部书记 is one of whatever branch the place has
        let told = cell("organisation").or_else(|| by_post.map(str::to_owned));
        let Some(cell) = told else {
            if let Some(general) = general {
                line.give("branch_kind", if general { "general_branch" } else { "branch" });
            }
            return;
        };
        if line.problems.iter().any(|one| ["code", "unit"].contains(&&*one.column)) {
            // where it is to be looked for is told first
            return;
        }
        let stated = ["code", "unit"].iter().find_map(|name| line.number(name)).map(PlaceId);
        let party = !officers || line.text("body").is_none_or(|body| body == "party");
        // one that was dissolved is named by what has ended only; nobody is a member of a general branch
        let meant = |one: &Branch| (ended || !one.dissolved) && (officers || !one.general);
        match self.known.named(&cell, stated.unwrap_or(self.at.0), meant) {
            // such lists say where somebody is a member, too: of a committee's post it says nothing
            Some((Far::Around | Far::Elsewhere, _)) if officers && stated.is_some() && !party => {}
            Some((Far::Around | Far::Elsewhere, near)) if officers && stated.is_some() => {
                let places = self.known.places_of(&near);
                line.wrong("organisation", "import-branch-elsewhere", &places, Bar::Line);
            }
            Some((far, near)) => match near[..] {
                [one] => {
                    if !officers && stated.is_some() && far == Far::Elsewhere {
                        let place = self.known.places_of(&near);
                        line.warn("organisation", "import-warn-branch-of", &place);
                    }
                    line.give("organisation", one.organisation_id.0);
                    line.give("place", one.place_id.0);
                    if officers && party && general.is_some_and(|kind| self.known.others(one, kind))
                    {
                        line.wrong("organisation", "import-branch-kind", &one.name, Bar::Line);
                    }
                }
                _ if party => {
                    let places = self.known.places_of(&near);
                    line.wrong("organisation", "import-several-branches", &places, Bar::Line);
                }
                _ => {}
            },
            None if party => self.unknown(&cell, stated, meant, line),
            None => {}
        }
    }

    /// There is no such organisation that can be meant.
    fn unknown(
        &self,
        cell: &str,
        stated: Option<PlaceId>,
        meant: impl Fn(&Branch) -> bool,
        line: &mut Line,
    ) {
        let any = self.known.named(cell, stated.unwrap_or(self.at.0), |_| true);
        let (key, value) = match any.map(|(_, near)| near.iter().all(|one| one.dissolved)) {
            Some(true) => ("import-branch-gone", cell.to_owned()),
            Some(false) => ("import-branch-general", cell.to_owned()),
            None => match self.known.beside(cell, stated, meant) {
                Some(names) => ("import-no-branch-but", names),
                None => ("import-no-branch", cell.to_owned()),
            },
        };
        line.wrong("organisation", key, &value, Bar::Line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(id: i64, place: i64, dissolved: bool) -> Branch {
        let (organisation_id, place_id) = (OrganisationId(id), PlaceId(place));
        let name = "第一党支部".to_owned();
        Branch { organisation_id, place_id, name, dissolved, general: false }
    }

    #[test]
    fn a_name_is_known_with_and_without_what_is_left_out() {
        for (written, same) in [
            ("第二党支部", "第二支部"),
            ("毛峙村第一党支部", "毛峙村一支部"),
            ("第1支部", "第一支部"),
            ("中共里柴村支部委员会", "里柴村党支部"),
            ("里柴村党总支部", "里柴村总支"),
        ] {
            assert_eq!(key(written), key(same));
        }
        assert_ne!(key("里柴村党委"), key("里柴村委"));
        assert_eq!(of_post("里柴村第二党支部书记"), Some("里柴村第二党支部"));
        assert_eq!(of_post("村委会主任"), None);
        for (post, general) in [
            ("村党支部书记", Some(false)),
            ("支委", Some(false)),
            ("党总支部书记", Some(true)),
            ("General branch secretary", Some(true)),
            ("书记", None),
            ("党委委员", None),
        ] {
            assert_eq!(of_general(post), general, "{post}");
        }
    }

    #[test]
    fn the_nearest_one_is_meant_and_one_that_was_dissolved_last() {
        // a town with two communities, a village within the first, and another village
        let around = [(2, 1), (3, 1), (4, 1), (4, 2), (5, 1)];
        let mut known = Known::default();
        for (place, above) in around {
            known.around.entry(PlaceId(place)).or_default().push(PlaceId(above));
        }
        for (there, from, ended, expected) in [
            (vec![(1, 2, false), (2, 3, false)], 2, false, vec![1]),
            (vec![(1, 2, false), (2, 3, false)], 3, false, vec![2]),
            // of the community in which the village lies, and of the village from the community
            (vec![(1, 2, false), (2, 3, false)], 4, false, vec![1]),
            (vec![(1, 4, false), (2, 5, false)], 2, false, vec![1]),
            // from the town all are as near
            (vec![(1, 2, false), (2, 3, false)], 1, false, vec![1, 2]),
            (vec![(1, 3, false)], 2, false, vec![1]),
            (vec![(1, 2, true), (2, 3, false)], 2, false, vec![2]),
            (vec![(1, 2, true), (2, 3, false)], 2, true, vec![1]),
            (vec![(1, 2, true), (2, 2, false)], 2, true, vec![2]),
            (vec![(1, 2, true)], 2, false, vec![]),
        ] {
            let all = there.iter().map(|(id, place, gone)| branch(*id, *place, *gone)).collect();
            known.branches = [(key("第一党支部"), all)].into();
            let named =
                known.named("第一党支部", PlaceId(from), |one| ended || !one.dissolved);
            let near = named.map(|(_, near)| near).unwrap_or_default();
            let ids: Vec<i64> = near.iter().map(|one| one.organisation_id.0).collect();
            assert_eq!(ids, expected, "{there:?} from {from}");
        }
    }
}
