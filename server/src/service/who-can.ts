/** "Who can …?": the statements of a workspace about an action on a resource, and what can be asked about. */
import { type Catalog } from "../catalog/catalog.ts";
import { hasWildcard } from "../catalog/match-name.ts";
import { nearestNames } from "../domains/nearest-name.ts";
import { proofOfStatement } from "../checks/proofs.ts";
import {
  whoCanSummary,
  whoCanText,
  whoCanTitle,
  type WhoCanAnswer,
  type WhoCanRow,
} from "../telling/who-can-report.ts";
import { readOnce } from "../hosts/index.ts";
import { type LinkedPlace } from "../telling/render-report.ts";
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import { notInReference } from "../wording/reference.ts";
import { didYouMean } from "../wording/did-you-mean.ts";
import { name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { type AccessQuestion, type StatementAbout, statementsAbout } from "../workspace/statements-about.ts";
import { knownNames } from "./completion/known-names.ts";
import { type ProofSources } from "./statement-proof.ts";
import { byReason, type Workspace } from "./workspace.ts";

export interface WhoCan {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  /** The places that the text names. */
  readonly places: readonly LinkedPlace[];
}

/** `typed` is an action, and an ARN behind it if one resource is meant. A phrase says what is wrong with it. */
export function* whoCanSteps(
  typed: string,
  workspace: Workspace,
  sources: ProofSources,
): Generator<undefined, WhoCan | { readonly problem: Phrase }> {
  const question = readQuestion(typed);
  if ("problem" in question) return question;
  const found = yield* statementsAbout(question, workspace.policies);
  const rows = yield* rowsOf(found, workspace, sources);
  const note = noteOn(question.action, sources.catalog);
  const answer: WhoCanAnswer = {
    question,
    rows,
    policies: workspace.policies.policies.length,
    unread: byReason(workspace.unread),
    modules: readOnce(workspace.around),
    extent: workspace.extent,
    note,
  };
  return {
    title: whoCanTitle(answer),
    summary: whoCanSummary(answer),
    text: whoCanText(answer),
    places: rows.map(({ place }) => place),
  };
}

/** Exported for its test. */
export function readQuestion(typed: string): AccessQuestion | { readonly problem: Phrase } {
  const [action = "", resource, ...others] = typed.trim().split(/\s+/);
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/i.test(action)) {
    return {
      problem: hasWildcard(action)
        ? say`Ask about one action: ${name(action)} is a pattern of several.`
        : /^[A-Z][A-Za-z0-9]+$/.test(action)
          ? say`${name(action)} names no service. Write it in front of the action, as in ${name("s3:GetObject")}.`
          : say`Write an action such as ${name("s3:GetObject")}. To ask about one resource, write its ARN behind the action.`,
    };
  }
  if (others.length > 0) return { problem: say`Write one action and one ARN.` };
  if (resource === undefined || resource === "*") return { action, resource: undefined };
  if (!/^arn:[^:]*:[^:]+:[^:]*:[^:]*:./.test(resource)) {
    return {
      problem: say`${name(resource)} is not an ARN. Write one as ${name("arn:aws:s3:::bucket/key")}, or leave it out for any resource.`,
    };
  }
  return { action, resource };
}

/** Of so many it is proved whether they match anything. */
const MOST_PROVED = 200;

function* rowsOf(
  found: readonly StatementAbout[],
  { policies: { texts }, files }: Workspace,
  { memory }: ProofSources,
): Generator<undefined, readonly WhoCanRow[]> {
  const broken = new Set(
    files.flatMap((file) => file.policies.flatMap(({ site, policy }) => (site.broken ? [policy] : []))),
  );
  const lines = new Map<string, LineIndex>();
  const rows: WhoCanRow[] = [];
  for (const [index, one] of found.entries()) {
    const { path, policy, kind } = one.policy;
    const lineIndex = lines.get(path) ?? createLineIndex(texts.get(path) ?? "");
    lines.set(path, lineIndex);
    const { span } = one.statement;
    const isProved = index < MOST_PROVED && !broken.has(policy);
    const isDead = isProved && proofOfStatement({ policy, kind, memory }, one.statement).verdict === "never";
    rows.push({ ...one, isDead, place: { file: path, span, line: lineIndex.placeAt(span.start).line } });
    yield;
  }
  return rows;
}

