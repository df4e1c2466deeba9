// What is published stands among its neighbours' related, and the newsroom arranges them without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, cookies, kiosque } from "../newsroom.mjs";

const NEIGHBOUR = "/rivieres/a-dobrava-la-riviere-retrouve-son-lit-apres-trente-ans-de-beton";
const HEADLINE = "À Dobrava, l’éclusier Ratko Dobravac raconte les vannes du barrage";

/** Without JavaScript, on a phone; at the desk when given cookies. */
async function plain(of) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  if (of) await context.addCookies(of);
  return context.newPage();
}

/** Follows a page until it says so: lists are written beside publishing. */
async function until(page, address, wanted) {
  for (let round = 0; round < 40; round += 1) {
    await page.goto(address);
    if (wanted(await page.textContent("main"))) return true;
    await new Promise((done) => setTimeout(done, 250));
  }
  return false;
}

test("a published article stands among its neighbours' related", async () => {
  const desk = await plain(cookies);
  await desk.goto(`${kiosque.address}/desk/articles/new`);
  await desk.fill("#headline", HEADLINE);
  await desk.selectOption("#section", { label: "Rivières" });
  await desk.click("form.panel .button.primary");
  await desk.waitForURL(/\/desk\/articles\/\d+$/);
  const article = desk.url();
  await desk.fill("#body", "<p>L’éclusier Ratko Dobravac a tourné la manivelle des vannes du vieux barrage de Dobrava. Senka Lisak, dont la maison donne sur le quai, a entendu la rivière revenir dans son lit ; la Lisna passait par un canal depuis trente ans, à cause de la filature.</p>");
  await desk.click('button[value="publish"]');
  await desk.waitForURL("**/publish");
  await desk.click("form .button.primary");
  await desk.waitForURL(/said=article-published/);

  const reader = await plain();
  assert.ok(await until(reader, `${kiosque.address}${NEIGHBOUR}`, (text) => text.includes(HEADLINE)), "not among its neighbour's related");
  await reader.click(`text=${HEADLINE}`);
  assert.equal(await reader.textContent("h1"), HEADLINE);
  assert.ok((await reader.textContent(".related")).includes("la rivière retrouve son lit"), "not in both directions");

  await desk.goto(`${article}/related`);
  const row = desk.locator(".related-rows > li", { hasText: "la rivière retrouve son lit" });
  assert.match(await row.textContent(), /Mots communs/);
  await row.locator('button[value="exclude"]').click();
  await desk.waitForURL(/said=related-saved/);
  assert.ok(await until(reader, reader.url(), (text) => !text.includes("la rivière retrouve son lit")), "still shown");
  await desk.locator('.related-rows button[value="undo"]').click();
  await desk.waitForURL(/said=related-saved/);
  assert.ok(await until(reader, reader.url(), (text) => text.includes("la rivière retrouve son lit")), "not back");
});
