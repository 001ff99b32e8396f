/** What the names of Regions look like. Source: "AWS Regions" (AWS Regions and Availability Zones User Guide). */
import { KIND, one, run, type TextShape } from "../domains/text-shape.ts";

/** An Availability Zone has a digit, too, but ends in a letter. */
export const REGIONS: readonly TextShape[] = [
  [run(KIND.lower | KIND.digit), one(KIND.digit)],
  [one(KIND.lower), run(KIND.lower)],
];
export const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;
/** What Regions begin with, without the number at the end. */
export const PART_OF_REGION =
  /^(?:af|ap|ca|eu|il|me|mx|sa|us|us-gov)-(?:north|south|east|west|central|northeast|southeast)$/;
