import {join} from 'node:path';
import type {HostContext} from './host-context.ts';
import {commandLineOf, livingPids, namespaceOf} from './processes.ts';

export const ollamaProgram = join(import.meta.dirname, '../../test/ollama/main.ts');

/** As seen from outside: the one in the host's PID namespace. */
export function ollamaPid({state, host}: HostContext): number | undefined {
	if (state.ollama === undefined || host.init === undefined) {
		return undefined;
	}

	const own = namespaceOf(host.init.pid, 'pid');
	return livingPids().find(
		pid => commandLineOf(pid).includes(ollamaProgram) && namespaceOf(pid, 'pid') === own,
	);
}
