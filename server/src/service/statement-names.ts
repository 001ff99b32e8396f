/** The texts of a statement that name things: resources, principals, and what conditions ask for. */
import { type Scalar, type Statement } from "../policy/policy.ts";

export function namesIn({ resource, notResource, principal, notPrincipal, condition }: Statement): readonly Scalar[] {
  return [
    ...(resource?.entries ?? []),
    ...(notResource?.entries ?? []),
    ...[principal, notPrincipal].flatMap((element) =>
      element?.form === "typed" ? element.types.flatMap(({ entries }) => entries) : [],
    ),
    ...(condition?.operators ?? []).flatMap(({ entries }) => entries.flatMap(({ values }) => values.entries)),
  ];
}
