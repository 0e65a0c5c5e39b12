/** What a group's leads choose from for their tags; each has a token of its own in `app/globals.css`. In its order. */
export const COLOURS = ["slate", "red", "amber", "olive", "green", "teal", "blue", "violet", "pink"] as const;
export type Colour = (typeof COLOURS)[number];
