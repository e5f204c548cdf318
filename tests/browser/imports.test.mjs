// Lists in the browser: twenty thousand voters from a workbook, seen before they are taken; a file with
// mistakes; a file that is none.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { House, fill, startBrowser, startProgram } from "./house.mjs";

const TOWN = "/r/2/330902102";
const UNIT = "/r/2/330902102201";
const VOTERS = 20_000;

let program;
let browser;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "huanjie-lists-"));
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** A packed file of parts. */
function zip(parts) {
  const local = [];
  const central = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, Buffer.from(name), packed]);
    local.push(entry);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, rest, Buffer.from(name));
    at += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(local.length, 8);
  end.writeUInt16LE(local.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

/** A workbook of one sheet of texts. */
function workbook(rows) {
  const cell = (text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return zip({
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  });
}

/** With the check character of GB 11643. */
function whole(digits) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[sum % 11];
}

function voter(n) {
  const day = String((n % 28) + 1).padStart(2, "0");
  const month = String((Math.floor(n / 28) % 12) + 1).padStart(2, "0");
  const year = 1930 + (Math.floor(n / 336) % 59);
  const number = whole(`331081${year}${month}${day}${String(100 + Math.floor(n / 19_824)).padStart(3, "0")}`);
  // no name has digits
  const name = "选民" + [...String(n)].map((digit) => "甲乙丙丁戊己庚辛壬癸"[Number(digit)]).join("");
  return [name, "", `${year}-${month}-${day}`, number, String((n % 18) + 1), ""];
}

/**
 * Sends the form of a page that takes what waits, and opens the page without the head by which it comes again by
 * itself in browsers without scripts: what it shows later its script has asked for. Counts how often it asked, and
 * pages that show how far the work is.
 */
async function takenByScript(page) {
  const asked = { parts: 0, waits: 0 };
  await page.route(/\/imports\/\d+$/, async (route) => {
    const answer = await route.fetch();
    const { refresh, ...headers } = answer.headers();
    const byScript = route.request().headers()["x-by-itself"] === "1";
    if (byScript) asked.parts += 1;
    else if (refresh) asked.waits += 1;
    await route.fulfill({ response: answer, headers });
  });
  await page.locator('form[action$="/take"]').evaluate(async (form) => {
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  });
  await page.goto(page.url());
  return asked;
}

/** Waits until nobody works on an import. */
async function settled(page) {
  await page.locator("dl.figures, .message.warn").first().waitFor({ timeout: 120_000 });
}

test("twenty_thousand_voters_of_a_workbook_are_seen_and_taken", { timeout: 480_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.signedIn("office-xiaosha");
  const units = `${UNIT}/elections`;
  await page.goto(UNIT);
  await fill(page.locator(`form[action="${units}"]`), { election_on: "2008-05-08", term_no: "8", director: "1", deputy: "1", member: "3" });
  await house.look(page, `${UNIT}/imports?kind=roll`, "imports");
  await house.look(page, `${TOWN}/imports`, "imports-town");
  const file = join(folder, "voters.xlsx");
  const heads = ["姓名", "性别", "出生日期", "身份证号", "组别", "备注"];
  const rows = Array.from({ length: VOTERS }, (_, n) => voter(n));
  writeFileSync(file, workbook([["增辉村选民登记表"], heads, ...rows]));
  const lists = `${UNIT}/imports`;
  await page.goto(`${lists}?kind=roll`);
  const began = Date.now();
  await fill(page.locator(`form[action="${lists}"]`), { file });
  await settled(page);
  const read = Date.now() - began;
  const figures = await page.locator("dl.figures dd").allInnerTexts();
  // read, right, new, coming on the roll; without a number, wrong
  const all = String(VOTERS);
  assert.deepEqual(figures, [all, all, all, all, "0", "0"], await page.locator("main").innerText());
  await house.look(page, new URL(page.url()).pathname, "import-ready");
  const take = Date.now();
  const asked = await takenByScript(page);
  await page.locator("[data-wait] progress").waitFor();
  await page.locator(".message[role=status]").first().waitFor({ timeout: 120_000 });
  assert.ok(asked.parts > 0, "the part was asked for by the script");
  assert.equal(asked.waits, 1, "the page came anew once, when the work was done");
  await page.unrouteAll();
  console.log(`${VOTERS} voters: read in ${read} ms, taken in ${Date.now() - take} ms`);
  await house.look(page, new URL(page.url()).pathname, "import-done");
  await page.goto(`${UNIT}/committee/roll`);
  assert.ok((await page.locator("dl.figures").first().innerText()).includes(String(VOTERS)));
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

test("mistakes_are_told_and_lines_left_out", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.signedIn("office-xiaosha");
  const lists = `${TOWN}/imports`;
  const file = join(folder, "persons.csv");
  const lines = [
    "姓名,性别,出生日期,身份证号,村,联系电话,备注",
    "王秀英,女,1971-05-06,3.30902E+17,增辉村,13800138000,",
    "李建国,无,1950年2月3日,,增辉,,低保",
    "张三,男,1970.1,,无名村,打不通,",
    "Test A,女,1980-02-03,,毛峙村,,",
    `陈平,,,${whole("33090219600102311")},毛峙村,,`,
  ];
  writeFileSync(file, lines.join("\n"));
  await house.refused(page, lists, lists, { kind: "persons" }, "imports-refused");
  await page.goto(lists);
  await fill(page.locator(`form[action="${lists}"]`), { kind: "persons", file });
  await settled(page);
  const path = new URL(page.url()).pathname;
  await house.look(page, path, "import-problems");
  await house.refused(page, path, `${path}/take`, {}, "import-undecided");
  await page.goto(path);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('a[href$="/rejected/csv"]').click()]);
  const rejected = readFileSync(await download.path(), "utf8");
  // the last is only to be checked, and is taken
  assert.equal(rejected.trim().split("\r\n").length, 5, rejected);
  await page.goto(path);
  await fill(page.locator('form[action$="/take"]'), { numbers: "supply", leave: "1" });
  await page.locator(".message[role=status]").first().waitFor();
  await house.look(page, path, "import-left");
  await page.goto(path);
  assert.deepEqual(await page.locator("dl.figures dd").allInnerTexts(), ["3", "0", "0", "2"]);
  await page.locator('main a.button[href*="?import="]').click();
  await page.waitForLoadState();
  const result = new URL(page.url());
  assert.equal(await page.locator("#table-persons tbody tr").count(), 3);
  await house.look(page, result.pathname + result.search, "persons-of-import");
  // the same people again, in another village: they look like somebody who is there
  const again = join(folder, "again.csv");
  writeFileSync(again, "姓名,性别,出生日期,村\n王秀英,女,1971-05-06,毛峙村\nTest A,女,1980-02-03,毛峙村\n");
  await page.goto(lists);
  await fill(page.locator(`form[action="${lists}"]`), { kind: "persons", file: again });
  await settled(page);
  await house.look(page, new URL(page.url()).pathname, "import-alike");
  await house.look(page, lists, "imports-latest");
  // two lists about the same person: who decides about the second sees anew what the first has changed
  const waiting = [];
  for (const schooling of ["高中", "大专"]) {
    const changing = join(folder, "schooling.csv");
    writeFileSync(changing, `姓名,性别,出生日期,村,文化程度\n王秀英,女,1971-05-06,增辉村,${schooling}\n`);
    await page.goto(lists);
    await fill(page.locator(`form[action="${lists}"]`), { kind: "persons", file: changing });
    await settled(page);
    waiting.push(new URL(page.url()).pathname);
  }
  await page.goto(waiting[0]);
  await fill(page.locator('form[action$="/take"]'), {});
  await page.locator(".message[role=status]").first().waitFor();
  await page.goto(waiting[1]);
  await fill(page.locator('form[action$="/take"]'), {});
  await page.locator('.message.warn[role="alert"] + form[action$="/take"]').waitFor();
  assert.ok((await page.locator("tr.change").innerText()).includes("高中 → 大专"));
  await house.look(page, waiting[1], "import-changed");
  const none = join(folder, "none.xlsx");
  writeFileSync(none, "PK\x03\x04");
  await page.goto(lists);
  await fill(page.locator(`form[action="${lists}"]`), { kind: "persons", file: none });
  await settled(page);
  await house.look(page, new URL(page.url()).pathname, "import-failed");
  await house.look(page, `${TOWN}/persons`, "persons-files");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});
