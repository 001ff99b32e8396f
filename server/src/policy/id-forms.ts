/** What the IDs look like that conditions ask for. Sources: "AWS global condition context keys"; "OrganizationalUnit" (AWS Organizations API Reference). */

export const VPC_ID = /^vpc-[a-z0-9]{8,17}$/;
export const VPC_ENDPOINT_ID = /^vpce-[a-z0-9]{8,17}$/;
export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
/** A root or an organizational unit. */
export const PART_OF_ORGANIZATION = /^(?:r-[a-z0-9]{4,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})$/;
