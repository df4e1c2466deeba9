// A document and a sound from the desk to the reader's page: with the editor, and without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../browser.mjs";
import { mp3, pdf } from "../files.mjs";
import { browser, cookies, desk, kiosque } from "../newsroom.mjs";

test("a document and a sound are put in the text, named, published and read", async () => {
  const page = await desk({ bypassCSP: true });
  await page.goto(`${kiosque.address}/desk/articles/new`);
  await page.fill("#headline", "Le rapport est public");
  await page.selectOption("#section", { label: "Rivières" });
  await page.click("form.panel .button.primary");
  await page.waitForSelector(".prose");
  await page.click(".prose");
  await page.keyboard.type("Voici le rapport.");
  for (const [file, name] of [[pdf("Rapport sur la Lisna.pdf"), "Le rapport entier"], [mp3("entretien.mp3"), ""]]) {
    await page.click('.tool[aria-label="Document ou son"]');
    await page.setInputFiles("dialog input[type=file]", file);
    await page.waitForFunction((words) => [...document.querySelectorAll("kiosque-editor .locked strong")].some((one) => one.textContent === words), file.name);
    if (!name) continue;
    await page.click("kiosque-editor .locked button:text('Modifier')");
    await page.fill("dialog input[type=text]", name);
    await page.click("dialog .button.primary");
    await page.waitForFunction((words) => document.querySelector("kiosque-editor .locked strong")?.textContent === words, name);
  }
  assert.match(await page.textContent("kiosque-editor .locked >> nth=0"), /PDF, 0,1/);
  await page.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));
  await page.click('button[value="publish"]');
  await page.waitForURL("**/publish");
  await page.click("form .button.primary");
  await page.waitForURL(/said=article-published/);

  const address = `${kiosque.address}/rivieres/le-rapport-est-public`;
  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await reader.goto(address);
  const link = reader.locator(".body p.file a");
  assert.match(await link.textContent(), /^Le rapport entier \(PDF, 0,1\sKo\)$/);
  assert.match(await link.getAttribute("href"), /^\/media\/[0-9a-f]+\/rapport-sur-la-lisna\.pdf$/);
  const sound = reader.locator(".body audio");
  assert.match(await sound.getAttribute("src"), /^\/media\/[0-9a-f]+\/entretien\.mp3$/);
  const part = await fetch(kiosque.address + (await sound.getAttribute("src")), { headers: { range: "bytes=0-3" } });
  assert.equal(`${part.status} ${part.headers.get("content-type")} ${part.headers.get("content-range")}`, "206 audio/mpeg bytes 0-3/8340");
  assert.deepEqual(await violations(browser, address), []);
});

test("without a script a file is brought, refused with its reason, named, and its pages are accessible", async () => {
  const page = await desk({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await page.goto(`${kiosque.address}/desk/files`);
  await page.setInputFiles("#file", { ...pdf("a.docx"), buffer: Buffer.from("PK\u0003\u0004 something else") });
  await page.click(".media-upload .button");
  assert.match(await page.textContent("[role=alert]"), /a\.docx\s+Ce fichier n’est ni un PDF ni un MP3/);
  await page.setInputFiles("#file", mp3("seconde prise.mp3", 25));
  await page.click(".media-upload .button");
  await page.waitForURL(/said=file-taken/);
  await page.fill("input[name='title.fr']", "Seconde prise");
  await page.click("form.panel .button.primary");
  assert.equal(await page.textContent("h1"), "Seconde prise");
  const one = new URL(page.url()).pathname;
  for (const path of ["/desk/files", one]) {
    for (const colorScheme of ["light", "dark"]) {
      assert.deepEqual(await violations(browser, kiosque.address + path, cookies, { colorScheme }), [], path);
    }
    await page.goto(kiosque.address + path);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, path);
  }
});
