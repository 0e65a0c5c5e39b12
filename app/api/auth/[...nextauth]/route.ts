import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { guarded, readBody } from "@/app/boundary";
import { from } from "@/app/device";
import { admit } from "@/db/signin";
import { Problem } from "@/lib/problem";
import { credentials } from "@/lib/schemas/user";
import { type Outcome, options } from "./options";

type Context = { params: Promise<{ nextauth: string[] }> };
const BODY_LIMIT = 64 * 1024;

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const outcome: Outcome = { problem: null, entered: null };
  const response = await NextAuth(request, context, options(outcome));
  if (outcome.problem) throw outcome.problem;
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

export const GET = (request: NextRequest, context: Context) => guarded(request, () => answer(request, context));

export const POST = (request: NextRequest, context: Context) =>
  guarded(request, async () => {
    const body = Buffer.from(await readBody(request, BODY_LIMIT));
    const sent = credentials.safeParse(fields(body.toString("utf8"), request.headers.get("content-type") ?? ""));
    // Past the limit, the answer is given before next-auth is reached.
    if (sent.success && (await context.params).nextauth.join("/") === "callback/credentials")
      await admit(sent.data.email, await from());
    const { url, headers } = request;
    return answer(new NextRequest(url, { method: "POST", headers, body }), context);
  });

/** A body's fields, as next-auth reads them: JSON, else a form. @throws Problem 400 for what is no JSON */
function fields(body: string, type: string): unknown {
  if (!type.includes("application/json")) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, "Not JSON", "The body is not well-formed JSON.");
  }
}
