/** Somebody who may have made a request that names nobody, as the files know him. */
export type PossibleCaller =
  /** By an ARN, or by a name: `role/app`. */
  | { readonly is: "named"; readonly name: string }
  /** Made under a name that the file leaves open. */
  | { readonly is: "made"; readonly label: string; readonly file: string }
  /** Whoever has a policy of which nothing says whose it is. */
  | { readonly is: "holder-of"; readonly file: string; readonly policyName: string };
