import { answer, endpoint } from "@/app/boundary";
import * as extensions from "@/db/extensions";
import { extensionEnd } from "@/lib/schemas/extension";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

export const DELETE = endpoint(
  { params: one.extend({ extensionId: id }), query: extensionEnd },
  async ({ viewer, params, query }) => {
    await extensions.remove(viewer, params.id, params.extensionId, query.confirm === "true");
    return answer(204);
  },
);
