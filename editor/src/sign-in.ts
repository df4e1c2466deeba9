// Signing in again without leaving the text: a dialog over it. A second factor is asked for in the same dialog.

import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import type { Speak } from "./words.ts";

const ADDRESS = "/desk/sign-in";

interface Answer {
  status: number;
  ticket?: string;
  message?: string;
}

async function send(fields: Record<string, string>): Promise<Answer> {
  const reply = await fetch(ADDRESS, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(fields), credentials: "same-origin" });
  const body = reply.status === 204 ? {} : ((await reply.json().catch(() => ({}))) as Omit<Answer, "status">);
  return { ...body, status: reply.status };
}

/** Opens the dialog; `done` runs once the session has begun. */
export function signIn(speak: Speak, done: () => void): void {
  const email = h("input", { type: "email", autocomplete: "username" });
  const password = h("input", { type: "password", autocomplete: "current-password" });
  const code = h("input", { type: "text", inputmode: "numeric", autocomplete: "one-time-code" });
  const first = h("div", { class: "stack" }, labelled(email, speak("sign-in-email")), labelled(password, speak("sign-in-password")));
  const second = h("div", { hidden: true }, labelled(code, speak("sign-in-code"), speak("sign-in-code-hint")));
  let ticket = "";
  openForm(speak, speak("sign-in"), [first, second], {
    async apply() {
      try {
        const answer = await send(ticket ? { ticket, code: code.value } : { email: email.value, password: password.value });
        if (answer.status === 204) {
          done();
          return null;
        }
        if (!answer.ticket) return answer.message ?? speak("trouble");
        ticket = answer.ticket;
        first.hidden = true;
        second.hidden = false;
        code.focus();
        return speak("sign-in-code-now");
      } catch {
        return speak("offline");
      }
    },
  });
}
