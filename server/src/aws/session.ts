/** Who calls AWS, from where and for how long: what every call of a command shares. */
import { type STSClientConfig } from "@aws-sdk/client-sts";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { loadConfig } from "@smithy/node-config-provider";
import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import { noteWordsOfSdk } from "./credential-work.ts";
import { endingProvider } from "./credentials.ts";
import { requestHandler } from "./http.ts";
import { type Endpoints, readEndpoints, type ServiceId } from "./endpoints.ts";
import { inTime, type Limit } from "./limit.ts";
import { SettingProblem } from "./problems.ts";
import { type ProxySetting } from "./proxy.ts";
import { roleAssumers } from "./role-assumers.ts";

export interface SessionChoice {
  /** Undefined for what the environment and the configuration files say. */
  readonly profile: string | undefined;
  /** A name, or a Region with where it was found; undefined for what the environment and the profile say. */
  readonly region: string | Region | undefined;
  /** Ends all calls. */
  readonly cancel: AbortSignal;
  /** A proxy that a setting names; where it names none, the environment's counts. */
  readonly proxy?: ProxySetting | undefined;
  /** In milliseconds, for each call. */
  readonly limit?: number;
  /** For the SDK's own words. */
  readonly log?: ((words: string) => void) | undefined;
  /** As the SDK does it where nobody says. */
  readonly retries?: Retries;
}

/** How what failed is tried again. */
export interface Retries {
  /** Which calls, and after which wait, up to so many attempts. */
  readonly strategy: (attempts: number) => Exclude<STSClientConfig["retryStrategy"], undefined>;
  /** How often a container or an instance is asked for credentials again; the SDK waits a second before each. */
  readonly ofCredentials: number;
}

export interface Session {
  readonly profile: string | undefined;
  readonly region: Region;
  /** What a client of the SDK is made with. */
  readonly clientFor: (service: ServiceId) => ClientSettings;
  /** Makes one call: gives up after some seconds, and when the command is cancelled. */
  readonly inTime: <Result>(call: (limit: Limit) => Promise<Result>) => Promise<Result>;
  /** The user ended the command. */
  readonly isCancelled: () => boolean;
  /** Resolves the credentials anew: they may have been renewed outside. */
  readonly credentials: () => Promise<Credentials>;
  /** Ends the connections; for the end of the command. */
  readonly close: () => void;
  readonly log: (words: string) => void;
}

export interface Region {
  readonly name: string;
  /** Where it was found; nobody said it where it is `assumed`. */
  readonly from: "given" | "message" | "chosen" | "profile" | "environment" | "assumed";
  /** The other place that names one, and another one. */
  readonly unused?: { readonly name: string; readonly from: "profile" | "environment" };
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly expiration?: Date;
  /** How they were found, as features that the SDK names. */
  readonly $source?: Readonly<Record<string, unknown>>;
}

type ClientSettings = ReturnType<typeof clientSettings> & {
  readonly endpoint?: string;
  /** Endpoints are found here. */
  readonly ignoreConfiguredEndpointUrls: true;
};

const CALL_LIMIT = 30_000;

/** Less, so that a call says what it waits for. */
const CREDENTIALS_PART = 2 / 3;

const ATTEMPTS = 4;

/** One behind the other that nobody answers: the rest would each wait as long. */
const MOST_SILENT = 2;

/** Calls for global services go there. */
const ASSUMED_REGION = "us-east-1";

export async function openSession(choice: SessionChoice): Promise<Session> {
  const { profile, cancel, limit = CALL_LIMIT, log = nothing } = choice;
  // The SDK keeps these files for as long as the process lives; whoever signed in meanwhile has changed them.
  await loadSharedConfigFiles({ ignoreCache: true });
  const region = await findRegion(choice);
  const endpoints = await readEndpoints(profile);
  const settings = clientSettings(choice, region.name, endpoints);
  return {
    profile: profile ?? process.env["AWS_PROFILE"],
    region,
    clientFor: (service) => ({ ...settings, ...endpointOf(service, endpoints) }),
    inTime: untilSilent((call) => inTime(limit, cancel, call), cancel),
    isCancelled: () => cancel.aborted,
    credentials: async () => await settings.credentials(),
    close: () => {
      settings.requestHandler.destroy();
    },
    log,
  };
}

