/** Whose policy the folders of a file say it is. */
import { isAccountId } from "../policy/account-caller.ts";
import { type AccountCaller } from "../policy/caller.ts";

/** `roles/app/policy.json` is no user's policy, `accounts/111122223333/app.json` that of no other account. */
export function isOfAnotherPrincipal(path: string, { kind, account }: AccountCaller): boolean {
  if (!TELLING.test(path)) return false;
  const folders = foldersOf(path);
  const isUser = kind === "user" || kind === "federated-user" || kind === "root";
  const owners = ownersAmong(folders);
  const ofOtherKind = owners.length > 0 && !owners.includes(isUser ? "users" : "roles");
  const accounts = folders.filter((folder, at) => isAccountId(folder) && folders[at - 1] === "accounts");
  return ofOtherKind || (isAccountId(account) && accounts.length > 0 && !accounts.includes(account));
}

/** The folders that say whose policy it is, as `roles/app/policy.json` does. */
export function ownerFolders(path: string): readonly string[] {
  return TELLING.test(path) ? ownersAmong(foldersOf(path)) : [];
}

/** Of thousands of files hardly any stands in such a folder. */
const TELLING = /(?:^|\/)(?:roles|users|accounts)\//i;

function ownersAmong(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => folder === "roles" || folder === "users");
}

function foldersOf(path: string): readonly string[] {
  return path.toLowerCase().split("/").slice(0, -1);
}
