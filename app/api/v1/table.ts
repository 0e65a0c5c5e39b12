import { answer } from "@/app/boundary";
import { type CsvCell, writeCsv } from "@/lib/csv";
import { attachment } from "@/lib/file-name";

/**
 * A table to be saved, for a spreadsheet.
 * @param named what it holds
 * @param of the assignment that it is of: the file's name says its course and its title
 */
export function table(
  named: string,
  of: { title: string; group: { name: string } },
  rows: readonly (readonly CsvCell[])[],
): Response {
  const { headers } = answer(200);
  headers.set("Content-Type", "text/csv; charset=utf-8");
  const day = new Date().toISOString().slice(0, 10);
  headers.set("Content-Disposition", attachment([of.group.name, of.title, named, day], "csv"));
  return new Response(writeCsv(rows), { headers });
}
