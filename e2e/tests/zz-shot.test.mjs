import { begin, desk, until } from "/work/wt-embeds/e2e/desk.mjs";
import { kiosque } from "/work/wt-embeds/e2e/newsroom.mjs";
import { test } from "node:test";
test("shot", async () => {
  const { page } = await desk();
  await begin(page, "Une image de vidéo");
  const library = (await (await page.request.get(`${kiosque.address}/desk/media.json`)).json()).items[0];
  await page.route("**/desk/media/card", (route) => route.fulfill({ json: { title: "La Lim en crue", picture: library, message: null } }));
  for (const address of ["https://www.youtube.com/watch?v=abcdefghijk", "https://www.example.org/a", "https://t.me/dobrava/42"]) {
    await page.click(".prose");
    await page.keyboard.press("Control+End");
    await page.click('.toolbar button[aria-label="Contenu externe"]');
    await page.locator("dialog input").first().fill(address);
    await page.click("dialog .button.primary");
    await new Promise((r) => setTimeout(r, 800));
  }
  await page.screenshot({ path: "/tmp/shot-editor.png", fullPage: true });
  await until("saved", async () => /\d/.test((await page.textContent("#save-status")) ?? ""));
  await new Promise((r) => setTimeout(r, 4000));
  await page.goto(`${kiosque.address}${new URL(page.url()).pathname}/preview/page`);
  await page.screenshot({ path: "/tmp/shot-page.png", fullPage: true });
  await page.context().close();
});
