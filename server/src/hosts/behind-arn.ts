/** What an ARN is about within another one that a file settles, but for where the file is deployed. */
import { type Deployment } from "../syntax/change.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { nameOfHole } from "../policy/name-of-hole.ts";
import { deploymentKey } from "../policy/text-pattern.ts";

const REGION = deploymentKey("region");

/**
 * What stands in a text behind an ARN; undefined where it does not begin with it, or something else goes on. Where nothing is
 * known of the deployment, nothing that has an account or a Region is known to be the file's. In which of its Regions a
 * thing is, the text says.
 */
export function textBehindArn(
  text: string,
  { text: arn, holes }: FilledText,
  deployment?: Deployment,
): string | undefined {
  const [, , , region = ""] = text.split(":", 4);
  const isRegional = deployment !== undefined && region !== "" && (deployment.region ?? region) === region;
  // A bucket has its Region in its name, if anywhere: that is supposed, unless something else is known.
  const supposed = region === "" ? deployment?.variables.get(REGION) : undefined;
  const regionInName = (deployment?.region ?? supposed) === supposed ? supposed : undefined;
  const places = {
    partition: "aws",
    account: deployment?.account,
    region: isRegional ? region : regionInName,
  };
  let fixed = "";
  let end = 0;
  for (const hole of holes) {
    const { start, end: behind, stands } = hole;
    const known = stands === undefined ? deployment?.variables.get(nameOfHole(hole, arn) ?? "") : places[stands];
    if (known === undefined) return undefined;
    fixed += arn.slice(end, start) + known;
    end = behind;
  }
  fixed += arn.slice(end);
  if (!text.startsWith(fixed)) return undefined;
  const behind = text.slice(fixed.length);
  return behind === "" || behind.startsWith("/") || behind.startsWith(":") ? behind : undefined;
}
