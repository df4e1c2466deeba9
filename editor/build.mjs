// Bundles the editor into crates/web/assets, where the binary embeds it; with --tests, bundles the tests for Node.
// The output is committed: no Rust build ever calls npm.
import { build } from "esbuild";
import { readdirSync, rmSync } from "node:fs";

const target = "es2022";

if (process.argv.includes("--tests")) {
  rmSync(".tests", { recursive: true, force: true });
  const entryPoints = readdirSync("tests").filter((file) => file.endsWith(".test.ts")).map((file) => `tests/${file}`);
  await build({
    entryPoints, outdir: ".tests", outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", target,
    external: ["jsdom"], loader: { ".json": "json", ".html": "text", ".txt": "text" },
    // An entry imports ./dom first, so that the editor's libraries find a document when they load.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
} else {
  await build({
    entryPoints: { editor: "src/index.ts" }, outdir: "../crates/web/assets", bundle: true, minify: true, format: "iife", target,
    charset: "utf8", legalComments: "none", loader: { ".json": "json" },
  });
  await build({ entryPoints: { editor: "src/editor.css" }, outdir: "../crates/web/assets", bundle: true, minify: true, target });
}
