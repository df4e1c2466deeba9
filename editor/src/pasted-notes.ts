// Footnotes of a pasted text: a sign that leads to a note, and a note that leads back to its sign, as Word (_ftn), LibreOffice
// (sdfootnote), Google Docs (ftnt) and web pages write them. They become footnotes of the document.

/** Where an anchor leads within its page. */
function target(anchor: Element): string {
  const href = anchor.getAttribute("href") ?? "";
  const at = href.indexOf("#");
  return at < 0 ? "" : href.slice(at + 1);
}

/** By what names an anchor can be led to: its own, or those of the raised figure or list item it stands in. */
function names(anchor: Element): string[] {
  const around = [anchor, anchor.closest("sup[id]"), anchor.closest("li[id]")];
  return around.flatMap((one) => [one?.getAttribute("id"), one?.getAttribute("name")]).filter((name): name is string => !!name);
}

/** What holds a note: its list item, the block that bears its name, a block of nothing but its paragraphs, or its paragraph. */
function container(back: Element, others: Element[]): Element | null {
  const alone = (one: Element | null | undefined): one is Element => !!one && !others.some((other) => other !== back && one.contains(other));
  const named = back.closest("li") ?? back.closest("div[id]");
  if (alone(named)) return named;
  const paragraph = back.closest("p, div");
  const up = paragraph?.parentElement;
  return up?.tagName === "DIV" && alone(up) && Array.from(up.children).every((one) => one.tagName === "P") ? up : paragraph;
}

/** Writes the footnotes of a page as the editor's own blocks, in place. */
export function pastedNotes(body: HTMLElement): void {
  const anchors = Array.from(body.querySelectorAll("a[href*='#']"));
  const pairs: { sign: Element; back: Element }[] = [];
  for (const sign of anchors) {
    if (pairs.some((pair) => pair.back === sign)) continue;
    const back = anchors.find((one) => one !== sign && names(one).includes(target(sign)) && names(sign).includes(target(one)));
    if (back && sign.compareDocumentPosition(back) & 4) pairs.push({ sign, back });
  }
  if (pairs.length === 0) return;
  const page = body.ownerDocument;
  const list = page.createElement("div");
  list.setAttribute("data-block", "footnotes");
  const places = new Set<Element>();
  pairs.forEach(({ sign, back }, place) => {
    const held = container(back, pairs.map((pair) => pair.back).concat(pairs.map((pair) => pair.sign)));
    if (!held || held.contains(sign)) return;
    const attributes = JSON.stringify({ label: String(place + 1) });
    const reference = page.createElement("sup");
    reference.setAttribute("data-block", "footnote_reference");
    reference.setAttribute("data-attributes", attributes);
    (sign.parentElement?.tagName === "SUP" && sign.parentElement.textContent === sign.textContent ? sign.parentElement : sign).replaceWith(reference);
    const lone = back.parentElement?.tagName === "SUP" && back.parentElement.textContent === back.textContent ? back.parentElement : back;
    lone.remove();
    const note = page.createElement("div");
    note.setAttribute("data-block", "footnote");
    note.setAttribute("data-attributes", attributes);
    const blocks = Array.from(held.children).some((child) => /^(P|UL|OL|DIV)$/.test(child.tagName));
    const words = blocks ? note : note.appendChild(page.createElement("p"));
    words.append(...Array.from(held.childNodes));
    const first = note.querySelector("p")?.firstChild;
    if (first?.nodeType === 3) first.textContent = (first.textContent ?? "").trimStart();
    list.append(note);
    if (held.parentElement && held.parentElement !== body) places.add(held.parentElement);
    held.remove();
  });
  // The line that stood above the notes goes with what held them.
  for (const place of places) if (!place.textContent?.trim() && !place.querySelector("img")) place.remove();
  for (const rule of Array.from(body.querySelectorAll("hr"))) if (!rule.nextElementSibling && !rule.nextSibling?.textContent?.trim()) rule.remove();
  body.append(list);
}
