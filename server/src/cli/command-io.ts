/** What a subcommand may touch of the machine, so that tests can run one without a process. */
import { type PolicyService } from "../service/index.ts";
import { type Output } from "./output.ts";
import { type SecondThread, type SharedLint } from "./second-thread.ts";

export interface CommandIo {
  /** Standard input in chunks of text. */
  readonly stdin: AsyncIterable<string>;
  /** For data. */
  readonly out: Output;
  /** For words beside the data. */
  readonly err: Output;
  /** Shows how far a long run is, in place of what it showed before; undefined where nobody looks at a terminal. */
  readonly progress?: (words: string) => void;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Opened on first use. */
  readonly service: () => PolicyService;
  /** Starts a thread that checks files beside this one; undefined where there is no processor for it. */
  readonly secondThread?: (shared: SharedLint) => SecondThread;
}
