/** Which type of resource is meant in an ARN: by a word that is nearly its name, or by the form of an ID. */
import { givenId } from "./given-ids.ts";

/** Another case, the plural, or its last word alone: `zone` for `hostedzone`. An `instance` may be another than a `managed-instance`. */
export function isNearly(word: string, type: string): boolean {
  const [one, other] = [word.toLowerCase(), type.toLowerCase()];
  const isLastWord = one.length > 3 && other.endsWith(one) && !other.endsWith(`-${one}`);
  const [joined, whole] = [one, other].map((text) => text.replace(/[-_]/g, ""));
  const isJoined =
    joined !== undefined &&
    whole !== undefined &&
    (joined === whole || isPluralOf(joined, whole) || isPluralOf(whole, joined));
  return isJoined || isLastWord || SHORT_FOR.get(one) === other;
}

/** `branches` of `branch`, `policies` of `policy`, `caches` of `cache`. */
function isPluralOf(many: string, one: string): boolean {
  if (many === `${one}s`) return true;
  return /(?:ch|sh|ss|x)$/.test(one) ? many === `${one}es` : one.endsWith("y") && many === `${one.slice(0, -1)}ies`;
}

/** What people write for a type, as consoles and commands do. */
const SHORT_FOR: ReadonlyMap<string, string> = new Map([
  ["cert", "certificate"],
  ["db", "database"],
  ["func", "function"],
  ["param", "parameter"],
  ["repo", "repository"],
  ["vault", "backup-vault"],
]);

/** `sg-0123` is the ID of a security group, not of one of its rules. */
export function hasIdOf(arn: string, type: string): boolean {
  const [, , service = "", , , ...resource] = arn.split(":");
  const form = givenId(service, type)?.form;
  return (
    form?.kind === "begins" &&
    resource
      .join(":")
      .slice(type.length + 1)
      .startsWith(form.prefix)
  );
}
