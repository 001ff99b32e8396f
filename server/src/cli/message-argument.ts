/** A message as an argument of the command line. */
import { statSync } from "node:fs";
import { resolve } from "node:path";

/** The message as it is. Throws with a clear line where there is nothing in it. */
export function givenMessage(message: string): string {
  if (message.trim() === "") throw new Error("there is no message; give it as the argument or on standard input.");
  return message;
}

/** Fails for the name of a file, whose text is what was meant. `command` is the one that reads it from standard input. */
export function refuseFileName(message: string, cwd: string, command: string): void {
  if (isFile(resolve(cwd, message)))
    throw new Error(
      `'${message}' is a file, not a message; give its text on standard input: ${command} < '${message}'`,
    );
}

/** What the system takes for no name of a file, as one with too long a part, is a message. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
