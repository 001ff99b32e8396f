/** A denial with the titles of all its fixes, the risks of the first and steps that follow. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

export const USER = "arn:aws:iam::111122223333:user/mia";
export const SESSION = "arn:aws:sts::111122223333:assumed-role/build/run-7";
export const ROLE = "arn:aws:iam::111122223333:role/build";

export type Statement = Readonly<Record<string, unknown>>;

export interface DenialCase {
  readonly name: string;
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  /** As the message ends. */
  readonly said: string;
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  readonly version?: string;
  readonly config: object;
  readonly facts?: Readonly<Record<string, string | readonly string[]>>;
  readonly titles: readonly string[];
  /** Risks of the first fix that edits something, else of the first, without those of every such fix. */
  readonly risks?: readonly string[];
  /** Steps that are among the next ones, each with the beginning of its last command. */
  readonly steps: readonly (readonly [step: string, command?: string])[];
}

export const EVERYTHING: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
export const ofUser = { policies: [{ files: "id.json", kind: "identity", attachedTo: [USER] }] };
export const ofRole = { policies: [{ files: "id.json", kind: "identity", attachedTo: [ROLE] }] };
export const OF_LEDGER = {
  files: "bucket.json",
  kind: "resource",
  resource: "arn:aws:s3:::ledger",
  account: "111122223333",
};

export function testDenials(title: string, cases: readonly DenialCase[]): void {
  describe(title, () => {
    for (const one of cases) {
      test(one.name, () => {
        const { caller, action, resource, said, policies, config, version = "2012-10-17" } = one;
        const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${said}`;
        const texts = Object.entries(policies).map(([path, statements]) => ({
          path,
          text: JSON.stringify({ Version: version, Statement: statements }, undefined, 2),
        }));
        const workspace = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", JSON.stringify(config)).config);
        const facts = new Map(Object.entries(one.facts ?? {}));
        const { fixes, next } = explainDenial({ message, workspace, facts, catalog: realCatalog() });
        assert.deepEqual(fixes.map(fixTitleText), one.titles);
        const fix = fixes.find(({ edits }) => edits.length > 0) ?? fixes[0];
        const risks = fix?.risks.map(({ risk }) => risk) ?? [];
        for (const risk of one.risks ?? []) assert.ok(risks.includes(risk as (typeof risks)[number]), risks.join());
        for (const [wanted, command = ""] of one.steps) {
          const step = next.find((found) => found.step === wanted);
          assert.ok(step !== undefined, next.map(({ step }) => step).join());
          assert.ok((step.commands.at(-1) ?? "").startsWith(command), step.commands.join("\n"));
        }
      });
    }
  });
}
