/** What else a statement covers, and with it whatever is added to it. */
import { type ListElement, type Scalar } from "../../policy/policy.ts";
import { type FixRisk } from "../explanation.ts";
import { type FixScene } from "./proposal.ts";

/** These policies only limit what others grant. */
export function limitsOnly({ layer }: FixScene): boolean {
  return layer === "boundary" || layer === "scp" || layer === "session" || layer === "vpc-endpoint";
}

export function isEverything(list: ListElement | undefined): boolean {
  return list === undefined ? false : list.entries.some(({ text }) => text === "*");
}

export function isWholeService({ text }: Scalar): boolean {
  return text === "*" || text.endsWith(":*");
}

export function otherActions(entries: readonly Scalar[], { action }: FixScene): readonly FixRisk[] {
  const others = entries.map(({ text }) => text).filter((text) => text.toLowerCase() !== action.toLowerCase());
  return others.length === 0 ? [] : [{ risk: "other-actions", actions: others }];
}

/** In a key's own policy `*` is the key alone. */
export function otherResources(list: ListElement | undefined, { layer, resource }: FixScene): readonly FixRisk[] {
  if (layer === "key-policy" || layer === "trust" || list === undefined) return [];
  const others = list.entries.map(({ text }) => text).filter((text) => text !== resource);
  return others.length === 0 ? [] : [{ risk: "other-resources", resources: others }];
}
