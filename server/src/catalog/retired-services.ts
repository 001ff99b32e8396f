/**
 * Prefixes of services that were already closed when the older release was taken, so that the difference of the two
 * releases does not show them, though policies still name them. `awsbillingconsole` stood beside `aws-portal` in AWS's own
 * policy `Billing`.
 */
export const FORMERLY_RETIRED_SERVICES: ReadonlySet<string> = new Set([
  "awsbillingconsole",
  "deeplens",
  "elastic-inference",
  "gamesparks",
  "iot1click",
  "iotroborunner",
  "macie",
  "mobilehub",
  "sagemaker-groundtruth-synthetic",
  "sumerian",
  "zocalo",
]);
