import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { LocalCopies } from "../src/local.ts";
import { Sync, type Host, type Reply, type Status } from "../src/sync.ts";
import type { Fields } from "../src/fields.ts";

class Memory {
  private readonly texts = new Map<string, string>();
  getItem = (key: string) => this.texts.get(key) ?? null;
  setItem = (key: string, text: string) => void this.texts.set(key, text);
  removeItem = (key: string) => void this.texts.delete(key);
  key = (place: number) => [...this.texts.keys()][place] ?? null;
  get length(): number { return this.texts.size; }
}

const never: Host["later"] = () => () => {};

function desk(replies: (Reply | Error)[], later: Host["later"] = never, clock: Host["clock"] = () => 0) {
  const fields: Fields = { headline: ["Un pont"] };
  const shown: Status[] = [];
  const sent: unknown[] = [];
  const copies = new LocalCopies(new Memory() as unknown as Storage, "7", "w1");
  let script: ((turn: number) => Reply) | null = null;
  let turn = 0;
  const answer = (next: (turn: number) => Reply) => { script = next; turn = 0; };
  const host: Host = {
    read: () => structuredClone(fields), show: (status) => shown.push(status), continues: () => {}, put: (merged) => Object.assign(fields, structuredClone(merged)), later, now: () => 1, clock, copies,
    send: async (_method, body) => {
      sent.push(body);
      if (script) return script(turn++);
      const reply = replies.shift();
      if (!reply || reply instanceof Error) throw reply ?? new Error("no reply");
      return reply;
    },
  };
  return { fields, shown, sent, copies, answer, sync: new Sync(host, "1", "secret") };
}

test("a text is in the browser before it is sent, and goes when the server has it", async () => {
  const { fields, copies, sync, shown } = desk([new Error("offline"), { status: 200, body: { number: "2", saved_at: "14:05" } }]);
  fields["headline"] = ["Deux ponts"];
  await sync.flush();
  assert.deepEqual(copies.read()?.fields, fields);
  await sync.flush();
  assert.equal(copies.read(), null);
  assert.equal(shown.at(-1)?.kind, "saved");
});

test("the browser's copy follows each key, the slower the more it costs, and does not wait for a pause", () => {
  const waits: [number, () => void][] = [];
  let time = 0;
  const { fields, copies, sync } = desk([], (milliseconds, run) => { waits.push([milliseconds, run]); return () => {}; }, () => (time += 2));
  const type = (headline: string) => { fields["headline"] = [headline]; sync.touched(); };
  type("U");
  const [[first, write], send] = [waits[0]!, waits[1]!];
  assert.equal(first, 0);
  assert.equal(send[0], 3000);
  write();
  assert.deepEqual(copies.read()?.fields, { headline: ["U"] });
  type("Un");
  type("Un p");
  assert.equal(waits.length, 3, "one copy is on its way already");
  assert.equal(waits[2]![0], 40, "a copy took 2 ms");
  waits[2]![1]();
  assert.deepEqual(copies.read()?.fields, { headline: ["Un p"] });
});

test("someone else's newer text is merged by the server, and shown", async () => {
  const theirs = { number: "5", saved_by: "Ana", saved_at: "14:05", fields: { headline: ["Un pont"], kicker: ["Reportage"] } };
  const merged = { number: "6", saved_at: "14:06", fields: { headline: ["Deux ponts"], kicker: ["Reportage"] } };
  const { fields, sync, sent, copies, shown } = desk([{ status: 409, body: theirs }, { status: 200, body: merged }]);
  fields["headline"] = ["Deux ponts"];
  await sync.flush();
  assert.deepEqual((sent[1] as { from: Fields }).from, { headline: ["Un pont"] });
  assert.deepEqual(fields, merged.fields);
  assert.equal(sync.number, "6");
  assert.equal(copies.read(), null);
  assert.deepEqual(shown.at(-1), { kind: "saved", at: "14:06", merged: true });
});

test("what is typed while the merged text comes is not written over, and merged in its turn", async () => {
  const merged = { number: "6", saved_at: "14:06", fields: { headline: ["Deux ponts"], kicker: ["Reportage"] } };
  const { fields, sync, sent, answer } = desk([]);
  fields["headline"] = ["Deux ponts"];
  const replies: Reply[] = [{ status: 409, body: {} }, { status: 200, body: merged }];
  answer((turn) => {
    if (turn === 1) fields["headline"] = ["Deux ponts et demi"];
    return replies[turn]!;
  });
  await sync.flush();
  assert.deepEqual(fields["headline"], ["Deux ponts et demi"]);
  assert.equal(sync.number, "1", "the old number makes the server merge again");
  answer(() => ({ status: 409, body: {} }));
  await sync.flush();
  assert.deepEqual((sent.at(-1) as { from: Fields }).from, { headline: ["Deux ponts"] });
});

test("where both altered the same place nothing more is sent by itself, and the text stays here", async () => {
  const theirs = { number: "5", saved_by: "Ana", saved_at: "14:05", fields: { headline: ["Trois ponts"] } };
  const { fields, sync, sent, copies, shown } = desk([{ status: 409, body: theirs }, { status: 409, body: theirs }]);
  fields["headline"] = ["Deux ponts"];
  await sync.flush();
  await sync.flush();
  assert.equal(sent.length, 2);
  assert.deepEqual(shown.at(-1), { kind: "conflict", theirs });
  assert.deepEqual(copies.read()?.fields, fields);
  assert.deepEqual(copies.read()?.from, { headline: ["Un pont"] });
});

test("a server that cannot save is tried again, and the text stays here", async () => {
  const { fields, sync, copies, shown } = desk([{ status: 500, body: null }, { status: 200, body: { number: "2", saved_at: "14:05" } }]);
  fields["headline"] = ["Deux ponts"];
  await sync.flush();
  assert.deepEqual([shown.at(-1)?.kind, copies.read()?.fields], ["trouble", fields]);
  sync.awake();
  await sync.settled();
  assert.equal(copies.read(), null);
});

test("a newer text of the server is shown where nothing of one's own waits", async () => {
  const body = { number: "5", csrf: "secret", fields: { headline: ["Trois ponts"] } };
  const { fields, sync } = desk([{ status: 200, body }, { status: 200, body }]);
  await sync.newer("5");
  assert.deepEqual([fields["headline"], sync.number], [["Trois ponts"], "5"]);
  fields["headline"] = ["Quatre ponts"];
  await sync.newer("6");
  assert.deepEqual(fields["headline"], ["Quatre ponts"]);
});

test("what a form carries away keeps its mark, and two windows keep a copy each", () => {
  const { fields, sync, copies } = desk([]);
  fields["headline"] = ["Deux ponts"];
  sync.handOver("w1-mark");
  sync.keep();
  assert.equal(copies.read()?.handed, "w1-mark");
  const other = new LocalCopies(copies["storage"], "7", "w2");
  assert.deepEqual(other.others(), ["kiosque:article:7:w1"]);
  other.write({ at: 1, base: "1", fields: {} });
  assert.deepEqual(copies.read()?.fields, fields);
});

test("a browser that refuses to keep a copy is told", async () => {
  const { fields, sync, shown, copies } = desk([]);
  copies["storage"].setItem = () => { throw new Error("full"); };
  fields["headline"] = ["Deux ponts"];
  sync.keep();
  assert.equal(shown.at(-1)?.kind, "no-copy");
});
