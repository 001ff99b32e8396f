/** Credentials that come in time, or say why they do not. */
import { asCredentialWork, type CredentialWork } from "./credential-work.ts";
import { NO_SUCH_PROFILE } from "./failures.ts";
import { inTime } from "./limit.ts";
import { EnvironmentProblem, HalfCredentials, MfaNeeded, ProfileProblem, SlowCredentials } from "./problems.ts";
import { listProfiles, type ProfileEntry } from "./profiles.ts";

export interface Ending {
  readonly profile: string | undefined;
  readonly cancel: AbortSignal;
  /** In milliseconds. */
  readonly limit: number;
}

/**
 * The chain has no limit of time and says only that nothing was found; what stands in the profile says more. The calls
 * of a session share one answer, also those that ask at the same time: a process may want a key to be touched each time
 * that it runs. Credentials are asked for again when they are about to end; those that could not be had are not.
 */
export function endingProvider<Given extends unknown[], Found extends { readonly expiration?: Date }>(
  chain: (...given: Given) => Promise<Found>,
  { profile, cancel, limit }: Ending,
): (...given: Given) => Promise<Found> {
  const find = async (given: Given): Promise<Found> => {
    let work: CredentialWork | undefined;
    try {
      if (await needsMfa(profile)) throw new MfaNeeded();
      return await inTime(limit, cancel, ({ abortSignal }) => {
        work = { end: abortSignal, printed: "", runs: new Map() };
        return asCredentialWork(work, () => chain(...given));
      });
    } catch (error) {
      const isSlow = error instanceof Error && error.name === "AbortError" && !cancel.aborted;
      const reason = isSlow ? new SlowCredentials() : (requestBehind(error, work) ?? error);
      throw await withReason(reason, profile, { printed: work?.printed ?? "", refusedOutput: work?.refusedOutput });
    }
  };
  let asked: Promise<Found> | undefined;
  return async (...given) => {
    const before = asked;
    if (before !== undefined) {
      const found = await before;
      if (!endsSoon(found)) return found;
    }
    // Another call may have asked anew meanwhile.
    if (asked === undefined || asked === before) asked = find(given);
    return await asked;
  };
}

/** The SDK takes credentials that end within five minutes for ended. */
function endsSoon({ expiration }: { readonly expiration?: Date }): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < 300_000;
}

/** Of a request that failed the SDK keeps the words alone, or not even these. */
function requestBehind(error: unknown, work: CredentialWork | undefined): unknown {
  return error instanceof Error && /ProviderError$/.test(error.name) ? work?.failedRequest : undefined;
}

async function withReason(
  error: unknown,
  given: string | undefined,
  ofProcess: ProfileProblem["process"],
): Promise<unknown> {
  const { env } = process;
  const name = given ?? env["AWS_PROFILE"];
  const entry = await firstOfChain(name ?? "default");
  if (name === undefined) {
    if (entry?.works === true) return new ProfileProblem(entry, error, ofProcess);
    const isHalf = (env["AWS_ACCESS_KEY_ID"] ?? "") !== "" && (env["AWS_SECRET_ACCESS_KEY"] ?? "") === "";
    if (isHalf) return new HalfCredentials(error);
    if (isOfTokenFile(error)) return new EnvironmentProblem(TOKEN_FILE, error);
    const container = CONTAINER.find((variable) => (env[variable] ?? "") !== "");
    return container === undefined ? error : new EnvironmentProblem(container, error);
  }
  const missing = { name, source: NO_SUCH_PROFILE, works: false };
  return new ProfileProblem(entry ?? missing, error, ofProcess);
}

/** The file of a token that is not there; what AWS says to the token is another matter. */
function isOfTokenFile(error: unknown): boolean {
  const { code, path } = error as { readonly code?: unknown; readonly path?: unknown };
  return typeof code === "string" && path !== undefined && path === process.env[TOKEN_FILE];
}

const TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
const CONTAINER = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"] as const;

/** With an MFA code missing the SDK leaves a process running, whose failure would then end everything. */
async function needsMfa(given: string | undefined): Promise<boolean> {
  const { env } = process;
  const name = given ?? env["AWS_PROFILE"];
  if (name === undefined && (env["AWS_SECRET_ACCESS_KEY"] ?? "") !== "") return false;
  const chain = await chainOf(name ?? "default");
  return chain.some(
    ({ works, needsMfa: asks, hasKeys }, links) => works && asks === true && (links === 0 || hasKeys !== true),
  );
}

/** Where the credentials begin that a role is assumed with; the profile itself where it cannot work, or assumes none. */
async function firstOfChain(profile: string): Promise<ProfileEntry | undefined> {
  return (await chainOf(profile)).at(-1);
}

/** The profile, and those whose credentials it assumes its role with. */
async function chainOf(profile: string): Promise<readonly ProfileEntry[]> {
  const profiles = await listProfiles();
  const chain: ProfileEntry[] = [];
  const add = (wanted: string | undefined): boolean => {
    const entry = profiles.find(({ name }) => name === wanted);
    // A profile may name itself, for keys that stand beside the role.
    if (entry === undefined || chain.includes(entry)) return false;
    chain.push(entry);
    return entry.works && (chain.length === 1 || entry.hasKeys !== true);
  };
  for (let next: string | undefined = profile; add(next); next = chain.at(-1)?.through);
  return chain;
}
