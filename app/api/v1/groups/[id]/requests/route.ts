import { answer, endpoint } from "@/app/boundary";
import * as joining from "@/db/joining";
import * as leading from "@/db/leading";
import { joinMessage } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await leading.requests(viewer, params.id),
  next: null,
}));

/** Asks to be let into a public group, or comes in where that is open. */
export const POST = endpoint({ params: one, body: joinMessage }, async ({ viewer, params, body }) => {
  const joined = await joining.ask(viewer, params.id, body.message);
  return "asked" in joined ? answer(202, { status: "asked" }) : answer(200, joined);
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await leading.withdraw(viewer, params.id);
  return answer(204);
});
