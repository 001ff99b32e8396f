/** Global keys about the way a request comes, what it is for, and the request itself. */
import { type GlobalKeyRow } from "./global-key-row.ts";

const LOST_ON_THE_WAY =
  "A service that passes on your request does not keep it: in a Deny, exempt aws:ViaAWSService and aws:PrincipalIsAWSService.";
const SERVICES_ONLY =
  "Users and roles that call for themselves lack it, so a Deny without a Null condition misjudges them.";

export const NETWORK_KEYS: readonly GlobalKeyRow[] = [
  {
    name: "aws:SourceIp",
    type: "IPAddress",
    description: "The public address that the request comes from.",
    when: "In requests that do not come through a VPC endpoint.",
    caution:
      "Never a private address; for those use aws:VpcSourceIp. A Deny with NotIpAddress also stops requests " +
      "through VPC endpoints and those that AWS services make for you.",
  },
  {
    name: "aws:SourceVpc",
    type: "String",
    sensitive: true,
    description: "The id of the VPC that the request comes from.",
    when: "Only in requests through a VPC endpoint.",
    caution: LOST_ON_THE_WAY,
  },
  {
    name: "aws:SourceVpcArn",
    type: "ARN",
    description: "The ARN of the VPC that the request comes from.",
    when: "Only in requests through a VPC endpoint, and only for some services.",
    caution: LOST_ON_THE_WAY,
  },
  {
    name: "aws:SourceVpce",
    type: "String",
    sensitive: true,
    description: "The id of the VPC endpoint that the request comes through.",
    when: "Only in requests through a VPC endpoint.",
    caution: LOST_ON_THE_WAY,
  },
  {
    name: "aws:VpceAccount",
    type: "String",
    sensitive: true,
    description: "The account that owns the VPC endpoint.",
    when: "Only in requests through a VPC endpoint, and only for some services.",
    caution: "Name the services that carry it in Action. " + LOST_ON_THE_WAY,
  },
  {
    name: "aws:VpceOrgID",
    type: "String",
    sensitive: true,
    description: "The organization of the account that owns the VPC endpoint.",
    when: "Only in requests through a VPC endpoint of an account in an organization, and only for some services.",
    caution: "Name the services that carry it in Action. " + LOST_ON_THE_WAY,
  },
  {
    name: "aws:VpceOrgPaths",
    type: "String",
    multivalued: true,
    description: "The path in AWS Organizations of the account that owns the VPC endpoint.",
    when: "Only in requests through a VPC endpoint of an account in an organization, and only for some services.",
  },
  {
    name: "aws:VpcSourceIp",
    type: "IPAddress",
    description: "The private address that the request comes from.",
    when: "Only in requests through a VPC endpoint.",
    caution: "Private addresses repeat between VPCs: name aws:SourceVpc or aws:SourceVpce too.",
  },
];

export const RESOURCE_KEYS: readonly GlobalKeyRow[] = [
  {
    name: "aws:ResourceAccount",
    type: "String",
    sensitive: true,
    description: "The account that owns the resource.",
    when: "In requests for nearly all actions; a few, mostly invitations and peerings, lack it.",
    caution: "Resources that AWS owns, such as public machine images, lie in other accounts.",
  },
  {
    name: "aws:ResourceOrgID",
    type: "String",
    sensitive: true,
    description: "The organization of the account that owns the resource.",
    when: "If the owner is in an organization, for the actions that carry aws:ResourceAccount.",
    caution: "Resources that AWS owns belong to none of your organizations.",
  },
  {
    name: "aws:ResourceOrgPaths",
    type: "String",
    multivalued: true,
    description: "The path in AWS Organizations of the account that owns the resource.",
    when: "If the owner is in an organization, for the actions that carry aws:ResourceAccount.",
  },
  {
    name: "aws:ResourceTag/${TagKey}",
    type: "String",
    description: "The value of one tag of the resource.",
    when: "If the resource has the tag and the service authorizes by tags.",
    caution: "A resource that is being created has no tags yet: use aws:RequestTag for what the request sets.",
  },
];

