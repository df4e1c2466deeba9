import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, type Shown } from "../src/galleries.ts";

const all = ["a", "b", "c"].map((src) => ({ src }) as Shown);

test("a picture of a gallery changes places with its neighbour, and stops at the ends", () => {
  assert.deepEqual(moved(all, 1, -1).map((one) => one.src), ["b", "a", "c"]);
  assert.deepEqual(moved(all, 2, 1), all);
  assert.deepEqual(moved(all, 0, -1), all);
});
