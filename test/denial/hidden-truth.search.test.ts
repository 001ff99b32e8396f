/**
 * A whole world is evaluated, its denial told in AWS's sentence, and a part of the truth hidden. What is said of the rest
 * must not be false in the world, and must be found where the files have it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { type StatementPlace } from "../../server/src/denial/statement-place.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { deriveContext } from "../../server/src/evaluation/derive-context.ts";
import { type Decision, type Layer, slotOfLayer } from "../../server/src/evaluation/decision.ts";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { contextOf, type Request } from "../../server/src/evaluation/request.ts";
import { ACCOUNT, OTHER_ACCOUNT, USER } from "../support/evaluation.ts";
import {
  denialIn,
  DOMAIN,
  policySetOf,
  requestIn,
  toldOf,
  truthIn,
  type TrueDenial,
  truth as otherTruth,
  type Truth,
  type World,
  world,
} from "../support/denied-worlds.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { searching, searchShare } from "../support/searching.ts";

const catalog = miniCatalog();

/** Of these five in six are denied: 5,000 in a whole search, 300 in an ordinary run. */
const WORLDS = 6_200;
const FEW_WORLDS = 380;

describe("a denial of which a part of the truth is hidden", () => {
  const cases: { readonly one: World; readonly denial: TrueDenial; readonly explanation: Explanation }[] = [];
  const { seed, numRuns } = searching(WORLDS);
  const isWhole = searchShare() >= 1;
  for (const one of fc.sample(world, { seed, numRuns: isWhole ? numRuns : FEW_WORLDS })) {
    const denial = denialIn(one);
    if (denial !== undefined) cases.push({ one, denial, explanation: explainedOf(one, denial) });
  }
  const complete = cases.filter(
    ({ one, denial: { layer } }) =>
      one.hidden === undefined && one.files.some(({ slot }) => slot === slotOfLayer(layer)),
  );
  const each = (
    name: string,
    check: (one: World, denial: TrueDenial, explanation: Explanation) => string | undefined,
  ): void => {
    test(name, () => {
      const wrong = cases.flatMap(({ one, denial, explanation }) => {
        const what = check(one, denial, explanation);
        return what === undefined ? [] : [`${what}\n${JSON.stringify(one)}\n${denial.message}`];
      });
      assert.equal(wrong.length, 0, `${wrong.length} of ${cases.length}, such as: ${wrong[0] ?? ""}`);
    });
  };

  each("blames no statement that did not match", (one, denial, { culprits, verdict }) => {
    if (verdict !== "explained") return undefined;
    const matched = (place: StatementPlace): boolean => isAmong(place, denial);
    const certain = culprits.filter((culprit) => culprit.certain && !matched(culprit.place));
    if (certain.length > 0) return `${nameOf(certain[0]?.place)} is said to match`;
    const [only, ...others] = culprits;
    // What may match is said to do so only if no other policy denied it.
    return one.hidden === undefined && only !== undefined && others.length === 0 && !matched(only.place)
      ? `${nameOf(only.place)} is the only one named`
      : undefined;
  });

  each("blames only the policy that AWS names", (_one, { named }, { culprits, verdict }) => {
    const other = culprits.find(({ place }) => place.file !== named?.path);
    return named !== undefined && verdict === "explained" && other !== undefined ? nameOf(other.place) : undefined;
  });

  each("tells no layer otherwise than it is", (one, denial, explanation) => {
    if (one.hidden !== undefined || givesUp(explanation) || assumesOwner(one)) return undefined;
    for (const { layer, verdict, basis } of explanation.layers) {
      if (basis !== "files" || (layer === "scp" && assumesFullAccess(explanation))) continue;
      if (verdict === "unknown" || verdict === "not-applicable") continue;
      const said = verdict === "leaves-it" ? "implicit-deny" : verdict;
      const is = denial.decision.layers.find((each) => each.layer === layer)?.verdict;
      if (said !== is) return `${layer}: ${verdict}, and it is ${is ?? "not there"}`;
    }
    return undefined;
  });

  each("concludes nothing that is false", (one, denial, { assumptions, culprits, givenUp }) => {
    const path = givenUp.find(({ assumption }) => assumption === "role-without-path");
    if (path !== undefined && one.hidden === undefined && one.path === "") return "the role has no path";
    for (const assumption of assumptions) {
      if (
        one.hidden === undefined &&
        assumption.assumption === "conditions-held" &&
        !isAmong(culprits[0]?.place, denial)
      ) {
        return `the conditions of ${nameOf(culprits[0]?.place)} did not hold`;
      }
      if (assumption.assumption === "conditions-failed" && matches(assumption.place, denial)) {
        return `the conditions of ${nameOf(assumption.place)} held`;
      }
    }
    return undefined;
  });

  each("asks for no key that could change nothing", (one, _denial, explanation) => {
    const keys = explanation.unknowns.flatMap((each) => (each.unknown === "context-key" ? [each.key] : []));
    const isOwnerOpen = opensOwner(one, explanation);
    return keys.find((key) => key !== "aws:ResourceAccount" && !changesSomething(key, one, isOwnerOpen));
  });

  each("says of the files what evaluating them says", (one, _denial, explanation) => {
    if (one.isEvent || givesUp(explanation)) return undefined;
    const isOwnerOpen = opensOwner(one, explanation);
    const decision = evaluateTold(one, isOwnerOpen);
    const layers = explanation.byFiles.layers.filter(
      ({ basis, layer }) =>
        basis === "files" && (layer !== "scp" || !assumesFullAccess(explanation)) && (layer !== "rcp" || !isOwnerOpen),
    );
    for (const { layer, verdict } of layers) {
      const is = decision.layers.find((each) => each.layer === layer)?.verdict;
      const said = verdict === "leaves-it" ? "implicit-deny" : verdict;
      // Of a statement whose conditions contradict each other, more is known than evaluating one after the other shows.
      const isProved = is === "unknown" && said !== "unknown" && isSoInEveryWorld(layer, said, one, isOwnerOpen);
      if (said !== is && !isProved) return `${layer}: ${verdict}, evaluated ${is ?? ""}`;
    }
    const { verdict, denyType } = explanation;
    if (verdict === "explained" && denyType === "implicit" && decision.decision === "Allowed")
      return "explained, yet allowed";
    if (verdict === "workspace-allows" && decision.decision === "ExplicitlyDenied") return "allowed, yet denied";
    return undefined;
  });

  test("is explained where the files have the truth", () => {
    const found = complete.filter(
      ({ denial, explanation }) =>
        lostFullAccess(explanation) ||
        (explanation.verdict === "explained" &&
          explanation.layer === denial.layer &&
          (!denial.isExplicit || explanation.culprits.some(({ place }) => isAmong(place, denial)))),
    );
    const missed = complete.find((one) => !found.includes(one));
    const share = found.length / complete.length;
    const shown =
      missed === undefined
        ? ""
        : `${missed.explanation.verdict} ${missed.explanation.reason} ${missed.explanation.layer ?? ""}\n${JSON.stringify(missed.one)}\n${missed.denial.message}`;
    assert.ok(cases.length >= (isWhole ? 5_000 : 300), `${cases.length} denied worlds`);
    assert.ok(share >= 0.98, `${found.length} of ${complete.length}: ${shown}`);
  });
});

