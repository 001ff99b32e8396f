/** Reads JSON Lines from standard input and answers each with one line. */
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";

/** The lines that are not blank, with their number, counted from 1. */
export async function* jsonLines(stdin: AsyncIterable<string>): AsyncIterable<{ line: number; text: string }> {
  let rest = "";
  let line = 0;
  for await (const chunk of stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      line++;
      if (text.trim() !== "") yield { line, text };
    }
  }
  if (rest.trim() !== "") yield { line: line + 1, text: rest };
}

/** What a command that reads rows says of input in which there are none. */
export interface RowsWanted {
  readonly command: string;
  /** How to give what is there in another form; a sentence. */
  readonly otherwise: string;
}

/** What a document that is indented for people needs. */
export const ONE_LINE_EACH = "An object must be on one line: 'jq -c .' writes it so.";

/**
 * Answers every row with what `answer` gives, in order, its `id` in front. A row that is no JSON object, or for which
 * `answer` throws, is answered with its `error`, and the result is 2 instead of 0. Throws with a clear line if the input
 * is empty: nothing was answered, which a script must not take for an answer.
 */
export async function answerJsonLines(
  io: CommandIo,
  { command, otherwise }: RowsWanted,
  answer: (row: Record<string, unknown>) => object,
): Promise<number> {
  let exitCode: number = EXIT.clean;
  let lines = 0;
  let rows = 0;
  for await (const { line, text } of jsonLines(io.stdin)) {
    let id: unknown = null;
    lines++;
    try {
      const row: unknown = JSON.parse(text);
      if (!isRow(row)) throw new Error(`line ${line} is not a JSON object`);
      rows++;
      id = Object.hasOwn(row, "id") ? row["id"] : null;
      io.out.json({ id, ...answer(row) });
    } catch (error) {
      exitCode = EXIT.unusable;
      const reason = error instanceof SyntaxError ? `line ${line} is not JSON` : messageOf(error);
      io.out.json({ id, error: reason });
    }
  }
  if (lines === 0) {
    throw new Error(
      `standard input is empty. Give one JSON object per line, as 'iam-verdict ${command} --help' shows.`,
    );
  }
  if (rows === 0) io.err.line(`iam-verdict ${command}: no line of the input is a JSON object. ${otherwise}`);
  return exitCode;
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
