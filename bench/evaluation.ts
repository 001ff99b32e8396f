/** How fast a request is decided: with a few policies as they are, with many through an index. */
import { evaluate } from "../server/src/evaluation/evaluate.ts";
import { indexPolicies } from "../server/src/evaluation/policy-index.ts";
import { type NamedPolicy } from "../server/src/evaluation/policy-set.ts";
import { contextOf, type Request } from "../server/src/evaluation/request.ts";
import { readPolicy } from "../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../server/src/hosts/placeholders.ts";
import { valueOfJson } from "../server/src/syntax/value-of-json.ts";
import { policyJson, QUESTION } from "./evaluation-question.ts";
import { median, medianOf, type Measurement } from "./measure.ts";

export function measureEvaluation(): readonly Measurement[] {
  const request = questionRequest();
  const few = [1, 10, 100].map((count): Measurement => {
    const identity = policies(count);
    return {
      name: `evaluation: 100 requests, ${count} ${count === 1 ? "policy" : "policies"}`,
      milliseconds: medianOf(() => {
        for (let times = 0; times < 100; times++) evaluate(request, { identity });
      }),
      limit: count === 100 ? 50 : 10,
    };
  });
  return [...few, ...measureIndex(request)];
}

export function questionRequest(): Request {
  const { context, ...asked } = QUESTION;
  return { ...asked, context: contextOf(Object.entries(context), { unlisted: "absent" }) };
}

export function namedPolicies(plain: readonly object[]): readonly NamedPolicy[] {
  return plain.map((json, index) => {
    const value = valueOfJson(json, PLACEHOLDERS);
    if (value.kind !== "object") throw new Error("a policy is an object");
    return { name: `policy-${index}`, policy: readPolicy(value) };
  });
}

function policies(count: number): readonly NamedPolicy[] {
  return namedPolicies(Array.from({ length: count }, (_, index) => policyJson(index)));
}

function measureIndex(request: Request): readonly Measurement[] {
  const indexing: number[] = [];
  const first: number[] = [];
  const later: number[] = [];
  for (let run = 0; run < 5; run++) {
    const identity = policies(10_000);
    globalThis.gc?.();
    const started = performance.now();
    const index = indexPolicies(identity);
    const indexed = performance.now();
    evaluate(request, { identity: index });
    indexing.push(indexed - started);
    first.push(performance.now() - indexed);
    later.push(medianOf(() => evaluate(request, { identity: index })));
  }
  return [
    { name: "evaluation: index 10,000 policies", milliseconds: median(indexing), limit: 1_000 },
    { name: "evaluation: first request, 10,000 indexed policies", milliseconds: median(first), limit: 50 },
    { name: "evaluation: later requests, 10,000 indexed policies", milliseconds: median(later), limit: 9 },
  ];
}
