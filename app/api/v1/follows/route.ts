import { endpoint } from "@/app/boundary";
import * as follows from "@/db/follows";
import { page } from "@/lib/schemas/wire";

export const GET = endpoint({ query: page }, ({ viewer, query }) => follows.list(viewer, query));
