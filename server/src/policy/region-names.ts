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

/** What looks like a Region and is none: `us-east`, `us-east1`, `eu-centeral-1`; and the place of one: `frankfurt`. */
export function isNoRegion(text: string): boolean {
  if (PLACES.has(text)) return true;
  const [, , direction = ""] = IN_PARTS.exec(text) ?? [];
  return PART_OF_REGION.test(text) || directionsNear(direction).length > 0;
}

/** The Regions that such a text may have been meant to be. */
export function meantRegions(text: string): readonly string[] {
  const ofPlace = PLACES.get(text.replace(/[\s_-]/g, ""));
  if (ofPlace !== undefined) return [ofPlace];
  const [, area, direction = "", number] = IN_PARTS.exec(text) ?? [];
  const directions = DIRECTIONS.includes(direction) ? [direction] : directionsNear(direction);
  return area === undefined ? [] : directions.map((one) => `${area}-${one}-${number}`);
}

/** What the console calls Regions, beside their codes. Source: "AWS Regions" (AWS Regions and Availability Zones User Guide). */
const PLACES: ReadonlyMap<string, string> = new Map([
  ["bahrain", "me-south-1"],
  ["calgary", "ca-west-1"],
  ["capetown", "af-south-1"],
  ["frankfurt", "eu-central-1"],
  ["hongkong", "ap-east-1"],
  ["hyderabad", "ap-south-2"],
  ["ireland", "eu-west-1"],
  ["jakarta", "ap-southeast-3"],
  ["london", "eu-west-2"],
  ["melbourne", "ap-southeast-4"],
  ["milan", "eu-south-1"],
  ["mumbai", "ap-south-1"],
  ["ohio", "us-east-2"],
  ["oregon", "us-west-2"],
  ["osaka", "ap-northeast-3"],
  ["paris", "eu-west-3"],
  ["saopaulo", "sa-east-1"],
  ["seoul", "ap-northeast-2"],
  ["singapore", "ap-southeast-1"],
  ["spain", "eu-south-2"],
  ["stockholm", "eu-north-1"],
  ["sydney", "ap-southeast-2"],
  ["telaviv", "il-central-1"],
  ["tokyo", "ap-northeast-1"],
  ["virginia", "us-east-1"],
  ["zurich", "eu-central-2"],
]);

function directionsNear(direction: string): readonly string[] {
  // A slip in a short word may make another one: `test`.
  return direction.length < 5 || DIRECTIONS.includes(direction) ? [] : nearestNames(direction, DIRECTIONS);
}

/** `ec2.111122223333.amazonaws.com`: the host of a service with numbers in the place of its Region. */
export function hasAccountForRegion(host: string): boolean {
  return /^[^.]*\.\d+\.amazonaws\./i.test(host);
}
