/** What may keep a fix from helping: statements of its layer of which it is open whether they match the request. */
import { hasEffect, type Layer, type LayerVerdict, slotOfLayer } from "../../evaluation/decision.ts";
import { hasFiles } from "../files-of-layer.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type Evaluated, verdictOf } from "../reconcile.ts";

export interface OpenQuestion {
  readonly after: Evaluated;
  readonly layer: Layer;
  /** What the request goes through to a bucket. */
  readonly accessPoint: string | undefined;
  /** The resource of which it is only presumed whose it is; `*` for one that the message does not name. */
  readonly ownerIsOpen: string | undefined;
  /** Caller and resource belong to one account, if only as is presumed. */
  readonly isOneAccount: boolean;
  /** Where a statement stood before the edit; undefined for one that the edit adds. */
  readonly placeOf: (statement: TracedPolicy) => StatementPlace | undefined;
}

/** None where the layer lets the request pass whatever is not known of it. */
export function stillOpen({
  after,
  layer,
  accessPoint,
  ownerIsOpen,
  isOneAccount,
  placeOf,
}: OpenQuestion): readonly FixRisk[] {
  if (SETTLED.has(verdictOf(after.decision, layer))) return [];
  // Within one account the resource's policy need not allow what the caller's own policies allow, nor do a boundary and
  // a session policy limit what it allows the session itself.
  if (after.decision.allowed === "yes" && (layer !== "resource" || ownerIsOpen === undefined)) return [];
  const own = after.decision.statements.filter(({ slot }) => slot === slotOfLayer(layer));
  const openWith = (effect: "Allow" | "Deny"): readonly StatementPlace[] =>
    own
      .filter((trace) => hasEffect(effect, trace) === "unknown")
      .flatMap((trace) => {
        const policy = after.candidateOf(trace);
        return policy === undefined ? [] : (placeOf({ trace, policy }) ?? []);
      });
  const denying = openWith("Deny");
  const isAllowed = own.some((trace) => hasEffect("Allow", trace) === "yes");
  const behind =
    layer === "resource" && accessPoint !== undefined ? [{ risk: "bucket-behind", accessPoint } as const] : [];
  if (isAllowed && behind.length > 0) {
    return [...(denying.length === 0 ? [] : [{ risk: "may-still-deny", places: denying } as const]), ...behind];
  }
  const allowing = openWith("Allow");
  const lacking = { risk: "may-lack-allow", layer, places: allowing } as const;
  return [
    ...(denying.length === 0 ? [] : [{ risk: "may-still-deny", places: denying } as const]),
    ...(isAllowed && denying.length > 0 ? [] : lackingNow()),
  ];

  /** What the caller's own policies allow is enough, unless the resource is another account's after all. */
  function lackingNow(): readonly FixRisk[] {
    const isWhole = layer === "resource" && accessPoint === undefined;
    const isEnough = isWhole && isOneAccount && verdictOf(after.decision, "identity") === "allow";
    if (!isEnough) return [lacking];
    return ownerIsOpen === undefined ? [] : [{ ...lacking, ifOther: ownerIsOpen }];
  }
}

/**
 * What denies the request once its own layers let it pass; none where every layer does, or has no file.
 * `lacking`: those without an Allow for which, as is known, nothing stands in.
 */
export function deniedNext(
  { decision, candidateOf, play }: Evaluated,
  layers: readonly Layer[],
  lacking: readonly Layer[],
  placeOf: OpenQuestion["placeOf"],
): readonly FixRisk[] {
  const all = [...decision.deniedBy, ...lacking];
  const next = all.filter((layer) => !layers.includes(layer) && hasFiles(play, layer));
  const isExplicit = (layer: Layer): boolean => verdictOf(decision, layer) === "explicit-deny";
  const slots = new Set(next.filter(isExplicit).map(slotOfLayer));
  const places = decision.statements
    .filter((trace) => slots.has(trace.slot) && hasEffect("Deny", trace) === "yes")
    .flatMap((trace) => {
      const policy = candidateOf(trace);
      return policy === undefined ? [] : (placeOf({ trace, policy }) ?? []);
    });
  const withoutAllow = next.filter((layer) => !isExplicit(layer));
  return next.length === 0 ? [] : [{ risk: "denied-next", places, withoutAllow }];
}

const SETTLED: ReadonlySet<LayerVerdict> = new Set(["allow", "not-applicable"]);
