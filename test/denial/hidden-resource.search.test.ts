/** What a message hides convicts nobody: every case again with its resource hidden, in the ways that people hide it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const CASES = join(process.cwd(), "test", "cases", "denials");

const HIDDEN: readonly (readonly [how: string, hide: (arn: string) => string])[] = [
  ["masked as a whole", () => "***"],
  ["with a masked account", (arn) => arn.replace(/:\d{12}:/, ":<account>:")],
  ["with a masked name", (arn) => arn.replace(/[^:/]+$/, "xxxxxx")],
];

describe("a resource that the message hides", () => {
  const catalog = miniCatalog();
  for (const name of readdirSync(CASES).sort()) {
    const folder = join(CASES, name);
    const message = readFileSync(join(folder, "message.txt"), "utf8");
    const arn = /on resource: "?(arn:[^\s"]+)/.exec(message)?.[1];
    if (arn === undefined || catalogLacks(message)) continue;
    const explain = explainerOf(folder, catalog);
    const known = resourceRows(explain(message));
    for (const [how, hide] of HIDDEN) {
      const hidden = hide(arn);
      if (hidden === arn) continue;
      test(`${name.replaceAll("-", " ")}, ${how}`, () => {
        const explanation = explain(message.replaceAll(arn, hidden));
        assert.equal(explanation.denial.isAccessDenied, true);
        for (const [statement, truth] of resourceRows(explanation)) {
          const before = known.get(statement);
          if (truth !== "unknown" && before !== undefined) assert.equal(before, truth, statement);
        }
      });
    }
  }
});

/** Of an action that the reference does not have, nothing is known of its resources. */
function catalogLacks(message: string): boolean {
  const [, service = "", action = ""] = /perform: "?(\w+):(\w+)/.exec(message) ?? [];
  return miniCatalog().service(service)?.action(action) === undefined;
}

function explainerOf(folder: string, catalog: ReturnType<typeof miniCatalog>): (message: string) => Explanation {
  const path = join(folder, "iam-verdict.json");
  const { config } = existsSync(path)
    ? readWorkspaceConfig("iam-verdict.json", readFileSync(path, "utf8"))
    : { config: EMPTY_CONFIG };
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".json") && file !== "expected.json" && file !== "iam-verdict.json")
    .map((file) => ({ path: file, text: readFileSync(join(folder, file), "utf8") }));
  return (message) => explainDenial({ message, workspace: readWorkspace(files, config), facts: new Map(), catalog });
}

/** Of every statement that is shown, whether its Resource fits. */
function resourceRows({ culprits, nearMisses }: Explanation): ReadonlyMap<string, string> {
  return new Map(
    [...culprits, ...nearMisses].flatMap(({ place, elements }) =>
      elements
        .filter(({ element }) => element === "resource")
        .map(({ truth }) => [`${place.file} statement ${place.index}`, truth] as const),
    ),
  );
}
