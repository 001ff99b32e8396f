/**
 * Where calls go that settings lead elsewhere. The SDK looks at the settings of the default profile alone, whichever one
 * is named: calls for one profile would go where another one sends them. Source: "Service-specific endpoints", AWS SDKs
 * and Tools Reference Guide.
 */
import { loadConfig } from "@smithy/node-config-provider";
import { SettingProblem } from "./problems.ts";

/** As the SDK names the services, which is how settings name them. */
export type ServiceId =
  | "AccessAnalyzer"
  | "CloudTrail"
  | "ECR"
  | "IAM"
  | "KMS"
  | "Lambda"
  | "Organizations"
  | "S3"
  | "Secrets Manager"
  | "SNS"
  | "SQS"
  | "STS";

type Section = Readonly<Record<string, string | undefined>>;

/** By service; undefined for AWS's own. */
export type Endpoints = (service: ServiceId) => string | undefined;

/** Throws where a setting is no address of HTTP, or names a section that is not there: a sentence with what to do. */
export async function readEndpoints(profile: string | undefined): Promise<Endpoints> {
  const { section, services } = await sectionsOf(profile);
  if (isOn(process.env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? section["ignore_configured_endpoint_urls"])) {
    return () => undefined;
  }
  return (service) => {
    const words = service.replaceAll(" ", "_");
    const [variable, setting] = [`AWS_ENDPOINT_URL_${words.toUpperCase()}`, `${words.toLowerCase()}.endpoint_url`];
    const found = [
      { name: variable, url: process.env[variable] },
      { name: "AWS_ENDPOINT_URL", url: process.env["AWS_ENDPOINT_URL"] },
      { name: `${setting.replace(".", " of ")} in its section of services`, url: services[setting] },
      { name: "endpoint_url of the profile", url: section["endpoint_url"] },
    ].find(({ url }) => url !== undefined && url !== "");
    return found === undefined ? undefined : checked(found.name, found.url ?? "");
  };
}

/** The profile's own section, and that of services which it names. */
async function sectionsOf(
  profile: string | undefined,
): Promise<{ readonly section: Section; readonly services: Section }> {
  let found: { readonly section: Section; readonly services: Section | undefined } | undefined;
  try {
    const selectors = {
      environmentVariableSelector: () => undefined,
      configFileSelector: (section: Section, file: Readonly<Record<string, Section | undefined>> = {}) => {
        const services = section["services"];
        found = { section, services: services === undefined ? {} : file[`services.${services}`] };
        return "";
      },
      default: "",
    };
    await loadConfig(selectors, profile === undefined ? {} : { profile })();
  } catch {
    // A configuration file that cannot be read is named with the credentials, which need it.
  }
  const { section = {}, services = {} } = found ?? {};
  if (found !== undefined && found.services === undefined) {
    const name = section["services"] ?? "";
    throw new SettingProblem(
      `The profile names the section [services ${name}], and the AWS configuration file has none. Write one, or leave out services.`,
    );
  }
  return { section, services };
}

function isOn(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}

function checked(name: string, url: string): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw new SettingProblem(
    `${name} is '${url}', which is no address. Write one like https://localhost:4566, or leave it out.`,
  );
}
