/** How terminals, mails and chats break lines, and how a text is put into another after it was wrapped. */
import { type Way } from "./printing-tools.ts";

const lines = (s: string, change: (line: string) => string): string => s.split("\n").map(change).join("\n");
const j = (s: string): string => JSON.stringify(s).slice(1, -1);

/** Breaks at the width, wherever that is. */
export function hardWrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const parts: string[] = [];
      for (let at = 0; at < line.length || at === 0; at += width) parts.push(line.slice(at, at + width));
      return parts;
    })
    .join("\n");
}

/** Breaks at the last blank before the width. */
export function wordWrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const parts: string[] = [];
      let rest = line;
      while (rest.length > width) {
        const blank = rest.lastIndexOf(" ", width);
        const at = blank > 0 ? blank : rest.indexOf(" ", width);
        if (at < 0) break;
        parts.push(rest.slice(0, at));
        rest = rest.slice(at + 1);
      }
      return [...parts, rest];
    })
    .join("\n");
}

function inBox(text: string, width: number, wrap = hardWrap): string {
  const border = "─".repeat(width + 2);
  return `┌${border}┐\n${lines(wrap(text, width), (line) => `│ ${line.padEnd(width)} │`)}\n└${border}┘`;
}

/** Breaks at blanks, and cuts only words that are longer than the line. */
function cutLongWords(text: string, width: number): string {
  return hardWrap(wordWrap(text, width), width);
}

/** Drawn with the characters of every keyboard. */
function inPlainBox(text: string, width: number): string {
  const border = `+${"-".repeat(width + 2)}+`;
  return `${border}\n${lines(hardWrap(text, width), (line) => `| ${line.padEnd(width)} |`)}\n${border}`;
}

const HARD: readonly Way[] = [60, 72, 79, 80, 96, 100, 110, 120, 132].map((width) => ({
  name: `terminal of ${width} columns`,
  change: (s) => hardWrap(s, width),
}));
const WORDS: readonly Way[] = [50, 66, 72, 90, 100, 120].map((width) => ({
  name: `words up to ${width} columns`,
  change: (s) => wordWrap(s, width),
}));
const BOXES: readonly Way[] = [74, 96, 116].map((width) => ({
  name: `closed box of ${width} columns`,
  change: (s) => inBox(s, width),
}));
/** Wrapped once more such a box leaves even less of where its lines ended than others do. */
export const PANELS: readonly Way[] = [58, 76, 92].map((width) => ({
  name: `closed box of ${width} columns that cuts long words`,
  change: (s) => inBox(s, width, cutLongWords),
}));
const PLAIN_BOXES: readonly Way[] = [76, 98].map((width) => ({
  name: `closed box of plain characters, ${width} columns`,
  change: (s) => inPlainBox(s, width),
}));

export const WRAPPED: readonly Way[] = [
  ...HARD,
  ...WORDS,
  ...BOXES,
  ...PLAIN_BOXES,
  { name: "terminal in a quotation", change: (s) => lines(hardWrap(s, 76), (line) => `> ${line}`) },
  { name: "terminal in a comment", change: (s) => lines(hardWrap(s, 78), (line) => `# ${line}`) },
  {
    name: "quotation that was wrapped again",
    change: (s) =>
      wordWrap(
        lines(wordWrap(s, 72), (l) => `> ${l}`),
        64,
      ),
  },
  { name: "quotation on one line", change: (s) => `> ${wordWrap(s, 72).split("\n").join(" > ")}` },
  { name: "quotation of a quotation on one line", change: (s) => `> > ${wordWrap(s, 70).split("\n").join(" > > ")}` },
  { name: "item of a list in a chat", change: (s) => `• ${s}` },
  { name: "bold", change: (s) => `**${s}**` },
  {
    name: "cell of a table",
    change: (s) => `| step | error |\n|---|---|\n| deploy | ${s.replace(/\n/g, "<br>")} |`,
    isString: true,
  },
  { name: "field of a CSV", change: (s) => `time,message\n2026-02-03,"${s.replace(/"/g, '""')}"`, isString: true },
  { name: "folded YAML", change: (s) => `message: >-\n${lines(wordWrap(s, 76), (line) => `  ${line}`)}` },
  {
    name: "message of kubectl describe",
    change: (s) =>
      wordWrap(s, 90)
        .split("\n")
        .map((line, at) => (at === 0 ? "    Message:   " : "               ") + line)
        .join("\n"),
  },
  { name: "lines that go on in a shell", change: (s) => wordWrap(s, 70).split("\n").join(" \\\n") },
  { name: "lines behind arrows", change: (s) => lines(wordWrap(s, 70), (line) => ` ---> ${line}`) },
  {
    name: "error for a runner of GitHub",
    change: (s) => `::error file=deploy.ts,line=1::${s.replace(/%/g, "%25").replace(/\n/g, "%0A")}`,
    isString: true,
  },
  {
    name: "message for TeamCity",
    change: (s) => `##teamcity[message text='${s.replace(/[|'[\]]/g, "|$&").replace(/\n/g, "|n")}' status='ERROR']`,
    isString: true,
  },
  { name: "blanks behind lines", change: (s) => lines(s, (line) => `${line}   `) },
  { name: "invisible spaces", change: (s) => s.replace(/\//g, "/\u200b"), isString: true },
  { name: "words in a string", change: (s) => `{"log":"${j(wordWrap(s, 72))}"}`, isString: true },
  {
    name: "words in a string in a string",
    change: (s) => `{"m":"${j(`{"log":"${j(wordWrap(s, 80))}"}`)}"}`,
    isString: true,
  },
  { name: "terminal in a string", change: (s) => `{"log":"${j(hardWrap(s, 80))}"}`, isString: true },
  { name: "string in a terminal", change: (s) => hardWrap(`{"log":"${j(s)}"}`, 80), isString: true },
];

/** How the source of a program, Node.js and YAML write one string in several lines, where nothing stands before the lines. */
export const LITERALS: readonly Way[] = [
  {
    name: "pieces in JavaScript",
    change: (s) =>
      `const text =\n${lines(hardWrap(s.replace(/\n/g, "\\n"), 60), (l) => `  "${l.replace(/"/g, '\\"')}" +`)}\n  "";`,
    isString: true,
  },
  {
    name: "pieces in Python",
    change: (s) => `assert str(error) == (\n${lines(wordWrap(j(s), 60), (l) => `        "${l} "`)}\n    )`,
    isString: true,
  },
  {
    name: "quoted YAML",
    change: (s) => `message: "${wordWrap(j(s), 70).split("\n").join("\\\n  \\ ")}"\nstatus: "False"`,
    isString: true,
  },
];
