import { sql } from "drizzle-orm";
import { customType, timestamp } from "drizzle-orm/pg-core";

// Times travel as the database's own text: a JavaScript Date drops the microseconds that lists page on.
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
export const createdAt = at("created_at").notNull().default(sql`clock_timestamp()`);
export const updatedAt = at("updated_at").notNull().default(sql`clock_timestamp()`);
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
