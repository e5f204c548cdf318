//! TLS: connections whose handshake is done, and a certificate of our own where there is no other.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    net::{IpAddr, SocketAddr},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::serve::Listener;
use chrono::Datelike;
use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};
use sha2::{Digest, Sha256};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
    time::timeout,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

use super::clock::Now;

/// Whoever does not shake hands within this time is let go.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// So many shake hands at one time; others wait in the system's queue.
const HANDSHAKES: usize = 256;
/// For how many years our own certificate is good: nobody on a village's network renews one.
const YEARS: i32 = 10;

/// How browsers reach the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Https {
    /// By plain http.
    #[default]
    Off,
    /// With a certificate of our own, which every browser must be told to trust.
    SelfSigned,
    /// With a certificate that browsers trust.
    Trusted,
}

/// Certificate and key in files.
#[derive(Clone, Debug)]
pub struct Files {
    /// The chain of certificates, our own first (PEM).
    pub certificate: PathBuf,
    /// The key of the first (PEM).
    pub key: PathBuf,
}

/// Why certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// They are no pair, or of a kind that is not understood.
    #[error("{0}")]
    Pair(String),
}

fn file(path: &Path, reason: impl Into<String>) -> TlsError {
    TlsError::File { path: path.to_owned(), reason: reason.into() }
}

/// Certificate and key of our own in the folder of the keys; made where they are missing.
///
/// # Errors
/// The folder cannot be written.
pub fn own(keys: &Path, address: SocketAddr, now: Now) -> Result<Files, TlsError> {
    let files = Files { certificate: keys.join("tls.crt"), key: keys.join("tls.key") };
    if files.certificate.exists() && files.key.exists() {
        return Ok(files);
    }
    fs::create_dir_all(keys).map_err(|error| file(keys, error.to_string()))?;
    let pair = |error: rcgen::Error| TlsError::Pair(error.to_string());
    let mut params = CertificateParams::new(names(address)).map_err(pair)?;
    params.distinguished_name.push(DnType::CommonName, "huanjie");
    let year = now.date().year();
    params.not_before = date_time_ymd(year - 1, 1, 1);
    params.not_after = date_time_ymd(year + YEARS, 1, 1);
    let key = KeyPair::generate().map_err(pair)?;
    let certificate = params.self_signed(&key).map_err(pair)?;
    write(&files.key, &key.serialize_pem())?;
    write(&files.certificate, &certificate.pem())?;
    Ok(files)
}

/// What browsers may call this machine: its name, and its addresses that it listens on.
fn names(address: SocketAddr) -> Vec<String> {
    let mut names = vec!["localhost".to_owned()];
    if let Ok(name) = nix::unistd::gethostname() {
        names.extend(name.into_string().ok().filter(|name| !name.is_empty()));
    }
    if address.ip().is_unspecified() {
        let interfaces = nix::ifaddrs::getifaddrs().into_iter().flatten();
        let found = interfaces.filter_map(|one| {
            let found = one.address?;
            let v4 = found.as_sockaddr_in().map(|four| IpAddr::V4(four.ip()));
            v4.or_else(|| found.as_sockaddr_in6().map(|six| IpAddr::V6(six.ip())))
        });
        names.extend(found.map(|ip| ip.to_string()));
    } else {
        names.extend(["127.0.0.1".to_owned(), address.ip().to_string()]);
    }
    names.sort();
    names.dedup();
    names
}

/// Writes a file whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), TlsError> {
    let new = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let written = options.open(&new).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&new, path)).map_err(|error| file(path, error.to_string()))
}

/// What a certificate is recognised by: SHA-256 over it, as browsers show it.
///
/// # Errors
/// The file cannot be read.
pub fn fingerprint(files: &Files) -> Result<String, TlsError> {
    let certificate = CertificateDer::from_pem_file(&files.certificate);
    let certificate = certificate.map_err(|error| file(&files.certificate, error.to_string()))?;
    let bytes: Vec<String> =
        Sha256::digest(&certificate).iter().map(|byte| format!("{byte:02X}")).collect();
    Ok(bytes.join(":"))
}

/// Reads certificate and key.
///
/// # Errors
/// They cannot be read, or are no pair.
pub fn acceptor(files: &Files) -> Result<TlsAcceptor, TlsError> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|error| file(&files.certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(file(&files.certificate, "no certificate (PEM)"));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| file(&files.key, error.to_string()))?;
    let pair = |error: tokio_rustls::rustls::Error| TlsError::Pair(error.to_string());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(pair)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Gives connections whose handshake is done; a slow one keeps nobody waiting.
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Begins to accept connections.
    ///
    /// # Errors
    /// Those of the listener.
    pub fn start(listener: TcpListener, acceptor: TlsAcceptor) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(16);
        let accepting = tokio::spawn(accept(listener, acceptor, sender));
        Ok(Self { address, ready, accepting })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        // the port is free again
        self.accepting.abort();
    }
}

async fn accept(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let hands = Arc::new(Semaphore::new(HANDSHAKES));
    // the semaphore is never closed
    while let Ok(hand) = Arc::clone(&hands).acquire_owned().await {
        let (stream, address) = Listener::accept(&mut listener).await;
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tokio::spawn(async move {
            // whoever speaks no TLS goes away unanswered
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await {
                let _ = ready.send((stream, address)).await;
            }
            drop(hand);
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // the task that accepts ends with this listener only
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
