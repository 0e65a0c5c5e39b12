import { answer, endpoint } from "@/app/boundary";
import { alive } from "@/db/client";
import { version } from "@/package.json";

/** For monitors and load balancers: 503 while the database does not answer. */
export const GET = endpoint({ account: "optional" }, async () => {
  await alive();
  return answer(200, { status: "ok", database: "ok", version });
});
