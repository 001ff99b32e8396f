/** Files that list the users and roles of an account, as `iam get-account-authorization-details` prints them. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type FilePolicies } from "./read-file-policies.ts";

export interface AccountSnapshot {
  readonly file: string;
  readonly account: string;
  /** ARNs of the users and roles in it. */
  readonly identities: readonly string[];
}

export function snapshotsOf(files: readonly FilePolicies[]): readonly AccountSnapshot[] {
  return files.flatMap(({ path, links, declares }) => {
    const snapshot = links.find(({ has }) => has === "snapshot");
    if (snapshot === undefined) return [];
    const identities = declares.flatMap(({ arn }) => (arn === undefined ? [] : [arn]));
    return [{ file: path, account: snapshot.holder, identities }];
  });
}

/** The snapshots of the caller's account that lack it, unless one has it; a session's role is meant, whatever its path. */
export function snapshotsWithout(principal: string, snapshots: readonly AccountSnapshot[]): readonly AccountSnapshot[] {
  const caller = readAccountCaller(principal);
  const kind = caller?.kind === "session" ? "role" : caller?.kind;
  if (caller === undefined || (kind !== "role" && kind !== "user")) return [];
  const own = snapshots.filter(({ account }) => account === caller.account);
  const isHere = own.some(({ identities }) =>
    identities.some((arn) => {
      const one = readAccountCaller(arn);
      return one?.kind === kind && one.name.toLowerCase() === caller.name.toLowerCase();
    }),
  );
  return isHere ? [] : own;
}
