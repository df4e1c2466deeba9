// The Nu HTML checker finds no error on any kind of page, as readers and the newsroom are sent it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "../browser.mjs";
import { start } from "../kiosque.mjs";
import { DESK, MORE, READER, articlePages, found, signIn, single } from "../pages.mjs";

const checker = fileURLToPath(new URL("../node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
let kiosque;
let browser;
let folder;
let pages;

before(async () => {
  kiosque = await start("demo");
  browser = await open();
  const cookies = await signIn(browser, kiosque);
  pages = [...READER, ...MORE, ...DESK, ...(await found(kiosque, cookies)), ...(await articlePages(browser, kiosque, cookies)), ...(await single(kiosque, cookies))];
  folder = mkdtempSync(join(tmpdir(), "kiosque-html-"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const [place, [name, path]] of pages.entries()) {
    const answer = await fetch(kiosque.address + path, { headers: path.startsWith("/desk") ? { cookie } : {} });
    assert.match(answer.headers.get("content-type"), /^text\/html/, path);
    writeFileSync(join(folder, `${place}-${name}.html`), await answer.text());
  }
});

after(async () => {
  await browser?.close();
  await kiosque?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What the checker says of the folder. It ends with 1 when it finds errors. */
const check = () => new Promise((resolve, reject) => {
  execFile("java", ["-jar", checker, "--errors-only", "--format", "json", folder], { maxBuffer: 64 << 20 }, (error, _, said) => {
    if (error && error.code !== 1) reject(error);
    else resolve(JSON.parse(said).messages);
  });
});

test("no page has an error of HTML", async () => {
  const said = await check();
  assert.deepEqual(said.map((one) => `${one.url.split("/").pop()}, line ${one.lastLine}: ${one.message} ${one.extract ?? ""}`), []);
});
