import { answer } from "@/app/boundary";
import { type CsvCell, writeCsv } from "@/lib/csv";

/** A table to be saved, for a spreadsheet. @param named the file, before its date */
export function table(named: string, rows: readonly (readonly CsvCell[])[]): Response {
  const { headers } = answer(200);
  headers.set("Content-Type", "text/csv; charset=utf-8");
  headers.set("Content-Disposition", `attachment; filename="${named}-${new Date().toISOString().slice(0, 10)}.csv"`);
  return new Response(writeCsv(rows), { headers });
}
