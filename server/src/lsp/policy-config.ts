/** What the workspace files and the setting say of policies, kept until one of them changes. */
import { type PolicyKind } from "../policy/policy.ts";
import { type ConfigProblem, mergeConfigs, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";
import { readPoliciesSetting, readWorkspaceConfig } from "../workspace/read-config.ts";
import { createEntryLookup } from "../workspace/workspace.ts";
import { type SettingsSource } from "./settings.ts";
import { type WorkspaceFiles } from "./workspace-files.ts";

export interface PolicyConfig {
  readonly config: WorkspaceConfig;
  readonly problems: readonly ConfigProblem[];
  /** The kind that is stated for a path relative to its workspace folder. */
  readonly statedKind: (path: string) => PolicyKind | undefined;
  /** The ARN of the resource whose policy such a path is said to hold. */
  readonly statedResource: (path: string) => string | undefined;
}

export interface PolicyConfigSource {
  current(): Promise<PolicyConfig>;
  forget(): void;
}

export function createPolicyConfigSource(files: WorkspaceFiles, settings: SettingsSource): PolicyConfigSource {
  let reading: Promise<PolicyConfig> | undefined;
  return {
    current: () => (reading ??= read(files, settings)),
    forget: () => {
      reading = undefined;
    },
  };
}

async function read(files: WorkspaceFiles, settings: SettingsSource): Promise<PolicyConfig> {
  const { policies } = await settings.settingsFor(undefined);
  const readings = [readPoliciesSetting(policies)];
  for (const { path, text } of await files.readAll(`**/${WORKSPACE_FILE}`, []))
    readings.push(readWorkspaceConfig(path, text));
  const config = mergeConfigs(readings.map((one) => one.config));
  const entryFor = createEntryLookup(config.policies);
  return {
    config,
    problems: readings.flatMap((one) => one.problems),
    statedKind: (path) => entryFor(path).kind,
    statedResource: (path) => entryFor(path).resource,
  };
}
