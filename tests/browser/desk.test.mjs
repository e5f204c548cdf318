// A person of every role signs in and finds on the desk what waits: in both languages and sizes, and
// by the keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const TOWN = "/r/2/330902102";
const UNIT = "/r/2/330902102201";
const ROLL = `${UNIT}/committee/roll`;
const CASE = `${UNIT}/committee`;
// ten days after the date of the sample: the roll is overdue
const FIELDS = { election_on: "2008-04-20", term_no: "8", director: "1", deputy: "1", member: "3" };

/** Account, where its first line leads, whether that is a task of its own. */
const ROLES = [
  ["office-xiaosha", `${ROLL}#bring`, true],
  ["commission-zenghui", `${ROLL}#bring`, true],
  ["county", CASE, false],
  ["leader-xiaosha", CASE, false],
  ["steering-zenghui", CASE, false],
  ["recorder1-zenghui", CASE, false],
  ["county-official", CASE, false],
  ["scrutineer-zenghui", CASE, false],
  ["screen-zenghui", CASE, false],
];

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

test("every_role_finds_its_desk_and_reaches_the_first_line_by_the_keyboard", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const office = await house.signedIn("office-xiaosha");
  await house.look(office, "/", "desk-nothing-open");
  // who waits for the count is told what is his, also where a link leads
  for (const role of ["recorder1", "scrutineer", "screen"]) {
    const page = await house.signedIn(`${role}-zenghui`);
    await house.look(page, "/", `desk-nothing-open-${role}`);
    await page.goto("/");
    assert.equal(await page.locator("section.own dt").count(), 2, `${role} is told what is now and what is next`);
    if (role === "screen") await house.look(page, UNIT, "unit-nothing-open-screen");
    await page.context().close();
  }
  await done(office, UNIT, `${UNIT}/elections`, FIELDS);
  for (const [account, first, own] of ROLES) {
    const page = await house.signedIn(account);
    await house.look(page, "/", `desk-of-${account}`);
    // looked at in the other language last
    await page.goto("/");
    const lines = page.locator(own ? ".tasks li a" : ".eyes tbody a");
    assert.equal(await lines.first().getAttribute("href"), first, account);
    assert.equal(await page.locator(".tasks li").count() > 0, own, `${account} has tasks`);
    const state = page.locator(own ? ".tasks li" : ".eyes tbody tr").first();
    assert.match(await state.innerText(), /逾期/, `${account} is told that it is overdue`);
    // past the head, to the first line, into it
    for (const key of ["Tab", "Enter", "Tab"]) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), first, account);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${first}`);
    assert.equal(await page.locator(".trail li").count(), 4, "county, town, village, election");
    await page.context().close();
  }
  await house.look(office, TOWN, "town-standing");
  await house.look(office, `${TOWN}/journal`, "journal-town");
  await house.look(office, `${UNIT}/journal`, "journal-unit");
  await house.look(await house.signedIn("county"), "/r/2/330902/journal", "journal-county");
  await house.look(office, `${TOWN}/decisions/new`, "decision-of-a-town");
  await office.goto(`${TOWN}/decisions/new`);
  const back = office.locator("main a.button.plain");
  assert.equal(await back.getAttribute("href"), TOWN, "back to the page of the town");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

test("the_administrator_finds_what_the_instance_lacks_by_the_keyboard", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.signedIn("admin");
  await house.look(page, "/", "desk-of-admin");
  await page.goto("/");
  assert.equal(await page.locator(".eyes, .counts").count(), 0, "no election is his");
  // of a new instance a back-up is what waits
  const first = page.locator(".tasks li a").first();
  assert.equal(await first.getAttribute("href"), "/upkeep/backups");
  for (const key of ["Tab", "Enter", "Tab"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "/upkeep/backups");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/upkeep/backups");
  for (const path of ["/people", "/upkeep", "/upkeep/journal", "/upkeep/security", "/upkeep/backups"]) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await page.goto("/");
    const led = path === "/people" || path === "/upkeep";
    assert.equal(await page.locator(`.way a[href="${path}"]`).count(), led ? 1 : 0, `the head leads to ${path}`);
  }
  const shut = await page.goto(CASE);
  assert.equal(shut.status(), 403, "an administrator has no power over elections");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

test("a_town_rehearses_and_throws_it_away_by_the_keyboard", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.signedIn("office-xiaosha");
  const begins = `${TOWN}/rehearsals`;
  await house.look(page, begins, "rehearsal-begin");
  await page.goto(begins);
  await page.locator("#part").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/r\/[3-9]\/330902102$/);
  const town = new URL(page.url()).pathname;
  await house.look(page, town, "rehearsal-begun");
  const discards = `${town}/rehearsal-discard`;
  await house.look(page, discards, "rehearsal-discard");
  await house.refused(page, discards, discards, {}, "rehearsal-discard-refused");
  await page.goto(discards);
  await page.locator("#sure").focus();
  for (const key of ["Space", "Tab", "Enter"]) await page.keyboard.press(key);
  await page.waitForURL("**/");
  assert.match(await page.locator('[role="status"]').first().innerText(), /已清除/);
  const gone = await page.goto(town);
  assert.equal(gone.status(), 404);
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

test("the_head_works_on_a_telephone_without_scripts", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const options = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
  const page = await house.signedIn("office-xiaosha", options);
  await page.locator(`.way a[href="${TOWN}"]`).click();
  await page.waitForURL(`**${TOWN}`);
  assert.equal(await page.locator('.way a[aria-current="page"]').getAttribute("href"), TOWN);
  await page.locator(".me summary").click();
  assert.match(await page.locator(".me").innerText(), /乡镇选举办/, "the own role in words");
  await fill(page.locator('form[action="/sign-out"]'), {});
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  assert.equal(await page.locator(".way").count(), 0, "nobody is led anywhere");
});
