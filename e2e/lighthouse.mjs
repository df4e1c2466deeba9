// Lighthouse on the article page of the sample newsroom: the median of three runs, and what a first visit costs.
// Run by hand (`npm run lighthouse`): it takes minutes, and its packages are many.
import { execFileSync } from "node:child_process";
import { open } from "./browser.mjs";
import { start } from "./kiosque.mjs";
import { READER } from "./pages.mjs";

const RUNS = 3;
const kiosque = await start("demo");
const address = kiosque.address + READER.find(([name]) => name === "article")[1];
const options = ["--output=json", "--quiet", "--chrome-flags=--headless --no-sandbox --disable-gpu"];
const runs = [];
for (let run = 0; run < RUNS; run++) {
  const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" };
  const said = execFileSync("npx", ["--yes", "lighthouse@12.8.2", address, ...options], { env, maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "ignore"] });
  runs.push(JSON.parse(said));
}
for (const { id, title } of Object.values(runs[0].categories)) {
  const scores = runs.map((run) => Math.round(run.categories[id].score * 100)).sort((a, b) => a - b);
  console.log(`${title}: ${scores[1]} (${scores.join(", ")})`);
}
for (const audit of Object.values(runs[0].audits)) {
  const counts = audit.score !== null && audit.score < 1 && ["binary", "numeric", "metricSavings"].includes(audit.scoreDisplayMode);
  if (counts) console.log(`  below full: ${audit.id} ${audit.displayValue ?? ""}`);
}

const browser = await open();
const context = await browser.newContext();
const page = await context.newPage();
const session = await context.newCDPSession(page);
await session.send("Network.enable");
let bytes = 0;
const asked = new Set();
session.on("Network.requestWillBeSent", ({ request }) => asked.add(request.url));
session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
await page.goto(address, { waitUntil: "networkidle" });
console.log(`A first visit: ${asked.size} requests, ${bytes} bytes over the wire (headless: without the favicon)`);
for (const url of asked) console.log(`  ${url.replace(kiosque.address, "")}`);
await browser.close();
await kiosque.stop();
