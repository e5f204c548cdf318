// An instance in the browser, from the first administrator on: accounts, back-ups, the security log.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const PASSWORD = "lotus river 2026 stone";
const TWICE = { password: PASSWORD, again: PASSWORD };

let program;
let browser;

before(async () => {
  // the second factor has a test of its own
  program = await startProgram(["--lan"]);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

test("an_administrator_sets_the_instance_up_and_keeps_it", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const page = await house.nobody();
  await house.look(page, "/set-up", "set-up");
  const chief = { account: "chief", shown_as: "系统管理员" };
  const weak = { ...chief, token: "0", password: "123456789012", again: "123456789012" };
  await house.refused(page, "/set-up", "/set-up", weak, "set-up-refused");
  assert.equal(await page.locator("#account").inputValue(), "chief", "nothing typed is lost");
  const token = await told(/token ([0-9a-f]{32})/);
  await done(page, "/set-up", "/set-up", { ...chief, ...TWICE, token });
  await house.look(page, "/", "desk-administrator");
  await house.look(page, "/set-up", "set-up-over");
  await keepsPeople(house, page);
  await keepsBackups(house, page);
  await house.look(page, "/upkeep", "upkeep");
  await house.look(page, "/upkeep/security", "security");
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

/** What the program said when it started, which may come after its address. */
async function told(form) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = program.said.join("\n").match(form);
    if (found) return found[1];
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  return assert.fail(`${form} in ${program.said.join("\n")}`);
}

async function keepsPeople(house, page) {
  const path = "/people/new";
  await house.refused(page, path, path, { account: "X" }, "person-refused");
  await page.goto(path);
  const deputy = { account: "deputy", shown_as: "副管理员", role: "administrator" };
  const answer = await fill(page.locator(`form[action="${path}"]`), deputy);
  assert.ok(answer.ok(), `an account is added: ${answer.status()}`);
  await house.see(page, "person-added");
  await house.look(page, "/people", "people");
  await page.locator("main a", { hasText: "副管理员" }).click();
  await house.look(page, new URL(page.url()).pathname, "person");
}

async function keepsBackups(house, page) {
  const path = "/upkeep/backups";
  await house.look(page, path, "backups-none");
  await house.refused(page, path, path, { passphrase: "short", again: "other" }, "backups-refused");
  await done(page, path, path, { passphrase: PASSWORD, again: PASSWORD });
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(path);
    if (await page.locator("table tbody tr").count()) break;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  await house.look(page, path, "backups");
}
