/** What the readers of AWS CLI outputs share: what they find, and how they look into the output. */
import { type PolicyKind } from "../policy/policy.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { type Declaration, type Link, NOTHING_STATED, type StatedFacts } from "./host.ts";

/** What the output says of one document in it. */
export interface OutputDocument extends StatedFacts {
  readonly kind: PolicyKind | undefined;
  readonly name: string | undefined;
  /** It is a version that is not in force. */
  readonly outdated?: true;
}

export interface Found {
  readonly documents: Map<string, OutputDocument>;
  readonly links: Link[];
  readonly declares: Declaration[];
}

/** `path` is the file's. */
export type Reader = (root: ObjectValue, found: Found, path: string) => void;

export const NOTHING: OutputDocument = { ...NOTHING_STATED, kind: undefined, name: undefined };
export const OUTDATED: OutputDocument = { ...NOTHING, outdated: true };

export function link(has: Link["has"], holder: string, object: ObjectValue, key: string, { links }: Found): void {
  const held = textOfMember(object, key);
  if (held !== undefined) links.push({ has, holder, held });
}

/** What an object of the output shows, by the ARN that it has. */
export function declare(object: ObjectValue, { declares }: Found, key = "Arn"): void {
  const arn = memberNamed(object, key)?.value;
  if (arn?.kind !== "string" || !arn.text.startsWith("arn:")) return;
  const [, , service = "", , , ...resource] = arn.text.split(":");
  const type = resource.join(":").split(/[/:]/, 1)[0] ?? "";
  const name = arn.text.slice(Math.max(arn.text.lastIndexOf("/"), arn.text.lastIndexOf(":")) + 1);
  declares.push({ arn: arn.text, name, type: `${service} ${type}`, span: arn.map.outerSpan(0, arn.text.length) });
}

/** The objects of a list, each with the keys that lead to it. */
export function objectsIn(object: ObjectValue, key: string): readonly (readonly [place: string, item: ObjectValue])[] {
  const list = memberNamed(object, key)?.value;
  if (list?.kind !== "array") return [];
  return list.items.flatMap((item, index) => (item.kind === "object" ? [[`${key}/${index}`, item] as const] : []));
}

export function textsIn(object: ObjectValue, key: string): readonly string[] {
  const list: Value | undefined = memberNamed(object, key)?.value;
  return list?.kind === "array" ? list.items.flatMap((item) => (item.kind === "string" ? [item.text] : [])) : [];
}
