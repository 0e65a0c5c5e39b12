import { endpoint } from "@/app/boundary";
import { work } from "@/db/work";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  ...(await work(viewer, params.id)),
  next: null,
}));
