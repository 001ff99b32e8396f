/** The heading and the summary where the message does not say who asked for what. */
import { slotOfMessage } from "../denial/denied-layer.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type Delivery } from "../message/denial.ts";
import { layerName, layerWithArticle } from "../wording/layer.ts";
import { listed, name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { callersInWords } from "./possible-callers.ts";

export function incompleteTitle({ denial, request }: Pick<Explanation, "denial" | "request">): Phrase {
  if (denial.delivery !== undefined) return DELIVERIES[denial.delivery];
  if (accountAlone({ denial, request }) !== undefined) return say`The message names only the account of who asked`;
  return request.principal === undefined && request.action !== undefined
    ? say`The message does not say who asked`
    : say`The message does not say enough`;
}

const DELIVERIES: Readonly<Record<Delivery, Phrase>> = {
  "load-balancer-logs": say`Denied: the load balancer cannot write its logs`,
  "flow-logs": say`Denied: the flow log cannot be written`,
  "event-notifications": say`Amazon S3 cannot reach the destination`,
};

export function incomplete(explanation: Explanation): Phrase {
  const { denial, nearMisses, request } = explanation;
  if (denial.delivery === "load-balancer-logs")
    return say`The policy of the bucket decides. The message does not say as whom the load balancer asked.`;
  if (denial.delivery === "event-notifications")
    return say`The policy of the destination decides. The message does not say which destination it is.`;
  if (denial.delivery === "flow-logs") return say`The message does not say where the flow log goes.`;
  const account = accountAlone(explanation);
  const missing =
    account === undefined
      ? say`The message does not say ${missingParts(explanation)}, so it cannot be compared with the files.`
      : say`The message names only the account of who asked, ${name(account)}. Accounts are what the access policy of a log destination lists.`;
  const near = say`The statements below are what the files here say about ${name(request.action ?? "")}, whoever asked.`;
  return sentences(
    saidByAws(explanation),
    missing,
    nearMisses.length === 0 ? undefined : near,
    ...aboutCallers(explanation),
  );
}

/** Source: "Cross-account cross-Region subscriptions" (Amazon CloudWatch Logs User Guide), on the policy of the destination. */
function accountAlone({ denial, request }: Pick<Explanation, "denial" | "request">): string | undefined {
  const isOfDestination = /^logs:PutSubscriptionFilter$/i.test(request.action ?? "");
  return isOfDestination && request.principal === undefined ? (denial.account ?? undefined) : undefined;
}

/** What AWS said of the layer, whoever asked. */
function saidByAws({ denial, request: { action } }: Explanation): Phrase | undefined {
  const slot = slotOfMessage(denial);
  if (slot === undefined || action === undefined || denial.denyType === "unknown") return undefined;
  const layer = denial.policyType === "role-trust" ? "trust" : slot;
  return denial.denyType === "implicit"
    ? say`AWS found no ${layerName(layer)} that allows ${name(action)}.`
    : say`AWS says that a Deny in ${layerWithArticle(layer)} denied ${name(action)}.`;
}

/** For whom the fixes are, and who is allowed it already. */
function aboutCallers({ fixes, supposed = [] }: Explanation): readonly Phrase[] {
  const isForSome = fixes.some(({ callers = [] }) => callers.length > 0);
  const allowed = supposed.flatMap(({ caller, explanation: { verdict } }) =>
    caller !== undefined && verdict === "workspace-allows" ? [caller] : [],
  );
  const known = allowed.filter(({ is }) => is !== "holder-of");
  const policies = allowed.flatMap((one) => (one.is === "holder-of" ? [name(one.policyName)] : []));
  const [does, it] = policies.length === 1 ? ["allows", "it is"] : ["allow", "they are"];
  return [
    ...(known.length === 0
      ? []
      : [
          say`The files here allow it for ${callersInWords(known, "and")}: something else is deployed if that is who asked.`,
        ]),
    ...(policies.length === 0
      ? []
      : [say`${listed(policies, "and")} here ${does} it, and nothing says whom ${it} attached to.`]),
    ...(isForSome ? [say`What would fix it depends on who asked.`] : []),
  ];
}

function missingParts({ request, denial }: Explanation): Phrase {
  if (denial.encodedMessage && request.action === undefined) return say`what was asked for before it is decoded`;
  const parts = [
    ...(request.principal === undefined ? [say`who asked`] : []),
    ...(request.action === undefined ? [say`which action was requested`] : []),
  ];
  return listed(parts, "or");
}
