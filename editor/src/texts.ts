// Two texts of the form beside each other, field by field and paragraph by paragraph: what this browser kept, and what the
// server has.

import { differences } from "./blocks.ts";
import { h } from "./elements.ts";
import type { Fields } from "./fields.ts";
import type { Speak } from "./words.ts";

interface Json { type?: string; text?: string; content?: Json[]; attrs?: Record<string, unknown> }

/** What differs, both texts of each place visible. Empty when only layout does. */
export function bothTexts(form: HTMLFormElement, here: Fields, there: Fields, speak: Speak): HTMLElement {
  const rows: HTMLElement[] = [];
  const row = (label: string, mine: string, theirs: string) => rows.push(h("div", { class: "two-texts" },
    h("div", {}, h("p", { class: "small muted" }, `${label} · ${speak("restore-here")}`), h("p", { class: "reading compared" }, mine || speak("restore-empty"))),
    h("div", {}, h("p", { class: "small muted" }, `${label} · ${speak("restore-there")}`), h("p", { class: "reading compared" }, theirs || speak("restore-empty")))));
  for (const name of new Set([...Object.keys(here), ...Object.keys(there)])) {
    if (name === "body") continue;
    const [mine, theirs] = [words(form, name, here[name] ?? []), words(form, name, there[name] ?? [])];
    if (mine !== theirs) row(label(form, name), mine, theirs);
  }
  const [mine, theirs] = [blocks(here["body"]?.[0]), blocks(there["body"]?.[0])];
  for (const run of differences(mine, theirs, (a, b) => JSON.stringify(a) === JSON.stringify(b))) {
    row(label(form, "body"), mine.slice(run.from, run.to).map(text).join("\n"), theirs.slice(run.withFrom, run.withTo).map(text).join("\n"));
  }
  return h("div", { class: "stack" }, ...rows);
}

function blocks(json: string | undefined): Json[] {
  try {
    return (JSON.parse(json || "{}") as Json).content ?? [];
  } catch {
    return [{ text: json ?? "" }];
  }
}

/** The words of a block; of one without words, what it is. */
function text(block: Json): string {
  const words = within(block);
  return words.trim() || block.type === "paragraph" ? words : `[${block.type ?? "?"}]`;
}

function within(block: Json): string {
  return (block.text ?? "") + (block.content ?? []).map(within).join(block.content?.some((one) => one.content) ? "\n" : "");
}

function controls(form: HTMLFormElement, name: string): Element[] {
  return Array.from(form.elements).filter((one) => (one as HTMLInputElement).name === name);
}

function label(form: HTMLFormElement, name: string): string {
  const control = controls(form, name)[0] as HTMLInputElement | undefined;
  const group = control?.closest("[role=group]")?.getAttribute("aria-label");
  return control?.getAttribute("aria-label") ?? group ?? control?.labels?.[0]?.textContent?.trim() ?? name;
}

/** The values as the form shows them: the words of a choice, not its number. */
function words(form: HTMLFormElement, name: string, values: string[]): string {
  const all = controls(form, name);
  const shown = (value: string): string => {
    for (const control of all) {
      if (control instanceof HTMLSelectElement) return Array.from(control.options).find((option) => option.value === value)?.text ?? value;
      if (control instanceof HTMLInputElement && control.type === "checkbox" && control.value === value) return control.labels?.[0]?.textContent?.trim() ?? value;
    }
    return value;
  };
  return values.filter((value) => value !== "").map(shown).join(", ");
}
