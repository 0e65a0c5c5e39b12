import { createHash } from "node:crypto";

/** A picture as it is stored: `hash` is the sha256 of its bytes in hex. */
export type Picture = {
  hash: string;
  bytes: Uint8Array;
  type: PictureType;
  width: number | null;
  height: number | null;
};
export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif";

/** What a file is by its own bytes, whatever it is called; `null` for all but the five kinds. SVG is a program. */
export function recognise(bytes: Uint8Array): Picture | null {
  const type = typeOf(bytes);
  if (!type) return null;
  const [width, height] = sizeOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), type) ?? [null, null];
  return { hash: createHash("sha256").update(bytes).digest("hex"), bytes, type, width, height };
}

function typeOf(bytes: Uint8Array): PictureType | null {
  const head = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  if (/^RIFF[\s\S]{4}WEBPVP8[ LX]/.test(head)) return "image/webp";
  if (/^[\s\S]{4}ftyp/.test(head) && /avi[fs]/.test(head.slice(8, 40))) return "image/avif";
  return null;
}

/** Width and height from the header; `null` where finding them would mean decoding. */
function sizeOf(bytes: Buffer, type: PictureType): [number, number] | null {
  try {
    if (type === "image/png") return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (type === "image/gif") return [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
    if (type === "image/jpeg") return jpegSize(bytes);
    if (type === "image/webp") return webpSize(bytes);
  } catch (error) {
    // Cut off before its size was told.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function jpegSize(bytes: Buffer): [number, number] | null {
  let at = 2;
  while (bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    // The frame headers SOF0 to SOF15, without the three of that range that are tables.
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(bytes: Buffer): [number, number] {
  const kind = bytes.toString("latin1", 12, 16);
  if (kind === "VP8X") return [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)];
  if (kind === "VP8 ") return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  const bits = bytes.readUInt32LE(21);
  return [1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff)];
}
