import { endpoint } from "@/app/boundary";
import * as queue from "@/db/queue";

export const GET = endpoint({}, ({ viewer }) => queue.waitsFor(viewer));
