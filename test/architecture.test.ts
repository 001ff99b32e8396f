/** Imports go down the floors of the house, never up and never sideways. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { describe, test } from "node:test";

const SOURCE = join(process.cwd(), "server", "src");

/** From the ground up; rooms of one floor do not import each other. */
const FLOORS: readonly (readonly string[])[] = [
  ["text"],
  ["syntax", "catalog", "domains", "message"],
  ["policy"],
  ["proof", "evaluation", "hosts"],
  ["wording"],
  ["checks", "denial", "workspace"],
  ["telling"],
  ["service"],
  ["aws"],
  ["lsp", "cli"],
  ["main"],
];

/** These may use what the machine offers; everything below them is plain functions over text and values. */
const OPEN_TO_THE_MACHINE = new Set(["aws", "lsp", "cli", "main"]);

/** What a shell asks of these it asks the service, which is its front door. */
const BEHIND_THE_DOOR = new Set(["service", "denial", "checks", "evaluation", "proof", "message", "domains", "syntax"]);

/** What never changes, so that what is made of it once stays true, and goes when it goes. */
const UNCHANGING = new Set([
  "Catalog",
  "HclTemplate",
  "HeldAgainstFiles",
  "Policy",
  "PolicyDocument",
  "PrincipalElement",
  "Statement",
  "TerraformModule",
  "WorkspaceConfig",
  "WorkspacePolicies",
  "WorkspaceSnapshot",
]);

const files = sourceFiles(SOURCE).map((path) => relative(SOURCE, path).split("\\").join("/"));

describe("the house", () => {
  test("every folder stands on a floor", () => {
    assert.deepEqual(
      files.filter((file) => floorOf(file) < 0),
      [],
    );
  });

  test("no import goes up or sideways", () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith("."))
        .map((target) => posix.normalize(posix.join(posix.dirname(file), target)))
        .filter((target) => !target.startsWith("..") && roomOf(target) !== roomOf(file))
        .filter((target) => floorOf(target) >= floorOf(file))
        .map((target) => `${file} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  test("only the top floors touch the protocol or the machine", () => {
    const wrong = files
      .filter((file) => !OPEN_TO_THE_MACHINE.has(roomOf(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith("node:") || target.startsWith("vscode"))
          .map((target) => `${file} imports ${target}`),
      );
    assert.deepEqual(wrong, []);
  });

  test("a rule of the linter is turned off only by name and with the reason", () => {
    const sources = [SOURCE, join(process.cwd(), "client")].flatMap(sourceFiles);
    const silent = sources.flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => /eslint-disable/.test(line) && !/eslint-disable[-\w]* [@\w/, -]*\w -- \w/.test(line))
        .map((line) => `${path}: ${line}`),
    );
    assert.deepEqual(silent, []);
  });

  test("below the top floors no module keeps state of its own", () => {
    const wrong = files
      .filter((file) => !OPEN_TO_THE_MACHINE.has(roomOf(file)))
      .filter((file) => /^(export )?let /m.test(textOf(file)));
    assert.deepEqual(wrong, []);
  });

  test("below the top floors no module keeps a memory, but for what hangs on a thing that never changes", () => {
    const wrong = files
      .filter((file) => !OPEN_TO_THE_MACHINE.has(roomOf(file)))
      .flatMap((file) => cachesIn(textOf(file)).map((cache) => `${file} keeps ${cache}`));
    assert.deepEqual(wrong, []);
  });

  test("the shells enter by the service's front door", () => {
    const wrong = files
      .filter((file) => roomOf(file) === "lsp" || roomOf(file) === "cli" || roomOf(file) === "aws")
      .flatMap((file) =>
        valueImportsOf(file)
          .map((target) => posix.normalize(posix.join(posix.dirname(file), target)))
          .filter((target) => BEHIND_THE_DOOR.has(roomOf(target)) && target !== "service/index.ts")
          .map((target) => `${file} imports ${target}`),
      );
    assert.deepEqual(wrong, []);
  });

  test("the subcommand that asks AWS has a small bundle: it brings nothing of the engine with it", () => {
    assert.deepEqual(
      reachedFrom("main-aws-cli.ts").filter((file) => roomOf(file) === "service"),
      [],
    );
    assert.ok(reachedFrom("main-cli.ts").includes("service/index.ts"), "what is reached is found");
  });

  test("the client takes nothing from the server but the protocol's names and types, and the types of the calls to AWS", () => {
    const client = join(process.cwd(), "client", "src");
    const taken = sourceFiles(client).flatMap((path) =>
      importsIn(withoutTypesOfAws(readFileSync(path, "utf8")))
        .filter((target) => target.startsWith("."))
        .map((target) =>
          relative(process.cwd(), join(dirname(path), target))
            .split("\\")
            .join("/"),
        )
        .filter((target) => !target.startsWith("client/")),
    );
    assert.deepEqual([...new Set(taken)], ["server/src/lsp/protocol.ts"]);
  });

  test("the protocol's file has no imports, so that a client bundle stays small", () => {
    assert.deepEqual(importsOf("lsp/protocol.ts"), []);
  });
});

/** The calls themselves are in a bundle of their own, which the extension loads with the first command that asks AWS. */
function withoutTypesOfAws(text: string): string {
  return text.replace(
    /^import (?:type [^;{]+|\{(?:\s*type [^,}]+,?)*\s*\}) from "[./]+\/server\/src\/aws\/index\.ts";$/gm,
    "",
  );
}

function roomOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : file.startsWith("main-") ? "main" : file;
}

function floorOf(file: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

function textOf(file: string): string {
  return readFileSync(join(SOURCE, file), "utf8");
}

/** What is empty at first and can be filled: it lives as long as the program, unless it is weak and its keys never change. */
function cachesIn(text: string): string[] {
  const made = text.matchAll(
    /^(?:export )?const (\w+)(?:: ([^=]*?))? = (?:new (Weak)?(?:Map|Set)(?:<(\w+)[^;]*>)?\(\)|\[\]|\{\});/gm,
  );
  return [...made]
    .filter(
      ([, , type = "", weak, owner = ""]) => !/^readonly/i.test(type) && !(weak !== undefined && UNCHANGING.has(owner)),
    )
    .map(([, name = ""]) => name);
}

/** Imports that are more than types. */
function valueImportsOf(file: string): string[] {
  return [...textOf(file).matchAll(/^(?:import|export)\s+(\{[^}]*\}|\*[^;]*?)\s+from\s+"([^"]+)"/gm)]
    .filter(([, names = ""]) => !/^\{(?:\s*type [^,}]+,?)*\s*\}$/.test(names))
    .map(([, , target = ""]) => target);
}

/** The modules that a bundle of this one has, but for those of the calls to AWS, which have a bundle of their own. */
function reachedFrom(entry: string): string[] {
  const reached = new Set([entry]);
  // What is added meanwhile is gone through as well.
  for (const file of reached) {
    if (roomOf(file) === "aws") continue;
    for (const target of valueImportsOf(file).filter((one) => one.startsWith("."))) {
      reached.add(posix.normalize(posix.join(posix.dirname(file), target)));
    }
  }
  return [...reached];
}

function importsOf(file: string): string[] {
  return importsIn(textOf(file));
}

function importsIn(text: string): string[] {
  return [
    ...text.matchAll(/^(?:import|export)\s[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sourceFiles(path) : name.endsWith(".ts") ? [path] : [];
  });
}
