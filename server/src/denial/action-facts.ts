/** What the reference says of an action, as far as explaining needs it. */
export interface ActionFacts {
  /** `service:Name` in the spelling of the reference. */
  readonly name: string;
  readonly takesResource: boolean;
  /** The ARNs of its resource types, as `arn:${Partition}:s3:::${BucketName}`; none for an action without. */
  readonly arnTemplates: readonly string[];
}

/** Undefined for an action that the reference does not have. */
export type ActionLookup = (action: string) => ActionFacts | undefined;
