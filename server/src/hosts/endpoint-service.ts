/** Which service a VPC endpoint leads to. Source: "AWS services that integrate with AWS PrivateLink". */
import { patternOf } from "../syntax/filled-text.ts";
import { standingIn, type Value } from "../syntax/value.ts";
import { filledOf } from "./placed-values.ts";

/**
 * The first words behind the Region in all names that the endpoint's service may have: `ecr` of `com.amazonaws.eu-west-1.ecr.api`.
 * None where one of them is not settled.
 */
export function endpointServices(name: Value): readonly string[] {
  const words = standingIn(name).map(({ value }) => {
    const text = filledOf(value);
    return text && NAME.exec(patternOf(text))?.[1];
  });
  const known = words.filter((word) => word !== undefined);
  return known.length === words.length ? [...new Set(known)] : [];
}

/** With `*` for what is not settled, which may be the Region. */
const NAME = /^(?:cn\.)?com\.amazonaws\.[a-z0-9*-]+\.([a-z0-9-]+)(?:\.|$)/;
