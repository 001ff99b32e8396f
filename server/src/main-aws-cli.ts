/** `iam-verdict aws` as a bundle of its own: no other command has to read it. */
export { runAws } from "./cli/aws.ts";
