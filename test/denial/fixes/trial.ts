/** Tries the fixes of an explanation from outside: files are edited, the workspace is read and explained again. */
import assert from "node:assert/strict";
import { type PossibleCaller } from "../../../server/src/policy/possible-caller.ts";
import { type Explanation } from "../../../server/src/denial/explanation.ts";
import { type ExplanationFix } from "../../../server/src/denial/fixes/fix.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { type DenialQuestion, explainDenial } from "../../../server/src/service/explain-denial.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { sourcesAround } from "../../../server/src/workspace/consulted.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readFilePolicies } from "../../../server/src/workspace/read-file-policies.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { isList, meaningOf, type Plain, plainAfter, plainOf } from "../../support/changed-tree.ts";

type Files = readonly { readonly path: string; readonly text: string }[];

export interface Trial extends Omit<DenialQuestion, "workspace"> {
  readonly files: Files;
  readonly config: DenialQuestion["workspace"]["config"];
}

export function edited(files: Files, fix: ExplanationFix): Files {
  return files.map((file) => ({
    ...file,
    text: applyEdits(
      file.text,
      fix.edits.filter((edit) => edit.file === file.path),
    ),
  }));
}

/** What the edits write reads as the policies with the fix's changes made on their values. */
export function assertWrittenAsMeant(fix: ExplanationFix, files: Files): void {
  const now = edited(files, fix);
  const read = (all: Files, path: string) =>
    all.flatMap((file) => (file.path === path ? readFilePolicies(file, sourcesAround(all)).policies : []));
  for (const policy of new Set(fix.changes.map((one) => one.policy))) {
    const changes = fix.changes.filter((one) => one.policy === policy).flatMap((one) => one.changes);
    const { object } = policy.policy;
    const [before, after] = [read(files, policy.file), read(now, policy.file)];
    const isOwn = fix.change.change === "add-policy";
    if (isOwn || (fix.change.change === "add-statement" && fix.change.isBeside === true)) {
      const texts = (all: typeof before): readonly string[] =>
        all.map((one) => JSON.stringify(plainOf(one.policy.object)));
      const added = texts(after).filter((text) => !texts(before).includes(text));
      assert.deepEqual([after.length, added.length], [before.length + 1, 1], fixTitleText(fix));
      continue;
    }
    const at = before.findIndex((one) => one.policy.object.span.start === object.span.start);
    const written = after[at]?.policy.object;
    assert.ok(written, fixTitleText(fix));
    const meant = inPartition(plainAfter(object, changes));
    const asMeant = optionsAs(meant, inPartition(plainOf(written)));
    const [wanted, is] = [deployedAs(meant, meant), deployedAs(meant, asMeant)];
    // A data source of Terraform has its own order, and lists only.
    const isOwnForm = /\.tf(?:\.json)?$/.test(policy.file);
    assert.deepEqual(isOwnForm ? meaningOf(is) : is, isOwnForm ? meaningOf(wanted) : wanted, fixTitleText(fix));
  }
}

/** What a fix says that it rests on. */
const IS_CONDITION: ReadonlySet<string> = new Set([
  "only-if",
  "only-if-resource",
  "only-if-destination",
  "only-if-application-balancer",
  "only-if-stands-for",
  "only-if-listed",
  "unless-given",
  "may-still-deny",
  "may-lack-allow",
  "bucket-behind",
  "role-without-path",
  "left-to-account",
  "not-known-in-unit",
  "not-in-units",
  "other-caller",
]);

/** The layer that would deny each of those for whom it is denies them no more. */
export function assertHelpsCallers(fix: ExplanationFix, before: Explanation, trial: Trial): void {
  const title = fixTitleText(fix);
  assert.ok(!fix.verified && fix.callers !== undefined, title);
  if (fix.edits.length === 0) return;
  const [after] = explanationsOf({ ...trial, files: edited(trial.files, fix) });
  // Of what stood in anybody's way nothing is told once it does not.
  for (const caller of fix.callers) {
    const layer = answerFor(caller, before)?.layer;
    const answer = answerFor(caller, after) ?? soleAnswer(after);
    const view = answer?.byFiles.layers.find((one) => one.layer === layer);
    // Only units are left that may hold the account, and the fix says of which.
    const units = fix.risks.flatMap((risk) => (risk.risk === "not-in-units" ? risk.units : []));
    const left = answer?.layers.flatMap((one) => (one.layer === layer ? (one.levelsWithoutAllow ?? []) : [])) ?? [];
    const isLeftToUnits = left.length > 0 && left.every((level) => units.includes(level));
    // Of a Deny that no longer matches, where the fix says that an Allow may be missing, no more is asked.
    const isLeftToAllow =
      view?.verdict === "implicit-deny" &&
      fix.risks.some((risk) => risk.risk === "may-lack-allow" && risk.layer === layer);
    assert.ok(view && (isLeftToUnits || isLeftToAllow || !view.verdict.endsWith("deny")), `${title}: ${view?.verdict}`);
  }
}

