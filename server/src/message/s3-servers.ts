/**
 * Servers other than AWS that answer as Amazon S3 does, with its codes and its words: known by their names and hosts, by
 * their headers, the endpoint that the client was given, and by the form of their ids.
 */
import { type SystemSigns } from "./other-systems.ts";

/** The endpoint of AWS, of a program that stands in for all of AWS, or one that the text does not tell. */
const OF_AWS = String.raw`(?!\S{0,200}(?:\bamazonaws\b|\bapi\.aws\b|localstack|:4566\b)|[$<{%*])`;

/** How clients are told where S3 is: options, settings, variables, and addresses that begin with it. */
const TOLD_WHERE = String.raw`--(?:s3-)?endpoint(?:-url)?|endpoint_url|regionendpoint|AWS_ENDPOINT_URL(?:_S3)?|\bs3[\w.-]{0,20}endpoint(?:_?url)?|fs\.s3a\.(?:bucket\.[\w.-]{1,80}\.)?endpoint|host_base|\bs3cmd .{0,200}--host|s3Url|-o url`;

const NAMES =
  /\bMinIO\b|\bminio\.errors?\b|\bCeph\b|\bradosgw\b|rook-ceph|\brgw\b|\bNooBaa\b|\bStorageGRID\b|\bCloudian|\bHyperStore\b|\bScaleway\b|\bSeaweedFS\b|\bRustFS\b|\bOneFS\b|\bPowerScale\b|\bServer: (?:ViPR|WasabiS3|GarageHQ|SeaweedFS|Scality)|x-emc-|\bScality\b|\bibm_boto(?:core|3)\b|\bcos-aws-sdk|\bibm-cos-sdk\b|does not have a \w{1,10} permission for the bucket path|provider ?= ?(?!AWS\b)[A-Z]\w{2,20}\b.{0,200}\bendpoint ?=/i;

const HOSTS =
  /wasabisys|wasabi\.com|digitaloceanspaces|backblaze|cloudflarestorage|\.scw\.cloud|linodeobjects|cloud-object-storage\.appdomain|your-objectstorage\.com|\.cloud\.ovh\.|vultrobjects|idrivee2|contabostorage|storjshare|\.filebase\.com|\.exo\.io\b|upcloudobjects|\.selcloud\.ru|\bobjects-[a-z0-9-]{1,30}\.dream\.io|\.storage\.(?:tigris\.)?dev\b|\.supabase\.co\/storage/i;

/**
 * The headers that only they send, and the name that one gives itself in its own, as clients print them. Of companies that
 * also rent out machines, the name is often that of the machine which asked AWS (`Server: Linode VPS`).
 */
const HEADERS = new RegExp(
  String.raw`\bx-(?:clv|hcp|ibm|ntap-sg|scal|tigris|wasabi|tos|bce|kss)-[\w-]{2,60}["']?[ ,]{0,12}[:=,>]` +
    String.raw`|\bserver["']?[ ,]{0,24}[:=,]>? ?(?:chr )?["'\[]{0,2}(?:Cleversafe|HCP\b|DellEMC|Tigris|Zenko|Garage(?! \w+ )|Versity|TosServer)` +
    String.raw`|\bserver["']?[ ,]{0,24}[:=,]>? ?(?:chr )?["'\[]{1,2}(?:OVHcloud|ArvanCloud|Leaseweb|Linode|Vultr)["'/]`,
  "i",
);

/** A client's own words for the address that it was given. */
const ENDPOINTS = new RegExp(
  String.raw`(?:${TOLD_WHERE})["'\x60]?(?: {0,2}[=:] {0,2}| {1,2})["'\x60]?${OF_AWS}(?:https?:\/\/[\w[]|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b|[\w-]{1,63}:\d{2,5}\b)` +
    String.raw`|\bs3:https?:\/\/${OF_AWS}[\w[]` +
    String.raw`|\brequest: (?:GET|PUT|POST|HEAD|DELETE) https?:\/\/${OF_AWS}[\w[]` +
    String.raw`|\bError executing ["'\x60]\w{2,60}["'\x60] on ["'\x60]https?:\/\/${OF_AWS}[\w[]` +
    String.raw`|\bendpoints {0,3}[={].{0,80}\bs3 ?= ?["']https?:\/\/${OF_AWS}\w`,
  "i",
);

/** An id of AWS is of sixteen capitals and digits, and its host's id is Base64. Source: "Getting Amazon S3 request IDs". */
const IDS =
  /\b(?:host[_ -]?id|amz-?id-?2|Extended Request ID)["']?(?:<|>|[ :="'])[ "']{0,3}(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b|\brequest[_ -]?id["']?(?:>|[ :="'])[ "']{0,3}(?:tx[0-9a-f]{8,}|[0-9a-f]{20}(?:<\/|["']?,? ["']?host[_ -]?id\b))/i;

/** A command's address on the same machine or in its network, and the answer below it, before another command. */
const ANSWER =
  /\bcurl [^<$]{0,120}https?:\/\/(?:localhost|127\.0\.0\.1|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]{0,11}(?!:4566)(?::\d{2,5})?\/[^<$]{0,300}\s(?:<\?xml[^<>]{1,80}>\s{0,8})?<Error>\s{0,8}<Code>AccessDenied</i;

/** Amazon S3 names the bucket in other errors, and Backblaze B2 refuses in words of its own. */
const WORDS = /<Code>AccessDenied<\/Code>(?:(?!<\/Error>)[^]){0,600}<BucketName>|\bAccessDenied: not entitled\b/;

/** An address of AWS itself, other than a package of its SDK for Java. */
const AT_AWS = /[a-z0-9]\.amazonaws\.com(?:\.cn)?\b/i;

export const S3_SERVERS: readonly SystemSigns[] = [
  { system: "s3-compatible", signs: HOSTS },
  { system: "s3-compatible", signs: IDS },
  { system: "s3-compatible", signs: WORDS },
  { system: "s3-compatible", signs: ANSWER, unless: AT_AWS },
  { system: "s3-compatible", signs: HEADERS, unless: AT_AWS },
  { system: "s3-compatible", signs: ENDPOINTS, unless: AT_AWS },
  { system: "s3-compatible", signs: NAMES, unless: AT_AWS },
];
