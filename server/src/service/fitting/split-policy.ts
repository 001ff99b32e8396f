/**
 * A policy as several, each short enough for AWS: what they allow and deny together was proved to be what it allows and
 * denies. Whoever has an identity-based policy may have others beside it, so only these can be split.
 */
import { append } from "../../domains/append.ts";
import { Effort } from "../../domains/effort.ts";
import { readPolicy } from "../../policy/read-policy.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { MANAGED_POLICY } from "../../policy/size-quota.ts";
import { writtenSize } from "../../policy/written-size.ts";
import { policySide, samePolicies } from "../../proof/comparing/same-policies.ts";
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { printNewDocument } from "../../syntax/json-print.ts";
import { readJson } from "../../syntax/json.ts";
import { type ObjectValue, WITHOUT_HOLES } from "../../syntax/value.ts";
import { counted, type Phrase, say } from "../../wording/phrase.ts";
import { isObject, listOf, memberOf, settledObject, textsOf } from "../conversion/settled-policy.ts";
import { type PolicyDocument } from "../document.ts";
import { writtenIn } from "../refactorings/written.ts";
import { type Quota } from "../../checks/policy-quota.ts";
import { type FittingProblem } from "./shrink-policy.ts";

export interface SplitPolicy {
  readonly summary: Phrase;
  readonly quota: Quota;
  /** Two at least, in the order of the statements: whole documents with their sizes. */
  readonly parts: readonly PolicyPart[];
}

export interface PolicyPart {
  readonly text: string;
  readonly size: number;
  readonly statements: number;
}

const MANAGED: Quota = { policy: "a managed policy", ...MANAGED_POLICY };

/** The parts are written anew, without comments. `most` is the longest that a part may be. */
export function splitPolicy(
  document: PolicyDocument,
  place: number,
  most: number = MANAGED.most,
): SplitPolicy | FittingProblem {
  const found = document.policies[place];
  if (found === undefined) return { problem: say`There is no policy here. Put the cursor in one.` };
  const { policy, kind, site } = found;
  if (site.path.length > 0 || document.policies.length > 1 || site.broken) {
    return {
      problem: say`Only a JSON file that is one policy can be split, because each part gets a file of its own. Copy the policy into a file first.`,
    };
  }
  if (kind.kind !== "identity") {
    return {
      problem: say`Only an identity-based policy can be split. Several policies of another kind are not allowed, or do not add up. Shrink it instead.`,
    };
  }
  const settled = settledObject(policy.object, "literal");
  if ("problem" in settled) return { problem: say`${settled.problem}` };
  if (sizeOf(settled.value) <= most) {
    return {
      problem: say`It has ${counted(sizeOf(settled.value))} of ${counted(most)} characters, so it need not be split.`,
    };
  }
  const split = partsOf(settled.value, most);
  if ("problem" in split) return split;
  const parts = split.parts.map(partOf);
  if (!isUnion(policy.object, split.parts, kind.kind)) {
    return {
      problem: say`It was not proved that the parts together say the same, so nothing was split. Correct the findings of this policy first.`,
    };
  }
  return { parts, quota: { ...MANAGED, most }, summary: summaryOf(parts, most) };
}

function partOf(value: NewObject): PolicyPart {
  const statements = listOf(memberOf(value, "Statement")).length;
  return { text: `${printNewDocument(value)}\n`, size: sizeOf(value), statements };
}

/** Source: "IAM and AWS STS quotas", managed policies attached to a role, a user or a group. */
const ATTACHED_BY_DEFAULT = 10;

function summaryOf(parts: readonly PolicyPart[], most: number): Phrase {
  const longest = Math.max(...parts.map(({ size }) => size));
  const split = say`Split into ${counted(parts.length)} policies of at most ${counted(longest)} of ${counted(most)} characters. It was proved that together they allow and deny the same. Attach all of them wherever the first is attached.`;
  return parts.length <= ATTACHED_BY_DEFAULT
    ? split
    : [
        ...split,
        ...say` AWS attaches ${ATTACHED_BY_DEFAULT} managed policies to one role, user or group unless you request a higher quota.`,
      ];
}

