// Loaded before the test runner. To know which test an error out of nowhere belongs to, it follows every promise to its
// end, which takes as long as many of the tests themselves. Here nothing is followed: each test is noted as it is made,
// which is all that is needed to know which suite it is in. An error out of nowhere then fails its process, with a line that
// says it, in place of its test. In which test it is says a run of some files (`npm test PATH-PART`), which follows everything.
const hooks = require("node:async_hooks");

const { AsyncResource, createHook } = hooks;
let note = () => undefined;
hooks.createHook = ({ init }) => {
  note = init;
  return { enable: () => undefined, disable: () => undefined };
};
hooks.AsyncResource = class extends AsyncResource {
  constructor(type, options) {
    super(type, options);
    if (type === "Test") note(this.asyncId(), type, this.triggerAsyncId(), this);
  }
};
require("node:test");
Object.assign(hooks, { AsyncResource, createHook });
