import { changes } from "./diff";

/** The words of a note as they became: what was cut and what was added, each marked as that. */
export const Rewritten = ({ from, to }: { from: string; to: string }) =>
  changes(from, to).map((change, k) => {
    const key = `${k}${change.is}`;
    if (change.is === "cut")
      return (
        <del key={key} className="bg-danger-wash text-danger">
          {change.text}
        </del>
      );
    if (change.is === "added")
      return (
        <ins key={key} className="bg-evidence-wash text-evidence no-underline">
          {change.text}
        </ins>
      );
    return change.text;
  });
