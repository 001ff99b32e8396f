import { type Availability, type GlobalKey, type KeyType } from "./catalog.ts";

/** How a global key is written down: what most keys are is left out. */
export interface GlobalKeyRow {
  readonly name: string;
  readonly type: KeyType;
  readonly otherType?: KeyType;
  readonly multivalued?: true;
  /** `conditional` if left out. */
  readonly availability?: Availability;
  readonly sensitive?: true;
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
    description: row.description,
    when: row.when,
    caution: row.caution ?? "",
  };
}
