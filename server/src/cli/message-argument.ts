/** A message as an argument of the command line. */
import { statSync } from "node:fs";
import { resolve } from "node:path";

/** The message as it is. Throws with a clear line where there is nothing in it. */
export function givenMessage(message: string): string {
  if (message.trim() === "") throw new Error("there is no message; give it as the argument or on standard input.");
  return message;
}

/**
 * Fails for the name of a file, whose text is what was meant, also of one that is not there: a script must not take that for
 * a text without a denial. `command` is the one that reads it from standard input.
 */
export function refuseFileName(message: string, cwd: string, command: string): void {
  if (isFile(resolve(cwd, message)))
    throw new Error(
      `'${message}' is a file, not a message; give its text on standard input: ${command} < '${message}'`,
    );
  if (FILE_NAME.test(message))
    throw new Error(
      `'${message}' cannot be read: it does not exist. Check the path, and give the file's text on standard input: ${command} < '${message}'`,
    );
}

/** One word with the ending of a file that holds messages. */
const FILE_NAME = /^[^\s:;,"'`<>{}()]+\.(?:csv|err|json|jsonl|log|md|ndjson|out|txt|xml|ya?ml)$/i;

/** What the system takes for no name of a file, as one with too long a part, is a message. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
