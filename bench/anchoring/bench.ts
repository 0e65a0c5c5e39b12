import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { ours, peers } from "./measure/accuracy";
import { browser } from "./measure/page";
import { painting } from "./measure/painting";
import { progress } from "./measure/progress";
import { speed } from "./measure/speed";
import { stale } from "./measure/stale";
import { calibration } from "./measure/time";
import { type Results, tables } from "./report";

// `npm run bench`: everything in one run, as Markdown on stdout; `npm run bench -- --write` puts it into README.md.

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

async function measure(): Promise<Results> {
  const before = calibration();
  const on = await browser();
  try {
    // What is timed against others comes first, before the heap is full.
    const times = speed();
    const painted = await painting(on);
    const moved = await stale(on);
    const compared = await peers(on);
    const alone = { 5: ours(5, false), 50: ours(50, false), 500: ours(500, false), selectors: ours(50, true) };
    const version = on.version();
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} shared cores, Node ${process.versions.node}, Chromium ${version}`,
      calibration: [before, calibration()],
      peers: compared,
      ours: alone,
      speed: times,
      stale: moved,
      painting: painted,
    };
  } finally {
    await on.close();
  }
}

const README = new URL("README.md", import.meta.url);
const [FROM, TO] = ["<!-- results -->", "<!-- end of results -->"];

const report = tables(await measure());
progress("done");
console.log(report);
if (values.write) {
  const before = readFileSync(README, "utf8");
  const [from, to] = [before.indexOf(FROM), before.indexOf(TO)];
  if (from < 0 || to < from) throw new Error(`README.md has no place between ${FROM} and ${TO}`);
  writeFileSync(README, `${before.slice(0, from + FROM.length)}\n${report}\n${before.slice(to)}`);
}
