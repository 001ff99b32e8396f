/**
 * The permission of a function as a resource of the Terraform module or the CloudFormation template that makes the function.
 * Sources: "Resource: aws_lambda_permission" (Terraform Registry); "AWS::Lambda::Permission" and, for what `Ref` returns,
 * "AWS::Lambda::Function" (AWS CloudFormation User Guide).
 */
import { type Explanation } from "../denial/explanation.ts";
import { type FunctionPermission, type NextStep } from "../denial/next-step.ts";
import { INVOKE, permissionsFor } from "../denial/function-permission.ts";
import { type ArnReference, type SourcesAround } from "../hosts/host.ts";
import { readSource } from "../hosts/index.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { isAccountId } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { newObject, type NewValue } from "../syntax/change.ts";
import { aligned, printText } from "../syntax/hcl-print.ts";
import { printPair, type YamlPrint } from "../syntax/yaml-print.ts";
import { freeName } from "../text/free-name.ts";
import { resultOf } from "../text/steps.ts";

/** Behind the command that gives it; as it is where no file of the workspace is known to make the function. */
export function withDeclaredPermission(explanation: Explanation, around: SourcesAround): Explanation {
  const asked = explanation.next.find(({ step }) => step === "add-permission" || step === "permission-for-service");
  const permission = asked && permissionOf(asked);
  const declared = permission && declaredIn(around, permission);
  if (declared === undefined) return explanation;
  const next = explanation.next.flatMap((step) => (step === asked ? [step, declared] : [step]));
  return { ...explanation, next };
}

interface WantedPermission extends Omit<FunctionPermission, "function" | "of" | "isUnseen"> {
  /** Undefined for the only function that a file makes. */
  readonly of: string | undefined;
}

function permissionOf(step: NextStep): WantedPermission | undefined {
  if (step.step === "add-permission") return step;
  if (step.step !== "permission-for-service") return undefined;
  return { of: undefined, qualifier: undefined, action: INVOKE, principal: step.principal, source: step.source };
}

interface MakingFile {
  readonly references: readonly ArnReference[];
  readonly text: string;
  /** The texts of all files that share its names. */
  readonly module: readonly string[];
}

const MOST_FILES = 500;
const LONGEST = 500_000;

function declaredIn(around: SourcesAround, permission: WantedPermission): NextStep | undefined {
  const paths = around.everyFolder().flatMap((folder) => around.filesIn(folder));
  for (const path of paths.filter((one) => LANGUAGE.test(one)).slice(0, MOST_FILES)) {
    const text = around.textOf(path) ?? "";
    if (text.length > LONGEST || !MAKES_FUNCTION.test(text)) continue;
    const all = resultOf(readSource({ path, languageId: undefined, text, around })).references?.() ?? [];
    const references = all.filter(({ is }) => is === undefined);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const written = IN_TERRAFORM.test(path)
      ? inTerraform(permission, { references, text, module: textsIn(folder, around) })
      : inTemplate(permission, { references, text, module: [text] });
    if (written !== undefined) return { step: "declare-permission", commands: [], file: path, ...written };
  }
  return undefined;
}

function textsIn(folder: string, around: SourcesAround): readonly string[] {
  const paths = around.filesIn(folder).filter((one) => IN_TERRAFORM.test(one));
  return paths.flatMap((one) => around.textOf(one) ?? []);
}

interface DeclaredPermission {
  readonly text: string;
  /** What the service calls for, where nobody told it: the only one of its kind there. */
  readonly assumed: string | undefined;
}

const IN_TERRAFORM = /\.(?:tf|tofu)$/;
const LANGUAGE = /\.(?:tf|tofu|ya?ml|template)$/;
const MAKES_FUNCTION = /^resource "aws_lambda_function"|\bAWS::(?:Lambda|Serverless)::Function\b/m;

function inTerraform(
  { of, action, principal, qualifier, source }: WantedPermission,
  { references, text, module }: MakingFile,
): DeclaredPermission | undefined {
  const made = of === undefined ? onlyOf("lambda function", references) : referenceIn(references, of);
  if (made === undefined || !declares(text, made)) return undefined;
  const from = source && sourceInTerraform(source, { references, text, module });
  const taken: string[] = [];
  const blocks = permissionsFor(action).map((permission) => {
    const lines: readonly (readonly [string, string | undefined])[] = [
      ["action", printText(permission.action)],
      ["function_name", made.replace(/\.arn$/, ".function_name")],
      ["qualifier", qualifier && printText(qualifier)],
      ["principal", printText(principal)],
      ["source_arn", from?.written],
      ["source_account", source?.account && printText(source.account)],
      ["function_url_auth_type", permission.authType && printText(permission.authType)],
      ["invoked_via_function_url", permission.isThroughUrl ? "true" : undefined],
    ];
    const body = aligned(lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
    const isTaken = (one: string): boolean =>
      taken.includes(one) || module.some((other) => other.includes(`"aws_lambda_permission" "${one}"`));
    const label = freeName("allow_caller", isTaken);
    taken.push(label);
    return [`resource "aws_lambda_permission" "${label}" {`, ...body.map((line) => `  ${line}`), "}"].join("\n");
  });
  return { text: blocks.join("\n\n"), assumed: from?.assumed };
}

/** The references are those of all files of the module. */
function declares(text: string, reference: string): boolean {
  const [type = "", label = ""] = reference.replace(/\[[^\]]*\]/g, "").split(".");
  return text.includes(type === "module" ? `module "${label}"` : `resource "${type}" "${label}"`);
}

interface WrittenSource {
  readonly written: string;
  readonly assumed: string | undefined;
}

