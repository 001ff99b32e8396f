import { type Availability, type GlobalKey, type KeyChooser, type KeyOccasion, type KeyType } from "./catalog.ts";

/** How a global key is written down: what most keys are is left out. */
export interface GlobalKeyRow {
  readonly name: string;
  readonly type: KeyType;
  readonly otherType?: KeyType;
  readonly multivalued?: true;
  /** `conditional` if left out. */
  readonly availability?: Availability;
  readonly sensitive?: true;
  /** `signed` if left out where the availability is. */
  readonly onlyIf?: KeyOccasion;
  /** `request` if left out. */
  readonly chooser?: KeyChooser;
  readonly description: string;
  readonly when: string;
  readonly caution?: string;
}

export function globalKeyOf(row: GlobalKeyRow): GlobalKey {
  return {
    name: row.name,
    type: row.type,
    ...(row.otherType === undefined ? {} : { otherType: row.otherType }),
    multivalued: row.multivalued ?? false,
    availability: row.availability ?? "conditional",
    sensitive: row.sensitive ?? false,
    onlyIf: row.onlyIf ?? (row.availability === "signed" ? "signed" : undefined),
    chooser: row.chooser ?? "request",
    description: row.description,
    when: row.when,
    caution: row.caution ?? "",
  };
}
