import { endpoint } from "@/app/boundary";
import * as articles from "@/db/articles";
import { imageAnswer } from "../../../../images";
import { picture } from "../../../../params";

export const GET = endpoint({ account: "optional", params: picture }, async ({ viewer, params }) =>
  imageAnswer(await articles.image(viewer, params.id, params.hash)),
);
