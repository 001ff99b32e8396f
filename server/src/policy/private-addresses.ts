/** Addresses that no request from the internet comes from. Sources: RFC 1122, 1918, 3927, 4193 and 4291. */
import {
  type AddressSet,
  addressesOf,
  complementOfAddresses,
  intersectAddresses,
  sampleAddress,
} from "../domains/address-set.ts";
import { readAddressRange } from "../domains/address.ts";

export const PRIVATE_ADDRESSES: AddressSet = addressesOf(
  [
    "10.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
  ].flatMap((range) => readAddressRange(range) ?? []),
);

/** False for what is no range. */
export function isPrivateRange(text: string): boolean {
  const range = readAddressRange(text);
  if (range === undefined) return false;
  return sampleAddress(intersectAddresses(addressesOf([range]), PUBLIC_ADDRESSES)) === undefined;
}

const PUBLIC_ADDRESSES = complementOfAddresses(PRIVATE_ADDRESSES);
