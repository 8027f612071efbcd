// Keeps a real Chromium open: `look.mjs BROWSER` reads a job a line, opens its page as a
// stranger would (no cookies, an empty store), takes its steps, and answers with one line
// of JSON: what each step found, what the page asked the network for, what went wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await look(JSON.parse(line)).catch((error) => ({ error: error.stack }))));
await browser.close();

// What was copied: a click comes back before the page has written all of it, and what is
// read meanwhile is an error or the old text, so two readings in a row must agree.
async function clipboard(page) {
  let before = "";
  for (let tries = 0; tries < 100; tries++) {
    await page.waitForTimeout(50);
    const now = await page.evaluate(async () => {
      const all = {};
      for (const item of await navigator.clipboard.read())
        for (const type of item.types) all[type] = await (await item.getType(type)).text();
      return JSON.stringify(all);
    }).catch((error) => String(error));
    if (now === before && now.startsWith("{")) return JSON.parse(now);
    before = now;
  }
  throw new Error("the clipboard does not come to rest: " + before);
}

async function look(job) {
  const context = await browser.newContext({
    viewport: { width: job.width ?? 1200, height: job.height ?? 900 },
    colorScheme: job.scheme ?? "light",
    deviceScaleFactor: job.scale ?? 1,
    javaScriptEnabled: job.script ?? true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const asked = [], troubles = [], found = [];
  const page = await context.newPage();
  page.on("request", (request) => asked.push(request.url().slice(0, 60)));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("dialog", (dialog) => { troubles.push("dialog: " + dialog.message()); dialog.dismiss(); });
  await page.goto(pathToFileURL(job.page).href);
  await page.evaluate(() => document.fonts.ready);
  for (const step of job.steps) {
    const [what, ...how] = step;
    if (what === "js") found.push(await page.evaluate(how[0]));
    if (what === "click") found.push(await page.locator(how[0]).first().click());
    if (what === "press") found.push(await page.keyboard.press(how[0]));
    if (what === "size") found.push(await page.setViewportSize({ width: how[0], height: how[1] }));
    if (what === "clipboard") found.push(await clipboard(page));
    if (what === "shot") found.push(await page.screenshot({ path: how[0], fullPage: how[1] ?? true }));
    if (what === "pdf") found.push(await page.pdf({ path: how[0], format: how[1], preferCSSPageSize: false }));
    if (what === "download") {
      const [got] = await Promise.all([page.waitForEvent("download"), page.locator(how[0]).first().click()]);
      await got.saveAs(how[1]);
      found.push(got.suggestedFilename());
    }
    if (what === "axe") {
      // The page's own policy would not let a stranger's script in; a debugger's it must.
      const session = await context.newCDPSession(page);
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const run = `${axe}; axe.run({ runOnly: ${JSON.stringify(tags)} }).then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary)])))`;
      const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      found.push(JSON.parse(result.value));
    }
  }
  await context.close();
  return { found: found.map((one) => (one instanceof Uint8Array ? null : one ?? null)), asked, troubles };
}
