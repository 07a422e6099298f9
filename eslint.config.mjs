// How JavaScript is linted: `make check` runs it over all of ours.

import js from "@eslint/js";
import globals from "globals";

const IN_NODE = ["dev/company/**", "**/tests/**"];

const rules = {
  "consistent-return": "error",
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-shadow": "error",
  "no-unused-vars": ["error", { ignoreRestSiblings: true }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  "require-unicode-regexp": "error",
};

export default [
  { ignores: [".venv/", ".cache/", "cdk.out/", ".parley/", "web/vendor/"] },
  js.configs.recommended,
  { files: ["**/*.mjs", "**/*.js"], rules, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["**/*.mjs", "**/*.js"], ignores: IN_NODE, languageOptions: { globals: globals.browser } },
  { files: IN_NODE, languageOptions: { globals: globals.node } },
];
