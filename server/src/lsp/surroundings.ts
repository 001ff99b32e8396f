/**
 * The policies beside those of open documents. The workspace is read for them in the background, and only if its
 * workspace file or a setting says what policies are attached to: findings never wait for it.
 */
import { type Workspace } from "../service/index.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { logFailure, type Log } from "./run-safe.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";

export interface SurroundingsSource {
  /** What is known by now. */
  current(): Workspace | undefined;
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
  let known: Workspace | undefined;
  let newest = 0;

  const read = async (own: number): Promise<void> => {
    const isNewest = (): boolean => own === newest;
    const { config: stated } = await config.current("a-moment");
    const before = known;
    const read = stated.policies.length === 0 ? undefined : await policies.read(isNewest);
    if (!isNewest()) return;
    known = read?.workspace;
    if (known !== before) onChange();
  };

  return {
    current: () => known,
    refresh() {
      const own = ++newest;
      void read(own).catch((error: unknown) => {
        if (own === newest) logFailure(log, "the workspace cannot be read", error);
      });
    },
  };
}
