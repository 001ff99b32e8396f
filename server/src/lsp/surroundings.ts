/**
 * The policies beside those of open documents. The workspace is read for them in the background, and only if its
 * workspace file or a setting says what policies are attached to, or if a file that may refer to others is open: findings
 * never wait for it.
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
  /** Reads for the first time, because a document is open that may refer to others. */
  want(): void;
}

/**
 * `isWanted`: a document is open whose file may refer to others. `onChange` is called when there is something new to know.
 */
export function createSurroundingsSource(
  policies: WorkspacePolicySource,
  config: PolicyConfigSource,
  log: Log,
  isWanted: () => boolean,
  onChange: () => void,
): SurroundingsSource {
  let known: Workspace | undefined;
  let newest = 0;

  const read = async (own: number): Promise<void> => {
    const isNewest = (): boolean => own === newest;
    const { config: stated } = await config.current("a-moment");
    const before = known;
    const read = stated.policies.length > 0 || isWanted() ? await policies.read(isNewest) : undefined;
    if (!isNewest()) return;
    known = read?.workspace;
    if (known !== before) onChange();
  };

  let reading = 0;
  const refresh = (): void => {
    const own = ++newest;
    reading = own;
    void read(own)
      .catch((error: unknown) => {
        if (own === newest) logFailure(log, "the workspace cannot be read", error);
      })
      .finally(() => {
        if (reading === own) reading = 0;
      });
  };
  return {
    current: () => known,
    refresh,
    want() {
      if (known === undefined && reading === 0) refresh();
    },
  };
}
