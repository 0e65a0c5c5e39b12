"use client";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** Prints this page. Where there is no script the browser's own menu does, so it is not there. */
export function PrintButton() {
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return live && <Button onClick={() => window.print()}>Print</Button>;
}
