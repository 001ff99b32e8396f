/** What the names of Regions look like. Source: "AWS Regions" (AWS Regions and Availability Zones User Guide). */
import { nearestNames } from "../domains/nearest-name.ts";
import { KIND, one, run, type TextShape } from "../domains/text-shape.ts";

/** An Availability Zone has a digit, too, but ends in a letter. */
export const REGIONS: readonly TextShape[] = [
  [run(KIND.lower | KIND.digit), one(KIND.digit)],
  [one(KIND.lower), run(KIND.lower)],
];
export const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;
const AREAS = "af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov";
const DIRECTIONS: readonly string[] = [
  ...["north", "south", "east", "west", "central"],
  ...["northeast", "northwest", "southeast", "southwest"],
];
const DIRECTION = DIRECTIONS.join("|");

/** What Regions begin with, without the number at the end, or with no hyphen before it. */
const PART_OF_REGION = new RegExp(`^(?:${AREAS})-(?:${DIRECTION})\\d?$`);
const IN_PARTS = new RegExp(`^(${AREAS})-?([a-z]{4,12})-?(\\d)$`);

/** What looks like a Region and is none: `us-east`, `us-east1`, `eu-centeral-1`. */
export function isNoRegion(text: string): boolean {
  const [, , direction = ""] = IN_PARTS.exec(text) ?? [];
  return PART_OF_REGION.test(text) || directionsNear(direction).length > 0;
}

/** The Regions that such a text may have been meant to be. */
export function meantRegions(text: string): readonly string[] {
  const [, area, direction = "", number] = IN_PARTS.exec(text) ?? [];
  const directions = DIRECTIONS.includes(direction) ? [direction] : directionsNear(direction);
  return area === undefined ? [] : directions.map((one) => `${area}-${one}-${number}`);
}

function directionsNear(direction: string): readonly string[] {
  // A slip in a short word may make another one: `test`.
  return direction.length < 5 || DIRECTIONS.includes(direction) ? [] : nearestNames(direction, DIRECTIONS);
}
