//! The head of every page: where the signed-in person may go. What a role may not see is not offered.

use crate::{
    people::SeePeople,
    shell::{
        entrusted::{Entrusted, Over},
        urls,
        view::Visit,
    },
    upkeep::SeeUpkeep,
};

/// Where the signed-in person may go from every page.
pub struct Navigation {
    /// The desk, the own place where it is the only one, pages of the instance.
    pub entries: Vec<Entry>,
    /// The own places where there are several, the highest first.
    pub places: Vec<Entry>,
    /// The name shown.
    pub name: String,
    /// The own roles in words.
    pub roles: Vec<String>,
    /// Whether the own account can be seen to.
    pub own: bool,
}

/// An entry.
pub struct Entry {
    /// Where it leads.
    pub url: String,
    /// What it is called.
    pub name: String,
    /// page or true where the page is this one or lies below it; empty elsewhere.
    pub current: &'static str,
}

impl Navigation {
    /// Whether the page is that of a place in the list, or lies below it.
    pub fn at_place(&self) -> bool {
        self.places.iter().any(|one| !one.current.is_empty())
    }
}

/// Where the visitor may go; nobody who has not signed in goes anywhere.
pub fn navigation(visit: &Visit) -> Option<Navigation> {
    let account = visit.account.as_ref()?;
    let mut navigation = Navigation {
        entries: Vec::new(),
        places: Vec::new(),
        name: account.name.clone(),
        own: account.only.is_none(),
        roles: visit.entrusted.iter().map(|one| role(visit, one)).collect(),
    };
    // who has to do something first can go nowhere else
    if account.must_change || account.must_factor {
        return Some(navigation);
    }
    let page = |url: &str, key: &str| Entry {
        current: current(visit, url),
        url: url.to_owned(),
        name: visit.t(key),
    };
    // what a link has opened has no desk
    if account.only.is_none() {
        navigation.entries.push(page(urls::DESK, "desk-title"));
    }
    let mut places = places(visit);
    if places.len() == 1 {
        navigation.entries.append(&mut places);
    }
    navigation.places = places;
    if visit.holds::<SeePeople>() {
        navigation.entries.push(page(urls::PEOPLE, "people-title"));
    }
    if visit.holds::<SeeUpkeep>() {
        navigation.entries.push(page(urls::UPKEEP, "page-upkeep"));
    }
    Some(navigation)
}

/// The places of the own roles, each once.
fn places(visit: &Visit) -> Vec<Entry> {
    let mut places: Vec<&Over> = Vec::new();
    for over in visit.entrusted.iter().filter_map(|one| one.over.as_ref()) {
        if places.iter().all(|one| one.place_id != over.place_id) {
            places.push(over);
        }
    }
    places.into_iter().map(|over| place(visit, over)).collect()
}

fn role(visit: &Visit, one: &Entrusted) -> String {
    let role = visit.t(&format!("role-{}", one.role.word()));
    match &one.over {
        Some(over) => {
            let variables = [("role", role.into()), ("place", over.name.as_str().into())];
            visit.words.text_with("people-role-at", &variables)
        }
        None => role,
    }
}

fn place(visit: &Visit, over: &Over) -> Entry {
    let url = over.at.to(urls::PLACE);
    // the code of what lies below begins with the code of the place
    let below = visit.page().starts_with(&*url);
    let current = match current(visit, &url) {
        "" if below => "true",
        current => current,
    };
    let name = match over.at.world.0 {
        1 => over.name.clone(),
        // a town may have several
        number => {
            let variables = [("n", over.name.as_str().into()), ("number", number.into())];
            visit.words.text_with("desk-rehearsal-numbered", &variables)
        }
    };
    Entry { url, name, current }
}

fn current(visit: &Visit, url: &str) -> &'static str {
    let page = visit.page();
    let below = page.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'));
    if page == url {
        "page"
    } else if below && url != urls::DESK {
        "true"
    } else {
        ""
    }
}
