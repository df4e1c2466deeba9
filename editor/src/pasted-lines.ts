// Plain text as messengers copy it (WhatsApp): a line is a paragraph, *bold*, _italic_ and ~struck~ are what they say.

import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import { schema } from "./schema.ts";

const SIGNS: Record<string, string> = { "*": "strong", _: "emphasis", "~": "strike" };

/** A line with the marks that its signs say. A sign that has no other, or stands within a word, is a letter. */
export function markedLine(text: string, marks: readonly Mark[] = []): Node[] {
  const found = /(?<![\p{L}\p{N}*_~])([*_~])(?!\s)([^\n]*?[^\s])\1(?![\p{L}\p{N}*_~])/u.exec(text);
  if (!found) return text ? [schema.text(text, marks)] : [];
  const mark = schema.marks[SIGNS[found[1]!]!]!.create();
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  return [...(before ? [schema.text(before, marks)] : []), ...markedLine(found[2]!, mark.addToSet(marks)), ...markedLine(after, marks)];
}

/** The text as paragraphs; `plain` is what is pasted without its look, and stays letter for letter. */
export function pastedLines(text: string, marks: readonly Mark[], plain: boolean): Slice {
  const lines = text.replace(/\u200e|\u200f/g, "").split(/(?:\r\n?|\n)+/);
  const content = lines.map((line) => schema.node("paragraph", null, plain ? (line ? [schema.text(line, marks)] : []) : markedLine(line, marks)));
  return new Slice(Fragment.from(content), 1, 1);
}
