// The desk as a journalist uses it: the editor's tools, by mouse and by keyboard; lost sessions; two windows; pages of the site.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, desk, until } from "../desk.mjs";
import { articlePages } from "../pages.mjs";
import { browser, cookies, kiosque } from "../newsroom.mjs";

const saved = (page) => until("saved", async () => /\d/.test((await page.textContent("#save-status")) ?? "") && !/registre|saving/i.test(await page.textContent("#save-status")));
const body = async (page) => JSON.parse(await page.inputValue("#body")).content;

test("headings, a quote with its source, a table, and a link to an own article, by mouse", async () => {
  const { page, refused } = await desk();
  await begin(page, "Les outils de la rédaction");
  await page.click(".prose");
  await page.keyboard.type("Titre");
  await page.click(".tool[aria-label='Intertitre de niveau 3']");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Une phrase rapportée");
  await page.click(".tool[aria-label='Citation']");
  await page.click(".tool[aria-label^='Source']");
  await page.fill("dialog input >> nth=0", "Ana Verel");
  await page.click("dialog .button.primary");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.click(".tool[aria-label='Lien']");
  await page.fill("dialog input[type=search]", "dobrava");
  await page.click("dialog .found-choice >> nth=0");
  await page.click("dialog .button.primary");
  await page.keyboard.press("Enter");
  await page.click(".tool[aria-label='Tableau']");
  await page.keyboard.type("Année");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Débit");
  await page.click(".tool[aria-label='Ajouter une ligne']");
  await page.click(".tool[aria-label='Colonne d’en-tête']");
  const content = await body(page);
  assert.deepEqual(content[0], { type: "heading", attrs: { level: 4 }, content: [{ type: "text", text: "Titre" }] });
  assert.equal(content[1].attrs.source, "Ana Verel");
  const text = JSON.stringify(content);
  assert.match(text, /"href":"article:\d+"/);
  const table = content.find((one) => one.type === "table");
  assert.deepEqual(table.content[0].content.map((cell) => cell.content[0].content?.[0].text), ["Année", "Débit", undefined]);
  assert.equal(table.content.length, 4);
  assert.ok(table.content.every((row) => row.content[0].type === "table_header"));
  await saved(page);
  await page.click('button[value="preview"]');
  const frame = page.frameLocator("iframe");
  assert.match(await frame.locator(".body a").first().getAttribute("href"), /dobrava/);
  assert.equal(await frame.locator(".body h4").textContent(), "Titre");
  assert.ok((await page.locator("iframe").boundingBox()).height > 400, "the preview is as high as the window");
  assert.deepEqual(refused, []);
  await page.context().close();
});

test("the toolbar is one tab stop, reached and left by keyboard, whatever the cursor hides", async () => {
  const { page } = await desk();
  await begin(page, "Au clavier");
  await page.focus(".prose");
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type("gras");
  await page.keyboard.press("Alt+F10");
  for (let step = 0; step < 30; step += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(".tool[tabindex='0']:visible:enabled").count(), 1);
  assert.deepEqual((await body(page))[0].content, [{ type: "text", text: "gras", marks: [{ type: "strong" }] }]);
  await page.context().close();
});

test("undo goes on after a reload", async () => {
  const { page } = await desk();
  await begin(page, "Annuler");
  await page.click(".prose");
  await page.keyboard.type("Une phrase.");
  await saved(page);
  await page.reload();
  await page.waitForSelector(".prose");
  assert.match(await page.textContent(".prose"), /Une phrase\./);
  await page.click(".prose");
  await page.keyboard.press("Control+z");
  await until("the sentence is gone", async () => !/Une phrase/.test(await page.textContent(".prose")));
  await page.keyboard.press("Control+y");
  await until("the sentence is back", async () => /Une phrase\./.test(await page.textContent(".prose")));
  await page.context().close();
});

test("a block is dragged by its handle", async () => {
  const { page, refused } = await desk();
  await begin(page, "Déplacer");
  await page.click(".prose");
  await page.keyboard.type("Premier.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Deuxième.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Troisième.");
  const { x, y, height } = await page.locator(".prose > p").nth(0).boundingBox();
  await page.locator(".prose > p").nth(2).hover();
  await page.locator(".drag-handle").hover();
  await page.mouse.down();
  await page.mouse.move(x + 30, y + height / 2, { steps: 5 });
  await page.mouse.move(x + 30, y + 2, { steps: 5 });
  await page.mouse.up();
  assert.deepEqual((await body(page)).map((one) => one.content?.[0].text), ["Troisième.", "Premier.", "Deuxième."]);
  await page.keyboard.press("Control+z");
  assert.deepEqual((await body(page)).map((one) => one.content?.[0].text), ["Premier.", "Deuxième.", "Troisième."]);
  assert.deepEqual(refused, []);
  await page.context().close();
});

