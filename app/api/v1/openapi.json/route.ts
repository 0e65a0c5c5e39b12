import { siteUrl } from "@/app/auth";
import { endpoint } from "@/app/boundary";
import { openapi } from "@/lib/schemas/openapi";
import { version } from "@/package.json";

export const GET = endpoint({ account: "optional" }, async () => openapi(siteUrl(), version));
