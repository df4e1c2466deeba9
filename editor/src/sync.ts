// Keeps the server's working copy equal to what is on the screen.
//
// Guarantees: what was typed is in the browser's storage before it is sent; it stays there until the server has the same
// text; someone else's newer text is merged with it by the server, and where both altered the same place nothing is sent
// over it and nothing is destroyed; being offline only means trying again.
// Knows nothing of the form or of ProseMirror: it is given functions. Time and network are given too, for tests.

import { sameFields, type LocalCopies } from "./local.ts";
import type { Fields } from "./fields.ts";

export type Status =
  | { kind: "idle" }
  | { kind: "typing" }
  | { kind: "saving" }
  | { kind: "saved"; at: string; merged?: boolean }
  | { kind: "offline" }
  | { kind: "trouble" }
  | { kind: "no-copy" }
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
  /** Shows a text that someone else's is in, without disturbing who writes. */
  put(fields: Fields): void;
  /** Sends one request; rejects only when there is no answer. */
  send(method: "GET" | "PUT", body: unknown, csrf: string): Promise<Reply>;
  show(status: Status): void;
  /** Told of every text the server has, so that the form's own save continues from it. */
  continues(number: string, from: Fields, csrf: string): void;
  later(milliseconds: number, run: () => void): () => void;
  now(): number;
  /** Milliseconds since any moment, with their fractions. */
  clock(): number;
  copies: LocalCopies;
}

/** The browser's copy follows the typing as fast as writing it takes no more than a twentieth of the time, and within this. */
const SLOWEST = 400;
const SHARE = 20;
const INTERVAL = 3_000;
const RETRY = [3_000, 6_000, 15_000, 30_000];

export class Sync {
  private cancelPause: (() => void) | null = null;
  /** Milliseconds that the browser's last copy took. */
  private cost = 0;
  private cancelSend: (() => void) | null = null;
  private saved: Fields;
  private failures = 0;
  private sending = false;
  private waiting: (() => void)[] = [];
  private stopped = false;
  private mark: string | null = null;

  constructor(private readonly host: Host, public number: string, private csrf: string) {
    this.saved = host.read();
  }

  /** Something was typed. */
  touched(): void {
    this.cancelPause ??= this.host.later(Math.min(SLOWEST, SHARE * this.cost), () => this.keep());
    // After a conflict nothing is sent, and all the more is kept here.
    if (this.stopped) return;
    if (!this.cancelSend && !this.sending) {
      if (this.failures === 0) this.host.show({ kind: "typing" });
      this.cancelSend = this.host.later(INTERVAL, () => void this.flush());
    }
  }

  /** Writes the browser's copy now (after a key, and when the page is hidden). Says so when the browser refuses. */
  keep(): boolean {
    this.cancelPause?.();
    this.cancelPause = null;
    const begun = this.host.clock();
    const fields = this.host.read();
    if (sameFields(fields, this.saved)) return true;
    const copy = { at: this.host.now(), base: this.number, from: this.saved, fields };
    const kept = this.host.copies.write(this.mark ? { ...copy, handed: this.mark } : copy);
    this.cost = this.host.clock() - begun;
    if (!kept) this.host.show({ kind: "no-copy" });
    return kept;
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
      let reply = await this.put(fields, false);
      // Someone saved meanwhile: the server merges, told from which text this one went on.
      if (reply.status === 409) reply = await this.put(fields, true);
      this.sending = false;
      await this.answered(reply, fields);
      if (!this.sending) this.rested();
    } catch {
      this.rested();
      this.tryAgain({ kind: "offline" });
    }
  }

  private put(fields: Fields, merging: boolean): Promise<Reply> {
    const from = merging ? { from: this.saved } : {};
    return this.host.send("PUT", { base: this.number, ...from, ...flatten(fields) }, this.csrf);
  }

  private async answered(reply: Reply, fields: Fields): Promise<void> {
    if (reply.status === 200) return this.accepted(reply.body as { number: string; saved_at: string; fields?: Fields }, fields);
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
    this.tryAgain({ kind: "trouble" });
  }

  private accepted(body: { number: string; saved_at: string; fields?: Fields }, sent: Fields): void {
    this.failures = 0;
    this.host.copies.forgetIfSame(sent);
    const merged = !!body.fields;
    if (body.fields && sameFields(this.host.read(), sent)) {
      this.number = body.number;
      this.host.put(body.fields);
      this.saved = this.host.read();
    } else {
      // Typed on while the merged text came: what was sent is now the base, and the old number makes the server merge again.
      this.saved = sent;
      if (!merged) this.number = body.number;
    }
    this.host.continues(this.number, this.saved, this.csrf);
    this.host.show({ kind: "saved", at: body.saved_at, merged });
    if (this.unsaved) this.touched();
  }

  /** The server has a text of this number. Shown at once where nothing of one's own waits; else the next save merges. */
  async newer(number: string): Promise<void> {
    if (number === this.number || this.sending || this.stopped || this.unsaved) return;
    this.sending = true;
    try {
      const reply = await this.host.send("GET", null, this.csrf);
      const body = reply.body as { number?: string; fields?: Fields } | null;
      if (reply.status === 200 && body?.number && body.fields && !this.unsaved) {
        this.number = body.number;
        this.host.put(body.fields);
        this.saved = this.host.read();
        this.host.continues(this.number, this.saved, this.csrf);
      }
    } catch {
      // The next look brings it.
    }
    this.rested();
    if (this.unsaved) this.touched();
  }

  /** The screen now shows a text that continues this one of the server. */
  rebase(number: string, from: Fields): void {
    this.number = number;
    this.saved = from;
    this.host.continues(number, from, this.csrf);
    this.touched();
  }

  /** After signing in again the form's token is of the old session: ask for the new one. */
  private async renewToken(): Promise<boolean> {
    try {
      const reply = await this.host.send("GET", null, this.csrf);
      const csrf = (reply.body as { csrf?: string } | null)?.csrf;
      if (reply.status !== 200 || !csrf || csrf === this.csrf) return false;
      this.csrf = csrf;
      this.host.continues(this.number, this.saved, csrf);
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

  /** The form is being sent: nothing may follow it. Its copy stays here until the server's answer names this mark. */
  handOver(mark: string): void {
    this.cancelSend?.();
    this.mark = mark;
    this.keep();
    this.stopped = true;
  }

  /** The form did not get away, and the page is here again. */
  resume(): void {
    this.mark = null;
    this.stopped = false;
    this.touched();
  }
}

/** One text where a field has one value, a list where it has several: the server reads either. */
function flatten(fields: Fields): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}