function explainedOf(one: World, { message }: TrueDenial): Explanation {
  const { files, config: text, facts } = toldOf(one);
  const { config, problems } = readWorkspaceConfig("iam-verdict.json", text);
  assert.deepEqual(problems, []);
  return explainDenial({ message, workspace: readWorkspace(files, config), facts, catalog });
}

/** A path of the caller's role that follows changes nothing of what the layers say. */
function givesUp({ givenUp }: Explanation): boolean {
  return givenUp.some(({ assumption }) => assumption !== "role-without-path");
}

/** That nothing beside the SCPs of a level allows it is all that can be said where they only deny. */
function lostFullAccess({ givenUp }: Explanation): boolean {
  return givenUp.some(({ assumption }) => assumption === "full-access-attached");
}

/** Nothing is presumed of the owner, whom nobody told. */
function opensOwner(one: World, { assumptions }: Explanation): boolean {
  return one.action.startsWith("s3:") && !isOwnerTold(one) && !assumptions.some(isAboutOwner);
}

function isOwnerTold({ ownerIsTold, files, hidden }: World): boolean {
  return ownerIsTold && files.some(({ slot, path }) => slot === "resource" && path !== hidden);
}

/** The owner is taken to be the caller's account, and is not. */
function assumesOwner({ principal, owner, ownerIsTold, action, files }: World): boolean {
  const isTold = ownerIsTold && files.some(({ slot }) => slot === "resource");
  return action.startsWith("s3:") && !isTold && owner !== principal.split(":")[4];
}

function matches({ file, index }: StatementPlace, { decision, fileOf }: TrueDenial): boolean {
  return decision.statements.some(
    (trace) => fileOf(trace.policy)?.path === file && trace.statement.index === index && trace.matches === "yes",
  );
}

