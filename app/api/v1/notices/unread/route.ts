import { endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";

export const GET = endpoint({}, async ({ viewer }) => ({ unread: await notices.unread(viewer) }));
