import { THREAD_NAMES, THREADS, type ThreadFilter } from "./model";

type Choice = { id: string; name: string };
type Looks = {
  label: string;
  className?: string;
  /** Of the label's words, and of the field. */
  head?: string;
  field?: string;
};

/** One filter: all, or one of these. */
export function Pick({
  label,
  all,
  of,
  chosen,
  className = "rail-part",
  head = "rail-head",
  field = "",
  onChoose,
}: Looks & {
  /** What no choice is called. */
  all: string;
  of: readonly Choice[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}) {
  return (
    <label className={className}>
      <span className={head}>{label}</span>
      <select
        className={`rail-select ${field}`}
        value={chosen ?? ""}
        onChange={(event) => onChoose(event.target.value || null)}
      >
        <option value="">{all}</option>
        {of.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const STANDS: readonly Choice[] = THREADS.map((id) => ({ id, name: THREAD_NAMES[id] }));

/** Which threads are shown, by how the talk in them stands. */
export const PickThreads = ({
  chosen,
  onChoose,
  ...looks
}: Looks & { chosen: ThreadFilter | null; onChoose: (threads: ThreadFilter | null) => void }) => (
  <Pick
    {...looks}
    all="All"
    of={STANDS}
    chosen={chosen}
    onChoose={(id) => onChoose(THREADS.find((one) => one === id) ?? null)}
  />
);