export const REQUEST_KEYS: readonly GlobalKeyRow[] = [
  {
    name: "aws:CalledVia",
    type: "String",
    multivalued: true,
    description: "The services that passed the request on, in order.",
    when: "Only when a service passes on your request with your permissions.",
    caution: "Not set when a service uses a role of its own.",
  },
  {
    name: "aws:CalledViaFirst",
    type: "String",
    description: "The first service that passed the request on.",
    when: "Only when a service passes on your request with your permissions.",
  },
  {
    name: "aws:CalledViaLast",
    type: "String",
    description: "The last service that passed the request on.",
    when: "Only when a service passes on your request with your permissions.",
  },
  {
    name: "aws:CalledViaAWSMCP",
    type: "String",
    description: "The AWS MCP service that makes the request.",
    when: "Only when an AWS MCP service calls with your credentials.",
  },
  {
    name: "aws:ViaAWSService",
    type: "Bool",
    availability: "always",
    description: "Whether a service passes on your request with your permissions.",
    when: "In every request.",
    caution: "False when a service calls as itself or with a service role.",
  },
  {
    name: "aws:ViaAWSMCPService",
    type: "Bool",
    description: "Whether an AWS MCP server passes on your request.",
    when: "When an AWS MCP server calls another service for you.",
    caution: "Do not count on it in direct calls: use an IfExists operator.",
  },
  {
    name: "aws:CurrentTime",
    type: "Date",
    availability: "always",
    description: "The time of the request.",
    when: "In every request.",
  },
  {
    name: "aws:EpochTime",
    type: "Date",
    otherType: "Numeric",
    availability: "always",
    description: "The time of the request in seconds since 1970.",
    when: "In every request.",
  },
  {
    name: "aws:referer",
    type: "String",
    description: "The page that linked to the request, as the browser tells it.",
    when: "In requests from a browser that follows a link.",
    caution: "The caller sets it freely, so it protects nothing.",
  },
  {
    name: "aws:RequestedRegion",
    type: "String",
    availability: "always",
    description: "The Region whose endpoint is called.",
    when: "In every request.",
    caution: "Global services such as IAM report us-east-1. It is not the Region of the resource.",
  },
  {
    name: "aws:RequestTag/${TagKey}",
    type: "String",
    description: "The value of one tag that the request sets.",
    when: "If the request passes that tag and the action supports tags.",
    caution: "Limits the value of a tag, not which tags are set: for that use aws:TagKeys.",
  },
  {
    name: "aws:TagKeys",
    type: "String",
    multivalued: true,
    description: "The keys of the tags that the request sets or removes.",
    when: "If the action supports tags and the request passes some.",
    caution: 'ForAllValues is true without any tag: in an Allow, add Null with "false".',
  },
  {
    name: "aws:SecureTransport",
    type: "Bool",
    availability: "always",
    description: "Whether the request is sent over TLS.",
    when: "In every request.",
  },
  {
    name: "aws:SourceAccount",
    type: "String",
    sensitive: true,
    description: "The account of the resource that a service acts for.",
    when: "Only when an AWS service calls directly, as itself, on behalf of a resource.",
    caution: SERVICES_ONLY,
  },
  {
    name: "aws:SourceArn",
    type: "ARN",
    description: "The resource that a service acts for.",
    when: "Only when an AWS service calls directly, as itself, on behalf of a resource.",
    caution: "Not the caller: that is aws:PrincipalArn. " + SERVICES_ONLY,
  },
  {
    name: "aws:SourceOrgID",
    type: "String",
    sensitive: true,
    description: "The organization of the resource that a service acts for.",
    when: "Only when an AWS service calls directly, as itself, for a resource whose owner is in an organization.",
    caution: "Ask for its presence by Null on aws:SourceAccount. " + SERVICES_ONLY,
  },
  {
    name: "aws:SourceOrgPaths",
    type: "String",
    multivalued: true,
    description: "The path in AWS Organizations of the resource that a service acts for.",
    when: "Only when an AWS service calls directly, as itself, for a resource whose owner is in an organization.",
    caution: SERVICES_ONLY,
  },
  {
    name: "aws:UserAgent",
    type: "String",
    availability: "always",
    description: "The program that makes the request, as it names itself.",
    when: "In every request.",
    caution: "The caller sets it freely, so it protects nothing.",
  },
  {
    name: "aws:IsMcpServiceAction",
    type: "Bool",
    description: "Whether an MCP service authorizes an action of its own.",
    when: "Only, and then true, when an MCP service authorizes its own action.",
    caution: "Says nothing of the calls that the MCP service makes to others.",
  },
];
