//! The accounts within somebody's places, as a table.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;

use super::{SeePeople, accounts::role_and_place};
use crate::shell::{
    App, Error,
    clock::{self, Now},
    extract::{AskedForm, Named},
    ids::AccountId,
    mandate::{Duty, Mandate},
    table::{Asked, Cell, Column, FormatPath, Kind, Line, Paths, Shown, Source, Table},
    urls,
    view::Visit,
    words::Words,
};

/// What keeps an account from being used, or that nothing does.
const STATES: [&str; 3] = ["in-use", "temporary", "locked"];

/// The second factor of an account; missing is one that a role asks for.
const FACTORS: [&str; 5] = ["app", "printed", "sample", "missing", "none"];

/// Who can sign in, and when each last did.
pub static ACCOUNTS: Table = Table {
    name: "accounts",
    title: "people-title",
    none: "people-none",
    people: false,
    columns: &[
        Column::new("shown_as", "people-shown-as", Kind::Text)
            .heads()
            .sorts(&["shown_as"])
            .filters(),
        Column::new("name", "people-account", Kind::Text).sorts(&["name"]).filters(),
        Column::new("roles", "people-roles", Kind::Texts).filters(),
        Column::new("last_at", "people-last", Kind::Moment)
            .or("people-never")
            .sorts(&["last_at"])
            .filters(),
        Column::new("factor", "factor-title", Kind::Word("people-factor-", &FACTORS))
            .sorts(&["factor"])
            .filters(),
        Column::new("state", "people-state", Kind::Word("people-", &STATES))
            .sorts(&["state"])
            .filters(),
        Column::hidden("account_id", Kind::Number),
        Column::hidden("codes_left", Kind::Number),
    ],
    sorted: "name",
    key: "account_id",
    tell,
};

fn tell(line: &mut Line, words: &Words) {
    let account_id = AccountId(line.number("account_id"));
    line.lead("shown_as", urls::of_account(urls::PERSON, account_id));
    let roles = match line.cell("roles") {
        Cell::Texts(roles) => roles.iter().map(|role| {
            let (role, place) = role.split_once('\t').unwrap_or((role, ""));
            role_and_place(role, Some(place).filter(|place| !place.is_empty()), words)
        }),
        _ => return,
    };
    let roles: Vec<String> = roles.collect();
    let none = roles.is_empty();
    line.show("roles", Shown::lines(if none { vec![words.text("people-no-role")] } else { roles }));
    if let Cell::Moment(at) = line.cell("last_at") {
        let at = clock::shown(*at);
        line.show("last_at", Shown::text(at));
    }
    if line.text("factor") == "printed" {
        let left = [("n", line.number("codes_left").into())];
        line.show("factor", Shown::text(words.text_with("people-factor-card", &left)));
    }
    let state = line.text("state");
    if state != STATES[0] {
        let said = words.text(&format!("people-{state}"));
        line.show("state", Shown::default());
        line.mark("state", "warn", said);
    }
}

/// The accounts with a role, now or once, within the places of somebody; for an administrator all.
/// `lan` says that no role asks for a second factor.
pub fn seen(looking: AccountId, on: NaiveDate, lan: bool) -> Source {
    let roles = SeePeople::ROLES.iter().map(|role| role.word().to_owned());
    Source::new(SEEN).bind(looking.0).bind(roles.collect::<Vec<_>>()).bind(on).bind(i64::from(lan))
}

const SEEN: &str = "
    with recursive mine as (
        select role, place_id
        from mandate
        where account_id = $1
        and role = any ($2)
        and from_on <= $3
        and (revoked_on is null or revoked_on > $3)
    ), reach as (
        select place_id
        from mine
        where place_id is not null
        union
        select place.place_id
        from place
        join reach on place.parent_id = reach.place_id
    )
    select account.account_id, account.name, account.shown_as,
        case
            when account.disabled_on is not null then 'locked'
            when credential.must_change then 'temporary'
            else 'in-use'
        end as state,
        case
            when factor.kind = 'app' then 'app'
            when factor.kind is not null then 'printed'
            when account.sample then 'sample'
            when $4 = 0 and exists (
                select
                from mandate
                left join place using (place_id)
                where mandate.account_id = account.account_id
                and place.level is distinct from 'unit'
                and from_on <= $3
                and (revoked_on is null or revoked_on > $3)
            ) then 'missing'
            else 'none'
        end as factor,
        (
            select count(*)
            from factor_code
            where factor_code.account_id = account.account_id
            and used_at is null
        ) as codes_left,
        (
            select max(happened_at)
            from security_log
            where security_log.account_id = account.account_id
            and event in ('signed_in', 'link_entered')
        ) as last_at,
        array(
            select role || chr(9) || coalesce(place.name, '')
            from mandate
            left join place using (place_id)
            where mandate.account_id = account.account_id
            and (revoked_on is null or revoked_on > $3)
            order by mandate_id
        ) as roles
    from account
    left join credential using (account_id)
    left join factor using (account_id)
    where exists (select from mine where role = 'administrator')
    or account.account_id in (
        select mandate.account_id
        from mandate
        join reach using (place_id)
    )
";

/// Where the table stands.
pub(super) fn paths() -> Paths {
    Paths { page: urls::PEOPLE.to_owned(), files: urls::PEOPLE_FILE.to_owned() }
}

/// The table as a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePeople>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let lan = app.instance.policy().lan;
    let source = seen(mandate.account.account_id, Now::read().date(), lan);
    let asked = Asked::read(&ACCOUNTS, source, &typed, &visit.words);
    asked.file(&app, path.format, "").await
}
