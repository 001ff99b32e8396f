import { type Catalog } from "../../catalog/catalog.ts";
import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  noService: (action: string) =>
    say`${name(action)} does not name its service, so it matches no action. Put the service in front, as in ${name("s3:GetObject")}.`,
  otherSign: (action: string, fixed: string) =>
    say`${name(action)} has no colon behind its service, so it matches no action. Did you mean ${name(fixed)}?`,
  empty: () => say`This action is empty, so it matches nothing. Name an action, as in ${name("s3:GetObject")}.`,
  patternWithoutService: (action: string) =>
    say`${name(action)} does not name its service, so IAM rejects it as an action. Put the service in front, as in ${name("s3:Get*")}.`,
});

export const actionWithoutService: Check = {
  code: "action-without-service",
  severity: "error",
  summary: "An action does not name its service.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const { policy, catalog } = subject;
    // AWS's pages have `*Execution` in one.
    const takesPatterns = subject.kind.kind === "vpc-endpoint";
    const isOfResource = subject.kind.kind === "resource";
    for (const use of actionEntries(policy)) {
      const { text, entry } = use;
      if (ALL.test(text) || text.includes(":") || text.includes("${")) continue;
      const isPattern = text.startsWith("*");
      if (isPattern && takesPatterns) continue;
      if (text === "") {
        // A file system keeps such a policy, which is to allow nothing.
        yield { span: entry.span, ...MESSAGES.empty(), ...(isOfResource ? { severity: "info" as const } : {}) };
        continue;
      }
      const fixed = withColon(text, catalog);
      if (fixed !== undefined) {
        yield {
          span: textSpan(entry),
          ...MESSAGES.otherSign(text, fixed),
          fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
        };
        continue;
      }
      yield {
        span: textSpan(entry),
        ...(isPattern ? MESSAGES.patternWithoutService(text) : MESSAGES.noService(text)),
        fixes: () =>
          neighborServices(use, catalog).map((service): Fix => {
            const named = `${service}:${text}`;
            return { title: say`Replace with ${name(named)}`, changes: replaceText(entry, named) };
          }),
      };
    }
  },
};

/** `kms=Decrypt` and `s3.GetObject`, where the service has such an action. */
function withColon(text: string, catalog: Catalog): string | undefined {
  const [, service = "", named = ""] =
    /^([A-Za-z0-9-]+?)\s?[^A-Za-z0-9*?:]\s?([A-Za-z][A-Za-z0-9]*\*?)$/.exec(text) ?? [];
  const fixed = `${service}:${named}`;
  return named !== "" && catalog.actionsMatching(fixed, 0).count > 0 ? fixed : undefined;
}

/** The services of the other entries that have such an action. */
function neighborServices({ element, text }: ListEntry, catalog: Catalog): readonly string[] {
  const services = new Set(element.entries.flatMap((other) => splitAction(other.text)?.service.toLowerCase() ?? []));
  return [...services].filter((service) => catalog.actionsMatching(`${service}:${text}`, 0).count > 0);
}

const ALL = /^\*+$/;
