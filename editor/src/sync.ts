// Keeps the server's working copy equal to what is on the screen.
//
// Guarantees: what was typed is in the browser's storage before it is sent; it stays there until the server has the same
// text; a conflict sends nothing and destroys nothing; being offline only means trying again.
// Knows nothing of the form or of ProseMirror: it is given functions. Time and network are given too, for tests.

import { sameFields, type LocalCopies } from "./local.ts";
import type { Fields } from "./fields.ts";

export type Status =
  | { kind: "idle" }
  | { kind: "typing" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "offline" }
  | { kind: "signed-out" }
  | { kind: "refused"; text: string }
  | { kind: "conflict"; theirs: Theirs };

/** The other version, as the server tells it with a 409. */
export interface Theirs {
  number: string;
  saved_by: string;
  saved_at: string;
  fields: Fields;
}

export interface Reply {
  status: number;
  /** Parsed JSON, or null. */
  body: unknown;
}

export interface Host {
  read(): Fields;
  /** Sends one request; rejects only when there is no answer. */
  send(method: "GET" | "PUT", body: unknown, csrf: string): Promise<Reply>;
  show(status: Status): void;
  /** Told of every number the server gives, so that the form's own save continues from it. */
  numbered(number: string, csrf: string): void;
  later(milliseconds: number, run: () => void): () => void;
  now(): number;
  copies: LocalCopies;
}

const PAUSE = 400;
const INTERVAL = 3_000;
const RETRY = [3_000, 6_000, 15_000, 30_000];

export class Sync {
  private cancelPause: (() => void) | null = null;
  private cancelSend: (() => void) | null = null;
  private saved: Fields;
  private failures = 0;
  private sending = false;
  private waiting: (() => void)[] = [];
  private stopped = false;
  /** Writing over another version: the server first keeps that one as a revision. */
  private over = false;

  constructor(private readonly host: Host, public number: string, private csrf: string) {
    this.saved = host.read();
  }

  /** Something was typed. */
  touched(): void {
    if (this.stopped) return;
    this.cancelPause?.();
    this.cancelPause = this.host.later(PAUSE, () => this.keep());
    if (!this.cancelSend && !this.sending) {
      if (this.failures === 0) this.host.show({ kind: "typing" });
      this.cancelSend = this.host.later(INTERVAL, () => void this.flush());
    }
  }

  /** Writes the browser's copy now (on a pause, and when the page is hidden). False when the browser refuses. */
  keep(): boolean {
    this.cancelPause?.();
    this.cancelPause = null;
    const fields = this.host.read();
    if (sameFields(fields, this.saved)) return true;
    return this.host.copies.write({ at: this.host.now(), base: this.number, fields });
  }

  /** Whether the screen holds something the server does not. */
  get unsaved(): boolean {
    return !sameFields(this.host.read(), this.saved);
  }

  /** Whether a save is under way. */
  get busy(): boolean {
    return this.sending;
  }

  /** Ends when no save is under way. */
  settled(): Promise<void> {
    return new Promise((resolve) => (this.sending ? this.waiting.push(resolve) : resolve()));
  }

  private rested(): void {
    this.sending = false;
    for (const run of this.waiting.splice(0)) run();
  }

  /** Sends now, if there is anything to send. */
  async flush(): Promise<void> {
    this.cancelSend?.();
    this.cancelSend = null;
    if (this.sending || this.stopped) return;
    const fields = this.host.read();
    if (sameFields(fields, this.saved)) return this.host.show({ kind: "idle" });
    this.keep();
    this.sending = true;
    this.host.show({ kind: "saving" });
    try {
      const over = this.over ? { over: "1" } : {};
      const reply = await this.host.send("PUT", { base: this.number, ...over, ...flatten(fields) }, this.csrf);
      this.sending = false;
      await this.answered(reply, fields);
      if (!this.sending) this.rested();
    } catch {
      this.rested();
      this.tryAgain({ kind: "offline" });
    }
  }

  private async answered(reply: Reply, fields: Fields): Promise<void> {
    if (reply.status === 200) {
      const body = reply.body as { number: string; saved_at: string };
      this.number = body.number;
      this.saved = fields;
      this.failures = 0;
      this.over = false;
      this.host.numbered(this.number, this.csrf);
      this.host.copies.forgetIfSame(fields);
      this.host.show({ kind: "saved", at: body.saved_at });
      if (this.unsaved) this.touched();
      return;
    }
    if (reply.status === 409) {
      this.stopped = true;
      this.host.show({ kind: "conflict", theirs: reply.body as Theirs });
      return;
    }
    if (reply.status === 401 || reply.status === 403 || reply.status === 0) {
      if (await this.renewToken()) return this.flush();
      this.tryAgain({ kind: "signed-out" });
      return;
    }
    if (reply.status >= 400 && reply.status < 500 && reply.status !== 408 && reply.status !== 429) {
      const text = (reply.body as { message?: string } | null)?.message ?? String(reply.status);
      this.host.show({ kind: "refused", text });
      return;
    }
    this.tryAgain({ kind: "offline" });
  }

  /** After signing in again the form's token is of the old session: ask for the new one. */
  private async renewToken(): Promise<boolean> {
    try {
      const reply = await this.host.send("GET", null, this.csrf);
      const csrf = (reply.body as { csrf?: string } | null)?.csrf;
      if (reply.status !== 200 || !csrf || csrf === this.csrf) return false;
      this.csrf = csrf;
      this.host.numbered(this.number, csrf);
      return true;
    } catch {
      return false;
    }
  }

  private tryAgain(status: Status): void {
    this.host.show(status);
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)] ?? 30_000;
    this.failures += 1;
    this.cancelSend = this.host.later(wait, () => void this.flush());
  }

  /** The network is back, or the window has the focus again: no need to wait. */
  awake(): void {
    if (this.failures > 0 && !this.sending) void this.flush();
  }

  /** After a conflict: what is on the screen goes over the other version, which becomes a revision. */
  async keepMine(theirs: Theirs): Promise<void> {
    this.number = theirs.number;
    this.over = true;
    this.stopped = false;
    await this.flush();
  }

  /** After a conflict: the other version is wanted. Mine is sent first, so that both stand among the revisions. */
  async takeTheirs(theirs: Theirs, put: (fields: Fields) => void): Promise<void> {
    await this.keepMine(theirs);
    if (this.unsaved) return;
    this.over = true;
    put(theirs.fields);
    await this.flush();
  }

  /** The form is being sent: nothing may follow it. */
  stop(): void {
    this.cancelPause?.();
    this.cancelSend?.();
    this.stopped = true;
  }
}

/** One text where a field has one value, a list where it has several: the server reads either. */
function flatten(fields: Fields): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}
