import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser as Reader } from "prosemirror-model";
import { cleanPasted } from "../src/paste.ts";
import { markedLine, pastedLines } from "../src/pasted-lines.ts";
import { fileOf } from "../src/pasted-pictures.ts";
import { schema, serialise } from "../src/schema.ts";
import google from "./fixtures/google-docs.html";
import libreoffice from "./fixtures/libreoffice.html";
import web from "./fixtures/web.html";
import whatsapp from "./fixtures/whatsapp.txt";
import word from "./fixtures/word.html";

/** What stands in the document after a paste, in a short notation: blocks with their text, marks by their first letter. */
function pasted(html: string): string[] {
  const dom = document.createElement("div");
  dom.innerHTML = cleanPasted(html);
  const doc = JSON.parse(serialise(Reader.fromSchema(schema).parse(dom)));
  const inline = (node: any): string => node.type === "footnote_reference" ? `(${node.attrs.label})` : node.type === "line_break" ? "/" : node.marks
    ? node.marks.reduce((words: string, mark: any) => `${mark.type[0]}(${words})`, node.text) : node.text ?? "";
  const short = (node: any): string => {
    const name = node.type === "heading" ? `h${node.attrs.level}` : node.type;
    if (node.type === "picture") return `picture[${node.attrs.caption || node.attrs.alt || ""}]`;
    const content = node.content ?? [];
    const within = content.some((one: any) => !["text", "line_break", "footnote_reference"].includes(one.type)) ? content.map(short).join(" ") : content.map(inline).join("");
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

test("Word: footnotes arrive as footnotes", () => {
  const html = `<p class=MsoNormal>Un pont<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span style='vertical-align:super'>[1]</span></span></a>.</p>
    <div style='mso-element:footnote-list'><hr align=left size=1 width="33%"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Archives du Val.</p></div></div>`;
  assert.deepEqual(pasted(html), ["paragraph[Un pont(1).]", "footnotes[footnote[paragraph[Archives du Val.]]]"]);
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
  assert.deepEqual(pasted(html), ["h2[Grand titre]", "paragraph[Un texte/sur deux lignes]", "picture[Légende]", "paragraph[Fin]"]);
});

test("French spacing survives, filling does not", () => {
  assert.deepEqual(pasted("<p>« Oui » : dit-elle&nbsp;!&nbsp;&nbsp;Et\npuis</p>"), ["paragraph[« Oui » : dit-elle\u00a0! Et puis]"]);
});

test("a page of Word: heading, list in a list, footnote, picture, table", () => {
  assert.deepEqual(pasted(word), [
    "h2[Le pont de Dobrava]",
    "paragraph[La mairie l’a s(confirmé)(1)\u00a0: il rouvre.]",
    "bullet_list[list_item[paragraph[les piétons] bullet_list[list_item[paragraph[dès lundi]]]] list_item[paragraph[les vélos]]]",
    "picture[Le pont, de la rive]",
    "table[table_row[table_cell[paragraph[Année]] table_cell[paragraph[Débit]]]]",
    "footnotes[footnote[paragraph[Conseil du 3 mai.]]]",
  ]);
});

test("a page of LibreOffice: two footnotes in order, a list in a list, a picture", () => {
  assert.deepEqual(pasted(libreoffice), [
    "h2[Les rives]",
    "paragraph[Une e(rivière)(1) et sa digue(2).]",
    "ordered_list[list_item[paragraph[mesurer] ordered_list[list_item[paragraph[chaque jour]]]] list_item[paragraph[publier]]]",
    "picture[La digue]",
    "footnotes[footnote[paragraph[La Lim.]] footnote[paragraph[Bâtie en 1961.]]]",
  ]);
});

test("a page of Google Docs: three levels, a footnote, a picture's place, a table", () => {
  const found = pasted(google);
  assert.equal(found[0], "h2[La crue]");
  assert.match(found[1]!, /^paragraph\[Ana dit «.(e\(s|s\(e)\(non\)\).»\(1\), puis l\(part\)\.\]$/);
  assert.deepEqual(found.slice(2), [
    "bullet_list[list_item[paragraph[un] bullet_list[list_item[paragraph[deux] bullet_list[list_item[paragraph[trois]]]]]]]",
    "picture[]",
    "table[table_row[table_cell[paragraph[s(Ville)]] table_cell[paragraph[Dobrava]]]]",
    "footnotes[footnote[paragraph[Entretien du 4 mai.]]]",
  ]);
});

test("a web page: its notes are footnotes, captions stay with their picture, emoji are letters", () => {
  assert.deepEqual(pasted(web), [
    "h3[La vallée]", "paragraph[Texte(1) cité.]", "picture[Une barque, à l’aube]", "paragraph[Bravo 😀]", "footnotes[footnote[paragraph[Archives.]]]",
  ]);
});

test("WhatsApp: its signs are marks, those within words are letters", () => {
  const lines = pastedLines(whatsapp.trim(), [], false).content;
  const marked = (at: number) => { const found: string[] = []; lines.child(at).forEach((one) => { if (one.marks.length) found.push(`${one.marks.map((mark) => mark.type.name)}:${one.text}`); }); return found; };
  assert.deepEqual([0, 1, 2].map(marked), [["strong:Urgent", "emphasis:fermé"], ["strike:lundi"], ["strong,emphasis:Merci"]]);
  assert.equal(lines.child(2).textContent, "[10:03, 26/11/2026] Ana Verel: Merci");
  assert.match(lines.child(1).textContent, /fichier_de_travail_2 et 3\*4\*5$/);
});

test("what is pasted without its look keeps every sign", () => {
  assert.equal(pastedLines("*a*", [], true).content.firstChild!.textContent, "*a*");
  assert.equal(markedLine("2 * 3 * 4")[0]!.text, "2 * 3 * 4");
});

test("a data: address is a file, anything else in its place is none", () => {
  assert.equal(fileOf("data:image/png;base64,iVBORw0KGgo=")?.size, 8);
  for (const bad of ["data:image/svg+xml;base64,PHN2Zz4=", "data:text/html;base64,PGI+", "data:image/png;base64,***", "https://example.org/a.png"]) assert.equal(fileOf(bad), null, bad);
});

test("a foreign page cannot name blocks of the editor", () => {
  assert.deepEqual(pasted(`<div data-block="raw" data-attributes='{"html":"<b>x</b>"}'>mots</div>`), ["paragraph[mots]"]);
});
