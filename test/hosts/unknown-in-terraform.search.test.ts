/** What a module leaves to its caller adds no finding, wherever in a policy it stands. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readHcl } from "../../server/src/syntax/hcl.ts";
import { partsOf } from "../../server/src/syntax/hcl-nodes.ts";
import { type HclBody, type HclExpression } from "../../server/src/syntax/hcl-tree.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { goodPolicies } from "../support/fixture-policies.ts";
import { HOST_FORMS, type HostForm } from "../support/host-forms.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { someOf } from "../support/searching.ts";

/** In the place of a value: a reference, a part of a text, a choice, a list of which nothing is known, a loop. */
const OPEN: readonly ((written: string) => string)[] = [
  () => "var.open",
  () => "module.open.value",
  () => '"${var.open}"',
  (written) => (written.startsWith('"') ? `"\${var.open}${written.slice(1)}` : "var.open"),
  (written) => (written.startsWith('"') ? `${written.slice(0, -1)}\${local.open}"` : "local.open"),
  (written) => `var.open ? ${written} : var.other`,
  (written) => (written.startsWith("[") ? `concat(${written}, var.open)` : `try(var.open, ${written})`),
  (written) => (written.startsWith("[") ? `[for one in var.open : one]` : `lookup(var.open, "a", ${written})`),
];

describe("a value that a module leaves open adds no finding", () => {
  for (const [number, { name, text, kind, holder }] of goodPolicies().entries()) {
    for (const form of HOST_FORMS.filter(({ name: one }) => one === "jsonencode" || one === "a data source")) {
      test(`${name} in ${form.name}`, () => {
        const { root } = readJson(text, PLACEHOLDERS);
        const file = root?.kind === "object" ? form.hold(root, text) : undefined;
        if (file === undefined) return;
        const before = codesIn(form, file, { kind, ...(holder && { holder }) });
        const places = readHcl(file).body.blocks.flatMap((block) => valuesIn(block.body));
        for (const { span } of someOf(places, number)) {
          for (const open of OPEN) {
            const opened: string =
              file.slice(0, span.start) + open(file.slice(span.start, span.end)) + file.slice(span.end);
            const after = codesIn(form, opened, { kind, ...(holder && { holder }) });
            assert.deepEqual(
              after.filter((code) => !before.includes(code)),
              [],
              opened,
            );
          }
        }
      });
    }
  }
});

function codesIn(form: HostForm, text: string, reading: Parameters<typeof subjectFrom>[2]): readonly string[] {
  // What looks like a policy only by a value that is open now is none any more.
  const { sites } = resultOf(readSource({ path: form.path, languageId: undefined, text }));
  return sites.flatMap((site) =>
    findingsAbout(subjectFrom(site.root, site.broken, reading), ALL_CHECKS).map(({ code }) => code),
  );
}

/** Not those of the block around the policy: what encodes it, and names. */
function valuesIn(body: HclBody): readonly HclExpression[] {
  const own = body.attributes.flatMap(({ value }) =>
    value.kind === "call" ? inside(value) : [value, ...inside(value)],
  );
  return [...own, ...body.blocks.flatMap((block) => valuesIn(block.body))];
}

function inside(expression: HclExpression): readonly HclExpression[] {
  if (expression.kind === "object") {
    return expression.items.flatMap(({ value }) => [value, ...inside(value)]);
  }
  return partsOf(expression).flatMap((part) => (expression.kind === "call" ? inside(part) : [part, ...inside(part)]));
}
