// The editor's schema, built from the document crate's own schema.json: what the server keeps, the editor keeps.
// A node that this file knows no picture of is a locked block; one that even the schema does not know is wrapped, and
// unwrapped again when the text is sent.

import { Schema, type AttributeSpec, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec, type TagParseRule } from "prosemirror-model";
import source from "../../crates/document/schema.json" with { type: "json" };

type Look = Pick<NodeSpec, "toDOM" | "parseDOM" | "defining" | "isolating" | "code"> & { tableRole?: string };

const heading = (level: number): TagParseRule => ({ tag: `h${level}`, attrs: { level: Math.min(Math.max(level, 2), 4) } });

function cellAttributes(dom: HTMLElement): Record<string, unknown> {
  return { colspan: Number(dom.getAttribute("colspan")) || 1, rowspan: Number(dom.getAttribute("rowspan")) || 1, colwidth: null };
}

function cellDom(tag: string) {
  return (node: Node): DOMOutputSpec => [tag, { colspan: String(node.attrs["colspan"]), rowspan: String(node.attrs["rowspan"]) }, 0];
}

const LOOKS: Record<string, Look> = {
  paragraph: { toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
  heading: { defining: true, toDOM: (node) => [`h${node.attrs["level"]}`, 0], parseDOM: [1, 2, 3, 4, 5, 6].map(heading) },
  quote: { defining: true, toDOM: carrying("blockquote"), parseDOM: [{ tag: "blockquote", getAttrs: carriedAttributes }] },
  pull_quote: { defining: true, toDOM: carrying("aside", { class: "pull-quote" }), parseDOM: [{ tag: "aside.pull-quote", getAttrs: carriedAttributes }] },
  bullet_list: { toDOM: () => ["ul", 0], parseDOM: [{ tag: "ul" }] },
  ordered_list: { toDOM: (node) => ["ol", { start: String(node.attrs["start"]) }, 0], parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: Number(dom.getAttribute("start")) || 1 }) }] },
  list_item: { defining: true, toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
  table: { tableRole: "table", isolating: true, toDOM: (node) => ["table", { "data-attributes": JSON.stringify(node.attrs) }, ["tbody", 0]], parseDOM: [{ tag: "table", getAttrs: carriedAttributes }] },
  table_row: { tableRole: "row", toDOM: () => ["tr", 0], parseDOM: [{ tag: "tr" }] },
  table_cell: { tableRole: "cell", isolating: true, toDOM: cellDom("td"), parseDOM: [{ tag: "td", getAttrs: cellAttributes }] },
  table_header: { tableRole: "header_cell", isolating: true, toDOM: cellDom("th"), parseDOM: [{ tag: "th", getAttrs: cellAttributes }] },
  code_block: { code: true, defining: true, toDOM: (node) => ["pre", { "data-attributes": JSON.stringify(node.attrs) }, ["code", 0]], parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: carriedAttributes }] },
  rule: { toDOM: () => ["hr"], parseDOM: [{ tag: "hr" }] },
  line_break: { toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
};

const MARKS: Record<string, Pick<MarkSpec, "toDOM" | "parseDOM">> = {
  link: {
    toDOM: (mark) => ["a", { href: mark.attrs["href"], title: mark.attrs["title"] || null }, 0],
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") ?? "", title: dom.getAttribute("title") ?? "" }) }],
  },
  strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
  emphasis: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  strike: { toDOM: () => ["s", 0], parseDOM: [{ tag: "s" }, { tag: "del" }] },
  sub: { toDOM: () => ["sub", 0], parseDOM: [{ tag: "sub" }] },
  sup: { toDOM: () => ["sup", 0], parseDOM: [{ tag: "sup" }] },
  code: { toDOM: () => ["code", 0], parseDOM: [{ tag: "code" }] },
  language: {
    toDOM: (mark) => ["span", { lang: mark.attrs["lang"] }, 0],
    parseDOM: [{ tag: "span[lang]", getAttrs: (dom) => ({ lang: dom.getAttribute("lang") ?? "" }) }],
  },
};

