import { gzipSync } from "node:zlib";

/**
 * What a page's own HTML asks a modern browser to run before anybody touched it: how many files, and their bytes, each
 * gzipped as a server would send it.
 */
export async function scriptWeight(url: string, html: string): Promise<{ count: number; gzipped: number }> {
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(tags.flatMap((tag) => tag.match(/\bsrc="([^"]+)"/)?.[1] ?? []));
  const sizes = await Promise.all(
    [...sources].map(async (src) => {
      const answer = await fetch(new URL(src, url));
      if (!answer.ok) throw new Error(`${src}: ${answer.status}`);
      return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
    }),
  );
  return { count: sizes.length, gzipped: sizes.reduce((a, b) => a + b, 0) };
}
