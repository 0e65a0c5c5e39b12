import { endpoint } from "@/app/boundary";
import * as users from "@/db/users";

export const GET = endpoint({}, ({ viewer }) => users.me(viewer));
