/**
 * A denial that a template of the AWS CDK explains: the template is made anew from the code, so the statement belongs in
 * the code. Sources: "Permissions" of the "AWS Cloud Development Kit (AWS CDK) v2 Developer Guide", on `addToRolePolicy`,
 * `addToPrincipalPolicy` and `addToResourcePolicy`; "class Role" of the API reference, on `assumeRolePolicy`.
 */
import { type Layer } from "../evaluation/decision.ts";
import { type CdkMethod, type NextStep } from "../denial/next-step.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type StatementPlace } from "../denial/statement-place.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { isOfDeclared, sortOfHolder } from "../workspace/declared-attachments.ts";
import { uncutName } from "../workspace/uncut-name.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";
import { WITHOUT_HOLES } from "../syntax/value.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { grantFor } from "./cdk-grants.ts";
import { memberOf, settledObject } from "./conversion/settled-policy.ts";
import { toCdk } from "./conversion/to-cdk.ts";

export function withCdkCode(explanation: Explanation, files: CdkFiles): Explanation {
  const { policies, texts } = files;
  const known = explanation.nearMisses.filter(({ place: { basis } }) => basis !== "none");
  const shown = [...explanation.culprits, ...known][0]?.place;
  const place = shown ?? roleOfCaller(explanation, files) ?? policyOfResource(explanation, policies);
  if (place === undefined || !MADE_BY_CDK.test(place.file)) return explanation;
  return { ...explanation, next: explanation.next.map((step) => inCode(step, place, texts.get(place.file) ?? "")) };
}

type CdkFiles = Pick<WorkspacePolicies, "policies" | "holders" | "texts">;

/** Something inside the construct that the statement belongs to. */
type InConstruct = Pick<StatementPlace, "file" | "span">;

/** The trust policy of the one role that is the caller's: it may have no other policy yet. */
function roleOfCaller({ layer, request }: Explanation, files: CdkFiles): InConstruct | undefined {
  const caller = request.principal === undefined ? undefined : readAccountCaller(request.principal);
  if (layer !== "identity" || caller === undefined || sortOfHolder(caller) !== "role") return undefined;
  const role = `arn:${caller.partition}:iam::${caller.account}:role/${uncutName(caller.name, files) ?? caller.name}`;
  const [only, ...others] = files.policies.filter(
    ({ path, kind, binding }) =>
      MADE_BY_CDK.test(path) && kind.kind === "trust" && isOfDeclared(binding.declared, role),
  );
  return only === undefined || others.length > 0 ? undefined : { file: only.path, span: only.policy.span };
}

/** The one policy of what was asked for: of its statements none may have come near. The ID of a key is in no template. */
function policyOfResource({ layer, request }: Explanation, policies: CdkFiles["policies"]): InConstruct | undefined {
  const { resource } = request;
  if ((layer !== "resource" && layer !== "key-policy") || resource === undefined) return undefined;
  const made = policies.filter(({ path, kind }) => MADE_BY_CDK.test(path) && kind.kind === "resource");
  const declared = made.filter(({ binding }) => isOfDeclared(binding.declared, resource));
  const keys = made.filter(({ kind }) => kind.holder === "key");
  const [only, ...others] = declared.length === 0 && layer === "key-policy" ? keys : declared;
  return only === undefined || others.length > 0 ? undefined : { file: only.path, span: only.policy.span };
}

/** Source: "AWS CDK apps", on the cloud assembly. */
const MADE_BY_CDK = /(?:^|\/)cdk\.out\//;

function inCode(step: NextStep, place: InConstruct, template: string): NextStep {
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
