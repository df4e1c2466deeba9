import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { linkHere, opened } from "../src/bubble.ts";
import { embedAddress, lonelyLink, makeEmbed } from "../src/embeds.ts";
import { schema } from "../src/schema.ts";

const link = (words: string, href: string) => schema.text(words, [schema.marks["link"]!.create({ href })]);
function state(...content: ReturnType<typeof link>[]): EditorState {
  const doc = schema.node("doc", null, [schema.node("paragraph", null, content)]);
  return EditorState.create({ doc, selection: TextSelection.atEnd(doc) });
}
const VIDEO = "https://youtu.be/abcdefghijk";

test("a link that stands alone becomes an embed, its words the title", () => {
  let after = state(link("La crue", VIDEO));
  makeEmbed(after, (tr) => { after = after.apply(tr); });
  assert.equal(after.doc.firstChild!.type.name, "embed");
  assert.deepEqual({ ...after.doc.firstChild!.attrs }, { address: VIDEO, title: "La crue", picture: "" });
  assert.equal(after.selection.$from.parent.type.name, "paragraph");
});

test("a link within a sentence is no embed, nor is one to an own article", () => {
  assert.equal(lonelyLink(state(schema.text("Voir "), link("ici", VIDEO))), null);
  assert.equal(lonelyLink(state(link("ici", "article:7"))), null);
});

test("an address as its own words gives no title", () => assert.equal(lonelyLink(state(link(VIDEO, VIDEO)))?.title, ""));

test("only addresses of the web are embedded", () => {
  for (const bad of ["javascript:alert(1)", "mailto:a@example.org", "/desk", "article:7", ""]) assert.equal(embedAddress(bad), "", bad);
});

test("the bubble stands at the end of a link, and opens own articles at the desk", () => {
  assert.equal(linkHere(state(link("ici", "article:7")))?.attrs["href"], "article:7");
  assert.equal(opened("article:7"), "/desk/articles/7");
});
