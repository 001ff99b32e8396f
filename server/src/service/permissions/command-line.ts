/** A command as it is typed in a shell: words and options. */

export interface CommandLine {
  /** Words that are no options, in their order. */
  readonly words: readonly string[];
  /** Names without dashes and in lower case, with the first value behind each; empty for a mere switch. */
  readonly options: ReadonlyMap<string, string>;
}

/** More is no command that somebody types. */
const LONGEST = 4_000;

/** Quotes and backslashes as a shell has them; nothing is filled in. */
export function readCommandLine(text: string): CommandLine {
  const words: string[] = [];
  const options = new Map<string, string>();
  let open: string | undefined;
  for (const token of tokensOf(
    text
      .slice(0, LONGEST)
      .trim()
      .replace(/^[$>#]\s+/, ""),
  )) {
    const option = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(token);
    if (option !== null) {
      open = option[2] === undefined ? (option[1] ?? "").toLowerCase() : undefined;
      options.set((option[1] ?? "").toLowerCase(), option[2] ?? "");
    } else if (open !== undefined && !SWITCHES.has(open)) {
      options.set(open, token);
      open = undefined;
    } else {
      words.push(token);
      open = undefined;
    }
  }
  return { words, options };
}

/** Options without a value, behind which a path or a name may stand. */
const SWITCHES: ReadonlySet<string> = new Set([
  "debug",
  "delete",
  "dryrun",
  "exact-timestamps",
  "follow",
  "follow-symlinks",
  "force",
  "human-readable",
  "no-follow-symlinks",
  "no-progress",
  "only-show-errors",
  "quiet",
  "recursive",
  "size-only",
  "summarize",
]);

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  let token = "";
  let quote: string | undefined;
  let begun = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\" && quote !== "'") {
      const next = text.charAt(++at);
      if (next === "\n") continue;
      token += next;
      begun = true;
    } else if (sign === quote) quote = undefined;
    else if (quote === undefined && (sign === '"' || sign === "'")) {
      quote = sign;
      begun = true;
    } else if (quote === undefined && /\s/.test(sign)) {
      if (begun) tokens.push(token);
      [token, begun] = ["", false];
    } else {
      token += sign;
      begun = true;
    }
  }
  if (begun) tokens.push(token);
  return tokens;
}
