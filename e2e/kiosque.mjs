// Starts the program in a folder of its own, and ends it with the test.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../target", import.meta.url));
const binary = process.env.KIOSQUE_BINARY ?? join(target, "debug/kiosque");

/** Runs `kiosque serve` or `kiosque demo` with further variables and arguments; gives its address, what it printed, and how to stop it. */
export async function start(command, settings = {}, further = []) {
  const folder = mkdtempSync(join(tmpdir(), "kiosque-e2e-"));
  const child = spawn(binary, [command, "--data", join(folder, "data"), "--listen", "127.0.0.1:0", ...further], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, KIOSQUE_LOG: "warn", ...settings } });
  let printed = "";
  const address = await new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes) => {
      printed += bytes;
      const found = /^Listening on (\S+)$/m.exec(printed);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`kiosque ended with ${code}: ${printed}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.removeAllListeners("exit");
    child.on("exit", () => {});
    child.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => child.on("exit", resolve))]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, printed: () => printed, stop };
}
