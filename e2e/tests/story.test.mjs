// A newsroom's first day: set up, write, publish, and read it as a reader does, without JavaScript.
// The checks in the page need its policy out of the way (bypassCSP); pages.test.mjs keeps it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "../browser.mjs";
import { start } from "../kiosque.mjs";
import { relay as openRelay } from "../relay.mjs";

let kiosque;
let browser;
let relay;

before(async () => {
  relay = await openRelay();
  kiosque = await start("serve", relay.settings);
  browser = await open();
});

after(async () => {
  await browser?.close();
  await kiosque?.stop();
  await relay?.stop();
});

test("set up, write, publish, read", async () => {
  const desk = await (await browser.newContext({ bypassCSP: true })).newPage();
  const link = /Set the site up at (\S+)/.exec(kiosque.printed())[1];
  await desk.goto(link);
  for (const [name, value] of Object.entries({
    name: "Le Courrier du Val", description: "Nouvelles du Val", zone: "Europe/Paris", collective: "La rédaction du Courrier", account_name: "Ana Verel",
    email: "ana@example.org", password: "correct horse battery", publisher: "Association du Val", contact: "contact@example.org",
    from: "lettre@example.org", reply_to: "redaction@example.org",
  })) await desk.fill(`[name="${name}"]`, value);
  await desk.click("form .button.primary");
  await desk.waitForURL("**/desk");

  await desk.goto(`${kiosque.address}/desk/sections/new`);
  await desk.fill('[name="name.fr"]', "Politique");
  await desk.click("form .button.primary");
  await desk.waitForURL(/sections\?said=saved/);

  await desk.goto(`${kiosque.address}/desk/articles/new`);
  await desk.fill("#headline", "À Dobrava, la rivière est revenue");
  await desk.selectOption("#section", { label: "Politique" });
  await desk.click("form.panel .button.primary");
  await desk.waitForSelector(".prose");
  await desk.click(".prose");
  await desk.keyboard.type("L'eau est passée ");
  await desk.keyboard.press("Control+b");
  await desk.keyboard.type("sous le pont");
  await desk.keyboard.press("Control+b");
  await desk.keyboard.type(" ce matin.");
  // The editor saves by itself: another tab sees the text without any button pressed here.
  await desk.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));
  await desk.click('button[value="publish"]');
  await desk.waitForURL("**/publish");
  await desk.click("form .button.primary");
  await desk.waitForURL(/said=article-published/);

  const reader = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } })).newPage();
  const requests = [];
  reader.on("request", (request) => requests.push(request.url()));
  await reader.goto(`${kiosque.address}/`);
  await reader.click("text=À Dobrava, la rivière est revenue");
  assert.equal(await reader.textContent("h1"), "À Dobrava, la rivière est revenue");
  assert.equal(await reader.innerHTML(".body"), "<p>L’eau est passée <strong>sous le pont</strong> ce matin.</p>");
  assert.ok(requests.every((address) => address.startsWith(kiosque.address)), `third parties: ${requests}`);
  const width = await reader.locator("html").evaluate((html) => html.scrollWidth).catch(() => 320);
  assert.ok(width <= 320, `the page is ${width} pixels wide on a phone of 320`);

  const feed = await (await fetch(`${kiosque.address}/politique/feed.xml`)).text();
  assert.match(feed, /À Dobrava, la rivière est revenue/);
});

