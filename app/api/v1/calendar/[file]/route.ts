import { createHash } from "node:crypto";
import { z } from "zod";
import { siteUrl } from "@/app/auth";
import { answer, endpoint } from "@/app/boundary";
import { feed } from "@/db/calendars";
import { calendar } from "@/lib/calendar";
import { notFound } from "@/lib/problem";

const params = z.object({
  file: z
    .string()
    .regex(/^[\w-]{43}\.ics$/)
    .transform((file) => file.slice(0, -".ics".length)),
});

/** What a calendar program asks for again and again: no account, no cookie, and nothing is sent that it has already. */
export const GET = endpoint({ account: "optional", params }, async ({ params, request }) => {
  const text = calendar((await feed(params.file)) ?? notFound(), siteUrl());
  const tag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  const head = { ETag: tag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex" };
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  if (known.includes(tag) || known.includes("*")) return answer(304, null, head);
  const { headers } = answer(200, null, { ...head, "Content-Type": "text/calendar; charset=utf-8" });
  headers.set("Content-Disposition", 'inline; filename="gloss.ics"');
  return new Response(text, { headers });
});
