/** `iam-verdict fit`: a policy in fewer characters, or as several that AWS takes. */
import { access, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { attachParts, partPaths, resultOf, type SplitPolicy, withVisibleText } from "../service/index.ts";
import { hostOf } from "../hosts/index.ts";
import { applyEdits } from "../text/edit.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { isPolicyKind, WORKSPACE_FILE } from "../workspace/config.ts";
import { POLICY_KINDS } from "../policy/policy.ts";
import { type CommandIo } from "./command-io.ts";
import { replaceInFile } from "./fix-files.ts";
import { EXIT } from "./exit-codes.ts";
import { namedPolicy, readConfiguredDocument } from "./named-policy.ts";
import { readTextFile } from "./read-file.ts";
import { isStandardInput } from "./target.ts";
import { pathWithin } from "./workspace-config.ts";

const HELP = `Usage: iam-verdict fit [OPTIONS] FILE

Makes a policy fit into AWS's quota and prints it. Entries without effect are removed and statements are merged. Only if
it is still too long, Sids are dropped and actions collapsed to wildcards. The result is proved to allow and deny the
same. Standard error says how long it was and is. FILE may be - for standard input.

  --split              make several managed policies instead, proved to allow and deny the same together
  --write              change the file; with --split also write the new files beside it, and add them to
                       ${WORKSPACE_FILE} with what it says of the first
  --policy N           which of several policies in the file, counted from 1
  --kind KIND          ${POLICY_KINDS.join(", ")}

Exit codes: 0 it fits, 1 it is still too long, 2 it could not be done.
`;

export async function runFit(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      split: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      policy: { type: "string" },
      kind: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const [given, ...others] = positionals;
  if (given === undefined || others.length > 0) throw new Error("name one file, or - for standard input.");
  const { kind } = values;
  if (kind !== undefined && !isPolicyKind(kind))
    throw new Error(`write --kind with one of ${POLICY_KINDS.join(", ")}.`);
  if (values.write && isStandardInput(given)) throw new Error("--write needs a file, not standard input.");
  const named = await readConfiguredDocument(given, kind, io);
  const place = namedPolicy(named.document, values.policy);
  return values.split ? split(named, place, values.write, io) : shrink(named, place, values.write, io);
}

type Named = Awaited<ReturnType<typeof readConfiguredDocument>>;

async function shrink(
  { document, configuration, target }: Named,
  place: number,
  writes: boolean,
  io: CommandIo,
): Promise<number> {
  const shrunk = resultOf(io.service().shrink(document, place, configuration));
  if ("problem" in shrunk) throw new Error(phraseToMessage(shrunk.problem));
  const { text } = document.source;
  const after = applyEdits(text, shrunk.edits);
  if (writes && after !== text) await replace(target.path, text, after);
  if (!writes) io.out.text(printed(after, hostOf(document.source)?.id === "json"));
  io.err.line(phraseToMessage(shrunk.summary));
  return shrunk.after <= shrunk.quota.most ? EXIT.clean : EXIT.findings;
}

/** Line ends of Windows and tabs before a line would be shown as escapes, and so would what nobody sees. */
function printed(text: string, isJson: boolean): string {
  const lines = text.replaceAll("\r\n", "\n").replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length));
  return isJson ? withVisibleText(lines, "json") : lines;
}

async function split(named: Named, place: number, writes: boolean, io: CommandIo): Promise<number> {
  const made = io.service().split(named.document, place);
  if ("problem" in made) throw new Error(phraseToMessage(made.problem));
  if (writes) await writeParts(named, made, io);
  else for (const { text } of made.parts) io.out.text(withVisibleText(text, "json"));
  io.err.line(phraseToMessage(made.summary));
  return EXIT.clean;
}

async function writeParts({ document, target, found }: Named, { parts }: SplitPolicy, io: CommandIo): Promise<void> {
  const taken = new Set<string>();
  for (let paths = partPaths(target.path, parts.length, (path) => taken.has(path)); ;) {
    const [, ...added] = paths;
    const there = await existing(added);
    if (there.length === 0) {
      for (const [index, path] of added.entries()) await writeFile(path, parts[index + 1]?.text ?? "", { flag: "wx" });
      await replace(target.path, document.source.text, parts[0]?.text ?? "");
      await attach(found.folder, target.path, added);
      for (const [index, path] of paths.entries()) {
        io.out.line(`${pathWithin(io.cwd, path)}: ${parts[index]?.size ?? 0} characters`);
      }
      return;
    }
    for (const path of there) taken.add(path);
    paths = partPaths(target.path, parts.length, (path) => taken.has(path));
  }
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        await access(path);
        return [path];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}

/** A workspace file that cannot be changed is left as it is: that is told, and the parts are there. */
async function attach(folder: string, path: string, added: readonly string[]): Promise<void> {
  const file = join(folder, WORKSPACE_FILE);
  const { text } = await readTextFile(file);
  if (text === undefined) return;
  const within = (one: string): string => pathWithin(dirname(file), one);
  const edits = attachParts(text, within(path), added.map(within));
  if (edits === undefined) throw new Error(`${WORKSPACE_FILE} could not be changed. Say there what the new files are.`);
  if (edits.length > 0) await replace(file, text, applyEdits(text, edits));
}

async function replace(path: string, before: string, after: string): Promise<void> {
  const problem = await replaceInFile(path, before, after);
  if (problem !== undefined) throw new Error(`${path} was not written: ${problem}.`);
}
