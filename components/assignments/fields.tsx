"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { Frame } from "@/components/ui/field";
import { inputClass } from "@/components/ui/input";
import { ClockNote } from "./clock-note";

/** One part of a form: what it is about on the left, its fields on the right. */
export function Part({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-line border-t py-8 md:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-1.5">
        <h2 id={id} className="font-semibold text-base">
          {title}
        </h2>
        {lead && <p className="text-ink-2 text-sm">{lead}</p>}
      </div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-5">{children}</div>
    </section>
  );
}

type Wrong = { wrong?: string[] };
const said = (id: string, wrong?: string[]) => ({
  id,
  "aria-invalid": wrong ? true : undefined,
  "aria-describedby": `${id}-hint ${id}-error`,
});

/** A labelled input whose value its form holds. */
export function Input({
  label,
  hint,
  aside,
  wrong,
  onType,
  className,
  ...rest
}: { label: ReactNode; hint?: ReactNode; aside?: ReactNode; onType: (value: string) => void } & Wrong &
  ComponentProps<"input">) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} aside={aside} wrong={wrong}>
      <input
        dir="auto"
        {...rest}
        {...said(id, wrong)}
        onChange={(event) => onType(event.target.value)}
        className={`${inputClass} ${className ?? ""}`}
      />
    </Frame>
  );
}

/** A day and a time, as a clock on the wall shows them in the assignment's zone; and what the clocks do then. */
export const Clock = ({
  zone,
  hint,
  ...given
}: Omit<ComponentProps<typeof Input>, "type" | "value"> & { value: string; zone: string }) => (
  <Input
    {...given}
    type="datetime-local"
    hint={
      <>
        {hint} <ClockNote shown={given.value} zone={zone} />
      </>
    }
  />
);

export function Select({
  label,
  hint,
  wrong,
  value,
  onChoose,
  children,
}: {
  label: string;
  hint?: ReactNode;
  value: string;
  onChoose: (value: string) => void;
  children: ReactNode;
} & Wrong) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <select
        {...said(id, wrong)}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className={inputClass}
      >
        {children}
      </select>
    </Frame>
  );
}

/** One of several, each with what it means in plain words; what belongs to the chosen one opens below it. */
export function Choice<T extends string>({
  legend,
  value,
  choices,
  onChoose,
}: {
  legend: string;
  value: T;
  choices: readonly { is: T; label: string; means?: ReactNode; more?: ReactNode }[];
  onChoose: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{legend}</legend>
      {choices.map(({ is, label, means, more }) => (
        <div key={is} className="-mx-3 rounded-lg px-3 py-2.5 has-[input[type=radio]:checked]:bg-well">
          <label className="grid grid-cols-[auto_1fr] items-start gap-x-3">
            <input
              type="radio"
              name={name}
              checked={value === is}
              onChange={() => onChoose(is)}
              aria-describedby={means ? `${name}-${is}` : undefined}
              className="mt-0.5 size-4 accent-ink"
            />
            <span className="font-medium text-sm">{label}</span>
          </label>
          {means && (
            <p id={`${name}-${is}`} className="mt-0.5 ml-7 text-ink-2 text-sm">
              {means}
            </p>
          )}
          {value === is && more && <div className="mt-3 ml-7 grid max-w-[22rem] gap-4">{more}</div>}
        </div>
      ))}
    </fieldset>
  );
}
