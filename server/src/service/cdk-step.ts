/**
 * A denial that a template of the AWS CDK explains: the template is made anew from the code, so the statement belongs in
 * the code. Sources: "Permissions" of the "AWS Cloud Development Kit (AWS CDK) v2 Developer Guide", on `addToRolePolicy`,
 * `addToPrincipalPolicy` and `addToResourcePolicy`; "class Role" of the API reference, on `assumeRolePolicy`.
 */
import { type Layer } from "../evaluation/decision.ts";
import { type CdkMethod, type Explanation, type NextStep, type StatementPlace } from "../denial/explanation.ts";
import { WITHOUT_HOLES } from "../syntax/value.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { grantFor } from "./cdk-grants.ts";
import { memberOf, settledObject } from "./conversion/settled-policy.ts";
import { toCdk } from "./conversion/to-cdk.ts";

/** `textOf`: the text of a file of the workspace. */
export function withCdkCode(explanation: Explanation, textOf: (file: string) => string | undefined): Explanation {
  const place = [...explanation.culprits, ...explanation.nearMisses][0]?.place;
  if (place === undefined || !MADE_BY_CDK.test(place.file)) return explanation;
  return { ...explanation, next: explanation.next.map((step) => inCode(step, place, textOf(place.file) ?? "")) };
}

/** Source: "AWS CDK apps", on the cloud assembly. */
const MADE_BY_CDK = /(?:^|\/)cdk\.out\//;

function inCode(step: NextStep, place: StatementPlace, template: string): NextStep {
  if (step.step !== "copy-statement") return step;
  const statement = valueOfJson(JSON.parse(step.text), WITHOUT_HOLES);
  const plain = statement.kind === "object" ? settledObject(statement, "literal") : undefined;
  const written = plain !== undefined && "value" in plain ? toCdk(plain.value, "statement", "typescript") : undefined;
  if (written === undefined || "problem" in written) return step;
  const construct = constructBehind(template, place.span.end);
  const [action, resource] = ["Action", "Resource"].map((element) =>
    plain !== undefined && "value" in plain ? memberOf(plain.value, element) : undefined,
  );
  return {
    step: "copy-to-cdk",
    commands: [],
    file: place.file,
    construct,
    method: methodFor(step.layer),
    grant:
      step.layer === "identity" && typeof action === "string" && typeof resource === "string"
        ? grantFor(action, resource)
        : undefined,
    text: written.text,
  };
}

function methodFor(layer: Layer): CdkMethod {
  switch (layer) {
    case "identity":
    case "boundary":
    case "session":
    case "scp":
      return "addToPrincipalPolicy";
    case "trust":
      return "assumeRolePolicy.addStatements";
    case "resource":
    case "key-policy":
    case "rcp":
    case "vpc-endpoint":
      return "addToResourcePolicy";
  }
}

/** The CDK writes behind the properties of each resource which construct it is of; undefined where it does not. */
function constructBehind(template: string, offset: number): string | undefined {
  const rest = template.slice(offset, offset + FARTHEST);
  const [behind = ""] = rest.split(/"Type"\s*:\s*"AWS::/, 1);
  const path = /"aws:cdk:path"\s*:\s*"([^"\\]{1,300})"/.exec(behind)?.[1];
  return path?.replace(/\/Resource$/, "").replace(/\/(?:DefaultPolicy|Policy)$/, "");
}

const FARTHEST = 60_000;
