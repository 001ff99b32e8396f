/** Mistakes in the user's settings: every one in the output, and one notification for those who do not look there. */
import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import { type ConfigProblem } from "../workspace/config.ts";
import { logFailure, type Log } from "./run-safe.ts";

/** Settings are read for each file anew, so the same mistake comes up often: it is told once. */
export function createSettingsProblems(connection: Connection, log: Log): (problems: readonly ConfigProblem[]) => void {
  const told = new Set<string>();
  let notified = false;
  return (problems) => {
    const fresh = problems.map(({ where, message }) => `${where}: ${message}`).filter((line) => !told.has(line));
    for (const line of fresh) {
      told.add(line);
      log.warn(line);
    }
    if (notified || fresh[0] === undefined) return;
    notified = true;
    const rest = fresh.length === 1 ? "" : ` The output of IAM Verdict lists ${fresh.length - 1} more.`;
    const message = `A setting cannot be used. ${fresh[0]}${rest}`;
    connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
      .catch((error: unknown) => {
        logFailure(log, "a message cannot be shown", error);
      });
  };
}
