/**
 * The policies beside those of open documents. The workspace is read for them in the background, and only if its
 * workspace file or a setting says what policies are attached to, or if a file that may refer to others is open: findings
 * never wait for it.
 */
import { type Workspace } from "../service/index.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { logFailure, type Log } from "./run-safe.ts";
import { type Timing } from "./timing.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";

export interface SurroundingsSource {
  /** What is known by now. */
  current(): Workspace | undefined;
  /** Reads again, because the files or what is said of them changed. */
  refresh(): void;
  /** Reads for the first time, because a document is open that may refer to others. */
  want(): void;
  /** A file has another text by now, because it was opened, edited or closed: what is known of it may be gone. */
  see(path: string, text: string | undefined): void;
}

export interface SurroundingsNeeds {
  readonly policies: WorkspacePolicySource;
  readonly config: PolicyConfigSource;
  /** The open documents whose files may refer to others. */
  readonly referring: () => readonly { readonly path: string; readonly text: string }[];
  /** Called when there is something new to know. */
  readonly onChange: () => void;
  readonly timing: Timing;
  readonly log: Log;
}

/** Whoever types goes on typing. */
const SETTLED_MS = 300;

export function createSurroundingsSource(needs: SurroundingsNeeds): SurroundingsSource {
  const { policies, config, referring, onChange, timing, log } = needs;
  let known: Workspace | undefined;
  let newest = 0;

  const read = async (own: number): Promise<void> => {
    const isNewest = (): boolean => own === newest;
    const { config: stated } = await config.current("a-moment");
    const before = known;
    const read = stated.policies.length > 0 || referring().length > 0 ? await policies.read(isNewest) : undefined;
    if (!isNewest()) return;
    known = read?.workspace;
    if (known !== before) onChange();
    // What was typed meanwhile.
    for (const { path, text } of referring()) see(path, text);
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
  let callOff = (): void => undefined;
  const see = (path: string, text: string | undefined): void => {
    const before = known?.around.textOf(path);
    // What is read just now may hold the text of a document that is closed by now. A file that is no part of the workspace
    // is not read with it, however often it changes.
    const isGone = text === undefined ? before !== undefined || reading !== 0 : before !== undefined && before !== text;
    if (!isGone) return;
    callOff();
    callOff = timing.after(SETTLED_MS, refresh);
  };
  return {
    current: () => known,
    see,
    refresh,
    want() {
      if (known === undefined && reading === 0) refresh();
    },
  };
}
