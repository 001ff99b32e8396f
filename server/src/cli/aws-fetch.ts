/** `iam-verdict aws fetch`: policies as AWS has them, saved where they are read again without a line of configuration. */
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Failure, type WantedPolicies } from "../aws/index.ts";
import { type Asking } from "./aws.ts";
import { failureForJson, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { EXIT } from "./exit-codes.ts";
import { reasonOf } from "./system-errors.ts";
import { FETCHED_FOLDER } from "../workspace/ignored-paths.ts";

export async function fetchPolicies(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const wanted = wantedOf(asking);
  const problem = aws.problemOfWanted(wanted);
  if (problem !== undefined) throw new Error(problem);
  const { files, failures, note, isNotAsked } = await aws.fetchPolicies(session, wanted);
  const written = save(files, resolve(io.cwd, options.workspace ?? ".", options.to), aws.GITIGNORE);
  report(asking, written, failures, note);
  if (options.workspace !== undefined && options.message !== undefined) {
    return await io.explain(["--workspace", options.workspace, "--format", options.format, "--", options.message], io);
  }
  const isWhole = failures.length === 0 && !isNotAsked;
  if (isWhole) return EXIT.clean;
  return written.length === 0 ? EXIT.unusable : EXIT.findings;
}

function wantedOf({ options, io }: Asking): WantedPolicies {
  const { principal, resource, message, account, organization } = options;
  const denial = message === undefined ? undefined : io.service().readDenial(message).denials[0];
  return {
    principal: principal ?? denial?.principalArn ?? undefined,
    resource: resource ?? denial?.resource ?? undefined,
    account,
    organization,
  };
}

function save(
  files: readonly { readonly name: string; readonly text: string }[],
  folder: string,
  gitignore: string,
): readonly string[] {
  if (files.length === 0) return [];
  try {
    makeFolder(folder);
    const ignore = join(folder, ".gitignore");
    if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) writeWhole(ignore, gitignore);
  } catch (error) {
    throw new Error(`nothing can be written into ${folder}: ${reasonOf(error)}. Name another folder with --to.`, {
      cause: error,
    });
  }
  return files.map(({ name, text }) => {
    const path = join(folder, name);
    try {
      writeWhole(path, text);
    } catch (error) {
      throw new Error(`${path} cannot be written: ${reasonOf(error)}. Name another folder with --to.`, {
        cause: error,
      });
    }
    return path;
  });
}

/**
 * All of it or nothing: half a policy would be read as one, and what was there before stays until the new one is whole.
 * What stands there may be a link that came with the folder; it is replaced, and not followed.
 */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part`;
  rmSync(part, { force: true });
  try {
    writeFileSync(part, text, { flag: "wx" });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Node's own way for whole paths never ends where a file system takes no folders. */
function makeFolder(path: string): void {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink && basename(path) === FETCHED_FOLDER) throw new Error("it is a link, and may lead anywhere");
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(path), { code: "EEXIST" });
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path);
}

function report(
  { session, options, io }: Asking,
  files: readonly string[],
  failures: readonly Failure[],
  note: string | undefined,
): void {
  const isExplained = options.workspace !== undefined && options.message !== undefined;
  const tell = isExplained ? io.err : io.out;
  if (options.format === "json" && !isExplained) {
    const told = failures.map((failure) => failureForJson(failure, io));
    io.out.jsonDocument({ files, failures: told, ...(note === undefined ? {} : { note }) });
  } else for (const file of files) tell.line(`saved ${file}`);
  if (note !== undefined) io.err.line(`iam-verdict aws: ${note}`);
  for (const failure of failures) tellFailure(failure, io);
  // Of all that is fetched, a bucket alone may be anywhere.
  if (failures.some((one) => one.call === "s3:GetBucketPolicy" && io.aws().mayBeOfRegion(one))) {
    tellAssumedRegion(session.region, io);
  }
}
