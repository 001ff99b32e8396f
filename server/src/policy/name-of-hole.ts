import { type Hole } from "../syntax/value.ts";

/**
 * By which it is known what a hole of the text is: its variable, the logical id of what CloudFormation names, or as the
 * Serverless Framework has it, whose variables are the same in all of a service.
 */
export function nameOfHole({ variable, madeOf, start, end }: Hole, text: string): string | undefined {
  if (variable !== undefined) return variable;
  if (madeOf !== undefined) return `name of ${madeOf}`;
  const written = text.slice(start, end);
  return OF_SERVICE.test(written) ? written : undefined;
}

const OF_SERVICE = /^\$\{(?:env|opt|param|self|sls):[\w.-]+\}$/;
