/** The calls to AWS as a bundle of their own, which the command line and the extension load when somebody asks AWS. */
export * from "./aws/index.ts";
