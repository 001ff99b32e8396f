/** What ticks off the steps of the walkthrough: what came of a command, and not that it was run. */
import { commands } from "vscode";

/** Contexts, each of them named in package.json by the step that it ticks off. */
export type StepContext = "hasExplanation" | "hasFixedFinding" | "hasCheckedWorkspace" | "hasBegunPolicy";

export function stepIsDone(context: StepContext): void {
  void commands.executeCommand("setContext", `iamVerdict.${context}`, true);
}
