// Mails as a phone and a wide window show them, light and dark: they fit, are accessible, and ask nobody else for anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongs } from "../browser.mjs";
import { mails } from "../pages.mjs";
import { browser, cookies, kiosque } from "../newsroom.mjs";

// A mail is no page of its own: what stands around it, with its landmarks, is the reader of mail.
const RULES = { region: { enabled: false }, "landmark-one-main": { enabled: false } };

test("every kind of mail fits, is accessible and asks nobody else", async () => {
  const kinds = await mails(kiosque, cookies);
  assert.ok(kinds.length >= 2, "the sample newsroom has letters and mailings");
  for (const [name, path] of kinds) {
    for (const width of [360, 640]) {
      for (const colorScheme of ["light", "dark"]) {
        const where = `${name}, ${width} pixels, ${colorScheme}`;
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        await context.addCookies(cookies);
        // The desk shows a mail where no script runs, not even that of the check.
        await context.route((address) => address.pathname === path, async (route) => {
          const answer = await route.fetch();
          const { "content-security-policy": policy, ...headers } = answer.headers();
          assert.match(policy, /sandbox/);
          await route.fulfill({ response: answer, headers });
        });
        const page = await context.newPage();
        const asked = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.goto(kiosque.address + path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${where}: ${wide} pixels`);
        assert.deepEqual(asked.filter((address) => !address.startsWith(`${kiosque.address}/`)), [], where);
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(ground, colorScheme === "dark" ? "rgb(15, 17, 19)" : "rgb(241, 238, 232)", where);
        assert.deepEqual(await wrongs(page, RULES), [], where);
        await context.close();
      }
    }
  }
});
