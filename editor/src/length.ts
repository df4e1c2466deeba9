// How long the text is: words, and minutes of reading. Counted in a pause of typing, never at a key.

import type { Node } from "prosemirror-model";
import { h } from "./elements.ts";
import type { Speak } from "./words.ts";

/** Words that are read in a minute: between the figures for French and Serbian adults reading silently. */
const A_MINUTE = 220;
const PAUSE = 500;

/** Words: letters and figures, with what joins them inside ("aujourd’hui", "Serbie-Monténégro"). */
export function countWords(doc: Node): number {
  return doc.textBetween(0, doc.content.size, "\n", " ").match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

export interface Length {
  element: HTMLElement;
  changed(): void;
}

export function length(speak: Speak, doc: () => Node): Length {
  const element = h("p", { class: "small muted text-length" });
  const write = () => {
    const words = countWords(doc());
    element.textContent = speak("text-length", { count: words.toLocaleString(document.documentElement.lang || undefined), minutes: String(Math.max(1, Math.round(words / A_MINUTE))) });
  };
  let timer = 0;
  return {
    element,
    changed() {
      window.clearTimeout(timer);
      timer = window.setTimeout(write, PAUSE);
    },
  };
}
