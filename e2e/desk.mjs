// What tests of the desk share: a window of somebody signed in, a new article, waiting.
import assert from "node:assert/strict";
import { browser, cookies, kiosque } from "./newsroom.mjs";

/** A signed-in page that keeps the desk's own policy; `refused` has what the browser refused. */
export async function desk(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const refused = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  return { context, page, refused };
}

/** Waits for a condition without evaluating text in the page: the policy forbids it. */
export async function until(what, condition) {
  for (let turn = 0; turn < 300; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never: ${what}`);
}

/** Begins an article; the editor stands when this ends. */
export async function begin(page, headline, address = kiosque.address) {
  await page.goto(`${address}/desk/articles/new`);
  await page.fill("#headline", headline);
  await page.selectOption("#section", { index: 1 });
  await page.click("form.panel .button.primary");
  await page.waitForSelector(".prose");
}
