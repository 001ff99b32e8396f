/** A policy has the same findings in a few of the forms that it may have in a file; the search tries all forms. */
import { describe } from "node:test";
import { testSameFindings } from "../support/same-findings.ts";

describe("a policy has the same findings in the hosts", testSameFindings);
