import { type Hole } from "../syntax/value.ts";

/** By which it is known what a hole is: its variable, or the logical id of what CloudFormation names. */
export function nameOfHole({ variable, madeOf }: Hole): string | undefined {
  return variable ?? (madeOf === undefined ? undefined : `name of ${madeOf}`);
}