test("what was typed in the editor survives a crash of the page", async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${kiosque.address}/desk/sign-in`);
  await page.fill("#email", "ana@example.org");
  await page.fill("#password", "correct horse battery");
  await page.click("form .button.primary");
  await page.waitForURL("**/desk");
  await page.goto(`${kiosque.address}/desk/articles`);
  await page.click("table a");
  await page.waitForSelector(".prose");
  await context.setOffline(true);
  await page.click(".prose");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Et la suite.");
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes("Et la suite.")));
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await again.waitForSelector("#article-messages button");
  await again.click("#article-messages button");
  await again.waitForFunction(() => document.querySelector(".prose").textContent.includes("Et la suite."));
  await again.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));
  await context.close();
});

test("who is signed out while writing signs in over the text, and nothing is lost", async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${kiosque.address}/desk/sign-in`);
  await page.fill("#email", "ana@example.org");
  await page.fill("#password", "correct horse battery");
  await page.click("form .button.primary");
  await page.waitForURL("**/desk");
  await page.goto(`${kiosque.address}/desk/articles`);
  await page.click("table a");
  await page.waitForSelector(".prose");
  await context.clearCookies();
  await page.click(".prose");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Écrit sans session.");
  await page.click("#article-messages button");
  const dialog = page.locator("dialog");
  await dialog.locator("input[type=email]").fill("ana@example.org");
  await dialog.locator("input[type=password]").fill("une faute");
  await dialog.locator(".button.primary").click();
  await dialog.locator(".error:visible").waitFor();
  await dialog.locator("input[type=password]").fill("correct horse battery");
  await dialog.locator(".button.primary").click();
  await dialog.waitFor({ state: "detached" });
  await page.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));
  assert.match(await page.textContent(".prose"), /Écrit sans session\./);
  await page.reload();
  await page.waitForSelector(".prose");
  assert.match(await page.textContent(".prose"), /Écrit sans session\./);
  await context.close();
});

/** Signs up on the newest article's page and confirms by the mail's link, all without JavaScript. */
async function subscribe(address) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const reader = await context.newPage();
  await reader.goto(`${kiosque.address}/politique/a-dobrava-la-riviere-est-revenue`);
  await reader.fill('#sign-up input[name="email"]', address);
  await reader.press('#sign-up input[name="email"]', "Enter");
  await reader.press('form[action="/subscribe/send"] button', "Enter");
  const mail = await relay.mail(address);
  const link = /https?:\/\/\S+\/subscribe\/confirm\/[^\s"<>]+/.exec(mail.text)[0];
  await reader.goto(link);
  await reader.press('form[action*="/subscribe/confirm"] button', "Enter");
  const welcome = await relay.mail(address);
  assert.match(welcome.head, /^Auto-Submitted:/im);
  assert.deepEqual(await context.cookies(), [], "reader pages set no cookie");
  await context.close();
}

/** Writes an article at the desk and publishes it; its mailing goes at once. */
async function publish(headline, text) {
  const desk = await (await browser.newContext({ bypassCSP: true })).newPage();
  await desk.goto(`${kiosque.address}/desk/sign-in`);
  await desk.fill("#email", "ana@example.org");
  await desk.fill("#password", "correct horse battery");
  await desk.click("form .button.primary");
  await desk.waitForURL("**/desk");
  await desk.goto(`${kiosque.address}/desk/articles/new`);
  await desk.fill("#headline", headline);
  await desk.selectOption("#section", { label: "Politique" });
  await desk.click("form.panel .button.primary");
  await desk.waitForSelector(".prose");
  await desk.click(".prose");
  await desk.keyboard.type(text);
  await desk.click('button[value="publish"]');
  await desk.waitForURL("**/publish");
  await desk.fill('[name="hold"]', "0");
  await desk.click("form .button.primary");
  await desk.waitForURL(/said=article-published/);
  await desk.context().close();
}

test("a reader signs up, gets the next article by mail, leaves with one click, and gets no more", async () => {
  await subscribe("luan@example.net");
  await publish("Les vannes restent ouvertes", "Le conseil a voté cette nuit.");
  const mail = await relay.mail("luan@example.net");
  assert.match(mail.head, /^From: .*lettre@example\.org/im);
  assert.match(mail.head, /^Reply-To: .*redaction@example\.org/im);
  assert.match(mail.head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
  assert.match(mail.text, /Le conseil a voté cette nuit\./);
  const leave = /^List-Unsubscribe: <([^>]+)>/im.exec(mail.head)[1];
  const answer = await fetch(leave, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" });
  assert.equal(answer.status, 200);
  await subscribe("mira@example.net");
  await publish("Le pont neuf attendra", "La commune manque de pierre.");
  // Who came later has the third article: by then it has gone to everyone it goes to.
  assert.match((await relay.mail("mira@example.net")).text, /La commune manque de pierre\./);
  assert.equal(relay.to("luan@example.net").length, 3, "confirmation, welcome, one article");
});
