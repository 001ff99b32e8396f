/** The JSON of a policy that is pasted where another syntax has a place for one: as that syntax writes it, and read again. */
import { hostOf, readSource } from "../../hosts/index.ts";
import { type NewValue } from "../../syntax/change.ts";
import { type Draft, plainText } from "../../syntax/draft.ts";
import { readKind } from "../../policy/kinds.ts";
import { readPolicy } from "../../policy/read-policy.ts";
import { readJson } from "../../syntax/json.ts";
import { type ObjectValue, WITHOUT_HOLES } from "../../syntax/value.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { spanContains } from "../../text/span.ts";
import { resultOf } from "../../text/steps.ts";
import { type PolicyDocument } from "../document.ts";
import { isSame } from "./convert-policy.ts";
import { settledObject } from "./settled-policy.ts";

/** Longer than any policy that AWS takes. */
const LONGEST = 200_000;

/** Undefined where the text is pasted as it is: it is no policy, none belongs there, or the place could not say the same. */
export function pastePolicy({ source, beginsAt }: PolicyDocument, offset: number, pasted: string): Edit | undefined {
  const root = policyIn(pasted);
  const host = hostOf(source)?.id;
  if (root === undefined || host === undefined || host === "json") return undefined;
  const begins = beginsAt?.(offset);
  if (begins?.write === undefined || begins.isText === true) return undefined;
  // The Serverless Framework reads every one of them as its own.
  const hasOwnVariables = host === "yaml" && begins.service === undefined;
  if (hasOwnVariables ? pasted.includes("${") : TOOLS_VARIABLE.test(pasted)) return undefined;
  const settled = settledObject(root, "literal");
  const written = "problem" in settled ? undefined : begins.write(draftOf(settled.value));
  if (written === undefined || written.also.length > 0) return undefined;
  const edit = { span: written.span, newText: plainText(written.parts) };
  const text = applyEdits(source.text, [edit]);
  const sites = resultOf(readSource({ path: source.path, languageId: source.languageId, text })).sites;
  // A data source is the policy with the block around it.
  const around = { start: edit.span.start, end: edit.span.start + edit.newText.length };
  const [site, ...others] = sites.filter(
    (one) => spanContains(around, one.root.span) || spanContains(one.root.span, around),
  );
  const place = begins.kind === "unknown" ? undefined : begins.kind;
  const { kind } = readKind(readPolicy(root), "", { place, said: undefined });
  const isRead = site !== undefined && others.length === 0 && !site.broken;
  return isRead && isSame(root, site.root, kind) ? edit : undefined;
}

/** What is no variable of policies: another tool fills it in, and would have to go on doing so. */
const TOOLS_VARIABLE = /\$\{(?!\*\}|\?\}|\$\}|[A-Za-z0-9-]+:(?!:)[^{}]*\})|%\{/;

function policyIn(text: string): ObjectValue | undefined {
  if (text.length > LONGEST || !text.trimStart().startsWith("{")) return undefined;
  const { root, problems } = readJson(text, WITHOUT_HOLES);
  if (problems.length > 0 || root?.kind !== "object") return undefined;
  const { sites } = resultOf(readSource({ path: "pasted.json", languageId: undefined, text }));
  const [only] = sites;
  return sites.length === 1 && only?.path.length === 0 ? root : undefined;
}

function draftOf(value: NewValue): Draft {
  if (typeof value === "string") return value;
  if ("copyOf" in value) return "";
  if (!("members" in value)) return value.map(draftOf);
  const members = value.members.map(([key, one]) => [key, draftOf(one)] as const);
  return { members, open: false };
}
