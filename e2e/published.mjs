// From "publish" to the new bytes: how long until the article, the home page, the section and the feed show it.
// Run by hand (`npm run published`, with KIOSQUE_BINARY on a release build; ARTICLES for a larger newsroom).
import { open } from "./browser.mjs";
import { start } from "./kiosque.mjs";
import { signIn } from "./pages.mjs";

const ROUNDS = 20;
const articles = process.env.ARTICLES;
const kiosque = await start("demo", {}, articles ? ["--articles", articles] : []);
const browser = await open();
const context = await browser.newContext({ javaScriptEnabled: false });
const cookies = await signIn(browser, kiosque);
await context.addCookies(cookies);
const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
const desk = await context.newPage();

/** Moments in which each page first shows a text, in milliseconds since `begun`. */
async function seen(paths, text, begun) {
  return Promise.all(paths.map(async (path) => {
    while (performance.now() - begun < 10_000) {
      const page = await fetch(kiosque.address + path);
      if ((await page.text()).includes(text)) return performance.now() - begun;
    }
    throw new Error(`${path} never showed ${text}`);
  }));
}

const measured = { answer: [], article: [], home: [], section: [], feed: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  const word = `Phare ${round} de Brodnik`;
  await desk.goto(`${kiosque.address}/desk/articles/new`);
  await desk.fill("#headline", word);
  await desk.selectOption("#section", { label: "Politique" });
  await desk.press("form.panel .button.primary", "Enter");
  await desk.waitForURL(/\/desk\/articles\/\d+$/);
  await desk.fill("#body", "<p>Le gardien a repeint le phare avant les tempêtes de la Lisna, et la lumière porte plus loin.</p>");
  await desk.press('button[value="publish"]', "Enter");
  await desk.waitForURL("**/publish");
  const form = desk.locator("form:has(.button.primary)").last();
  const action = new URL((await form.getAttribute("action")) || desk.url(), desk.url());
  const fields = new URLSearchParams();
  for (const input of await form.locator("input, select").all()) {
    const [name, type] = [await input.getAttribute("name"), await input.getAttribute("type")];
    if (!name || (/radio|checkbox/.test(type ?? "") && !(await input.isChecked()))) continue;
    fields.append(name, await input.inputValue());
  }
  const begun = performance.now();
  const answer = await fetch(action, { method: "POST", body: fields, redirect: "manual", headers: { cookie, origin: kiosque.address } });
  measured.answer.push(performance.now() - begun);
  if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`);
  const times = await seen([`/politique/phare-${round}-de-brodnik`, "/", "/politique", "/feed.xml"], word, begun);
  ["article", "home", "section", "feed"].forEach((name, at) => measured[name].push(times[at]));
}
for (const [name, times] of Object.entries(measured)) {
  const sorted = times.sort((one, other) => one - other);
  console.log(`${name}: median ${sorted[ROUNDS / 2].toFixed(0)} ms, longest ${sorted.at(-1).toFixed(0)} ms`);
}
await browser.close();
await kiosque.stop();
