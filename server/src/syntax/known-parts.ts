/** What was read of the earlier versions of a file, whatever its syntax: its next version is read with it. */
import { KnownBlocks } from "./hcl-known-blocks.ts";
import { KnownEntries } from "./yaml-entries.ts";

export class KnownParts {
  readonly entries = new KnownEntries();
  readonly blocks = new KnownBlocks();
}
