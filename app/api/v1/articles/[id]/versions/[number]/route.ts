import { endpoint } from "@/app/boundary";
import * as versions from "@/db/versions";
import { versionPatch } from "@/lib/schemas/version";
import { numbered } from "../../../../params";

export const GET = endpoint({ account: "optional", params: numbered }, ({ viewer, params }) =>
  versions.read(viewer, params.id, params.number),
);

export const PATCH = endpoint({ params: numbered, body: versionPatch }, ({ viewer, params, body }) =>
  versions.withdraw(viewer, params.id, params.number, body.withdrawn),
);
