/** Roles and users that a file makes: what is missing in their policies can be given as one more, in that file. */
import { nameOfAllowing } from "../policy/name-of-allowing.ts";
import { type Change, type Deployment, type NewObject, type Writer } from "../syntax/change.ts";
import { type Edit } from "../text/edit.ts";

export interface MadeHolder {
  readonly sort: "role" | "user";
  /** The names that it gets, with `*` for what is not settled. */
  readonly names: readonly string[];
  /** Where the file writes out in which account it is. */
  readonly account?: string;
  /** As the file calls what makes it in another account or Region. */
  readonly provider?: string;
  /** As the file calls it: `aws_iam_role.task`, or the logical id. */
  readonly label: string;
  /** Writes statements that are added to a policy without any. */
  readonly writer: Writer;
}

/** Writes statements as a policy of their own, and nothing else. */
export function writerOfStatements(
  write: (statements: readonly NewObject[], deployment: Deployment | undefined) => readonly Edit[] | undefined,
): Writer {
  return {
    writesBeside: true,
    edits(changes, deployment) {
      const added = changes.flatMap(addedStatement);
      return added.length === 0 || added.length < changes.length ? undefined : write(added, deployment);
    },
  };
}

function addedStatement(change: Change): readonly NewObject[] {
  if (change.change !== "add-item") return [];
  const { value } = change;
  return typeof value === "object" && "members" in value && value.members.some(([key]) => key === "Effect")
    ? [value]
    : [];
}

/** What an inline policy may be called for what it allows: `AllowS3GetObject`. */
export function policyNameFor([first]: readonly NewObject[]): string {
  const action = first?.members.find(([key]) => key === "Action")?.[1];
  return typeof action === "string" ? nameOfAllowing(action) : "Allow";
}
