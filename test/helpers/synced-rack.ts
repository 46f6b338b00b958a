import {appendFileSync} from 'node:fs';
import {onTestFinished} from 'vitest';
import {createOpenSshNode} from '../../source/clients/open-ssh-node.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {sshWorld} from '../../source/transport/ssh/ssh-world.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {wholeModels} from './copy-rack.ts';
import {makeRack, runOn} from './rack.ts';
import {type Sshd, startSshd} from './sshd.ts';

/** Nodes that are reached through an sshd each, with the files of their Ollama where the login finds them. */
export async function syncedRack(
	plans: Readonly<Record<string, OllamaOptions>>,
	/** Lines of `models:`, without their dash. */
	wanted: readonly string[],
) {
	const ollamas: Record<string, OllamaServer> = {};
	const servers: Record<string, Sshd> = {};
	for (const [name, plan] of Object.entries(plans)) {
		const ollama = await startOllama({models: [], ...plan});
		onTestFinished(() => ollama.close());
		ollamas[name] = ollama;
		servers[name] = await startSshd({config: [`SetEnv OLLAMA_MODELS=${ollama.folder}`]});
	}

	const names = Object.keys(plans);
	const rack = makeRack({
		servers,
		nodes: Object.fromEntries(
			names.map(name => [name, `, ollama: {port: ${ollamas[name]?.port}}`]),
		),
		known: names,
	});
	appendFileSync(rack.config, `models:\n${wanted.map(line => `  - ${line}\n`).join('')}`);
	return {
		ollamas,
		/** Name and digest of what each has, all of it seen to be whole. */
		models: () => names.map(name => wholeModels(ollamas[name]?.folder ?? '')),
		run(...args: readonly string[]) {
			const {env} = rack;
			const ssh = sshWorld({clock: systemClock, env, askSecret: async () => undefined});
			return runOn(rack, ['models', ...args], {openProbe: createOpenSshNode(ssh)});
		},
		/** It answers nothing any more, and neither does its Ollama. */
		async lose(name: string) {
			servers[name]?.stop();
			await ollamas[name]?.setFaults({isRefusing: true});
		},
	};
}
