import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser as Reader } from "prosemirror-model";
import { cleanPasted } from "../src/paste.ts";
import { schema, serialise } from "../src/schema.ts";

/** What stands in the document after a paste, in a short notation: blocks with their text, marks by their first letter. */
function pasted(html: string): string[] {
  const dom = document.createElement("div");
  dom.innerHTML = cleanPasted(html);
  const doc = JSON.parse(serialise(Reader.fromSchema(schema).parse(dom)));
  const inline = (node: any): string => node.type === "line_break" ? "/" : node.marks
    ? node.marks.reduce((words: string, mark: any) => `${mark.type[0]}(${words})`, node.text) : node.text ?? "";
  const short = (node: any): string => {
    const name = node.type === "heading" ? `h${node.attrs.level}` : node.type;
    const content = node.content ?? [];
    const within = content.some((one: any) => one.type !== "text" && one.type !== "line_break") ? content.map(short).join(" ") : content.map(inline).join("");
    return `${name}[${within}]`;
  };
  return doc.content.map(short);
}

const WORD_LIST = (level: number, mark: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:${level * 36}pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`;

test("Word: a list in a list, numbers, and the paragraph after", () => {
  assert.deepEqual(pasted(`<p class=MsoNormal>Avant</p>${WORD_LIST(1, "·", "un")}${WORD_LIST(2, "o", "deux")}${WORD_LIST(1, "·", "trois")}<p class=MsoNormal>Après</p>`), [
    "paragraph[Avant]",
    "bullet_list[list_item[paragraph[un] bullet_list[list_item[paragraph[deux]]]] list_item[paragraph[trois]]]",
    "paragraph[Après]",
  ]);
  assert.deepEqual(pasted(WORD_LIST(1, "1.", "un") + WORD_LIST(1, "2.", "deux")), ["ordered_list[list_item[paragraph[un]] list_item[paragraph[deux]]]"]);
});

test("Word: smart tags and their kind are words, comments and fields are none", () => {
  assert.deepEqual(
    pasted('<p class=MsoNormal><st1:PersonName w:st="on">Ana Verel</st1:PersonName> vit à <st1:place><st1:City>Dobrava</st1:City></st1:place>.<!--[if supportFields]><span>PAGE</span><![endif]--></p>'),
    ["paragraph[Ana Verel vit à Dobrava.]"],
  );
});

test("Word: footnotes come as text, their marks as raised figures", () => {
  const html = `<p class=MsoNormal>Un pont<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span style='vertical-align:super'>[1]</span></span></a>.</p>
    <div style='mso-element:footnote-list'><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> Archives du Val.</p></div></div>`;
  assert.deepEqual(pasted(html), ["paragraph[Un points([1]).]".replace("points", "ponts"), "rule[]", "paragraph[[1] Archives du Val.]"]);
});

test("Word: a table keeps rows, header cells and spans", () => {
  const html = `<table class=MsoTableGrid border=1 style='border-collapse:collapse'><thead><tr><th style='width:10pt'><p class=MsoNormal><b>Année</b></p></th><th><p class=MsoNormal>Débit</p></th></tr></thead>
    <tbody><tr><td colspan=2 valign=top><p class=MsoNormal>1994<o:p></o:p></p></td></tr></tbody></table>`;
  assert.deepEqual(pasted(html), [
    "table[table_row[table_header[paragraph[s(Année)]] table_header[paragraph[Débit]]] table_row[table_cell[paragraph[1994]]]]",
  ]);
});

test("Google Docs: bold by style within a wrapper that is not bold, lists beside their item, links through the redirect", () => {
  const html = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400">Titre</span></h2>
    <p dir="ltr" style="line-height:1.38"><span style="font-weight:700;font-style:italic">Fort</span><span style="font-weight:400"> et </span><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D"><span>lien</span></a></p>
    <ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>un</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>deux</span></p></li></ul></ul></b><br class="Apple-interchange-newline">`;
  const found = pasted(html);
  assert.equal(found[0], "h2[Titre]");
  assert.match(found[1]!, /^paragraph\[(s\(e\(Fort\)\)|e\(s\(Fort\)\)) et l\(lien\)\]$/);
  assert.equal(found[2], "bullet_list[list_item[paragraph[un] bullet_list[list_item[paragraph[deux]]]]]");
  assert.equal(found.length, 3, found.join("\n"));
});

test("web pages: wrappers go, words stay, nothing is loaded and nothing runs", () => {
  const html = `<article class="x"><div><h1>Grand titre</h1><div>Un <span class="y">texte</span><br>sur deux lignes</div><figure><img src="https://elsewhere.example/a.jpg" alt="a"><figcaption>Légende</figcaption></figure>
    <iframe src="https://elsewhere.example"></iframe><p onclick="x()">Fin<script>alert(1)</script></p><button>Partager</button></div></article>`;
  assert.deepEqual(pasted(html), ["h2[Grand titre]", "paragraph[Un texte/sur deux lignes]", "paragraph[Légende]", "paragraph[Fin]"]);
});

test("French spacing survives, filling does not", () => {
  assert.deepEqual(pasted("<p>« Oui » : dit-elle&nbsp;!&nbsp;&nbsp;Et\npuis</p>"), ["paragraph[« Oui » : dit-elle\u00a0! Et puis]"]);
});
