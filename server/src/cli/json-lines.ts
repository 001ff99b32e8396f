/** Reads JSON Lines from standard input and answers each with one line. */
import { type CommandIo } from "./command-io.ts";

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

/**
 * Answers every row with what `answer` gives, in order, its `id` in front. A row that is no JSON object, or for which
 * `answer` throws, is answered with its `error`, and the result is 2 instead of 0.
 */
export async function answerJsonLines(
  io: CommandIo,
  answer: (row: Record<string, unknown>) => object,
): Promise<number> {
  let exitCode = 0;
  for await (const { line, text } of jsonLines(io.stdin)) {
    let id: unknown = null;
    try {
      const row: unknown = JSON.parse(text);
      if (!isRow(row)) throw new Error(`line ${line} is not a JSON object`);
      id = Object.hasOwn(row, "id") ? row["id"] : null;
      io.out.json({ id, ...answer(row) });
    } catch (error) {
      exitCode = 2;
      const reason = error instanceof SyntaxError ? `line ${line} is not JSON` : messageOf(error);
      io.out.json({ id, error: reason });
    }
  }
  return exitCode;
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
