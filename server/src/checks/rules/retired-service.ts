import { splitAction } from "../action-text.ts";
import { type Check, type Finding } from "../check.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { asWell, textSpan } from "../spans.ts";
import { actionEntries, resourceEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { type CatalogInfo } from "../../catalog/catalog.ts";
import { dataNote } from "../../wording/reference.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  retired: (prefix: string, action: string, info: CatalogInfo) =>
    sentences(
      say`${name(prefix)} was once an AWS service, but AWS no longer lists it. Remove ${name(action)}.`,
      dataNote(info),
    ),
  support: (action: string) =>
    say`AWS ended the standard support of ${name(action)} in July 2023, and accounts made since March 2023 go by finer actions in its place. Add those to which the guide of AWS Billing maps it, as in ${name("billing:GetBillingData")}.`,
  ofResource: (prefix: string, info: CatalogInfo) =>
    sentences(
      say`${name(prefix)} was once an AWS service, but AWS no longer lists it, so no resource has this ARN. Remove it.`,
      dataNote(info),
    ),
});

export const retiredService: Check = {
  code: "retired-service",
  severity: "info",
  summary: "The service has been closed, so its actions and its ARNs no longer have an effect.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog }) {
    for (const { entry, text } of actionEntries(policy)) {
      const action = splitAction(text);
      if (action === undefined || catalog.service(action.service) !== undefined) continue;
      if (!catalog.isRetiredService(action.service)) continue;
      yield {
        span: entry.within(0, action.service.length),
        ...MESSAGES.retired(action.service, text, catalog.info),
      };
    }
    for (const { effect, action } of policy.statements) {
      if (effect?.text === "Allow") yield* withoutSupport(action?.entries ?? []);
    }
    for (const { entry, text } of resourceEntries(policy)) {
      const vendor = isSettled(entry) ? readArn(text)?.service : undefined;
      if (vendor === undefined || catalog.service(vendor) !== undefined || !catalog.isRetiredService(vendor)) continue;
      yield { span: textSpan(entry), ...MESSAGES.ofResource(vendor, catalog.info) };
    }
  },
};

/** An Allow of these may allow nothing, while a guard that names them does no harm. Source: "Mapping fine-grained IAM actions reference" (AWS Billing). */
function* withoutSupport(actions: readonly Scalar[]): Generator<Finding> {
  const [first, ...others] = actions.filter((entry) => isSettled(entry) && WITHOUT_SUPPORT.test(entry.text));
  if (first === undefined) return;
  const finding = { span: textSpan(first), ...MESSAGES.support(first.text) };
  yield others.length === 0 ? finding : { ...finding, related: asWell(others) };
}

const WITHOUT_SUPPORT = /^(?:aws-portal:|purchase-orders:(?:View|Modify)PurchaseOrders$)/i;
