// A small form in a <dialog>: labelled fields, errors beside them, Escape closes, the focus returns to where it was.

import { h, freshId } from "./elements.ts";
import type { Speak } from "./words.ts";

export interface Dialog {
  element: HTMLDialogElement;
  close(): void;
}

/** Opens a dialog around `content`. `apply` returns an error to show, or null when all is well and it may close. */
export function openForm(
  speak: Speak, title: string, content: Node[],
  options: { apply(): string | null | Promise<string | null>; extra?: { label: string; run(): void }; wide?: boolean; onClose?(): void },
): Dialog {
  const heading = freshId("dialog");
  const error = h("p", { class: "error", role: "alert", hidden: true });
  const before = document.activeElement;
  const form = h("form", { class: "stack", method: "dialog", novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    event.stopPropagation();
    void Promise.resolve(options.apply()).then((message) => {
      if (message === null) return shut();
      error.textContent = message;
      error.hidden = false;
    });
  } },
    h("h2", { id: heading }, title), ...content, error,
    h("div", { class: "form-end" },
      h("button", { class: "button primary", type: "submit" }, speak("apply")),
      h("button", { class: "button", type: "button", onclick: () => shut() }, speak("cancel")),
      options.extra ? h("button", { class: "button quiet danger", type: "button", onclick: () => {
        options.extra?.run();
        shut();
      } }, options.extra.label) : null));
  const dialog = h("dialog", { "aria-labelledby": heading, class: options.wide ? "wide" : "" }, form);
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    dialog.remove();
    if (options.onClose) options.onClose();
    else if (before instanceof HTMLElement) before.focus();
  };
  // The event of closing comes later: until then the next key would go to the button that opened the dialog.
  const shut = () => {
    dialog.close();
    end();
  };
  dialog.addEventListener("close", end);
  // Typing in a dialog is no typing in the article.
  for (const type of ["input", "change", "keydown", "paste"]) dialog.addEventListener(type, (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  return { element: dialog, close: shut };
}
