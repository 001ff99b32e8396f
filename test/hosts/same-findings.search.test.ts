/** A policy has the same findings in every form that it may have in a file. */
import { describe } from "node:test";
import { testSameFindings } from "../support/same-findings.ts";

describe("a policy has the same findings in every host", testSameFindings);
