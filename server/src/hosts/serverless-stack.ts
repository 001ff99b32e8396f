/**
 * The stack that the Serverless Framework makes of a service: what its functions refer to may stand in any of the files that
 * it takes in. Source: "Reference Properties In Other Files" of its documentation.
 */
import { memberWith, type ObjectValue, objectWith, type Value } from "../syntax/value.ts";
import { readYaml } from "../syntax/yaml.ts";
import { type DeclaredResource, templateOf } from "./cloudformation/template.ts";
import { type SourcesAround } from "./host.ts";
import { isServerlessRoot } from "./serverless.ts";
import {
  type FileReference,
  filesNamed,
  pathNamed,
  serviceRoots,
  servicesAround,
  valuesAt,
  withTaken,
  WORD_OF_INCLUSIONS,
} from "./serverless-includes.ts";
import { selfVariables } from "./serverless-variables.ts";
import { folderOf } from "./terraform/paths.ts";
import { templateValue } from "./template-value.ts";
import { type Variables } from "./variables.ts";

export interface ServiceStack {
  /** What `${self:…}` stands for in files that the service takes in, where that is a text. */
  readonly variables: Variables;
  readonly resource: (logicalId: string) => DeclaredResource | undefined;
}

/** Of the one service that has the file, or that it is; undefined where no file is taken in, or several services take this one. */
export function stackAround(path: string, root: Value, around: SourcesAround | undefined): ServiceStack | undefined {
  if (around === undefined) return undefined;
  if (isServerlessRoot(root)) return stackAt(path, around)?.stack;
  const services = servicesAround(path, around).flatMap((service) => stackAt(service.path, around) ?? []);
  const [only, ...others] = services.filter(({ files }) => files.has(path));
  return others.length === 0 ? only?.stack : undefined;
}

interface Service {
  readonly stack: ServiceStack;
  /** The paths of the files that it takes in. */
  readonly files: ReadonlySet<string>;
}

/** Asked for each of the files that a service takes in: made once for all of them. */
function stackAt(path: string, around: SourcesAround): Service | undefined {
  return around.made(`stack of ${path}`, (noted) => {
    const text = noted.textOf(path);
    if (text?.includes(WORD_OF_INCLUSIONS) !== true) return undefined;
    const [root, ...others] = serviceRoots(text);
    return root === undefined || others.length > 0 ? undefined : serviceOf(root, text, folderOf(path), noted);
  });
}

function serviceOf(root: ObjectValue, text: string, folder: string, around: SourcesAround): Service {
  const template = templateOf(withResources(root, (one) => taken(one, folder, around)));
  const variables = selfVariables(root);
  return {
    files: new Set(filesNamed(text).flatMap((file) => pathNamed(folder, file) ?? [])),
    stack: {
      variables: (name) => textAlone(variables(name)),
      resource: (logicalId) => template.resource(logicalId),
    },
  };
}

/** With what the files have that its resources are in. */
function withResources(root: ObjectValue, take: (reference: FileReference) => Value | undefined): ObjectValue {
  const members = root.members.map((member) =>
    member.key === "resources" && member.value !== undefined
      ? memberWith(member, { value: withTaken(member.value, take, 0) })
      : member,
  );
  return objectWith(root, members);
}

/** The value that a file has there, if it is one. */
function taken({ file, keys }: FileReference, folder: string, around: SourcesAround): Value | undefined {
  const path = pathNamed(folder, file);
  const text = path === undefined ? undefined : around.textOf(path);
  if (text === undefined || text.length > LONGEST) return undefined;
  const { roots, source } = readYaml(text);
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0) return undefined;
  const [held, ...more] = valuesAt(templateValue(root, source), keys);
  return more.length === 0 ? held?.value : undefined;
}

/** In a larger file there is hardly a template that people write. */
const LONGEST = 2_000_000;

/** A list or an object would stand at a place of another file. */
function textAlone(value: Value | undefined): Value | undefined {
  return value?.kind === "string" || value?.kind === "number" ? value : undefined;
}
