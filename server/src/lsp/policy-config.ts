/** What the workspace files and the setting say of policies, kept until one of them changes. */
import { readConfigFile } from "../service/index.ts";
import { type ConfigReading, mergeConfigs, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";
import { type SettingsSource } from "./settings.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export interface PolicyConfig {
  readonly config: WorkspaceConfig;
  readonly files: readonly ConfigFile[];
}

export interface ConfigFile extends KnownFile {
  readonly reading: ConfigReading;
}

export interface PolicyConfigSource {
  current(): Promise<PolicyConfig>;
  forget(): void;
}

/** `open` are the workspace files that are open: they count although the client does not list them. */
export function createPolicyConfigSource(
  files: WorkspaceFiles,
  settings: SettingsSource,
  open: () => readonly KnownFile[],
): PolicyConfigSource {
  let reading: Promise<PolicyConfig> | undefined;
  return {
    current() {
      if (reading !== undefined) return reading;
      const own = read(files, settings, open);
      reading = own;
      // A reading that failed is not the answer to the next question.
      own.catch(() => {
        if (reading === own) reading = undefined;
      });
      return own;
    },
    forget: () => {
      reading = undefined;
    },
  };
}

async function read(
  files: WorkspaceFiles,
  settings: SettingsSource,
  open: () => readonly KnownFile[],
): Promise<PolicyConfig> {
  const { config: ofSettings } = await settings.settingsFor(undefined);
  const listed = await files.readAll(`**/${WORKSPACE_FILE}`, []);
  const unlisted = open().filter(({ uri }) => listed.every((file) => file.uri !== uri));
  const configFiles = [...listed, ...unlisted].map((file) => ({
    ...file,
    reading: readConfigFile(file.path, file.text),
  }));
  return {
    config: mergeConfigs([ofSettings, ...configFiles.map((file) => file.reading.config)]),
    files: configFiles,
  };
}
