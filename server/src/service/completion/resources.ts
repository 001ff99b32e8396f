/** Resources that fit the statement's actions: `*` where only that works, and the forms of their ARNs. */
import { type Service } from "../../catalog/catalog.ts";
import { isSettled } from "../../policy/policy.ts";
import { type ArnReference } from "../../hosts/host.ts";
import { type PolicyCursor } from "../../hosts/policy-cursor.ts";
import { type DraftPart } from "../../syntax/draft.ts";
import { actionsNamed } from "../statement-actions.ts";
import { endOfArn } from "./begun-arns.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { type KnownNames } from "./known-names.ts";

const EVERY: Candidate = { label: "*", kind: "resource", detail: "every resource" };
const OWN_KEY: Candidate = { label: "*", kind: "resource", detail: "the key that has this policy" };

export function resourceCandidates({
  named,
  catalog,
  known,
  statement,
  references,
  kind,
  cursor,
}: CompletionPlace): readonly Candidate[] {
  const { actions, complete } = actionsNamed(named, catalog);
  const forms = new Map<string, Candidate>();
  for (const action of actions) {
    const service = catalog.service(action.service);
    for (const { type } of action.resources) {
      for (const arn of service?.resourceType(type)?.arns ?? []) {
        if (service !== undefined && !forms.has(arn)) forms.set(arn, formCandidate(arn, type, service, known));
      }
    }
  }
  const only = complete && actions.length > 0 && forms.size === 0;
  if (only) return [{ ...EVERY, detail: "the only Resource that these actions accept" }];
  const services = new Set(actions.map(({ service }) => service));
  const written = new Set(statement?.resource?.entries.filter(isSettled).map(({ text }) => text));
  const used = known.resources
    .filter((arn) => forms.size > 0 && services.has(arn.split(":")[2] ?? "") && !written.has(arn))
    .map((label): Candidate => ({ label, kind: "resource", detail: "used in this workspace" }))
    .filter(({ label }) => [...forms.keys()].some((form) => isOfForm(label, form)));
  const sorted = plainestFirst(forms);
  const ends = sorted.flatMap(([arn, { label, ...form }]) => {
    const end = label.startsWith(cursor.typed) ? undefined : endOfArn(arn, cursor, (name) => nameAtStop(name, known));
    return end === undefined ? [] : [{ ...form, ...end }];
  });
  const made = references.flatMap((reference) => referenceCandidates(reference, [...forms.keys()], cursor));
  const others = [...made, ...used, ...ends, ...sorted.map(([, candidate]) => candidate)];
  // In the policy of a key, that is the key.
  return kind.holder === "key" && kind.basis !== "content" ? [OWN_KEY, ...others] : [...others, EVERY];
}

/** What stands behind the ARN of a resource for what is in it: objects of a bucket, streams of a log group. */
const WITHIN = ["/*", ":*"];

/** Of what is made beside the policy: its ARN, and what is in it, as far as either has one of the forms. */
export function referenceCandidates(
  { expression, arn, isOpen }: ArnReference,
  forms: readonly string[],
  { shownReference }: Pick<PolicyCursor, "shownReference">,
): readonly Candidate[] {
  return ["", ...(isOpen ? [] : WITHIN)].flatMap((behind): readonly Candidate[] => {
    const isEnd = behind !== "" || isOpen === true;
    const fits = (form: string): boolean =>
      (behind === "" && isOfForm(arn, form)) || (isEnd && isBegunBy(arn + behind, form));
    if (!forms.some(fits)) return [];
    return [
      {
        label: shownReference?.(expression, behind) ?? (behind === "" ? expression : `\${${expression}}${behind}`),
        kind: "resource",
        detail: shownReference === undefined ? "made in this module" : "made in this template",
        what: { write: "reference", expression, behind },
      },
    ];
  });
}

/** Does the ARN end in `*` where the form goes on behind a name: with the objects of a bucket, the streams of a log group? */
function isBegunBy(arn: string, form: string): boolean {
  if (!/[/:]\*$/.test(arn)) return false;
  const resourceAt = form.split(":", COLONS_OF_ARN).join(":").length;
  return [...form.matchAll(/\$\{[^}]*\}[/:]/g)].some(
    ({ 0: text, index }) => index > resourceAt && isOfForm(arn.slice(0, -1), form.slice(0, index + text.length)),
  );
}

const COLONS_OF_ARN = 5;

/** An object of a bucket before the same object through an access point. */
function plainestFirst(forms: ReadonlyMap<string, Candidate>): readonly (readonly [arn: string, Candidate])[] {
  const names = (arn: string): number => arn.split("${").length;
  return [...forms].sort(([one], [other]) => names(one) - names(other));
}

/** Has the ARN the fixed parts of the form? A form ends where the ARN's last part begins. */
export function isOfForm(arn: string, form: string): boolean {
  const fixed = form.split(/\$\{[^}]*\}/);
  const [, ...others] = fixed;
  let at = 0;
  for (const part of others) {
    const found = part === "" ? at : arn.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = fixed.at(-1) ?? "";
  // Without a slash in the form there is none in the name: a bucket is no object.
  return (last === "" || arn.endsWith(last)) && (form.includes("/") || !arn.includes("/"));
}

function formCandidate(arn: string, type: string, service: Service, known: KnownNames): Candidate {
  const parts = partsOfForm(arn, known);
  return {
    label: parts.map((part) => (typeof part === "string" ? part : part.stop)).join(""),
    kind: "resource",
    detail: `${type} of ${service.name}`,
    what: { write: "value", value: { text: parts } },
  };
}

/** The form of an ARN in the reference, with a stop for each name. */
export function partsOfForm(arn: string, known: Pick<KnownNames, "accounts">): readonly DraftPart[] {
  return arn.split(/(\$\{[^}]*\})/).flatMap((part): readonly DraftPart[] => {
    if (!part.startsWith("${")) return part === "" ? [] : [part];
    const name = part.slice(2, -1);
    return name === "Partition" ? ["aws"] : [{ stop: nameAtStop(name, known) }];
  });
}

/** A Region and an account that are not known are any; a name is for the author to write. */
function nameAtStop(placeholder: string, { accounts }: Pick<KnownNames, "accounts">): string {
  if (placeholder === "Account") return accounts[0] ?? "*";
  // A policy is seldom about one object.
  if (placeholder === "ObjectName") return "*";
  if (placeholder === "Region" || placeholder.endsWith("Id") || placeholder.endsWith("Arn")) return "*";
  const words = placeholder.replace(/(?:Name)?(?:WithPath)?$/, "").replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  const name = words.toLowerCase();
  return /^[a-z][a-z0-9-]+$/.test(name) ? name : "*";
}
