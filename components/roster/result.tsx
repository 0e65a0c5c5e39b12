"use client";
import { count } from "@/components/groups/row";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { RosterTaken } from "@/lib/schemas/roster";
import { type Place, Slips } from "./slips";

/** What an import did, with the slips that it made. */
export function Result({
  taken: { invited, changed, unchanged, made, skipped, sections, slips },
  place,
  mails,
  onAgain,
}: {
  taken: RosterTaken;
  place: Place;
  mails: boolean;
  onAgain: () => void;
}) {
  const said = [
    invited > 0 && `${count(invited, "person is", "people are")} invited${mails ? "" : "; their links are below"}.`,
    made > 0 && `${count(made, "account is", "accounts are")} made.`,
    changed > 0 && `Of ${count(changed, "person", "people")} something is changed.`,
    unchanged > 0 && `${count(unchanged, "was", "were")} as the roster says already.`,
    sections.length > 0 && `${count(sections.length, "section is", "sections are")} new.`,
    skipped > 0 && `${count(skipped, "line was", "lines were")} left out.`,
  ].filter(Boolean);
  return (
    <>
      <Notice>The roster is imported. {said.join(" ")}</Notice>
      {slips.length > 0 && <Slips slips={slips} place={place} />}
      <div>
        <Button onClick={onAgain}>Import another roster</Button>
      </div>
    </>
  );
}
