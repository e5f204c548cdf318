//! Entries while the program and its database are killed: what was acknowledged is there once, the
//! journal verifies, and everything starts again by itself.
//!
//! `./dev soak` runs the same with more kills (`HUANJIE_KILLS=100,50`).

#![expect(clippy::disallowed_methods, reason = "how long it takes is told")]

use std::{
    collections::{HashMap, HashSet},
    env,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use huanjie::shell::clock::Now;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sqlx::Row;
use tokio::{task::JoinHandle, time::sleep};
use uuid::Uuid;

use crate::house::election::signs;
use crate::{
    house::folder::Folder,
    serve::program::{PASSWORD, Program, Visitor, beside, database, taken},
};

const WRITERS: usize = 4;
/// The village where objections are filed, the one whose sheet is entered, and the one that votes.
const FILING: &str = "/r/2/330902102201";
const COUNTING: &str = "/r/2/330902102202";
const VOTING: &str = "/r/2/330902102203";

/// How often the program and the database are killed.
fn kills() -> (u32, u32) {
    let told = env::var("HUANJIE_KILLS").unwrap_or_else(|_| "5,5".to_owned());
    let (program, database) = told.split_once(',').expect("two numbers with a comma between");
    (program.parse().expect("a number"), database.parse().expect("a number"))
}

/// Where the program listens now.
#[derive(Clone)]
struct Address(Arc<Mutex<String>>);

impl Address {
    fn now(&self) -> String {
        self.0.lock().expect("an address").clone()
    }
}

fn today() -> NaiveDate {
    Now::read().date()
}

fn before(days: u64) -> String {
    (today() - Days::new(days)).to_string()
}

/// A roll of 40 voters with names of their own.
fn roll(unit: &str) -> String {
    let line = |number: u32| {
        format!(
            "{}选民{},{},1980-03-04,{},a\n",
            signs(unit),
            signs(number),
            ["男", "女"][number as usize % 2],
            1 + number % 4
        )
    };
    "姓名,性别,出生日期,组别,类别\n".to_owned() + &(0..40).map(line).collect::<String>()
}

async fn open(office: &Visitor, address: &str, unit: &str, election_on: &str) {
    let seats = [("director", "1"), ("deputy", "1"), ("member", "3"), ("term_no", "8")];
    let form = [&seats[..], &[("election_on", election_on)]].concat();
    office.post(address, &format!("{unit}/elections"), &form).await;
    let import = format!("{unit}/committee/roll/import");
    office.upload(address, &import, &roll(&unit[14..])).await;
}

/// A village whose roll is posted.
async fn filing(address: &str) -> [Visitor; 2] {
    let office = Visitor::sign_in(address, "office-xiaosha", PASSWORD).await;
    let commission = Visitor::sign_in(address, "commission-zenghui", PASSWORD).await;
    office.rehearse(address, &before(0)).await;
    open(&office, address, FILING, &(today() + Days::new(60)).to_string()).await;
    let post = format!("{FILING}/committee/roll/post");
    let on = before(0);
    let form = [("on", &*on), ("draft_reason", "规则已由县里核对")];
    commission.close(address, &post, &form).await;
    [office, commission]
}

/// Adds accounts at a village by the command line, and signs them in.
async fn sign_in<const N: usize>(
    address: &str,
    folder: &Path,
    village: &str,
    accounts: [(&str, &str); N],
) -> [Visitor; N] {
    let mut visitors = Vec::new();
    for (name, role) in accounts {
        let args = ["account", "add", name, "--role", role, "--place", &village[5..]];
        let (said, status) = beside(folder, &args, &format!("{PASSWORD}\n"));
        assert_eq!(status, Some(0), "{said}");
        visitors.push(Visitor::sign_in(address, name, PASSWORD).await);
    }
    visitors.try_into().unwrap_or_else(|_| unreachable!("as many as accounts"))
}

/// A village that votes today: roll and candidates are settled.
async fn voting(address: &str, office: &Visitor, commission: &Visitor, village: &str) {
    open(office, address, village, &before(0)).await;
    let path = |page: &str| format!("{village}/committee/{page}");
    let form = [("on", &*before(40)), ("draft_reason", "规则已由县里核对")];
    commission.close(address, &path("roll/post"), &form).await;
    commission.close(address, &path("roll/seal"), &[("on", &before(22))]).await;
    for (number, post) in [(0, "director"), (1, "director"), (2, "deputy"), (3, "deputy")]
        .into_iter()
        .chain((4..8).map(|number| (number, "member")))
    {
        let name = format!("{}选民{}", signs(&village[14..]), signs(number));
        let form = [("name", &*name), ("post", post)];
        commission.post(address, &path("candidates"), &form).await;
    }
    commission.close(address, &path("candidates/post"), &[("on", &before(10))]).await;
}

/// A village whose votes are being counted, with its two recorders.
async fn counting(address: &str, folder: &Path, office: &Visitor) -> Vec<Visitor> {
    let accounts =
        [("commission-b", "commission"), ("first-b", "recorder"), ("second-b", "recorder")];
    let [commission, first, second] = sign_in(address, folder, COUNTING, accounts).await;
    voting(address, office, &commission, COUNTING).await;
    for (kind, quantity) in
        [("printed", "40"), ("issued", "36"), ("unused", "4"), ("collected", "35")]
    {
        let key = Uuid::new_v4().to_string();
        // only what is issued goes out somewhere
        let channel = if kind == "issued" { "hall" } else { "" };
        let form =
            [("entry_key", &*key), ("kind", kind), ("channel", channel), ("quantity", quantity)];
        commission.post(address, &format!("{COUNTING}/committee/ballots"), &form).await;
    }
    let close = format!("{COUNTING}/committee/ballots/close");
    commission.close(address, &close, &[("on", &before(0))]).await;
    vec![first, second]
}

/// The figures of the village that is counted, without its key.
async fn figures(folder: &Path) -> Vec<(String, String)> {
    let mut db = database(folder).await;
    let listed = "select 'votes.' || post || '.' || candidacy_id, rank::text from candidacy";
    let rows = sqlx::query(listed).fetch_all(&mut db).await.expect("candidates");
    let votes = rows.iter().map(|row| (row.get(0), row.get(1)));
    let ballots = [
        ("printed", "40"),
        ("issued", "36"),
        ("unused", "4"),
        ("spoiled", "0"),
        ("collected", "35"),
        ("valid", "33"),
        ("invalid", "1"),
        ("blank", "1"),
    ];
    let ballots = ballots.map(|(name, figure)| (format!("ballots.{name}"), figure.to_owned()));
    votes.chain(ballots).collect()
}

/// Sends the same until it is acknowledged; says how often.
async fn until_taken(
    visitor: &Visitor,
    address: &Address,
    path: &str,
    form: &[(&str, &str)],
) -> u32 {
    for tries in 1.. {
        match visitor.send(&address.now(), path, form).await {
            Ok(answer) if taken(&answer) => return tries,
            // what is refused for its content would be refused for ever
            Ok(answer) => assert!(answer.status().is_server_error(), "{path}: {}", answer.status()),
            // the program is away
            Err(_) => {}
        }
        sleep(Duration::from_millis(50)).await;
    }
    0
}

/// Files objections one after the other; gives what was acknowledged with the number of tries.
fn writer(
    number: usize,
    visitor: Visitor,
    address: Address,
    stop: Arc<AtomicBool>,
) -> JoinHandle<Vec<(String, u32)>> {
    tokio::spawn(async move {
        let path = format!("{FILING}/committee/roll/objections");
        let mut acknowledged = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let matter = format!("objection {number}-{}", acknowledged.len());
            let day = before(0);
            let key = Uuid::new_v4().to_string();
            let form = [
                ("filed_on", day.as_str()),
                ("filed_by", "张三"),
                ("matter", &matter),
                ("entry_key", &key),
            ];
            let tries = until_taken(&visitor, &address, &path, &form).await;
            acknowledged.push((matter, tries));
        }
        acknowledged
    })
}

