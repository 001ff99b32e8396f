/** What is said of the files besides their texts: the workspace file, the user's settings and the day. */
import { type PolicyKind } from "../policy/policy.ts";
import { type WorkspaceConfig } from "../workspace/config.ts";
import { createEntryLookup } from "../workspace/workspace.ts";
import {
  createAcceptance,
  type FindingPlace,
  type Severities,
  severitiesOf,
  severitiesOfAws,
} from "./accepted-findings.ts";

export interface Stated {
  readonly config: WorkspaceConfig;
  /** The user's own; they go before those of the workspace file. */
  readonly severities: Severities;
  /** A day such as `2026-11-22`: acceptances end with one. */
  readonly today: string;
  /** The kind that every policy is said to be of, whatever the workspace file says. */
  readonly kind?: PolicyKind | undefined;
  /** Files that only show policies to their readers are not read. */
  readonly examples?: Configuration["examples"] | undefined;
}

/** The same, ready to be asked of a file by its path, which is relative as the workspace file's globs mean it. */
export interface Configuration {
  readonly config: WorkspaceConfig;
  readonly severities: Severities;
  /** Those for policies that AWS wrote. */
  readonly severitiesOfAws: Severities;
  /** Whether a file is read that only shows policies to its readers. */
  readonly examples: "read" | "left-out";
  kindOf(path: string): PolicyKind | undefined;
  /** The ARN of the resource whose policy the file is said to hold. */
  resourceOf(path: string): string | undefined;
  accepts(path: string, finding: FindingPlace): boolean;
}

export function configure({ config, severities, today, kind, examples = "read" }: Stated): Configuration {
  const entryFor = createEntryLookup(config.policies);
  const all = severitiesOf(config, severities);
  return {
    config,
    severities: all,
    severitiesOfAws: severitiesOfAws(all),
    examples,
    kindOf: (path) => kind ?? entryFor(path).kind,
    resourceOf: (path) => entryFor(path).resource,
    accepts: createAcceptance(config, today),
  };
}
