import { answer, endpoint } from "@/app/boundary";
import * as presence from "@/db/presence";
import { presencePlace } from "@/lib/schemas/presence";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => presence.here(viewer, params.id));

export const PUT = endpoint({ params: one, body: presencePlace }, async ({ viewer, params, body }) => {
  await presence.be(viewer, params.id, body.place);
  return presence.here(viewer, params.id);
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await presence.leave(viewer, params.id);
  return answer(204);
});
