// Never lose a word: each way in which a text could be lost, in a real browser against the real program.
// A window that is closed at once, a network that is cut, a program that is killed before it answers, a disk that is full,
// a session that ends, two people on one article.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { begin, desk, until } from "../desk.mjs";
import { start } from "../kiosque.mjs";
import { browser, cookies, kiosque } from "../newsroom.mjs";
import { signIn } from "../pages.mjs";

/** The text that the server has, asked for anew. */
async function onServer(page) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const reply = await fetch(`${page.url().split("?")[0]}/working-copy`, { headers: { cookie, accept: "application/json" } });
  return reply.ok ? (await reply.json()).fields : null;
}

const serverHas = (page, words) => until(`the server has ${words}`, async () => JSON.stringify(await onServer(page)).includes(words));
const status = (page, pattern) => until(`the line of the save says ${pattern}`, async () => pattern.test((await page.textContent("#save-status")) ?? ""));

async function type(page, words) {
  await page.click(".prose");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

/** Opens the article again and takes what the browser kept; both texts are to be seen before. */
async function takeBack(context, address, words) {
  const again = await context.newPage();
  await again.goto(address);
  await again.waitForSelector("#article-messages .two-texts");
  assert.match(await again.textContent("#article-messages"), words);
  await again.click("#article-messages button >> nth=0");
  assert.match(await again.textContent(".prose"), words);
  return again;
}

test("the browser is closed at once after typing", async () => {
  const { context, page } = await desk();
  await begin(page, "Fermé aussitôt");
  // What the server must not get from this window. What it sends while it closes passes by the route, and is nobody's.
  await page.route("**/working-copy", (route) => route.abort());
  await type(page, "Le dernier mot.");
  const address = page.url();
  await context.clearCookies();
  await page.close();
  await context.addCookies(cookies);
  const again = await takeBack(context, address, /Le dernier mot\./);
  await serverHas(again, "Le dernier mot.");
  await context.close();
});

test("the network is cut: writing goes on, and all of it arrives afterwards", async () => {
  const { context, page } = await desk();
  await begin(page, "Sans réseau");
  await context.setOffline(true);
  await type(page, "Une phrase.");
  await status(page, /Hors ligne/);
  await type(page, " Une autre.");
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await serverHas(page, "Une phrase. Une autre.");
  await context.close();
});

test("the program is killed between the keystroke and its answer, and starts again", async () => {
  const own = await start("demo");
  const { context, page } = await desk();
  try {
    const others = await signIn(browser, own);
    await context.clearCookies();
    await context.addCookies(others);
    await begin(page, "Tué en route", own.address);
    let killed = false;
    await page.route("**/working-copy", async (route) => {
      if (!killed) own.kill();
      killed = true;
      await route.continue().catch(() => {});
    });
    await type(page, "Écrit pendant la chute.");
    await status(page, /Hors ligne/);
    assert.ok(killed);
    await own.again();
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await status(page, /\d/);
    const seen = await context.newPage();
    await seen.goto(page.url());
    assert.match(await seen.inputValue("#body"), /Écrit pendant la chute\./);
  } finally {
    await context.close();
    await own.stop();
  }
});

test("the disk is full: the text stays in the browser, and arrives when there is room again", async () => {
  const { context, page } = await desk();
  await begin(page, "Disque plein");
  const limit = (size) => execFileSync("prlimit", [`--pid=${kiosque.pid}`, `--fsize=${size}:unlimited`]);
  limit(4096);
  try {
    await type(page, "Rien ne s’écrit.");
    await status(page, /ne parvient pas à enregistrer/);
    await page.click('button[value="save"]');
    await until("the page says that nothing was saved", async () => /ne parvient pas à enregistrer/.test((await page.textContent("#article-messages").catch(() => "")) ?? ""));
    assert.match(await page.inputValue("#body"), /Rien ne s’écrit\./);
  } finally {
    limit("unlimited");
  }
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await serverHas(page, "Rien ne s’écrit.");
  await context.close();
});

test("the session ends: the form is not lost, and the text goes on after signing in again", async () => {
  const { context, page } = await desk();
  await begin(page, "Session finie");
  await context.clearCookies();
  await type(page, "Après la session.");
  await page.waitForSelector("#article-messages .notice.attention a[target=_blank]");
  assert.match(await page.textContent(".prose"), /Après la session\./);
  await context.addCookies(cookies);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await serverHas(page, "Après la session.");
  await until("the notice goes", async () => (await page.locator("#article-messages .notice.attention").count()) === 0);
  await context.close();
});

test("two browsers on one article: different paragraphs merge by themselves, each sees the other", async () => {
  const first = await desk();
  const second = await desk();
  await begin(first.page, "À deux");
  await type(first.page, "Premier paragraphe.");
  await first.page.keyboard.press("Enter");
  await first.page.keyboard.type("Second paragraphe.");
  await serverHas(first.page, "Second paragraphe.");
  await second.page.goto(first.page.url());
  await second.page.waitForSelector(".prose");
  await until("each sees the other", async () => /autre fenêtre/.test((await first.page.textContent("#presence")) ?? ""));
  await second.page.click(".prose p >> nth=0");
  await second.page.keyboard.press("Home");
  await second.page.keyboard.type("Tout au début. ");
  await first.page.click(".prose p >> nth=1");
  await first.page.keyboard.press("End");
  await first.page.keyboard.type(" Et la fin.");
  for (const { page } of [first, second]) {
    await until("both texts on both screens", async () => /Tout au début\. Premier.*Et la fin\./s.test((await page.textContent(".prose")) ?? ""));
  }
  await first.context.close();
  await second.context.close();
});

test("two browsers on one sentence: both texts are shown, and what is chosen stands", async () => {
  const first = await desk();
  const second = await desk();
  await begin(first.page, "Le même mot");
  await type(first.page, "Une phrase.");
  await serverHas(first.page, "Une phrase.");
  await second.page.goto(first.page.url());
  await second.page.waitForSelector(".prose");
  // The second one is cut off, so that it cannot follow what the first one writes.
  await second.context.setOffline(true);
  await type(second.page, " Version de la seconde.");
  await type(first.page, " Version de la première.");
  await serverHas(first.page, "Version de la première.");
  await second.context.setOffline(false);
  await second.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await second.page.waitForSelector("#article-messages .notice.bad");
  await second.page.click("#article-messages .notice.bad button");
  await second.page.waitForSelector(".two-texts");
  assert.match(await second.page.textContent("form .two-texts >> nth=0"), /seconde.*première/s);
  await second.page.check("input[value=both]");
  await second.page.click("form .button.primary");
  await second.page.waitForURL(/said=article-merged/);
  assert.match(await second.page.inputValue("#body"), /première.*seconde/s);
  assert.equal(await second.page.locator("#article-messages .two-texts").count(), 0, "the copy in the browser has arrived");
  await first.context.close();
  await second.context.close();
});
