//! The built program serving, and visitors that speak to it.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use huanjie::shell::private_postgres::{NAME, running};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use reqwest::{Client, Response, redirect::Policy};
use sqlx::{Connection, PgConnection};

/// The password of the sample's accounts in tests.
pub const PASSWORD: &str = "a password of tests";

/// `huanjie serve` on a data folder, ended when dropped.
pub struct Program {
    child: Child,
    /// Such as `http://127.0.0.1:40123`.
    pub address: String,
    folder: PathBuf,
}

/// The program with a plain environment.
pub fn huanjie() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huanjie"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("HUANJIE_SAMPLE_PASSWORD", PASSWORD);
    command
}

impl Program {
    /// Starts it and waits until it says its address.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// The same with more of the command line.
    pub fn start_with(folder: &Path, args: &[&str]) -> Self {
        Self::started(huanjie(), folder, args)
    }

    /// The same, where the system lets it have few open files at first.
    pub fn start_narrow(folder: &Path, files: u32) -> Self {
        let mut shell = Command::new("sh");
        let program = huanjie();
        shell.env_clear();
        shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.args(["-c", &format!("ulimit -S -n {files}; exec \"$0\" \"$@\"")]);
        shell.arg(program.get_program());
        Self::started(shell, folder, &[])
    }

    fn started(mut program: Command, folder: &Path, args: &[&str]) -> Self {
        let log = File::options().append(true).create(true).open(folder.join("serve.log"));
        let mut child = program
            .args(["serve", "--sample", "--lang", "en", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log"))
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.split_whitespace().find(|word| word.starts_with("http"));
        let address = address
            .unwrap_or_else(|| {
                panic!("{}", std::fs::read_to_string(folder.join("serve.log")).expect("a log"))
            })
            .to_owned();
        Self { child, address, folder: folder.to_owned() }
    }

    /// Ends it as a crash does; its database server goes on.
    pub fn slay(&mut self) {
        self.child.kill().expect("a killed program");
        assert_eq!(self.child.wait().expect("its end").signal(), Some(9));
    }

    /// Asks it to end and waits; `None` when it does not.
    pub fn terminate(&mut self, wait: Duration) -> Option<ExitStatus> {
        let pid = i32::try_from(self.child.id()).expect("a process");
        kill(Pid::from_raw(pid), Signal::SIGTERM).expect("a living program");
        let began = Instant::now();
        while began.elapsed() < wait {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The database server's first process, as the data name it.
    pub fn postgres(&self) -> Option<i32> {
        postgres(&self.folder)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|end| end.is_none())
            && self.terminate(Duration::from_secs(20)).is_none()
        {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The database server's first process, as the data name it.
pub fn postgres(folder: &Path) -> Option<i32> {
    let told = std::fs::read_to_string(folder.join("postgres/postmaster.pid")).ok()?;
    told.lines().next()?.trim().parse().ok()
}

/// Its database, reached beside it.
pub async fn database(folder: &Path) -> PgConnection {
    let options = running(folder, NAME).expect("a running server");
    PgConnection::connect_with(&options).await.expect("a connection")
}

/// Runs a command beside it; gives what it said and its status.
pub fn beside(folder: &Path, args: &[&str], input: &str) -> (String, Option<i32>) {
    let mut child = huanjie()
        .args(args)
        .args(["--lang", "en", "--data"])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut given = child.stdin.take().expect("its input");
    // a command that reads nothing may have ended
    let _ = given.write_all(input.as_bytes());
    drop(given);
    let done = child.wait_with_output().expect("its end");
    let said = [done.stdout, done.stderr].concat();
    (String::from_utf8(said).expect("UTF-8"), done.status.code())
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    cookie: String,
}

impl Visitor {
    /// Signs in.
    pub async fn sign_in(address: &str, account: &str, password: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(20));
        let client = client.build().expect("a client");
        let form = [("account", account), ("password", password)];
        let answer = client.post(format!("{address}/sign-in")).form(&form).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 303, "{account} signs in");
        let cookies = answer.headers().get_all("set-cookie").iter();
        let mut cookies = cookies.map(|cookie| cookie.to_str().expect("a cookie"));
        // that of the session, or of who still has to show a code
        let begins =
            |cookie: &&str| cookie.starts_with("session=") || cookie.starts_with("sign_in=");
        let cookie = cookies.find(begins).expect("a session");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        Self { client, cookie }
    }

    /// Goes on with the code of a second factor.
    pub async fn second(&self, address: &str, code: &str) -> Self {
        let form = [("one_time", code), ("next", "")];
        let answer = self.send(address, "/sign-in/code", &form).await.expect("an answer");
        assert_eq!(answer.status(), 303, "the code is taken");
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|one| one.to_str().ok()?.split(';').next());
        let cookies: Vec<&str> = cookies.filter(|one| !one.ends_with('=')).collect();
        Self { client: self.client.clone(), cookie: cookies.join("; ") }
    }

    /// Sends a form.
    pub async fn send(
        &self,
        address: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> reqwest::Result<Response> {
        let request = self.client.post(format!("{address}{path}")).form(form);
        request.header("cookie", &self.cookie).send().await
    }

    /// Moves the date of the sample's rehearsal, as the town's office.
    pub async fn rehearse(&self, address: &str, on: &str) {
        self.post(address, "/r/2/330902102/rehearsal-date", &[("today_on", on)]).await;
    }

    /// Sends a form that has to be taken.
    pub async fn post(&self, address: &str, path: &str, form: &[(&str, &str)]) {
        let answer = self.send(address, path, form).await.expect("an answer");
        assert!(taken(&answer), "{path} {form:?}: {}", answer.status());
    }

    /// Closes a stage from the page that asks once more, with the day of the form.
    pub async fn close(&self, address: &str, path: &str, form: &[(&str, &str)]) {
        let on = form.iter().find(|(name, _)| *name == "on").expect("a day").1;
        let page = self.open(address, &format!("{path}?on={on}")).await.text().await;
        let page = page.expect("a page");
        let seen =
            page.split(r#"name="seen" value=""#).nth(1).and_then(|one| one.split('"').next());
        let seen = seen.unwrap_or_else(|| panic!("nothing is shown: {page}"));
        self.post(address, path, &[form, &[("seen", seen)]].concat()).await;
    }

    /// Sends a file of voters.
    pub async fn upload(&self, address: &str, path: &str, file: &str) {
        let body = format!(
            "--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"roll.csv\"\r\n\
            content-type: text/csv\r\n\r\n{file}\r\n--part--\r\n"
        );
        let request = self.client.post(format!("{address}{path}")).body(body);
        let request = request.header("content-type", "multipart/form-data; boundary=part");
        let answer = request.header("cookie", &self.cookie).send().await.expect("an answer");
        assert!(taken(&answer), "{path}: {}", answer.status());
    }

    /// Opens a page, or a stream of changes.
    pub async fn open(&self, address: &str, path: &str) -> Response {
        let request = self.client.get(format!("{address}{path}"));
        request.header("cookie", &self.cookie).send().await.expect("an answer")
    }
}

/// Whether an entry was acknowledged: answered by going on, not by signing in again.
pub fn taken(answer: &Response) -> bool {
    let to = answer.headers().get("location").and_then(|to| to.to_str().ok());
    answer.status() == 303 && to.is_some_and(|to| !to.starts_with("/sign-in"))
}
