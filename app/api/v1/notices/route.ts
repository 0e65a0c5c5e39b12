import { endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";
import { page } from "@/lib/schemas/wire";

export const GET = endpoint({ query: page }, ({ viewer, query }) => notices.list(viewer, query));
