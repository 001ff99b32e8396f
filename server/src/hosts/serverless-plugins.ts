/** Whether a plugin of a service of the Serverless Framework may change what the service's files say. */
import { memberNamed, type ObjectValue } from "../syntax/value.ts";

/**
 * Not where no plugin is there, or only such as build and run functions. `variableSyntax` says what variables look like.
 * Sources: "Plugins" and "Variables" of the framework's documentation, and what these plugins say of themselves.
 */
export function leavesTextAlone(service: ObjectValue): boolean {
  if (service.members.some(({ key, keyHoles }) => keyHoles.length > 0 || key === "<<")) return false;
  const provider = memberNamed(service, "provider")?.value;
  if (provider?.kind !== "object" || memberNamed(provider, "variableSyntax") !== undefined) return false;
  const plugins = memberNamed(service, "plugins");
  if (plugins === undefined) return true;
  const { value } = plugins;
  return value?.kind === "array" && value.items.every((one) => one.kind === "string" && OF_FUNCTIONS.has(one.text));
}

const OF_FUNCTIONS: ReadonlySet<string> = new Set([
  "serverless-bundle",
  "serverless-domain-manager",
  "serverless-dotenv-plugin",
  "serverless-esbuild",
  "serverless-iam-roles-per-function",
  "serverless-offline",
  "serverless-plugin-typescript",
  "serverless-prune-plugin",
  "serverless-python-requirements",
  "serverless-webpack",
]);
