/**
 * Events as the rows of a table: what CloudWatch Logs Insights copies (Markdown) or saves (CSV), Amazon Athena prints, and
 * the command line draws. The names over the columns are those of CloudTrail's fields, with dots between their parts.
 * Source: Amazon CloudWatch Logs User Guide, "Export query results".
 */
import { type LooseRecord, type LooseValue } from "./loose-records.ts";

/**
 * Each row under a heading with an error's code and an event's name or source. Where the sentence of the error has a column,
 * it is read as any text is: it may be broken into lines, and says more than the rest of the row.
 */
export function readEventRows(text: string): LooseRecord[] {
  const rows: LooseRecord[] = [];
  let columns: Columns | undefined;
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const heading = columnsOf(line);
    if (heading !== undefined) columns = heading;
    else if (columns !== undefined && !RULE.test(line)) {
      const cells = cellsOf(line, columns.separator);
      // With another number of cells it is no row.
      if (cells.length === columns.names.length) rows.push(recordOf(columns.names, cells, { start, end }));
      else columns = undefined;
    }
    if (rows.length >= MOST_ROWS) break;
    start = end + 1;
  }
  return rows;
}

const MOST_ROWS = 50_000;
const LONGEST_HEADING = 2_000;

type Separator = "|" | "\t" | ",";

interface Columns {
  readonly separator: Separator;
  readonly names: readonly string[];
}

/** Between heading and rows, or around the whole table. */
const RULE = /^[\s|+:=-]*$/;

function columnsOf(line: string): Columns | undefined {
  if (line.length > LONGEST_HEADING || !/errorcode/i.test(line)) return undefined;
  const separator = line.includes("|") ? "|" : line.includes("\t") ? "\t" : ",";
  const names = cellsOf(line, separator);
  const has = (name: RegExp): boolean => names.some((one) => name.test(one));
  const isHeading = names.every((name) => /^[@\w.()* ]{0,100}$/.test(name));
  return isHeading && !has(/^error_?message$/i) && has(/^errorcode$/i) && has(/^event_?(?:name|source)$/i)
    ? { separator, names }
    : undefined;
}

function cellsOf(line: string, separator: Separator): string[] {
  if (separator === ",") return fieldsOf(line.trimEnd());
  const bare = separator === "|" ? line.trim().replace(/^\|/, "").replace(/\|$/, "") : line.replace(/\r$/, "");
  return bare.split(separator).map((cell) => withoutMarks(cell.trim()));
}

/** Of a line of CSV; a quote in quotes is written twice. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  const field = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^,"]*))(?=,|$)/g;
  for (const [, quoted = "", plain = ""] of line.matchAll(field)) {
    fields.push((quoted === "" ? plain : quoted.replaceAll('""', '"')).trim());
  }
  return fields;
}

/** A name or code in a code span, in bold letters or in quotes. */
function withoutMarks(cell: string): string {
  return cell.replace(/^(`|\*\*|")(.*)\1$/, "$2");
}

type Field = readonly [path: readonly string[], value: string];

function recordOf(names: readonly string[], cells: readonly string[], span: LooseRecord["span"]): LooseRecord {
  const fields = names.map((name, at): Field => [name.replace(/^event_/i, "event").split("."), cells[at] ?? ""]);
  return {
    entries: entriesOf(
      fields.filter(([, value]) => value !== ""),
      span,
    ),
    span,
  };
}

/** `userIdentity.arn` is the member of a member. */
function entriesOf(fields: readonly Field[], span: LooseRecord["span"]): ReadonlyMap<string, LooseValue> {
  const inner = new Map<string, Field[]>();
  const entries = new Map<string, LooseValue>();
  for (const [[first = "", ...rest], value] of fields) {
    if (rest.length === 0) entries.set(first, value);
    else inner.set(first, [...(inner.get(first) ?? []), [rest, value]]);
  }
  for (const [name, members] of inner) entries.set(name, { entries: entriesOf(members, span), span });
  return entries;
}
