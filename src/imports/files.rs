//! Files of imports: empty lists to fill in, and the lines that were left out.

use axum::{extract::State, response::Response};
use rust_xlsxwriter::{Format as Style, Workbook, XlsxError};
use serde::Deserialize;
use tokio::sync::mpsc;

use super::{
    BringIn,
    kinds::{Kind, told::Told},
    pages::ImportPath,
    shown::{alike_lines, changed},
    sight,
    store::{
        self, alike, changing,
        lines::{self, Which},
    },
    task::KeptHeads,
};
use crate::shell::{
    App, Error,
    extract::Named,
    mandate::Mandate,
    table::{self, Format, FormatPath},
    view::Visit,
    words::Words,
};

/// Lines that are read at once.
const CHUNK: i64 = 500;
/// Lines of a template whose cells are texts, so that no number loses its digits.
const WIDTH: u32 = 18;

/// The template that a path names.
#[derive(Deserialize)]
pub struct TemplatePath {
    kind: String,
    format: Format,
}

/// An empty list with the heads of its columns; the workbook explains them on a sheet of its own.
pub async fn template(
    visit: Visit,
    _: Mandate<BringIn>,
    Named(path): Named<TemplatePath>,
) -> Result<Response, Error> {
    let kind = Kind::from_word(&path.kind).ok_or(Error::NotFound)?;
    let w = visit.words;
    let title = w.text(&format!("import-kind-{}", kind.word()));
    let name = w.text_with("import-template-name", &[("kind", title.into())]);
    let bytes = match path.format {
        Format::Csv => {
            let labels: Vec<String> = kind.told(&w).into_iter().map(|one| one.label).collect();
            format!("\u{feff}{}\r\n", labels.join(",")).into_bytes()
        }
        Format::Xlsx => workbook(kind, &w).map_err(|error| Error::internal(&error))?,
    };
    Ok(table::finished(path.format, (&name, kind.word()), bytes))
}

fn workbook(kind: Kind, w: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (head, text) = (Style::new().set_bold(), Style::new().set_num_format("@"));
    let columns: Vec<Told> = kind.told(w);
    let sheet = workbook.add_worksheet();
    sheet.set_name(w.text(&format!("import-kind-{}", kind.word())))?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(&columns) {
        sheet.set_column_width(at, WIDTH)?.set_column_format(at, &text)?;
        sheet.write_string_with_format(0, at, &column.label, &head)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(w.text("import-template-how"))?;
    sheet.set_column_width(0, WIDTH)?.set_column_width(1, 16)?.set_column_width(2, 70)?;
    for (row, column) in (0..).zip(&columns) {
        sheet.write_string_with_format(row, 0, &column.label, &head)?;
        sheet.write_string(row, 1, &column.need)?;
        sheet.write_string(row, 2, &column.how)?;
    }
    workbook.save_to_buffer()
}

/// The lines that were left out, as they stood, with what is wrong: mended and sent again they merge.
/// Before anything is taken it is those of which something is told.
pub async fn rejected(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
    Named(FormatPath { format }): Named<FormatPath>,
) -> Result<Response, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let import = store::find(&mut db, mandate.over.place_id, path.import).await?;
    let places = sight::places(&mut db, &visit, &mandate.over).await?;
    let which = if import.state == "done" { Which::Left } else { Which::Told };
    let heads: KeptHeads = serde_json::from_value(import.heads).unwrap_or_default();
    let width = heads.heads.len();
    let mut labels = heads.heads;
    labels.push(w.text("import-problem-head"));
    let title = w.text("import-rejected-name");
    listed((format, &title, "rejected"), labels, async move |after| {
        let next = (after, CHUNK);
        let lines = lines::after(&mut db, &app.vault, path.import, next, which, &places).await?;
        let rows = lines.into_iter().map(|line| {
            let told = line.told(&w);
            let mut cells = line.cells;
            cells.resize(width, String::new());
            cells.push(told);
            (line.line, cells)
        });
        Ok(rows.collect())
    })
    .await
}

/// The lines that look like somebody who is registered, each with whom it looks like.
pub async fn alike(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
    Named(FormatPath { format }): Named<FormatPath>,
) -> Result<Response, Error> {
    let (w, place) = (visit.words, mandate.over);
    let mut db = app.db.acquire().await?;
    store::find(&mut db, place.place_id, path.import).await?;
    let places = sight::places(&mut db, &visit, &place).await?;
    let labels = ["import-line", "import-alike-said", "import-alike-known"].map(|key| w.text(key));
    let title = w.text("import-alike");
    listed((format, &title, "alike"), labels.to_vec(), async move |after| {
        let lines = alike::after(&mut db, path.import, (after, CHUNK), &places).await?;
        let rows = alike_lines(lines, place.at.world, &w).into_iter().map(|one| {
            let known = one.known_as(&w);
            (one.line, vec![one.line.to_string(), one.said, known])
        });
        Ok(rows.collect())
    })
    .await
}

/// The lines that change who or what is registered, each with old and new.
pub async fn changes(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
    Named(FormatPath { format }): Named<FormatPath>,
) -> Result<Response, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let import = store::find(&mut db, mandate.over.place_id, path.import).await?;
    let labels = ["import-line", "import-changes-of", "import-changes-what"].map(|key| w.text(key));
    let title = w.text("import-changes-name");
    listed((format, &title, "changes"), labels.to_vec(), async move |after| {
        let lines = changing::after(&mut db, path.import, (after, CHUNK)).await?;
        let rows = lines.into_iter().filter_map(|one| changed(one, &import.kind, &w));
        let rows =
            rows.map(|(line, name, told)| (line, vec![line.to_string(), name, told.join("; ")]));
        Ok(rows.collect())
    })
    .await
}

/// A file of lines, which are read while it is written: the next ones after a line, each as cells.
async fn listed(
    (format, title, plain): (Format, &str, &str),
    labels: Vec<String>,
    mut next: impl AsyncFnMut(i64) -> Result<Vec<(i64, Vec<String>)>, Error>,
) -> Result<Response, Error> {
    let (send, rows) = mpsc::channel(2);
    let reading = async move {
        let mut after = 0;
        loop {
            let lines = next(after).await?;
            let Some((last, _)) = lines.last() else { return Ok::<(), Error>(()) };
            after = *last;
            if send.send(lines.into_iter().map(|(_, cells)| cells).collect()).await.is_err() {
                return Ok(());
            }
        }
    };
    let (answer, read) =
        tokio::join!(table::of_texts(format, (title, plain), labels, rows), reading);
    read?;
    answer
}
