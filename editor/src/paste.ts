// Turns what Word, LibreOffice, Google Docs, WhatsApp and web pages put on the clipboard into plain, meaningful HTML.
//
// What meant something by its look (bold by style, lists by margin) becomes an element; every other style, class and
// wrapper goes. No word is lost: an element that is not known is unwrapped, only what is never text is dropped.

import { pastedNotes } from "./pasted-notes.ts";
import { pastedPicture } from "./pasted-pictures.ts";

const NEVER_TEXT = "script, style, meta, link, title, head > *, template, noscript, object, iframe, svg, button, input, select, textarea, xml";
const KEPT = new Set([
  "P", "H2", "H3", "H4", "UL", "OL", "LI", "BLOCKQUOTE", "PRE", "CODE", "STRONG", "EM", "S", "SUB", "SUP", "A", "BR", "HR",
  "TABLE", "THEAD", "TBODY", "TR", "TD", "TH", "FIGURE", "FIGCAPTION", "IMG",
]);
const RENAMED: Record<string, string> = {
  H1: "h2", H5: "h4", H6: "h4", B: "strong", I: "em", STRIKE: "s", DEL: "s", TT: "code", KBD: "code", SAMP: "code", CITE: "em", VAR: "em", DFN: "em",
};
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, pre, table, figure, div, section, article, hr";

/** The function for ProseMirror's `transformPastedHTML`. A copy from the editor itself is left as it is. */
export function cleanPasted(html: string): string {
  if (html.includes("data-pm-slice")) return html;
  // The desk's policy refuses style sheets, and would say so for each.
  const parsed = new DOMParser().parseFromString(html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, ""), "text/html");
  clean(parsed);
  return parsed.body.innerHTML;
}

/** Cleans a parsed page in place. */
export function clean(page: Document): void {
  const body = page.body;
  dropComments(body);
  // Only what is made here is a block of the editor's own.
  for (const element of Array.from(body.querySelectorAll("[data-block]"))) element.removeAttribute("data-block");
  wordLists(body);
  for (const element of Array.from(body.querySelectorAll(NEVER_TEXT))) element.remove();
  nestedLists(body);
  pastedNotes(body);
  for (const picture of Array.from(body.querySelectorAll("img:not([data-media])"))) pastedPicture(picture as HTMLElement);
  for (const element of Array.from(body.querySelectorAll("*"))) if (element.isConnected) meaningOfStyle(element as HTMLElement);
  for (const element of Array.from(body.querySelectorAll("*"))) if (element.isConnected) rename(element as HTMLElement);
  for (const element of Array.from(body.querySelectorAll("*"))) if (element.isConnected) keepOrUnwrap(element as HTMLElement);
  // A picture within a line stands after it.
  for (const picture of Array.from(body.querySelectorAll("[data-block=picture]")).reverse()) picture.closest("p, h2, h3, h4")?.after(picture);
  tidySpaces(body);
  for (const end of Array.from(body.querySelectorAll("br"))) if (isBetweenBlocks(end)) end.remove();
  for (const block of Array.from(body.querySelectorAll("p, h2, h3, h4"))) {
    if (!block.textContent?.trim() && !block.querySelector("img, [data-block]")) block.remove();
  }
}

function dropComments(root: Node): void {
  for (const child of Array.from(root.childNodes)) {
    if (child.nodeType === 8) child.remove();
    else dropComments(child);
  }
}

function style(element: Element): string {
  return (element.getAttribute("style") ?? "").toLowerCase();
}

