// A mail comes back into the mailbox for bounces: the program reads it there, puts the address aside and says so at the desk.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "../browser.mjs";
import { mailbox as openMailbox } from "../imap.mjs";
import { start } from "../kiosque.mjs";
import { signIn, signInAgain } from "../pages.mjs";
import { relay as openRelay } from "../relay.mjs";

let folder;
let browser;
let relay;
let mailbox;
let running;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kiosque-e2e-bounces-"));
  browser = await open();
  relay = await openRelay();
});

after(async () => {
  await browser?.close();
  await running?.stop();
  await mailbox?.stop();
  await relay?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What a relay writes when nobody lives at an address (RFC 3464). */
const returned = (mail, messageId) => [
  "From: MAILER-DAEMON@relay.example", "To: retours@example.org", "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
  "--b", "Content-Type: text/plain", "", `<${mail.to}>: user unknown`, "",
  "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; relay.example", "",
  `Final-Recipient: rfc822; ${mail.to}`, "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 user unknown", "",
  "--b", "Content-Type: text/rfc822-headers", "", `Message-ID: ${messageId}`, `To: ${mail.to}`, "", "--b--", "",
].join("\r\n");

test("an address that came back by IMAP is put aside", async () => {
  const data = join(folder, "data");
  const first = await start("demo", relay.settings, [], data);
  running = first;
  const window = await browser.newContext({ javaScriptEnabled: false });
  await window.addCookies(await signIn(browser, first));
  const desk = await window.newPage();
  await desk.goto(`${first.address}/desk/mailings`);
  await desk.click("table a");
  const now = desk.locator('form[action$="/send-now"] button');
  if (await now.count()) await now.first().click();
  const mail = await relay.any((one) => /^List-Id:/im.test(one.head));
  running = undefined;
  await first.stop();

  const messageId = /^Message-ID: (<[^>]+>)/im.exec(mail.head)[1];
  mailbox = await openMailbox(folder, [returned(mail, messageId)]);
  running = await start("serve", { ...relay.settings, ...mailbox.settings }, [], data);
  await mailbox.seen;
  const page = await signInAgain(browser, running);
  await page.goto(`${running.address}/desk/bounces`);
  assert.match(await page.textContent('section[aria-labelledby="way-imap"]'), /un en tout/);
  await page.goto(`${running.address}/desk/mailings`);
  await page.click("table a");
  const back = await page.textContent('section[aria-labelledby="returned-heading"]');
  assert.ok(back.includes(mail.to) && back.includes("adresse écartée"), back);
});
