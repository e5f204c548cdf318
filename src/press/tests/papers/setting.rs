//! What the press does with any template.

use super::*;
use std::fs;
use std::path::Path;

/// A template of one line that prints the data's `name`.
const NAME: &str = "#set text(font: (\"Noto Serif CJK SC\", \"Noto Sans CJK SC\"))\n\
                    #json(\"/data.json\").name";

fn small<'a>(source: &'a str, shared: &'a [(&'a str, &'a str)]) -> Template<'a> {
    Template { name: "small.typ", source, shared }
}

fn set(source: &str, data: &Value) -> Result<Paper, PressError> {
    PRESS.set(&small(source, &[]), data, on())
}

#[test]
fn a_template_and_its_data_become_a_pdf() {
    let pdf = PRESS.pdf(&small(NAME, &[]), &json!({ "name": "沈巧云" }), on()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"), "{:?}", &pdf[..8]);
    assert!(pdf.trim_ascii_end().ends_with(b"%%EOF"));
}

#[test]
fn every_page_is_counted() {
    assert_eq!(set("一", &json!({})).unwrap().pages(), 1);
    assert_eq!(set("一 #pagebreak() 二 #pagebreak() 三", &json!({})).unwrap().pages(), 3);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let data = json!({ "name": "沈巧云" });
    let first = PRESS.pdf(&small(NAME, &[]), &data, on()).unwrap();
    // another press has nothing of the first one's memory
    let other = Press::new(&Fonts::default()).unwrap();
    assert!(first == other.pdf(&small(NAME, &[]), &data, on()).unwrap());
    // and the date and the data are part of the input
    let tomorrow = on().succ_opt().unwrap();
    assert!(first != PRESS.pdf(&small(NAME, &[]), &data, tomorrow).unwrap());
    assert!(first != PRESS.pdf(&small(NAME, &[]), &json!({ "name": "沈巧雲" }), on()).unwrap());
}

#[test]
fn a_paper_is_tagged_and_says_its_title_language_and_date() {
    let source = "#set document(title: \"R\")\n#set text(lang: \"zh\", region: \"cn\")\n= R";
    let pdf = PRESS.pdf(&small(source, &[]), &json!({}), on()).unwrap();
    let has = |needle: &str| pdf.windows(needle.len()).any(|part| part == needle.as_bytes());
    assert!(has("/MarkInfo"), "not tagged");
    assert!(has("/StructTreeRoot"), "not tagged");
    assert!(has("/Lang(zh-CN)") || has("/Lang (zh-CN)"), "no language");
    assert!(has("D:20260319000000+08"), "no date");
    assert!(has("/Title"), "no title");
}

#[test]
fn a_paper_is_fit_for_the_archive() {
    let pdf = PRESS.pdf(&small(NAME, &[]), &json!({ "name": "沈巧云" }), on()).unwrap();
    let has = |needle: &str| pdf.windows(needle.len()).any(|part| part == needle.as_bytes());
    assert!(has("<pdfaid:part>2</pdfaid:part>"), "no PDF/A-2");
    assert!(has("<pdfaid:conformance>U</pdfaid:conformance>"), "no PDF/A-2u");
}

#[test]
fn a_template_knows_the_date_that_it_is_given_and_no_other() {
    let paper = set("#datetime.today().display()", &json!({})).unwrap();
    assert_eq!(text_of(&paper), "2026-03-19");
}

#[test]
fn rare_characters_of_names_print() {
    for name in ["𠮷小满", "章㛃", "㑇䶮", "龘靐"] {
        assert!(PRESS.missing(name).is_empty());
        assert_eq!(text_of(&set(NAME, &json!({ "name": name })).unwrap()), name);
    }
}

#[test]
fn a_character_without_a_glyph_is_named_with_the_text_that_it_stands_in() {
    // a character of the private use area, as old registers hold them, and one of Extension H
    let data =
        json!({ "people": [{ "name": "王\u{E123}" }, { "name": "沈巧云" }], "by": "\u{31350}" });
    let Err(PressError::GlyphsMissing(missing)) = set("一", &data) else { panic!("it printed") };
    let named = |character, text: &str| MissingGlyph { character, text: text.to_owned() };
    assert_eq!(missing.len(), 2);
    assert!(missing.contains(&named('\u{E123}', "王\u{E123}")));
    assert!(missing.contains(&named('\u{31350}', "\u{31350}")));
}

#[test]
fn an_error_about_glyphs_tells_the_log_no_names() {
    let Err(error) = set("一", &json!({ "name": "沈巧\u{E123}" })) else { panic!("it printed") };
    assert_eq!(error.to_string(), "one character of the paper without a glyph in any font: U+E123");
}

#[test]
fn a_character_of_the_template_without_a_glyph_is_refused_too() {
    let Err(PressError::GlyphsMissing(missing)) = set("王\u{E123}", &json!({})) else {
        panic!("it printed")
    };
    assert_eq!(missing.iter().map(|glyph| glyph.character).collect::<Vec<_>>(), ['\u{E123}']);
}

#[test]
fn missing_characters_are_told_at_entry_each_once() {
    assert_eq!(PRESS.missing("王\u{E123}\u{31350}\u{E123} 张三·abc\n"), ['\u{E123}', '\u{31350}']);
    // selectors of variants show nothing of their own
    assert!(PRESS.missing("葛\u{E0100}").is_empty());
}

#[test]
fn a_broken_template_is_told_with_its_line() {
    let Err(PressError::Template { file, line, message }) = set("一\n\n#let x = (", &json!({}))
    else {
        panic!("it printed")
    };
    assert_eq!((file.as_str(), line), ("small.typ", 3));
    assert!(message.contains("unclosed delimiter"), "{message}");
}

#[test]
fn a_field_that_the_data_lack_is_told_with_its_line() {
    let Err(error) = set(NAME, &json!({ "nam": "沈巧云" })) else { panic!("it printed") };
    let told = error.to_string();
    assert!(told.starts_with("small.typ:2: "), "{told}");
    assert!(told.contains("name"), "{told}");
}

#[test]
fn an_error_in_a_shared_file_names_that_file() {
    let shared = [("/base.typ", "#let one = 1\n#let two = panic(\"no two\")")];
    let template = small("#import \"base.typ\": one", &shared);
    let Err(PressError::Template { file, line, message }) = PRESS.set(&template, &json!({}), on())
    else {
        panic!("it printed")
    };
    assert_eq!((file.as_str(), line), ("/base.typ", 2));
    assert!(message.contains("no two"), "{message}");
}

#[test]
fn a_template_reaches_no_file_package_or_parent_folder() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../etc/passwd\")",
        "#import \"@preview/cetz:0.3.4\"",
        "#image(\"/proc/self/exe\")",
    ] {
        let told = set(source, &json!({}));
        assert!(matches!(told, Err(PressError::Template { .. })), "{source}");
    }
}

