// The pages of the sample newsroom that are checked and pictured.
import { command } from "./kiosque.mjs";

export const READER = [
  ["home", "/"],
  ["article", "/rivieres/a-dobrava-la-riviere-retrouve-son-lit-apres-trente-ans-de-beton"],
  ["section", "/politique"],
  ["topic", "/theme/lisna"],
  ["author", "/auteur/djordje-lisak"],
  ["archive", "/archives"],
  ["search", "/recherche?q=lisna"],
  ["newsletters", "/lettre"],
  ["mailings", "/lettre/tous-les-articles"],
  ["search-typo", "/recherche?q=lisan"],
  ["search-nothing", "/recherche?q=hippopotame"],
  ["search-operators", "/recherche?q=lisna%20rubrique%3Alune%20avant%3Ahier"],
  ["legal", "/mentions-legales"],
  ["privacy", "/confidentialite"],
  ["not-found", "/nowhere"],
];

/** Further kinds of reader pages: checked, not pictured. */
export const MORE = [
  ["home-en", "/en"],
  ["home-sr-latn", "/sr-latn"],
  ["article-sr-cyrl", "/sr-cyrl/reke/u-dobravi-se-reka-vratila-u-svoje-korito-posle-trideset-godina-betona"],
  ["collective", "/auteur/la-redaction-du-courrier"],
  ["search-empty", "/recherche"],
  ["search-nothing", "/recherche?q=zzzz&from=2026-01-01"],
  ["search-wrong-date", "/recherche?q=lisna&from=hier"],
];

export const DESK = [
  ["desk-sign-in", "/desk/sign-in"],
  ["desk-forgotten", "/desk/forgotten"],
  ["desk-todo", "/desk"],
  ["desk-articles", "/desk/articles"],
  ["desk-new-article", "/desk/articles/new"],
  ["desk-sections", "/desk/sections"],
  ["desk-section", "/desk/sections/new"],
  ["desk-topics", "/desk/topics"],
  ["desk-contributors", "/desk/contributors"],
  ["desk-media", "/desk/media"],
  ["desk-media-missing", "/desk/media?missing=1"],
  ["desk-files", "/desk/files"],
  ["desk-logo", "/desk/settings/logo"],
  ["desk-pages", "/desk/pages"],
  ["desk-page", "/desk/pages/new"],
  ["desk-newsletters", "/desk/newsletters"],
  ["desk-newsletter", "/desk/newsletters/new"],
  ["desk-subscribers", "/desk/subscribers"],
  ["desk-subscriber", "/desk/subscribers/new"],
  ["desk-subscribers-import", "/desk/subscribers/import"],
  ["desk-accounts", "/desk/accounts"],
  ["desk-settings", "/desk/settings"],
  ["desk-synonyms", "/desk/synonyms"],
  ["desk-mailings", "/desk/mailings"],
  ["desk-bounces", "/desk/bounces"],
  ["desk-outbox", "/desk/outbox"],
  ["desk-state", "/desk/state"],
  ["desk-account", "/desk/account"],
  ["desk-sessions", "/desk/account/sessions"],
  ["desk-factor", "/desk/account/factor"],
  ["desk-audit", "/desk/audit"],
];

/** The pages around an article that readers see and around a draft: names and paths. Alters the standfirst of the first, so that there is something to compare. */
export async function articlePages(browser, kiosque, cookies) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const first = async (state) => {
    await page.goto(`${kiosque.address}/desk/articles?state=${state}&language=fr`);
    return page.getAttribute("table .title a", "href");
  };
  const [draft, path] = [await first("draft"), await first("published")];
  await page.goto(kiosque.address + path);
  await page.fill("#standfirst", "Trente ans après, l’eau coule de nouveau au pied des maisons, et personne ne sait encore qui paiera les berges.");
  await page.click('button[value="save"]');
  await page.goto(`${kiosque.address}${path}/revisions`);
  const revision = await page.getAttribute("input[name=from] >> nth=-1", "value");
  await context.close();
  return [
    ["desk-article", path], ["desk-publish", `${path}/publish`], ["desk-preview", `${path}/preview`],
    ["desk-unpublish", `${path}/unpublish`], ["desk-retract", `${path}/retract`], ["desk-translations", `${path}/translations`],
    ["desk-related", `${path}/related`], ["desk-revisions", `${path}/revisions`], ["desk-compare", `${path}/compare?from=${revision}&to=now`],
    ["desk-draft", draft], ["desk-first-publish", `${draft}/publish`], ["desk-schedule", `${draft}/schedule`], ["desk-hand-in", `${draft}/review`],
  ];
}

