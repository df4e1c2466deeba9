// An old backup is restored: what it calls unsent waits, and the desk asks before it goes.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "../browser.mjs";
import { command, start } from "../kiosque.mjs";
import { signIn, signInAgain } from "../pages.mjs";
import { relay as openRelay } from "../relay.mjs";

const HEADLINE = "Le phare de Brodnik est repeint";

let folder;
let browser;
let relay;
let running;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kiosque-e2e-restored-"));
  browser = await open();
});

after(async () => {
  await browser?.close();
  await running?.stop();
  await relay?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Publishes an article whose mailing is held for an hour. */
async function publish(kiosque, desk) {
  await desk.goto(`${kiosque.address}/desk/articles/new`);
  await desk.fill("#headline", HEADLINE);
  await desk.selectOption("#section", { label: "Politique" });
  await desk.press("form.panel .button.primary", "Enter");
  await desk.waitForURL(/\/desk\/articles\/\d+$/);
  await desk.fill("#body", "<p>Le gardien a repeint le phare avant les tempêtes.</p>");
  await desk.press('button[value="publish"]', "Enter");
  await desk.waitForURL("**/publish");
  await desk.fill('[name="hold"]', "60");
  await desk.locator('input[type="radio"][value="send"]').first().check();
  await desk.press("form .button.primary >> nth=-1", "Enter");
  await desk.waitForURL(/said=article-published/);
}

test("a restored backup asks before its mailing goes, and sends it when told", async () => {
  const first = await start("demo");
  running = first;
  const window = await browser.newContext({ javaScriptEnabled: false });
  await window.addCookies(await signIn(browser, first));
  const desk = await window.newPage();
  await publish(first, desk);
  const archive = join(folder, "backup.kiosque");
  await command(first.data, ["backup", archive]);
  running = undefined;
  await first.stop();

  const data = join(folder, "again");
  assert.match(await command(data, ["restore", archive]), /\d mailings were not at their end in this backup/);
  relay = await openRelay();
  const again = await start("serve", relay.settings, [], data);
  running = again;
  const page = await signInAgain(browser, again);
  await page.goto(`${again.address}/desk/mailings`);
  await page.click(`table a:has-text("${HEADLINE}")`);
  assert.equal(await page.textContent("#asks-heading"), "Faut-il envoyer ?");
  assert.match(await page.textContent('section[aria-labelledby="asks-heading"]'), /Rien ne part sans votre réponse/);
  assert.equal(relay.all().filter((mail) => mail.text.includes(HEADLINE)).length, 0, "nothing went by itself");

  await page.click('form[action$="/send-the-rest"] button');
  await page.waitForURL(/said=mailing-send-the-rest/);
  const mail = await relay.any((one) => one.text.includes(HEADLINE));
  assert.ok(mail.to.includes("@"));
});
