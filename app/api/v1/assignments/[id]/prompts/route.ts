import { endpoint } from "@/app/boundary";
import * as prompts from "@/db/prompts";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await prompts.list(viewer, params.id),
  next: null,
}));
