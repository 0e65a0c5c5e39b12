import { endpoint } from "@/app/boundary";
import { assignedOn } from "@/db/assigned";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await assignedOn(viewer, params.id),
  next: null,
}));
