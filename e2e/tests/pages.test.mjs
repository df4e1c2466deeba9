// Every kind of page of the sample newsroom: accessible, light and dark, and no wider than a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../browser.mjs";
import { DESK, MORE, READER, articlePages, found } from "../pages.mjs";
import { browser, cookies, kiosque } from "../newsroom.mjs";

const accessible = async (path) => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const said = await violations(browser, kiosque.address + path, cookies, { colorScheme, viewport: { width, height: 800 } });
      assert.deepEqual(said, [], `${path}, ${colorScheme}, ${width} pixels`);
    }
  }
};

/** Nothing sticks out of a window of this width, on either side. */
const fits = async (path, width) => {
  const context = await browser.newContext({ viewport: { width, height: 700 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(kiosque.address + path);
  const edges = await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector("main").getBoundingClientRect().left]);
  assert.ok(edges[0] <= width, `${path} is ${edges[0]} pixels wide in a window of ${width}`);
  assert.ok(edges[1] >= 0);
  await context.close();
};

for (const [name, path] of [...READER, ...MORE, ...DESK]) {
  test(`${name} is accessible`, () => accessible(path));
  test(`${name} fits a phone and a desktop`, async () => {
    await fits(path, 320);
    await fits(path, 1280);
  });
}

test("pages whose address only others know are accessible and fit", async () => {
  for (const [, path] of [...await found(kiosque, cookies), ...await articlePages(browser, kiosque, cookies)]) {
    await accessible(path);
    await fits(path, 320);
    await fits(path, 1280);
  }
});

test("the demo's addresses answer", async () => {
  for (const [, path] of READER) {
    const answer = await fetch(kiosque.address + path, { redirect: "manual" });
    assert.ok(answer.status === 200 || (path === "/nowhere" && answer.status === 404), `${path}: ${answer.status}`);
  }
});
