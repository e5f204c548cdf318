// One election in the browser, from the opened case to the papers, by those who may; every page is
// looked at on the way. The sample has the places and the people.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, closes, done, fill, send, startBrowser, startProgram } from "./house.mjs";

const TOWN = "/r/2/330902102";
const UNIT = "/r/2/330902102201";
const CASE = `${UNIT}/committee`;
// VC18 and ZJ20 govern this day, and all days before it are past
const ELECTION_DAY = "2025-03-18";
const SIGNS = [..."甲乙丙丁戊己庚辛壬癸"];
const VOTERS = 60;

let program;
let browser;
let house;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** A test with visitors of its own, on whose pages nothing may be wrong. */
function visit(name, work) {
  test(name, { timeout: 360_000 }, async (context) => {
    house = new House(browser, program.address);
    await work(context);
    assert.deepEqual(house.problems, [], "what is wrong on the pages");
    for (const open of browser.contexts()) await open.close();
  });
}

visit("sign_in_works_by_the_keyboard_alone", async () => {
  const page = await house.nobody();
  await house.look(page, "/sign-in", "sign-in");
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "#main", "the first stop leads past the head");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "account");
  await house.typeCredentials(page, "office-xiaosha");
  await page.locator(`main a[href="${TOWN}"]`).first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const stops = [];
  while (stops.length < 20 && stops.at(-1) !== TOWN) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${TOWN}`);
});

/** What the keyboard stands on, which must be seen to stand there. */
async function focused(page) {
  const [name, outline] = await page.evaluate(() => {
    const on = document.activeElement;
    const style = getComputedStyle(on);
    return [on.getAttribute("href") ?? on.id, style.outlineStyle + style.boxShadow];
  });
  assert.notEqual(outline, "nonenone", `${name} shows that the keyboard stands on it`);
  return name;
}

visit("sign_in_and_a_form_work_without_scripts", async () => {
  const page = await house.signedIn("office-xiaosha", { javaScriptEnabled: false });
  await page.goto(`${TOWN}/units`);
  const form = page.locator(`form[action="${TOWN}/units"]`);
  const wrong = await fill(form, { name: "", code: "330902102209" });
  assert.equal(wrong.status(), 400);
  assert.equal(await page.locator("#code").inputValue(), "330902102209", "nothing typed is lost");
  const [kind] = await form.locator("option:not([value=''])").all();
  await fill(form, { name: "新增村", kind: await kind.getAttribute("value") });
  await page.goto(TOWN);
  await page.locator('main a[href="/r/2/330902102209"]', { hasText: "新增村" }).waitFor();
});

visit("a_form_sent_after_the_session_is_kept", async () => {
  const page = await house.signedIn("office-xiaosha");
  await page.goto(`${TOWN}/units`);
  await page.context().clearCookies({ name: "session" });
  const form = page.locator(`form[action="${TOWN}/units"]`);
  const [kind] = await form.locator("option:not([value=''])").all();
  const fields = { name: "留存村", code: "330902102208", kind: await kind.getAttribute("value") };
  const asked = await fill(form, fields);
  assert.equal(asked.status(), 401);
  await house.see(page, "kept-sign-in");
  await house.credentials(page, "office-xiaosha");
  await house.see(page, "kept-form");
  await fill(page.locator(`form[action="${TOWN}/units"]`), {});
  await page.goto(TOWN);
  await page.locator('main a[href="/r/2/330902102208"]', { hasText: "留存村" }).waitFor();
});

visit("a_village_walks_from_the_opened_case_to_the_papers", async (context) => {
  const people = await signIn();
  await opens(people);
  await rolls(people);
  await lists(people);
  await votes(people);
  await counts(people);
  await declares(people);
  context.diagnostic(`${house.looked} looks at pages`);
});

async function signIn() {
  const nobody = await house.nobody();
  const wrong = { account: "nobody", password: "wrong" };
  await house.refused(nobody, "/sign-in", "/sign-in", wrong, "sign-in-refused");
  const office = await house.signedIn("office-xiaosha");
  const commission = await house.signedIn("commission-zenghui");
  const recorder1 = await house.signedIn("recorder1-zenghui");
  const recorder2 = await house.signedIn("recorder2-zenghui");
  return { office, commission, recorder1, recorder2 };
}

async function opens({ office }) {
  await house.look(office, "/", "desk");
  await house.refused(office, `${TOWN}/units`, `${TOWN}/units`, { name: "", code: "12" }, "town-refused");
  await house.look(office, TOWN, "town");
  await house.look(office, UNIT, "unit");
  await rehearses(office);
  const fields = { election_on: ELECTION_DAY, term_no: "8", director: "1", deputy: "1", member: "3" };
  // the day is past in the rehearsal by then: the page asks once more
  const asked = await send(office, UNIT, `${UNIT}/elections`, fields);
  assert.equal(asked.status(), 400);
  await house.see(office, "unit-past");
  const focused = await office.evaluate(() => document.activeElement.className);
  assert.equal(focused, "summary", "who is told of errors begins there");
  const opened = await fill(office.locator(`form[action="${UNIT}/elections"]`), {});
  assert.ok(opened.ok(), `opened: ${opened.status()}`);
  await house.look(office, CASE, "case");
  await house.look(office, `${CASE}/seats`, "seats");
  const day = `${CASE}/day`;
  await house.look(office, day, "day");
  await house.refused(office, day, day, { on: "2035-03-18", reason: "" }, "day-refused");
}

/** The rehearsal goes on with a day after all that follows. */
async function rehearses(office) {
  const page = `${TOWN}/rehearsal-date`;
  await house.look(office, page, "rehearsal-date");
  await house.refused(office, page, page, { today_on: "" }, "rehearsal-date-refused");
  await done(office, page, page, { today_on: "2025-03-31" });
  await house.look(office, "/330902102", "town-rehearsed");
  assert.equal(new URL(office.url()).pathname, TOWN, "an address without a world leads to the rehearsal");
}

async function rolls({ office, commission, recorder1 }) {
  const page = `${CASE}/roll`;
  await house.look(office, page, "roll-empty");
  await house.refused(office, page, `${page}/import`, { file: csv([",x,1970-13-01,0,d"]) }, "roll-refused");
  await comes(commission, page, `form[action="${page}/post"]`, () =>
    done(office, page, `${page}/import`, { file: csv(voters()) }));
  await house.look(office, `${page}/clear`, "roll-clear");
  await house.look(commission, page, "roll");
  await house.refused(commission, page, `${page}/post`, { on: "2025-03-10" }, "roll-late");
  // an open page of somebody else tells at once that the roll is posted
  await live(office, CASE, "rail", () =>
    closes(commission, page, `${page}/post`, { on: "2025-02-20" }));
  const redate = `${CASE}/stages/roll/correct`;
  await house.refused(office, redate, redate, { on: "2025-03-10", reason: "看错了" }, "redate-refused");
  await done(office, redate, redate, { on: "2025-02-19", reason: "照片上是 19 日" });
  await house.look(office, CASE, "case-redated");
  const objection = { filed_on: "2025-02-22", filed_by: "欧阳娜娜", matter: "漏登一人，请补录" };
  await done(office, page, `${page}/objections`, objection);
  await house.look(commission, page, "objections");
  const decide = await decision(commission, page);
  await house.look(commission, decide, "objection");
  const rejected = { decided_on: "2025-02-24", decision: "rejected" };
  await house.refused(commission, decide, decide, rejected, "objection-refused");
  await done(commission, decide, decide, { ...rejected, grounds: "已在名单上" });
  await done(office, page, `${page}/objections`, { ...objection, matter: `漏登欧阳娜娜${"a".repeat(900)}` });
  const added = {
    decision: "upheld", grounds: "漏登", decided_on: "2025-02-24", change: "add",
    name: "欧阳娜娜", sex: "f", birth_on: "1988-06-12", group: "2", category: "b",
  };
  const second = await decision(commission, page);
  await done(commission, second, second, added);
  await house.look(commission, second, "objection-upheld");
  await house.look(commission, second.replace("/decide", "/correct"), "objection-more");
  const first = decide.replace("/decide", "/anew");
  await house.refused(commission, first, first, { cause: "mistake", reason: "" }, "anew-refused");
  await done(commission, first, first, {
    ...rejected, cause: "mistake", reason: "理由没有写全", grounds: "已在名单第 2 组，没有漏登",
  });
  await house.look(commission, decide, "objection-anew");
  const correct = `${page}/correct`;
  await house.refused(commission, correct, correct, { change: "strike" }, "correct-refused");
  const struck = { change: "strike", voter: voter(59), grounds: "迁出", made_on: "2025-02-24" };
  await done(commission, correct, correct, struck);
  await done(commission, correct, correct, { ...struck, voter: voter(58), made_on: "2025-03-31" });
  await house.look(commission, page, "roll-corrected");
  const mend = await commission.locator('a[href*="/corrections/"]').last().getAttribute("href");
  await house.look(commission, mend, "correction-day");
  await house.refused(commission, mend, mend, { made_on: "2025-02-01", reason: "" }, "correction-day-refused");
  await done(commission, mend, mend, { made_on: "2025-02-24", reason: "日期录错" });
  const notices = `${page}/notices`;
  await closes(commission, page, notices, { posted_on: "2025-02-26" });
  await house.look(commission, `${notices}/1`, "notice-made");
  const day = `${notices}/1/day`;
  await house.refused(commission, day, day, { posted_on: "2025-02-01" }, "notice-day-refused");
  await done(commission, day, day, { posted_on: "2025-02-25", reason: "贴上墙的是前一天" });
  const withdraw = `${notices}/1/withdraw`;
  await house.look(commission, withdraw, "notice-withdraw");
  await done(commission, withdraw, withdraw, { reason: "漏盖印章，重新张贴" });
  await house.look(office, `${notices}/1`, "notice-withdrawn");
  await house.look(commission, `${notices}?posted_on=2025-02-25`, "notice-check");
  await closes(commission, page, notices, { posted_on: "2025-02-25" });
  await house.look(office, `${notices}/2`, "notice");
  await house.look(commission, `${page}/seal?on=2025-02-27`, "roll-check");
  await keeps(office, page, "matter", () =>
    closes(commission, page, `${page}/seal`, { on: "2025-02-27" }));
  await house.look(recorder1, page, "forbidden");
  await house.look(commission, `${CASE}/nothing`, "not-found");
}

/** Where the objection that waits is decided. */
async function decision(page, path) {
  await page.goto(path);
  return page.locator('a[href$="/decide"]').last().getAttribute("href");
}

/** An act shows on an open page within two seconds, without a new load. */
async function live(page, path, part, act) {
  const connected = page.waitForResponse((one) => one.request().resourceType() === "eventsource");
  await page.goto(path);
  await connected;
  await page.evaluate(() => { globalThis.loadedOnce = true; });
  const place = page.locator(`[data-part="${part}"]`);
  const before = await place.innerText();
  await act();
  const acted = Date.now();
  let shown = before;
  while (shown === before && Date.now() - acted < 2000) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    shown = await place.innerText();
  }
  assert.notEqual(shown, before, `${part} of ${path} shows the act within two seconds`);
  assert.ok(await page.evaluate(() => globalThis.loadedOnce), "the page was not loaded anew");
}

/** What can be done since an act of somebody else comes onto a page that was open before. */
async function comes(page, path, form, act) {
  const connected = page.waitForResponse((one) => one.request().resourceType() === "eventsource");
  await page.goto(path);
  await connected;
  assert.equal(await page.locator(form).count(), 0, `${form} is not on ${path} yet`);
  await act();
  await page.locator(form).waitFor({ timeout: 5000 });
}

/** What somebody is typing stays while the page learns that there is no form for it any more. */
async function keeps(page, path, field, act) {
  const connected = page.waitForResponse((one) => one.request().resourceType() === "eventsource");
  await page.goto(path);
  await connected;
  const typed = page.locator(`main [name="${field}"]`);
  await typed.fill("还没有写完");
  const rail = page.locator('[data-part="rail"]');
  const before = await rail.innerText();
  await act();
  await page.waitForFunction((was) => document.querySelector('[data-part="rail"]').innerText !== was, before);
  assert.equal(await typed.inputValue(), "还没有写完", "nothing typed is lost");
}

function csv(lines) {
  const text = ["姓名,性别,出生日期,组别,类别", ...lines, ""].join("\n");
  return { name: "roll.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

function voters() {
  return Array.from({ length: VOTERS }, (_, at) => {
    const day = String((at % 28) + 1).padStart(2, "0");
    return `${voter(at)},${at % 2 ? "男" : "女"},1980-01-${day},${(at % 3) + 1},a`;
  }).concat(["同名人,男,1980-01-05,3,a", "同名人,女,1980-01-06,3,a"]);
}

/** The name of a voter: a number in signs that no page has. */
function voter(at) {
  return `选${SIGNS[Math.floor(at / 10)]}${SIGNS[at % 10]}`;
}

async function lists({ commission }) {
  const page = `${CASE}/candidates`;
  const posts = [["director", [0, 1]], ["deputy", [2, 3]], ["member", [4, 5, 6, 7]]];
  for (const [post, listed] of posts) {
    for (const at of listed) await done(commission, page, page, { post, name: voter(at) });
  }
  await house.refused(commission, page, page, { name: "" }, "candidates-refused");
  await house.look(commission, page, "candidates");
  await closes(commission, page, `${page}/post`, { on: "2025-03-10" });
}

async function votes({ office, commission }) {
  const page = `${CASE}/ballots`;
  const other = await house.signedIn("commission-zenghui");
  await live(other, page, "ledger", () =>
    done(commission, page, page, { kind: "printed", quantity: "64" }));
  await other.locator("#quantity").fill("777");
  for (const [kind, channel, hour, quantity] of [
    ["issued", "hall", "9", "50"],
    ["issued", "mobile", "10", "6"],
    ["issued", "proxy", "10", "4"],
    ["unused", "", "", "3"],
    ["spoiled", "", "", "1"],
    ["collected", "", "", "58"],
  ]) await done(commission, page, page, { kind, channel, hour, quantity });
  await other.locator('[data-part="ledger"] tbody tr').nth(6).waitFor();
  assert.equal(await other.locator("#quantity").inputValue(), "777", "nothing typed is lost");
  await house.refused(commission, page, page, { quantity: "x" }, "ballots-refused");
  await done(commission, page, page, { kind: "printed", quantity: "640" });
  const back = await commission.locator('a[href$="/take-back"]').last().getAttribute("href");
  await house.refused(commission, back, back, { reason: "" }, "take-back-refused");
  await done(commission, back, back, { reason: "多记了一位数字" });
  await house.look(commission, page, "ballots");
  await closes(commission, page, `${page}/close`, { on: ELECTION_DAY });
  await house.look(office, page, "ballots-closed");
}

async function counts({ commission, recorder1, recorder2 }) {
  const page = `${CASE}/sheet`;
  await house.look(recorder1, page, "sheet-entry");
  const paper = await figures(recorder1);
  for (const language of ["zh-CN", "en"]) await addsUp(recorder1, page, paper, language);
  const misread = { ...paper, "ballots.invalid": "3" };
  await house.refused(recorder1, page, page, { ...paper, "ballots.valid": "" }, "sheet-refused");
  await done(recorder1, page, page, paper);
  await house.look(recorder1, page, "sheet-own");
  const correct = recorder1.locator(`[data-part="work"] form[action="${page}/correct"]`);
  await live(recorder1, page, "work", () => insists(recorder2, page, misread));
  assert.ok(await correct.isVisible(), "the form comes with the state, on the open page");
  await house.look(recorder2, page, "sheet-differs");
  await house.look(commission, page, "sheet-others");
  await staysTyped(recorder1, correct, () =>
    done(recorder2, page, `${page}/correct`, { "ballots.invalid": "2" }));
  await house.look(recorder2, page, "sheet-findings");
  await live(recorder1, page, "work", () => explains(recorder2, page));
  await recorder1.locator(`form[action="${page}/finish"]`).waitFor();
  await house.look(recorder2, page, "sheet-explained");
  await closes(recorder2, page, `${page}/finish`, { on: ELECTION_DAY });
  await house.look(commission, page, "sheet-definitive");
  await correctsSigned({ commission, recorder1, recorder2 }, page);
}

/** The page adds up while somebody types, says so in words, and keeps nobody from anything. */
async function addsUp(recorder, page, paper, language) {
  const speak = (value) => recorder.context().addCookies([{ name: "language", value, url: house.address }]);
  await speak(language);
  await recorder.goto(page);
  const sum = (name) => recorder.locator(`.sum[data-right="${name}"]`).first();
  const votes = (post) => recorder.locator(`.sum[data-votes="${post}"]`);
  assert.equal(await recorder.locator(".sum:visible").count(), 0, "nothing is typed yet");
  assert.ok(!await recorder.locator('[name="written-name-4"]').isVisible(), "three lines are enough");
  const form = recorder.locator(`form[action="${page}"]`);
  for (const [name, text] of Object.entries(paper)) {
    const field = form.locator(`[name="${name}"]`);
    if (name.startsWith("written-post-")) await field.selectOption(text);
    else await field.fill(text);
  }
  const agrees = await sum("ballots.collected").innerText();
  assert.match(agrees, language === "en" ? /58[^]*58[^]*adds up/ : /58[^]*58[^]*两数相符/);
  assert.ok(await sum("ballots.printed").evaluate((one) => one.classList.contains("agrees")));
  // 50 + 45 + 35 + 0, and two lines of two written in, of at most 3 × 55
  assert.match(await votes("member").innerText(), /134[^]*165/);
  // digits in full width are digits; what differs is told, and can be sent all the same
  await form.locator('[name="ballots.invalid"]').fill("５");
  assert.match(await sum("ballots.collected").innerText(), language === "en" ? /61[^]*differs by 3/ : /61[^]*相差 3/);
  const one = form.locator('[name^="votes.director."]').first();
  await one.fill("77");
  assert.match(await votes("director").innerText(), language === "en" ? /34 too many/ : /超出 34/);
  assert.ok(await form.locator("button:not([formaction])").isEnabled());
  await form.locator("fieldset summary").click();
  assert.ok(await recorder.locator('[name="written-name-6"]').isVisible());
  await house.see(recorder, "sheet-sums");
  await speak("zh-CN");
}

/** What does not add up is asked about once: looked at, it is sent again. */
async function insists(recorder, page, fields) {
  const asked = await send(recorder, page, page, fields);
  assert.equal(asked.status(), 400);
  const answer = await fill(recorder.locator(`form[action="${page}"]`), {});
  assert.ok(answer.ok(), `it is taken: ${answer.status()}`);
}

/** Somebody is typing while the sheet changes: nothing is taken away, and a notice says so. */
async function staysTyped(page, form, act) {
  const field = form.locator('[name="ballots.invalid"]');
  await field.fill("7");
  const notice = page.locator('[data-changed="work"]');
  assert.ok(!await notice.isVisible());
  await act();
  await notice.waitFor();
  assert.equal(await field.inputValue(), "7", "nothing typed is lost");
  await house.see(page, "sheet-changed");
  await notice.locator("a").click();
  await notice.waitFor({ state: "hidden" });
  assert.ok(!(await page.locator("main form.paper").innerHTML()).includes('value="7"'));
}

/** A line of the signed sheet is opened again: one asks, another agrees, both read the paper. */
async function correctsSigned({ commission, recorder1, recorder2 }, page) {
  await house.refused(recorder1, page, `${page}/requests`, {}, "sheet-ask-refused");
  const asked = { kind: "reopened", "open.ballots.invalid": "1", "open.ballots.blank": "1" };
  await done(recorder1, page, `${page}/requests`, { ...asked, reason: "空白票多写了一张" });
  await house.look(recorder1, page, "sheet-asked");
  await house.look(commission, page, "sheet-agree");
  const agree = await commission.locator('form[action$="/agree"]').getAttribute("action");
  await done(commission, page, agree, {});
  for (const recorder of [recorder1, recorder2]) {
    await house.look(recorder, page, "sheet-opened");
    await done(recorder, page, `${page}/correct`, { "ballots.invalid": "3", "ballots.blank": "0" });
  }
  await explains(recorder1, page);
  await closes(recorder1, page, `${page}/finish`, { on: ELECTION_DAY });
  await house.look(commission, page, "sheet-anew");
}

/** Two voters of one name and one group: one person proposes whose the votes are, another agrees. */
async function names({ commission }, page) {
  const scrutineer = await house.signedIn("scrutineer-zenghui");
  await scrutineer.goto(page);
  const line = await scrutineer.locator('main a[href*="/outcome/names/"]').getAttribute("href");
  assert.match(line, /\/names\/\d+$/, "no name stands in an address");
  await house.look(scrutineer, line, "names");
  const fields = await scrutineer.locator('input[name^="votes."]').evaluateAll((all) => all.map((one) => one.name));
  assert.equal(fields.length, 3, "two voters, and nobody");
  const short = { [fields[0]]: "1", reason: "两张票写了组别", on: ELECTION_DAY };
  await house.refused(scrutineer, line, line, { ...short, [fields[0]]: "9" }, "names-refused");
  await done(scrutineer, line, line, { ...short, [fields[1]]: "1" });
  await house.look(scrutineer, line, "names-proposed");
  await house.look(commission, line, "names-answer");
  await house.look(commission, page, "outcome-names-wait");
  await commission.goto(line);
  await commission.locator('button[value="agree"]').click();
  await commission.waitForURL(`**${page}`);
  await house.look(commission, page, "outcome-names");
}

/** The figures of the paper; the last member has no votes, which asks for a word. */
async function figures(page) {
  const names = await page.locator('[name^="votes."]').evaluateAll((all) => all.map((one) => one.name));
  const votes = [40, 12, 33, 20, 50, 45, 35, 0];
  assert.equal(names.length, votes.length, "candidates");
  return {
    ...Object.fromEntries(names.map((name, at) => [name, String(votes[at])])),
    "ballots.printed": "64",
    "ballots.issued": "60",
    "ballots.unused": "3",
    "ballots.spoiled": "1",
    "issued.hall": "50",
    "issued.mobile": "6",
    "issued.proxy": "4",
    "ballots.collected": "58",
    "ballots.valid": "55",
    "ballots.invalid": "2",
    "ballots.blank": "1",
    "written-name-1": "外来客",
    "written-post-1": "member",
    "written-votes-1": "2",
    "written-name-2": "同名人",
    "written-post-2": "member",
    "written-votes-2": "2",
  };
}

/** Explains every warning that stands, in one go. */
async function explains(page, path) {
  await page.goto(path);
  const form = page.locator(`form[action="${path}/explain"]`);
  const boxes = form.locator("textarea");
  const all = await boxes.count();
  assert.ok(all > 0, "a warning asks for a word");
  const said = {};
  for (let at = 0; at < all; at += 1) {
    said[await boxes.nth(at).getAttribute("name")] = "纸面如此，监票人已确认";
  }
  assert.ok((await fill(form, said)).ok(), "the warnings are explained");
}

async function declares({ office, commission }) {
  const page = `${CASE}/outcome`;
  await house.look(commission, page, "outcome");
  await names({ commission }, page);
  await live(office, page, "outcome", () =>
    closes(commission, page, `${page}/declare`, { on: ELECTION_DAY }));
  const papers = office.locator('[data-part="papers"] a');
  await papers.nth(1).waitFor({ timeout: 30_000 });
  const paper = await office.request.get(await papers.first().getAttribute("href"));
  assert.equal((await paper.body()).subarray(0, 5).toString(), "%PDF-", "a paper to print");
  const elected = await office.locator("tr.elected th").allInnerTexts();
  assert.deepEqual(elected, [0, 2, 4, 5, 6].map(voter));
  await house.look(commission, page, "declared");
  await house.refused(commission, page, `${CASE}/papers/number`, { number: "17", reason: "" }, "number-refused");
  await done(commission, page, `${CASE}/papers/number`, { number: "17", reason: "与补正公告重号" });
  const versions = `${CASE}/papers`;
  await commission.locator("main").waitFor();
  for (let tries = 0; tries < 60; tries += 1) {
    await commission.goto(versions);
    if (await commission.getByText("与补正公告重号").count() >= 2) break;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  await house.look(commission, versions, "versions");
  await house.look(commission, CASE, "case-declared");
  await house.look(commission, `${CASE}/journal`, "journal");
}