function answerFor(caller: PossibleCaller, explanation: Explanation | undefined): Explanation | undefined {
  return explanation?.supposed?.find((one) => JSON.stringify(one.caller) === JSON.stringify(caller))?.explanation;
}

/** Whoever gets the first policy is known by the name of the role from then on. */
function soleAnswer(explanation: Explanation | undefined): Explanation | undefined {
  const supposed = explanation?.supposed ?? [];
  return supposed.length === 1 ? supposed[0]?.explanation : undefined;
}

export function explanationsOf(trial: Trial): readonly Explanation[] {
  return explainDenial({ ...trial, workspace: readWorkspace(trial.files, trial.config) }).explanations;
}

/** After the fix, the layer that denied no longer does; nothing but what the message itself has is given a wildcard. */
export function assertSettles(explanation: Explanation, fix: ExplanationFix, trial: Trial): void {
  if (fix.callers !== undefined) {
    assertHelpsCallers(fix, explanation, trial);
    return;
  }
  const title = fixTitleText(fix);
  const presumed = explanation.assumptions.some(({ assumption }) => assumption === "full-access-attached");
  // That a policy which fits is the one that AWS names, only a person can know.
  const isOnlySaid = fix.change.change === "say-attached" && fix.change.arn !== undefined;
  assert.ok(fix.verified || presumed || isOnlySaid || fix.risks.some(({ risk }) => IS_CONDITION.has(risk)), title);
  if (fix.change.change === "attach") return;
  if (fix.change.change === "say-attached" || fix.change.change === "say-member") {
    assertIsSaid(fix, fix.change.policyName, trial);
    return;
  }
  const files = edited(trial.files, fix);
  // What the message refutes of what was told is not so: the fixes are for the request without it.
  const refutedKeys = new Set(explanation.refuted.map(({ key }) => key));
  const told = {
    ...trial,
    facts: new Map([...ownerFor(fix, explanation), ...[...trial.facts].filter(([key]) => !refutedKeys.has(key))]),
  };
  const explained = (of: Files): Explanation =>
    explainDenial({ ...trial, workspace: readWorkspace(of, trial.config), facts: factsFor(fix, told) });
  const asEdited = explained(files);
  // That AWS found no Allow tells that no Deny matched, so without them the policies have to decide the same.
  const views = [...asEdited.layers, ...asEdited.byFiles.layers];
  const isOpen = views.some((one) => one.layer === explanation.layer && one.verdict === "unknown");
  const again = isOpen && explanation.denyType === "implicit" ? explained(withoutDenies(files)) : asEdited;
  const { layer } = explanation;
  // A request that comes otherwise than the message tells is for the files alone.
  const refuted = again.refuted.length > 0;
  const view = (refuted ? again.byFiles.layers : again.layers).find((one) => one.layer === layer);
  // The bucket behind an access point is another policy's matter.
  const isLeftToBucket =
    again.reason === "other-policy-of-layer" && fix.risks.some(({ risk }) => risk === "bucket-behind");
  // Only units are left that may hold the account, and the fix says of which.
  const units = fix.risks.flatMap((risk) => (risk.risk === "not-in-units" ? risk.units : []));
  const left = view?.levelsWithoutAllow ?? [];
  const isLeftToUnits = left.length > 0 && left.every((level) => units.includes(level));
  // What a reference stands for, the files do not say.
  const isLeftToReference =
    again.reason === "allow-may-match" &&
    (fix.changes.length === 0 ||
      fix.risks.some(({ risk }) => risk === "only-if-stands-for" || risk === "only-if-listed") ||
      namesDeploymentOf(fix));
  // Nobody knows in which account the role and its provider are: what is known of the token fits the statement now.
  const isLeftToProvider =
    explanation.reason === "token-unknown" &&
    again.reason === "token-unknown" &&
    again.nearMisses.length > 0 &&
    again.nearMisses.every(
      ({ elements, hints }) => hints.length === 0 && elements.every(({ truth }) => truth !== "no"),
    );
  // The SCPs here allow it now, and each level of the organization has SCPs of its own.
  const isLeftToOtherLevels =
    layer === "scp" &&
    again.reason === "other-policy-of-layer" &&
    again.byFiles.layers.some((one) => one.layer === "scp" && one.verdict === "allow");
  // The action that was denied passes, and which object the next one of the call is on, nobody says.
  const isOfLogs = fix.change.change === "add-statement" && fix.change.to === "s3:PutObject";
  const isLeftToObject =
    again.reason === "resource-unknown" &&
    (isOfLogs || again.request.action !== explanation.request.action) &&
    fix.risks.length > 0;
  // As whom the load balancer asks, the message does not say: a statement is about what it needs now.
  const isLeftToBalancer = explanation.denial.delivery === "load-balancer-logs" && isOpenAgain(again);
  const passes =
    isLeftToBalancer ||
    isLeftToBucket ||
    isLeftToObject ||
    isLeftToOtherLevels ||
    isLeftToProvider ||
    isLeftToReference ||
    isLeftToUnits ||
    again.verdict === "workspace-allows" ||
    view?.verdict === "allow" ||
    view?.verdict === "not-applicable";
  // Of an explicit deny, a Deny may be left that only may match.
  const denies = refuted ? view?.verdict === "explicit-deny" : again.culprits.some(({ certain }) => certain);
  const spared = explanation.denyType === "explicit" && !denies;
  assert.ok(passes || spared, `${title}: ${again.verdict}, ${again.reason}, ${view?.verdict ?? "no such layer"}`);
  if (again.layer === layer && !refuted && !isLeftToUnits) {
    assert.notEqual(again.reason, "no-allow", title);
    assert.notEqual(again.reason, "deny-matches", title);
  }
  const isWider = fix.risks.some(({ risk }) => risk === "more-than-asked" || risk === "made-per-run");
  if (!isWider) assertNoWider(files, fix, trial, title);
}

