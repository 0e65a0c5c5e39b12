import { answer } from "@/app/boundary";

/** A stored picture, whose content policy server.mjs sets. No browser keeps it: who may see it can change, and the next person at a shared computer is another. */
export function imageAnswer({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): Response {
  const { headers } = answer(200, null, {
    "Content-Type": mediaType,
    "Content-Disposition": "inline",
  });
  return new Response(new Uint8Array(bytes), { headers });
}
