/**
 * Actions that a cluster, a database, a file system or a deployed API decides on itself. It knows few of the keys that AWS
 * documents for every request, and the clients of most are in a VPC, where their addresses are private.
 */
import { type KnownAction } from "../solving/action-universe.ts";

export interface DataPlane {
  /** Does `aws:SourceIp` hold an address of the VPC? */
  readonly inside: boolean;
  readonly decides: (actionName: string) => boolean;
}

const every = (): boolean => true;
const isConnect = (name: string): boolean => name === "connect";

/**
 * By prefix. Sources: "Using IAM to control access to file systems" and "Logging Amazon EFS API calls with AWS CloudTrail";
 * "Authenticating with IAM" (Amazon ElastiCache), which supports `aws:SourceIp` and few other keys; "IAM condition keys for
 * accessing data in Amazon Neptune", likewise; "IAM database authentication" (Amazon RDS); "Identity and Access Management in
 * Amazon OpenSearch Service", which does not support `aws:SecureTransport` and takes no addresses for domains in a VPC;
 * "Authenticating with IAM" (Amazon MemoryDB), which "doesn't support all global condition context keys"; "Control access to
 * VPC Lattice services using auth policies", whose callers are in a VPC. Kafka's clusters are in a VPC as well. "AWS condition
 * keys that can be used in API Gateway resource policies": keys of the caller are there with IAM authorization only, and
 * `aws:UserAgent` if the caller sends it.
 */
const DATA_PLANES: ReadonlyMap<string, DataPlane> = new Map([
  ["elasticfilesystem", { inside: true, decides: (name: string) => name.startsWith("client") }],
  ["elasticache", { inside: true, decides: isConnect }],
  ["memorydb", { inside: true, decides: isConnect }],
  ["neptune-db", { inside: true, decides: every }],
  ["kafka-cluster", { inside: true, decides: every }],
  ["vpc-lattice-svcs", { inside: true, decides: every }],
  ["rds-db", { inside: false, decides: isConnect }],
  ["es", { inside: false, decides: (name: string) => name.startsWith("eshttp") }],
  ["execute-api", { inside: false, decides: every }],
]);

export function hasDataPlane(prefix: string): boolean {
  return DATA_PLANES.has(prefix);
}

export function dataPlaneOf({ service, name }: KnownAction): DataPlane | undefined {
  const plane = DATA_PLANES.get(service);
  return plane?.decides(name) === true ? plane : undefined;
}
