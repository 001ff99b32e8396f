import { Effort } from "../../domains/effort.ts";
import { commonText } from "../../domains/shape-search.ts";
import { ANYTHING, literalShape, run, type TextShape } from "../../domains/text-shape.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { textSetOf } from "../../proof/solving/text-sets.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  foreign: (own: string, resource: string) =>
    say`This is the policy of ${name(own)}, so ${name(resource)} matches nothing in it. Name the resource that the policy belongs to.`,
});

export const resourceOfAnother: Check = {
  code: "resource-of-another",
  severity: "error",
  summary: "A resource-based policy names another resource than its own.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, kind, resource }) {
    if (kind.kind !== "resource" || resource === undefined) return;
    const own = shapesOf(resource);
    if (own === undefined) return;
    for (const statement of policy.statements) {
      const entries = statement.resource?.entries ?? [];
      const foreign = entries.filter((entry) => isForeign(entry, own));
      const isDead = foreign.length === entries.length && isWhole(statement);
      for (const entry of foreign) {
        yield {
          span: textSpan(entry),
          ...MESSAGES.foreign(resource, entry.text),
          ...(isDead ? { fades: statement.span } : { unnecessary: true }),
        };
      }
    }
  },
};

/** What the resource's policy may name: the resource, and what lies in it (objects, versions, indexes). */
function shapesOf(resource: string): readonly TextShape[] | undefined {
  const arn = readArn(resource);
  if (arn === undefined || !OWN_RESOURCE_ONLY.has(arn.service) || /[*?]/.test(resource)) return undefined;
  const own = literalShape(resource);
  return [own, ...["/", ":"].map((separator) => [...own, ...literalShape(separator), run(ANYTHING)])];
}

/** Services whose guides say that the policy's Resource is the resource itself. */
const OWN_RESOURCE_ONLY: ReadonlySet<string> = new Set([
  "dynamodb",
  "kms",
  "lambda",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
]);

/** Variables stand for any text; what is no ARN may be a short form of the service's own. */
function isForeign(entry: Scalar, own: readonly TextShape[]): boolean {
  if (!isSettled(entry) || !entry.text.startsWith("arn:") || entry.text.includes("${")) return false;
  const set = textSetOf(entry, { variables: "no", wildcards: true, caseless: false }, new Map());
  return set !== undefined && own.every((shape) => commonText(set.shape, shape, new Effort(EFFORT)).state === "none");
}

const EFFORT = 50_000;

function isWhole({ resource }: Statement): boolean {
  return resource?.open === false && resource.misplaced.length === 0;
}
