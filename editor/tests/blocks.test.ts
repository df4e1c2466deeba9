import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "../src/blocks.ts";

const runs = (a: string, b: string) =>
  differences([...a], [...b], (one, other) => one === other).map((run) => `${a.slice(run.from, run.to)}>${b.slice(run.withFrom, run.withTo)}`);

test("only what differs is named, in order", () => {
  assert.deepEqual(runs("abcd", "abcd"), []);
  assert.deepEqual(runs("abcd", "abXcd"), [">X"]);
  assert.deepEqual(runs("abcdef", "aXcdfg"), ["b>X", "e>", ">g"]);
  assert.deepEqual(runs("", "ab"), [">ab"]);
});

test("each run put in its place from the end gives the other list", () => {
  for (const [a, b] of [["abcabba", "cbabac"], ["xaxbxc", "abc"], ["abc", "xaxbxc"], ["aaaa", "aa"]] as const) {
    const list = [...a];
    for (const run of differences(list.slice(), [...b], (one, other) => one === other).reverse()) {
      list.splice(run.from, run.to - run.from, ...b.slice(run.withFrom, run.withTo));
    }
    assert.equal(list.join(""), b);
  }
});