#[test]
fn missing_fonts_are_named_with_the_package_that_has_them() {
    let empty = folder("empty");
    let fonts = Fonts { own: None, system: vec![empty.clone(), PathBuf::from("/nowhere")] };
    let Err(PressError::FontsMissing { files, searched }) = Press::new(&fonts) else {
        panic!("a press without fonts")
    };
    assert_eq!(files.len(), 4);
    assert_eq!(searched, [empty, PathBuf::from("/nowhere")]);
    let told = PressError::FontsMissing { files, searched }.to_string();
    assert!(told.contains("install the package fonts-noto-cjk"), "{told}");
    assert!(told.contains("NotoSerifCJK-Regular.ttc"), "{told}");
}

#[test]
fn a_file_in_the_own_folder_that_is_no_font_is_named() {
    let own = folder("no-font");
    fs::write(own.join("broken.ttf"), "no font").unwrap();
    fs::write(own.join("readme.txt"), "passed over").unwrap();
    let fonts = Fonts { own: Some(own.clone()), ..Fonts::default() };
    let Err(PressError::Unreadable { path, .. }) = Press::new(&fonts) else {
        panic!("a text file as a font")
    };
    assert_eq!(path, own.join("broken.ttf"));
}

#[test]
fn a_font_in_the_own_folder_is_there_for_templates() {
    let own = folder("own").join("nested");
    fs::create_dir(&own).unwrap();
    // a face that the press leaves alone in the system's file
    let noto = find("NotoSansCJK-Regular.ttc", Path::new("/usr/share/fonts")).unwrap();
    fs::copy(noto, own.join("office.ttc")).unwrap();
    let source = "#set text(font: \"Noto Sans Mono CJK SC\", fallback: false)\n一";
    let with_own = Press::new(&Fonts { own: Some(own), ..Fonts::default() }).unwrap();
    assert_eq!(text_of(&with_own.set(&small(source, &[]), &json!({}), on()).unwrap()), "一");
    assert_eq!(text_of(&set(source, &json!({})).unwrap()), "", "a font from nowhere");
}

#[test]
fn an_own_folder_that_does_not_exist_is_named() {
    let own = PathBuf::from("/nowhere/fonts");
    let fonts = Fonts { own: Some(own.clone()), ..Fonts::default() };
    let Err(PressError::Unreadable { path, .. }) = Press::new(&fonts) else {
        panic!("a folder that is not there")
    };
    assert_eq!(path, own);
}

#[test]
fn several_threads_print_their_own_paper() {
    std::thread::scope(|scope| {
        let papers: Vec<_> = (0..4)
            .map(|number| {
                let name = format!("第{number}人");
                scope.spawn(move || (text_of(&set(NAME, &json!({ "name": name })).unwrap()), name))
            })
            .collect();
        for paper in papers {
            let (text, name) = paper.join().unwrap();
            assert_eq!(text, name);
        }
    });
}

/// An empty folder of this test process.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The file of a name below a folder.
fn find(name: &str, folder: &Path) -> Option<PathBuf> {
    let paths: Vec<PathBuf> =
        fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let here = paths.iter().find(|path| path.ends_with(name)).cloned();
    here.or_else(|| paths.iter().filter(|path| path.is_dir()).find_map(|path| find(name, path)))
}
