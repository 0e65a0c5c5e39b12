import { expect, test } from "vitest";
import { widens } from "./widen";

const ME = { layer: "private", groupId: null };
const ALL = { layer: "public", groupId: null };
const harbour = { layer: "group", groupId: "harbour" };
const north = { ...harbour, sectionId: "north" };
const south = { ...harbour, sectionId: "south" };
const bo = { ...harbour, withUser: { id: "bo", name: "Bo" } };
const cai = { ...harbour, withUser: { id: "cai", name: "Cai" } };
const club = { layer: "group", groupId: "club" };

test.each([
  [ME, harbour],
  [ME, north],
  [ME, bo],
  [ME, ALL],
  [harbour, ALL],
  [harbour, club],
  [north, harbour],
  [north, south],
  [north, bo],
  [bo, harbour],
  [bo, cai],
  [bo, ALL],
])("%o to %o lets somebody see what they could not", (from, to) => {
  expect(widens(from, to)).toBe(true);
});

test.each([
  [ME, ME],
  [harbour, ME],
  [harbour, north],
  [harbour, bo],
  [north, north],
  [bo, bo],
  [bo, ME],
  [ALL, harbour],
  [ALL, ME],
  [ALL, ALL],
])("%o to %o lets nobody see more", (from, to) => {
  expect(widens(from, to)).toBe(false);
});
