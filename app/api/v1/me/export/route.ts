import { z } from "zod";
import { answer, endpoint } from "@/app/boundary";
import { everything, readingsOf } from "@/db/mine";
import { asJson, asMarkdown } from "@/lib/export/mine";
import { attachment } from "@/lib/file-name";

const FORMS = {
  json: { write: asJson, type: "application/json; charset=utf-8", end: "json" },
  markdown: { write: asMarkdown, type: "text/markdown; charset=utf-8", end: "md" },
};

export const GET = endpoint(
  { query: z.object({ format: z.enum(["json", "markdown"]).default("json") }) },
  async ({ viewer, query }) => {
    const { write, type, end } = FORMS[query.format];
    const pieces = write(await everything(viewer), readingsOf(viewer));
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new TextEncoder().encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    });
    const { headers } = answer(200);
    headers.set("Content-Type", type);
    const day = new Date().toISOString().slice(0, 10);
    headers.set("Content-Disposition", attachment(["Gloss", viewer.name, day], end));
    return new Response(body, { headers });
  },
);
