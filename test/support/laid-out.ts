/** JSON texts of one tree as many authors would lay it out. */
import { type Value } from "../../server/src/syntax/value.ts";

export interface Layout {
  readonly name: string;
  /** Undefined: everything on one line. */
  readonly indent: string | undefined;
  readonly newline: string;
  /** Behind colons, and behind commas inside a line. */
  readonly gap: string;
  /** Inside the braces of objects on one line. */
  readonly padding: string;
  /** What every line starts with. */
  readonly margin: string;
  /** A comment behind every part. */
  readonly comments: boolean;
  /** A comma behind the last part. */
  readonly trailingCommas: boolean;
  /** Lists of texts stay on one line. */
  readonly shortLists: boolean;
}

const PLAIN: Omit<Layout, "name"> = {
  indent: "  ",
  newline: "\n",
  gap: " ",
  padding: " ",
  margin: "",
  comments: false,
  trailingCommas: false,
  shortLists: false,
};

export const LAYOUTS: readonly Layout[] = [
  { ...PLAIN, name: "lines" },
  { ...PLAIN, name: "lines with short lists", shortLists: true },
  { ...PLAIN, name: "tabs", indent: "\t", padding: "" },
  { ...PLAIN, name: "four blanks and CRLF", indent: "    ", newline: "\r\n", shortLists: true },
  { ...PLAIN, name: "a margin", margin: "      " },
  { ...PLAIN, name: "one line", indent: undefined },
  { ...PLAIN, name: "one line without blanks", indent: undefined, gap: "", padding: "" },
  { ...PLAIN, name: "lines without blanks behind colons", gap: "" },
];

/** What JSON itself does not allow, and its readers for people do. */
export const LAYOUTS_WITH_COMMENTS: readonly Layout[] = [
  { ...PLAIN, name: "comments", comments: true },
  { ...PLAIN, name: "trailing commas", trailingCommas: true },
  {
    ...PLAIN,
    name: "comments, trailing commas, tabs and CRLF",
    comments: true,
    trailingCommas: true,
    indent: "\t",
    newline: "\r\n",
    shortLists: true,
  },
  { ...PLAIN, name: "comments on one line", comments: true, indent: undefined },
  {
    ...PLAIN,
    name: "comments and trailing commas on one line",
    comments: true,
    trailingCommas: true,
    indent: undefined,
  },
];

/** The tree's values as JSON; every text is escaped anew. */
export function laidOut(root: Value, layout: Layout): string {
  return layout.margin + print(root, layout.margin, layout) + (layout.indent === undefined ? "" : layout.newline);
}

function print(value: Value, indent: string, layout: Layout): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.text);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "null":
    case "unknown":
    case "either":
      return "null";
    case "array": {
      const isShort = layout.shortLists && value.items.every(({ kind }) => kind !== "object" && kind !== "array");
      const own = isShort ? { ...layout, indent: undefined, comments: false, trailingCommas: false } : layout;
      return bracketed("[]", indent, own, (inner) => value.items.map((item) => print(item, inner, own)));
    }
    case "object":
      return bracketed("{}", indent, layout, (inner) =>
        value.members.map(
          (member) =>
            `${JSON.stringify(member.key)}:${layout.gap}${member.value ? print(member.value, inner, layout) : "null"}`,
        ),
      );
  }
}

function bracketed(
  [open = "", close = ""]: string,
  indent: string,
  { indent: unit, newline, gap, padding, comments, trailingCommas }: Layout,
  partsAt: (indent: string) => readonly string[],
): string {
  const inner = unit === undefined ? indent : indent + unit;
  const parts = partsAt(inner);
  if (parts.length === 0) return open + close;
  if (unit === undefined) {
    const pad = open === "{" ? padding : "";
    const note = comments ? " /* why, not */" : "";
    return `${open}${pad}${parts.join(`,${note}${gap}`)}${trailingCommas ? "," : ""}${note}${pad}${close}`;
  }
  const lines = parts.map((part, at) => {
    const comma = at < parts.length - 1 || trailingCommas ? "," : "";
    return inner + part + comma + (comments ? ` // part ${at}, "${at}"` : "");
  });
  const first = comments ? [`${inner}// before all, [`] : [];
  return [open, ...first, ...lines, indent + close].join(newline);
}
