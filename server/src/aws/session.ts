/** Who calls AWS, from where and for how long: what every call of a command shares. */
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { loadConfig } from "@smithy/node-config-provider";
import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import { ProfileProblem } from "./failures.ts";
import { requestHandler } from "./http.ts";
import { listProfiles, type ProfileEntry } from "./profiles.ts";
import { type ProxySetting } from "./proxy.ts";

export interface SessionChoice {
  /** Undefined for what the environment and the configuration files say. */
  readonly profile: string | undefined;
  /** A name, or a Region with where it was found; undefined for what the environment and the profile say. */
  readonly region: string | Region | undefined;
  /** Ends all calls. */
  readonly cancel: AbortSignal;
  /** A proxy that a setting names, for where the environment names none. */
  readonly proxy?: ProxySetting | undefined;
  /** In milliseconds, for each call. */
  readonly limit?: number;
  /** For the SDK's own words. */
  readonly log?: ((words: string) => void) | undefined;
}

export interface Session {
  readonly profile: string | undefined;
  readonly region: Region;
  /** What every client of the SDK is made with. */
  readonly client: ClientSettings;
  /** Gives up after some seconds, and when the command is cancelled. A new one for each call. */
  readonly limit: () => { readonly abortSignal: AbortSignal };
  /** The user ended the command. */
  readonly isCancelled: () => boolean;
  /** Resolves the credentials anew: they may have been renewed outside. */
  readonly credentials: () => Promise<Credentials>;
  readonly log: (words: string) => void;
}

export interface Region {
  readonly name: string;
  /** Where it was found; nobody said it where it is `assumed`. */
  readonly from: "given" | "message" | "chosen" | "profile" | "settings" | "assumed";
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly expiration?: Date;
  /** How they were found, as features that the SDK names. */
  readonly $source?: Readonly<Record<string, unknown>>;
}

type ClientSettings = ReturnType<typeof clientSettings>;

const CALL_LIMIT = 30_000;
const ATTEMPTS = 4;

/** Calls for global services go there. */
const ASSUMED_REGION = "us-east-1";

export async function openSession(choice: SessionChoice): Promise<Session> {
  const { profile, cancel, limit = CALL_LIMIT, log = nothing } = choice;
  // The SDK keeps these files for as long as the process lives; whoever signed in meanwhile has changed them.
  await loadSharedConfigFiles({ ignoreCache: true });
  const region = await findRegion(choice);
  const settings = clientSettings(choice, region.name);
  return {
    profile: profile ?? process.env["AWS_PROFILE"],
    region,
    client: settings,
    limit: () => ({ abortSignal: AbortSignal.any([cancel, AbortSignal.timeout(limit)]) }),
    isCancelled: () => cancel.aborted,
    credentials: async () => await settings.credentials(),
    log,
  };
}

async function findRegion({ profile, region }: SessionChoice): Promise<Region> {
  if (region !== undefined) return typeof region === "string" ? { name: region, from: "given" } : region;
  try {
    const name = await loadConfig(
      {
        environmentVariableSelector: (variables) => variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"],
        configFileSelector: (section) => section["region"],
        default: "",
      },
      profile === undefined ? {} : { profile },
    )();
    if (name !== "") return { name, from: "settings" };
  } catch {
    // A configuration file that cannot be read is told of with the credentials, which need it.
  }
  return { name: ASSUMED_REGION, from: "assumed" };
}

function clientSettings({ profile, proxy, log = nothing }: SessionChoice, region: string) {
  const handler = requestHandler(proxy);
  const logger = quietLogger(log);
  const named = profile === undefined ? {} : { profile };
  // Those that are got from AWS, too, go through the proxy.
  const chain = fromNodeProviderChain({ ...named, logger, clientConfig: { region, requestHandler: handler, logger } });
  return {
    ...named,
    region,
    credentials: profile === undefined ? chain : withReason(chain, profile),
    maxAttempts: ATTEMPTS,
    logger,
    requestHandler: handler,
  };
}

/** The chain says only that nothing was found; what stands in the profile says more. */
function withReason<Provider extends (...given: never[]) => Promise<unknown>>(
  chain: Provider,
  profile: string,
): Provider {
  return (async (...given) => {
    try {
      return await chain(...given);
    } catch (error) {
      const entry = await firstOfChain(profile);
      throw entry === undefined ? error : new ProfileProblem(entry, error);
    }
  }) as Provider;
}

/** Where the credentials begin that a role is assumed with; the profile itself where it cannot work, or assumes none. */
async function firstOfChain(profile: string): Promise<ProfileEntry | undefined> {
  const profiles = await listProfiles();
  const named = (wanted: string): ProfileEntry | undefined => profiles.find(({ name }) => name === wanted);
  let entry = named(profile);
  // A profile may name itself, for keys that stand beside the role.
  for (let links = 0; entry?.works === true && entry.through !== undefined && links < profiles.length; links++) {
    if (entry.through === entry.name) break;
    entry = named(entry.through) ?? entry;
  }
  return entry;
}

/** The SDK's own words belong to nobody's output; what it warns of may be of use in a log. */
function quietLogger(log: (words: string) => void) {
  const say = (...words: unknown[]): void => {
    // What a call took and gave is not for a log.
    log(words.flatMap((word) => (typeof word === "string" || word instanceof Error ? String(word) : [])).join(" "));
  };
  return { trace: nothing, debug: nothing, info: nothing, warn: say, error: say };
}

function nothing(): void {
  // What is said here is said by us, in our own words.
}
