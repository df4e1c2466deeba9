// The sample newsroom for the tests of one file: started before them, ended after them, someone signed in.
import { after, before } from "node:test";
import { open } from "./browser.mjs";
import { start } from "./kiosque.mjs";
import { signIn } from "./pages.mjs";

/** The running program, the browser, and the cookies of who is signed in; set before the first test. */
export let kiosque;
export let browser;
export let cookies;

before(async () => {
  kiosque = await start("demo");
  browser = await open();
  cookies = await signIn(browser, kiosque);
});

after(async () => {
  await browser?.close();
  await kiosque?.stop();
});

/** A page of somebody who is signed in. */
export async function desk(options = {}) {
  const context = await browser.newContext(options);
  await context.addCookies(cookies);
  return context.newPage();
}
