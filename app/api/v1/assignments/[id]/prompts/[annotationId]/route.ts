import { endpoint } from "@/app/boundary";
import * as prompts from "@/db/prompts";
import { promptPlace } from "@/lib/schemas/assignment";
import { question } from "../../../../params";

/** Makes a note a question of the assignment, or moves it among them. */
export const PUT = endpoint({ params: question, body: promptPlace }, async ({ viewer, params, body }) => ({
  items: await prompts.ask(viewer, params.id, params.annotationId, body.position),
  next: null,
}));

export const DELETE = endpoint({ params: question }, async ({ viewer, params }) => ({
  items: await prompts.unask(viewer, params.id, params.annotationId),
  next: null,
}));