/** Signs in by the link that the demo prints; gives the cookies. */
export async function signIn(browser, kiosque) {
  const link = /Sign in as [^:]+: (\S+)/.exec(kiosque.printed())[1];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.click("form .button.primary");
  await page.waitForURL("**/desk");
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Signs the first account in by a link of the command line; gives the window. For a newsroom that was started again or restored. */
export async function signInAgain(browser, kiosque) {
  const email = /[^\s<>]+@[^\s<>]+/.exec(await command(kiosque.data, ["account", "list"]))[0];
  const link = /\/desk\/link\?token=\S+/.exec(await command(kiosque.data, ["account", "sign-in-link", email]))[0];
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(kiosque.address + link);
  await page.click("form .button.primary");
  await page.waitForURL(/\/desk($|\?|\/(?!link))/);
  return page;
}

/** Pages whose addresses only the pages themselves know: an article's related ones, a month, an article at the desk and what is done with it. */
export async function found(kiosque, cookies) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const read = async (path) => (await fetch(kiosque.address + path, { headers: { cookie } })).text();
  const link = (html, pattern) => pattern.exec(html)[1];
  const article = link(await read("/desk/articles"), /href="(\/desk\/articles\/\d+)"/);
  return [
    ["related", link(await read(READER[1][1]), /href="(\/related\/\d+)"/)],
    ["month", link(await read("/archives"), /href="(\/archives\/\d+\/\d+)"/)],
    ["desk-article", article],
    ["desk-publish", `${article}/publish`],
    ["desk-unpublish", `${article}/unpublish`],
    ["desk-preview", `${article}/preview`],
    ["desk-section-edit", link(await read("/desk/sections"), /href="(\/desk\/sections\/\d+)"/)],
    ["desk-topic-edit", link(await read("/desk/topics"), /href="(\/desk\/topics\/\d+)"/)],
    ["desk-contributor-edit", link(await read("/desk/contributors"), /href="(\/desk\/contributors\/\d+)"/)],
    ["desk-account-edit", link(await read("/desk/accounts"), /href="(\/desk\/accounts\/\d+)"/)],
  ];
}

/** One of each thing that the desk has a page for, found by its list: names and paths. What the newsroom has none of is left out. */
export async function single(kiosque, cookies) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const read = async (path) => (await fetch(kiosque.address + path, { headers: { cookie } })).text();
  const pages = ["topics", "contributors", "accounts"].map((kind) => [`desk-new-${kind}`, `/desk/${kind}/new`]);
  for (const kind of ["media", "pages", "newsletters", "subscribers", "mailings", "outbox", "contributors"]) {
    const path = new RegExp(`href="(/desk/${kind}/(?!new|import|export)[^"?/]*[0-9][^"?/]*)"`).exec(await read(`/desk/${kind}`))?.[1];
    if (!path) continue;
    pages.push([`desk-one-${kind}`, path]);
    if (kind === "contributors") pages.push(["desk-portrait", `${path}/portrait`]);
    if (kind === "mailings") pages.push(["desk-mailing-preview", `${path}/preview`]);
  }
  return pages;
}

/** One mail of each subject that the sample newsroom's outbox holds: names and the paths of their HTML. */
export async function mails(kiosque, cookies) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const html = await (await fetch(`${kiosque.address}/desk/outbox`, { headers: { cookie } })).text();
  const kinds = new Map();
  for (const [, path, subject] of html.matchAll(/href="(\/desk\/outbox\/[^"?]+)"[^>]*>([^<]*)</g)) {
    if (!kinds.has(subject)) kinds.set(subject, `${path}/page`);
  }
  return [...kinds];
}
