/** What the workspace files and the setting say of policies, kept until one of them changes. */
import { readConfigFile } from "../service/index.ts";
import { type ConfigReading, mergeConfigs, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";
import { type Waits } from "./client-questions.ts";
import { type SettingsSource } from "./settings.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export interface PolicyConfig {
  readonly config: WorkspaceConfig;
  readonly files: readonly ConfigFile[];
  /** "part" if the client did not answer about settings or workspace files, for now. */
  readonly extent: "all" | "part";
}

export interface ConfigFile extends KnownFile {
  readonly reading: ConfigReading;
}

export interface PolicyConfigSource {
  /** What was read without an answer of the client is read again for whoever waits to the end. */
  current(waits: Waits): Promise<PolicyConfig>;
  forget(): void;
}

export interface ConfigPlaces {
  /** The workspace files that are open: they count although the client does not list them. */
  readonly open: () => readonly KnownFile[];
  /** How the paths of each workspace folder begin: the globs of the settings are relative to every one. */
  readonly bases: () => readonly string[];
}

export function createPolicyConfigSource(
  files: WorkspaceFiles,
  settings: SettingsSource,
  places: ConfigPlaces,
): PolicyConfigSource {
  let reading: Promise<PolicyConfig> | undefined;
  const readAnew = (waits: Waits): Promise<PolicyConfig> => {
    const own = read(files, settings, places, waits);
    reading = own;
    // A reading that failed is not the answer to the next question.
    own.catch(() => {
      if (reading === own) reading = undefined;
    });
    return own;
  };
  return {
    async current(waits) {
      const known = await (reading ?? readAnew(waits));
      return waits === "to-the-end" && known.extent === "part" ? readAnew(waits) : known;
    },
    forget: () => {
      reading = undefined;
    },
  };
}

async function read(
  files: WorkspaceFiles,
  settings: SettingsSource,
  { open, bases }: ConfigPlaces,
  waits: Waits,
): Promise<PolicyConfig> {
  const [ofSettings, { files: listed, extent }] = await Promise.all([
    settings.settingsFor(undefined),
    files.readAll(`**/${WORKSPACE_FILE}`, [], waits),
  ]);
  const unlisted = open().filter(({ uri }) => listed.every((file) => file.uri !== uri));
  const configFiles = [...listed, ...unlisted].map((file) => ({
    ...file,
    reading: readConfigFile(file.path, file.text),
  }));
  return {
    config: mergeConfigs([inEachFolder(ofSettings.config, bases()), ...configFiles.map((file) => file.reading.config)]),
    files: configFiles,
    extent: ofSettings.answer === "given" ? extent : "part",
  };
}

function inEachFolder(config: WorkspaceConfig, bases: readonly string[]): WorkspaceConfig {
  return { ...config, policies: bases.flatMap((base) => config.policies.map((entry) => ({ ...entry, base }))) };
}
