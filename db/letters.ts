import type { Letter } from "./mail";

/**
 * What Gloss writes to people. Plain text. A letter to an address that nobody has confirmed carries nothing that a
 * stranger typed, a name least of all: it could be used to send an advertisement to anybody.
 */
const why = "If this was not you, you need not do anything.";
const letter = (to: string, subject: string, ...paragraphs: string[]): Letter => ({
  to,
  subject,
  text: `${paragraphs.join("\n\n")}\n`,
});

export const confirmAddress = (to: string, link: string) =>
  letter(
    to,
    "Confirm your address for Gloss",
    "Somebody, most likely you, signed up for Gloss with this address. To confirm it, open this link and enter the password that you chose:",
    link,
    `The link works for three days. ${why}`,
  );

export const alreadyHere = (to: string, link: string) =>
  letter(
    to,
    "You already have an account at Gloss",
    "Somebody, most likely you, tried to sign up for Gloss with this address, which has an account already. Sign in as you did before. If you have no password, or forgot it, choose a new one within the next hour:",
    link,
    why,
  );

export const resetPassword = (to: string, link: string) =>
  letter(
    to,
    "Choose a new password for Gloss",
    "Somebody, most likely you, asked for a new password for Gloss. Choose one within the next hour:",
    link,
    why,
  );

export const confirmNewAddress = (to: string, link: string) =>
  letter(
    to,
    "Confirm your new address for Gloss",
    "An account at Gloss is to use this address from now on. To confirm it, open this link within a day:",
    link,
    why,
  );

export const addressInUse = (to: string) =>
  letter(
    to,
    "An account at Gloss uses this address already",
    "Somebody, most likely you, wanted to use this address for another account at Gloss. It has one already, so nothing was changed.",
    why,
  );

/** To the old address, before: `link` cancels the change. */
export const addressToChange = (to: string, link: string) =>
  letter(
    to,
    "Your Gloss account is to get a new address",
    "Somebody who is signed in to your account at Gloss asked to change its address. This happens once the new one is confirmed.",
    "If this was not you, cancel the change within a day, and then choose a new password: somebody else has yours.",
    link,
  );

/** The same, after. */
export const addressChanged = (to: string) =>
  letter(
    to,
    "The address of your Gloss account was changed",
    "Your account at Gloss uses another address from now on. You will get no more mail here.",
    "If this was not you, ask your administrator for help at once: somebody else has your password.",
  );

export const passwordChanged = (to: string) =>
  letter(
    to,
    "The password of your Gloss account was changed",
    "The password of your account at Gloss was changed just now, and other devices were signed out.",
    "If this was not you, choose a new one on the sign-in page (“Forgot your password?”), or ask your administrator.",
  );

/** Without the group's name or who invites: both are typed by people whom this address may not know. */
export const invitation = (to: string, link: string) =>
  letter(
    to,
    "An invitation to read with a group at Gloss",
    "Somebody who reads with others at Gloss invites you to their group. To see who it is and what they read, and to join if you like, open this link:",
    link,
    "The link is yours alone and works for two weeks. Nothing happens until you accept: if you do not expect this, you need not do anything.",
  );
