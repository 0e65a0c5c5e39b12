import { secret } from "@/app/auth";
import { answer, endpoint } from "@/app/boundary";
import { endMail, leaveOf } from "@/db/notice-settings";
import { notFound } from "@/lib/problem";
import { linked } from "../../params";

/** Where a reader's mail program sends its one press (RFC 8058): no account, no cookie, and any body. */
export const POST = endpoint({ account: "optional", params: linked }, async ({ params }) => {
  await endMail(leaveOf(params.token, secret()) ?? notFound());
  return answer(204);
});

/** Whoever opens the address instead of pressing sees the page with the button: looking changes nothing. */
export const GET = endpoint({ account: "optional", params: linked }, async ({ params }) =>
  answer(303, null, { Location: `/unsubscribe/${encodeURIComponent(params.token)}` }),
);
