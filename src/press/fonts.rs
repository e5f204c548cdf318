//! Finds the fonts at start and reads each when the first paper needs it.
//!
//! Every paper needs the four files of Debian's package fonts-noto-cjk: Serif as text, Sans for
//! headings and for the characters that Serif lacks. The office may add a folder of its own:
//! templates name the families that officials expect (仿宋, 小标宋) before Noto's, and any other
//! font in the folder serves for rare characters.

use crate::PressError;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use typst::LibraryExt;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// The library of typst, hashed once.
pub(crate) type Library = LazyHash<typst::Library>;

/// The files that every paper needs.
const NEEDED: [&str; 4] = [
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
];
/// Of the faces in these files only those for simplified Chinese are taken.
const FAMILIES: [&str; 2] = ["Noto Serif CJK SC", "Noto Sans CJK SC"];
/// Folders deeper than this below a font folder are not searched.
const DEPTH: usize = 5;

/// Where fonts are looked for.
#[derive(Clone, Debug)]
pub struct Fonts {
    /// The folder of the office's own fonts (.ttf, .otf, .ttc, .otc), which come first.
    pub own: Option<PathBuf>,
    /// The folders of the system in which fonts-noto-cjk may lie.
    pub system: Vec<PathBuf>,
}

impl Default for Fonts {
    /// No folder of the office, and the usual folders of the system.
    fn default() -> Self {
        Self {
            own: None,
            system: ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).to_vec(),
        }
    }
}

/// All faces with what they can print; their files are read when first used.
pub(crate) struct Rack {
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

struct Face {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Rack {
    /// The office's own faces, then those that every paper needs.
    pub(crate) fn load(fonts: &Fonts) -> Result<Self, PressError> {
        let own = match &fonts.own {
            Some(folder) => below(folder, DEPTH).map_err(|cause| unreadable(folder, &cause))?,
            None => Vec::new(),
        };
        // a folder of the system that does not exist is no error while another has the fonts
        let system =
            fonts.system.iter().flat_map(|folder| below(folder, DEPTH).unwrap_or_default());
        let files: Vec<PathBuf> = own.iter().cloned().chain(system).collect();
        let mut needed = Vec::new();
        let mut missing = Vec::new();
        for name in NEEDED {
            match files.iter().find(|path| path.ends_with(name)) {
                Some(path) => needed.push(path.clone()),
                None => missing.push(name),
            }
        }
        if !missing.is_empty() {
            let searched = fonts.own.iter().chain(&fonts.system).cloned().collect();
            return Err(PressError::FontsMissing { files: missing, searched });
        }
        let mut rack = Self { book: LazyHash::new(FontBook::new()), faces: Vec::new() };
        for path in own.iter().filter(|path| is_font(path) && !needed.contains(path)) {
            rack.take(path, None)?;
        }
        for path in &needed {
            rack.take(path, Some(&FAMILIES))?;
        }
        Ok(rack)
    }

    /// Notes the faces of one file: all, or the first of one of the families `only`.
    fn take(&mut self, path: &Path, only: Option<&[&str]>) -> Result<(), PressError> {
        let bytes = fs::read(path).map_err(|cause| unreadable(path, &cause))?;
        let mut taken = false;
        // looking into a face takes long, those behind the wanted one are left alone
        for index in 0.. {
            let Some(info) = FontInfo::new(&bytes, index) else { break };
            if only.is_some_and(|families| !families.contains(&info.family.as_str())) {
                continue;
            }
            self.book.push(info);
            self.faces.push(Face { path: path.to_owned(), index, font: OnceLock::new() });
            taken = true;
            if only.is_some() {
                break;
            }
        }
        if taken {
            return Ok(());
        }
        let reason = "no font for the papers in this file".to_owned();
        Err(PressError::Unreadable { path: path.to_owned(), reason })
    }

    /// What typst chooses fonts from.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face at a place in the book, read from its file the first time.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        let read = || Font::new(Bytes::new(fs::read(&face.path).ok()?), face.index);
        face.font.get_or_init(read).clone()
    }

    /// Whether some face has a glyph for a character that shows.
    pub(crate) fn has(&self, character: char) -> bool {
        unseen(character)
            || (0..self.faces.len())
                .filter_map(|index| self.book.info(index))
                .any(|info| info.coverage.contains(u32::from(character)))
    }
}

/// Whether a character shows nothing of its own: line ends, joiners, selectors of variants.
pub(crate) fn unseen(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
        || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The standard library of typst.
pub(crate) fn library() -> Library {
    LazyHash::new(typst::Library::default())
}

/// All files below a folder, sorted, so that every machine takes the same one first.
fn below(folder: &Path, depth: usize) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path);
        } else if depth > 0 {
            files.extend(below(&path, depth - 1)?);
        }
    }
    Ok(files)
}

fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

fn unreadable(path: &Path, cause: &std::io::Error) -> PressError {
    PressError::Unreadable { path: path.to_owned(), reason: cause.to_string() }
}
