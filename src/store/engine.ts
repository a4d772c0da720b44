import type { EngineClient } from '../worker/client.ts';
import type { EngineApi, Method } from '../worker/protocol.ts';

/** The engine as the page sees it: every method of the protocol, answered later. The worker's client is one; tests use a fake. */
export type Engine = {
  readonly [M in Method]: (...args: Parameters<EngineApi[M]>) => Promise<ReturnType<EngineApi[M]>>;
};

export function engineOf(client: EngineClient): Engine {
  return {
    validate: (...args) => client.call('validate', ...args),
    validateLesson: (...args) => client.call('validateLesson', ...args),
    validateCourse: (...args) => client.call('validateCourse', ...args),
    check: (...args) => client.call('check', ...args),
    run: (...args) => client.call('run', ...args),
    runBeside: (...args) => client.call('runBeside', ...args),
    explain: (...args) => client.call('explain', ...args),
    checkRuleset: (...args) => client.call('checkRuleset', ...args),
    command: (...args) => client.call('command', ...args),
    ruleForm: (...args) => client.call('ruleForm', ...args),
    ruleText: (...args) => client.call('ruleText', ...args),
    catalogue: (...args) => client.call('catalogue', ...args),
    packetBytes: (...args) => client.call('packetBytes', ...args),
    packetFields: (...args) => client.call('packetFields', ...args),
  };
}