test("raw HTML is put in by an editor, and harmless to readers", async () => {
  const { page } = await desk();
  await begin(page, "Du code");
  await page.click(".prose");
  await page.keyboard.type("/html");
  await page.waitForSelector(".slash-menu:visible");
  await page.keyboard.press("Enter");
  await page.fill("dialog textarea", "<table><caption>Débits</caption><tr><td>12</td></tr></table><script>alert(1)</script>");
  await page.click("dialog .button.primary");
  assert.match(await page.textContent(".raw-block"), /Débits/);
  await saved(page);
  await page.click('button[value="preview"]');
  const frame = page.frameLocator("iframe");
  assert.equal(await frame.locator(".body caption").textContent(), "Débits");
  assert.equal(await frame.locator(".body script").count(), 0);
  await page.context().close();
});

test("a session that ends in mid-sentence costs nothing", async () => {
  const { context, page } = await desk();
  await begin(page, "La session");
  await page.click(".prose");
  await page.keyboard.type("Avant.");
  await saved(page);
  await context.clearCookies();
  await page.keyboard.type(" Après la fin de la session.");
  await page.waitForSelector("#article-messages .notice.attention");
  await context.addCookies(cookies);
  const at = page.url();
  const other = await context.newPage();
  await until("the text is on the server", async () => {
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await other.goto(at);
    return (await other.inputValue("#body")).includes("Après la fin");
  });
  await context.close();
});

test("a form sent after the session has ended goes again", async () => {
  const { context, page } = await desk();
  await page.goto(`${kiosque.address}/desk/topics/new`);
  await page.fill('[name="name.fr"]', "Passerelles");
  await context.clearCookies();
  await page.click("form .button.primary");
  await page.waitForSelector("input[name=again]", { state: "attached" });
  assert.match(await page.textContent("main"), /Rien n’est perdu/);
  assert.equal(await page.inputValue('[name="typed.name.fr"]'), "Passerelles");
  await context.close();
});

test("what is typed and sent at once is no conflict with oneself", async () => {
  const { page } = await desk();
  await begin(page, "Sans attendre");
  await page.click(".prose");
  await page.keyboard.type("Un mot.");
  await page.route("**/working-copy", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const asked = page.waitForRequest("**/working-copy");
  await page.keyboard.type(" Un autre.");
  await asked;
  await page.keyboard.type(" Le dernier.");
  await page.click('button[value="save"]');
  await page.waitForURL(/said=article-saved/);
  assert.match(await page.inputValue("#body"), /Le dernier\./);
  await page.context().close();
});

test("a page of the site is written in the editor, and without JavaScript as HTML", async () => {
  const { page } = await desk();
  await page.goto(`${kiosque.address}/desk/pages/new`);
  await page.fill('[name="title.fr"]', "Nous écrire");
  await page.click(".prose >> nth=0");
  await page.keyboard.type("## Adresse");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Rue du Pont.");
  await page.check('[name="published.fr"]');
  await page.click("form .button.primary");
  await page.waitForURL(/said=saved/);
  const address = await page.getAttribute("text=Nous écrire", "href");
  const html = await (await fetch(`${kiosque.address}/nous-ecrire`)).text();
  assert.match(html, /<h2[^>]*>Adresse<\/h2>\s*<p>Rue du Pont\.<\/p>/);
  const plain = await desk({ javaScriptEnabled: false });
  await plain.page.goto(kiosque.address + address);
  assert.match(await plain.page.inputValue('[name="body.fr"]'), /<h2>Adresse<\/h2>/);
  await plain.page.fill('[name="body.fr"]', "<p>Rue du Lac.</p>");
  await plain.page.click("form .button.primary");
  assert.match(await (await fetch(`${kiosque.address}/nous-ecrire`)).text(), /Rue du Lac/);
  await page.context().close();
  await plain.context.close();
});

test("the desk speaks the language one chooses", async () => {
  const { page } = await desk();
  await page.goto(`${kiosque.address}/desk/account`);
  await page.selectOption("#language", "en");
  await page.click("form .button.primary");
  await page.waitForURL(/said=saved/);
  const pages = ["/desk/articles", "/desk/settings", "/desk/state", ...(await articlePages(browser, kiosque, cookies)).map(([, path]) => path)];
  for (const path of pages) {
    await page.goto(kiosque.address + path);
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.doesNotMatch(await page.textContent("nav.desk-navigation >> nth=0"), /Rubriques|Réglages/);
  }
  await page.goto(`${kiosque.address}/desk/account`);
  await page.selectOption("#language", "fr");
  await page.click("form .button.primary");
  await page.waitForURL(/said=saved/);
  await page.context().close();
});