/// Enters lines of the ledger one after the other, ballots issued among them; gives the key of each
/// that was acknowledged with kind, quantity and the number of tries.
fn keeper(
    visitor: Visitor,
    address: Address,
    stop: Arc<AtomicBool>,
) -> JoinHandle<HashMap<Uuid, (&'static str, i32, u32)>> {
    const KINDS: [&str; 6] = ["printed", "issued", "issued", "spoiled", "unused", "collected"];
    tokio::spawn(async move {
        let path = format!("{VOTING}/committee/ballots");
        let mut acknowledged = HashMap::new();
        let mut kinds = KINDS.into_iter().cycle().zip(1..);
        while !stop.load(Ordering::Relaxed) {
            let Some((kind, quantity)) = kinds.next() else { break };
            let (key, many) = (Uuid::new_v4(), quantity.to_string());
            let entry_key = key.to_string();
            let form = [
                ("entry_key", &*entry_key),
                ("kind", kind),
                ("channel", if kind == "issued" { "hall" } else { "" }),
                ("hour", "9"),
                ("quantity", &*many),
                // more come back than went out: asked about once, and answered
                ("beyond", "1"),
            ];
            let tries = until_taken(&visitor, &address, &path, &form).await;
            acknowledged.insert(key, (kind, quantity, tries));
        }
        acknowledged
    })
}

