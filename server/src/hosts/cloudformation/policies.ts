/** The policies that a template's resources stand for without holding them as documents. */
import { type DocumentInFile, type FoundPolicy } from "../find-policies.ts";
import { grantOf } from "./grants.ts";
import { samPolicies } from "./sam.ts";
import { connectorPolicies } from "./sam-connectors.ts";

export function policiesOfResources(document: DocumentInFile): readonly FoundPolicy[] {
  return document.template.resources.flatMap((resource) => {
    const grant = grantOf(resource, document);
    const connected = connectorPolicies(resource, document);
    return [...samPolicies(resource, document), ...connected, ...(grant === undefined ? [] : [grant])];
  });
}
