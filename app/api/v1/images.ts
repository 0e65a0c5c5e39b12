import { answer } from "@/app/boundary";

/** A stored picture. No browser keeps it: who may see it can change, and the next person at a shared computer is another. */
export function imageAnswer({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): Response {
  const { headers } = answer(200, null, {
    "Content-Type": mediaType,
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
  });
  return new Response(new Uint8Array(bytes), { headers });
}
