//! Files kept in the database by their content, so that every process and every back-up has them.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

/// Bytes of one file of a scan.
pub const SCAN: usize = 20 * 1024 * 1024;

/// How far from the end of a file the mark of its end may stand.
const TAIL: usize = 64 * 1024;

/// What a scan may be, told by its content and by nothing that the sender says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// A PDF.
    Pdf,
    /// A picture as cameras and telephones take it.
    Jpeg,
    /// A picture as scanners keep it.
    Png,
}

impl Scan {
    const ALL: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    /// The kind of a file that begins and ends as one of its kind; `None` for anything else, also
    /// for one that was cut off.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
        let ends = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
        let png = |bytes: &[u8]| bytes.get(12..16) == Some(b"IHDR");
        if bytes.starts_with(b"%PDF-") && ends(b"%%EOF") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\xff\xd8\xff") && ends(b"\xff\xd9") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && png(bytes) && ends(b"IEND") {
            Some(Self::Png)
        } else {
            None
        }
    }

    /// As browsers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The kind that browsers call so.
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }

    /// How names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// Whether a page can show it.
    pub fn is_picture(self) -> bool {
        self != Self::Pdf
    }

    /// A scan as an answer, under a name of ours: to be kept or shown within a page, never a page of
    /// its own. Whatever it holds, it may do nothing.
    pub fn answer(self, name: &str, bytes: Vec<u8>) -> Response {
        let headers = [
            (header::CONTENT_TYPE, self.media_type().to_owned()),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}.{}\"", self.ending()),
            ),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
        ];
        (headers, bytes).into_response()
    }
}

/// Keeps a file; gives its digest. The same content is kept once.
///
/// # Errors
/// Those of the database.
pub async fn keep(db: &mut PgConnection, media_type: &str, bytes: &[u8]) -> sqlx::Result<Vec<u8>> {
    let sha256 = Sha256::digest(bytes).to_vec();
    sqlx::query!(
        "
        insert into attachment (sha256, media_type, bytes)
        values ($1, $2, $3)
        on conflict do nothing
        ",
        &sha256,
        media_type,
        bytes,
    )
    .execute(db)
    .await?;
    Ok(sha256)
}

/// The bytes of a file.
///
/// # Errors
/// Those of the database; no such file.
pub async fn bytes(db: &mut PgConnection, sha256: &[u8]) -> sqlx::Result<Vec<u8>> {
    sqlx::query_scalar!("select bytes from attachment where sha256 = $1", sha256)
        .fetch_one(db)
        .await
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn a_scan_is_told_by_its_content() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....IDAT....\0\0\0\0IEND\xaeB`\x82";
        assert_eq!(Scan::of(b"%PDF-1.7\n1 0 obj\n%%EOF\n"), Some(Scan::Pdf));
        assert_eq!(Scan::of(b"\xff\xd8\xff\xe0....\xff\xd9"), Some(Scan::Jpeg));
        assert_eq!(Scan::of(png), Some(Scan::Png));
        for foreign in [
            &b""[..],
            b"%PDF-1.7\ncut off",
            b" %PDF-1.7\n%%EOF",
            b"\xff\xd8\xff\xe0 cut off",
            &png[..20],
            b"<html>%PDF-1.7 %%EOF</html>",
            b"PK\x03\x04word/document.xml",
            b"GIF89a",
        ] {
            assert_eq!(Scan::of(foreign), None, "{foreign:?}");
        }
        for kind in Scan::ALL {
            assert_eq!(Scan::from_media_type(kind.media_type()), Some(kind));
        }
    }
}
