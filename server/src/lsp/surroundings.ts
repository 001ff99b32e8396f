/**
 * The policies beside those of open documents. The workspace is read for them in the background, and only if its
 * workspace file or a setting says what policies are attached to: findings never wait for it.
 */
import { CancellationTokenSource } from "vscode-languageserver";
import { NOTHING_AROUND, type SurroundingsLookup, surroundingsLookup } from "../service/surroundings.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { describeError, type Log } from "./run-safe.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";

export interface SurroundingsSource {
  /** What is known by now. */
  current(): SurroundingsLookup;
  /** Reads again, because the files or what is said of them changed. */
  refresh(): void;
}

/** `onChange` is called when there is something new to know. */
export function createSurroundingsSource(
  policies: WorkspacePolicySource,
  config: PolicyConfigSource,
  log: Log,
  onChange: () => void,
): SurroundingsSource {
  let known = NOTHING_AROUND;
  let reading: CancellationTokenSource | undefined;

  const read = async (own: CancellationTokenSource): Promise<void> => {
    const { config: stated } = await config.current();
    const before = known;
    if (stated.policies.length === 0) known = NOTHING_AROUND;
    else {
      const { workspace } = await policies.read(own.token);
      if (reading !== own) return;
      known = surroundingsLookup(workspace);
    }
    if (known !== before) onChange();
  };

  return {
    current: () => known,
    refresh() {
      reading?.cancel();
      const own = new CancellationTokenSource();
      reading = own;
      void read(own).catch((error: unknown) => {
        if (!own.token.isCancellationRequested) log.error(`the workspace cannot be read: ${describeError(error)}`);
      });
    },
  };
}
