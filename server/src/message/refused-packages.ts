/**
 * AWS CodeArtifact's refusal as package managers print it: the address names the repository, and a status is all of the
 * reason. Sources: AWS CodeArtifact User Guide, "Repository policies" and "AWS CodeArtifact permissions reference".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

/** `https://acme-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/shared/@acme%2fui`, without its scheme. */
export const PACKAGE_ADDRESS = /(?<=-\d{12})\.d\.codeartifact\.[a-z0-9-]{4,30}\.(?:amazonaws\.com|on\.aws)\//g;

/** Package managers print the address once for the package and once for the repository, in lines of one error. */
const ONE_ERROR = 1500;
/** As far as the status may stand from the address. */
const REACH = 700;

const ADDRESS =
  /([a-z0-9-]{3,50})-(\d{12})\.d\.codeartifact\.([a-z0-9-]{4,30})\.(?:amazonaws\.com|on\.aws)\/([a-z]{2,12})\/([\w.-]{2,100})(?:\/([^\s"'`<>()]{0,600}))?/g;

export function packageAddress(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  if (compact.text.slice(Math.max(0, at - ONE_ERROR), at).includes(found)) return null;
  const around = readable.slice(Math.max(0, phrase.start - REACH), phrase.end + REACH);
  if (!/(?<![\d.])403(?![\d.])/.test(around) || /not authori[sz]ed to perform/i.test(around)) return null;
  const [first, ...others] = Array.from(around.matchAll(ADDRESS));
  const [, domain, account, region, format, repository] = first ?? [];
  if (domain === undefined || repository === undefined || format === undefined) return null;
  const owner = `arn:aws:codeartifact:${region ?? ""}:${account ?? ""}`;
  const publishes = isPublishing(around);
  const paths = [first, ...others].map((address) => address?.[6] ?? "");
  const pack = publishes
    ? packageIn(
        format,
        paths.reduce((most, path) => (path.length > most.length ? path : most), ""),
      )
    : null;
  const resource =
    publishes === false
      ? `${owner}:repository/${domain}/${repository}`
      : pack === null
        ? null
        : `${owner}:package/${domain}/${repository}/${format}/${pack}`;
  const needs = { true: ["codeartifact:PublishPackageVersion"], false: ["codeartifact:ReadFromRepository"] };
  return {
    ...phrase,
    service: "codeartifact",
    resource,
    additionalActions: publishes === null ? [] : needs[`${publishes}`],
  };
}

/** Of a package manager's words; null where they tell neither or both. */
function isPublishing(text: string): boolean | null {
  const writes = /\b(?:PUT|POST)\b|\b(?:upload|publish|deploy)\w{0,5}\b/i.test(text);
  const reads =
    /\bGET\b|\bwhile getting\b|\b(?:resolv|download|install|restor|collect|fetch)\w{0,5}\b|\bin most cases\b/i.test(
      text,
    );
  if (/\bPUT (?:https|-)|- PUT\b/.test(text)) return true;
  return writes === reads ? null : writes;
}

/** The namespace and the name, as they stand in the ARN of a package. */
function packageIn(format: string, path: string): string | null {
  if (format === "npm") {
    const [, scope = "", name] = /^(?:@([\w.-]{1,200})(?:%2f|\/))?([\w.-]{1,200})/i.exec(path) ?? [];
    return name === undefined ? null : `${scope}/${name}`;
  }
  if (format !== "maven") return null;
  const steps = path.split("/");
  return steps.length < 4 ? null : `${steps.slice(0, -3).join(".")}/${steps.at(-3) ?? ""}`;
}