/** A statement of its own by reference is about the account and the Region in which its template is deployed. */
function namesDeploymentOf({ change, edits }: ExplanationFix): boolean {
  return change.change === "add-statement" && edits.some(({ newText }) => newText.includes("${"));
}

function isOpenAgain({ reason, fixes, nearMisses }: Explanation): boolean {
  return reason === "request-incomplete" && fixes.length === 0 && nearMisses.length > 0;
}

/** Where nobody says whose the resource is, a statement for an account is one for that of another. */
function ownerFor({ risks }: ExplanationFix, { assumptions }: Explanation): readonly (readonly [string, string])[] {
  const isPresumed = assumptions.some(({ assumption }) => assumption === "callers-account");
  const isLeft = risks.some(({ risk }) => risk === "left-to-account");
  return isPresumed && isLeft ? [["aws:ResourceAccount", "999999999999"]] : [];
}

/** Of policies in JSON; other files as they are. */
function withoutDenies(files: Files): Files {
  return files.map((file) => {
    if (!file.path.endsWith(".json")) return file;
    const text = JSON.stringify(JSON.parse(file.text), (_key, value: unknown) =>
      Array.isArray(value) ? value.filter((one: unknown) => !isDeny(one)) : value,
    );
    return { ...file, text };
  });
}

function isDeny(value: unknown): boolean {
  return typeof value === "object" && value !== null && "Effect" in value && value.Effect === "Deny";
}

/** Once it is said, nothing asks any more whether the policy is attached. */
function assertIsSaid(fix: ExplanationFix, policyName: string, trial: Trial): void {
  const [file = ""] = fix.edits.map((edit) => edit.file);
  const before = trial.config.sources.find(({ path }) => path === file)?.text ?? "";
  const { config, problems } = readWorkspaceConfig(file, applyEdits(before, fix.edits));
  assert.deepEqual(problems, []);
  const again = explainDenial({ ...trial, workspace: readWorkspace(trial.files, config) });
  const open = again.unknowns.flatMap((one) => (one.unknown === "attachment" ? [one.policyName] : []));
  assert.ok(!open.includes(policyName), `${policyName} is still asked for`);
  assert.ok(!again.fixes.some((one) => fixTitleText(one) === fixTitleText(fix)), "it is offered again");
}

