/** What a template leaves to whoever deploys it adds no finding, wherever in a policy it stands. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { type YamlNode } from "../../server/src/syntax/yaml-nodes.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";
import { goodPolicies } from "../support/fixture-policies.ts";
import { HOST_FORMS, type HostForm } from "../support/host-forms.ts";
import { someOf } from "../support/searching.ts";

/** In the place of a value: references, parts of a text, choices, what another tool fills in. */
const OPEN: readonly ((written: string) => string)[] = [
  () => "!Ref Open",
  () => "{ 'Fn::ImportValue': x }",
  () => "!GetAtt Nested.Outputs.Arn",
  () => "!FindInMap [Open, !Ref Open, x]",
  () => "!Select [0, !Split [',', !Ref Open]]",
  () => "{ 'Fn::Transform': { Name: AWS::Include } }",
  () => "'{{resolve:ssm:/open}}'",
  () => "'${self:custom.open}'",
  (written) => `!If [C, ${written}, !Ref AWS::NoValue]`,
  (written) => (written.startsWith('"') ? `!Sub "\${Open}${written.slice(1)}` : "!Ref Open"),
  (written) => (written.startsWith('"') ? `!Sub ${written.slice(0, -1)}\${Open}"` : "!Ref Open"),
  (written) => (written.startsWith('"') ? `!Join ['', [${written}, !Ref Open]]` : "!Ref Open"),
];

const PARAMETERS = "\nParameters:\n  Open: { Type: String }\n";

describe("a value that a template leaves open adds no finding", () => {
  const form = HOST_FORMS.find(({ name }) => name === "YAML between brackets");
  assert.ok(form !== undefined);
  for (const [number, { name, text, kind, holder }] of goodPolicies().entries()) {
    test(name, () => {
      const { root } = readJson(text, PLACEHOLDERS);
      const file = root?.kind === "object" ? form.hold(root, text) : undefined;
      if (file === undefined) return;
      const reading = { kind, ...(holder && { holder }) };
      const before = codesIn(form, file, reading);
      const places = readYaml(file).roots.flatMap(nodesInBrackets);
      for (const { span } of someOf(places, number)) {
        for (const open of OPEN) {
          const opened: string =
            file.slice(0, span.start) + open(file.slice(span.start, span.end)) + file.slice(span.end);
          const after = codesIn(form, opened + PARAMETERS, reading);
          assert.deepEqual(
            after.filter((code) => !before.includes(code)),
            [],
            opened,
          );
        }
      }
    });
  }
});

function codesIn(form: HostForm, text: string, reading: Parameters<typeof subjectFrom>[2]): readonly string[] {
  const { sites } = resultOf(readSource({ path: form.path, languageId: undefined, text }));
  return sites.flatMap((site) =>
    findingsAbout(subjectFrom(site.root, site.broken, reading), ALL_CHECKS).map(({ code }) => code),
  );
}

/** The values of the policy, and those inside them. */
function nodesInBrackets(node: YamlNode): readonly YamlNode[] {
  const isIn = node.kind === "mapping" && node.form === "flow";
  const values =
    node.kind === "mapping"
      ? node.pairs.flatMap(({ value }) => value ?? [])
      : node.kind === "list"
        ? node.items.flatMap((item) => item.node ?? [])
        : [];
  return values.flatMap((value) => (isIn ? [value, ...valuesInside(value)] : nodesInBrackets(value)));
}

function valuesInside(node: YamlNode): readonly YamlNode[] {
  const inside =
    node.kind === "mapping"
      ? node.pairs.flatMap(({ value }) => value ?? [])
      : node.kind === "list"
        ? node.items.flatMap((item) => item.node ?? [])
        : [];
  return inside.flatMap((one) => [one, ...valuesInside(one)]);
}
