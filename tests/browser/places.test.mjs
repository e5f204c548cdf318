// Places in the browser: the sample's county, its towns and units, and every form that keeps them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, done, fill, startBrowser, startProgram } from "./house.mjs";

const COUNTY = "/r/2/330902";
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

test("places_are_seen_and_kept", { timeout: 240_000 }, async () => {
  const house = new House(browser, program.address);
  const office = await house.signedIn("office-xiaosha");
  await house.look(office, TOWN, "places-town");
  await house.look(office, UNIT, "places-unit");
  await keepsParts(house, office);
  await countysPart(house);
  await administratorsPart(house);
  assert.deepEqual(house.problems, [], "what is wrong on the pages");
});

/** Every form of a town and of a unit: refused, then sent. */
async function keepsParts(house, office) {
  const forms = [
    [`${TOWN}/areas`, { name: "" }, { name: "北片", lead: "夏云芳" }],
    [`${UNIT}/change`, { name: "" }, { name: "增辉村" }],
    [`${UNIT}/groups`, { groups: "x" }, { groups: "2" }],
    [`${UNIT}/figures`, { households: "9", people: "3" },
      { counted_on: "2008-04-09", households: "940", people: "2405", source: "村台账" }],
    [`${UNIT}/cooperatives`, { income: "5" }, { name: "增辉渔业合作社", income: "120000", income_year: "2007" }],
    [`${UNIT}/organisations`, { name: "" }, { organisation: "branch", name: "渔业支部" }],
    [`${UNIT}/history`, { former_code: "1" },
      { former: "塘头村", happened_on: "1998-03-01", document_no: "小政〔1998〕7号" }],
    [`${UNIT}/code`, { code: "33" }, { code: "330902102211", valid_on: "2008-04-10" }],
  ];
  for (const [path, wrong, right] of forms) {
    const name = `places-${path.split("/").pop()}`;
    await house.look(office, path, name);
    await house.refused(office, path, path, wrong, `${name}-refused`);
    await office.goto(path);
    if (path.endsWith("organisations")) {
      const general = office.locator("#above option", { hasText: "增辉村总支部" });
      right.above = await general.getAttribute("value");
    }
    await done(office, path, path, right);
  }
  const moved = "/r/2/330902102211";
  await office.goto(UNIT);
  assert.equal(new URL(office.url()).pathname, moved, "the old code leads to the new one");
  await house.look(office, moved, "places-unit-kept");
  const merge = "/r/2/330902102207/merge";
  await house.look(office, merge, "places-merge");
  await house.refused(office, merge, merge, {}, "places-merge-refused");
  await done(office, merge, merge, { into: "330902102211", happened_on: "2008-04-10" });
  await house.look(office, moved, "places-merged");
}

async function countysPart(house) {
  const county = await house.signedIn("county");
  await house.look(county, COUNTY, "places-county");
  const path = `${COUNTY}/towns`;
  await house.refused(county, path, path, { code: "1" }, "places-towns-refused");
  await done(county, path, path, { name: "双桥镇", code: "330902103" });
  await house.look(county, "/r/2/330902103", "places-town-empty");
}

async function administratorsPart(house) {
  const admin = await house.signedIn("admin");
  const path = "/places/new";
  await house.look(admin, path, "places-new");
  await house.refused(admin, path, path, { code: "1" }, "places-new-refused");
  await admin.goto(path);
  const answer = await fill(admin.locator(`form[action="${path}"]`), { name: "定海区", code: "330902" });
  assert.ok(answer.ok(), `a county of the live world: ${answer.status()}`);
}
