// How long a key holds the browser's main thread in a long article: 10,000 words and 40 pictures. Prints half and 95 % of the tasks
// in which a key is dealt with, in milliseconds, beside the same keys in an empty article. `npm run fluency`.
import { open } from "./browser.mjs";
import { start } from "./kiosque.mjs";
import { signIn } from "./pages.mjs";

const WORDS = 10_000;
const PICTURES = 40;
const KEYS = 300;
const TYPED = "la ville revient sous le pont et la foule la regarde passer ";
const OF_A_KEY = new Set(["keydown", "keypress", "beforeinput", "textInput", "input"]);

const kiosque = await start("demo");
const browser = await open();
const cookies = await signIn(browser, kiosque);
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
await context.addCookies(cookies);

/** A long text: paragraphs of a hundred words, a heading now and then, a picture after every few. */
async function long(page) {
  const { items } = await (await page.request.get(`${kiosque.address}/desk/media.json`)).json();
  const words = TYPED.trim().split(" ");
  const content = [];
  for (let at = 0; at < WORDS / 100; at += 1) {
    if (at % 8 === 0) content.push({ type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: `Partie ${at / 8 + 1}` }] });
    content.push({ type: "paragraph", content: [{ type: "text", text: Array.from({ length: 100 }, (_, place) => words[(at + place) % words.length]).join(" ") }] });
    if (Math.floor(((at + 1) * PICTURES * 100) / WORDS) > Math.floor((at * PICTURES * 100) / WORDS)) {
      const one = items[at % items.length];
      content.push({ type: "picture", attrs: { src: `media:${one.id}`, alt: "Une vue", caption: "", credit: "", href: "", width: "" } });
    }
  }
  return JSON.stringify({ type: "doc", version: 1, content });
}

/** Milliseconds of each task of the main thread that deals with a key. */
function tasks(trace) {
  const events = JSON.parse(trace).traceEvents;
  const keys = events.filter((one) => one.name === "EventDispatch" && OF_A_KEY.has(one.args?.data?.type));
  const runs = events.filter((one) => /RunTask$/.test(one.name) && one.ph === "X");
  const of = new Set();
  for (const key of keys) {
    const run = runs.find((one) => one.tid === key.tid && one.pid === key.pid && one.ts <= key.ts && one.ts + one.dur >= key.ts);
    if (run) of.add(run);
  }
  return [...of].map((run) => run.dur / 1000).sort((a, b) => a - b);
}

async function measure(name, body) {
  const page = await context.newPage();
  await page.goto(`${kiosque.address}/desk/articles/new`);
  await page.fill("#headline", name);
  await page.selectOption("#section", { index: 1 });
  await page.click("form.panel .button.primary");
  await page.waitForSelector(".prose");
  if (body) {
    const address = `${page.url().split("?")[0]}/working-copy`;
    const { number, csrf } = await (await page.request.get(address)).json();
    const kept = await page.request.put(address, { headers: { "x-csrf-token": csrf, accept: "application/json" }, data: { base: number, body } });
    if (!kept.ok()) throw new Error(`the text was not kept: ${kept.status()} ${await kept.text()}`);
    await page.reload();
    await page.waitForSelector(".prose .picture");
  }
  const middle = page.locator(".prose > p").nth(body ? 50 : 0);
  await middle.scrollIntoViewIfNeeded();
  await middle.click();
  await page.keyboard.press("End");
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  for (let at = 0; at < KEYS; at += 1) await page.keyboard.press(TYPED[at % TYPED.length] === " " ? "Space" : TYPED[at % TYPED.length]);
  const found = tasks((await browser.stopTracing()).toString());
  const at = (share) => found[Math.min(found.length - 1, Math.floor(found.length * share))].toFixed(1);
  console.log(`${name}: half ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms, of ${found.length} tasks (target: 95 % under 16)`);
  await page.close();
}

const first = await context.newPage();
const text = await long(first);
await first.close();
await measure("empty", null);
await measure(`${WORDS} words, ${PICTURES} pictures`, text);
await browser.close();
await kiosque.stop();
