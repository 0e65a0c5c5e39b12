// Apart from the fields, which run in the browser: a server component takes these as strings.
const box =
  "w-full rounded-lg border border-line-2/60 bg-sheet px-3 text-ink transition-colors hover:border-line-2 focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/35 aria-invalid:border-danger disabled:opacity-60";
export const inputClass = `${box} h-10 text-base max-sm:text-[1rem]`;
export const textareaClass = `${box} py-2 text-base max-sm:text-[1rem]`;
