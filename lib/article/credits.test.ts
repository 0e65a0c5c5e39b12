import { expect, test } from "vitest";
import { toByline, toTitle } from "./credits";

test.each([
  ["By A. B. on May 3, 2021", "A. B.", "May 3, 2021"],
  ["Ann Author May 3, 2021", "Ann Author", "May 3, 2021"],
  ["Ann Author | 3 May 2021 | 5 min read", "Ann Author", "3 May 2021"],
  ["Posted by Ann on 2021-05-03 10:20", "Ann", "2021-05-03"],
  ["May 3, 2021 by Ann Author", "Ann Author", "May 3, 2021"],
  ["Anna Autor, 3. März 2021, 10:30 Uhr", "Anna Autor", "3. März 2021"],
  ["Juan Pérez, 3 de mayo de 2021", "Juan Pérez", "3 de mayo de 2021"],
  ["Written by Ann and Bob — Sept 3rd, 2020", "Ann and Bob", "Sept 3rd, 2020"],
  ["Ann Author (May 2021)", "Ann Author", "May 2021"],
  ["Ann Author · 8 min read", "Ann Author", null],
  ["Published: Monday, 3 May 2021", null, "Monday, 3 May 2021"],
  ["By May Sinclair", "May Sinclair", null],
  ["By Byron Ames", "Byron Ames", null],
  ["April Jones", "April Jones", null],
  ["On Kawara", "On Kawara", null],
  ["By Ann Author, Staff Writer", "Ann Author, Staff Writer", null],
  ["https://example.org/ann", null, null],
  ["", null, null],
])("%j was written by %j", (line, name, date) => expect(toByline(line)).toEqual({ name, date }));

test.each([
  ["Ferries at night | Site", ["Site"], [], "Ferries at night"],
  ["Ferries | The Tide", ["tide.example", "tide"], [], "Ferries"],
  ["The Tide: Ferries at night", ["The Tide"], [], "Ferries at night"],
  ["Ferries: a history – A blog by Ann", ["example"], ["Ferries: a history"], "Ferries: a history"],
  ["Ferries: a history", ["example"], ["Ferries"], "Ferries: a history"],
  ["渡し舟_網站", ["網站"], [], "渡し舟"],
  ["The Site", ["The Site"], ["Welcome"], "The Site"],
  ["Rowing - and not rowing", ["example"], ["Other"], "Rowing - and not rowing"],
])("%j of %j, headed %j, is %j", (title, names, headings, expected) =>
  expect(toTitle(title, names, headings)).toBe(expected),
);
