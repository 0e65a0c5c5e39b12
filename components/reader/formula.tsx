"use client";
import { createElement, type ReactNode, useEffect, useState } from "react";
import type { ArticleElement, ArticleNode } from "@/lib/article/tree";

type SetTex = typeof import("@/lib/tex/set");

const draw = (node: ArticleNode, key: number): ReactNode =>
  node.type === "text"
    ? node.value
    : createElement(node.tagName, { key, ...node.properties }, ...node.children.map(draw));

/** A formula in a note. It stands as its TeX until what sets it is here, and for good when it cannot be set. */
export default function Formula({ tex, display }: { tex: string; display: boolean }) {
  const [made, setMade] = useState<ArticleElement[] | null>(null);
  useEffect(() => {
    let here = true;
    void import("@/lib/tex/set")
      .then(({ setTex, tidyTex }: SetTex) => here && setMade(setTex(tidyTex(tex), display)))
      .catch(() => {});
    return () => {
      here = false;
    };
  }, [tex, display]);
  if (made)
    return createElement(
      "math",
      { display: display ? "block" : undefined, alttext: tex },
      ...made.map((node, i) => draw(node, i)),
    );
  const sign = tex.startsWith("\\begin") ? "" : display ? "$$" : "$";
  return <code className="font-mono text-[0.92em]">{`${sign}${tex}${sign}`}</code>;
}