/** Of a log group CloudWatch Logs sends the ARN with `:*` behind it, which Terraform leaves out. */
function sourceInTerraform(
  source: NonNullable<FunctionPermission["source"]>,
  { references, text }: MakingFile,
): WrittenSource {
  const api = readArn(source.arn)?.service === "execute-api" ? onlyApi(text) : undefined;
  // The ID of an API is not in the module, so an ARN does not tell which one it is of.
  if (api !== undefined) return { written: `"\${${api}.execution_arn}/*/*"`, assumed: api };
  const made = sourceIn(references, source, (arn) => referenceIn(references, arn));
  const assumed = source.isKnown ? undefined : made?.replace(/\.arn$/, "");
  if (made === undefined) return { written: printText(source.arn), assumed };
  return { written: source.arn.endsWith(":*") ? `"\${${made}}:*"` : made, assumed };
}

/** What an API calls with. Source: "Resource: aws_api_gateway_rest_api" and "Resource: aws_apigatewayv2_api", on execution_arn. */
function onlyApi(text: string): string | undefined {
  const [first, ...others] = text.matchAll(API_OF_TERRAFORM);
  const [, type, label] = first ?? [];
  return type === undefined || label === undefined || others.length > 0 ? undefined : `${type}.${label}`;
}

const API_OF_TERRAFORM = /^resource "(aws_api_gateway_rest_api|aws_apigatewayv2_api)" "([\w-]+)"/gm;

/** Of a name that the module settles. */
function referenceIn(references: readonly ArnReference[], arn: string): string | undefined {
  const found = references.filter(({ arn: pattern }) => !pattern.endsWith("*") && matches(pattern, arn));
  return found.length === 1 ? found[0]?.expression : undefined;
}

/** What the service calls for; where nobody told its ARN, the only one of that kind here. */
function sourceIn(
  references: readonly ArnReference[],
  { arn, isKnown }: NonNullable<FunctionPermission["source"]>,
  named: (arn: string) => string | undefined,
): string | undefined {
  if (isKnown) return named(arn);
  return onlyOf(kindOf(arn), references);
}

function onlyOf(kind: string, references: readonly ArnReference[]): string | undefined {
  const found = references.filter(({ arn }) => kindOf(arn) === kind);
  return found.length === 1 ? found[0]?.expression : undefined;
}

/** Service and type: `events rule`. */
function kindOf(arn: string): string {
  const { service = "", resource = "" } = readArn(arn) ?? {};
  return `${service} ${/^([a-z-]+)[/:]/.exec(resource)?.[1] ?? ""}`;
}

function matches(pattern: string, text: string): boolean {
  return patternMatches(wildcardPattern(wildcardParts(pattern)), text);
}

function inTemplate(
  { of, action, principal, qualifier, source }: WantedPermission,
  file: MakingFile,
): DeclaredPermission | undefined {
  const { references } = file;
  const made = of === undefined ? onlyOf("lambda function", references) : logicalIdOf(of, file);
  if (made === undefined || qualifier !== undefined) return undefined;
  const from = source && sourceIn(references, source, (arn) => logicalIdOf(arn, file));
  const id = made.replace(/\.\w+$/, "");
  const taken: string[] = [];
  const written = permissionsFor(action).map((permission) => {
    const value = newObject({
      Type: "AWS::Lambda::Permission",
      Properties: newObject({
        Action: permission.action,
        FunctionName: newObject({ Ref: id }),
        Principal: principal,
        SourceArn: from === undefined ? source?.arn : newObject({ [from.includes(".") ? "Fn::GetAtt" : "Ref"]: from }),
        SourceAccount: source?.account && ownerInTemplate(source.account, of),
        FunctionUrlAuthType: permission.authType,
        InvokedViaFunctionUrl: permission.isThroughUrl ? "true" : undefined,
      }),
    });
    const name = freeName(`${id}Permission`, (one) => taken.includes(one) || namesOf(file.text).has(one));
    taken.push(name);
    return printPair(name, value, "", YAML);
  });
  return {
    text: written.join("\n"),
    assumed: source?.isKnown === true ? undefined : from?.replace(/\.\w+$/, ""),
  };
}

/** What stands before a colon at the beginning of a line, logical IDs among it. */
function namesOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/^[ \t]+["']?([A-Za-z0-9]+)["']?:/gm), ([, one = ""]) => one));
}

/** The account of the stack, where it is that of the function or not told. */
function ownerInTemplate(account: string, of: string | undefined): NewValue {
  const isOther = isAccountId(account) && account !== readArn(of ?? "")?.account;
  return isOther ? account : newObject({ Ref: "AWS::AccountId" });
}

const YAML: YamlPrint = {
  newline: "\n",
  unit: "  ",
  dashIndent: "  ",
  quotes: { sign: "double", everywhere: false },
  lists: "lines",
  functions: "tags",
  // Nothing of the template is written again.
  copy: () => ({ text: "", column: undefined }),
  hasLines: () => false,
};

/** By the name that CloudFormation makes of the logical ID, or by the one that the template writes, where it can be no other. */
function logicalIdOf(arn: string, { references, text }: MakingFile): string | undefined {
  const name = arn.slice(Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/")) + 1);
  const ofType = references.filter(({ arn: pattern }) => matches(pattern, arn));
  const generated = ofType.filter(({ expression }) => name.split("-").includes(expression.replace(/\.\w+$/, "")));
  const found = generated.length > 0 ? generated : isWritten(name, text) ? ofType : [];
  return found.length === 1 ? found[0]?.expression : undefined;
}

function isWritten(name: string, text: string): boolean {
  return text.split(/[\s"']+/).includes(name);
}
