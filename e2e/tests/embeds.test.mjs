// Contents of other sites: pasted as an address, offered by the bubble at the link, loaded on the reader's page only when asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, desk, until } from "../desk.mjs";
import { browser, kiosque } from "../newsroom.mjs";

const VIDEO = "https://www.youtube.com/watch?v=abcdefghijk";
const body = async (page) => JSON.parse(await page.inputValue("#body")).content;

/** Pastes a text, as the browser does. */
async function paste(page, text) {
  await page.locator(".prose").evaluate((prose, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    prose.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** What the server answers when the editor asks what stands at an address: this machine asks no other site. */
const SILENT = { title: "", picture: null, message: "Le site n’a pas répondu." };

/** An article with a link to a video; `card` is what the server says of it. */
async function written(page, card = SILENT) {
  await page.route("**/desk/media/card", (route) => route.fulfill({ json: card }));
  await begin(page, "Une vidéo");
  await page.click(".prose");
  await page.keyboard.type("Avant.");
  await page.keyboard.press("Enter");
  await paste(page, VIDEO);
  await page.waitForSelector(".bubble:not([hidden])");
}

test("a pasted address is a link, and the bubble makes an embed of it by keyboard", async () => {
  const { page, refused } = await desk();
  await written(page);
  assert.equal((await body(page))[1].content[0].marks[0].attrs.href, VIDEO);
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Afficher le contenu");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Après.");
  const content = await body(page);
  assert.deepEqual(content.map((one) => one.type), ["paragraph", "embed", "paragraph"]);
  assert.equal(content[1].attrs.address, VIDEO);
  assert.equal(content[2].content[0].text, "Après.");
  assert.deepEqual(refused, []);
  await page.context().close();
});

test("an embed is filled with the title and the picture that the server has kept, by the toolbar too", async () => {
  const { page, refused } = await desk();
  await begin(page, "Une image de vidéo");
  const library = (await (await page.request.get(`${kiosque.address}/desk/media.json`)).json()).items[0];
  await page.route("**/desk/media/card", (route) => route.fulfill({ json: { title: "La Lim en crue", picture: library, message: null } }));
  await page.click(".prose");
  await page.click('.toolbar button[aria-label="Contenu externe"]');
  await page.locator("dialog input").first().fill(VIDEO);
  await page.click("dialog .button.primary");
  await until("filled", async () => (await body(page)).some((one) => one.attrs?.picture === `media:${library.id}` && one.attrs.title === "La Lim en crue"));
  await page.locator(".surface .embed-picture:not([hidden])").waitFor();
  await until("saved", async () => /\d/.test((await page.textContent("#save-status")) ?? ""));
  await page.goto(`${kiosque.address}${new URL(page.url()).pathname}/preview/page`);
  assert.equal(await page.getAttribute(".embed.frame img", "alt"), "");
  assert.equal(await page.textContent(".embed.frame strong"), "La Lim en crue");
  assert.match(await page.getAttribute(".embed.frame img", "src"), /^\/media\//);
  assert.deepEqual(refused, []);
  await page.context().close();
});

test("what the other site does not give is said, and the card is written by hand", async () => {
  const { page } = await desk();
  await written(page);
  await page.keyboard.press("Control+Alt+e");
  await page.getByText("Le site n’a pas répondu. La carte fonctionne sans").waitFor();
  assert.equal((await body(page))[1].attrs.picture, "");
  await page.context().close();
});

test("the bubble goes away with Escape and by leaving the link; a link is removed by keyboard", async () => {
  const { page } = await desk();
  await written(page);
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.deepEqual((await body(page))[1].content, [{ type: "text", text: VIDEO }]);
  assert.ok(await page.locator(".bubble").isHidden());
  await page.context().close();
});

test("a reader's page asks nothing of the other site before the click, and only then frames it", async () => {
  const { page } = await desk();
  await written(page);
  await page.keyboard.press("Control+Alt+e");
  await until("saved", async () => /\d/.test((await page.textContent("#save-status")) ?? ""));
  const at = new URL(page.url()).pathname;
  const asked = [];
  await page.context().route((url) => url.origin !== kiosque.address, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ status: 200, contentType: "text/html", body: "<title>v</title><p>video" });
  });
  const reply = await page.goto(`${kiosque.address}${at}/preview/page`);
  assert.match(reply.headers()["content-security-policy"], /frame-src https:\/\/www\.youtube-nocookie\.com$/);
  assert.deepEqual(asked, []);
  await page.click(".embed button");
  await page.frameLocator(".embed iframe").locator("p").waitFor();
  assert.match(asked[0], /^https:\/\/www\.youtube-nocookie\.com\/embed\/abcdefghijk/);
  await page.context().close();
});

test("without JavaScript the card is a link", async () => {
  const { context, page } = await desk();
  await written(page);
  await page.keyboard.press("Control+Alt+e");
  await until("saved", async () => /\d/.test((await page.textContent("#save-status")) ?? ""));
  const plain = await browser.newContext({ javaScriptEnabled: false });
  await plain.addCookies(await context.cookies());
  const reader = await plain.newPage();
  await reader.goto(`${kiosque.address}${new URL(page.url()).pathname}/preview/page`);
  assert.ok(await reader.locator(".embed button").isHidden());
  assert.equal(await reader.getAttribute(".embed a", "href"), VIDEO);
  await plain.close();
  await context.close();
});
