//! Routes that remember who may use them: the table of access is made from the same rows.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    routing::{MethodRouter, get, post},
};

use super::{
    App,
    mandate::{Duty, Role},
    urls::REHEARSALS,
};

/// A route in the table of access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// GET or POST.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The duty that it asks for; `None` is public or for everybody who is signed in.
    pub access: Access,
    /// Whether it takes files.
    pub files: bool,
}

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Everybody who is signed in.
    SignedIn,
    /// Those who hold a duty over what the path names.
    Duty {
        /// Its name.
        name: &'static str,
        /// The roles that hold it.
        roles: &'static [Role],
    },
}

/// The addresses that can be opened: those of acts have no page of their own.
#[derive(Clone, Debug)]
pub struct Pages(Arc<[&'static str]>);

impl Pages {
    /// The pages among routes.
    pub fn of(rows: &[Row]) -> Self {
        Self(rows.iter().filter(|row| row.method == "GET").map(|row| row.path).collect())
    }

    /// The page at an address, else the nearest one above it.
    pub fn at<'a>(&self, path: &'a str) -> Option<&'a str> {
        let mut path = path;
        while !self.is_page(path) {
            path = path.rsplit_once('/')?.0;
        }
        Some(path)
    }

    fn is_page(&self, path: &str) -> bool {
        let below =
            path.strip_prefix(REHEARSALS).and_then(|rest| rest.find('/').map(|at| &rest[at..]));
        self.0.iter().any(|page| match below {
            Some(below) if page.starts_with("/{code}") => is_like(page, below),
            _ => is_like(page, path),
        })
    }
}

fn is_like(page: &str, path: &str) -> bool {
    let (mut page, mut path) = (page.split('/'), path.split('/'));
    loop {
        match (page.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given))
                if part == given || part.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

/// A router that remembers its routes.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    rows: Vec<Row>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page for those who hold a duty; its handler takes `Mandate<D>`.
    #[must_use]
    pub fn get<D: Duty, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        let access = Access::Duty { name: D::NAME, roles: D::ROLES };
        self.add("GET", path, access, get(handler))
    }

    /// An act of those who hold a duty; its handler takes `Mandate<D>`.
    #[must_use]
    pub fn post<D: Duty, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        let access = Access::Duty { name: D::NAME, roles: D::ROLES };
        self.add("POST", path, access, post(handler))
    }

    /// An act of those who hold a duty that takes a file of up to so many bytes.
    #[must_use]
    pub fn upload<D: Duty, T: 'static>(
        self,
        path: &'static str,
        most: usize,
        handler: impl Handler<T, App>,
    ) -> Self {
        let access = Access::Duty { name: D::NAME, roles: D::ROLES };
        let mut routes =
            self.add("POST", path, access, post(handler).layer(DefaultBodyLimit::max(most)));
        if let Some(row) = routes.rows.last_mut() {
            row.files = true;
        }
        routes
    }

    /// A page for everybody, or for everybody who is signed in.
    #[must_use]
    pub fn open_get<T: 'static>(
        self,
        path: &'static str,
        access: Access,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add("GET", path, access, get(handler))
    }

    /// A form for everybody, or for everybody who is signed in.
    #[must_use]
    pub fn open_post<T: 'static>(
        self,
        path: &'static str,
        access: Access,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add("POST", path, access, post(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        access: Access,
        handler: MethodRouter<App>,
    ) -> Self {
        self.rows.push(Row { method, path, access, files: false });
        // a place of a rehearsal has the same pages below the number of its world
        if path.starts_with("/{code}") {
            self.router = self.router.route(&format!("/r/{{world}}{path}"), handler.clone());
        }
        self.router = self.router.route(path, handler);
        self
    }

    /// These and those of another room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self.router = self.router.merge(other.router);
        self
    }

    /// Every route, in the order of declaration.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The router.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Pages, Row};

    #[test]
    fn an_address_that_is_only_sent_to_leads_to_the_page_above_it() {
        let row = |method, path| Row { method, path, access: Access::Public, files: false };
        let pages = Pages::of(&[
            row("GET", "/"),
            row("GET", "/{code}"),
            row("POST", "/{code}/elections"),
            row("GET", "/{code}/committee/roll"),
            row("POST", "/{code}/committee/roll/objections"),
            row("GET", "/people/new"),
        ]);
        for (path, page) in [
            ("/330902102201", Some("/330902102201")),
            ("/330902102201/elections", Some("/330902102201")),
            ("/r/2/330902102201/elections", Some("/r/2/330902102201")),
            ("/r/2/1/committee/roll", Some("/r/2/1/committee/roll")),
            ("/r/2/1/committee/roll/objections", Some("/r/2/1/committee/roll")),
            ("/people/new", Some("/people/new")),
            ("no address", None),
        ] {
            assert_eq!(pages.at(path), page, "{path}");
        }
    }
}
