/** The other resources that AWS decides the same call on, so that the next denial does not have to be waited for. */
import { type Layer } from "../evaluation/decision.ts";
import { readArn } from "../policy/arn.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NextStep } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Only those on which nothing here may allow it, and where an Allow is what is missing. */
export function sameCallSteps(question: NextQuestion): readonly NextStep[] {
  const { verdict, layer, denial, request, fixes, statement, mayAllowOn } = question;
  const { arn } = request.asked;
  const isLacking = verdict === "explained" && denial.denyType !== "explicit" && layer !== undefined;
  if (!isLacking || !GRANTED_BY_RESOURCE.has(layer) || arn === undefined || request.action === undefined) return [];
  if (fixes.length === 0 && statement === undefined) return [];
  const given = [...alsoOn(fixes[0]), ...(statement?.alsoOn ?? [])];
  const others = question.alsoDecidedOn
    .filter(({ templates }) => !templates.some((template) => typeOf(template) === typeOf(arn)))
    .filter(({ templates }) => !given.some((one) => templates.some((template) => typeOf(template) === typeOf(one))))
    .filter(({ templates }) => !mayAllowOn(templates.map((template) => filledBy(template, arn, request.principal))));
  const types = others.map(({ type }) => (type === "rootcatalog" ? "catalog" : type));
  return types.length === 0 ? [] : [{ step: "same-call", action: request.action, types, commands: [] }];
}

/** What the first fix names beside what was asked for. */
function alsoOn(fix: ExplanationFix | undefined): readonly string[] {
  return fix?.change.change === "add-statement" ? (fix.change.alsoOn ?? []) : [];
}

/** Where an Allow names its resources. */
const GRANTED_BY_RESOURCE: ReadonlySet<Layer> = new Set(["identity", "boundary", "session"]);

/** Of an ARN of EC2 or its template: `subnet` of `arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b`. */
function typeOf(arn: string): string {
  return readArn(arn)?.resource.split("/", 1)[0] ?? "";
}

/** Any resource of the type, in the place of the one that was asked for. */
function filledBy(template: string, asked: string, principal: string | undefined): string {
  const { partition = "aws", region = "", account = "" } = readArn(asked) ?? {};
  const own = account === "" ? (readArn(principal ?? "")?.account ?? "") : account;
  const facts: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: own };
  return template.replace(/\$\{(\w+)\}/g, (_, variable: string) => facts[variable] ?? "*");
}
