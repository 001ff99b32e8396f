import tseslint from "typescript-eslint";

const belowTheProtocol = [
  "server/src/{text,syntax,catalog,domains,message,policy,hosts,evaluation,proof,wording,workspace,denial,checks,telling,service}/**",
];

export default tseslint.config(
  { ignores: ["dist/", "out/", "generated/", "**/node_modules/", "test/vscode/kit/", "test/vscode/.run/"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./client/page/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Values and statements are classes by type only, so that the compiler refuses to spread what is read when it is
      // looked at (syntax/value.ts): plain objects are as good.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: belowTheProtocol,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["node:*"], message: "Below lsp/ and cli/ nothing touches the machine: pass text and values in." },
            {
              group: ["vscode", "vscode-*", "!vscode-uri"],
              message: "Only lsp/ speaks the protocol: return spans and values.",
            },
          ],
        },
      ],
    },
  },
  {
    // Whoever needs more says why, behind the rule that is turned off: ` -- because`.
    files: ["server/**/*.ts", "client/**/*.ts", "bench/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // What they hold grows with the text of a file.
    files: ["server/src/{policy,domains,proof,checks,workspace,service}/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name=/^(push|fromCharCode)$/] > SpreadElement",
          message: "A long list in arguments overflows the stack: use append() of domains/append.ts, or a loop.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-floating-promises": "off",
      "no-console": "off",
    },
  },
);
