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
}

function desk(replies: (Reply | Error)[]) {
  const fields: Fields = { headline: ["Un pont"] };
  const shown: Status[] = [];
  const sent: unknown[] = [];
  const copies = new LocalCopies(new Memory() as unknown as Storage, "7");
  const host: Host = {
    read: () => structuredClone(fields), show: (status) => shown.push(status), numbered: () => {}, later: () => () => {}, now: () => 1, copies,
    send: async (_method, body) => {
      sent.push(body);
      const reply = replies.shift();
      if (!reply || reply instanceof Error) throw reply ?? new Error("no reply");
      return reply;
    },
  };
  return { fields, shown, sent, copies, sync: new Sync(host, "1", "secret") };
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

test("a conflict sends nothing more by itself", async () => {
  const theirs = { number: "5", saved_by: "Ana", saved_at: "14:05", fields: { headline: ["Trois ponts"] } };
  const { fields, sync, sent, copies } = desk([{ status: 409, body: theirs }]);
  fields["headline"] = ["Deux ponts"];
  await sync.flush();
  await sync.flush();
  assert.equal(sent.length, 1);
  assert.deepEqual(copies.read()?.fields, fields);
});
