// Members of the Party and the figures of both towns in the browser: the tree, a branch, a member who
// joins, changes, is exempt and moves; the page of the town with its figures and flags.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const TOWN = "/r/2/330902102";
const UNIT = "/r/2/330902102201";

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

test("a_town_shows_its_figures_and_each_leads_to_its_records", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const office = await house.signedIn("office-xiaosha");
  await house.look(office, TOWN, "figures-xiaosha");
  for (const [part, name, said, records] of [
    ["teams", "team_all", "48 = 31 + 30 − 13", "共 48 条"],
    ["party", "technical", "13/31（41.9%）", "13 条"],
    ["reserves", "reserve_officials", "3/7（42.9%）", "3 条"],
    ["organisations", "village_members", "574/1029（55.8%）", "574 条"],
  ]) {
    await office.goto(TOWN);
    const link = office.locator(`#figures-${part} [data-figure="${name}"] dd > a`);
    assert.equal(await link.innerText(), said);
    await link.click();
    await office.waitForLoadState();
    const count = await office.locator("caption .count").innerText();
    assert.ok(count.includes(records.replace(/[^0-9]/g, "")), `${name}: ${count}`);
  }
  await house.look(office, `${TOWN}/officers?crosses=yes`, "officers");
  await house.look(office, `${TOWN}/reserves?reserve=yes`, "reserves");
  await house.look(office, `${TOWN}/posts?body=party`, "posts");
  const wrong = { grounds: "", note: "" };
  await house.look(office, `${UNIT}/flags`, "flag");
  await house.refused(office, `${UNIT}/flags`, `${UNIT}/flags`, wrong, "flag-refused");
  await house.look(office, `${TOWN}/reported`, "reported");
  await house.refused(office, `${TOWN}/reported`, `${TOWN}/reported`, { value: "x" }, "reported-refused");
  const other = await house.signedIn("office-xx");
  await house.look(other, "/r/2/330902199", "figures-xx");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

test("a_branch_keeps_its_members", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const office = await house.signedIn("office-xiaosha");
  await house.look(office, `${TOWN}/party`, "party-tree");
  await house.look(office, `${TOWN}/party/list?kind=general_branch`, "party-list");
  await house.look(office, `${TOWN}/party/members`, "party-members");
  await office.goto(`${UNIT}/party`);
  await office.locator("main th a", { hasText: "光辉支部" }).click();
  await office.waitForLoadState();
  const branch = new URL(office.url()).pathname;
  await house.look(office, branch, "party-branch");
  await office.goto(`${UNIT}/party`);
  await office.locator("main th a", { hasText: "增辉村总支部" }).click();
  await office.waitForLoadState();
  await house.look(office, new URL(office.url()).pathname, "party-general-branch");

  const find = `${branch}/find`;
  const newcomer = `${UNIT}/persons/new`;
  await done(office, newcomer, newcomer, { name: "柴建国", sex: "m", birth_on: "1982-03-04" });
  await house.look(office, `${find}?name=${encodeURIComponent("王")}`, "member-find");
  await house.refused(office, find, `${find}/number`, { idno: "33090219710506312" }, "member-find-refused");
  await office.goto(`${find}?name=${encodeURIComponent("柴建国")}`);
  await office.locator("main td a.button").click();
  await office.waitForLoadState();
  const add = new URL(office.url()).pathname;
  await house.look(office, add, "member-add");
  await house.refused(office, add, add, { since_on: "2009-01-01" }, "member-add-refused");
  await done(office, add, add, { standing: "probationary", since_on: "2007-03-01" });
  await office.goto(`${branch}?name=${encodeURIComponent("柴建国")}`);
  await office.locator("main th a", { hasText: "柴建国" }).click();
  await office.waitForLoadState();
  const member = new URL(office.url()).pathname;
  const sends = async (action, fields) => {
    await office.goto(member);
    const details = office.locator("details", { has: office.locator(`form[action="${member}/${action}"]`) });
    await details.locator("summary").click();
    const answer = await fill(details.locator("form"), fields);
    assert.ok(answer.ok(), `${action}: ${answer.status()} ${await office.locator("main").innerText()}`);
  };
  await house.refused(office, member, `${member}/state`, { state_reason: "" }, "member-state-refused");
  await sends("state", { standing: "full", presence: "long", since_on: "2008-04-01", state_reason: "转正后外出经商" });
  await sends("exemption", { exempt_for: "moved", asked_on: "2008-04-02" });
  await house.look(office, member, "member-waits");
  await sends("exemption/consent", { consented_on: "2008-04-03", consent_no: "小组〔2008〕11号" });
  await sends("exemption/vote", { voted_on: "2008-04-05" });
  await house.look(office, member, "member");
  await sends("move", { branch: { label: "芷塘岙第一支部" }, moved_on: "2008-04-09" });
  await house.look(office, new URL(office.url()).pathname, "member-moved");
  const looker = await house.signedIn("leader-xiaosha");
  await house.look(looker, member, "member-looked-on");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});
