/** The text beside a completion, as Markdown; asked for one item at a time because it may read the descriptions. */
import { type Catalog } from "../../catalog/catalog.ts";
import { elementOfArgument } from "../../hosts/terraform/cursor-in-document.ts";
import { readOperator } from "../../policy/operators.ts";
import { describeActionEntry } from "../../wording/action.ts";
import { describeElement, describeVersion } from "../../wording/element.ts";
import { describeKey } from "../../wording/key.ts";
import { describeManagedPolicy } from "../../wording/managed-policy.ts";
import { toMarkdown } from "../../wording/markdown.ts";
import { describeOperator } from "../../wording/operator.ts";
import { type Passage } from "../../wording/phrase.ts";
import { describePrincipalType } from "../../wording/principal.ts";
import { type CompletionKind } from "./candidate.ts";

export function documentCompletion(kind: CompletionKind, label: string, catalog: Catalog): string | undefined {
  const passage = passageOn(kind, label, catalog);
  return passage === undefined ? undefined : toMarkdown(passage);
}

function passageOn(kind: CompletionKind, label: string, catalog: Catalog): Passage | undefined {
  switch (kind) {
    case "element":
      return describeElement(elementOfArgument(label) ?? label);
    case "version":
      return describeVersion(label);
    case "principal-type":
      return describePrincipalType(label);
    case "action":
      return describeActionEntry(label, "Action", catalog);
    case "key":
    case "variable":
      return describeKey(label, catalog, undefined);
    case "operator": {
      const use = readOperator(label);
      return use === undefined ? undefined : describeOperator(use);
    }
    case "managed-policy": {
      const managed = catalog.managedPolicies();
      const policy = managed?.find(label.slice(label.lastIndexOf("/") + 1));
      return managed && policy && describeManagedPolicy(policy, managed, catalog);
    }
    case "policy":
    case "statement":
    case "effect":
    case "principal":
    case "service":
    case "resource":
    case "value":
      return undefined;
  }
}