function noteOn(action: string, catalog: Catalog): Phrase | undefined {
  const [prefix = "", actionName = ""] = action.split(":");
  const service = catalog.service(prefix);
  if (service?.action(actionName) !== undefined) return undefined;
  const near =
    service === undefined
      ? nearestNames(prefix, catalog.servicePrefixes).map((one) => `${one}:${actionName}`)
      : nearestNames(actionName, service.actionNames).map((one) => `${service.prefix}:${one}`);
  return sentences(notInReference(action, catalog.info), didYouMean(near));
}

export interface WhoCanOption {
  /** The whole text of the question. */
  readonly label: string;
  readonly detail: string;
}

const MOST_OPTIONS = 100;

/** What can be typed: actions by any part of their names, then the resources that the workspace names. */
export function whoCanOptions(typed: string, workspace: Workspace, catalog: Catalog): readonly WhoCanOption[] {
  const [action = "", resource] = typed.trimStart().split(/\s+/);
  return resource === undefined
    ? actionOptions(action, catalog)
    : resourceOptions(action, resource, workspace, catalog);
}

function actionOptions(typed: string, catalog: Catalog): readonly WhoCanOption[] {
  const colon = typed.indexOf(":");
  const service = catalog.service(colon < 0 ? typed : typed.slice(0, colon));
  const part = typed.slice(colon + 1).toLowerCase();
  const names =
    colon >= 0 || service !== undefined
      ? (service?.actionNames ?? [])
          .filter((one) => colon < 0 || one.toLowerCase().includes(part))
          .map((one) => `${service?.prefix ?? ""}:${one}`)
      : typed.length < SHORTEST_PART
        ? []
        : catalog.actionsHolding(typed, MOST_OPTIONS);
  return names.slice(0, MOST_OPTIONS).map((label) => ({ label, detail: levelsOf(label, catalog) }));
}

const SHORTEST_PART = 3;

function levelsOf(action: string, catalog: Catalog): string {
  const [prefix = "", actionName = ""] = action.split(":");
  const service = catalog.service(prefix);
  return [service?.action(actionName)?.accessLevels.join(", ") ?? "", service?.name ?? ""]
    .filter((one) => one !== "")
    .join(" · ");
}

function resourceOptions(
  action: string,
  typed: string,
  { files, policies }: Workspace,
  catalog: Catalog,
): readonly WhoCanOption[] {
  const prefix = action.split(":", 1)[0]?.toLowerCase() ?? "";
  const used = knownNames(policies.policies.map(({ policy }) => policy)).resources;
  const declared = files.flatMap(({ declares }) =>
    declares.flatMap(({ arn }) => (arn === undefined || /[*?]/.test(arn) ? [] : [arn])),
  );
  const services = new Set([prefix, ...servicesOfResources(action, catalog)]);
  const fitting = [...new Set([...declared, ...used])].filter(
    (arn) => services.has(arn.split(":")[2] ?? "") && arn.toLowerCase().includes(typed.toLowerCase()),
  );
  return fitting.slice(0, MOST_OPTIONS).map((arn) => ({ label: `${action} ${arn}`, detail: "in this workspace" }));
}

/** `sts:AssumeRole` is done on roles of IAM. */
function servicesOfResources(action: string, catalog: Catalog): readonly string[] {
  const [prefix = "", actionName = ""] = action.split(":");
  const service = catalog.service(prefix);
  return (service?.action(actionName)?.resources ?? []).flatMap(({ type }) =>
    (service?.resourceType(type)?.arns ?? []).map((arn) => arn.split(":")[2] ?? ""),
  );
}
