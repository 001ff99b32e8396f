/** Writes changes into statements that a module is given as objects: what is in their texts and lists, not the objects. */
import { type Change, type Writer } from "../../syntax/change.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { type TerraformFile } from "./module.ts";
import { type GivenStatements } from "./module-statements.ts";
import { type DocumentPlaces, placesInDocument } from "./policy-document-places.ts";
import { documentWriter } from "./policy-document-writer.ts";

export function statementsWriter(
  file: TerraformFile,
  { document, root }: Pick<GivenStatements, "document"> & { readonly root: ObjectValue },
  expressionOf: ExpressionOf | undefined,
): Writer {
  const writer = documentWriter(file, document, root, expressionOf);
  let places: DocumentPlaces | undefined;
  return {
    edits(changes, deployment) {
      const known = (places ??= placesInDocument(document, root));
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
