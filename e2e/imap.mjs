// A mailbox on loopback: as much of IMAP (RFC 9051) as the program speaks, encrypted from the first byte.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "node:tls";

/** A certificate for 127.0.0.1 and the one that signed it, in files of a folder. */
function certificate(folder) {
  const file = (name) => join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { stdio: "ignore" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", file("root.key"), "-out", file("root.pem"), "-days", "2", "-subj", "/CN=Test");
  openssl("req", ...key, "-keyout", file("own.key"), "-out", file("own.csr"), "-subj", "/CN=127.0.0.1");
  writeFileSync(file("own.ext"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  openssl("x509", "-req", "-in", file("own.csr"), "-CA", file("root.pem"), "-CAkey", file("root.key"), "-CAcreateserial", "-days", "2", "-extfile", file("own.ext"), "-out", file("own.pem"));
  return { key: readFileSync(file("own.key")), cert: readFileSync(file("own.pem")), root: file("root.pem") };
}

/** Starts the mailbox with these mails unseen. `settings` go into the program's environment; `seen` waits until all are marked. */
export async function mailbox(folder, mails) {
  const { key, cert, root } = certificate(folder);
  const unseen = new Map(mails.map((mail, index) => [index + 1, mail]));
  let allSeen;
  const seen = new Promise((resolve) => { allSeen = resolve; });
  const server = createServer({ key, cert }, (socket) => {
    let text = "";
    const say = (words) => socket.write(words);
    say("* OK ready\r\n");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const [tag, ...words] = text.slice(0, end).split(" ");
        text = text.slice(end + 2);
        answer(tag, words.join(" "), say);
      }
    });
  });
  const answer = (tag, command, say) => {
    const [, fetched] = /^UID FETCH (\d+) /.exec(command) ?? [];
    const [, stored] = /^UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)$/.exec(command) ?? [];
    if (command === 'LOGIN "bounces" "s3cret"') return say(`${tag} OK welcome\r\n`);
    if (command.startsWith("LOGIN")) return say(`${tag} NO [AUTHENTICATIONFAILED] wrong password\r\n`);
    if (command.startsWith("SELECT")) return say(`* ${unseen.size} EXISTS\r\n${tag} OK [READ-WRITE] open\r\n`);
    if (command === "UID SEARCH UNSEEN") return say(`* SEARCH${[...unseen.keys()].map((uid) => ` ${uid}`).join("")}\r\n${tag} OK done\r\n`);
    if (fetched) {
      const mail = unseen.get(Number(fetched));
      return say(`* 1 FETCH (UID ${fetched} BODY[] {${Buffer.byteLength(mail)}}\r\n${mail})\r\n${tag} OK done\r\n`);
    }
    if (stored) unseen.delete(Number(stored));
    say(`${command === "LOGOUT" ? "* BYE\r\n" : ""}${tag} OK done\r\n`);
    if (stored && unseen.size === 0) allSeen();
  };
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    settings: {
      KIOSQUE_BOUNCES_IMAP_HOST: "127.0.0.1", KIOSQUE_BOUNCES_IMAP_PORT: String(server.address().port), KIOSQUE_BOUNCES_IMAP_USER: "bounces",
      KIOSQUE_BOUNCES_IMAP_PASSWORD: "s3cret", KIOSQUE_BOUNCES_IMAP_ROOTS: root,
    },
    seen,
    stop: () => new Promise((resolve) => { server.close(resolve); }),
  };
}
