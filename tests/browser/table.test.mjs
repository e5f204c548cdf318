// Tables, errors and large type in the browser; and what a page is on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, fill, startBrowser, startProgram } from "./house.mjs";

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

function visit(name, work) {
  test(name, { timeout: 240_000 }, async () => {
    house = new House(browser, program.address);
    await work();
    assert.deepEqual(house.problems, [], "what is wrong on the pages");
    for (const open of browser.contexts()) await open.close();
  });
}

/** The town of the sample, whatever its address. */
async function town(page) {
  await page.goto("/");
  const links = page.locator('a[href$="/330902102"]');
  return links.first().getAttribute("href");
}

visit("a_table_is_sorted_filtered_and_taken_away_by_the_keyboard", async () => {
  const page = await house.signedIn("office-xiaosha");
  const path = await town(page);
  await house.look(page, path, "town-table");
  await page.goto(path);
  const names = () => page.locator("#table-units tbody th").allInnerTexts();
  const first = (await names())[0];
  const head = page.locator("#table-units thead a").first();
  await head.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=name/);
  assert.equal(await page.locator("#table-units th[aria-sort]").getAttribute("aria-sort"), "ascending");
  await page.locator("#table-units thead a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=-name/);
  assert.equal(await page.locator("#table-units th[aria-sort]").getAttribute("aria-sort"), "descending");
  const details = page.locator("#table-units .filter");
  if (!(await details.evaluate((one) => one.open))) {
    await details.locator("summary").first().focus();
    await page.keyboard.press("Enter");
  }
  await page.locator("#units-name").fill(first);
  await page.keyboard.press("Enter");
  await page.waitForURL(/name=/);
  assert.deepEqual(await names(), [first]);
  assert.match(page.url(), /sort=-name/, "the order is kept");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('#table-units a[href*="/xlsx"]').click(),
  ]);
  assert.match(file.suggestedFilename(), /\.xlsx$/);
  await house.look(page, new URL(page.url()).pathname + new URL(page.url()).search, "town-filtered");
  await house.look(page, `${path}?name=nothing-like-it`, "town-nothing");
  await house.look(page, `${path}?election_on_from=9999-01-01`, "town-filter-wrong");
});

visit("a_table_works_without_scripts_and_with_large_type", async () => {
  const page = await house.signedIn("office-xiaosha", { javaScriptEnabled: false });
  const path = await town(page);
  await page.goto(path);
  await fill(page.locator('form[action="/type-size"]'), {});
  assert.ok(await page.locator("html.large").count());
  await page.locator("#table-units summary").first().click();
  const sent = await fill(page.locator("#table-units form"), { sort: "-code" });
  assert.ok(sent.ok());
  assert.match(page.url(), /sort=-code/);
});

visit("large_type_fits_on_the_narrowest_telephone", async () => {
  const page = await house.signedIn("office-xiaosha");
  const path = await town(page);
  await page.goto(path);
  await fill(page.locator('form[action="/type-size"]'), {});
  await house.look(page, "/", "large-desk");
  await house.look(page, path, "large-town");
  await house.look(page, "/people", "large-people");
});

visit("pages_of_errors_are_pages", async () => {
  const page = await house.signedIn("office-xiaosha");
  await house.look(page, "/no/such/page", "error-404");
  await house.look(page, "/upkeep", "error-403");
  await house.look(page, "/people", "people-table");
});

visit("what_is_printed_has_its_date_and_no_navigation", async () => {
  const page = await house.signedIn("office-xiaosha");
  await page.goto(await town(page));
  await page.emulateMedia({ media: "print" });
  for (const gone of ["header.top", ".filter", ".files", "main form", "footer"]) {
    for (const one of await page.locator(gone).all()) {
      assert.equal(await one.isVisible(), false, `${gone} is not on paper`);
    }
  }
  for (const there of ["h1", ".on-paper", "#table-units table"]) {
    assert.ok(await page.locator(there).first().isVisible(), `${there} is on paper`);
  }
  assert.match(await page.locator(".on-paper").innerText(), /20\d\d-\d\d-\d\d/);
  const style = (selector, name) => page.locator(selector).first().evaluate(
    (one, property) => getComputedStyle(one)[property], name);
  assert.equal(await style("#table-units tbody a", "textDecorationLine"), "none");
  assert.equal(await style("#table-units thead", "display"), "table-header-group", "on each sheet");
  await page.screenshot({ path: new URL("pictures/printed-town.jpeg", import.meta.url).pathname, type: "jpeg", quality: 60, fullPage: true });
  await page.emulateMedia({ media: "screen" });
  assert.equal(await page.locator(".on-paper").isVisible(), false);
});
