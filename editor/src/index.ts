// Finds the article form, mounts the editor in it, and keeps the server's working copy and the browser's own equal to it.

import { mount, type Surface } from "./editor.ts";
import { h } from "./elements.ts";
import { featured } from "./featured.ts";
import { readFields, writeFields, type Fields } from "./fields.ts";
import { LocalCopies, sameFields } from "./local.ts";
import { MediaLibrary, type Say } from "./media.ts";
import { beHere } from "./presence.ts";
import { Remembered } from "./remembered.ts";
import { signIn } from "./sign-in.ts";
import { Sync, type Reply, type Status } from "./sync.ts";
import { bothTexts } from "./texts.ts";
import { parseWords, speaker, type Speak } from "./words.ts";

const form = document.querySelector<HTMLFormElement>("form#article");
const place = document.querySelector<HTMLElement>("kiosque-editor");
const textarea = document.querySelector<HTMLTextAreaElement>("textarea#body");
if (form && place && textarea) start(form, place, textarea);
else for (const one of document.querySelectorAll<HTMLElement>("kiosque-editor[data-document]")) plain(one);

/** A text of a plain form, as a static page has it: its field holds HTML until the editor takes its place. */
function plain(place: HTMLElement): void {
  const field = place.querySelector("textarea");
  if (!field) return;
  const html = field.value;
  const speak = speaker(parseWords(place.getAttribute("data-words")));
  let touched = false;
  try {
    field.value = place.getAttribute("data-document") ?? "";
    const csrf = () => field.form?.querySelector<HTMLInputElement>('[name="csrf"]')?.value ?? "";
    const line = h("p", { class: "small muted", role: "status" });
    const library = new MediaLibrary(csrf, (status) => reason(status, speak));
    mount(place, field, speak, place.getAttribute("data-labelledby") ?? "", () => { touched = true; }, library, (text) => { line.textContent = text; });
    place.append(line);
  } catch {
    // What the editor cannot show stays as HTML, which can be written too.
    field.value = html;
    field.hidden = false;
    return;
  }
  field.form?.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

function reason(status: number, speak: Speak): string {
  return status === 401 || status === 403 ? speak("signed-out") : status === 0 ? speak("offline") : String(status);
}

function start(form: HTMLFormElement, place: HTMLElement, textarea: HTMLTextAreaElement): void {
  const speak = speaker(parseWords(place.getAttribute("data-words")));
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const library = new MediaLibrary(() => input("csrf").value, (status) => reason(status, speak));
  const say: Say = (text, how) => {
    if (how === "stays") {
      const element = notice("attention", text, button(speak("close"), () => element.remove()));
      return document.querySelector("#article-messages")?.append(element);
    }
    const line = document.querySelector("#save-status");
    if (line) line.textContent = text;
  };
  let surface: Surface;
  try {
    surface = mount(place, textarea, speak, place.getAttribute("data-labelledby") ?? "", () => sync.touched(), library, say, new Remembered(window.sessionStorage, `kiosque:undo:${form.dataset["article"] ?? ""}`));
  } catch (error) {
    // A text that cannot be shown stays as it is in the form, and is said.
    message(h("div", { class: "notice bad", role: "alert" }, h("div", {}, speak("refused", { text: String(error) }))));
    return;
  }
  const address = form.dataset["workingCopy"] ?? "";
  const head = featured(form, speak, library, () => sync.touched());
  const put = (fields: Fields) => {
    writeFields(form, fields, (json) => surface.set(json));
    head.refresh();
  };
  const own = windowName();
  const copies = new LocalCopies(window.localStorage, form.dataset["article"] ?? "", own);
  copies.hold();
  const sync: Sync = new Sync({
    read: () => readFields(form),
    put(fields) {
      writeFields(form, fields, (json) => surface.merge(json));
      head.refresh();
    },
    send: (method, body, csrf) => send(address, method, body, csrf),
    show: (status) => show(status, speak, form, () => sync.awake()),
    continues(number, from, csrf) {
      input("number").value = number;
      input("from").value = JSON.stringify(from);
      input("csrf").value = csrf;
    },
    later(milliseconds, run) {
      const timer = window.setTimeout(run, milliseconds);
      return () => window.clearTimeout(timer);
    },
    now: () => Date.now(),
    clock: () => performance.now(),
    copies,
  }, input("number").value, input("csrf").value);
  const arrived = new URLSearchParams(window.location.search).get("kept");
  for (const key of copies.others()) copies.whenLeft(key, () => offerCopy(form, copies, key, arrived, speak, put, sync));
  for (const type of ["input", "change"]) form.addEventListener(type, () => sync.touched());
  if ("unsaved" in form.dataset) sync.rebase(input("number").value, JSON.parse(input("from").value || "{}") as Fields);
  let tried = false;
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    tried = false;
    sync.resume();
  });
  form.addEventListener("submit", (event) => {
    // A save that is under way ends first: the form would else meet its own text as someone else's.
    if (sync.busy) {
      event.preventDefault();
      const submitter = (event as SubmitEvent).submitter;
      return void sync.settled().then(() => form.requestSubmit(submitter));
    }
    // What the server can take, it has before the form leaves; the rest stays in this browser until it has arrived.
    if (sync.unsaved && !tried) {
      event.preventDefault();
      tried = true;
      const submitter = (event as SubmitEvent).submitter;
      return void sync.flush().then(() => form.requestSubmit(submitter));
    }
    const mark = `${own}-${Date.now().toString(36)}`;
    input("handed").value = mark;
    sync.handOver(mark);
  });
  window.addEventListener("online", () => sync.awake());
  window.addEventListener("focus", () => sync.awake());
  window.addEventListener("pagehide", () => { sync.keep(); surface.leave(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) { sync.keep(); void sync.flush(); } });
  beHere({
    address: form.dataset["presence"] ?? "", window: own, csrf: () => input("csrf").value, newest: (number) => void sync.newer(number),
    place() {
      const paragraph = surface.paragraph();
      return paragraph ? `body:${paragraph}` : (document.activeElement as HTMLInputElement | null)?.name ?? "";
    },
  }, speak, (others) => surface.mark(others.flatMap(({ place, name }) => {
    const paragraph = /^body:(\d+)$/.exec(place);
    return paragraph ? [{ paragraph: Number(paragraph[1]), name }] : [];
  })));
}

