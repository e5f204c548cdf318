//! What whoever runs the program sees of it: https, numbers, logs, work that failed.

use std::{fs, sync::Arc, time::Duration};

use huanjie::{
    server,
    shell::{clock::Now, mandate::Role, tls},
};
use law::stage::Stage;
use reqwest::{Client, StatusCode};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

use crate::{
    house::{
        app::{TestApp, UNIT},
        election::{Walk, election_day},
        folder::Folder,
    },
    serve::program::{PASSWORD, Program},
};

/// An address of this machine that nobody uses.
fn free() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("an address").to_string()
}

/// Says something by https, trusting one certificate only; gives the answer. The program of tests
/// speaks plain http otherwise, without a choice of cryptography.
async fn said_by_https(address: &str, trusted: &[u8], request: &str) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(trusted) {
        roots.add(certificate.expect("a certificate")).expect("a root");
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let place = address.strip_prefix("https://").expect("https");
    let stream = TcpStream::connect(place).await?;
    let name = ServerName::try_from("127.0.0.1").expect("a name");
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_reached_by_https_with_a_certificate_of_its_own() {
    const ALIVE: &str = "GET /healthz HTTP/1.1\r\nhost: office\r\nconnection: close\r\n\r\n";
    let folder = Folder::new();
    let program = tokio::task::block_in_place(|| Program::start_with(&folder, &["--tls", "self"]));
    let address = program.address.clone();
    assert!(address.starts_with("https://127.0.0.1:"), "{address}");
    // neither silence nor plain http keeps others waiting
    let place = address.trim_start_matches("https://");
    let _silent = TcpStream::connect(place).await.expect("connected");
    assert!(reqwest::get(format!("http://{place}/healthz")).await.is_err());
    let own = fs::read(folder.join("keys/tls.crt")).expect("a certificate");
    let alive = said_by_https(&address, &own, ALIVE).await.expect("an answer");
    assert!(alive.starts_with("HTTP/1.1 200") && alive.ends_with("ok\n"), "{alive}");
    // who trusts another certificate does not trust this one
    let elsewhere = Folder::new();
    let listen = address.trim_start_matches("https://").parse().expect("an address");
    let other = tls::own(&elsewhere, listen, Now::read()).expect("a certificate");
    let other = fs::read(other.certificate).expect("a certificate");
    assert!(said_by_https(&address, &other, ALIVE).await.is_err());

    let form = format!("account=county&password={}", PASSWORD.replace(' ', "+"));
    let sign_in = format!(
        "POST /sign-in HTTP/1.1\r\nhost: office\r\nconnection: close\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = said_by_https(&address, &own, &sign_in).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let cookie = answer.lines().find(|line| line.starts_with("set-cookie: session="));
    let cookie = cookie.expect("a cookie");
    assert!(cookie.ends_with("; Secure") && cookie.contains("HttpOnly"), "{cookie}");
    let strict = answer.contains("strict-transport-security");
    assert!(!strict, "a browser must be able to go on with a certificate of our own");
    drop(program);

    // the files of somebody else's certificate are used as they are; then browsers are told
    let (crt, key) = (folder.join("keys/tls.crt"), folder.join("keys/tls.key"));
    let files = [crt.to_str().expect("a path"), key.to_str().expect("a path")];
    let args = ["--tls-cert", files[0], "--tls-key", files[1]];
    let program = tokio::task::block_in_place(|| Program::start_with(&folder, &args));
    let alive = said_by_https(&program.address, &own, ALIVE).await.expect("an answer");
    assert!(alive.contains("strict-transport-security: max-age=2592000"), "{alive}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn monitors_have_numbers_and_the_log_is_an_object_a_line() {
    let folder = Folder::new();
    let numbers = free();
    let args = ["--metrics", &numbers, "--log", "json"];
    let program = tokio::task::block_in_place(|| Program::start_with(&folder, &args));
    let client = Client::new();
    for path in ["/healthz", "/330902102201?name=secret-word", "/no/such/page"] {
        client.get(format!("{}{path}", program.address)).send().await.expect("an answer");
    }
    let asked = async |path: &str| client.get(format!("http://{numbers}{path}")).send().await;
    let text = asked("/metrics").await.expect("numbers").text().await.expect("a text");
    for line in [
        r#"huanjie_requests_total{method="GET",route="/healthz",status="200"} 1"#,
        r#"huanjie_requests_total{method="GET",route="none",status="404"} 1"#,
        "huanjie_database_up 1",
        "huanjie_ready 1",
        "huanjie_outbox_failed 0",
        "huanjie_live_pages 0",
        "huanjie_sessions 0",
        r#"huanjie_request_seconds_bucket{method="GET",route="/{code}","#,
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("secret-word") && !text.contains("330902102201"), "{text}");
    assert_eq!(asked("/").await.expect("an answer").status(), StatusCode::NOT_FOUND);
    // the numbers are on their own port only
    let other = client.get(format!("{}/metrics", program.address)).send().await;
    assert!(!other.expect("an answer").text().await.expect("a text").contains("huanjie_ready"));

    // a database that goes away is seen, and is told as an object
    let postgres = program.postgres().expect("a server");
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(postgres), nix::sys::signal::Signal::SIGKILL)
        .expect("a killed server");
    let log = folder.join("serve.log");
    for _ in 0..500 {
        if fs::read_to_string(&log).expect("a log").contains("started again") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let text = fs::read_to_string(&log).expect("a log");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let told = |line: &serde_json::Value| {
        line["level"] == "ERROR"
            && line["message"] == "the database server ended and is started again"
    };
    assert!(lines.iter().any(told), "{text}");
}

#[tokio::test]
async fn papers_that_cannot_be_printed_are_told_and_tried_again() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.to(Stage::Outcome).await;
    // before anything is printed its work fails
    let broken = "alter table document rename to document_gone";
    sqlx::query(broken).execute(&app.app.db).await.expect("a fault");
    let seen = walk.seen().await;
    let form = [("on", &*crate::house::election::day(1)), ("seen", &*seen)];
    let answer = walk.commission.post(&walk.path("/outcome/declare"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    sqlx::query("update outbox set attempts = 3, due_at = now() + interval '1 hour', failure = 'Internal(1)'")
        .execute(&app.app.db)
        .await
        .expect("a failure long ago");
    let mended = "alter table document_gone rename to document";
    sqlx::query(mended).execute(&app.app.db).await.expect("a mended fault");

    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("文书制作失败 3 次") && page.contains("/papers/again"), "{page}");
    let admin = app.visitor("admin").await;
    let page = admin.get("/upkeep").await.text();
    assert!(page.contains("Internal(1)") && page.contains("制作选举结果文书"), "{page}");
    let again = format!("/{UNIT}/committee/papers/again");
    walk.commission.done(&again, &[]).await;
    for _ in 0..600 {
        if app.number("select count(*) from document").await == 3 {
            let page = walk.commission.get(&walk.path("/outcome")).await.text();
            assert!(!page.contains("文书制作失败"), "{page}");
            // nothing waits any more, and the records say what the papers say
            let none = walk.commission.post(&again, &[]).await;
            assert_eq!(none.status, StatusCode::CONFLICT);
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the papers were not printed");
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_let_go() {
    let app = TestApp::empty().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let silent = Duration::from_millis(500);
    tokio::spawn(server::serve(app.app.clone(), listener, std::future::pending(), silent));
    // nothing at all, the half of a head, and silence after an answer
    let whole = "GET /healthz HTTP/1.1\r\nhost: office\r\n\r\n";
    for (said, answered) in [("", false), (&whole[..30], false), (whole, true)] {
        let mut stream = TcpStream::connect(address).await.expect("connected");
        stream.write_all(said.as_bytes()).await.expect("said");
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer));
        ended.await.expect("an end of the connection").expect("an end in order");
        let answer = String::from_utf8_lossy(&answer);
        assert_eq!(answer.starts_with("HTTP/1.1 200"), answered, "{said:?}: {answer}");
    }
}

#[tokio::test]
async fn the_administrator_finds_who_signed_in_and_nobody_else_does() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    let office = app.visitor("office").await;
    let wrong = [("account", "office"), ("password", "not the password"), ("next", "")];
    app.nobody().post("/sign-in", &wrong).await;
    let all = admin.get("/upkeep/security").await.text();
    assert_eq!(all.matches("<div>登录</div>").count(), 2, "{all}");
    let one = admin.get("/upkeep/security?account=OFF&event=refused").await.text();
    assert!(one.contains("<div>账号或密码不对</div>") && one.contains(">office<"), "{one}");
    assert!(!one.contains(">admin<"), "{one}");
    let day = admin.get("/upkeep/security?happened_at_until=2001-01-01").await.text();
    assert!(day.contains("没有符合条件的记录"), "{day}");
    let bad = admin.get("/upkeep/security?happened_at_from=yesterday").await.text();
    assert!(bad.contains("field-error"), "{bad}");
    assert_eq!(office.get("/upkeep/security").await.status, StatusCode::FORBIDDEN);
    assert!(admin.get("/").await.text().contains("/upkeep"));
    assert!(!office.get("/").await.text().contains("/upkeep"));
}