/** Word writes a list as paragraphs that carry "mso-list: l0 level2 lfo1" and their own bullet as text. */
function wordLists(body: HTMLElement): void {
  const open: { list: HTMLElement; level: number }[] = [];
  let before: Element | null = null;
  for (const paragraph of Array.from(body.querySelectorAll("p, h1, h2, h3, h4, h5, h6"))) {
    const found = /mso-list:\s*(\S+)\s+level(\d+)/.exec(style(paragraph));
    if (!found) continue;
    if (before === null || before.nextElementSibling !== paragraph) open.length = 0;
    const level = Number(found[2]);
    const mark = Array.from(paragraph.querySelectorAll("span")).find((span) => /mso-list:\s*ignore/.test(style(span)));
    const kind = /^\s*(\d+|[a-z]{1,4})[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    while (open.length > 0 && open[open.length - 1]!.level > level) open.pop();
    let current = open[open.length - 1];
    if (!current || current.level < level) {
      const list = body.ownerDocument.createElement(kind);
      const parent = current?.list.lastElementChild;
      if (parent) parent.append(list);
      else paragraph.before(list);
      current = { list, level };
      open.push(current);
    }
    const item = body.ownerDocument.createElement("li");
    const text = body.ownerDocument.createElement("p");
    text.append(...Array.from(paragraph.childNodes));
    item.append(text);
    current.list.append(item);
    paragraph.remove();
    before = open[0]!.list;
  }
}

/** Google Docs and LibreOffice put a nested list beside its item; it belongs inside. */
function nestedLists(body: HTMLElement): void {
  for (const list of Array.from(body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol"))) {
    const item = list.previousElementSibling;
    if (item?.tagName === "LI") item.append(list);
    else unwrap(list as HTMLElement);
  }
}

/** Bold, italic and their like said by style become elements; Google's "not bold at all" wrapper says nothing. */
function meaningOfStyle(element: HTMLElement): void {
  const text = style(element);
  if (element.hasAttribute("data-block")) return;
  if (/display:\s*none|mso-hide:\s*all/.test(text)) return element.remove();
  const tag = element.tagName;
  if ((tag === "B" || tag === "STRONG") && /(?<![-\w])font-weight:\s*(normal|400)/.test(text)) return unwrap(element);
  if ((tag === "I" || tag === "EM") && /(?<![-\w])font-style:\s*normal/.test(text)) return unwrap(element);
  if (!["SPAN", "FONT", "A"].includes(tag)) return;
  if (element.closest("h1, h2, h3, h4, h5, h6") === null && /font-weight:\s*(bold|[6-9]00)/.test(text)) wrapInside(element, "strong");
  if (/font-style:\s*(italic|oblique)/.test(text)) wrapInside(element, "em");
  if (/text-decoration[^;]*line-through/.test(text)) wrapInside(element, "s");
  if (/vertical-align:\s*super/.test(text)) wrapInside(element, "sup");
  if (/vertical-align:\s*sub/.test(text)) wrapInside(element, "sub");
}

function wrapInside(element: HTMLElement, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...Array.from(element.childNodes));
  element.append(wrapper);
}

function rename(element: HTMLElement): void {
  if (element.hasAttribute("data-block")) return;
  const tag = RENAMED[element.tagName] ?? titleOfWord(element);
  if (!tag) return;
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...Array.from(element.childNodes));
  element.replaceWith(renamed);
}

function titleOfWord(element: HTMLElement): string | null {
  if (element.tagName !== "P") return null;
  if (/\bMso(Title|Heading1)\b/.test(element.className)) return "h2";
  return /\bMsoQuote\b|\bMsoIntenseQuote\b/.test(element.className) ? "blockquote" : null;
}

function keepOrUnwrap(element: HTMLElement): void {
  if (element.hasAttribute("data-block")) return;
  if (element.tagName === "A") return keepLink(element);
  if (!KEPT.has(element.tagName)) return element.matches(BLOCKS) ? blockOrUnwrap(element) : unwrap(element);
  const kept = ["colspan", "rowspan", "scope", "start", "lang"]
    .map((name) => [name, element.getAttribute(name)] as const).filter(([, value]) => value);
  for (const name of element.getAttributeNames()) element.removeAttribute(name);
  for (const [name, value] of kept) element.setAttribute(name, value!);
}

/** A div that holds text only is a paragraph; one that holds blocks is a mere wrapper. */
function blockOrUnwrap(element: HTMLElement): void {
  if (element.querySelector(BLOCKS)) return unwrap(element);
  const paragraph = element.ownerDocument.createElement("p");
  paragraph.append(...Array.from(element.childNodes));
  element.replaceWith(paragraph);
}

function keepLink(link: HTMLElement): void {
  const href = realAddress(link.getAttribute("href") ?? "");
  if (!href) return unwrap(link);
  for (const name of link.getAttributeNames()) link.removeAttribute(name);
  link.setAttribute("href", href);
}

/** The address behind Google's redirect, without mail-campaign parameters; empty for what is no address for readers. */
export function realAddress(href: string): string {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return "";
  }
  if (/^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") {
    return realAddress(url.searchParams.get("q") ?? url.searchParams.get("url") ?? "");
  }
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return "";
  const tracking = Array.from(url.searchParams.keys()).filter((key) => /^(utm_.+|fbclid|gclid|mc_[ce]id|igshid)$/i.test(key));
  if (tracking.length === 0) return href;
  for (const key of tracking) url.searchParams.delete(key);
  return url.toString();
}

/** Word breaks lines in the middle of sentences and fills with no-break spaces; French spacing is kept. */
function tidySpaces(root: Node): void {
  const walker = root.ownerDocument!.createTreeWalker(root, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if ((node.parentElement?.closest("pre")) !== null) continue;
    const text = node as Text;
    text.data = text.data.replace(/[ \t\r\n]+/g, " ").replace(/\u00a0(?![:;!?»%€])(?<![«\d]\u00a0)/g, " ").replace(/ {2,}/g, " ");
  }
}

/** A line break that no line has: Google Docs ends a copy with one. */
function isBetweenBlocks(end: Element): boolean {
  const isText = (node: Node | null): boolean => {
    while (node && node.nodeType === 3 && !node.textContent?.trim()) node = node.previousSibling;
    return !!node && (node.nodeType === 3 || !(node as Element).matches(BLOCKS));
  };
  return end.parentElement === end.ownerDocument.body && !isText(end.previousSibling);
}

function unwrap(element: HTMLElement): void {
  element.replaceWith(...Array.from(element.childNodes));
}
