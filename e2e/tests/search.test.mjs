// An article is published at the desk and is at once found, however its names are typed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, cookies, kiosque } from "../newsroom.mjs";

test("what is published is found at once, in any spelling", async () => {
  const context = await browser.newContext({ bypassCSP: true });
  await context.addCookies(cookies);
  const desk = await context.newPage();
  await desk.goto(`${kiosque.address}/desk/articles/new`);
  const headline = "Đorđe Vučić a repeint le phare de Brodnik";
  await desk.fill("#headline", headline);
  await desk.selectOption("#section", { index: 1 });
  await desk.click("form.panel .button.primary");
  await desk.waitForSelector(".prose");
  await desk.click(".prose");
  await desk.keyboard.type("Le gardien a pris un pinceau.");
  await desk.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));

  // Not yet published: the desk finds it, a reader does not.
  await desk.goto(`${kiosque.address}/desk/articles?words=pinceau`);
  assert.match(await desk.textContent("table"), /phare de Brodnik/);
  const reader = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })).newPage();
  const search = async (words) => {
    await reader.goto(`${kiosque.address}/recherche`);
    await reader.fill("#q", words);
    await reader.click(".search-line button");
    return reader.locator(".search-results h3").allTextContents();
  };
  assert.ok(!(await search("brodnik phare")).includes(headline));

  await desk.click("table .title a");
  await desk.waitForSelector(".prose");
  await desk.click('button[value="publish"]');
  await desk.waitForURL("**/publish");
  await desk.click("form .button.primary");
  await desk.waitForURL(/said=article-published/);
  for (const words of ["vucic", "Вучић", "Djordje", "vucoc", "phare brodn"]) {
    assert.ok((await search(words)).includes(headline), words);
  }
  await search("vucoc");
  assert.equal(await reader.textContent("h1"), "Résultats pour «\u00a0Vučić\u00a0»");
  assert.equal(await reader.locator("mark").first().textContent(), "Vučić");
  await reader.click("text=Chercher exactement");
  assert.match(await reader.textContent("#results"), /Aucun article trouvé/);
});
