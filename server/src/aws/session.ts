/** Who calls AWS, from where and for how long: what every call of a command shares. */
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { loadConfig } from "@smithy/node-config-provider";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { NotAnAwsAnswer } from "./failures.ts";

export interface SessionChoice {
  /** Undefined for what the environment and the configuration files say. */
  readonly profile: string | undefined;
  readonly region: string | undefined;
  /** Ends all calls. */
  readonly cancel: AbortSignal;
}

export interface Session {
  readonly profile: string | undefined;
  readonly region: Region;
  /** What every client of the SDK is made with. */
  readonly client: ClientSettings;
  /** Gives up after some seconds, and when the command is cancelled. A new one for each call. */
  readonly limit: () => { readonly abortSignal: AbortSignal };
  /** Resolves the credentials anew: they may have been renewed outside. */
  readonly credentials: () => Promise<Credentials>;
}

export interface Region {
  readonly name: string;
  /** Where it was found; nobody said it where it is `assumed`. */
  readonly from: "given" | "settings" | "assumed";
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly expiration?: Date;
  /** How they were found, as features that the SDK names. */
  readonly $source?: Readonly<Record<string, unknown>>;
}

type ClientSettings = ReturnType<typeof clientSettings>;

const CONNECTION_LIMIT = 5_000;
const CALL_LIMIT = 30_000;
const ATTEMPTS = 4;

/** Calls for global services go there. */
const ASSUMED_REGION = "us-east-1";

export async function openSession(choice: SessionChoice): Promise<Session> {
  const { profile, cancel } = choice;
  const region = await findRegion(choice);
  const settings = clientSettings(profile, region.name);
  return {
    profile: profile ?? process.env["AWS_PROFILE"],
    region,
    client: settings,
    limit: () => ({ abortSignal: AbortSignal.any([cancel, AbortSignal.timeout(CALL_LIMIT)]) }),
    credentials: async () => await settings.credentials(),
  };
}

async function findRegion({ profile, region }: SessionChoice): Promise<Region> {
  if (region !== undefined) return { name: region, from: "given" };
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

function clientSettings(profile: string | undefined, region: string) {
  const proxy = getProxyForUrl(ANY_ENDPOINT);
  return {
    region,
    credentials: fromNodeProviderChain({
      ...(profile === undefined ? {} : { profile }),
      logger: SILENT,
      clientConfig: { region },
    }),
    maxAttempts: ATTEMPTS,
    logger: SILENT,
    requestHandler: {
      connectionTimeout: CONNECTION_LIMIT,
      ...(proxy === "" ? {} : { httpsAgent: new HttpsProxyAgent(proxy) }),
    },
  };
}

/** The SDK's own words belong to nobody's output. */
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {
  // What is said here is said by us, in our own words.
}

/** What NO_PROXY excepts it excepts for all of AWS. */
const ANY_ENDPOINT = "https://sts.amazonaws.com";

interface WithStack {
  readonly middlewareStack: {
    add(middleware: (next: Handler) => Handler, options: { step: "deserialize"; priority: "low"; name: string }): void;
  };
}

type Handler = (args: never) => Promise<{ readonly response: unknown }>;

/** A client that takes a sign-in page of a proxy for what it is: the SDK reads it as an answer without content. */
export function checked<Client>(client: Client): Client {
  (client as unknown as WithStack).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {}, statusCode = 0 } = result.response as {
        readonly headers?: Readonly<Record<string, string>>;
        readonly statusCode?: number;
      };
      const type = headers["content-type"] ?? "";
      if (/^text\/html\b/i.test(type)) throw new NotAnAwsAnswer(statusCode, type);
      return result;
    },
    { step: "deserialize", priority: "low", name: "iamVerdictAnswerCheck" },
  );
  return client;
}
