import { answer } from "@/app/boundary";

/** A stored picture. Its bytes never change, but who may see it can: only the viewer's own browser may keep it. */
export function imageAnswer({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): Response {
  const { headers } = answer(200, null, {
    "Content-Type": mediaType,
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=31536000, immutable",
  });
  return new Response(new Uint8Array(bytes), { headers });
}
