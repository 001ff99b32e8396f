/** What a subcommand may touch of the machine, so that tests can run one without a process. */
import { type PolicyService } from "../service/index.ts";

export interface CommandIo {
  /** Standard input in chunks of text. */
  readonly stdin: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  readonly color: boolean;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Opened on first use. */
  readonly service: () => PolicyService;
}
