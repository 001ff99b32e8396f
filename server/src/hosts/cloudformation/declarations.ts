/** The resources that a template declares, by the ARNs and names that they get. */
import { holdsAccount, patternOf } from "../../syntax/filled-text.ts";
import { type Declaration } from "../host.ts";
import { ownArns } from "./subjects.ts";
import { nameInTemplate } from "./functions.ts";
import { namedType } from "./names.ts";
import { type Template } from "./template.ts";

export function declarationsInTemplate(template: Template): readonly Declaration[] {
  return template.resources.flatMap((resource) => {
    const { type, logicalId, keySpan } = resource;
    if (namedType(type) === undefined) return [];
    const text = nameInTemplate(resource, template);
    const name = patternOf(text);
    const isFilledIn = text.holes.some(({ variable }) => variable !== undefined);
    return [
      {
        ...(isFilledIn ? { filledName: text } : {}),
        ...(type === "AWS::S3::Bucket" && holdsAccount(text) ? { nameWithAccount: text } : {}),
        arn: ownArns(resource, template)[0],
        name: name.includes("*") ? logicalId : name,
        type,
        span: keySpan,
      },
    ];
  });
}
