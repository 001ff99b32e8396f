/** What a denial asked for, and what the files say of it, as plain values for calls to AWS. */
import { type Explanation } from "../denial/explanation.ts";
import { type Denial } from "../message/denial.ts";
import { type AskedView, type FilesView } from "./protocol.ts";

export function toLspAsked({ request }: Explanation): AskedView {
  const { principal, action, resource, context } = request;
  const region = context.get("aws:requestedregion");
  return {
    ...{ principal, action, resource },
    region: typeof region === "string" ? region : undefined,
    context: Object.fromEntries(context),
  };
}

/** By the words of the message alone. */
export function toLspAskedOfMessage({ principalArn, action, resource, region, context }: Denial): AskedView {
  return {
    principal: principalArn ?? undefined,
    action: action ?? undefined,
    resource: resource ?? undefined,
    region: region ?? undefined,
    context,
  };
}

export function toLspFiles({ byFiles, layer, layerBasis, denyType }: Explanation): FilesView {
  return {
    allowed: byFiles.allowed,
    layers: byFiles.layers.map((one) => ({ layer: one.layer, verdict: one.verdict, basis: one.basis })),
    denied: { layer: layerBasis === "message" ? layer : undefined, type: denyType },
  };
}