function sizeOf(value: NewObject): number {
  const root = rootOf(value);
  return root === undefined ? 0 : writtenSize(root).withoutSpace;
}

function rootOf(value: NewObject): ObjectValue | undefined {
  const { root } = readJson(printNewDocument(value), WITHOUT_HOLES);
  return root?.kind === "object" ? root : undefined;
}

/** Every statement goes into the first part that has room for it. */
function partsOf(policy: NewObject, most: number): { readonly parts: readonly NewObject[] } | FittingProblem {
  const withStatements = (statements: readonly NewValue[]): NewObject => ({
    members: policy.members.map(([key, value]) => [key, key === "Statement" ? statements : value]),
  });
  const frame = sizeOf(withStatements([]));
  const room = most - frame;
  const bins: { readonly statements: NewObject[]; size: number }[] = [];
  for (const statement of listOf(memberOf(policy, "Statement"))) {
    if (!isObject(statement)) return { problem: say`A statement could not be read. Correct it first.` };
    const pieces = piecesOf(statement, room);
    if (pieces === undefined) {
      return {
        problem: say`One statement alone has ${counted(sizeOf(statement))} characters, and none of its lists can be divided. Shorten it first.`,
      };
    }
    for (const piece of pieces) {
      const size = sizeOf(piece) + 1;
      const bin = bins.find((one) => one.size + size <= room + 1 && !hasSidOf(one.statements, piece));
      if (bin === undefined) bins.push({ statements: [piece], size });
      else {
        bin.statements.push(piece);
        bin.size += size;
      }
    }
  }
  return { parts: bins.map(({ statements }) => withStatements(statements)) };
}

/** Pieces of one statement keep its Sid, which has to be unique in a policy. */
function hasSidOf(statements: readonly NewObject[], piece: NewObject): boolean {
  const sid = memberOf(piece, "Sid");
  return sid !== undefined && statements.some((one) => memberOf(one, "Sid") === sid);
}

/** A statement that is too long by itself, as several with a part of its actions or resources. */
function piecesOf(statement: NewObject, room: number): readonly NewObject[] | undefined {
  if (sizeOf(statement) <= room) return [statement];
  const lists = ["Action", "Resource"].flatMap((key) => {
    const texts = textsOf(memberOf(statement, key));
    return texts === undefined || texts.length < 2 ? [] : [{ key, texts }];
  });
  const [longest] = lists.sort((one, other) => lengthOf(other.texts) - lengthOf(one.texts));
  if (longest === undefined) return undefined;
  const { key, texts } = longest;
  const middle = Math.ceil(texts.length / 2);
  const halves = [texts.slice(0, middle), texts.slice(middle)].map((some): NewObject => ({
    members: statement.members.map(([name, value]) => [name, name === key ? some : value]),
  }));
  const pieces: NewObject[] = [];
  for (const half of halves) {
    const made = piecesOf(half, room);
    if (made === undefined) return undefined;
    append(pieces, made);
  }
  return pieces;
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** Enough for policies many times as long as AWS takes. */
const EFFORT = 8_000_000;

function isUnion(original: ObjectValue, parts: readonly NewObject[], kind: PolicyKind): boolean {
  const settled = settledObject(original, "literal");
  if ("problem" in settled) return false;
  const statements = parts.flatMap((part) => listOf(memberOf(part, "Statement")));
  const union: NewObject = {
    members: settled.value.members.map(([key, value]) => [key, key === "Statement" ? statements : value]),
  };
  const [one, other] = [settled.value, union].map((value) => {
    const text = printNewDocument(value);
    const { root } = readJson(text, WITHOUT_HOLES);
    return root?.kind === "object" ? policySide(readPolicy(root), kind, writtenIn(text)) : undefined;
  });
  return one !== undefined && other !== undefined && samePolicies(one, other, new Effort(EFFORT));
}
