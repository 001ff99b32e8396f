/** The part of a release of the reference data that is packed, and the packing. Types for tests. */

export interface Release {
  readonly source: string;
  readonly version: string;
  readonly services: readonly ReleaseService[];
}

export interface ReleaseService {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly ReleaseAction[];
  readonly resourceTypes: readonly ReleaseResourceType[];
  readonly conditionKeys: readonly ReleaseConditionKey[];
}

export interface ReleaseAction {
  readonly name: string;
  readonly description: string;
  /** One word, or several as in `Tagging, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly ReleaseActionResource[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
  readonly isPermissionOnly?: boolean;
}

export interface ReleaseActionResource {
  readonly name: string;
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface ReleaseResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

export interface ReleaseConditionKey {
  readonly key: string;
  readonly description: string;
  /** `String`, or `ArrayOfString` for a key with several values. */
  readonly type: string;
}

export interface PackedInfo {
  readonly source: string;
  readonly version: string;
  readonly date: string;
  readonly overlayVersion: string;
  readonly overlayDate: string;
  readonly services: number;
  readonly actions: number;
  readonly resourceTypes: number;
  readonly conditionKeys: number;
}

/** What AWS documents beside the pages that a release was read off: `server/data/reference-overlay.json`. */
export interface Attestations {
  readonly sharedPages: {
    /** `name`: what AWS calls the service, of which a release has the name of one page. */
    readonly services: Readonly<
      Record<string, { readonly name?: string; readonly pages: readonly string[]; readonly actions: readonly string[] }>
    >;
  };
  /** ARNs that AWS shows for an action, `service:*` for all of them, and the reference does not list. */
  /** `type`: the ARN is of that type of the action's own service, and the reference lacks no other. */
  readonly resources: readonly {
    readonly action: string;
    readonly arn: string;
    readonly type?: string;
    readonly page: string;
  }[];
  /** Types that an action is named after, where AWS documents another one as what it acts on. */
  readonly notOn?: readonly { readonly action: string; readonly type: string; readonly page: string }[];
  readonly actions: readonly { readonly name: string; readonly page: string }[];
  readonly keys: readonly { readonly name: string; readonly page: string }[];
  /** Condition keys that AWS shows for an action and the reference lists with other actions only. */
  readonly carriedKeys?: readonly { readonly action: string; readonly key: string; readonly page: string }[];
  /** By prefix, the actions of `server/data/granted-actions.json`. */
  readonly granted?: Readonly<Record<string, readonly string[]>>;
  /** By prefix, the actions that most policies name, most first. */
  readonly usual?: Readonly<Record<string, readonly string[]>>;
}

export const NOTHING_ATTESTED: Attestations;

export function packCatalog(
  release: Release,
  older: Release,
  dateOf: (version: string) => string,
  attested?: Attestations,
): { readonly info: PackedInfo; readonly core: string; readonly descriptions: string };

/** White space folded to single spaces, none at the ends. */
export function oneLine(text: string): string;
