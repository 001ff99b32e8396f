/** Parameters whose names begin with a slash, given to the policy template of SAM that writes a slash in front of the name. */
import { type Departure } from "../host.ts";
import { memberNamed, type Value } from "../../syntax/value.ts";
import { type Template } from "./template.ts";

/**
 * It allows `parameter//app/x`, which is the ARN of no parameter. Source: "Policy template list" of the "AWS Serverless
 * Application Model Developer Guide".
 */
export function namesWithSlash({ resources, isRewritten }: Template, text: string): readonly Departure[] {
  if (isRewritten) return [];
  return resources.flatMap(({ type, properties }) => {
    if (!HAVE_POLICIES.has(type) || memberNamed(properties, "Role") !== undefined) return [];
    const policies = memberNamed(properties, "Policies")?.value;
    return policies?.kind === "array" ? policies.items.flatMap((item) => inItem(item, text)) : [];
  });
}

const HAVE_POLICIES: ReadonlySet<string> = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

const PLAIN = "SSMParameterReadPolicy";
const WITH_SLASH = "SSMParameterWithSlashPrefixReadPolicy";

function inItem(item: Value, text: string): readonly Departure[] {
  const named = item.kind === "object" ? memberNamed(item, PLAIN) : undefined;
  const parameter = named?.value?.kind === "object" ? memberNamed(named.value, "ParameterName")?.value : undefined;
  if (named === undefined || parameter === undefined || !beginsWithSlash(parameter)) return [];
  const { keySpan: span } = named;
  const quote = /^["']/.exec(text.slice(span.start, span.end))?.[0] ?? "";
  return [
    {
      kind: "name-with-slash",
      span,
      count: 1,
      named: { written: PLAIN, meant: WITH_SLASH },
      repair: [{ span, newText: quote + WITH_SLASH + quote }],
    },
  ];
}

/** What is filled in stands behind the slash, also in `!Sub /${Stage}/key`. */
function beginsWithSlash(value: Value): boolean {
  if (value.kind === "string") return value.text.startsWith("/") && value.holes.every(({ start }) => start > 0);
  const filled = value.kind === "object" ? memberNamed(value, "Fn::Sub")?.value : undefined;
  const [text] = filled?.kind === "array" ? filled.items : [filled];
  return text?.kind === "string" && text.text.startsWith("/") && text.holes.every(({ start }) => start > 0);
}
