import { endpoint } from "@/app/boundary";
import * as acts from "@/db/acts";
import { page } from "@/lib/schemas/wire";

export const GET = endpoint({ query: page }, ({ viewer, query }) => acts.decisions(viewer, query));
