import { type Statement } from "../policy/policy.ts";
import { type Finding } from "./check.ts";
import { type Message } from "./messages.ts";

/** Points at the brace that opens the statement: the whole of it would hide other findings. */
export function missingFrom(statement: Statement, message: Message): Finding {
  const { start } = statement.span;
  return { span: { start, end: start + 1 }, ...message };
}
