// What the tests in the browser stand on: the program on a folder of its own, the system's Chromium,
// people signed in, and the look that every page must bear.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PASSWORD = "a password of tests";
const LANGUAGES = ["zh-CN", "en"];
// an office's screen, and the narrowest telephone that is still sold
const SIZES = [{ width: 1366, height: 768 }, { width: 360, height: 740 }];
const PICTURES = fileURLToPath(new URL("pictures", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * The program, with its sample unless `options` are others; `stop` ends it and takes its folder away.
 * `said` is what it printed when it started.
 */
export async function startProgram(options = ["--sample"]) {
  const binary = process.env.HUANJIE_BINARY;
  assert.ok(binary, "HUANJIE_BINARY names the built program; ./dev test sets it");
  const folder = mkdtempSync(join(tmpdir(), "huanjie-browser-"));
  // the program's database runs as another user when root starts it
  chmodSync(folder, 0o755);
  // nothing of the caller's: a DATABASE_URL would fill that database with the sample
  const env = { PATH: process.env.PATH, HUANJIE_DATA: join(folder, "data"), HUANJIE_SAMPLE_PASSWORD: PASSWORD };
  const args = ["serve", ...options, "--lang", "en", "--listen", "127.0.0.1:0"];
  const child = spawn(binary, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (text) => { log += text; });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => { log += error; resolve(); });
    child.on("exit", resolve);
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const said = [];
  const told = new Promise((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      said.push(line);
      const address = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) resolve(address[0]);
    });
  });
  const address = await Promise.race([told, ended]);
  if (typeof address !== "string") {
    await stop();
    assert.fail(`the program did not start: ${log}`);
  }
  return { address, stop, said };
}

/** The system's Chromium, without a display. */
export function startBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const executablePath = candidates.find(runs);
  assert.ok(executablePath, "there is no Chromium");
  // Chromium refuses to run as root within its sandbox
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args, headless: true });
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Visitors of one program in one browser, and what was wrong with the pages they saw. */
export class House {
  /** Each a line; empty when all is well. */
  problems = [];
  looked = 0;

  constructor(browser, address) {
    this.browser = browser;
    this.address = address;
    mkdirSync(PICTURES, { recursive: true });
  }

  /** A page of a visitor of its own, who has not signed in. */
  async nobody(options = {}) {
    const context = await this.browser.newContext({
      baseURL: this.address, locale: "zh-CN", viewport: SIZES[0], ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on("console", (message) => this.#heard(page, message));
    page.on("pageerror", (error) => this.problems.push(`${page.url()}: ${error}`));
    return page;
  }

  /** A page of somebody who has signed in. */
  async signedIn(account, options = {}) {
    const page = await this.nobody(options);
    await page.goto("/sign-in");
    await fill(page.locator('form[action="/sign-in"]'), { account, password: PASSWORD });
    assert.equal(new URL(page.url()).pathname, "/", `${account} signs in`);
    return page;
  }

  /** Types a name and the password of everybody by the keyboard. */
  async typeCredentials(page, account) {
    await page.keyboard.type(account);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
  }

  /** Opens a page and looks at it in both languages and sizes; leaves it open. */
  async look(page, path, name) {
    for (const language of LANGUAGES) {
      await this.#speak(page, language);
      await page.goto(path);
      await this.#see(page, name, language);
    }
    await this.#speak(page, LANGUAGES[0]);
  }

  /** Sends a form that is refused and looks at the answer in both languages and sizes. */
  async refused(page, path, action, fields, name) {
    for (const language of LANGUAGES) {
      await this.#speak(page, language);
      const answer = await send(page, path, action, fields);
      assert.ok(answer.status() >= 400, `${action} is refused: ${answer.status()}`);
      // a field that is wrong, or a gate that does not hold
      const why = page.locator('[role="alert"], .gate .open');
      assert.ok(await why.count(), `${action} says why`);
      await this.#see(page, name, language);
    }
    await this.#speak(page, LANGUAGES[0]);
  }

  /** Signs in on the page that asks for it, whatever it carries. */
  async credentials(page, account) {
    await fill(page.locator('form[action="/sign-in"]'), { account, password: PASSWORD });
  }

  /** Looks at an answer that cannot be asked for again, in the language it has. */
  async see(page, name) {
    await this.#see(page, name, await page.getAttribute("html", "lang"));
  }

  async #speak(page, language) {
    await page.context().addCookies([{ name: "language", value: language, url: this.address }]);
  }

  async #see(page, name, language) {
    const said = await page.getAttribute("html", "lang");
    if (said !== language) this.problems.push(`${name} ${language}: in ${said}`);
    // said to the page by the debugger, which its content security policy does not bind: that stays
    // in force, and what the page itself breaks of it is told on the console
    const debug = await page.context().newCDPSession(page);
    await debug.send("Runtime.evaluate", { expression: `${AXE};0` });
    await debug.detach();
    // there and back, for every change lays the page out anew
    for (const size of language === LANGUAGES[0] ? SIZES : [...SIZES].reverse()) {
      await page.setViewportSize(size);
      const where = `${name}-${language}-${size.width}`;
      const path = join(PICTURES, `${where}.jpeg`);
      await page.screenshot({ path, type: "jpeg", quality: 60, fullPage: true });
      const wrong = await page.evaluate(judge);
      this.problems.push(...wrong.map((line) => `${where}: ${line}`));
      this.looked += 1;
    }
  }

  #heard(page, message) {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // a refused form and a page that is not there are answered by a status, which the browser tells
    if (/status of 4\d\d/.test(message.text())) return;
    this.problems.push(`${page.url()}: ${message.text()}`);
  }
}

