/**
 * The profiles that there are, for a list to choose from: where the credentials of each come from, and of one that cannot
 * work, why. Which settings a section has is looked at, never the value of a key.
 */
import { join } from "node:path";
import { getHomeDir, loadSharedConfigFiles, loadSsoSessionData, readFile } from "@smithy/shared-ini-file-loader";
import { LOGIN, PROCESS, SSO } from "./failures.ts";

export interface ProfileEntry {
  readonly name: string;
  /** Where its credentials come from, in a word or two; what is wrong for one that cannot work. */
  readonly source: string;
  readonly works: boolean;
  readonly region: string | undefined;
  /** The profile whose credentials assume its role. */
  readonly through?: string;
  /** Its role is assumed with the keys of the environment. */
  readonly isOfEnvironment?: boolean;
  /** Its role asks for an MFA code. */
  readonly needsMfa?: boolean;
  /** Keys stand beside its role: who assumes another role with this profile takes them. */
  readonly hasKeys?: boolean;
}

/** What the environment says without any profile. */
export interface EnvironmentEntry {
  readonly source: string;
  readonly region: string | undefined;
}

type Section = Readonly<Record<string, string | undefined>>;
type Sections = Readonly<Record<string, Section>>;

/** Every section of both files once, in alphabetical order, also those that the SDK does not read. */
export async function listProfiles(): Promise<readonly ProfileEntry[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const sessions = await loadSsoSessionData();
  const names = new Set([...profileNames(configFile), ...Object.keys(credentialsFile)]);
  const sections = new Map([...names].map((name) => [name, { ...configFile[name], ...credentialsFile[name] }]));
  const read = [...sections].map(([name, section]): ProfileEntry => {
    const found = sourceOf(section, { sections, sessions });
    const through = has(section, "role_arn") ? section["source_profile"] : undefined;
    const needsMfa = has(section, "role_arn") && has(section, "mfa_serial");
    return {
      ...{ name, region: section["region"], ...found },
      ...(through === undefined ? {} : { through }),
      ...(has(section, "role_arn") && section["credential_source"] === "Environment" ? { isOfEnvironment: true } : {}),
      ...(needsMfa ? { needsMfa } : {}),
      ...(through !== undefined && has(section, "aws_access_key_id") ? { hasKeys: true } : {}),
    };
  });
  const unread = (await unreadSections()).filter(({ name }) => !names.has(name));
  return [...read, ...unread].sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** The section of services and of SSO sessions are none. */
function profileNames(file: Sections): readonly string[] {
  return Object.keys(file).filter((name) => !/^(?:sso-session|services)\./.test(name));
}

interface Around {
  readonly sections: ReadonlyMap<string, Section>;
  readonly sessions: Sections;
}

/** In the order in which the SDK asks them. Source: "Shared config and credentials files", settings reference. */
function sourceOf(section: Section, around: Around): Pick<ProfileEntry, "source" | "works"> {
  if (has(section, "role_arn")) return roleSource(section, around);
  if (has(section, "aws_access_key_id")) {
    return has(section, "aws_secret_access_key") ? works("keys") : fails("aws_secret_access_key is missing");
  }
  if (has(section, "sso_session")) {
    const session = section["sso_session"] ?? "";
    if (!Object.hasOwn(around.sessions, session)) return fails(`there is no [sso-session ${session}]`);
    return ssoSource(section, ["sso_account_id", "sso_role_name"]);
  }
  if (Object.keys(section).some((key) => key.startsWith("sso_"))) {
    return ssoSource(section, ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"]);
  }
  if (has(section, "credential_process")) return works(PROCESS);
  if (has(section, "login_session")) return works(LOGIN);
  const capitals = Object.keys(section).find((key) => /[A-Z]/.test(key) && SETTINGS.test(key));
  return fails(
    capitals === undefined
      ? "it names no keys, SSO session, process or role"
      : `write ${capitals} in small letters: the AWS SDK reads no others`,
  );
}

const SETTINGS = /^(?:aws_|sso_|role_arn$|source_profile$|credential_)/i;

function roleSource(section: Section, { sections }: Around): Pick<ProfileEntry, "source" | "works"> {
  const from = section["source_profile"];
  if (has(section, "web_identity_token_file")) return works("a role by a web identity token");
  if (from !== undefined) {
    if (!sections.has(from)) return fails(`its source_profile ${from} is not there`);
    if (isCircle(section, sections)) return fails("its source_profile leads back to where it began");
    return works(has(section, "mfa_serial") ? `a role, through ${from} and with MFA` : `a role, through ${from}`);
  }
  const other = section["credential_source"];
  return other === undefined
    ? fails("role_arn needs source_profile, credential_source or web_identity_token_file")
    : works(`a role, through ${other}`);
}

/** A profile may name itself, for keys that stand beside the role. */
function isCircle(section: Section, sections: ReadonlyMap<string, Section>): boolean {
  const seen = new Set<Section>();
  for (let at: Section | undefined = section; at !== undefined && has(at, "role_arn");) {
    if (seen.has(at)) return !has(at, "aws_access_key_id");
    seen.add(at);
    at = sections.get(at["source_profile"] ?? "");
  }
  return false;
}

function ssoSource(section: Section, needed: readonly string[]): Pick<ProfileEntry, "source" | "works"> {
  const missing = needed.filter((key) => !has(section, key));
  return missing.length === 0 ? works(SSO) : fails(`${missing.join(" and ")} is missing`);
}

function has(section: Section, key: string): boolean {
  return section[key] !== undefined && section[key] !== "";
}

function works(source: string): Pick<ProfileEntry, "source" | "works"> {
  return { source, works: true };
}

function fails(source: string): Pick<ProfileEntry, "source" | "works"> {
  return { source, works: false };
}

/** The headings of sections that the SDK's loader leaves out. */
async function unreadSections(): Promise<readonly ProfileEntry[]> {
  const { env } = process;
  const folder = join(getHomeDir(), ".aws");
  const ofConfig = await headings(env["AWS_CONFIG_FILE"] ?? join(folder, "config"));
  const ofCredentials = await headings(env["AWS_SHARED_CREDENTIALS_FILE"] ?? join(folder, "credentials"));
  const named = [
    ...ofConfig.flatMap(unreadInConfig),
    ...ofCredentials.map((name) => ({ name, source: unreadName(name) })),
  ];
  const entries = named.map(({ name, source }): ProfileEntry => ({ name, source, works: false, region: undefined }));
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

const BARE = "the section has no settings";

function unreadInConfig(heading: string): readonly Pick<ProfileEntry, "name" | "source">[] {
  if (heading === "default") return [{ name: heading, source: BARE }];
  if (/^(?:sso-session|services|plugins|preview)\b/.test(heading)) return [];
  const name = /^profile\s+(.+)$/.exec(heading)?.[1]?.replace(/^(["'])(.*)\1$/, "$2");
  if (name === undefined) return [{ name: heading, source: `write [profile ${heading}] in the configuration file` }];
  return [{ name, source: unreadName(name) }];
}

function unreadName(name: string): string {
  return /\s/.test(name) ? "the AWS SDK reads no name with a space; rename it" : BARE;
}

async function headings(path: string): Promise<readonly string[]> {
  try {
    const text = await readFile(path.replace(/^~(?=\/)/, getHomeDir()));
    return text.split("\n").flatMap((line) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim() ?? []);
  } catch {
    return [];
  }
}

export function environmentEntry(): EnvironmentEntry {
  const { env } = process;
  const region = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  const sources: readonly (readonly [variable: string, words: string])[] = [
    ["AWS_PROFILE", `the profile ${env["AWS_PROFILE"] ?? ""}, which AWS_PROFILE names`],
    ["AWS_ACCESS_KEY_ID", "the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "a web identity token"],
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "the container"],
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "the container"],
  ];
  const found = sources.find(([variable]) => (env[variable] ?? "") !== "");
  return { source: found?.[1] ?? "the default profile, or the instance that this runs on", region };
}
