// A picture from the desk to the reader's page: with the editor, and without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../browser.mjs";
import { file, png } from "../files.mjs";
import { browser, cookies, desk, kiosque } from "../newsroom.mjs";

test("a picture is brought, described, put in the text and at the head, and published", async () => {
  const page = await desk({ bypassCSP: true });
  await page.goto(`${kiosque.address}/desk/articles/new`);
  await page.fill("#headline", "Un bac tout neuf");
  await page.selectOption("#section", { label: "Rivières" });
  await page.click("form.panel .button.primary");
  await page.waitForSelector(".prose");
  await page.click(".prose");
  await page.keyboard.type("Le bac est à quai.");
  await page.click('.tool[aria-label="Image"]');
  await page.setInputFiles("dialog input[type=file]", file("bac-neuf.png", [20, 90, 140]));
  await page.waitForSelector("kiosque-editor .picture-image");
  assert.ok(await page.isVisible("kiosque-editor .picture .badge"), "a picture that nobody described says so");
  await page.click("kiosque-editor .picture button:text('Modifier')");
  await page.fill("dialog textarea >> nth=0", "Un bac bleu à quai");
  await page.fill("dialog textarea >> nth=1", "Le nouveau bac.");
  await page.fill("dialog input[type=text]", "Ana Verel");
  await page.click("dialog .button.primary");
  await page.waitForFunction(() => document.querySelector(".picture-caption")?.textContent === "Le nouveau bac.");
  assert.ok(await page.isHidden("kiosque-editor .picture .badge"));

  await page.click("[data-featured-actions] button");
  await page.fill("dialog input[type=search]", "vannes ouvertes");
  await page.waitForFunction(() => document.querySelectorAll(".picker li").length > 0 && [...document.querySelectorAll(".picker li")].every((one) => /vannes/i.test(one.textContent)));
  await page.click(".picker li >> nth=0 >> button");
  await page.waitForSelector("[data-featured] img:not([hidden])");
  await page.fill("#image_caption", "Une légende d’ici.");
  await page.waitForFunction(() => /\d/.test(document.querySelector("#save-status")?.textContent ?? ""));
  await page.click('button[value="publish"]');
  await page.waitForURL("**/publish");
  await page.click("form .button.primary");
  await page.waitForURL(/said=article-published/);

  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await reader.goto(`${kiosque.address}/rivieres/un-bac-tout-neuf`);
  const shown = reader.locator(".body figure");
  assert.equal(await shown.locator("img").getAttribute("alt"), "Un bac bleu à quai");
  assert.match(await shown.locator("figcaption").textContent(), /Le nouveau bac\.\s+Ana Verel/);
  assert.equal(await shown.locator("img").getAttribute("width"), "1280");
  assert.equal(await shown.locator("img").getAttribute("height"), "847");
  assert.match(await shown.locator("source[type='image/webp']").getAttribute("srcset"), /320\.webp 320w.*1280\.webp 1280w/);
  assert.match(await shown.locator("img").getAttribute("srcset"), /320\.jpg 320w/);
  assert.match(await reader.textContent("figure.featured figcaption"), /Une légende d’ici\.\s+Ana Verel/);
  for (const address of [await shown.locator("img").getAttribute("src"), (await reader.getAttribute("meta[property='og:image']", "content")).replace(/^https?:\/\/[^/]+/, "")]) {
    const answer = await fetch(kiosque.address + address);
    assert.equal(`${answer.status} ${answer.headers.get("content-type")}`, "200 image/jpeg");
  }
});

test("a file dropped on the text stands where it fell, and a refused one says why", async () => {
  const page = await desk({ bypassCSP: true });
  await page.goto(`${kiosque.address}/desk/articles/new`);
  await page.fill("#headline", "Des images posées");
  await page.selectOption("#section", { label: "Culture" });
  await page.click("form.panel .button.primary");
  await page.waitForSelector(".prose");
  const drop = async (bytes, name, type) => {
    const data = await page.evaluateHandle(([base64, name, type]) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      return data;
    }, [bytes.toString("base64"), name, type]);
    const { x, y } = await page.locator(".prose").boundingBox();
    await page.dispatchEvent(".prose", "drop", { dataTransfer: data, clientX: x + 40, clientY: y + 30 });
  };
  await drop(png(400, 300, [200, 80, 40]), "pose.png", "image/png");
  await page.waitForSelector("kiosque-editor .picture-image");
  await drop(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "IMG_1.heic", "image/heic");
  await page.waitForFunction(() => /HEIC/.test(document.querySelector("#article-messages")?.textContent ?? ""));
});

test("without JavaScript a picture is brought for the head of an article, and nothing typed is lost", async () => {
  const page = await desk({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  await page.goto(`${kiosque.address}/desk/articles/new`);
  await page.fill("#headline", "Sans script");
  await page.selectOption("#section", { label: "Culture" });
  await page.click("form.panel .button.primary");
  await page.fill("#standfirst", "Un chapô tapé avant l’image.");
  await page.click('button[value="image"]');
  await page.setInputFiles("#file", file("sans.png", [140, 120, 30]));
  await page.fill("#alt", "Un mur ocre");
  await page.fill("#credit", "Ana Verel");
  await page.click("form.panel .button.primary");
  await page.waitForURL(/said=media-chosen/);
  assert.equal(await page.inputValue("#standfirst"), "Un chapô tapé avant l’image.");
  assert.ok(await page.isVisible("[data-featured] img"));
  assert.equal(await page.getAttribute("#image_alt", "placeholder"), "Un mur ocre");
});

test("the pages of the library are accessible and no wider than a phone", async () => {
  const page = await desk({ viewport: { width: 320, height: 700 } });
  await page.goto(`${kiosque.address}/desk/media`);
  await page.locator(".media-grid a").first().waitFor();
  const paths = ["/desk/media", "/desk/media?missing=1", await page.getAttribute(".media-grid a", "href"), "/desk/settings/logo"];
  for (const path of paths) {
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies), [], path);
    assert.deepEqual(await violations(browser, kiosque.address + path, cookies, { colorScheme: "dark", viewport: { width: 390, height: 800 } }), [], path);
    await page.goto(kiosque.address + path);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, path);
  }
});
