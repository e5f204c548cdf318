// A decision on paper and a special approval in the browser: entered, returned, corrected, checked;
// asked for past a late posting, agreed to, seen on the gate.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, closes, done, fill, send, startBrowser, startProgram } from "./house.mjs";

// the sample is a rehearsal
const TOWN = "/r/2/330902102";
const VILLAGE = "/r/2/330902102201";
const COMMITTEE = `${VILLAGE}/committee`;
const REASON = "台风停电三天，名单无法按期张榜，已用广播通知各组。";

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

/** A day so many days after the election. */
function day(after) {
  const on = new Date(Date.UTC(2025, 2, 18));
  on.setUTCDate(on.getUTCDate() + after);
  return on.toISOString().slice(0, 10);
}

/** A roll of six voters. */
function roll() {
  const lines = ["甲", "乙", "丙", "丁", "戊", "己"].map((sign, at) => `选民${sign},男,1980-01-0${at + 1},1,a`);
  const text = ["姓名,性别,出生日期,组别,类别", ...lines].join("\n");
  return { name: "roll.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

test("two_persons_decide_on_paper_and_past_a_gate", { timeout: 300_000 }, async () => {
  const house = new House(browser, program.address);
  const [office, leader, commission] = await Promise.all(
    ["office-xiaosha", "leader-xiaosha", "commission-zenghui"].map((name) => house.signedIn(name)),
  );
  await done(office, `${TOWN}/rehearsal-date`, `${TOWN}/rehearsal-date`, { today_on: day(13) });
  // the day is past: the page asks once more
  await send(office, VILLAGE, `${VILLAGE}/elections`, { election_on: day(0), term_no: "8", director: "1", deputy: "1", member: "3" });
  const opened = await fill(office.locator(`form[action="${VILLAGE}/elections"]`), {});
  assert.ok(opened.ok(), `opened: ${opened.status()}`);
  await done(office, `${COMMITTEE}/roll`, `${COMMITTEE}/roll/import`, { file: roll() });
  const paper = await decides(house, office, leader);
  await approves(house, commission, leader);
  await office.goto(paper);
  await house.look(office, paper, "decision-checked");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

/** A decision is entered, returned, corrected, checked; gives its address. */
async function decides(house, office, leader) {
  const list = `${VILLAGE}/decisions`;
  const path = `${list}/new`;
  await house.look(office, list, "decisions-none");
  await house.look(office, path, "decision-new");
  // a page that is a scan as well as any
  const scan = { name: "扫描.png", mimeType: "image/png", buffer: await office.screenshot() };
  const fields = {
    decided_by: "小沙镇换届选举工作领导小组", meeting: "2025年第3次会议", document_number: "沙换届〔2025〕7号",
    decided_on: day(-21), decides: "同意增辉村因台风推迟一日公布选民名单。",
  };
  await house.refused(office, path, path, { decided_by: fields.decided_by }, "decision-refused");
  assert.equal(await office.locator("#decided_by").inputValue(), fields.decided_by, "nothing typed is lost");
  await done(office, path, path, { ...fields, file: scan });
  const one = new URL(office.url()).pathname;
  await house.look(office, one, "decision-own");
  await house.look(leader, "/", "desk-decision");
  await house.look(leader, list, "decisions-mine");
  await house.look(leader, one, "decision-waits");
  await house.refused(leader, one, `${one}/check`, {}, "decision-check-refused");
  await done(leader, one, `${one}/return`, { reason: "文号看不清，请重新扫描。" });
  await house.look(office, `${one}/correct`, "decision-correct");
  await done(office, `${one}/correct`, `${one}/correct`, { document_number: "沙换届〔2025〕8号" });
  await house.look(leader, one, "decision-second-version");
  await done(leader, one, `${one}/check`, { seen: true });
  return one;
}

/** A special approval is asked for and agreed to; the gate shows it. */
async function approves(house, commission, leader) {
  const post = `${COMMITTEE}/roll/post`;
  const on = day(-19);
  await house.look(commission, `${post}?on=${on}`, "gate-blocked");
  const ask = `${COMMITTEE}/approvals`;
  await house.look(commission, `${ask}?on=${on}`, "approval-ask");
  await commission.goto(`${ask}?on=${on}`);
  const form = commission.locator(`form[method="post"][action="${ask}"]`);
  const answer = await fill(form, { what: "roll-posted-in-time", reason: REASON, paper: "1" });
  assert.ok(answer.ok(), `it is asked for: ${answer.status()}`);
  const one = new URL(commission.url()).pathname;
  await house.look(commission, one, "approval-own");
  await house.look(leader, `${COMMITTEE}/decisions`, "election-decisions");
  await house.look(leader, one, "approval-waits");
  await house.refused(leader, one, `${one}/decline`, {}, "approval-refused");
  await done(leader, one, `${one}/agree`, {});
  await house.look(commission, `${post}?on=${on}`, "gate-approved");
  await closes(commission, `${COMMITTEE}/roll`, post, { on });
  await house.look(leader, COMMITTEE, "case-approved");
}
