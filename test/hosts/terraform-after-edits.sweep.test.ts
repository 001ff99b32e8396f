/** A Terraform file that moved with an edit has the same findings, fixes and names as if it were read for the first time. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { KnownParts, openService, type PlacedFinding, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { fewOf } from "../support/searching.ts";

const CASES = join("test", "cases", "denials");

interface GivenFile {
  readonly path: string;
  readonly text: string;
}

function filesOf(folder: string): readonly GivenFile[] {
  const names = readdirSync(join(CASES, folder)).filter((name) => name.endsWith(".tf"));
  return names.map((path) => ({ path, text: readFileSync(join(CASES, folder, path), "utf8") }));
}

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });
const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-12-01" });

function readingOf({ path, text }: GivenFile, files: readonly GivenFile[], known?: KnownParts): object {
  const around = sourcesAround(files);
  const document = resultOf(service.read({ path, languageId: "terraform", text, around, known }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.step() === "more");
  return {
    found: run.found.map(saidOf),
    sites: document.policies.map(({ site, policy, kind }) =>
      plain([site.path, site.name, site.uses, policy.span, kind]),
    ),
    references: plain(document.references?.()),
    links: plain(document.links),
  };
}

function saidOf({ code, span, message, fixes }: PlacedFinding): object {
  return { code, span, message: phraseToMessage(message), fixes: plain(fixes()) };
}

/** Functions that ask for nothing as what they answer. */
function plain(value: unknown): unknown {
  if (typeof value === "function") return value.length === 0 ? plain((value as () => unknown)()) : "a function";
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || value instanceof Set) return plain([...value]);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

describe("a file that moved", () => {
  const folders = readdirSync(CASES).filter((folder) => filesOf(folder).length > 0);
  for (const folder of fewOf(folders, 4)) {
    test(folder, () => {
      const files = filesOf(folder);
      for (const file of files) {
        const known = new KnownParts();
        readingOf(file, files, known);
        const moved = { ...file, text: `# moved\n${file.text}` };
        const others = files.map((one) => (one === file ? moved : one));
        for (const around of [files, others]) {
          assert.deepEqual(readingOf(moved, around, known), readingOf(moved, around));
        }
      }
    });
  }
});