/** What the fix rests on: the facts it asks for, and the caller's ARN as it writes it. */
function factsFor({ change, edits, risks }: ExplanationFix, { facts }: Trial): Trial["facts"] {
  const caller = edits.flatMap(({ newText }) => /"aws:PrincipalArn": "([^"]+)"/.exec(newText)?.[1] ?? []);
  const role = change.change === "add-statement" ? change.role : undefined;
  const named = change.change === "except-principal" ? [change.to] : role === undefined ? caller : [role];
  const onlyIf = risks.flatMap((one) => (one.risk === "only-if" ? one.facts : []));
  const told = [
    ...[...(change.change === "satisfy" ? change.facts : []), ...onlyIf].map(
      ({ key, value }) => [key, value ?? ""] as const,
    ),
    ...(change.change === "as-exempt" ? change.principals.slice(0, 1).map(asCaller) : []),
  ];
  const about = risks.flatMap((one) =>
    one.risk === "only-if-resource" ? [one.resource] : one.risk === "only-if-destination" ? [one.destination] : [],
  );
  return new Map([
    ...facts,
    ...about.map((arn) => ["resource", arn.replace(/\*$/, "x")] as const),
    ...named.map((arn) => ["aws:PrincipalArn", arn] as const),
    ...variablesOf(told.map(([, value]) => value)),
    ...tagKeysOf(told.map(([key]) => key)),
    ...told.map(([key, value]) => [key, sample(key, value)] as const),
  ]);
}

/** The principal as a condition names it: by its ARN or by its unique ID. */
function asCaller(principal: string): readonly [string, string] {
  return [principal.startsWith("arn:") ? "aws:PrincipalArn" : "aws:userid", principal];
}

function sample(key: string, value: string): string {
  if (/ip$/i.test(key)) return value.split("/")[0] ?? value;
  return value === "" ? "x" : value.replace(/\$\{[^}]*\}|[*?]/g, "x");
}

/** Of those in what a fix asks for. */
function variablesOf(values: readonly string[]): readonly (readonly [string, string])[] {
  return values.flatMap((value) =>
    Array.from(value.matchAll(/\$\{([^},]+)\}/g), ([, key = ""]) => [key, "x"] as const),
  );
}

/** Of the one tag that is passed. */
function tagKeysOf(keys: readonly string[]): readonly (readonly [string, string])[] {
  const tags = keys.flatMap((key) => /^aws:RequestTag\/(.+)$/.exec(key)?.[1] ?? []);
  return tags.length === 1 ? tags.map((tag) => ["aws:TagKeys", tag] as const) : [];
}

/** Every text with a wildcard stood in the file, or in the message, before, or is one of them corrected. */
function assertNoWider(files: Files, { change }: ExplanationFix, trial: Trial, title: string): void {
  const corrected = "written" in change && "to" in change && change.written.includes("*") ? [`"${change.to}"`] : [];
  // Another variable widens nothing.
  const asBefore = (text: string): string =>
    change.change === "use-variable" ? text.replaceAll(change.to, change.written) : text;
  for (const { path, text } of files) {
    const before = new Set(wildcardTexts(trial.files.find((file) => file.path === path)?.text ?? "").concat(corrected));
    for (const wild of wildcardTexts(text)) {
      const isOneRole = change.change === "add-statement" && wild === anyPathOf(change.role);
      const asked =
        trial.message.includes(wild.slice(1, -1)) ||
        (wild === '"*"' && (takesNoResource(trial) || namesItsRole(text, change) || deniesAllOthers(text, change))) ||
        isOneRole ||
        LOGS_OF_ACCOUNT.test(wild) ||
        ROLES_OF_PERMISSION_SET.test(wild);
      // Something in what the file names in any account.
      const isInside = [...before].some((one) => one.startsWith('"arn:') && wild.startsWith(`${one.slice(0, -1)}/`));
      assert.ok(before.has(asBefore(wild)) || isInside || asked, `${title}: ${wild} is new in ${path}`);
    }
  }
}

/** Everyone, on a condition that only the caller's role fulfils, under whatever path. */
function namesItsRole(text: string, change: ExplanationFix["change"]): boolean {
  const pattern = change.change === "add-statement" ? anyPathOf(change.role) : undefined;
  return pattern !== undefined && text.includes(pattern) && text.includes('"aws:PrincipalArn"');
}

/** A Deny of everyone, less those that a condition spares. */
function deniesAllOthers(text: string, { change }: ExplanationFix["change"]): boolean {
  return change === "instead-of-exclusion" && text.includes('"aws:PrincipalArn"');
}

/** Names of roles are unique in an account. */
function anyPathOf(role: string | undefined): string | undefined {
  return role === undefined ? undefined : `"${role.replace(":role/", ":role/*/")}"`;
}

