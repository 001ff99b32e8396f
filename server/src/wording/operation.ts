/** The name of an API operation where that of an action belongs. */
import { listed, name, type Phrase, say } from "./phrase.ts";

/** `permissions`: one or more actions, as `s3:GetObject`. */
export function operationInWords(written: string, permissions: readonly string[]): Phrase {
  const names = listed(permissions.map(name), "and");
  return permissions.length === 1
    ? say`${name(written)} is the name of an API operation. Its permission is ${names}. Write that instead.`
    : say`${name(written)} is the name of an API operation. Its permissions are ${names}. Write those that your calls need.`;
}

/** Of an operation whose permissions stand in the same list: its own name has no effect there. */
export function listedOperationInWords(written: string, permissions: readonly string[]): Phrase {
  const names = listed(permissions.map(name), "and");
  return permissions.length === 1
    ? say`${name(written)} is an API operation, not a permission. The permission that it needs, ${names}, is in this list already. Remove ${name(written)}.`
    : say`${name(written)} is an API operation, not a permission. The permissions that it needs, ${names}, are in this list already. Remove ${name(written)}.`;
}

/** `permissions`: one or more actions, as `ecr:GetAuthorizationToken`. */
export function commandInWords(written: string, permissions: readonly string[]): Phrase {
  const names = listed(permissions.map(name), "and");
  return permissions.length === 1
    ? say`${name(written)} is a command, not a permission. Its permission is ${names}. Write that instead.`
    : say`${name(written)} is a command, not a permission. Its permissions are ${names}. Write those instead.`;
}