function ownerAsTold(one: World, here: World["files"]): string {
  const isTold = one.action.startsWith("sqs:") || (one.ownerIsTold && here.some(({ slot }) => slot === "resource"));
  return isTold ? one.owner : ACCOUNT;
}

/** With what was told, and all else open. */
function evaluateTold(one: World, isOwnerOpen: boolean): Decision {
  const { facts } = toldOf(one);
  const here = one.files.filter(({ path }) => path !== one.hidden);
  const owner = ownerAsTold(one, here);
  const region = one.resource.split(":")[3] ?? "";
  const known = new Map([...(region === "" ? [] : [["aws:RequestedRegion", region] as const]), ...facts]);
  if (one.principal !== USER && one.pathIsTold && here.some(({ slot }) => slot === "identity" || slot === "boundary")) {
    known.set("aws:PrincipalArn", one.truth["aws:PrincipalArn"] ?? "");
  }
  const plain: Request = {
    principal: one.principal,
    action: one.action,
    resource: { arn: one.resource, accountId: isOwnerOpen ? undefined : owner },
    context: contextOf(known, { unlisted: "unknown" }),
  };
  return evaluate({ ...plain, context: deriveContext(plain) }, policySetOf({ ...one, owner }, here).set);
}

function isAboutOwner({ assumption }: Explanation["assumptions"][number]): boolean {
  return assumption === "callers-account";
}

/** Does the layer say so in each of many worlds with what was told? */
function isSoInEveryWorld(layer: Layer, verdict: string, one: World, isOwnerOpen: boolean): boolean {
  const here = one.files.filter(({ path }) => path !== one.hidden);
  const owned = { ...one, owner: ownerAsTold(one, here) };
  const { set } = policySetOf(owned, here);
  return worldsWith(one, isOwnerOpen).every((truth) => {
    const { layers } = evaluate(requestIn(owned, truthIn(owned, truth)), set);
    return layers.some((each) => each.layer === layer && each.verdict === verdict);
  });
}

/** The true one, and others that differ in what was not told. */
function worldsWith(one: World, isOwnerOpen: boolean): readonly Truth[] {
  const { facts } = toldOf(one);
  const known = (each: string): boolean =>
    facts.has(each) || (isOwnerOpen ? /ViaAWS/ : /ResourceAccount|ViaAWS/).test(each);
  const certain = Object.fromEntries(Object.entries(one.truth).filter(([each]) => known(each)));
  // A request whose address was told came through no endpoint.
  const excluded = Object.hasOwn(certain, "aws:SourceIp") ? "aws:SourceVpce" : undefined;
  const others = fc.sample(otherTruth, { seed: 1, numRuns: 60 }).map((all) => {
    const possible = Object.entries(all).filter(([each]) => each !== excluded);
    return { ...Object.fromEntries(possible), ...certain };
  });
  return [one.truth, ...others];
}

/** Is there a world with what was told, and one that differs from it in the key alone, in which some statement differs? */
function changesSomething(key: string, one: World, isOwnerOpen: boolean): boolean {
  // The policies of either owner may apply where nobody told whose the resource is.
  const sets = [ACCOUNT, OTHER_ACCOUNT].map((owner) => policySetOf({ ...one, owner }, one.files).set);
  const name = Object.keys(DOMAIN).find((each) => each.toLowerCase() === key.toLowerCase()) ?? "";
  const answerOf = (value: string | undefined, all: Truth): string => {
    const context = Object.fromEntries(
      Object.entries({ ...all, [name]: value }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const statements = sets.flatMap((set) => evaluate(requestIn(one, context), set).statements);
    return statements.map((trace) => trace.matches).join();
  };
  return worldsWith(one, isOwnerOpen).some(
    (all) => new Set((DOMAIN[name] ?? []).map((value) => answerOf(value, all))).size > 1,
  );
}

/** What it is said to rest on. */
function assumesFullAccess({ assumptions }: Explanation): boolean {
  return assumptions.some(({ assumption }) => assumption === "full-access-attached");
}

function isAmong(place: StatementPlace | undefined, { culprits, fileOf }: TrueDenial): boolean {
  if (place === undefined) return false;
  const { file, index } = place;
  return culprits.some(({ policy, statement }) => fileOf(policy)?.path === file && statement.index === index);
}

function nameOf(place: StatementPlace | undefined): string {
  return `${place?.file ?? ""}#${place?.index ?? ""}`;
}
