import { type Policy } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { conditionEntries, principalEntries, resourceEntries } from "../entries.ts";
import { MOST_SEARCHES } from "../../domains/nearest-name.ts";
import { quote } from "../quoting.ts";
import { likelyServicePrincipal } from "../../policy/service-principals.ts";

export const unknownServicePrincipal: Check = {
  code: "unknown-service-principal",
  severity: "warning",
  summary: "The name of a service under Principal is almost one that is known.",
  *find({ policy, catalog }) {
    let searches = 0;
    for (const { entry } of principalEntries(policy, "Service")) {
      if (entry.text === "*" || entry.text.includes("${") || searches++ >= MOST_SEARCHES) continue;
      const inChina = entry.text.endsWith(CHINA);
      if (inChina && !isOutsideChina(policy)) continue;
      const likely = inChina ? entry.text.slice(0, -".cn".length) : likelyServicePrincipal(entry.text, catalog);
      if (likely === undefined) continue;
      yield {
        span: textSpan(entry),
        message: inChina
          ? `${quote(entry.text)} is a service in the Regions of China, and this policy is for the partition 'aws'; did you mean ${quote(likely)}?`
          : `${quote(entry.text)} is no service principal that we know; did you mean ${quote(likely)}?`,
        fixes: () => [{ title: `Replace with '${likely}'`, changes: replaceText(entry, likely) }],
      };
    }
  },
};

const CHINA = ".amazonaws.com.cn";

/** Do its ARNs say so, and none of them otherwise? */
function isOutsideChina(policy: Policy): boolean {
  const texts = [
    ...[...resourceEntries(policy)].map(({ text }) => text),
    ...[...principalEntries(policy, "AWS")].map(({ entry }) => entry.text),
    ...[...conditionEntries(policy)].flatMap(({ entry }) => entry.values.entries.map(({ text }) => text)),
  ];
  return texts.some((text) => text.startsWith("arn:aws:")) && !texts.some((text) => text.startsWith("arn:aws-"));
}
