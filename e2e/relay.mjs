// A relay that takes every mail: as much of SMTP (RFC 5321) as the program speaks, on loopback.
import { createServer } from "node:net";

/** Starts the relay. `settings` go into the program's environment; `mail` waits for the next mail to an address. */
export async function relay() {
  const mails = [];
  let waiting = [];
  const arrived = (mail) => {
    mails.push(mail);
    waiting = waiting.filter((one) => !one(mail));
  };
  const server = createServer((socket) => converse(socket, arrived));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const seen = new Set();
  const mail = (to, patience = 30_000) => new Promise((resolve, reject) => {
    const take = (one) => {
      if (one.to !== to || seen.has(one)) return false;
      seen.add(one);
      clearTimeout(timer);
      resolve(one);
      return true;
    };
    const timer = setTimeout(() => reject(new Error(`no mail to ${to} came`)), patience);
    if (!mails.some(take)) waiting.push(take);
  });
  return {
    settings: { KIOSQUE_RELAY_HOST: "127.0.0.1", KIOSQUE_RELAY_PORT: String(server.address().port), KIOSQUE_RELAY_TLS: "never" },
    mail,
    /** Waits for a mail of a kind, to whomever. */
    any: (wanted, patience = 30_000) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("no such mail came")), patience);
      const take = (one) => {
        if (!wanted(one)) return false;
        clearTimeout(timer);
        resolve(one);
        return true;
      };
      if (!mails.some(take)) waiting.push(take);
    }),
    all: () => [...mails],
    to: (address) => mails.filter((one) => one.to === address),
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections?.(); }),
  };
}

function converse(socket, arrived) {
  let text = "";
  let to = "";
  let inData = false;
  const say = (line) => socket.write(`${line}\r\n`);
  say("220 relay.example");
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    for (;;) {
      const end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const part = text.slice(0, end);
      text = text.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        arrived({ to, head: part.slice(0, part.indexOf("\r\n\r\n")).replace(/\r\n[ \t]/g, " "), raw: part, text: decoded(part) });
        say("250 2.0.0 taken");
        continue;
      }
      const verb = part.slice(0, 4).toUpperCase();
      if (verb === "RCPT") to = /<([^>]*)>/.exec(part)?.[1] ?? "";
      if (verb === "DATA") inData = true;
      say(verb === "DATA" ? "354 go on" : verb === "QUIT" ? "221 bye" : "250 ok");
      if (verb === "QUIT") socket.end();
    }
  });
}

/** The parts of a mail with quoted-printable undone. */
function decoded(raw) {
  const bytes = raw.replace(/\r\n\.\./g, "\r\n.").replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
