//! The running program: from start to the first response, memory when idle, a page and a static file
//! under load beside a page of bare axum in the same run. `./dev bench serve`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark may stop and tells")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use reqwest::{Client, Url};
use uuid::Uuid;

/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(5);
const CONNECTIONS: usize = 8;

#[tokio::main]
async fn main() {
    let folder = env::temp_dir().join(format!("huanjie-bench-{}", Uuid::new_v4().simple()));
    for name in ["first start, with a new database", "start, with a database"] {
        let (mut program, _, took) = start(&folder).await;
        println!("{name:<34} {:>6} ms to the first response", took.as_millis());
        end(&mut program);
    }
    let (mut program, address, _) = start(&folder).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!(
        "{:<34} {:>6} kB resident, Postgres apart",
        "memory when idle",
        resident(program.id())
    );
    let page = format!("{address}sign-in");
    let text = reqwest::get(&page).await.expect("a page").text().await.expect("text");
    let style = text
        .split('"')
        .find(|part| part.contains("/static/app.") && part.contains(".css"))
        .expect("a style")
        .to_owned();
    let bare = bare(text).await;
    let style = Url::parse(&address).expect("an address").join(&style).expect("an address");
    for (name, url) in [
        ("page of bare axum, same bytes", bare),
        ("page to sign in", Url::parse(&page).expect("an address")),
        ("static file", style),
    ] {
        let mut took = load(&url).await;
        took.sort_unstable();
        let at = |share: usize| took[(took.len() - 1) * share / 100].as_micros();
        let rate = took.len() as u64 / LASTS.as_secs();
        println!("{name:<34} {rate:>6}/s  p50 {} us  p99 {} us", at(50), at(99));
    }
    println!("{:<34} {:>6} kB resident, Postgres apart", "memory after", resident(program.id()));
    end(&mut program);
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// Starts the program; gives its address and how long the first response took.
async fn start(folder: &Path) -> (Child, String, Duration) {
    let began = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_huanjie"))
        .args(["serve", "--sample", "--listen", "127.0.0.1:0", "--lang", "en", "--data"])
        .arg(folder)
        .env_remove("DATABASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    let out = program.stdout.take().expect("piped");
    BufReader::new(out).read_line(&mut first).expect("a line");
    let words = first.split([' ', '\n']).find(|word| word.starts_with("http://"));
    let address = format!("{}/", words.expect("an address"));
    reqwest::get(format!("{address}sign-in")).await.expect("a response");
    (program, address, began.elapsed())
}

fn end(program: &mut Child) {
    let id = i32::try_from(program.id()).expect("an id");
    kill(Pid::from_raw(id), Signal::SIGTERM).expect("told to end");
    program.wait().expect("the program ends");
}

fn resident(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).expect("a status");
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// The same bytes by axum alone.
async fn bare(text: String) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let text: &'static str = text.leak();
    let router = Router::new().route("/", get(move || async move { axum::response::Html(text) }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Url::parse(&format!("http://{address}/")).expect("an address")
}

/// How long each request took, on so many connections at once.
async fn load(url: &Url) -> Vec<Duration> {
    let client = Client::new();
    let until = Instant::now() + LASTS;
    let connections = (0..CONNECTIONS).map(|_| {
        let (client, url) = (client.clone(), url.clone());
        tokio::spawn(async move {
            let mut took = Vec::new();
            while Instant::now() < until {
                let began = Instant::now();
                let answer = client.get(url.clone()).send().await.expect("an answer");
                assert!(answer.status().is_success());
                answer.bytes().await.expect("bytes");
                took.push(began.elapsed());
            }
            took
        })
    });
    let mut all = Vec::new();
    for connection in connections.collect::<Vec<_>>() {
        all.extend(connection.await.expect("a connection ends"));
    }
    all
}
