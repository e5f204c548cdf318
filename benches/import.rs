//! A county's persons as CSV, brought in as `huanjie import` does, against raw COPY of the same file
//! into a table without index, trigger or journal, in the same run; and how much memory it takes.
//! `./dev bench import`; `HUANJIE_BENCH_LINES` sets how many lines, 1,000,000 at first.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark may stop and tells")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::{
    env,
    fs::{self, File},
    io::{BufWriter, Read, Write},
    path::Path,
    time::{Duration, Instant},
};

use huanjie::{
    imports::{
        kinds::Kind,
        reader::Limits,
        store::{self, SentBy},
        take::Choice,
        task::{Source, Task},
    },
    places::store::{self as places, NewPlace},
    shell::{
        App, Instance,
        act::{Act, Actor},
        clock::Now,
        db,
        ids::WorldId,
        journal::{Event, Stream, heads::Heads},
        live::Live,
        mandate::{AtPlace, PlacePath},
        private_postgres::{NAME, PrivatePostgres},
        vault::Vault,
    },
};
use law::identity::Parsed;
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

const TOWN: &str = "330902102";
const UNITS: u32 = 500;

#[tokio::main]
async fn main() {
    let lines = env::var("HUANJIE_BENCH_LINES").ok().and_then(|lines| lines.parse().ok());
    let lines: u32 = lines.unwrap_or(1_000_000);
    let folder = env::temp_dir().join(format!("huanjie-bench-{}", Uuid::new_v4().simple()));
    fs::create_dir_all(&folder).expect("a folder for the data");
    let server = PrivatePostgres::start(&folder).await.expect("a server");
    let options = server.options(NAME);
    db::make_role(&options).await.expect("the role");
    db::migrate(&options).await.expect("the schema");
    let pool = db::pool(options.clone()).await.expect("connections");
    let heads = Heads::open(&folder.join("keys")).expect("keys");
    let vault = Vault::open(&folder.join("keys")).expect("a key");
    let instance = Instance::new(&folder);
    let app = App { live: Live::start(pool.clone()), db: pool, heads, vault, instance };
    town(&app).await;
    let file = folder.join("persons.csv");
    let bytes = written(&file, lines);
    println!("{lines} lines of persons, {} MB", bytes >> 20);
    println!("{:<28} {:>9} {:>12}", "", "seconds", "lines/s");
    told("raw COPY", lines, raw(options, &file).await);
    let before = memory();
    let began = Instant::now();
    let task = task(&app).await;
    task.read(Source::File(File::open(&file).expect("the file")), Limits::CONSOLE)
        .await
        .expect("read");
    told("read, checked, waiting", lines, began.elapsed());
    let mut db = app.db.acquire().await.expect("a connection");
    assert!(store::claim(&mut db, task.import_id, Now::read()).await.expect("claimed"));
    drop(db);
    let taking = Instant::now();
    let outcome =
        task.take(Actor::Console, Choice::default()).await.expect("taken").expect("all of it");
    assert_eq!(outcome.added, u64::from(lines));
    told("taken, journalled", lines, taking.elapsed());
    told("all of it", lines, began.elapsed());
    println!("memory of the program: {before} MB before, {} MB at most", memory());
    app.db.close().await;
    server.stop().await;
    fs::remove_dir_all(&folder).expect("the folder goes");
}

fn told(name: &str, lines: u32, took: Duration) {
    let rate = u128::from(lines) * 1_000_000_000 / took.as_nanos().max(1);
    println!("{name:<28} {:>9.1} {rate:>12}", took.as_secs_f64());
}

/// The most memory that the process had so far, in MB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() >> 10
}

async fn town(app: &App) {
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    places::live_world(&mut act).await.expect("a world");
    let from_on = act.now().date();
    let world_id = WorldId(1);
    let mut above = None;
    for (level, name, code) in [("county", "县", "330902"), ("town", "镇", TOWN)] {
        let new = NewPlace { world_id, parent_id: above, level, kind: None, name, code, from_on };
        above = Some(places::add(&mut act, &new).await.expect("a place"));
    }
    for unit in 0..UNITS {
        let (name, code) = (format!("第{unit}村"), format!("{TOWN}{:03}", 200 + unit));
        let (name, code) = (name.as_str(), code.as_str());
        let kind = Some("village");
        let new = NewPlace { world_id, parent_id: above, level: "unit", kind, name, code, from_on };
        places::add(&mut act, &new).await.expect("a unit");
    }
    act.commit(Stream::Instance, Event::new("places_made")).await.expect("a commit");
}

async fn task(app: &App) -> Task {
    let place = AtPlace::find(app, &PlacePath::of(WorldId(1), TOWN)).await.expect("the town");
    Task::begin(app, Kind::Persons, &place, None, &SentBy::default()).await.expect("an import")
}

/// Writes the file; gives how large it is.
fn written(path: &Path, lines: u32) -> u64 {
    let signs: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华".chars().collect();
    let names: Vec<char> = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗".chars().collect();
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    writeln!(file, "姓名,身份证号,区划代码,组别,联系电话").expect("written");
    for n in 0..lines {
        let at = |list: &[char], n: u32| list[usize::try_from(n).expect("small") % list.len()];
        let name: String =
            [at(&names, n), at(&signs, n / 20), at(&signs, n / 480)].into_iter().collect();
        // as many days and sequences as it takes for a million numbers
        let (day, month, year) = (n % 28 + 1, n / 28 % 12 + 1, 30 + n / 336 % 60);
        let old = format!("330902{year:02}{month:02}{day:02}{:03}", n / 20_160);
        let number = Parsed::read(&old).expect("a number");
        let number = number.number.reveal();
        let unit = 200 + n % UNITS;
        writeln!(file, "{name},{number},{TOWN}{unit:03},{},138{n:08}", n % 12 + 1)
            .expect("written");
    }
    file.flush().expect("written");
    fs::metadata(path).expect("the file").len()
}

/// The same file into a table that has nothing but its columns.
async fn raw(options: PgConnectOptions, path: &Path) -> Duration {
    let mut db = PgConnection::connect_with(&options).await.expect("a connection");
    db.execute("create table raw (name text, idno text, code text, group_no int, phone text)")
        .await
        .expect("a table");
    let began = Instant::now();
    let mut copy =
        db.copy_in_raw("copy raw from stdin with (format csv, header)").await.expect("a stream");
    let mut file = File::open(path).expect("the file");
    let mut chunk = vec![0; 256 * 1024];
    loop {
        let count = file.read(&mut chunk).expect("read");
        if count == 0 {
            break;
        }
        copy.send(&chunk[..count]).await.expect("sent");
    }
    copy.finish().await.expect("copied");
    let took = began.elapsed();
    db.execute("drop table raw").await.expect("dropped");
    db.close().await.expect("closed");
    took
}
