"use client";
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { inputClass, textareaClass } from "./input";

/** What a form's last answer said, for the fields inside it. Filled by `ActionForm`. */
export const Answers = createContext<{ errors?: Record<string, string[]>; values?: Record<string, string> }>({});

export type FieldProps = {
  label: ReactNode;
  name: string;
  hint?: ReactNode /** Shown beside the label: "optional". */;
  aside?: ReactNode;
};

/** What a field of this name shows, and what it says to a screen reader. */
export function useField(name: string) {
  const id = useId();
  const { errors, values } = useContext(Answers);
  const wrong = errors?.[name];
  const aria = { id, name, "aria-invalid": wrong ? true : undefined, "aria-describedby": `${id}-hint ${id}-error` };
  return { id, wrong, typed: values?.[name], aria };
}

/** The label, the hint and the error around a field. */
export function Frame({
  id,
  label,
  hint,
  aside,
  wrong,
  children,
}: Omit<FieldProps, "name"> & { id: string; wrong?: string[]; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {aside && <span className="text-ink-3 text-xs">{aside}</span>}
      </div>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-error`} className="text-danger text-sm">
          {wrong.join(" ")}
        </p>
      )}
    </div>
  );
}

/** A labelled input that shows the form's error for its name and keeps what was typed when the form fails. */
export function TextField({
  label,
  name,
  hint,
  aside,
  defaultValue,
  ...rest
}: FieldProps & ComponentProps<"input"> & { name: string }) {
  const { id, wrong, typed, aria } = useField(name);
  return (
    <Frame id={id} label={label} hint={hint} aside={aside} wrong={wrong}>
      <input dir="auto" {...rest} {...aria} key={typed} defaultValue={typed ?? defaultValue} className={inputClass} />
    </Frame>
  );
}

export function TextArea({
  label,
  name,
  hint,
  aside,
  defaultValue,
  ...rest
}: FieldProps & ComponentProps<"textarea"> & { name: string }) {
  const { id, wrong, typed, aria } = useField(name);
  return (
    <Frame id={id} label={label} hint={hint} aside={aside} wrong={wrong}>
      <textarea
        dir="auto"
        {...rest}
        {...aria}
        key={typed}
        defaultValue={typed ?? defaultValue}
        className={textareaClass}
      />
    </Frame>
  );
}

export function SelectField({
  label,
  name,
  hint,
  aside,
  children,
  defaultValue,
  ...rest
}: FieldProps & ComponentProps<"select"> & { name: string }) {
  const { id, wrong, typed, aria } = useField(name);
  return (
    <Frame id={id} label={label} hint={hint} aside={aside} wrong={wrong}>
      <select {...rest} {...aria} key={typed} defaultValue={typed ?? defaultValue} className={inputClass}>
        {children}
      </select>
    </Frame>
  );
}
