import { read } from "./article/decode";

/**
 * For tests alone: milliseconds of this process's processor time that something takes. What else the machine does hardly
 * lengthens it, as it does the time on the clock.
 */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The same for work that is done in steps, and in other threads: that of all that this process does meanwhile. */
export async function processorTimeOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const tables = new Map<string, Map<string, readonly number[]>>();

/**
 * For tests alone: bytes of a text in an encoding, which no library of ours writes: each character is looked for among all
 * that the encoding reads. "?" stands for what it does not have.
 */
export function encode(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  if (encoding === "iso-2022-jp") return shifted(text);
  if (encoding.startsWith("utf-16")) {
    const bytes = Buffer.from(text, "utf16le");
    return Uint8Array.from(encoding === "utf-16be" ? bytes.swap16() : bytes);
  }
  const known = tables.get(encoding);
  const table = known ?? new Map<string, readonly number[]>();
  tables.set(encoding, table);
  const add = (...bytes: number[]) => {
    const sign = read(Uint8Array.from(bytes), encoding, false);
    if ([...sign].length === 1 && sign !== "\uFFFD" && !table.has(sign)) table.set(sign, bytes);
  };
  if (!known) {
    for (let one = 0; one < 256; one++) add(one);
    if (/gb|big|jis|euc/.test(encoding))
      for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  }
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? [63]));
}

/** JIS between its escapes: EUC-JP without the highest bits. */
function shifted(text: string): Uint8Array<ArrayBuffer> {
  const bytes = text.split(/([^\p{ASCII}]+)/u).map((run, i) => {
    const plain = encode(run, "euc-jp").map((byte) => byte & 127);
    return i % 2 === 0 ? [...plain] : [0x1b, 0x24, 0x42, ...plain, 0x1b, 0x28, 0x42];
  });
  return Uint8Array.from(bytes.flat());
}
