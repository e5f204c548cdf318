//! Static files: in the program, under names that carry their digest, kept by browsers for ever.

use std::{collections::HashMap, sync::LazyLock};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use super::extract::Named;

/// The folder of the files.
pub const FOLDER: &str = "/static/";
/// Where the files are.
pub const PATH: &str = "/static/{name}";

#[derive(Embed)]
#[folder = "static/"]
struct Files;

struct Kept {
    bytes: std::borrow::Cow<'static, [u8]>,
    media_type: String,
}

/// By name with digest, such as `app.0123456789abcdef.css`.
static HASHED: LazyLock<HashMap<String, Kept>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let bytes = Files::get(&name)?.data;
            let media_type = mime_guess::from_path(&*name).first_or_octet_stream().to_string();
            Some((hashed(&name, &bytes), Kept { bytes, media_type }))
        })
        .collect()
});

static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let bytes = Files::iter().filter_map(|name| Some((name.clone(), Files::get(&name)?.data)));
    bytes
        .map(|(name, bytes)| (name.to_string(), format!("/static/{}", hashed(&name, &bytes))))
        .collect()
});

fn hashed(name: &str, bytes: &[u8]) -> String {
    let digest = hex::encode(&Sha256::digest(bytes)[..8]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{digest}.{ending}"),
        None => format!("{name}.{digest}"),
    }
}

/// The address of a file of `static/`.
pub fn url(name: &str) -> &'static str {
    NAMES.get(name).map_or("/static/missing", String::as_str)
}

/// Gives a file.
pub async fn file(Named(name): Named<String>) -> Response {
    let Some(kept) = HASHED.get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, kept.media_type.as_str()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, kept.bytes.clone()).into_response()
}
