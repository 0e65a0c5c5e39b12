import { endpoint } from "@/app/boundary";
import * as users from "@/db/users";
import { readingSettingsPatch } from "@/lib/schemas/user";

export const PATCH = endpoint({ body: readingSettingsPatch }, ({ viewer, body }) => users.saveSettings(viewer, body));
