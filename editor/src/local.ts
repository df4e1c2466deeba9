// The copy of what is being typed, in this browser. It is written on every pause and goes only when the server has the
// same text. A browser that refuses storage (private windows, full quota) is told to the writer, never hidden.
// Every window has a copy of its own: two windows on one article never write over each other.

import type { Fields } from "./fields.ts";

export interface LocalCopy {
  /** Milliseconds since 1970. */
  at: number;
  /** The number of the server's working copy it continues. */
  base: string;
  /** The text of that working copy, for merging; older copies have none. */
  from?: Fields;
  fields: Fields;
  /** The mark of the form that carried it to the server, if one did. */
  handed?: string;
}

const PREFIX = "kiosque:article:";

export class LocalCopies {
  private readonly key: string;

  constructor(private readonly storage: Storage, private readonly article: string, window: string) {
    this.key = `${PREFIX}${article}:${window}`;
  }

  /** This window's copy, or that of another window by its key. */
  read(key = this.key): LocalCopy | null {
    const text = this.storage.getItem(key);
    if (!text) return null;
    try {
      const copy = JSON.parse(text) as LocalCopy;
      return typeof copy.at === "number" && copy.fields && typeof copy.fields === "object" ? copy : null;
    } catch {
      return null;
    }
  }

  /** False when the browser refuses. */
  write(copy: LocalCopy): boolean {
    try {
      this.storage.setItem(this.key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets the copy, but only if it holds what the server now has. */
  forgetIfSame(fields: Fields): void {
    const copy = this.read();
    if (copy && sameFields(copy.fields, fields)) this.forget();
  }

  forget(key = this.key): void {
    this.storage.removeItem(key);
  }

  /** The keys of other windows' copies of this article. */
  others(): string[] {
    const own = `${PREFIX}${this.article}`;
    const keys: string[] = [];
    for (let place = 0; place < this.storage.length; place += 1) {
      const key = this.storage.key(place);
      if (key && key !== this.key && (key === own || key.startsWith(`${own}:`))) keys.push(key);
    }
    return keys;
  }

  /** Holds this window's copy for as long as the window lives: see `whenLeft`. */
  hold(): void {
    void navigator.locks?.request(this.key, () => new Promise(() => {}));
  }

  /** Runs once the window that wrote a copy is closed: at once, where it is, or the browser cannot tell. */
  whenLeft(key: string, run: () => void): void {
    if (navigator.locks) void navigator.locks.request(key, () => run());
    else run();
  }
}

/** Equal whatever the order of the names; an empty text and none are the same. */
export function sameFields(a: Fields, b: Fields): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) {
    if (JSON.stringify(a[name] ?? []) !== JSON.stringify(b[name] ?? [])) return false;
  }
  return true;
}