/// Enters the sheet while things are killed.
fn enterer(
    visitor: Visitor,
    address: Address,
    figures: Vec<(String, String)>,
    key: Uuid,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let key = key.to_string();
        let form = figures.iter().map(|(name, figure)| (name.as_str(), figure.as_str()));
        let form: Vec<_> = form.chain([("entry_key", key.as_str())]).collect();
        let path = format!("{COUNTING}/committee/sheet");
        until_taken(&visitor, &address, &path, &form).await;
        // the answer was lost on its way, as far as the enterer knows
        until_taken(&visitor, &address, &path, &form).await;
    })
}

/// Waits until the program answers and its database is another than before.
async fn healed(program: &Program, before: i32) {
    let client = reqwest::Client::new();
    for _ in 0..3000 {
        if program.postgres().is_some_and(|now| now != before)
            && let Ok(answer) = client.get(format!("{}/readyz", program.address)).send().await
            && answer.status() == 200
        {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("the database did not come back");
}

/// Two entries of a sheet, the first while the program is killed, the second while the database is.
struct Sheet {
    recorders: Vec<Visitor>,
    figures: Vec<(String, String)>,
    keys: [Uuid; 2],
    entering: Vec<JoinHandle<()>>,
}

impl Sheet {
    async fn enter(&mut self, number: usize, address: &Address) {
        let visitor = self.recorders[number].clone();
        let entering = enterer(visitor, address.clone(), self.figures.clone(), self.keys[number]);
        self.entering.push(entering);
        // on its way
        sleep(Duration::from_millis(10)).await;
    }
}

async fn a_moment(random: &mut StdRng) {
    sleep(Duration::from_millis(random.random_range(100..900))).await;
}

/// Kills the program; the next start ends the orphaned database server.
async fn kill_program(
    times: u32,
    folder: &Path,
    program: &mut Program,
    address: &Address,
    sheet: &mut Sheet,
) {
    let mut random = StdRng::seed_from_u64(0x6b69_6c6c);
    let mut slowest = Duration::ZERO;
    for number in 0..times {
        a_moment(&mut random).await;
        if number == 0 {
            sheet.enter(0, address).await;
        }
        program.slay();
        let orphan = program.postgres().expect("a database server");
        assert!(kill(Pid::from_raw(orphan), None).is_ok(), "it outlives the program");
        let start = Instant::now();
        *program = tokio::task::block_in_place(|| Program::start(folder));
        slowest = slowest.max(start.elapsed());
        assert_ne!(program.postgres(), Some(orphan));
        address.0.lock().expect("an address").clone_from(&program.address);
    }
    println!("{times} kills of the program, slowest start after one {slowest:?}");
}

/// Kills the database; the program starts it again.
async fn kill_database(times: u32, program: &Program, address: &Address, sheet: &mut Sheet) {
    let mut random = StdRng::seed_from_u64(0x6461_7461);
    let mut slowest = Duration::ZERO;
    for number in 0..times {
        a_moment(&mut random).await;
        if number == 0 {
            sheet.enter(1, address).await;
        }
        let postgres = program.postgres().expect("a database server");
        kill(Pid::from_raw(postgres), Signal::SIGKILL).expect("a living server");
        let start = Instant::now();
        healed(program, postgres).await;
        slowest = slowest.max(start.elapsed());
    }
    println!("{times} kills of the database, slowest healing {slowest:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_entries_outlive_every_kill_of_program_and_database() {
    let (of_program, of_database) = kills();
    let began = Instant::now();
    let folder = Folder::new();
    let mut program = Program::start(&folder);
    let address = Address(Arc::new(Mutex::new(program.address.clone())));
    let visitors = filing(&program.address).await;
    let recorders = counting(&program.address, &folder, &visitors[0]).await;
    let figures = figures(&folder).await;
    let accounts = [("commission-c", "commission"), ("commission-d", "commission")];
    let keepers = sign_in(&program.address, &folder, VOTING, accounts).await;
    voting(&program.address, &visitors[0], &keepers[0], VOTING).await;
    let keys = [Uuid::new_v4(), Uuid::new_v4()];
    let mut sheet = Sheet { recorders, figures, keys, entering: Vec::new() };

    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|number| {
            let visitor = visitors[number % visitors.len()].clone();
            writer(number, visitor, address.clone(), stop.clone())
        })
        .collect();
    let keepers = keepers.map(|visitor| keeper(visitor, address.clone(), stop.clone()));
    kill_program(of_program, &folder, &mut program, &address, &mut sheet).await;
    kill_database(of_database, &program, &address, &mut sheet).await;
    sleep(Duration::from_millis(500)).await;
    stop.store(true, Ordering::Relaxed);
    let mut acknowledged = HashMap::new();
    for writer in writers {
        acknowledged.extend(writer.await.expect("a writer"));
    }
    let mut lines = HashMap::new();
    for keeper in keepers {
        lines.extend(keeper.await.expect("a keeper"));
    }
    let entered = sheet.entering.len();
    for entering in sheet.entering {
        entering.await.expect("an entry");
    }

    let (said, status) = beside(&folder, &["verify"], "");
    assert_eq!(status, Some(0), "{said}");
    println!("{}", said.trim());
    all_there(&folder, &acknowledged).await;
    in_the_ledger_once(&folder, &lines).await;
    entered_once(&folder, &keys[..entered], sheet.figures.len()).await;
    assert_eq!(program.terminate(Duration::from_secs(20)).and_then(|end| end.code()), Some(0));
    let again = acknowledged.values().filter(|tries| **tries > 1).count();
    println!(
        "{} entries acknowledged, {again} of them sent again, in {:?}",
        acknowledged.len(),
        began.elapsed()
    );
    let again = lines.values().filter(|(.., tries)| *tries > 1).count();
    println!("{} lines of the ledger acknowledged, {again} of them sent again", lines.len());
    assert!(acknowledged.len() > 20 && lines.len() > 10, "they wrote between the kills");
    let issued = lines.values().filter(|(kind, ..)| *kind == "issued").count();
    assert!(issued > 3, "ballots were issued between the kills");
}

/// Every entry is there once, however often it was sent.
async fn all_there(folder: &Path, acknowledged: &HashMap<String, u32>) {
    let mut db = database(folder).await;
    let filed = "select matter, count(*) from objection group by matter";
    let rows = sqlx::query(filed).fetch_all(&mut db).await.expect("objections");
    let there: HashMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for (matter, tries) in acknowledged {
        let times = there.get(matter).copied().unwrap_or_default();
        assert_eq!(times, 1, "{matter} in {tries} tries");
    }
    let known: HashSet<_> = acknowledged.keys().collect();
    assert!(there.keys().all(|matter| known.contains(matter)), "nothing that nobody sent");
}

/// Every line of the ledger is there once and as it was sent, however often that was; and no other.
async fn in_the_ledger_once(folder: &Path, lines: &HashMap<Uuid, (&'static str, i32, u32)>) {
    let mut db = database(folder).await;
    let kept = "select entry_key, ballot_movement.kind, quantity, channel from ballot_movement
        join round using (round_id) join election using (election_id)
        join place_code using (place_id) where code = $1";
    let rows = sqlx::query(kept).bind(&VOTING[5..]).fetch_all(&mut db).await.expect("a ledger");
    assert_eq!(rows.len(), lines.len(), "each once, and nothing that nobody sent");
    for row in rows {
        let (key, kind, quantity): (Uuid, String, i32) = (row.get(0), row.get(1), row.get(2));
        let (sent, many, tries) = lines.get(&key).expect("a line that was sent");
        assert_eq!((&*kind, quantity), (*sent, *many), "{key} in {tries} tries");
        let channel: Option<String> = row.get(3);
        assert_eq!(channel.as_deref(), (kind == "issued").then_some("hall"), "{key}");
    }
}

async fn entered_once(folder: &Path, keys: &[Uuid], fields: usize) {
    let mut db = database(folder).await;
    let entered =
        "select entry_key, count(*) from sheet_entry join sheet_figure using (sheet_entry_id)
        group by sheet_entry_id, entry_key";
    let rows = sqlx::query(entered).fetch_all(&mut db).await.expect("entries");
    let there: Vec<(Uuid, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(there.len(), keys.len());
    let all = i64::try_from(fields).expect("a number");
    assert!(keys.iter().all(|key| there.contains(&(*key, all))), "{there:?}");
}
