/** The calls of AWS as the product makes them, without the time that it waits before it repeats one. */
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import * as aws from "../../server/src/aws/index.ts";

const RETRIES: aws.Retries = {
  strategy: (attempts) => new ConfiguredRetryStrategy(attempts, 0),
  ofCredentials: 0,
};

export const awsWithoutWaits: typeof aws = {
  ...aws,
  openSession: async (choice) => await aws.openSession({ retries: RETRIES, ...choice }),
};
