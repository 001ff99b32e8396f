/** A command as it is typed in a shell: words and options. */

export interface CommandLine {
  /** Words that are no options, in their order. */
  readonly words: readonly string[];
  /** Names without dashes and in lower case, with the first value behind each; empty for a mere switch. */
  readonly options: ReadonlyMap<string, string>;
  /** Options behind which more than one value stands. */
  readonly several: ReadonlySet<string>;
}

/** More is no command that somebody types. */
const LONGEST = 4_000;

/** Quotes and backslashes as a shell has them; nothing is filled in. */
export function readCommandLine(text: string): CommandLine {
  const words: string[] = [];
  const options = new Map<string, string>();
  const several = new Set<string>();
  let open: string | undefined;
  let last: string | undefined;
  for (const token of tokensOf(
    text
      .slice(0, LONGEST)
      .trim()
      .replace(/^[$>#]\s+/, ""),
  )) {
    const option = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(token);
    if (option !== null) {
      last = undefined;
      open = option[2] === undefined ? (option[1] ?? "").toLowerCase() : undefined;
      options.set((option[1] ?? "").toLowerCase(), option[2] ?? "");
    } else if (open !== undefined && !SWITCHES.has(open)) {
      options.set(open, token);
      last = open;
      open = undefined;
    } else if (last?.endsWith("s") === true) {
      // `--instance-ids i-1 i-2`
      several.add(last);
    } else {
      words.push(token);
      open = undefined;
    }
  }
  return { words, options, several };
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
  "force-glacier-transfer",
  "human-readable",
  "ignore-glacier-warnings",
  "no-cli-pager",
  "no-follow-symlinks",
  "no-guess-mime-type",
  "no-paginate",
  "no-progress",
  "no-sign-request",
  "no-verify-ssl",
  "only-show-errors",
  "quiet",
  "recursive",
  "size-only",
  "summarize",
  "with-decryption",
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
