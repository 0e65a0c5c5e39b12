"use client";
import * as Radix from "@radix-ui/react-dropdown-menu";
import type { ComponentProps, ReactNode } from "react";

// The library behind `menu.tsx`, which loads this file when the first menu is asked for.

/** An open menu under its trigger. Not modal: a modal one would inject a style to lock the page's scrolling. */
export function OpenMenu({
  trigger,
  children,
  align = "end",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          // What was chosen may have gone to a field or to a passage, which keeps the focus.
          onCloseAutoFocus={(event) => {
            if (document.activeElement?.matches("input, textarea, mark")) event.preventDefault();
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-[min(20rem,calc(100vw-1rem))] overflow-y-auto rounded-xl border border-line bg-sheet p-1 text-sm shadow-lift"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const item =
  "flex w-full cursor-pointer items-center gap-2 rounded-lg px-2.5 py-1.5 outline-none select-none data-highlighted:bg-well data-disabled:opacity-50";

export function MenuItem({ danger, className, ...rest }: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return <Radix.Item {...rest} className={`${item} ${danger ? "text-danger" : ""} ${className ?? ""}`} />;
}
const Tick = () => (
  <span className="grid w-4 place-items-center" aria-hidden>
    <Radix.ItemIndicator>
      <svg viewBox="0 0 16 16" className="size-3.5" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
        <path d="m3 8.5 3.2 3L13 4.5" />
      </svg>
    </Radix.ItemIndicator>
  </span>
);
/** On or off. */
export function MenuTick({ children, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...rest} className={`${item} justify-between`}>
      {children}
      <Tick />
    </Radix.CheckboxItem>
  );
}
export function MenuChoice({ children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={item}>
      <Tick />
      {children}
    </Radix.RadioItem>
  );
}
export const MenuChoices = Radix.RadioGroup;
export const MenuLabel = (props: ComponentProps<typeof Radix.Label>) => (
  <Radix.Label {...props} className="px-2.5 pt-2 pb-1 font-semibold text-xs text-ink-3 uppercase tracking-wider" />
);
export const MenuLine = () => <Radix.Separator className="my-1 h-px bg-line" />;
