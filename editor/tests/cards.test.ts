import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { bare, fillCards } from "../src/cards.ts";
import { UploadError, type MediaLibrary } from "../src/media.ts";
import { schema } from "../src/schema.ts";

const VIDEO = "https://youtu.be/abcdefghijk";
const embed = (attrs: object) => schema.nodes["embed"]!.create({ address: VIDEO, ...attrs });
const speak = (key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(" ");
const turns = () => new Promise((done) => setTimeout(done, 0));

/** An editor on these blocks; what the server answers, what it was asked, what was said. */
function editor(card: MediaLibrary["card"], ...blocks: ReturnType<typeof embed>[]) {
  const asked: string[] = [];
  const said: string[] = [];
  const library = { card: (address: string) => { asked.push(address); return card(address); } } as MediaLibrary;
  const plugins = [fillCards(library, (text, how) => { if (how) said.push(text); }, speak)];
  const doc = schema.node("doc", null, [...blocks, schema.node("paragraph")]);
  const view = new EditorView(document.createElement("div"), { state: EditorState.create({ doc, plugins }) });
  const put = (attrs: object = {}) => view.dispatch(view.state.tr.insert(0, embed(attrs)));
  return { view, asked, said, put, first: () => view.state.doc.firstChild!.attrs };
}
const answer = async () => ({ title: "La Lim", picture: { id: "9" }, message: null }) as Awaited<ReturnType<MediaLibrary["card"]>>;

test("an embed that comes in is filled, once", async () => {
  const { put, asked, first, said } = editor(answer);
  put();
  await turns();
  assert.deepEqual({ ...first() }, { address: VIDEO, title: "La Lim", picture: "media:9" });
  assert.deepEqual([asked, said], [[VIDEO], []]);
});

test("a title that is written stays", async () => {
  const { put, first } = editor(answer);
  put({ title: "Crue" });
  await turns();
  assert.deepEqual([first()["title"], first()["picture"]], ["Crue", "media:9"]);
});

test("an embed that stood there is left alone", async () => {
  const { view, asked } = editor(answer, embed({ title: "Crue" }));
  view.dispatch(view.state.tr.insertText("a", view.state.doc.content.size - 1));
  await turns();
  assert.deepEqual(asked, []);
  assert.deepEqual(bare(view.state.doc), [VIDEO]);
});

test("what does not come is said, and the card stays", async () => {
  const silent = editor(async () => ({ title: "", picture: null, message: "Rien." }));
  silent.put();
  await turns();
  assert.deepEqual([{ ...silent.first() }, silent.said], [{ address: VIDEO, title: "", picture: "" }, ["card-missing Rien."]]);
  const broken = editor(async () => { throw new UploadError("Coupé."); });
  broken.put();
  await turns();
  assert.deepEqual(broken.said, ["card-missing Coupé."]);
});
