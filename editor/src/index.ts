// Finds the article form, mounts the editor in it, and keeps the server's working copy and the browser's own equal to it.

import { mount, type Surface } from "./editor.ts";
import { h } from "./elements.ts";
import { featured } from "./featured.ts";
import { readFields, writeFields, type Fields } from "./fields.ts";
import { LocalCopies, sameFields } from "./local.ts";
import { MediaLibrary } from "./media.ts";
import { Sync, type Reply, type Status, type Theirs } from "./sync.ts";
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
    const library = new MediaLibrary("/desk/media", csrf, (status) => reason(status, speak));
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
  const library = new MediaLibrary("/desk/media", () => input("csrf").value, (status) => reason(status, speak));
  const say = (text: string) => {
    const line = document.querySelector("#save-status");
    if (line) line.textContent = text;
  };
  let surface: Surface;
  try {
    surface = mount(place, textarea, speak, place.getAttribute("data-labelledby") ?? "", () => sync.touched(), library, say);
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
  const copies = new LocalCopies(window.localStorage, form.dataset["article"] ?? "");
  const sync: Sync = new Sync({
    read: () => readFields(form),
    send: (method, body, csrf) => send(address, method, body, csrf),
    show: (status) => show(status, speak, sync, put),
    numbered(number, csrf) {
      input("number").value = number;
      input("csrf").value = csrf;
    },
    later(milliseconds, run) {
      const timer = window.setTimeout(run, milliseconds);
      return () => window.clearTimeout(timer);
    },
    now: () => Date.now(),
    copies,
  }, input("number").value, input("csrf").value);
  offerCopy(form, copies, speak, put, sync);
  for (const type of ["input", "change"]) form.addEventListener(type, () => sync.touched());
  form.addEventListener("submit", (event) => {
    // A save that is under way ends first: the form would else meet its own text as someone else's.
    if (sync.busy) {
      event.preventDefault();
      const submitter = (event as SubmitEvent).submitter;
      return void sync.settled().then(() => form.requestSubmit(submitter));
    }
    sync.stop();
  });
  window.addEventListener("online", () => sync.awake());
  window.addEventListener("focus", () => sync.awake());
  document.addEventListener("visibilitychange", () => { if (document.hidden) { sync.keep(); void sync.flush(); } });
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

function show(status: Status, speak: Speak, sync: Sync, put: (fields: Theirs["fields"]) => void): void {
  const line = document.querySelector("#save-status");
  const say = (text: string) => { if (line) line.textContent = text; };
  switch (status.kind) {
    case "idle": return;
    case "typing": return say(speak("typing"));
    case "saving": return say(speak("saving"));
    case "saved": return say(speak("saved-at", { time: status.at }));
    case "offline": return say(speak("offline"));
    case "refused": return say(speak("refused", { text: status.text }));
    case "signed-out": {
      say(speak("signed-out"));
      const link = h("a", { class: "button small", href: "/desk/sign-in", target: "_blank" }, speak("sign-in"));
      return message(notice("attention", speak("signed-out"), link));
    }
    case "conflict": {
      say(speak("conflict"));
      const clear = () => document.querySelector("#article-messages")?.replaceChildren();
      return message(notice("bad", `${speak("conflict-by", { who: status.theirs.saved_by, time: status.theirs.saved_at })} ${speak("conflict-help")}`,
        button(speak("keep-mine"), () => { clear(); void sync.keepMine(status.theirs); }),
        button(speak("take-theirs"), () => { clear(); void sync.takeTheirs(status.theirs, put); })));
    }
  }
}

/** The browser may hold a text that never reached the server: it is offered, never put in by itself. */
function offerCopy(form: HTMLFormElement, copies: LocalCopies, speak: Speak, put: (fields: Fields) => void, sync: Sync): void {
  const copy = copies.read();
  if (!copy || sameFields(copy.fields, readFields(form))) return copies.forget();
  const clear = () => document.querySelector("#article-messages")?.replaceChildren();
  message(notice("attention", speak("restore-offer", { time: new Date(copy.at).toLocaleString(document.documentElement.lang || undefined) }),
    button(speak("restore"), () => {
      clear();
      put(copy.fields);
      sync.touched();
    }),
    button(speak("discard"), () => { clear(); copies.forget(); })));
}
