/** All tables, as `db/` knows them; each file holds those of one noun. `npm run migration` compares them with `migrations/`. */
export * from "./annotations";
export * from "./articles";
export * from "./assignments";
export * from "./groups";
export * from "./moderation";
export * from "./notices";
export * from "./people";