/** A name for this window, as long as the page lives. */
function windowName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(address: string, method: "GET" | "PUT", body: unknown, csrf: string): Promise<Reply> {
  const headers: Record<string, string> = { accept: "application/json", "x-csrf-token": csrf };
  if (method === "PUT") headers["content-type"] = "application/json";
  const reply = await fetch(address, { method, headers, credentials: "same-origin", redirect: "manual", body: method === "PUT" ? JSON.stringify(body) : null });
  return { status: reply.status, body: await reply.json().catch(() => null) };
}

function message(element: HTMLElement): void {
  document.querySelector("#article-messages")?.replaceChildren(element);
}

function notice(kind: string, text: string, ...buttons: HTMLElement[]): HTMLElement {
  return h("div", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : "status" }, h("div", {}, h("p", {}, text), h("div", { class: "actions" }, ...buttons)));
}

function button(words: string, run: () => void): HTMLElement {
  return h("button", { type: "button", class: "button small", onclick: run }, words);
}

function show(status: Status, speak: Speak, form: HTMLFormElement, signedIn: () => void): void {
  const line = document.querySelector("#save-status");
  const say = (text: string) => { if (line) line.textContent = text; };
  switch (status.kind) {
    case "idle": return;
    case "typing": return say(speak("typing"));
    case "saving": return say(speak("saving"));
    case "saved": {
      document.querySelector("#article-messages [data-passing]")?.remove();
      return say((status.merged ? `${speak("merged")} · ` : "") + speak("saved-at", { time: status.at }));
    }
    case "offline": return say(speak("offline"));
    case "trouble": return say(speak("trouble"));
    case "no-copy": return say(speak("storage-full"));
    case "refused": return say(speak("refused", { text: status.text }));
    case "signed-out": {
      say(speak("signed-out"));
      if (document.querySelector("#article-messages [data-passing]")) return;
      // Who signs in by a link of a mail does it in another window.
      const link = h("a", { class: "button small quiet", href: "/desk/sign-in", target: "_blank" }, speak("sign-in-window"));
      const element = notice("attention", speak("signed-out"), button(speak("sign-in"), () => signIn(speak, signedIn)), link);
      element.dataset["passing"] = "";
      return message(element);
    }
    case "conflict": {
      say(speak("conflict"));
      const { saved_by: who, saved_at: time } = status.theirs;
      return message(notice("bad", `${speak("conflict-by", { who, time })} ${speak("conflict-help")}`,
        button(speak("merge-texts"), () => form.requestSubmit())));
    }
  }
}

/** The browser may hold a text that never reached the server: it is offered with both texts visible, never put in by itself. */
function offerCopy(
  form: HTMLFormElement, copies: LocalCopies, key: string, arrived: string | null, speak: Speak, put: (fields: Fields) => void, sync: Sync,
): void {
  const copy = copies.read(key);
  if (!copy) return;
  const now = readFields(form);
  if (sameFields(copy.fields, now) || (copy.handed && copy.handed === arrived)) return copies.forget(key);
  const text = speak("restore-offer", { time: new Date(copy.at).toLocaleString(document.documentElement.lang || undefined) });
  const element = notice("attention", text,
    button(speak("restore"), () => {
      element.remove();
      put(copy.fields);
      // With the text that it continued, the server merges it with whatever was saved since.
      sync.rebase(copy.base, copy.from ?? now);
      if (sync.keep()) copies.forget(key);
    }),
    button(speak("discard"), () => {
      element.remove();
      copies.forget(key);
    }));
  element.append(h("details", { open: true }, h("summary", {}, speak("conflict")), bothTexts(form, copy.fields, now, speak)));
  document.querySelector("#article-messages")?.append(element);
}