function wildcardTexts(text: string): readonly string[] {
  return text.match(/"[^"\n]*\*[^"\n]*"/g) ?? [];
}

/** Their path has the Region, and their name an ending that is made anew with the role. */
const ROLES_OF_PERMISSION_SET =
  /^"arn:aws:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\/\*AWSReservedSSO_\w+_\*"$/;

/** Each object has a name of its own behind the account's, and so have its trails. */
const LOGS_OF_ACCOUNT =
  /^"arn:aws:(?:s3:::[a-z0-9.-]+\/(?:[\w-]+\/)?AWSLogs\/\d{12}\/(?:Config\/)?|cloudtrail:\*:\d{12}:trail\/)\*"$/;

/** The Resource of such an action can only be `*`. */
function takesNoResource({ message, catalog }: Trial): boolean {
  const [, service = "", action = ""] = /to perform: (\w+):(\w+)/.exec(message) ?? [];
  return catalog.service(service)?.action(action)?.resources.length === 0;
}

/** An expression leaves the Region and the account open: what was meant says them. */
function deployedAs(wanted: Plain, is: Plain): Plain {
  const meant: readonly string[] = JSON.stringify(wanted).match(ARN) ?? [];
  const text = JSON.stringify(is).replace(
    ARN,
    (arn) => meant.find((one) => isWrittenOut(arn, one) || isWrittenOut(one, arn)) ?? arn,
  );
  return JSON.parse(text) as Plain;
}

/** Of a text that makes a policy again and again, one of these times is meant. */
function optionsAs(meant: Plain, is: Plain): Plain {
  if (typeof is === "string" || typeof meant === "string" || isList(is) !== isList(meant)) return optionLike(meant, is);
  if (isList(is))
    return isList(meant)
      ? memberAs(
          meant,
          is.map((one, at) => optionsAs(meant[at] ?? "", one)),
        )
      : is;
  if ("either" in is && !("either" in meant)) return optionLike(meant, is);
  const parts = meant as Readonly<Record<string, Plain>>;
  return Object.fromEntries(Object.entries(is).map(([key, one]) => [key, optionsAs(parts[key] ?? "", one)])) as Plain;
}

/** A trust policy that leaves open which provider it trusts is meant to trust the one of the token. */
function memberAs(meant: readonly Plain[], is: readonly Plain[]): readonly Plain[] {
  const [key, ...values] = is;
  if (typeof key !== "string") return is;
  if (key === "Federated" && meant[0] === key) return /\$\{|unknown/.test(JSON.stringify(values)) ? meant : is;
  const claim = /^\$\{.*\}(:(?:sub|aud))$/.exec(key)?.[1];
  const [wanted] = meant;
  return claim !== undefined && typeof wanted === "string" && wanted.endsWith(claim) ? [wanted, ...values] : is;
}

function optionLike(meant: Plain, is: Plain): Plain {
  const options = typeof is === "string" || isList(is) ? undefined : is["either"];
  if (options === undefined || typeof options === "string") return is;
  return options.find((one) => JSON.stringify(one) === JSON.stringify(meant)) ?? is;
}

/** With names that a module of Terraform, or a template of its own, fills in? */
function isOfModule(open: string, arn: string): boolean {
  const parts = open.split(/\$\{(?:(?:var|local|data)\.[\w.]+|terraform\.workspace)\}/);
  const [first = "", ...others] = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // What stands in front of the name is a whole ARN.
  const pattern = `${first === '"' ? '"arn:[^"]+' : `${first}[^:/]+`}${others.join("[^:/]+")}`;
  return parts.length > 1 && new RegExp(`^${pattern}$`).test(arn);
}

/** Is it the other one, with what that leaves open? */
function isWrittenOut(open: string, arn: string): boolean {
  const [region = "", account = ""] = arn.split(":").slice(3, 5);
  // What AWS adds to the name of a secret.
  const suffix = arn.slice(-7, -1);
  const written = open
    .replace(/\$\{(?:region|AWS::Region)\}/, region)
    .replace(/\$\{(?:account|AWS::AccountId)\}/, account);
  return written.replace("${suffix}", suffix) === arn || isOfModule(written, arn);
}

const ARN = /"(?:arn:|\$\{(?:var|local)\.)[^"]*"/g;

/** What is made beside a policy is named by an expression: its partition is that of the deployment. */
function inPartition(plain: Plain): Plain {
  return JSON.parse(JSON.stringify(plain).replace(/arn:\$\{(?:partition|AWS::Partition)\}:/g, "arn:aws:")) as Plain;
}
