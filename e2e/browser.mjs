// Debian's Chromium, and the accessibility check.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const open = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** What axe finds wrong on an open page, one line each. */
export async function wrongs(page, rules = {}) {
  await page.evaluate(axe);
  const run = (more) => window.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true }, ...more } });
  const found = await page.evaluate(run, rules);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** The same of an address. The page's own policy forbids injected scripts, so it is bypassed for the check. */
export async function violations(browser, address, cookies = [], options = {}) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 }, ...options });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(address);
  const said = await wrongs(page);
  await context.close();
  return said;
}
