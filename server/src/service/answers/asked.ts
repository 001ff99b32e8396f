/** What a denial asked for, and what the files say of it, as plain values: for calls to AWS. */
import { type Explanation } from "../../denial/explanation.ts";
import { type Denial } from "../../message/denial.ts";

/** It comes from a message, so it may be anything. */
export interface AskedAnswer {
  readonly principal: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** The Region of the request. */
  readonly region: string | undefined;
  /** Condition keys that are known, in lower case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** What the files say without the message, and which layer AWS named, if it named one. */
export interface FilesAnswer {
  readonly allowed: "yes" | "no" | "unknown";
  readonly layers: readonly { readonly layer: string; readonly verdict: string; readonly basis: string }[];
  readonly denied: { readonly layer: string | undefined; readonly type: "explicit" | "implicit" | undefined };
}

export function askedAnswer({ request }: Explanation): AskedAnswer {
  const { principal, action, resource, context } = request;
  const region = context.get("aws:requestedregion");
  return {
    ...{ principal, action, resource },
    region: typeof region === "string" ? region : undefined,
    context: Object.fromEntries(context),
  };
}

/** By the words of the message alone. */
export function askedAnswerOfMessage({ principalArn, action, resource, region, context }: Denial): AskedAnswer {
  return {
    principal: principalArn ?? undefined,
    action: action ?? undefined,
    resource: resource ?? undefined,
    region: region ?? undefined,
    context,
  };
}

export function filesAnswer({ byFiles, layer, layerBasis, denyType }: Explanation): FilesAnswer {
  return {
    allowed: byFiles.allowed,
    layers: byFiles.layers.map((one) => ({ layer: one.layer, verdict: one.verdict, basis: one.basis })),
    denied: { layer: layerBasis === "message" ? layer : undefined, type: denyType },
  };
}
