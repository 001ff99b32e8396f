/** The last messages that were explained. They may hold names of accounts and people, so they stay on this machine. */
import { type Memento } from "vscode";

export interface RecentMessage {
  readonly message: string;
  /** What the answer was. */
  readonly title: string;
  readonly summary: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface RecentMessages {
  /** The newest first. */
  readonly all: readonly RecentMessage[];
  /** A message that is already there moves to the front. */
  add(message: RecentMessage): Promise<void>;
  remove(message: string): Promise<void>;
  clear(): Promise<void>;
}

const KEY = "recentMessages";
const KEPT = 20;
/** A whole log is not kept: the workspace's state is read at every start. */
const LONGEST_KEPT = 20_000;

/** `state` must be that of the workspace, which is never synchronized. */
export function createRecentMessages(state: Memento): RecentMessages {
  const all = (): readonly RecentMessage[] => state.get<readonly RecentMessage[]>(KEY, []);
  const without = (message: string): readonly RecentMessage[] => all().filter((one) => one.message !== message);
  return {
    get all() {
      return all();
    },
    async add(recent) {
      if (recent.message.length > LONGEST_KEPT) return;
      await state.update(KEY, [recent, ...without(recent.message)].slice(0, KEPT));
    },
    remove: async (message) => state.update(KEY, without(message)),
    clear: async () => state.update(KEY, undefined),
  };
}