// runs within the page
async function judge() {
  const wrong = [];
  // what only costs time: the address of each node, and style sheets fetched a second time
  const options = { resultTypes: ["violations"], selectors: false, preload: false };
  const found = await globalThis.axe.run(document, options);
  for (const { id, nodes } of found.violations) {
    wrong.push(`axe ${id}: ${nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(" ")}`);
  }
  if (found.passes.length < 5) wrong.push("axe looked at nothing");
  const over = document.documentElement.scrollWidth - globalThis.innerWidth;
  if (over > 0) wrong.push(`${over} pixels wider than the screen`);
  // how the program writes a word that is in no file of words
  const missing = document.documentElement.outerHTML.match(/⟦[^⟧]*⟧?/g);
  if (missing) wrong.push(`words are missing: ${missing.join(" ")}`);
  return wrong;
}

/** Opens a page anew, for a refusal may stand at its address, and sends its form with that action. */
export async function send(page, path, action, fields) {
  await page.goto(path);
  return fill(page.locator(`form[action="${action}"]`), fields);
}

/** Sends a form that has to be taken: answered by going on to a page. */
export async function done(page, path, action, fields) {
  const answer = await send(page, path, action, fields);
  const said = answer.ok() ? "" : await page.locator("main").innerText();
  assert.ok(answer.ok(), `${action} ${JSON.stringify(fields)}: ${answer.status()} ${said}`);
}

/** Closes a stage: gives the day, reads what is asked before, presses the button. */
export async function closes(page, path, action, fields) {
  await done(page, path, action, fields);
  const answer = await fill(page.locator(`form[method="post"][action="${action}"]`), {});
  assert.ok(answer.ok(), `${action} is confirmed: ${answer.status()}`);
}

/** Fills and sends a form as a person does, by its fields and its button. */
export async function fill(form, fields) {
  const folded = form.page().locator("details:not([open])", { has: form });
  if (await folded.count()) await folded.locator("summary").first().click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const kind = await field.first().evaluate((one) => one.type);
    if (kind === "checkbox") await field.check();
    else if (kind === "radio") await field.and(form.locator(`[value="${value}"]`)).check();
    else if (kind === "file") await field.setInputFiles(value);
    else if (kind === "select-one") await field.selectOption(value);
    else await field.fill(value);
  }
  const page = form.page();
  const [answer] = await Promise.all([
    page.waitForResponse((one) => {
      const asked = one.request();
      return asked.isNavigationRequest() && one.status() !== 303;
    }),
    form.locator("button:not([formaction])").click(),
  ]);
  await page.waitForLoadState();
  return answer;
}
