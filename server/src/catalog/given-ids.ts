/**
 * Resources whose ARN has the ID that AWS gave them, and how such an ID is known from a name. Sources: "Resource IDs" (Amazon
 * EC2 User Guide); "Creating and using an IAM policy for IAM database access" (Amazon RDS User Guide); "Key identifiers (KeyId)" (AWS KMS Developer Guide); the API references of the others, on the ID.
 */

export interface GivenId {
  /** As "an EC2 instance". */
  readonly what: string;
  readonly form: IdForm;
}

export type IdForm =
  | { readonly kind: "begins"; readonly prefix: string }
  | { readonly kind: "begins-with-one"; readonly prefixes: readonly string[] }
  /** Digits and the letters from a to f, with hyphens; a key of several Regions begins with `mrk-`. */
  | { readonly kind: "hex" }
  /** A domain name has dots, and an ID has none. */
  | { readonly kind: "no-dots" }
  /** A Region, an underscore and more. */
  | { readonly kind: "user-pool" };

/** `type` as it stands in an ARN of the service, in front of a slash or a colon. */
export function givenId(service: string, type: string): GivenId | undefined {
  return IDS.get(`${service} ${type}`);
}

/** Can an ID begin with the text, or be the text where that `isWhole`? */
export function mayBeId(text: string, isWhole: boolean, form: IdForm): boolean {
  switch (form.kind) {
    case "begins":
      // The instances of an AWS Snow device have `s.` in front.
      return [form.prefix, `s.${form.prefix}`].some(
        (prefix) => text.startsWith(prefix) || (!isWhole && prefix.startsWith(text)),
      );
    case "begins-with-one":
      return form.prefixes.some((prefix) => text.startsWith(prefix) || (!isWhole && prefix.startsWith(text)));
    case "hex":
      return /^(?:m|mr|mrk|mrk-[0-9a-f]*|[0-9a-f-]*)$/.test(text);
    case "no-dots":
      return !text.includes(".");
    case "user-pool":
      return !isWhole || text.includes("_");
  }
}

const OF_EC2 = `
an EC2 instance|instance|i-
a VPC|vpc|vpc-
a subnet|subnet|subnet-
a security group|security-group|sg-
a volume|volume|vol-
a snapshot|snapshot|snap-
a network interface|network-interface|eni-
a route table|route-table|rtb-
an internet gateway|internet-gateway|igw-
a NAT gateway|natgateway|nat-
a VPC endpoint|vpc-endpoint|vpce-
a network ACL|network-acl|acl-
a launch template|launch-template|lt-
an Elastic IP address|elastic-ip|eipalloc-
a transit gateway|transit-gateway|tgw-`;

const IDS: ReadonlyMap<string, GivenId> = new Map<string, GivenId>([
  ...OF_EC2.trim()
    .split("\n")
    .map((line): [string, GivenId] => {
      const [what = "", type = "", prefix = ""] = line.split("|");
      return [`ec2 ${type}`, { what, form: { kind: "begins", prefix } }];
    }),
  ["elasticfilesystem file-system", { what: "a file system", form: { kind: "begins", prefix: "fs-" } }],
  ["elasticfilesystem access-point", { what: "an access point", form: { kind: "begins", prefix: "fsap-" } }],
  ["fsx file-system", { what: "a file system", form: { kind: "begins", prefix: "fs-" } }],
  ["elasticmapreduce cluster", { what: "a cluster", form: { kind: "begins", prefix: "j-" } }],
  [
    "rds-db dbuser",
    { what: "a database user", form: { kind: "begins-with-one", prefixes: ["db-", "cluster-", "prx-"] } },
  ],
  ["kms key", { what: "a KMS key", form: { kind: "hex" } }],
  ["route53 hostedzone", { what: "a hosted zone", form: { kind: "no-dots" } }],
  ["cloudfront distribution", { what: "a distribution", form: { kind: "no-dots" } }],
  ["acm certificate", { what: "a certificate", form: { kind: "no-dots" } }],
  ["cognito-idp userpool", { what: "a user pool", form: { kind: "user-pool" } }],
]);
