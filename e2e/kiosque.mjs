// Starts the program in a folder of its own, and ends it with the test.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../target", import.meta.url));
const binary = process.env.KIOSQUE_BINARY ?? join(target, "debug/kiosque");

/** Runs a command to its end on a data folder; gives what it printed. */
export async function command(data, words, settings = {}) {
  const { stdout } = await promisify(execFile)(binary, [...words, "--data", data], { env: { ...process.env, KIOSQUE_LOG: "warn", ...settings } });
  return stdout;
}

/** Runs `kiosque serve` or `kiosque demo` with further variables and arguments; gives its address, what it printed, how to stop it, to kill it and to start it again. `data`: a folder that is there already. */
export async function start(command, settings = {}, further = [], data = undefined) {
  const folder = mkdtempSync(join(tmpdir(), "kiosque-e2e-"));
  const there = data ?? join(folder, "data");
  let printed = "";
  let child;
  const run = async (listen) => {
    // A file that may not grow (prlimit) is an error to the program, not its end: the signal is ignored.
    const words = [command, "--data", there, "--listen", listen, ...further];
    child = spawn("/bin/sh", ["-c", 'trap "" XFSZ; exec "$0" "$@"', binary, ...words], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, KIOSQUE_LOG: "warn", ...settings } });
    let heard = "";
    return new Promise((resolve, reject) => {
      child.stdout.on("data", (bytes) => {
        heard += bytes;
        printed += bytes;
        const found = /^Listening on (\S+)$/m.exec(heard);
        if (found) resolve(found[1]);
      });
      child.on("exit", (code) => reject(new Error(`kiosque ended with ${code}: ${printed}`)));
    });
  };
  const address = await run("127.0.0.1:0");
  const ended = () => new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.on("exit", resolve)));
  const stop = async () => {
    const gone = ended();
    child.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  /** Ends it at once, as a lost machine would. */
  const kill = () => child.kill("SIGKILL");
  /** Starts it again on the same data and the same port. */
  const again = async () => {
    await ended();
    await run(new URL(address).host);
  };
  return { address, data: there, printed: () => printed, stop, kill, again, get pid() { return child.pid; } };
}
