import { endpoint } from "@/app/boundary";
import * as blocks from "@/db/blocks";

export const GET = endpoint({}, async ({ viewer }) => ({ items: await blocks.blocked(viewer), next: null }));
