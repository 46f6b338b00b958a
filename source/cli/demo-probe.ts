import {fullDfScript, localDfScript} from '../clients/df-filesystems.ts';
import {logRequest} from '../clients/log-script.ts';
import {openLinkedNode} from '../clients/open-linked-node.ts';
import {countersMark, endMark, processScript} from '../clients/process-script.ts';
import {samplerScript} from '../clients/sampler-script.ts';
import {slurmScript} from '../clients/slurm-script.ts';
import {askPiScript, findToolsScript, nvidiaScripts} from '../clients/tool-scripts.ts';
import type {DemoLink} from '../demo/demo-link.ts';
import type {DemoWorld, Dialling} from '../demo/demo-world.ts';
import type {DemoScripts} from '../demo/scripts.ts';
import type {AskSecret} from '../domain/ask-secret.ts';
import type {Clock} from '../domain/clock.ts';
import {isRemotePath} from '../domain/grammar.ts';
import type {NodeProbe, OpenProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {defaultOllamaPort} from '../parsers/config-defaults.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {createDemoHttp} from './demo-http.ts';

/** The script does not hold it. */
const anyPath = '/log';

/** What the program runs on nodes; a script that is missing here is refused there. */
export const demoScripts: DemoScripts = {
	sampler: samplerScript,
	findTools: findToolsScript,
	askPi: askPiScript,
	nvidia: nvidiaScripts,
	df: [localDfScript, fullDfScript],
	journal: logRequest({kind: 'journal'}).script,
	logFile: isRemotePath(anyPath) ? logRequest({kind: 'file', path: anyPath}).script : '',
	processes: processScript,
	slurm: slurmScript,
	processMarks: {counters: countersMark, end: endMark},
};

/** Reads simulated nodes as real ones are read over ssh: only what carries the bytes is another. */
export function createOpenDemoNode(
	world: DemoWorld,
	clock: Clock,
	askSecret: AskSecret,
): OpenProbe {
	async function dial(name: string, dialling: Dialling): Promise<Result<DemoLink>> {
		const link = await world.dial(name, dialling);
		if (link.ok || link.failure.kind !== 'needsPassphrase') {
			return link;
		}

		const {where, keyFile} = link.failure;
		const question = {kind: 'passphrase', where, keyFile, isRepeated: false} as const;
		if ((await askSecret(question, dialling.signal)) === undefined) {
			return link;
		}

		world.unlock(name);
		return world.dial(name, dialling);
	}

	return async (node, {signal, deadlineMs, onAuthenticated, onCommand}) => {
		const untilMs = clock.monotonicMs() + deadlineMs;
		const link = await dial(node.name, {signal, onAuthenticated});
		if (!link.ok) {
			return link;
		}

		const leftMs = untilMs - clock.monotonicMs();
		const probe = await openLinkedNode(nodeLinkOf(link.value, node.name), {
			...{where: node.name, clock, signal, deadlineMs: leftMs, onCommand},
		});
		return probe.ok ? succeeded(withOllama(probe.value, {world, clock, name: node.name})) : probe;
	};
}

type Place = {readonly world: DemoWorld; readonly clock: Clock; readonly name: string};

/** What of HTTP is over ssh is not simulated: only what is asked and answered. */
function withOllama(probe: NodeProbe, {world, clock, name}: Place): NodeProbe {
	const ending = new AbortController();
	const end = (): void => ending.abort();
	void probe.lost.then(end);
	const roundTripMs = world.nodes.find(plan => plan.name === name)?.roundTripMs ?? 0;
	return {
		...probe,
		openHttp: port =>
			createDemoHttp({
				...{clock, roundTripMs, ended: ending.signal, where: `${name} -> 127.0.0.1:${port}`},
				ollama: port === defaultOllamaPort ? world.ollamaOf(name) : undefined,
			}),
		close() {
			end();
			probe.close();
		},
	};
}

function nodeLinkOf({openShell, lost, close}: DemoLink, where: string): NodeLink {
	return {
		...{openShell, lost, close},
		transport: 'ssh2',
		transportReason: undefined,
		openStream: async () => failed({kind: 'refused', where}),
		listen: async () =>
			failed({kind: 'unsupported', where, reason: 'nothing is served in the demo'}),
		openStatfs: undefined,
	};
}
