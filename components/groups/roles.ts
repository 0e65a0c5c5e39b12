import type { Role } from "@/lib/schemas/group";

export const ROLE_NAMES: Record<Role, string> = { owner: "Owner", lead: "Lead", member: "Member", guest: "Guest" };
