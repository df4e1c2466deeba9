// Pictures of every page, phone and desktop, light and dark, into docs/screens; docs/screens.md shows them.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "./browser.mjs";
import { start } from "./kiosque.mjs";
import { articlePages, DESK, READER, signIn } from "./pages.mjs";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
mkdirSync(folder, { recursive: true });
const kiosque = await start("demo");
const browser = await open();
const cookies = await signIn(browser, kiosque);
let text = "# Every page, as it looks\n\nMade by `npm run screens` in `e2e/`, from the sample newsroom.\n";
for (const [name, path] of [...READER, ...DESK, ...(await articlePages(browser, kiosque, cookies))]) {
  text += `\n## ${name}\n\n| | light | dark |\n|---|---|---|\n`;
  for (const [device, width, height] of [["phone", 390, 844], ["desktop", 1280, 900]]) {
    text += `| ${device} |`;
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
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
}
writeFileSync(fileURLToPath(new URL("../docs/screens.md", import.meta.url)), text);
await browser.close();
await kiosque.stop();
