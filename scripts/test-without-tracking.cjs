// Loaded before the test runner. To know which test an error out of nowhere belongs to, it follows every promise to its
// end, which takes as long as many of the tests themselves. Of the resources it is left its own: which suite a test is in.
// An error out of nowhere then fails its process, with a line that says it, in place of its test. In which test it is says
// a run of some files (`npm test PATH-PART`), which follows everything.
const hooks = require("node:async_hooks");

const { createHook } = hooks;
hooks.createHook = ({ init }) =>
  createHook({
    init(id, type, trigger, resource) {
      if (type === "Test") init(id, type, trigger, resource);
    },
  });
require("node:test");
hooks.createHook = createHook;
