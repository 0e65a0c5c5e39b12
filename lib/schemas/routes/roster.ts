import { z } from "zod";
import { awaited, madeAccount, newRoster, newSlips, rosterPreview, rosterTaken, slip } from "../roster";
import { page } from "../wire";
import { many, type Route } from "./route";

/** A group’s roster, and the accounts it makes. */
export const ROSTER: readonly Route[] = [
  {
    path: "/groups/{id}/roster",
    method: "get",
    says: "Whom its roster names and who has not accepted yet, by name; sent anew and ended like other invitations.",
    query: page,
    answers: { 200: many(awaited) },
  },
  {
    path: "/groups/{id}/roster",
    method: "post",
    says: "Imports a roster: invites whom it names by an address, makes accounts for the others, changes what it says otherwise than before. With `preview` it only says how the table is understood. Nothing of either answer depends on who has an account.",
    body: newRoster,
    answers: { 200: z.union([rosterPreview, rosterTaken]) },
    fails: [403, 409, 413],
  },
  {
    path: "/groups/{id}/slips",
    method: "get",
    says: "Whose accounts were made in it and have no address or provider yet, by name: who leads it.",
    query: page,
    answers: { 200: many(madeAccount) },
  },
  {
    path: "/groups/{id}/slips",
    method: "post",
    says: "Makes them new sign-in slips, whose codes are shown this once; former ones are worthless.",
    body: newSlips,
    answers: { 200: many(slip) },
  },
];
