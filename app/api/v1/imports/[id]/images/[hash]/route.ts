import { endpoint } from "@/app/boundary";
import * as imports from "@/db/imports";
import { imageAnswer } from "../../../../images";
import { picture } from "../../../../params";

export const GET = endpoint({ params: picture }, async ({ viewer, params }) =>
  imageAnswer(await imports.image(viewer, params.id, params.hash)),
);
