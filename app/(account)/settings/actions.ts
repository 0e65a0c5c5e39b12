"use server";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { session, signOut, siteUrl } from "@/app/auth";
import { action } from "@/app/boundary";
import * as calendars from "@/db/calendars";
import { changeAddress as change, changePassword as replace } from "@/db/credentials";
import { leave } from "@/db/leaving";
import { sendsMail } from "@/db/mail";
import * as noticeSettings from "@/db/notice-settings";
import * as presence from "@/db/presence";
import * as sessions from "@/db/sessions";
import * as users from "@/db/users";
import { unauthenticated } from "@/lib/problem";
import { noticeForm } from "@/lib/schemas/notice";
import { email, name, password, readingSettings, timeZone } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const present = z.string().max(1024).default("");
const thisDevice = async () => (await session())?.sessionId ?? unauthenticated();

export const rename = action(z.object({ name }), (viewer, given) => users.rename(viewer, given.name));

export const changeAddress = action(z.object({ email, password: present }), async (viewer, given) => {
  after(await change(viewer, await thisDevice(), given, siteUrl()));
  return sendsMail() ? "mail" : "done";
});

export const changePassword = action(z.object({ current: present, password }), async (viewer, given) => {
  after(await replace(viewer, await thisDevice(), given));
});

export const saveReading = action(
  readingSettings.extend({
    size: z.coerce.number().pipe(readingSettings.shape.size.unwrap()),
    keys: z.literal("on").optional().transform(Boolean),
    cues: z.literal("on").optional().transform(Boolean),
  }),
  (viewer, given) => users.saveSettings(viewer, given),
);

export const chooseNotices = action(noticeForm, (viewer, given) => noticeSettings.choose(viewer, given));

export const saveTimeZone = action(z.object({ timeZone }), (viewer, given) =>
  users.setTimeZone(viewer, given.timeZone),
);

export const choosePresence = action(
  z.object({ shown: z.literal("on").optional().transform(Boolean) }),
  (viewer, { shown }) => presence.choose(viewer, shown),
);

export const makeCalendar = action(
  z.object({}),
  async (viewer) => `${siteUrl()}/api/v1/calendar/${await calendars.make(viewer)}.ics`,
);

export const revokeCalendar = action(z.object({}), (viewer) => calendars.revoke(viewer));

export const revokeDevice = action(z.object({ id }), (viewer, given) => sessions.revoke(viewer, given.id));

export const signOutOthers = action(z.object({}), async (viewer) => sessions.revokeAll(viewer, await thisDevice()));

export const signOutEverywhere = action(z.object({}), async (viewer) => {
  await sessions.revokeAll(viewer, null);
  await signOut();
  redirect("/signin?said=signed-out");
});

export const deleteAccount = action(
  z.object({
    password: present,
    shared: z.enum(["keep", "remove"], "Choose what becomes of what you shared."),
  }),
  async (viewer, given) => {
    await leave(viewer, await thisDevice(), given);
    await signOut();
    redirect("/signin?said=deleted");
  },
);
