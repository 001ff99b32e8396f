import { type KeyChooser } from "../catalog/catalog.ts";

/** What the reference says of an action, as far as explaining needs it. */
export interface ActionFacts {
  /** `service:Name` in the spelling of the reference. */
  readonly name: string;
  readonly takesResource: boolean;
  /** `Read`, `Write` and their like. */
  readonly accessLevels: readonly string[];
  /** The ARNs of its resource types, as `arn:${Partition}:s3:::${BucketName}`; none for an action without. */
  readonly arnTemplates: readonly string[];
  /** The types of the resources that each call of it is decided on, one by one; none where there is only one. */
  readonly decidedOn: readonly { readonly type: string; readonly templates: readonly string[] }[];
  /** Who decides which value a condition key has in a request for it. */
  readonly chooserOf: (key: string) => KeyChooser;
  /** Does a request for it on the resource carry the key? Undefined where the reference cannot say. */
  readonly carriesKey: (key: string, resource: string | undefined) => boolean | undefined;
}

/** Is it a key of another one of the resources that the request needs, so that the part about this one is without it? */
export function isOfOtherResource({ carriesKey }: ActionFacts, key: string, resource: string | undefined): boolean {
  return carriesKey(key, resource) === false && carriesKey(key, undefined) !== false;
}

/** Undefined for an action that the reference does not have. */
export type ActionLookup = (action: string) => ActionFacts | undefined;
