// Coming in: a second factor by app and by card, the warning before a session ends, entry links.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const PASSWORD = "lotus river 2026 stone";
// the sample is a rehearsal, on 2008-04-10
const UNIT = "/r/2/330902102201";
const LINKS = `${UNIT}/entry-links`;
const PHONE = { viewport: { width: 360, height: 740 } };

/** A test on a program of its own, on whose pages nothing may be wrong. */
function visit(name, options, work) {
  test(name, { timeout: 300_000 }, async () => {
    const program = await startProgram(options);
    const browser = await startBrowser();
    try {
      const house = new House(browser, program.address);
      await work(house, program);
      assert.deepEqual(house.problems, [], "what is wrong on the pages");
    } finally {
      await browser.close();
      await program.stop();
    }
  });
}

/** The code that an app shows so many steps from now (RFC 6238). */
function totp(secret, steps) {
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((sign) => signs.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(step).digest();
  const from = digest[19] & 15;
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

visit("an_administrator_sets_up_a_factor_and_is_warned_before_the_end", ["--idle-minutes", "1"], async (house, program) => {
  const page = await house.nobody();
  const token = await told(program, /token ([0-9a-f]{32})/);
  const chief = { account: "chief", shown_as: "系统管理员", password: PASSWORD, again: PASSWORD };
  await done(page, "/set-up", "/set-up", { ...chief, token });
  assert.equal(new URL(page.url()).pathname, "/me/factor", "a second factor comes first");
  await house.look(page, "/me/factor", "factor");
  await house.refused(page, "/me/factor", "/me/factor/card", { present: "wrong" }, "factor-refused");
  const app = "/me/factor/app";
  await house.look(page, app, "factor-app");
  await house.refused(page, app, app, { one_time: "000000", present: PASSWORD }, "factor-app-refused");
  const secret = (await page.locator("main .given").innerText()).replaceAll(/\s/g, "");
  // on the page as it is: another visit shows another secret
  await fill(page.locator(`form[action="${app}"]`), { one_time: totp(secret, 0), present: PASSWORD });
  assert.equal(new URL(page.url()).pathname, "/", "everything opens");
  await page.locator("details.me summary").click();
  await page.locator('form[action="/sign-out"] button').click();
  await signsIn(house, page, totp(secret, 1), true);
  await house.look(page, "/me", "own");
  await staysSignedIn(house, page);
  await signsInAgain(house, page, () => totp(secret, 1));
  await done(page, "/me/factor", "/me/factor/card", { present: PASSWORD });
  assert.equal(await page.locator(".codes li").count(), 20);
  await house.see(page, "card");
  await page.emulateMedia({ media: "print" });
  assert.ok(!await page.locator("main .next").isVisible(), "the warning is not printed");
  assert.ok(await page.locator(".codes").isVisible());
  await page.emulateMedia({ media: "screen" });
});

/** What the program said when it started, which may come after its address. */
async function told(program, form) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = program.said.join("\n").match(form);
    if (found) return found[1];
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  return assert.fail(`${form} in ${program.said.join("\n")}`);
}

async function signsIn(house, page, code, looks) {
  await fill(page.locator('form[action="/sign-in"]'), { account: "chief", password: PASSWORD });
  if (looks) {
    await house.look(page, "/sign-in/code", "code");
    const path = "/sign-in/code";
    await house.refused(page, path, path, { one_time: "000000" }, "code-refused");
  }
  await fill(page.locator('form[action="/sign-in/code"]'), { one_time: code });
}

/** With a minute until the end: the warning is there, and its button leaves what is typed. */
async function staysSignedIn(house, page) {
  await page.goto("/people/new");
  assert.ok(await page.locator(".ending.soon").isVisible(), "it warns");
  await house.see(page, "session-soon");
  await page.locator("#shown_as").fill("王小明");
  await Promise.all([
    page.waitForResponse((one) => one.url().endsWith("/me/sessions/extend")),
    page.locator(".ending button").click(),
  ]);
  assert.equal(await page.locator("#shown_as").inputValue(), "王小明", "nothing typed is lost");
  assert.equal(page.context().pages().length, 1, "no other page is opened");
}

/** A form that is sent after the end is carried through both pages. */
async function signsInAgain(house, page, code) {
  await page.locator(".ending button").waitFor({ state: "hidden", timeout: 90_000 });
  assert.equal(await page.locator("#shown_as").inputValue(), "王小明");
  await house.see(page, "session-ended");
  await page.locator('main form[action="/people/new"] button').click();
  await page.locator('form[action="/sign-in"]').waitFor();
  await signsIn(house, page, code(), false);
  await house.see(page, "code-kept");
  assert.ok((await page.locator("main").innerText()).includes("王小明"), "it goes on");
}

visit("a_recorder_comes_in_by_a_link_on_a_telephone", ["--sample"], async (house) => {
  const office = await house.signedIn("office-xiaosha");
  const seats = { director: "1", deputy: "1", member: "3" };
  await done(office, UNIT, `${UNIT}/elections`, { election_on: "2008-05-08", term_no: "8", ...seats });
  const commission = await house.signedIn("commission-zenghui");
  await house.look(commission, LINKS, "links-none");
  await house.refused(commission, LINKS, LINKS, { shown_as: "王小明" }, "links-refused");
  const made = { shown_as: "王小明", role: "recorder", hours: "6" };
  await done(commission, LINKS, LINKS, made);
  await house.see(commission, "link-made");
  const address = new URL(await commission.locator("code.address").innerText()).pathname;
  const code = await commission.locator(".given").innerText();
  await commission.emulateMedia({ media: "print" });
  assert.ok(await commission.locator(".qr").isVisible(), "the paper has the link");
  assert.ok(!await commission.locator(".given").isVisible(), "and not the code");
  await commission.emulateMedia({ media: "screen" });

  const phone = await house.nobody(PHONE);
  await house.look(phone, address, "enter");
  await house.refused(phone, address, address, { one_time: "000000" }, "enter-refused");
  await done(phone, address, address, { one_time: code });
  assert.equal(new URL(phone.url()).pathname, `${UNIT}/committee`);
  await house.look(phone, `${UNIT}/committee`, "case-by-link");
  await phone.goto("/people");
  assert.equal(new URL(phone.url()).pathname, `${UNIT}/committee`, "nothing else opens");
  await house.look(commission, LINKS, "links");
  // what cannot be undone asks first
  await commission.locator(`a[href^="${LINKS}/"][href$="/revoke"]`).first().click();
  await house.look(commission, new URL(commission.url()).pathname, "link-revoke");
  await fill(commission.locator('form[action$="/revoke"]'), {});
  await house.look(phone, address, "enter-over");
});