/** What is asked after several calls that nobody answered ends at once, as they did. */
function untilSilent(inTime: Session["inTime"], cancel: AbortSignal): Session["inTime"] {
  let silent = 0;
  let last: unknown;
  return async (call) => {
    if (silent >= MOST_SILENT) throw last;
    try {
      const result = await inTime(call);
      silent = 0;
      return result;
    } catch (error) {
      silent = error instanceof Error && error.name === "AbortError" && !cancel.aborted ? silent + 1 : 0;
      last = error;
      throw error;
    }
  };
}

/**
 * Who names a profile means its Region as well, though the AWS CLI lets AWS_REGION go first even then; otherwise the
 * environment goes first. Source: "Configuring environment variables for the AWS CLI".
 */
async function findRegion({ profile, region }: SessionChoice): Promise<Region> {
  if (region !== undefined) return checked(typeof region === "string" ? { name: region, from: "given" } : region);
  const { env } = process;
  const places = [
    { name: env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || "", from: "environment" },
    { name: await regionOfProfile(profile), from: "profile" },
  ] as const;
  const [first, unused] = (profile === undefined ? places : [...places].reverse()).filter(({ name }) => name !== "");
  if (first === undefined) return { name: ASSUMED_REGION, from: "assumed" };
  return checked(unused === undefined || unused.name === first.name ? first : { ...first, unused });
}

async function regionOfProfile(profile: string | undefined): Promise<string> {
  try {
    const selectors = {
      environmentVariableSelector: () => undefined,
      configFileSelector: (section: Readonly<Record<string, string | undefined>>) => section["region"],
      default: "",
    };
    return await loadConfig(selectors, profile === undefined ? {} : { profile })();
  } catch {
    // A configuration file that cannot be read is named with the credentials, which need it.
    return "";
  }
}

/** It becomes a part of the names of hosts. */
function checked(region: Region): Region {
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(region.name)) return region;
  const place = { given: "--region", environment: "AWS_REGION", profile: "The region of the profile" } as const;
  const where = region.from in place ? place[region.from as keyof typeof place] : "What is chosen";
  throw new SettingProblem(`${where} is '${region.name}', which names no Region. Write one like eu-west-1.`);
}

function endpointOf(
  service: ServiceId,
  endpoints: Endpoints,
): Pick<ClientSettings, "endpoint" | "ignoreConfiguredEndpointUrls"> {
  const endpoint = endpoints(service);
  return { ignoreConfiguredEndpointUrls: true, ...(endpoint === undefined ? {} : { endpoint }) };
}

function clientSettings(choice: SessionChoice, region: string, endpoints: Endpoints) {
  const { profile, proxy, cancel, limit = CALL_LIMIT, log = nothing } = choice;
  const handler = requestHandler(proxy);
  const logger = quietLogger(log);
  const named = profile === undefined ? {} : { profile };
  const retryStrategy = choice.retries === undefined ? {} : { retryStrategy: choice.retries.strategy(ATTEMPTS) };
  const maxRetries = choice.retries === undefined ? {} : { maxRetries: choice.retries.ofCredentials };
  // Those that are got from AWS, too, go through the proxy.
  const clientConfig = { region, requestHandler: handler, logger, ...retryStrategy };
  const chain = fromNodeProviderChain({
    ...{ ...named, ...maxRetries, logger, clientConfig },
    ...roleAssumers(() => ({ ...clientConfig, maxAttempts: ATTEMPTS, ...endpointOf("STS", endpoints) })),
  });
  return {
    ...named,
    region,
    credentials: endingProvider(chain, { profile, cancel, limit: limit * CREDENTIALS_PART }),
    maxAttempts: ATTEMPTS,
    ...retryStrategy,
    logger,
    requestHandler: handler,
  };
}

/** The SDK's own words belong to nobody's output; what it warns of may be of use in a log. */
function quietLogger(log: (words: string) => void) {
  const say = (...words: unknown[]): void => {
    // What a call took and gave is not for a log.
    log(words.flatMap((word) => (typeof word === "string" || word instanceof Error ? String(word) : [])).join(" "));
  };
  const note = (...words: unknown[]): void => {
    noteWordsOfSdk(words.filter((word) => typeof word === "string").join(" "));
  };
  return { trace: nothing, debug: note, info: nothing, warn: say, error: say };
}

function nothing(): void {
  // What is said here is said by us, in our own words.
}
