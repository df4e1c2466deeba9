// One story among four people: an editor's idea, a freelance's text, a copy editor's reading, a check that stops it, a reason that overrules it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, until } from "../desk.mjs";
import { file } from "../files.mjs";
import { command } from "../kiosque.mjs";
import { browser, kiosque } from "../newsroom.mjs";

const HEADLINE = "Le dernier passeur de la Lisna";
const people = {};

/** Makes an account, and signs its person in by a link of the command line. */
async function person(name, role, viewport = { width: 1280, height: 900 }) {
  const email = `${role}@example.org`;
  await command(kiosque.data, ["account", "add", email, "--name", name, "--role", role]);
  const link = /\/desk\/link\?token=\S+/.exec(await command(kiosque.data, ["account", "sign-in-link", email]))[0];
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto(kiosque.address + link);
  await page.click("form .button.primary");
  await page.waitForURL(/\/desk(\?|$)/);
  return page;
}

/** Everyone comes in: before the first test, and once the newsroom runs. */
async function gather() {
  people.freelance = await person("Ilir Kasa", "freelance", { width: 390, height: 844 });
  people.copy = await person("Mira Solen", "copy_editor");
  people.editor = await person("Ana Verel", "editor");
}

const main = (page) => page.textContent("main");
const open = async (page, path = "/desk") => page.goto(kiosque.address + path);
/** Follows the story's link on the page of what there is to do, in a group. */
async function take(page, group) {
  await open(page);
  await page.click(`section[aria-labelledby="todo-${group}"] a:text("${HEADLINE}")`);
  await page.waitForURL(/\/desk\/articles\/\d+/);
}

test("an idea is given to a freelance, who sees nothing else", async () => {
  await gather();
  const { editor, freelance } = people;
  await open(editor, "/desk/articles/new");
  await editor.fill("#headline", HEADLINE);
  await editor.selectOption("#section", { label: "Rivières" });
  await editor.click("details.more summary");
  await editor.fill('[name="note"]', "Le bac s’arrête en mai : qui le conduit encore ?");
  await editor.selectOption("#assignee", { label: "Ilir Kasa" });
  await editor.click('button[value="idea"]');
  await editor.waitForURL(/said=/);
  await open(freelance, "/desk/articles");
  assert.deepEqual(await freelance.locator("table .title a").allTextContents(), [HEADLINE]);
  await take(freelance, "given");
  assert.match(await main(freelance), /qui le conduit encore/);
});

test("the freelance writes with a picture that nobody has described, and hands it in", async () => {
  const { freelance } = people;
  await freelance.waitForSelector(".prose");
  await freelance.click(".prose");
  await freelance.keyboard.type("Chaque matin, la corde grince.");
  await until("saved", async () => /\d/.test(await freelance.textContent("#save-status")));
  await freelance.click("[data-featured-actions] button");
  await freelance.setInputFiles("dialog input[type=file]", file("bac.png", [30, 90, 120]));
  await until("the picture stands at the head", async () => (await freelance.inputValue('[name="image"]')) !== "");
  await freelance.click('button[value="save"]');
  await freelance.waitForURL(/said=article-saved/);
  assert.equal(await freelance.locator('button[value="publish"]').count(), 0);
  await freelance.fill("#stage-note", "La photo est du bac d’aujourd’hui.");
  await freelance.click('button[formaction$="/review"]');
  await freelance.waitForURL(/said=/);
  assert.match(await freelance.textContent("#state-heading + p"), /relire/i);
});

test("the copy editor sends it back with a reason, and calls it ready the second time", async () => {
  const { copy, freelance } = people;
  await take(copy, "review");
  await copy.click('button[formaction$="/draft"]');
  assert.match(await main(copy), /raison|pourquoi/i, "sending back someone's text asks for the reason");
  await copy.fill('[name="note"]', "Combien de passagers par jour ?");
  await copy.click("form.panel .button.primary");
  await copy.waitForURL(/said=/);
  await take(freelance, "given");
  assert.match(await main(freelance), /Combien de passagers par jour/);
  await freelance.waitForSelector(".prose");
  await freelance.click(".prose");
  await freelance.keyboard.press("Control+End");
  await freelance.keyboard.type(" Ils sont douze par jour.");
  await freelance.click('button[value="save"]');
  await freelance.waitForURL(/said=article-saved/);
  await freelance.click('button[formaction$="/review"]');
  await freelance.waitForURL(/said=/);
  await open(copy);
  await copy.click(`main a:text("${HEADLINE}")`);
  await copy.waitForSelector(".prose");
  assert.match(await copy.textContent(".prose"), /Ils sont douze/);
  await copy.click('button[formaction$="/ready"]');
  await copy.waitForURL(/said=/);
  await freelance.reload();
  assert.equal(await freelance.locator(".prose").count(), 0, "what is ready is not written in by its author any more");
  assert.equal(await copy.locator('button[value="publish"]').count(), 0);
});

test("a picture without credit and text stops it; a reason overrules, and stays", async () => {
  const { editor } = people;
  await take(editor, "ready");
  await editor.click('button[value="publish"]');
  await editor.waitForURL(/\/publish/);
  assert.ok((await editor.locator(".findings .badge.bad").count()) >= 2, "credit and alternative text");
  const mend = await editor.getAttribute(".findings a >> nth=0", "href");
  assert.equal((await editor.request.get(new URL(mend, editor.url()).href)).status(), 200, "what is to be mended is a link away");
  await editor.check('[name="overrule"]');
  await editor.click("form .form-end button.button");
  assert.match(editor.url(), /\/publish/);
  assert.ok(await editor.locator('[name="reason"][aria-invalid="true"]').count(), "without a reason nothing is overruled");
  await editor.fill('[name="reason"]', "Le crédit arrive ce soir, le bac part à midi.");
  await editor.click("form .form-end button.button");
  await editor.waitForURL(/said=article-published/);
  assert.match(await editor.textContent('section[aria-labelledby="state-heading"]'), /Le crédit arrive ce soir/);

  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await open(reader, "/rivieres/le-dernier-passeur-de-la-lisna");
  assert.equal(await reader.textContent("h1"), HEADLINE);
  assert.match(await reader.textContent(".body"), /Ils sont douze par jour/);
  assert.doesNotMatch(await reader.content(), /Le crédit arrive ce soir|Combien de passagers/, "what the newsroom says to itself stays there");

  const { page, context } = await desk();
  await open(page, "/desk/audit");
  const row = page.locator("tbody tr", { hasText: "Le crédit arrive ce soir" });
  assert.match(await row.textContent(), /Ana Verel/);
  await context.close();
});
