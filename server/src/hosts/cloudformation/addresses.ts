/**
 * Attributes that are an address of a resource, where people look for its ARN. Source: "Return values" of the types in the
 * resource type reference of the "AWS CloudFormation Template Reference Guide".
 */
import { QUEUE_URL } from "./names.ts";

const ADDRESSES: ReadonlyMap<string, string> = new Map([
  ["AWS::SQS::Queue.QueueUrl", QUEUE_URL],
  ["AWS::S3::Bucket.DomainName", "{name}.s3.{domain}"],
  ["AWS::S3::Bucket.RegionalDomainName", "{name}.s3.{region}.{domain}"],
  ["AWS::S3::Bucket.DualStackDomainName", "{name}.s3.dualstack.{region}.{domain}"],
  ["AWS::S3::Bucket.WebsiteURL", "http://{name}.{site}"],
  ["AWS::OpenSearchService::Domain.DomainEndpoint", "{endpoint}.{region}.es.{domain}"],
  ["AWS::Elasticsearch::Domain.DomainEndpoint", "{endpoint}.{region}.es.{domain}"],
]);

/** The form of the address that the attribute is. */
export function addressForm(type: string, attribute: string): string | undefined {
  return ADDRESSES.get(`${type}.${attribute}`);
}
