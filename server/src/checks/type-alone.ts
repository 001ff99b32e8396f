/** ARNs that end where the name of the resource should begin: `arn:aws:dynamodb:eu-west-1:111122223333:table/`. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Statement } from "../policy/policy.ts";
import { namedActions } from "./named-actions.ts";

/** Is the last part the type of something that the actions act on, and nothing else? */
export function isTypeAlone(arn: string, statement: Statement, catalog: Catalog): boolean {
  const [, service = "", head = ""] = /^arn:[^:]*:([a-z0-9-]+):[^:]*:[^:]*:([A-Za-z-]+[:/])$/.exec(arn) ?? [];
  if (head === "" || MAY_BE_ALL.has(`${service}:${head}`)) return false;
  return namedActions(statement, catalog).some(
    (named) =>
      named.service.prefix === service &&
      named.action.resources.some(({ type }) =>
        (named.service.resourceType(type)?.arns ?? []).some((template) => template.includes(`:${head}\${`)),
      ),
  );
}

/** The root of all parameters is a path, on which `ssm:GetParametersByPath` is asked for. CloudWatch Logs leaves out groups. */
const MAY_BE_ALL: ReadonlySet<string> = new Set(["ssm:parameter/", "logs:log-group:"]);
