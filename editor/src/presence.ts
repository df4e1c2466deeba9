// Tells the server that this window is here and where the cursor is, and shows who else has the article open.

import { h } from "./elements.ts";
import type { Speak } from "./words.ts";

interface Other { name: string; own: boolean; place: string; where: string }

interface Answer { number: string; others: Other[] }

const EVERY = 8_000;

export interface Here {
  address: string;
  window: string;
  csrf(): string;
  /** The field or paragraph of the cursor. */
  place(): string;
  /** Told the number of the server's text each time. */
  newest(number: string): void;
}

/** Begins telling; ends with the page. */
export function beHere(here: Here, speak: Speak, mark: (others: { place: string; name: string }[]) => void): void {
  const send = (body: Record<string, string>, keepalive = false) =>
    fetch(here.address, {
      method: "POST", keepalive, credentials: "same-origin", redirect: "manual", body: JSON.stringify({ window: here.window, ...body }),
      headers: { accept: "application/json", "content-type": "application/json", "x-csrf-token": here.csrf() },
    });
  const tell = async () => {
    if (document.hidden) return;
    try {
      const reply = await send({ place: here.place() });
      if (!reply.ok) return;
      const answer = (await reply.json()) as Answer;
      show(answer.others, speak);
      mark(answer.others.map((one) => ({ place: one.place, name: one.own ? speak("together-own") : one.name })));
      here.newest(answer.number);
    } catch {
      // Offline: the autosave says so.
    }
  };
  void tell();
  window.setInterval(() => void tell(), EVERY);
  document.addEventListener("visibilitychange", () => void tell());
  window.addEventListener("pagehide", () => void send({ left: "1" }, true).catch(() => {}));
}

/** Names and places. The line is a live region: it is written only when it says something else. */
function show(others: Other[], speak: Speak): void {
  const line = document.querySelector<HTMLElement>("#presence");
  const names = line?.querySelector<HTMLElement>("[data-present]");
  if (!line || !names) return;
  const key = others.map((one) => `${one.own} ${one.name} ${one.where}`).join("\n");
  if (names.dataset["said"] === key) return;
  names.dataset["said"] = key;
  line.hidden = others.length === 0;
  names.replaceChildren(...others.flatMap((one, at) => [
    at > 0 ? ", " : "", h("span", {}, `${one.own ? speak("together-own") : one.name}${one.where ? ` (${one.where})` : ""}`),
  ]));
}
