import type { Person } from "@/lib/schemas/user";

// Muted and equally dark, so that white initials measure 4.5:1 on each, in both themes.
const COLOURS = [
  "bg-[oklch(50%_.1_300)]",
  "bg-[oklch(48%_.07_170)]",
  "bg-[oklch(50%_.1_55)]",
  "bg-[oklch(48%_.09_235)]",
  "bg-[oklch(48%_.11_10)]",
  "bg-[oklch(47%_.08_130)]",
];

const initials = (name: string) => {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
};

/** A person's initials on a colour that stays theirs. Decoration: their name always stands beside it. */
export function Avatar({ person, size = "md" }: { person: Person; size?: "sm" | "md" }) {
  let sum = 0;
  for (const c of person.id) sum = (sum * 31 + c.charCodeAt(0)) >>> 0;
  const box = size === "sm" ? "size-[1.375rem] text-[0.625rem]" : "size-[1.625rem] text-[0.6875rem]";
  return (
    <span
      aria-hidden
      title={person.name}
      className={`inline-grid shrink-0 select-none place-items-center rounded-full font-semibold text-white ${box} ${COLOURS[sum % COLOURS.length]}`}
    >
      {initials(person.name)}
    </span>
  );
}
