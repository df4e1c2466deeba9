// A mail comes back into the mailbox for bounces: the program reads it there, puts the address aside and says so at the desk.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "../browser.mjs";
import { mailbox as openMailbox } from "../imap.mjs";
import { start } from "../kiosque.mjs";
import { signInAgain } from "../pages.mjs";

let folder;
let browser;
let mailbox;
let running;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kiosque-e2e-bounces-"));
  browser = await open();
});

after(async () => {
  await browser?.close();
  await running?.stop();
  await mailbox?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What a relay writes when nobody lives at an address (RFC 3464). */
const returned = (mail) => [
  "From: MAILER-DAEMON@relay.example", "To: retours@example.org", "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
  "--b", "Content-Type: text/plain", "", `<${mail.to}>: user unknown`, "",
  "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; relay.example", "",
  `Final-Recipient: rfc822; ${mail.to}`, "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 user unknown", "",
  "--b", "Content-Type: text/rfc822-headers", "", `Message-ID: ${mail.messageId}`, `To: ${mail.to}`, "", "--b--", "",
].join("\r\n");

/** A mail of a mailing, as it lies in the outbox of the sample newsroom. */
function sent(data) {
  const outbox = join(data, "outbox");
  const mails = readdirSync(outbox, { recursive: true }).filter((name) => name.endsWith(".eml")).map((name) => readFileSync(join(outbox, name), "utf8").replace(/\r?\n[ \t]/g, " "));
  const mail = mails.find((text) => /^List-Id:/im.test(text) && /^Subject: .*Rue/im.test(text));
  return { to: /^To: .*?([^\s<>]+@[^\s<>]+)/im.exec(mail)[1], messageId: /^Message-ID: (<[^>]+>)/im.exec(mail)[1] };
}

test("an address that came back by IMAP is put aside", async () => {
  const data = join(folder, "data");
  const first = await start("demo", {}, [], data);
  running = first;
  await first.stop();
  running = undefined;
  const mail = sent(data);
  mailbox = await openMailbox(folder, [returned(mail)]);
  running = await start("serve", mailbox.settings, [], data);
  await mailbox.seen;
  const page = await signInAgain(browser, running);
  await page.goto(`${running.address}/desk/bounces`);
  assert.match(await page.textContent('section[aria-labelledby="way-imap"]'), /un en tout/);
  await page.goto(`${running.address}/desk/mailings`);
  await page.click('table a:has-text("Rue basse")');
  const back = await page.textContent('section[aria-labelledby="returned-heading"]');
  assert.ok(back.includes(mail.to) && back.includes("adresse écartée"), back);
});
