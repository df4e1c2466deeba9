// The copy of what is being typed, in this browser. It is written on every pause and goes only when the server has the
// same text. A browser that refuses storage (private windows, full quota) is told to the writer, never hidden.

import type { Fields } from "./fields.ts";

export interface LocalCopy {
  /** Milliseconds since 1970. */
  at: number;
  /** The number of the server's working copy it continues. */
  base: string;
  fields: Fields;
}

const PREFIX = "kiosque:article:";

export class LocalCopies {
  constructor(private readonly storage: Storage, private readonly article: string) {}

  read(): LocalCopy | null {
    const text = this.storage.getItem(PREFIX + this.article);
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
      this.storage.setItem(PREFIX + this.article, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets the copy, but only if it holds what the server now has. */
  forgetIfSame(fields: Fields): void {
    const copy = this.read();
    if (copy && sameFields(copy.fields, fields)) this.storage.removeItem(PREFIX + this.article);
  }

  forget(): void {
    this.storage.removeItem(PREFIX + this.article);
  }
}

/** Equal whatever the order of the names. */
export function sameFields(a: Fields, b: Fields): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) {
    if (JSON.stringify(a[name] ?? []) !== JSON.stringify(b[name] ?? [])) return false;
  }
  return true;
}
