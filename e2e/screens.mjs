// Pictures of every page, phone and desktop, light and dark, into docs/screens; docs/screens.md shows those of readers, docs/desk.md the desk's.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "./browser.mjs";
import { mp3, pdf } from "./files.mjs";
import { start } from "./kiosque.mjs";
import { articlePages, DESK, READER, signIn } from "./pages.mjs";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
mkdirSync(folder, { recursive: true });
const kiosque = await start("demo");
const browser = await open();
const cookies = await signIn(browser, kiosque);

/** Brings files, so that their list has some. */
async function bring(files) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const page = await context.newPage();
  for (const file of files) {
    await page.goto(`${kiosque.address}/desk/files`);
    await page.setInputFiles("#file", file);
    await page.click(".media-upload .button");
    await page.waitForURL(/said=file-taken/);
  }
  await context.close();
}
await bring([pdf("Rapport sur la Lisna.pdf"), mp3("Entretien avec la batelière.mp3", 2400)]);

/** Pictures of one page, and the lines that show them. */
async function picture(name, path) {
  let text = `\n### ${name}\n\n| | light | dark |\n|---|---|---|\n`;
  for (const [device, width, height] of [["phone", 390, 844], ["desktop", 1280, 900]]) {
    text += `| ${device} |`;
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "fr" });
      await context.addCookies(cookies);
      const page = await context.newPage();
      await page.goto(kiosque.address + path);
      const file = `${name}-${device}-${colorScheme}.png`;
      await page.screenshot({ path: folder + file });
      await context.close();
      text += ` ![${name}, ${device}, ${colorScheme}](screens/${file}) |`;
    }
    text += "\n";
  }
  return text;
}

async function pictures(pages) {
  let text = "";
  for (const [name, path] of pages) text += await picture(name, path);
  return text;
}

const document = (name) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const made = "Made by `npm run screens` in `e2e/`, from the sample newsroom.";
writeFileSync(document("screens.md"), `# Every page of the site, as it looks\n\n${made} The desk's are in [desk.md](desk.md#every-screen).\n${await pictures(READER)}`);

// The desk's pictures stand at the end of what is said of it.
const heading = "## Every screen\n";
const [said] = readFileSync(document("desk.md"), "utf8").split(heading);
const desk = await pictures([...DESK, ...(await articlePages(browser, kiosque, cookies))]);
writeFileSync(document("desk.md"), `${said}${heading}${made}\n${desk}`);
await browser.close();
await kiosque.stop();
