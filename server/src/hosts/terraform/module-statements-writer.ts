/** Writes changes into statements that a module is given as objects: what is in their texts and lists, and one more of them. */
import { type Change, type Writer } from "../../syntax/change.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type TerraformFile } from "./module.ts";
import { type GivenStatements } from "./module-statements.ts";
import { type DocumentPlaces, placesInDocument } from "./policy-document-places.ts";
import { documentWriter } from "./policy-document-writer.ts";
import { addingObject } from "./statement-additions.ts";

export function statementsWriter(
  file: TerraformFile,
  { document, root, additions }: Pick<GivenStatements, "document" | "root" | "additions">,
  expressionOf: ExpressionOf | undefined,
): Writer {
  const writer = documentWriter(file, document, root, expressionOf);
  const objects = hclWriter(file.text, file.body, expressionOf);
  let places: DocumentPlaces | undefined;
  return {
    edits(changes, deployment) {
      const known = (places ??= placesInDocument(document, root));
      const [first, ...others] = changes;
      if (first?.change === "add-item" && known.of(first.to)?.place === "statements") {
        const added = additions && others.length === 0 ? addingObject(first.value, additions) : undefined;
        return added && objects.edits([added], deployment);
      }
      return changes.every((change) => isInObject(change, known)) ? writer.edits(changes, deployment) : undefined;
    },
  };
}

/** A block of a data source is an object here, which its writer does not write. */
function isInObject(change: Change, places: DocumentPlaces): boolean {
  switch (change.change) {
    case "text":
      return true;
    case "replace":
      return places.of(change.value) === undefined;
    case "rename": {
      const place = places.of(change.member);
      return (
        place === undefined || (place.place === "blocks" && place.of !== "principals" && place.of !== "conditions")
      );
    }
    case "add-item":
      return places.of(change.to) === undefined;
    case "remove-item":
      return places.of(change.from) === undefined;
    case "add-member":
    case "remove-member":
      return false;
  }
}
