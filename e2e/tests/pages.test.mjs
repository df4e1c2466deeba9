// Every kind of page of the sample newsroom: accessible, light and dark, and no wider than a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, violations } from "../browser.mjs";
import { articlePages, DESK, READER, signIn } from "../pages.mjs";
import { start } from "../kiosque.mjs";

let kiosque;
let browser;
let cookies;

before(async () => {
  kiosque = await start("demo");
  browser = await open();
  cookies = await signIn(browser, kiosque);
});

after(async () => {
  await browser?.close();
  await kiosque?.stop();
});

for (const [name, path] of [...READER, ...DESK]) {
  test(`${name} is accessible`, async () => {
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies), []);
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies, { colorScheme: "dark", viewport: { width: 390, height: 800 } }), []);
  });

  test(`${name} is no wider than a phone`, async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(kiosque.address + path);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    await context.close();
  });
}

test("the pages around an article are accessible and no wider than a phone", async () => {
  for (const [name, path] of await articlePages(browser, kiosque, cookies)) {
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies), [], name);
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies, { colorScheme: "dark", viewport: { width: 390, height: 800 } }), [], name);
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(kiosque.address + path);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, name);
    await context.close();
  }
});

test("the demo's addresses answer", async () => {
  for (const [, path] of READER) {
    const answer = await fetch(kiosque.address + path, { redirect: "manual" });
    assert.ok(answer.status === 200 || (path === "/nowhere" && answer.status === 404), `${path}: ${answer.status}`);
  }
});
