import { useEffect, useRef, useState } from "react";

/** Whether the forms behind the buttons in a box are to be made: they were asked for, or one of them was opened. */
export function useWanted(asked: boolean) {
  const [wanted, setWanted] = useState(asked);
  const box = useRef<HTMLDivElement>(null);
  // One may have been opened before this script ran.
  useEffect(() => {
    if (box.current?.querySelector("details[open]")) setWanted(true);
  }, []);
  return { box, wanted, want: () => setWanted(true) };
}
