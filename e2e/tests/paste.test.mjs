// What is pasted arrives: pictures go to the library, those that cannot keep their place; footnotes join the others.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { begin, desk, until } from "../desk.mjs";

const body = async (page) => JSON.parse(await page.inputValue("#body")).content;
const fixture = (name) => readFile(new URL(`../../editor/tests/fixtures/${name}`, import.meta.url), "utf8");

/** Pastes HTML as the browser does. */
async function paste(page, html) {
  await page.locator(".prose").evaluate((prose, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    prose.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

/** Puts the cursor before the text. The editor learns of it by an event that comes after the key. */
async function start(page) {
  await page.keyboard.press("Control+Home");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

test("a page of LibreOffice brings its picture to the library", async () => {
  const { page, refused } = await desk();
  await begin(page, "De LibreOffice");
  await page.click(".prose");
  await paste(page, await fixture("libreoffice.html"));
  await until("the picture is in the library", async () => (await body(page)).some((one) => one.type === "picture" && /^media:\d+$/.test(one.attrs.src)));
  const content = await body(page);
  assert.equal(content.find((one) => one.type === "picture").attrs.alt, "La digue");
  assert.deepEqual(content.at(-1).content.map((one) => one.attrs.label), ["1", "2"]);
  assert.deepEqual(refused, []);
  await page.context().close();
});

test("a picture that cannot come keeps a visible place, and is said", async () => {
  const { page } = await desk();
  await begin(page, "D’une page");
  await page.click(".prose");
  await paste(page, await fixture("web.html"));
  await page.waitForSelector(".picture.missing .picture-absent:visible");
  await until("it is said", async () => /Images qui ne sont pas venues avec le texte : 1/.test(await page.textContent("#article-messages")));
  assert.equal((await body(page)).find((one) => one.type === "picture").attrs.caption, "Une barque, à l’aube");
  await page.context().close();
});

test("footnotes pasted twice are numbered on, in one list at the end", async () => {
  const { page } = await desk();
  await begin(page, "Deux fois");
  await page.click(".prose");
  await page.keyboard.type("Fin.");
  await start(page);
  await paste(page, await fixture("word.html"));
  await start(page);
  await paste(page, await fixture("libreoffice.html"));
  const content = await body(page);
  assert.equal(content.filter((one) => one.type === "footnotes").length, 1);
  assert.deepEqual(content.at(-1).content.map((one) => one.attrs.label), ["1", "2", "3"]);
  assert.match(JSON.stringify(content.at(-1).content[0]), /La Lim/);
  assert.match(JSON.stringify(content.at(-1).content[2]), /Conseil du 3 mai/);
  await page.context().close();
});
