/** The policy of a file that a subcommand is about. */
import { basename } from "node:path";
import { type Configuration, type PolicyDocument, resultOf } from "../service/index.ts";
import { languageOfNamed } from "../hosts/index.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { emptyInput, findTarget, type Target } from "./target.ts";
import { findConfig, type FoundConfig, pathWithin } from "./workspace-config.ts";

export interface NamedDocument {
  readonly document: PolicyDocument;
  readonly configuration: Configuration;
  readonly target: Extract<Target, { readonly kind: "file" }>;
}

/** Without a word of a workspace file. Throws with a clear line if the file cannot be read. */
export async function readNamedDocument(given: string, io: CommandIo): Promise<NamedDocument> {
  const target = await fileTarget(given, io);
  return readTarget(target, basename(target.path), { config: EMPTY_CONFIG, kind: undefined }, io);
}

/** With what the workspace file says of it, unless its kind is given. */
export async function readConfiguredDocument(
  given: string,
  kind: PolicyKind | undefined,
  io: CommandIo,
): Promise<NamedDocument & { readonly found: FoundConfig }> {
  const target = await fileTarget(given, io);
  const found = await findConfig(target.folder, undefined, io.cwd);
  const path = pathWithin(found.folder, target.path);
  return { ...(await readTarget(target, path, { config: found.config, kind }, io)), found };
}

async function fileTarget(given: string, io: CommandIo): Promise<NamedDocument["target"]> {
  const target = await findTarget(given, io);
  if (target.kind === "folder") throw new Error(`'${given}' is a folder. Name a file with a policy.`);
  return target;
}

async function readTarget(
  target: NamedDocument["target"],
  path: string,
  stated: { readonly config: WorkspaceConfig; readonly kind: PolicyKind | undefined },
  io: CommandIo,
): Promise<NamedDocument> {
  const { text, problem } = await target.read();
  if (text === undefined) throw new Error(`${target.name} cannot be read: ${problem}. Give a file with a policy.`);
  if (text.trim() === "") throw new Error(emptyInput(target.name));
  const today = new Date().toISOString().slice(0, 10);
  const configuration = io.service().configure({ ...stated, severities: new Map(), today });
  const source = { path, languageId: languageOfNamed(path), text };
  return { document: resultOf(io.service().read(source, configuration)), configuration, target };
}

/** Counted from 0; `given` is from 1. Throws with a clear line if there is none, or several to choose from. */
export function namedPolicy({ policies }: PolicyDocument, given: string | undefined): number {
  if (policies.length === 0) throw new Error("the file holds no policy that can be read. Give a file with a policy.");
  if (given === undefined && policies.length > 1) {
    const names = policies.map(
      ({ site, policy }, index) =>
        `${index + 1} (${site.name ?? site.path.join("/")}, ${policy.statements.length} statements)`,
    );
    throw new Error(`the file holds ${policies.length} policies; choose one with --policy: ${names.join("; ")}.`);
  }
  const number = given === undefined ? 1 : Number(given);
  if (!Number.isInteger(number) || policies[number - 1] === undefined) {
    const most =
      policies.length === 1
        ? "one. Leave --policy out"
        : `${policies.length}. Write a number from 1 to ${policies.length}`;
    throw new Error(`--policy '${given ?? ""}' names no policy of the file, which holds ${most}.`);
  }
  return number - 1;
}
