import { amount, inPoints, ruleInWords } from "@/lib/rule";
import type { Goals, PointsRule } from "@/lib/schemas/assignment";

/** What points are given for, as students read it beforehand. Nothing where none are given. */
export function Rule({ goals, rule }: { goals: Goals; rule: PointsRule | null }) {
  const said = ruleInWords(goals, rule);
  if (!said) return null;
  return (
    <div className="grid max-w-prose gap-3">
      <table className="w-full max-w-[26rem] text-left text-[0.9375rem] tabular-nums">
        <caption className="sr-only">Points for each goal</caption>
        <tbody>
          {said.lines.map(({ goal, what, max }) => (
            <tr key={goal} className="border-line border-b">
              <th scope="row" className="py-1.5 pr-6 font-normal first-letter:uppercase">
                {what}
              </th>
              <td className="py-1.5 text-right">{amount(max)}</td>
            </tr>
          ))}
          <tr className="font-semibold">
            <th scope="row" className="py-1.5 pr-6 font-semibold">
              In all
            </th>
            <td className="whitespace-nowrap py-1.5 text-right">{inPoints(said.max)}</td>
          </tr>
        </tbody>
      </table>
      <ul className="grid gap-1 text-[0.9375rem] text-ink-2">
        {said.how.map((one) => (
          <li key={one}>{one}</li>
        ))}
        <li>
          Every point names the note that earned it. You see yours once your instructor releases them, and can ask for a
          review of any.
        </li>
      </ul>
    </div>
  );
}
