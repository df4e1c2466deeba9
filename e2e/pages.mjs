// The pages of the sample newsroom that are checked and pictured.

export const READER = [
  ["home", "/"],
  ["article", "/rivieres/a-dobrava-la-riviere-retrouve-son-lit-apres-trente-ans-de-beton"],
  ["section", "/politique"],
  ["topic", "/theme/lisna"],
  ["author", "/auteur/djordje-lisak"],
  ["archive", "/archives"],
  ["search", "/recherche?q=lisna"],
  ["search-typo", "/recherche?q=lisan"],
  ["search-nothing", "/recherche?q=hippopotame"],
  ["search-operators", "/recherche?q=lisna%20rubrique%3Alune%20avant%3Ahier"],
  ["legal", "/mentions-legales"],
  ["privacy", "/confidentialite"],
  ["not-found", "/nowhere"],
];

export const DESK = [
  ["desk-sign-in", "/desk/sign-in"],
  ["desk-articles", "/desk/articles"],
  ["desk-new-article", "/desk/articles/new"],
  ["desk-sections", "/desk/sections"],
  ["desk-section", "/desk/sections/new"],
  ["desk-topics", "/desk/topics"],
  ["desk-contributors", "/desk/contributors"],
  ["desk-pages", "/desk/pages"],
  ["desk-page", "/desk/pages/new"],
  ["desk-accounts", "/desk/accounts"],
  ["desk-settings", "/desk/settings"],
  ["desk-synonyms", "/desk/synonyms"],
  ["desk-state", "/desk/state"],
];

/** Signs in by the link that the demo prints; gives the cookies. */
export async function signIn(browser, kiosque) {
  const link = /Sign in as [^:]+: (\S+)/.exec(kiosque.printed())[1];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.click("form .button.primary");
  await page.waitForURL("**/desk/articles");
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
