/** What the pages for maintainers name is there: files, folders, commands and names in the code. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";

const PAGES = ["ARCHITECTURE.md", "CONTRIBUTING.md"];
const LEFT_OUT = new Set([".git", "node_modules", "out", "dist"]);
const ENDINGS = /\.(?:ts|mjs|cjs|js|json|md|txt|css|svg)$/;

const paths = pathsIn(process.cwd());
const sources = paths
  .filter((path) => /^(?:server|client|test|scripts)\/.*\.(?:ts|mjs|cjs)$/.test(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");
const words = new Set(sources.match(/[A-Za-z]\w+/g));
const commands = Object.keys(
  (JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Readonly<Record<string, string>> }).scripts,
);

for (const page of PAGES) {
  const spans = codeSpans(readFileSync(page, "utf8"));

  describe(page, () => {
    test("every file and folder that it names is there", () => {
      const named = spans.filter((span) => /^[\w./@*-]+$/.test(span) && (ENDINGS.test(span) || span.endsWith("/")));
      assert.ok(named.length > 10, "the page names files");
      assert.deepEqual(
        named.filter((span) => !isThere(span)),
        [],
      );
    });

    test("every name that it takes from the code stands there", () => {
      const named = spans.filter((span) => /^[a-z]+[A-Z]\w*$/.test(span));
      assert.deepEqual(
        named.filter((span) => !words.has(span)),
        [],
      );
    });

    test("every npm command that it names is one", () => {
      const named = spans.flatMap((span) => /^npm run ([\w:-]+)/.exec(span)?.[1] ?? []);
      assert.deepEqual(
        named.filter((name) => !commands.includes(name)),
        [],
      );
    });
  });
}

/** A page names a file from the room that it speaks of: `lsp/server.ts`, `calls.ts`. */
function isThere(named: string): boolean {
  if (MADE_BY_A_COMMAND.test(named)) return true;
  const end = new RegExp(`(?:^|/)${named.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  return paths.some((path) => end.test(path));
}

/** Whether a build came before must not matter. */
const MADE_BY_A_COMMAND = /^(?:generated|out|dist)\/|^THIRD-PARTY-NOTICES\.txt$/;

/** Without fences, whose code is an example of what somebody would write. */
function codeSpans(page: string): readonly string[] {
  return [...page.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");
}

/** Files, and folders with a slash behind them. */
function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const own = relative(process.cwd(), path).split("\\").join("/");
    if (!entry.isDirectory()) return [own];
    return LEFT_OUT.has(entry.name) ? [] : [`${own}/`, ...pathsIn(path)];
  });
}