interface SourceNode extends NodeSpec { name: string }
interface SourceMark extends MarkSpec { name: string }

function nodes(): Record<string, NodeSpec> {
  const all: Record<string, NodeSpec> = {};
  for (const { name, ...spec } of source.nodes as unknown as SourceNode[]) {
    all[name] = name === "doc" || name === "text" ? spec : { ...spec, ...(LOOKS[name] ?? locked(name, spec)) };
  }
  const json: Record<string, AttributeSpec> = { json: { default: "{}" } };
  all["unknown"] = { group: "block", atom: true, attrs: json, ...locked("unknown", {}) };
  all["unknown_inline"] = { group: "inline", inline: true, atom: true, attrs: json, ...locked("unknown_inline", { inline: true }) };
  return all;
}

/** A block without a picture of its own: shown by a node view, moved and deleted as a whole; its content can be written in. */
function locked(name: string, spec: NodeSpec): Look {
  const parseDOM: TagParseRule[] = [{ tag: `[data-block="${name}"]`, priority: 90, getAttrs: carriedAttributes }];
  const carried = (node: Node) => ({ class: "locked", "data-block": name, "data-attributes": JSON.stringify(node.attrs) });
  if (spec.inline) return { parseDOM, toDOM: (node) => ["sup", carried(node), String(node.attrs["label"] ?? "")] };
  return { isolating: true, parseDOM, toDOM: (node) => (spec.content ? ["div", carried(node), 0] : ["div", carried(node)]) };
}

/** What a block said beside its content, on its way through the clipboard. */
function carriedAttributes(dom: HTMLElement): Record<string, unknown> | false {
  try {
    return JSON.parse(dom.getAttribute("data-attributes") ?? "{}") as Record<string, unknown>;
  } catch {
    return false;
  }
}

/** An element that carries all attributes of its block, so that cut and paste keeps them. */
function carrying(tag: string, more: Record<string, string> = {}) {
  return (node: Node): DOMOutputSpec => [
    tag, { ...more, "data-attributes": JSON.stringify(node.attrs), "data-source": node.attrs["source"] || null }, 0,
  ];
}

function marks(): Record<string, MarkSpec> {
  return Object.fromEntries((source.marks as unknown as SourceMark[]).map(({ name, ...spec }) => [name, { ...spec, ...MARKS[name] }]));
}

export const schema = new Schema({ nodes: nodes(), marks: marks(), topNode: source.topNode });

interface Json { type: string; content?: Json[]; marks?: { type: string }[]; [key: string]: unknown }

/** Reads the server's JSON. An empty text is one empty paragraph. */
export function parse(text: string): Node {
  if (!text.trim()) return schema.node("doc", null, [schema.node("paragraph")]);
  const json = JSON.parse(text) as Json;
  const content = (json.content ?? []).map((child) => wrap(child, false));
  const doc = schema.nodeFromJSON({ type: "doc", content: content.length ? content : [{ type: "paragraph" }] });
  doc.check();
  return doc;
}

function wrap(json: Json, inline: boolean): Json {
  if (!schema.nodes[json.type]) return { type: inline ? "unknown_inline" : "unknown", attrs: { json: JSON.stringify(json) } };
  const within = schema.nodes[json.type]!.inlineContent;
  const known = json.marks?.filter((mark) => schema.marks[mark.type]);
  return {
    ...json,
    ...(json.content ? { content: json.content.map((child) => wrap(child, within)) } : {}),
    ...(known ? { marks: known } : {}),
  };
}

function unwrap(json: Json): Json {
  if (json.type === "unknown" || json.type === "unknown_inline") return JSON.parse(String((json["attrs"] as { json: string }).json)) as Json;
  return json.content ? { ...json, content: json.content.map(unwrap) } : json;
}

/** Writes the JSON that the server keeps. */
export function serialise(doc: Node): string {
  const { type, content } = unwrap(doc.toJSON() as Json);
  return JSON.stringify({ type, version: source.version, content: content ?? [] });
}
