/** What the name of a caller, and that of the resource, tell of open parts of policies, by `variable` of holes. */
export interface DeploymentVariables {
  /** Of modules that are called once at most: the texts are the same in all that the module makes. */
  readonly everywhere: ReadonlyMap<string, string>;
  /** Of modules that are called again and again: the texts are those of the call that makes the caller. */
  readonly ofCaller: ReadonlyMap<string, string>;
  /** The same of the call that makes the resource: the resource's own policy is of that call. */
  readonly ofResource: ReadonlyMap<string, string>;
}
