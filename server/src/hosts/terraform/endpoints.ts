/** Of which VPC endpoint a resource of Terraform is, or has the policy, and to which service that leads. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { endpointServices } from "../endpoint-service.ts";
import { type DeclaredEndpoint } from "../host.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { evaluate } from "./evaluate.ts";
import { type DeclaredBlock } from "./module.ts";
import { blockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

export function endpointOf(resource: DeclaredBlock, scope: Scope): DeclaredEndpoint {
  // `aws_vpc_endpoint_policy` is a block of its own.
  const endpoint = blockBehind("vpc_endpoint_id", resource, scope) ?? resource;
  const [type = "", label = ""] = endpoint.block.labels.map(({ text }) => text);
  const service = blockBehind("service_name", endpoint, scope);
  const named = attributeNamed((service ?? endpoint).block.body, "service_name")?.value;
  const own = endpoint === resource ? scope : scopeOfBlock(endpoint.block, endpoint.file, scope.module);
  const value = named && evaluate(named, own);
  return { name: `${type}.${label}`, services: value === undefined ? [] : endpointServices(value) };
}

/** The resource or the data source that an argument refers to. */
function blockBehind(argument: string, { block }: DeclaredBlock, { module }: Scope): DeclaredBlock | undefined {
  const value = attributeNamed(block.body, argument)?.value;
  const to = value?.kind === "reference" ? blockReference(value) : undefined;
  return to && module.block(to.mode, `${to.type}.${to.name}`);
}
