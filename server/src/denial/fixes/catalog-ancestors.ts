/**
 * What a table or a database of AWS Glue is in, on which AWS decides the same call. Source: "Specifying AWS Glue resource ARNs",
 * on a resource and all its ancestors.
 */
import { onceForEach } from "../../domains/once.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { evaluateCandidates } from "../hold-against-files.ts";
import { verdictOf } from "../reconcile.ts";
import { isOfTemplate } from "./covers.ts";
import { type FixQuestion } from "./question.ts";

/** Those of a resource that the layer does not allow yet; none of a resource that is in nothing. */
export type AncestorsOf = (resource: string) => readonly string[];

export function ancestorsIn(question: FixQuestion, layer: Layer): AncestorsOf {
  const { attempt, request, held, actions } = question;
  const { arnTemplates = [] } = actions(request.action) ?? {};
  if (!/^glue:/i.test(request.action) || layer === "scp") return () => [];
  const every = { ...attempt, mayMatch: () => true, mayNearlyMatch: () => true };
  const isAllowed = onceForEach((arn: string) => {
    const resource = { ...request.resource, arn };
    return verdictOf(evaluateCandidates(every, { ...request, resource }, held.rules).decision, layer) === "allow";
  });
  return (resource) =>
    ancestorsOf(resource).filter(
      (one) => arnTemplates.some((template) => isOfTemplate(one, template)) && !isAllowed(one),
    );
}

function ancestorsOf(arn: string): readonly string[] {
  const [, catalog, type, database] =
    /^(arn:[^:]+:glue:[^:]*:[^:]*:)(database|table|userDefinedFunction)\/([^/*?]+)/.exec(arn) ?? [];
  if (catalog === undefined || database === undefined) return [];
  return [...(type === "database" ? [] : [`${catalog}database/${database}`]), `${catalog}catalog`];
}

/** Of a call that is decided on what is in the catalog as well: AWS named the catalog, or the database, and nobody knows what in it. */
export function isPartOfCall(resource: string | undefined, arnTemplates: readonly string[]): boolean {
  const named = LEVELS.findIndex((level) => level.test(resource ?? ""));
  return named >= 0 && arnTemplates.some((one) => LEVELS.findIndex((level) => level.test(one)) > named);
}

/** Of ARNs and of their templates, from the outermost. */
const LEVELS: readonly RegExp[] = [
  /^arn:[^:]+:glue:[^:]*:[^:]*:catalog$/,
  /^arn:[^:]+:glue:[^:]*:[^:]*:database\//,
  /^arn:[^:]+:glue:[^:]*:[^:]*:(?:table|userDefinedFunction)\//,
];
