// Files that tests bring: made here, so that none is kept.
import { deflateSync, crc32 as zlibCrc } from "node:zlib";

function crc32(bytes) {
  if (zlibCrc) return zlibCrc(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let step = 0; step < 8; step += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/** A PNG of one colour. */
export function png(width, height, [red, green, blue]) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.concat(Array.from({ length: width }, () => Buffer.from([red, green, blue])))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** A picture of one colour, as a file field takes it. */
export const file = (name, colour) => ({ name, mimeType: "image/png", buffer: png(1300, 860, colour) });

/** A document of no page. */
export function pdf(name) {
  return { name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") };
}

/** A moment of silence: 128 kbit/s, 44.1 kHz, each frame 417 bytes. */
export function mp3(name, frames = 20) {
  const frame = Buffer.alloc(417);
  Buffer.from([0xff, 0xfb, 0x90, 0x64]).copy(frame);
  return { name, mimeType: "audio/mpeg", buffer: Buffer.concat(Array.from({ length: frames }, () => frame)) };
}
