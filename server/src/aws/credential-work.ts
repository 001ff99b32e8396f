/**
 * What gets credentials: requests of the SDK and a `credential_process`, to which the SDK gives no limit of time. Both end
 * with the work that they are part of, and what the process wrote for people is kept.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { exec } from "node:child_process";
import { externalDataInterceptor } from "@smithy/shared-ini-file-loader";

export interface CredentialWork {
  readonly end: AbortSignal;
  /** By a process on its standard error, so far. */
  printed: string;
  /** Why the last request that failed did so: the SDK keeps at most its words. */
  failedRequest?: unknown;
  /** Why the SDK did not take what a process gave: its chain goes on, and ends in other words. */
  refusedOutput?: RefusedOutput;
  readonly runs: Map<string, Promise<Written>>;
}

export type RefusedOutput = "no JSON" | "another version" | "no keys" | "expired";

const work = new AsyncLocalStorage<CredentialWork>();

export function asCredentialWork<Result>(own: CredentialWork, run: () => Promise<Result>): Promise<Result> {
  // Not when this is loaded: what does something then is a part of every bundle.
  externalDataInterceptor.interceptToken("exec", runProcess);
  return work.run(own, run);
}

/** For a request that has no limit of its own; undefined outside such work. */
export function endOfCredentialWork(): AbortSignal | undefined {
  return work.getStore()?.end;
}

/** Nothing outside such work. */
export function noteFailedRequest(error: unknown): void {
  const own = work.getStore();
  if (own !== undefined) own.failedRequest = error;
}

/** By what the SDK says of its own work: what a process gave is not for us to read. */
export function noteWordsOfSdk(words: string): void {
  const own = work.getStore();
  const refused = REFUSED_OUTPUT.find(([pattern]) => pattern.test(words))?.[1];
  if (own !== undefined && refused !== undefined) own.refusedOutput = refused;
}

const REFUSED_OUTPUT: readonly (readonly [RegExp, RefusedOutput])[] = [
  [/credential_process returned invalid JSON/, "no JSON"],
  [/credential_process did not return Version 1/, "another version"],
  [/credential_process returned invalid credentials/, "no keys"],
  [/credential_process returned expired credentials/, "expired"],
];

interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

type Done = (error: Error | null, written: Written) => void;

/**
 * Once for each work: the chain of the SDK comes to a process that failed a second time. It goes on, too, after its work
 * has ended, and nobody would end a process that it starts then.
 */
function runProcess(command: string, done: Done): void {
  const own = work.getStore();
  if (own?.end.aborted === true) {
    done(new Error("Nobody waits for credentials any more."), { stdout: "", stderr: "" });
    return;
  }
  const run = own?.runs.get(command) ?? startProcess(command, own);
  own?.runs.set(command, run);
  run.then(
    (written) => {
      done(null, written);
    },
    (error: unknown) => {
      done(error instanceof Error ? error : new Error(String(error)), { stdout: "", stderr: "" });
    },
  );
}

/** Nobody is there to answer what it asks on its standard input. */
function startProcess(command: string, own: CredentialWork | undefined): Promise<Written> {
  return new Promise((resolve, reject) => {
    const child = exec(command, { windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(error);
    });
    child.stdin?.end();
    child.stderr?.on("data", (chunk: unknown) => {
      if (own !== undefined) own.printed += String(chunk);
    });
    const kill = (): void => {
      child.kill();
      // What the process started may live on and hold its streams.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
      child.unref();
    };
    own?.end.addEventListener("abort", kill, { once: true });
    child.once("close", () => own?.end.removeEventListener("abort", kill));
  });
}
