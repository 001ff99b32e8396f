/** `iam-verdict aws fetch`: policies as AWS has them, saved where they are read again without a line of configuration. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Failure, type PrincipalName } from "../aws/index.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type Asking } from "./aws.ts";
import { tellFailure } from "./aws-answers.ts";
import { runExplain } from "./explain.ts";
import { EXIT } from "./main.ts";

/** Of the message that is explained afterwards, where there is one. */
interface Wanted {
  readonly principal: string | undefined;
  readonly resource: string | undefined;
}

export async function fetchPolicies(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const wanted = wantedOf(asking);
  if (!options.account && wanted.principal === undefined && wanted.resource === undefined) {
    throw new Error("nothing is named; give --principal, --resource, --account or --message.");
  }
  const account = accountOf(wanted);
  if (options.organization && account === undefined) {
    throw new Error("--organization needs the account whose SCPs are meant; give --principal with an ARN of it.");
  }
  const aws = io.aws();
  const name = wanted.principal === undefined ? undefined : principalName(wanted.principal);
  const failures: Failure[] = [];
  const principal = options.account
    ? await aws.fetchAccount(session)
    : name === undefined
      ? undefined
      : await aws.fetchPrincipal(session, name, accountOf({ ...wanted, resource: undefined }));
  failures.push(...(principal?.failures ?? []));
  const resource = wanted.resource === undefined ? undefined : await aws.fetchResource(session, wanted.resource);
  if (resource?.ok === false) failures.push(resource.failure);
  const organization =
    options.organization && account !== undefined ? await aws.fetchOrganization(session, account) : undefined;
  failures.push(...(organization?.failures ?? []));
  const files = aws.savedFiles(
    {
      ...(principal === undefined ? {} : { principal }),
      ...(resource?.ok === true && resource.result !== undefined ? { resource: resource.result } : {}),
      ...(organization === undefined ? {} : { organization }),
    },
    {
      account: account ?? "",
      principal: options.account ? `account ${account ?? ""}` : (wanted.principal ?? ""),
      resource: wanted.resource ?? "",
    },
  );
  const written = save(files, resolve(io.cwd, options.workspace ?? ".", options.to));
  report(asking, written, failures, resource?.ok === true && resource.result === undefined);
  if (options.workspace !== undefined && options.message !== undefined) {
    return await runExplain(["--workspace", options.workspace, "--format", options.format, "--", options.message], io);
  }
  if (written.length === 0) return failures.length > 0 ? EXIT.unusable : EXIT.clean;
  return failures.length > 0 ? EXIT.findings : EXIT.clean;
}

function wantedOf({ options, io }: Asking): Wanted {
  const { principal, resource, message } = options;
  const denial = message === undefined ? undefined : io.service().readDenial(message).denials[0];
  return {
    principal: principal ?? denial?.principalArn ?? undefined,
    resource: resource ?? denial?.resource ?? undefined,
  };
}

function principalName(arn: string): PrincipalName {
  const caller = readAccountCaller(arn);
  switch (caller?.kind) {
    case "role":
    case "session":
      return { kind: "role", name: caller.name };
    case "user":
      return { kind: "user", name: caller.name };
    default:
      throw new Error(`'${arn}' is not the ARN of a role, a session or a user; give one of these.`);
  }
}

function accountOf({ principal, resource }: Wanted): string | undefined {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  return caller?.account ?? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource ?? "")?.[1];
}

/** Kept out of version control, and yet read: its .gitignore is its own. */
const GITIGNORE = "# What AWS has, as iam-verdict fetched it: not for version control.\n*\n";

function save(files: readonly { readonly name: string; readonly text: string }[], folder: string): readonly string[] {
  if (files.length === 0) return [];
  mkdirSync(folder, { recursive: true });
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, GITIGNORE);
  return files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

function report(
  { options, io }: Asking,
  files: readonly string[],
  failures: readonly Failure[],
  isBare: boolean,
): void {
  const isExplained = options.workspace !== undefined && options.message !== undefined;
  const tell = isExplained ? io.err : io.out;
  if (options.format === "json" && !isExplained) io.out.jsonDocument({ files, failures });
  else for (const file of files) tell.line(`saved ${file}`);
  if (isBare) io.err.line("iam-verdict aws: The resource has no policy of its own, or its service has none.");
  for (const failure of failures) tellFailure(failure, io);
}
