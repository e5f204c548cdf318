// Persons in the browser: an office adds them, finds them, enters who called, decides who is one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const TOWN = "/r/2/330902102";
const UNIT = "/r/2/330902102201";
// a number of nobody: its check character is right
const NUMBER = "33090219710506312";

let program;
let browser;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

/** With the check character of GB 11643. */
function whole(digits) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[sum % 11];
}

async function adds(page, fields) {
  const path = `${UNIT}/persons/new`;
  await page.goto(path);
  await done(page, path, path, { sex: "f", birth_on: "1971-05-06", ...fields });
  return new URL(page.url()).pathname;
}

test("an_office_keeps_its_persons", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.signedIn("commission-zenghui");
  await house.look(page, `${UNIT}/persons`, "persons-begun");
  const add = `${UNIT}/persons/new`;
  await house.look(page, add, "person-new");
  const wrong = { name: "王秀英", birth_on: "1971-05-07", idno: whole(NUMBER), group: "0" };
  await house.refused(page, add, add, wrong, "person-new-refused");
  const first = await adds(page, { name: "王秀英", idno: whole(NUMBER), group: "3" });
  const again = { name: "王秀英", sex: "f", birth_on: "1971-05-06" };
  await house.refused(page, add, add, again, "person-alike");
  await page.goto(add);
  await fill(page.locator(`form[action="${add}"]`), again);
  const another = await fill(page.locator(`form[action="${add}"]`), { alike: "1" });
  assert.ok(another.ok(), "registered, once it is said that it is somebody else");
  const second = new URL(page.url()).pathname;
  await adds(page, { name: "李建国", birth_on: "1950-02-03" });
  await page.goto(first);
  await opens(page, first, "phones", { phone: "13857200001", phone_note: "女儿，晚上打" });
  await opens(page, first, "whereabouts", { away: "long", since: "2007-09-01", where_now: "宁波市北仑区", ask: "女儿王小燕" });
  await opens(page, first, "calls", { outcome: "proxy", call_note: "委托儿子投票" });
  await page.locator(".quick button").click();
  await page.waitForLoadState();
  await opens(page, first, "offices", { body: "villagers_committee", post_held: "deputy", term_no: "7", from_on: "2005-03-01" });
  await opens(page, first, "kin", { relation: "parent", kin_name: "李建国" });
  await house.look(page, first, "person-kept");
  await page.goto(first);
  const number = await opens(page, first, "number", { reason: "核对户口簿" });
  assert.ok(number.ok());
  assert.ok((await page.locator("main").innerText()).includes(whole(NUMBER)));
  await house.see(page, "person-number");
  await house.look(page, `${first}/edit`, "person-edit");
  await house.look(page, `${UNIT}/persons`, "persons");
  await house.look(page, `${UNIT}/away`, "away");
  await house.refused(page, add, add, { name: "<b>测试</b>", birth_on: "1971-05-06" }, "person-name-refused");
  const looker = await house.signedIn("leader-xiaosha");
  await house.look(looker, first, "person-looked-on");
  const office = await house.signedIn("office-xiaosha");
  await house.look(office, `${TOWN}/persons/cases`, "person-cases");
  await office.locator("main td .button").first().click();
  await office.waitForLoadState();
  const path = new URL(office.url()).pathname;
  await house.look(office, path, "person-case");
  const county = await house.signedIn("county");
  await house.look(county, path.replace(TOWN, "/r/2/330902"), "person-case-county");
  await county.goto(path.replace(TOWN, "/r/2/330902"));
  await office.goto(path);
  await done(office, path, path, { answer: "keep-1", reason: "看过身份证" });
  await house.look(office, second.replace(UNIT, TOWN), "person-merged");
  // somebody else has the case open still
  const settled = await fill(county.locator('main form[method="post"]'), { answer: "keep-1", reason: "看过户口簿" });
  assert.equal(settled.status(), 409);
  assert.ok((await county.locator("main").innerText()).includes("同一人，保留登记一"));
  await house.see(county, "person-case-settled");
  // the same in another village: the town's office decides
  const elsewhere = `${TOWN}/persons/new`;
  await office.goto(elsewhere);
  await fill(office.locator(`form[action="${elsewhere}"]`), { name: "李建国", sex: "f", birth_on: "1950-02-03", code: "330902102202" });
  const other = await fill(office.locator(`form[action="${elsewhere}"]`), { alike: "1" });
  assert.ok(other.ok(), "registered, once it is said that it is nobody of the town");
  const third = await page.request.get(`${UNIT}/persons?name=${encodeURIComponent("李建国")}`);
  const at = (await third.text()).match(/\/r\/2\/330902102201\/persons\/\d+/)[0];
  await house.look(page, at, "person-suspected-elsewhere");
  await office.goto(at);
  await house.see(office, "person-suspected");
  await office.locator(".message.warn a").click();
  await office.waitForLoadState();
  assert.ok(new URL(office.url()).pathname.startsWith(`${TOWN}/persons/cases/`), office.url());
  assert.ok(await office.locator('input[name="answer"]').count(), "it is decided here");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

/** Opens what holds a form of the page, fills and sends it. */
async function opens(page, path, action, fields) {
  if (new URL(page.url()).pathname !== path) await page.goto(path);
  const details = page.locator("details", { has: page.locator(`form[action="${path}/${action}"]`) });
  const form = details.locator("form");
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  const answer = await fill(form, fields);
  assert.ok(answer.ok(), `${action}: ${answer.status()} ${await page.locator("main").innerText()}`);
  return answer;
}
